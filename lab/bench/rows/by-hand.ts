/**
 * A page of 50 titles at eight systems, asked of Mercia and, in turns, by a fan-out written by hand: the very calls that Mercia made for the
 * page, sent again with `fetch` and `Promise.all`. It knows the record numbers beforehand, maps nothing and keeps nothing, so it is the least that
 * such a page can take.
 */
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import type { ByHandCommands } from '../by-hand-child.ts';
import type { HubCommands } from '../hub-child.ts';
import type { HostsCommands } from '../live/hosts-child.ts';
import { PAGE } from '../live/titles.ts';
import { askLivePage } from '../support/ask.ts';
import { startChild } from '../support/child.ts';
import { spread, table } from '../support/markdown.ts';
import { median, round, spreadOf } from '../support/stats.ts';

const WARM_UP = 40;
const CYCLES = 24;
const PAGES_A_TURN = 4;
const HOSTS_ANSWER_IN_MS = 20;
const BUDGET_MS = 10_000;

interface Turn {
  readonly cpu: number;
  readonly times: readonly number[];
}

type TakeTurn = (pages: number) => Promise<Turn>;

/** Gives a table. Everything it starts it ends. */
export async function compareWithFanOut(): Promise<string> {
  const folder = makeTemporaryFolder();
  const hosts = startChild<HostsCommands>('live/hosts-child.ts');
  const hub = startChild<HubCommands>('hub-child.ts');
  const byHand = startChild<ByHandCommands>('by-hand-child.ts');
  try {
    await hosts.call('start', undefined);
    const { url } = await hub.call('start', { notes: await hosts.call('describe', 0), data: folder.path });
    await hub.call('harvest', undefined);
    await hosts.call('answerIn', HOSTS_ANSWER_IN_MS);
    const isbns = PAGE.map(({ isbn }) => isbn);
    const askHub = (): Promise<number> => askLivePage({ url, isbns, budgetMs: BUDGET_MS });
    const ourTurn = turnsOf(askHub, () => hub.call('cpu', undefined));
    await ourTurn(WARM_UP);
    await hosts.call('takeHeard', undefined);
    await askHub();
    const calls = await hosts.call('takeHeard', undefined);
    const theirTurn = turnsOf(
      () => byHand.call('ask', calls),
      () => byHand.call('cpu', undefined),
    );
    await theirTurn(WARM_UP);
    return await takeTurns(ourTurn, theirTurn, calls.flat(2).length);
  } finally {
    await Promise.all([hub.close(), hosts.close(), byHand.close()]);
    folder.remove();
  }
}

function turnsOf(ask: () => Promise<number>, cpu: () => Promise<number>): TakeTurn {
  return async (pages) => {
    const before = await cpu();
    const times: number[] = [];
    while (times.length < pages) times.push(await ask());
    return { times, cpu: ((await cpu()) - before) / pages };
  };
}

/** A B, B A, A B: whoever is asked second has no advantage of it. */
async function takeTurns(ours: TakeTurn, byHand: TakeTurn, calls: number): Promise<string> {
  const cycles: { readonly ours: Turn; readonly byHand: Turn }[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    const oursFirst = cycle % 2 === 0;
    const first = await (oursFirst ? ours : byHand)(PAGES_A_TURN);
    const second = await (oursFirst ? byHand : ours)(PAGES_A_TURN);
    cycles.push(oursFirst ? { ours: first, byHand: second } : { ours: second, byHand: first });
  }
  const row = (name: string, turns: readonly Turn[]): readonly string[] => [
    name,
    spread(spreadOf(turns.flatMap(({ times }) => times))),
    round(median(turns.map(({ cpu }) => cpu))),
  ];
  const ratios = cycles.map((cycle) => median(cycle.ours.times) / median(cycle.byHand.times));
  const cpuRatios = cycles.map((cycle) => cycle.ours.cpu / cycle.byHand.cpu);
  return table(
    [`${String(CYCLES * PAGES_A_TURN)} pages each`, 'answer, p50 / p95 ms', 'CPU ms a page'],
    [
      row(
        'Mercia',
        cycles.map((cycle) => cycle.ours),
      ),
      row(
        `by hand, ${String(calls)} calls`,
        cycles.map((cycle) => cycle.byHand),
      ),
      ['Mercia ÷ by hand', `${round(median(ratios), 2)} ×`, `${round(median(cpuRatios), 2)} ×`],
    ],
  );
}
