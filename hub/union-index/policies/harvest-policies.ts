/** Reads what a system has set up, and keeps it: its lists of codes, and its rules of lending where it tells them. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { CodeList, LoanRules } from '#domain/policies.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { ensureSystemNumber } from '../harvest/system-number.ts';
import { failPolicies, replacePolicies, findPolicies } from './repository.ts';

export interface HarvestPoliciesOptions {
  readonly db: Kysely<Database>;
  readonly adapter: LmsAdapter;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

/**
 * Puts what the system tells now in the place of what was stored, and gives how many codes and rules there are (`rules` is null if
 * it does not tell them). Null if it tells nothing of it. What cannot be read
 * leaves everything as it was, with the problem noted, and is thrown.
 */
export async function harvestPolicies(options: HarvestPoliciesOptions) {
  const { db, adapter, clock, logger, signal } = options;
  const { policies, system } = adapter;
  if (policies === undefined) return null;
  const number = await ensureSystemNumber(db, system.id);
  const asOf = clock();
  try {
    const lists: readonly CodeList[] = await policies.codeLists(signal);
    const rules: LoanRules | null = (await policies.loanRules?.(signal)) ?? null;
    signal.throwIfAborted();
    await replacePolicies(db, number, { lists, rules, asOf });
    const codes = lists.reduce((sum, list) => sum + list.codes.length, 0);
    logger.info({ system: system.id, codes, rules: rules?.rules.length ?? null }, 'read codes and rules of lending');
    return { codes, rules: rules?.rules.length ?? null };
  } catch (error) {
    signal.throwIfAborted();
    const known = isMerciaError(error);
    const problem = known
      ? `${error.code}: ${error.publicMessage}`
      : `[${system.id}] codes and rules: Mercia failed internally; what was stored stays as it was`;
    logger.warn({ system: system.id, code: known ? error.code : 'INTERNAL' }, 'codes and rules could not be read');
    await failPolicies(db, number, problem, asOf);
    throw error;
  }
}

type PolicyKeeperOptions = Omit<HarvestPoliciesOptions, 'adapter' | 'signal'>;

/** Keeps what a system has set up up to date, which `answered` just now or did not; never rejects. */
type PolicyKeeper = (adapter: LmsAdapter, signal: AbortSignal, answered: boolean) => Promise<void>;

const EVERY_MS = 24 * 3_600_000;
const RETRY_MS = 3_600_000;

/** Called after each harvest of a system's records, it reads codes and rules once a day, and an hour after it failed. */
export function createPolicyKeeper(options: PolicyKeeperOptions): PolicyKeeper {
  const { db, clock, logger } = options;

  async function isDue(adapter: LmsAdapter): Promise<boolean> {
    const number = await ensureSystemNumber(db, adapter.system.id);
    const [stored] = await findPolicies(db, [number]);
    if (stored === undefined) return true;
    return clock().getTime() - stored.triedAt.getTime() >= (stored.problem === null ? EVERY_MS : RETRY_MS);
  }

  return async (adapter, signal, answered) => {
    if (!answered || adapter.policies === undefined) return;
    try {
      if (await isDue(adapter)) await harvestPolicies({ ...options, adapter, signal });
    } catch (error) {
      if (!signal.aborted) logger.warn({ err: error, system: adapter.system.id }, 'codes and rules are not up to date');
    }
  };
}
