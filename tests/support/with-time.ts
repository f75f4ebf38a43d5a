/** Time enough for an answer, whatever else keeps the machine busy: who signs in with nothing has no more than everybody. */
import { deriveCallerKey } from '#platform/derived-key.ts';
import { ASKED_FOR_HEADER, createEndCallers } from '#platform/end-callers.ts';

/** Headers of a part of Mercia that asks for somebody; `contextSecret` is the hub's. */
export function withTime(contextSecret: string, budgetMs = 20_000): Readonly<Record<string, string>> {
  const askedFor = createEndCallers(deriveCallerKey(contextSecret)).passOn({
    caller: 'a test',
    limited: true,
    owes: false,
  });
  return { 'mercia-budget-ms': String(budgetMs), [ASKED_FOR_HEADER]: askedFor };
}
