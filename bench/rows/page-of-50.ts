/** A page of 50 titles at eight systems, beside the slowest system's own answer to the same page. */
import type { MeasuredHub } from '../live/bench-hub.ts';
import { PAGE } from '../live/titles.ts';
import { askLivePage, countItems } from '../support/ask.ts';
import { timeHeld } from '../support/held.ts';
import { spreadOf, type Spread } from '../support/stats.ts';

export interface PageOf50Figures {
  readonly where: string;
  readonly rounds: number;
  readonly holdings: number;
  readonly items: number;
  readonly hub: Spread;
  readonly slowest: Spread;
  /** Milliseconds of the hub beyond the slowest system's own answer, request by request. */
  readonly beyondSlowest: Spread;
  /** Processor milliseconds a page, all processes of the hub; null where it cannot be read. */
  readonly cpu: number | null;
}

const ROUNDS = 150;
const WARM_UP = 60;
export const HOSTS_ANSWER_IN_MS = 20;
const BUDGET_MS = 10_000;

export async function measurePageOf50({ where, url, hosts, cpu }: MeasuredHub): Promise<PageOf50Figures> {
  const ask = () => askLivePage({ url, isbns: PAGE.map(({ isbn }) => isbn), budgetMs: BUDGET_MS });
  await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: [] });
  for (let time = 0; time < WARM_UP; time += 1) await ask();
  const { holdings } = await ask();
  await hosts.call('takeHeld', undefined);

  const rounds: { readonly hubMs: number; readonly slowestMs: number }[] = [];
  const before = await cpu();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ms } = await ask();
    const held = await hosts.call('takeHeld', undefined);
    rounds.push({ hubMs: ms, slowestMs: Math.max(...held.map(timeHeld)) });
  }
  const after = await cpu();
  return {
    where,
    rounds: ROUNDS,
    holdings: holdings.length,
    items: countItems(holdings),
    hub: spreadOf(rounds.map(({ hubMs }) => hubMs)),
    slowest: spreadOf(rounds.map(({ slowestMs }) => slowestMs)),
    beyondSlowest: spreadOf(rounds.map(({ hubMs, slowestMs }) => hubMs - slowestMs)),
    cpu: before === null || after === null ? null : (after - before) / ROUNDS,
  };
}
