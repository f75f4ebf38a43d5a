/**
 * A page of 50 titles at eight systems, asked of two checkouts of Mercia in turns: this one and another. Both ask the same
 * systems. The processor time of a page, as a ratio, holds on another machine and next to other work.
 */
import { join } from 'node:path';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import type { HubCommands } from '../hub-child.ts';
import type { HostsCommands } from '../live/hosts-child.ts';
import type { RegionNotes } from '../live/region.ts';
import { PAGE } from '../live/titles.ts';
import { askLivePage } from '../support/ask.ts';
import { startChild, type Child } from '../support/child.ts';
import { median, quantile, spreadOf, type Spread } from '../support/stats.ts';

export interface TwoCheckoutsFigures {
  readonly pages: number;
  readonly ours: CheckoutFigures;
  readonly other: CheckoutFigures;
  /** Ours over the other's, processor time of a page: the median of the cycles, and the middle half of them. */
  readonly cpuRatio: { readonly median: number; readonly from: number; readonly to: number };
  /** Ours over the other's, time until the answer, median of the cycles. */
  readonly timeRatio: number;
}

export interface CheckoutFigures {
  /** Processor milliseconds a page, all that the process does included. */
  readonly cpu: number;
  readonly elapsed: Spread;
}

interface Turn {
  readonly cpu: number;
  readonly times: readonly number[];
}

const WARM_UP = 200;
const CYCLES = 40;
/** What a page leaves to be done (garbage, facts to be kept) is counted where it falls: a turn is many pages. */
const PAGES_A_TURN = 8;
const HOSTS_ANSWER_IN_MS = 20;
const BUDGET_MS = 10_000;

/** `checkout`: the folder of the other one, with its own `node_modules`. */
export async function compareCheckouts(checkout: string): Promise<TwoCheckoutsFigures> {
  const folder = makeTemporaryFolder();
  const hosts = startChild<HostsCommands>('live/hosts-child.ts');
  const ours = startChild<HubCommands>('hub-child.ts');
  const other = startChild<HubCommands>('hub-child.ts', { checkout });
  try {
    await hosts.call('start', undefined);
    const notes = await hosts.call('describe', { freshForMs: 0, signIn: false });
    const ourTurn = await openHub(ours, notes, join(folder.path, 'ours'));
    const otherTurn = await openHub(other, notes, join(folder.path, 'other'));
    await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: [] });
    await ourTurn(WARM_UP);
    await otherTurn(WARM_UP);
    return await takeTurns(ourTurn, otherTurn);
  } finally {
    await Promise.all([ours.close(), other.close(), hosts.close()]);
    folder.remove();
  }
}

type TakeTurn = (pages: number) => Promise<Turn>;

async function openHub(hub: Child<HubCommands>, notes: RegionNotes, data: string): Promise<TakeTurn> {
  const { url } = await hub.call('start', { notes, data });
  await hub.call('harvest', undefined);
  const isbns = PAGE.map(({ isbn }) => isbn);
  let counted = await hub.call('cpu', undefined);
  return async (pages) => {
    const times: number[] = [];
    while (times.length < pages) times.push((await askLivePage({ url, isbns, budgetMs: BUDGET_MS })).ms);
    // From turn to turn: what it did for its pages while the other was asked is its own.
    const before = counted;
    counted = await hub.call('cpu', undefined);
    return { times, cpu: (counted - before) / pages };
  };
}

/** A B, B A, A B: whoever is asked second has no advantage of it. */
async function takeTurns(ours: TakeTurn, other: TakeTurn): Promise<TwoCheckoutsFigures> {
  const cycles: { readonly ours: Turn; readonly other: Turn }[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    const oursFirst = cycle % 2 === 0;
    const first = await (oursFirst ? ours : other)(PAGES_A_TURN);
    const second = await (oursFirst ? other : ours)(PAGES_A_TURN);
    cycles.push(oursFirst ? { ours: first, other: second } : { ours: second, other: first });
  }
  const ratios = cycles.map((cycle) => cycle.ours.cpu / cycle.other.cpu);
  return {
    pages: CYCLES * PAGES_A_TURN,
    ours: describe(cycles.map((cycle) => cycle.ours)),
    other: describe(cycles.map((cycle) => cycle.other)),
    cpuRatio: { median: median(ratios), from: quantile(ratios, 0.25), to: quantile(ratios, 0.75) },
    timeRatio: median(cycles.map((cycle) => median(cycle.ours.times) / median(cycle.other.times))),
  };
}

function describe(turns: readonly Turn[]): CheckoutFigures {
  return { cpu: median(turns.map(({ cpu }) => cpu)), elapsed: spreadOf(turns.flatMap(({ times }) => times)) };
}
