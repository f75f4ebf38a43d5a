import type { LmsAdapter } from '#contract/adapter.ts';
import type { Region } from '#domain/region.ts';
import { isMerciaError } from '#platform/errors.ts';
import { findLoanLists, type LoanListState } from './repositories/lists.ts';
import { ensureSystemNumber } from '../harvest/system-number.ts';
import { withLease } from '../harvest/under-lease.ts';
import { createAgreements } from './agreements.ts';
import { forgetLoans } from './forget-loans.ts';
import { harvestLoans, type HarvestLoansOptions } from './harvest-loans.ts';

export interface LoanKeeperOptions extends Omit<HarvestLoansOptions, 'adapter' | 'region' | 'signal' | 'acceptDrop'> {
  /** The current region. */
  readonly region: () => Region;
}

/** Keeps the loans of a system up to date, which `answered` just now or did not; never rejects. */
export type LoanKeeper = (adapter: LmsAdapter, signal: AbortSignal, answered: boolean) => Promise<void>;

const EVERY_MS = 24 * 3_600_000;
const RETRY_MS = 3_600_000;

/**
 * Called after each harvest of a system's records, it harvests the system's loans once a day, and again an hour after a list
 * failed. What is of a library that has given up its agreement, and what is too old, goes each time, also while the system
 * does not answer: how long something is kept is not its to decide.
 */
export function createLoanKeeper({ region, ...each }: LoanKeeperOptions): LoanKeeper {
  const { db, clock, logger, readerRowsDays } = each;

  async function keep(adapter: LmsAdapter, signal: AbortSignal, answered: boolean): Promise<void> {
    const systemId = adapter.system.id;
    const target = { number: await ensureSystemNumber(db, systemId), systemId };
    const states = await findLoanLists(db, [target.number]);
    if (answered && adapter.loans !== undefined && isDue(states, clock())) {
      await harvestLoans({ ...each, adapter, region: region(), signal });
    } else if (states.length > 0) {
      const agreements = createAgreements(region(), systemId);
      await withLease({ ...each, signal }, target, (lease) =>
        forgetLoans(db, lease, agreements, clock(), readerRowsDays),
      );
    }
  }

  return async (adapter, signal, answered) => {
    try {
      await keep(adapter, signal, answered);
    } catch (error) {
      if (signal.aborted) return;
      const code = isMerciaError(error) ? error.code : 'INTERNAL';
      logger.warn({ system: adapter.system.id, code }, 'the loans of a system could not be harvested');
    }
  };
}

function isDue(states: readonly LoanListState[], now: Date): boolean {
  return (
    states.length === 0 ||
    states.some(({ triedAt, problem }) => now.getTime() - triedAt.getTime() >= (problem === null ? EVERY_MS : RETRY_MS))
  );
}
