/**
 * A page of 50 titles at eight systems, compared with the slowest system's own answer and the same calls by hand, in
 * turns.
 */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { createFanOut, type FanOut } from '../fan-out.ts';
import type { MeasuredHub } from '../live/bench-hub.ts';
import type { Held } from '../live/canned-host.ts';
import { systemId } from '../live/region.ts';
import { PAGE } from '../live/titles.ts';
import { askLivePage, countItems } from '../support/ask.ts';
import { timeHeld } from '../support/held.ts';
import { median, spreadOf, type Spread } from '../support/stats.ts';

export interface PageOf50Figures {
  readonly where: string;
  readonly rounds: number;
  readonly holdings: number;
  readonly items: number;
  readonly hub: Spread;
  readonly slowest: Spread;
  /** Milliseconds of the hub beyond the slowest system's own answer, request by request. */
  readonly beyondSlowest: Spread;
  /** Processor milliseconds a page, all processes of the hub; null if it cannot be read. */
  readonly cpu: number | null;
  /** The hub's over the calls by hand: time, median of pairs, and processor time. */
  readonly overFanOut: number;
  readonly cpuOverFanOut: number | null;
}

const ROUNDS = 150;
const WARM_UP = 60;
export const HOSTS_ANSWER_IN_MS = 20;
const BUDGET_MS = 10_000;

export async function measurePageOf50({ where, url, notes, hosts, cpu }: MeasuredHub): Promise<PageOf50Figures> {
  const ask = () => askLivePage({ url, isbns: PAGE.map(({ isbn }) => isbn), budgetMs: BUDGET_MS });
  await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: [] });
  for (let time = 0; time < WARM_UP; time += 1) await ask();
  await hosts.call('takeHeld', undefined);
  const { holdings } = await ask();
  const fanOut = await learnFanOut(notes, await hosts.call('takeHeld', undefined));
  for (let time = 0; time < WARM_UP; time += 1) await fanOut.run();

  const rounds: Round[] = [];
  const before = await cpu();
  for (let round = 0; round < ROUNDS; round += 1) {
    await hosts.call('takeHeld', undefined);
    const { ms } = await ask();
    const held = await hosts.call('takeHeld', undefined);
    const byHand = await fanOut.run();
    rounds.push({ hubMs: ms, slowestMs: Math.max(...held.map(timeHeld)), byHandMs: byHand.ms, byHandCpu: byHand.cpu });
  }
  const after = await cpu();
  const hubCpu = before === null || after === null ? null : (after - before) / ROUNDS;
  return {
    where,
    rounds: ROUNDS,
    holdings: holdings.length,
    items: countItems(holdings),
    hub: spreadOf(rounds.map(({ hubMs }) => hubMs)),
    slowest: spreadOf(rounds.map(({ slowestMs }) => slowestMs)),
    beyondSlowest: spreadOf(rounds.map(({ hubMs, slowestMs }) => hubMs - slowestMs)),
    cpu: hubCpu,
    overFanOut: median(rounds.map(({ hubMs, byHandMs }) => hubMs / byHandMs)),
    cpuOverFanOut: hubCpu === null ? null : hubCpu / median(rounds.map(({ byHandCpu }) => byHandCpu)),
  };
}

interface Round {
  readonly hubMs: number;
  readonly slowestMs: number;
  readonly byHandMs: number;
  readonly byHandCpu: number;
}

/** The calls that a page costs once everything is warm, made ready to be made by hand. */
function learnFanOut(notes: MeasuredHub['notes'], held: readonly (readonly Held[])[]): Promise<FanOut> {
  const seen = held.map((calls, system) => [systemId(system), calls.map(toSeenCall)] as const);
  return createFanOut(readDemoRegion(notes).region, notes.secrets, Object.fromEntries(seen));
}

function toSeenCall({ target }: Held) {
  const [path = '', query = ''] = target.split('?', 2);
  return { path, query, kind: path.slice(path.lastIndexOf('/') + 1) };
}
