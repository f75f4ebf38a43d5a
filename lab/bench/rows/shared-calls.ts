/** What one page costs the library systems in calls, and what a hundred of the same at once cost them. */
import type { MeasuredHub } from '../live/bench-hub.ts';
import type { Held } from '../live/canned-host.ts';
import { systemId } from '../live/region.ts';
import { PAGE } from '../live/titles.ts';
import { askLivePage } from '../support/ask.ts';

export interface CallFigures {
  /** The calls of one page by system: `items 1, holds 1, checkouts 1`. */
  readonly bySystem: readonly { readonly system: string; readonly calls: string }[];
  readonly ofOne: number;
  /** A hundred at once: without reusing answers, and with the usual settings of a region. */
  readonly ofHundred: number;
  readonly ofHundredUsual: number;
}

const AT_ONCE = 100;
const TITLES = 5;
const BUDGET_MS = 30_000;

export async function countCalls(
  { url, hosts }: MeasuredHub,
  useFreshness: (freshForMs: number | null) => Promise<void>,
): Promise<CallFigures> {
  const ask = (titles: number) =>
    askLivePage({ url, isbns: PAGE.slice(0, titles).map(({ isbn }) => isbn), budgetMs: BUDGET_MS });
  async function callsOf(work: () => Promise<unknown>): Promise<readonly (readonly Held[])[]> {
    await hosts.call('takeHeld', undefined);
    await work();
    return hosts.call('takeHeld', undefined);
  }
  const hundred = () => Promise.all(Array.from({ length: AT_ONCE }, () => ask(TITLES)));

  const page = await callsOf(() => ask(PAGE.length));
  const one = await callsOf(() => ask(TITLES));
  const many = await callsOf(hundred);
  await useFreshness(null);
  // Another title, so that the log-ins and code lists of adapters just built are not taken for questions of the hundred.
  await askLivePage({ url, isbns: PAGE.slice(-1).map(({ isbn }) => isbn), budgetMs: BUDGET_MS });
  const usual = await callsOf(hundred);
  await useFreshness(0);
  return {
    bySystem: page.flatMap((held, system) =>
      held.length === 0 ? [] : [{ system: systemId(system), calls: describe(held) }],
    ),
    ofOne: one.flat().length,
    ofHundred: many.flat().length,
    ofHundredUsual: usual.flat().length,
  };
}

function describe(held: readonly Held[]): string {
  const counts = Map.groupBy(held, ({ target }) => /\/(\w+)(?:\?|$)/.exec(target)?.[1] ?? target);
  return Array.from(counts, ([name, calls]) => `${name} ${calls.length}`)
    .toSorted()
    .join(', ');
}
