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
import { spread, table } from '../support/markdown.ts';
import { median, quantile, round, spreadOf } from '../support/stats.ts';

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

/** `checkout`: the folder of the other one, with its own `node_modules`. Gives a table. */
export async function compareCheckouts(checkout: string): Promise<string> {
  const folder = makeTemporaryFolder();
  const hosts = startChild<HostsCommands>('live/hosts-child.ts');
  const ours = startChild<HubCommands>('hub-child.ts');
  const other = startChild<HubCommands>('hub-child.ts', { checkout });
  try {
    await hosts.call('start', undefined);
    const notes = await hosts.call('describe', 0);
    const ourTurn = await openHub(ours, notes, join(folder.path, 'ours'));
    const otherTurn = await openHub(other, notes, join(folder.path, 'other'));
    await hosts.call('answerIn', HOSTS_ANSWER_IN_MS);
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
    while (times.length < pages) times.push(await askLivePage({ url, isbns, budgetMs: BUDGET_MS }));
    // From turn to turn: what it did for its pages while the other was asked is its own.
    const before = counted;
    counted = await hub.call('cpu', undefined);
    return { times, cpu: (counted - before) / pages };
  };
}

/** A B, B A, A B: whoever is asked second has no advantage of it. */
async function takeTurns(ours: TakeTurn, other: TakeTurn): Promise<string> {
  const cycles: { readonly ours: Turn; readonly other: Turn }[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    const oursFirst = cycle % 2 === 0;
    const first = await (oursFirst ? ours : other)(PAGES_A_TURN);
    const second = await (oursFirst ? other : ours)(PAGES_A_TURN);
    cycles.push(oursFirst ? { ours: first, other: second } : { ours: second, other: first });
  }
  const ratios = cycles.map((cycle) => cycle.ours.cpu / cycle.other.cpu);
  const timeRatio = median(cycles.map((cycle) => median(cycle.ours.times) / median(cycle.other.times)));
  const middle = `${round(quantile(ratios, 0.25), 3)}–${round(quantile(ratios, 0.75), 3)}`;
  return table(
    [`${CYCLES * PAGES_A_TURN} pages each`, 'CPU ms a page (middle half)', 'answer, p50 / p95 ms'],
    [
      describe(
        'this checkout',
        cycles.map((cycle) => cycle.ours),
      ),
      describe(
        'the other',
        cycles.map((cycle) => cycle.other),
      ),
      ['this ÷ the other', `${round(median(ratios), 3)} × (${middle})`, `${round(timeRatio, 3)} ×`],
    ],
  );
}

function describe(whose: string, turns: readonly Turn[]): readonly string[] {
  return [whose, round(median(turns.map(({ cpu }) => cpu))), spread(spreadOf(turns.flatMap(({ times }) => times)))];
}
