/** Loans as a whole: lists as lines, readers as tokens. */
import { untilGone } from '#platform/until-gone.ts';
import type { LmsAdapter, LoanSource, ReadersWanted } from '#contract/adapter.ts';
import { LOAN_LISTS } from '../remote/facts-shapes.ts';
import { readersWanted } from '../remote/loan-shapes.ts';
import { sendLines } from './lines.ts';
import { cannot, read } from './requests.ts';
import type { Routes, SystemRequest } from './requests.ts';

export function addLoanRoutes(routes: Routes): void {
  for (const list of LOAN_LISTS) {
    routes.wire.post(`/:system/loans/${list}`, (request: SystemRequest, reply) => {
      const wanted = read(readersWanted, request);
      const parts = listOf(routes.adapterFor(request), { list, wanted }, untilGone(reply));
      return sendLines(routes, request, reply, parts, (rows) => JSON.stringify({ rows }));
    });
  }
}

function listOf(
  { loans, system }: LmsAdapter,
  { list, wanted }: { readonly list: keyof LoanSource; readonly wanted: ReadersWanted },
  signal: AbortSignal,
): AsyncIterable<readonly unknown[]> {
  return loans?.[list]?.(signal, wanted) ?? cannot(system.id, 'list its loans');
}
