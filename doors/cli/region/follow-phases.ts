/** Notices within two seconds, in every process, where libraries stand on their way from one system to another. */
import { AS_WRITTEN, type Standing, type StandingPhase } from '#domain/move-phases.ts';
import { NOTHING_MOVED } from '#domain/moved-ids.ts';
import type { Region } from '#domain/region.ts';
import { readMovedIds, readPhases } from '#moving/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { isDeepStrictEqual } from 'node:util';
import type { OpenedRegion } from './opened-region.ts';

const NOT_KNOWN: Standing = { phases: null, ids: NOTHING_MOVED };

const LOOK_EVERY_MS = 2_000;
/** What was read longer ago may have been decided otherwise since. */
const KNOWN_FOR_MS = 30_000;

export interface PhaseFollower {
  /** Looks at once; resolves when what was decided by now is in use. Never rejects: what cannot be read is read the next time. */
  look(): Promise<void>;
  /** Whether that is known now; where there is no database, the file says it. */
  areKnown(): boolean;
  /** What follows of it that that is not known, in words for people; null if it is known, or no library is of several systems. */
  problem(): string | null;
  close(): Promise<void>;
}

/**
 * Until the database has answered once, no library of several systems counts as lending from any of them: which one it is must
 * not be guessed. The same is so when it has not answered for half a minute: another process may have taken a step meanwhile.
 * Without a database nothing can be decided, and the file counts. `now`: milliseconds of a clock that only goes on.
 */
export function followPhases(
  opened: Pick<OpenedRegion, 'stand' | 'region' | 'logger'>,
  db: Kysely<Database> | null,
  now: () => number = () => performance.now(),
): PhaseFollower {
  if (db === null) {
    if (opened.region.libraries.some(({ memberships }) => memberships.length > 1)) {
      opened.logger.warn('no database: where libraries of several systems stand is what the region file says');
    }
    opened.stand(AS_WRITTEN);
    return { look: async () => undefined, areKnown: () => true, problem: () => null, close: async () => undefined };
  }
  opened.stand(NOT_KNOWN);
  let ids = NOTHING_MOVED;
  let readAt = now();
  let known: readonly StandingPhase[] | null = null;
  let looking: Promise<void> | null = null;
  let isClosed = false;

  const read = async (): Promise<void> => {
    try {
      const askedAt = now();
      const phases = await readPhases(db);
      if (isClosed) return;
      if (isDeepStrictEqual(phases, known)) {
        readAt = askedAt;
        return;
      }
      ids = await readMovedIds(db, phases);
      opened.stand({ phases, ids });
      [known, readAt] = [phases, askedAt];
    } catch (error) {
      const code = isMerciaError(error) ? error.code : 'INTERNAL';
      opened.logger.debug({ code }, 'where libraries stand could not be read');
    }
  };
  function doubt(): void {
    if (isClosed || known === null || now() - readAt <= KNOWN_FOR_MS) return;
    known = null;
    // The ids that were kept go on leading to where they led.
    opened.stand({ phases: null, ids });
    opened.logger.warn(
      'where libraries stand could not be read for 30 seconds: those of several systems lend from none',
    );
  }
  function look(): Promise<void> {
    looking ??= read().finally(() => {
      looking = null;
      doubt();
    });
    return looking;
  }
  const timer = setInterval(() => {
    // A question that hangs ends nothing.
    doubt();
    void look();
  }, LOOK_EVERY_MS).unref();
  void look();
  return {
    async look() {
      // One that began before may have read what was true before.
      await looking;
      await look();
    },
    areKnown: () => known !== null,
    problem: () => (known === null ? sayUnknown(opened.region) : null),
    async close() {
      isClosed = true;
      clearInterval(timer);
      await looking;
    },
  };
}

function sayUnknown({ libraries }: Pick<Region, 'libraries'>): string | null {
  const moving = libraries.filter(({ memberships }) => memberships.length > 1).map(({ id }) => id);
  if (moving.length === 0) return null;
  return `where libraries of several systems stand in their move cannot be read from the database, so none of them lends from any system until it can: copies of ${moving.join(', ')} are LAST_KNOWN or UNKNOWN, and nothing is renewed or placed there`;
}
