/** Reads what a system has set up, and keeps it: its lists of codes, and its rules of lending where it tells them. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { CodeList, LoanRules } from '#domain/policies.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { ensureSystemNumber } from '../harvest/system-number.ts';
import { failPolicies, replacePolicies } from './repository.ts';

export interface HarvestPoliciesOptions {
  readonly db: Kysely<Database>;
  readonly adapter: LmsAdapter;
  readonly clock: () => Date;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}

export interface PolicyHarvest {
  /** Codes that are stored now. */
  readonly codes: number;
  /** Rules that are stored now; null if the system does not tell them. */
  readonly rules: number | null;
}

/**
 * Puts what the system tells now in the place of what was stored. Null if it tells nothing of it. What cannot be read
 * leaves everything as it was, with the problem noted, and is thrown.
 */
export async function harvestPolicies(options: HarvestPoliciesOptions): Promise<PolicyHarvest | null> {
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
