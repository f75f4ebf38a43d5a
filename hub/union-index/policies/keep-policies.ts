import type { LmsAdapter } from '#contract/adapter.ts';
import { ensureSystemNumber } from '../harvest/system-number.ts';
import { harvestPolicies, type HarvestPoliciesOptions } from './harvest-policies.ts';
import { findPolicies } from './repository.ts';

export type PolicyKeeperOptions = Omit<HarvestPoliciesOptions, 'adapter' | 'signal'>;

/** Keeps what a system has set up up to date, which `answered` just now or did not; never rejects. */
export type PolicyKeeper = (adapter: LmsAdapter, signal: AbortSignal, answered: boolean) => Promise<void>;

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
