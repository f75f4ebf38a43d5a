/** RTAC and DAIA of 50 titles at eight systems, compared with the same question in GraphQL, in turns. */
import { copiesThatFit, TITLES_QUERY } from '#feeds/live/question.ts';
import type { MeasuredHub } from '../live/bench-hub.ts';
import { PAGE } from '../live/titles.ts';
import { median } from '../support/stats.ts';
import { HOSTS_ANSWER_IN_MS } from './page-of-50.ts';

export interface AvailabilityFigures {
  readonly rounds: number;
  readonly titles: number;
  /** Bytes of each answer, without compression. */
  readonly bytes: Readonly<Record<Way, number>>;
  /** Processor milliseconds of an answer, all of the hub; null if it cannot be read. */
  readonly graphCpu: number | null;
  /** The processor time of each over that of GraphQL, median of pairs. */
  readonly overGraph: Readonly<Record<Exclude<Way, 'graph'>, number>> | null;
}

type Way = 'graph' | 'rtac' | 'daia';

const ROUNDS = 20;
/** Asked in a row before the other way's turn: the clock of processor time is coarse. */
const IN_A_ROW = 8;
const WARM_UP = 40;
/** The graph compresses nothing, so nothing is. */
const HEADERS = { 'mercia-budget-ms': '10000', 'accept-encoding': 'identity' };

export async function measureAvailability(
  { url, hosts, cpu }: Pick<MeasuredHub, 'url' | 'hosts' | 'cpu'>,
  services: string,
): Promise<AvailabilityFigures> {
  await hosts.call('behave', { answerIn: HOSTS_ANSWER_IN_MS, hanging: [] });
  const ids = await learnIds(url);
  const variables = { by: ids.map((id) => ({ id })), first: copiesThatFit(ids.length) };
  const headers = HEADERS;
  const ask: Readonly<Record<Way, () => Promise<string>>> = {
    graph: () => post(url, { query: TITLES_QUERY, variables }),
    rtac: () => read(fetch(`${services}/rtac?instanceIds=${ids.join(',')}`, { headers })),
    daia: () => read(fetch(`${services}/daia?format=json&id=${ids.join('|')}`, { headers })),
  };
  const ways = Object.keys(ask) as readonly Way[];
  const bytes = { graph: 0, rtac: 0, daia: 0 };
  for (const way of ways) {
    for (let time = 0; time < WARM_UP; time += 1) bytes[way] = Buffer.byteLength(await ask[way]());
  }
  const spent: Record<Way, number[]> = { graph: [], rtac: [], daia: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of ways) {
      const before = await cpu();
      for (let time = 0; time < IN_A_ROW; time += 1) await ask[way]();
      const after = await cpu();
      if (before === null || after === null)
        return { rounds: 0, titles: ids.length, bytes, graphCpu: null, overGraph: null };
      spent[way].push((after - before) / IN_A_ROW);
    }
  }
  const over = (way: Way): number => median(spent[way].map((ms, round) => ms / (spent.graph[round] ?? Number.NaN)));
  return {
    rounds: ROUNDS * IN_A_ROW,
    titles: ids.length,
    bytes,
    graphCpu: median(spent.graph),
    overGraph: { rtac: over('rtac'), daia: over('daia') },
  };
}

interface Editions {
  readonly data: { readonly editions: readonly { readonly editions: readonly { readonly id: string }[] }[] };
}

async function learnIds(url: string): Promise<readonly string[]> {
  const query = 'query ($by: [EditionKey!]!) { editions(by: $by) { editions { id } } }';
  const { data } = JSON.parse(
    await post(url, { query, variables: { by: PAGE.map(({ isbn }) => ({ isbn })) } }),
  ) as Editions;
  return data.editions.flatMap(({ editions }) => editions.map(({ id }) => id));
}

function post(url: string, body: unknown): Promise<string> {
  const headers = { ...HEADERS, 'content-type': 'application/json' };
  return read(fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

async function read(asked: Promise<Response>): Promise<string> {
  const response = await asked;
  const text = await response.text();
  if (!response.ok || text.includes('could not check') || text.includes('"errors"'))
    throw new Error(text.slice(0, 300));
  return text;
}
