/** Loans as a whole: lists as lines, readers as tokens. */
import type { LmsAdapter, LoanSource } from '../adapter.ts';
import { LOAN_LISTS } from '../remote/facts-shapes.ts';
import { sendLines } from './lines.ts';
import { cannot, untilGone } from './requests.ts';
import type { Routes, SystemRequest } from './requests.ts';

export function addLoanRoutes(routes: Routes): void {
  for (const list of LOAN_LISTS) {
    routes.wire.post(`/:system/loans/${list}`, (request: SystemRequest, reply) => {
      const parts = listOf(routes.adapterFor(request), list, untilGone(reply));
      return sendLines(routes, request, reply, parts, (rows) => JSON.stringify({ rows }));
    });
  }
}

function listOf(
  { loans, system }: LmsAdapter,
  list: keyof LoanSource,
  signal: AbortSignal,
): AsyncIterable<readonly unknown[]> {
  return loans?.[list]?.(signal) ?? cannot(system.id, 'list its loans');
}
