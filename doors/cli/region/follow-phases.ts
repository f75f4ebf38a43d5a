/** Notices within two seconds, in every process, where libraries stand on their way from one system to another. */
import type { Standing, StandingPhase } from '#domain/move-phases.ts';
import { NOTHING_MOVED } from '#domain/moved-ids.ts';
import { readMovedIds, readPhases } from '#moving/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import type { OpenedRegion } from './opened-region.ts';

const NOT_KNOWN: Standing = { phases: null, ids: NOTHING_MOVED };

const LOOK_EVERY_MS = 2_000;

export interface PhaseFollower {
  /** Looks at once; resolves when what was decided by now is in use. Never rejects: what cannot be read is read the next time. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Until the database has answered once, no library of several systems counts as lending from any of them: which one it is must
 * not be guessed. A database that stops answering later leaves everything as it was.
 */
export function followPhases(opened: OpenedRegion, db: Kysely<Database> | null): PhaseFollower {
  opened.stand(NOT_KNOWN);
  if (db === null) return { look: async () => undefined, close: async () => undefined };
  let known: readonly StandingPhase[] | null = null;
  let looking: Promise<void> | null = null;
  let isClosed = false;

  const read = async (): Promise<void> => {
    try {
      const phases = await readPhases(db);
      if (isClosed || isDeepStrictEqual(phases, known)) return;
      const ids = await readMovedIds(db, phases);
      opened.stand({ phases, ids });
      known = phases;
    } catch (error) {
      const code = isMerciaError(error) ? error.code : 'INTERNAL';
      opened.logger.debug({ code }, 'where libraries stand could not be read');
    }
  };
  function look(): Promise<void> {
    looking ??= read().finally(() => {
      looking = null;
    });
    return looking;
  }
  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  void look();
  return {
    async look() {
      // One that began before may have read what was true before.
      await looking;
      await look();
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await looking;
    },
  };
}
