/** Loans as a whole at an adapter that is somewhere else. */
import type { z } from 'zod';
import type { LoanSource } from '../adapter.ts';
import type { Asking } from './asking.ts';
import { openHoldRows, openLoanRows, readerRows, useCountRows } from './loan-shapes.ts';

const START_TIMEOUT_MS = 30_000;

/** The lists that a system has. */
export function createRemoteLoans({ lines }: Asking, has: (list: keyof LoanSource) => boolean): LoanSource {
  async function* rowsOf<Row>(
    list: keyof LoanSource,
    shape: z.ZodType<{ readonly rows: readonly Row[] }>,
    signal: AbortSignal,
  ): AsyncGenerator<readonly Row[]> {
    const question = { operation: LOAN_LISTS[list], path: `/loans/${list}`, body: {}, timeoutMs: START_TIMEOUT_MS };
    for await (const { rows } of lines(question, shape, signal)) yield rows;
  }
  return {
    ...(has('openLoans') && { openLoans: (signal) => rowsOf('openLoans', openLoanRows, signal) }),
    ...(has('openHolds') && { openHolds: (signal) => rowsOf('openHolds', openHoldRows, signal) }),
    ...(has('useCounts') && { useCounts: (signal) => rowsOf('useCounts', useCountRows, signal) }),
    ...(has('readers') && { readers: (signal) => rowsOf('readers', readerRows, signal) }),
  } satisfies LoanSource;
}

const LOAN_LISTS: Readonly<Record<keyof LoanSource, string>> = {
  openLoans: 'open loans',
  openHolds: 'open holds',
  useCounts: 'counts of use',
  readers: "readers' tokens",
};
