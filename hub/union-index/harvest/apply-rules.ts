/** Applies a changed region file to the systems that it changed: first to what is stored, then by a harvest. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import type { Ingest, IngestTarget } from '#union-index/ingest-contract.ts';
import type { Kysely } from 'kysely';
import { ensureSystemNumber } from './system-number.ts';

export interface ApplyRulesOptions {
  readonly db: Kysely<Database>;
  readonly ingest: Ingest;
  readonly clock: () => Date;
  readonly logger: Logger;
}

export async function targetOf(db: Kysely<Database>, { system, harvest }: LmsAdapter): Promise<IngestTarget> {
  const number = await ensureSystemNumber(db, system.id);
  return { number, systemId: system.id, rules: harvest?.rules };
}

/** Puts the rules of one system in force; false if they are already. */
export async function applyRules(
  { db, ingest, clock, logger }: ApplyRulesOptions,
  target: IngestTarget,
): Promise<boolean> {
  const startedAt = performance.now();
  const applied = await ingest.applyRules(db, target, clock);
  if (applied === null) return false;
  const elapsedMs = Math.round(performance.now() - startedAt);
  const { records, changed, hidden } = applied;
  // Nothing was stored that could be shown differently.
  if (records === 0) return true;
  // A warning: until the harvest is over, the public is not shown everything that the system has.
  logger.warn(
    { system: target.systemId, rules: applied.now, before: applied.before, records, changed, hidden, elapsedMs },
    'the region file changed how records are read: what it hides is hidden, and everything is harvested at once',
  );
  return true;
}

/**
 * Puts the rules of every system in force, before anything else is done with a region file. Never rejects: a system whose
 * rules cannot be put in force now has it done before its next harvest. False if all of them are in force already.
 */
export async function applyAllRules(options: ApplyRulesOptions, adapters: Iterable<LmsAdapter>): Promise<boolean> {
  let anyApplied = false;
  for (const adapter of adapters) {
    try {
      anyApplied = (await applyRules(options, await targetOf(options.db, adapter))) || anyApplied;
    } catch (error) {
      anyApplied = true;
      options.logger.error(
        { err: error, system: adapter.system.id },
        'a changed region file could not be applied to what is stored; it is tried again before the next harvest',
      );
    }
  }
  return anyApplied;
}
