/**
 * Mercia's gateway compared with another, Hive's with its planner in Rust or a stock `ApolloGateway`, over the same catalogue, circulation
 * router and patrons part, asked in turns: answers a second, and the processor time that the gateway itself takes for one.
 */
import { Agent, request } from 'undici';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { startApart, type OtherRouter, type Router } from '../apart.ts';
import type { HubCommands } from '../hub-child.ts';
import type { HostsCommands } from '../live/hosts-child.ts';
import { PAGE } from '../live/titles.ts';
import { LIVE_PAGE } from '../support/ask.ts';
import { startChild } from '../support/child.ts';
import { table } from '../support/markdown.ts';
import { median, round } from '../support/stats.ts';

interface Question {
  readonly name: string;
  readonly query: string;
  readonly variables: object;
}

interface Turn {
  readonly rate: number;
  readonly answers: number;
  readonly cpu: number | null;
}

const CYCLES = 8;
const WARM_UP_CYCLES = 2;
const TURN_MS = 1_000;
const AT_ONCE = [1, 8];

const byIsbn = (titles: typeof PAGE): object => ({ by: titles.map(({ isbn }) => ({ isbn })) });
const QUESTIONS: readonly Question[] = [
  { name: 'the region', query: '{ region { name libraries { id name system { id } } } }', variables: {} },
  {
    name: 'a search, first 25',
    query:
      '{ search(query: "nursing", first: 25) { totalCount edges { node { id title holdings { id library { name } } } } } }',
    variables: {},
  },
  { name: 'one edition, live', query: LIVE_PAGE, variables: byIsbn(PAGE.slice(0, 1)) },
  { name: '25 editions, live', query: LIVE_PAGE, variables: byIsbn(PAGE.slice(0, 25)) },
];

const CALLED: Readonly<Record<OtherRouter, string>> = { hive: 'Hive', stock: 'stock' };

/** Gives a table. Everything it starts it ends. The other gateway must be installed. */
export async function compareRouters(name: OtherRouter): Promise<string> {
  const folder = makeTemporaryFolder();
  const hosts = startChild<HostsCommands>('live/hosts-child.ts');
  const hub = startChild<HubCommands>('hub-child.ts');
  try {
    await hosts.call('start', undefined);
    const notes = await hosts.call('describe', null);
    await hub.call('start', { notes, data: folder.path });
    await hub.call('harvest', undefined);
    const apart = await startApart(notes, folder.path);
    try {
      const other = await apart.startOther(name);
      try {
        return await takeTurns({ url: apart.url, cpu: () => apart.gatewayCpu() }, other, CALLED[name]);
      } finally {
        await other.close();
      }
    } finally {
      await apart.close();
    }
  } finally {
    await Promise.all([hub.close(), hosts.close()]);
    folder.remove();
  }
}

type AskedRouter = Pick<Router, 'url' | 'cpu'>;

async function takeTurns(ours: AskedRouter, theirs: AskedRouter, called: string): Promise<string> {
  const rows: (readonly (string | number)[])[] = [];
  for (const question of QUESTIONS) {
    await assertSameAnswer(question, ours, theirs);
    for (const atOnce of AT_ONCE) rows.push(await measureQuestion(question, atOnce, ours, theirs));
  }
  const heads = [
    'question',
    'at once',
    `answers/s ÷ ${called}`,
    `CPU ÷ ${called}`,
    'answers/s',
    `answers/s, ${called}`,
  ];
  return table(heads, rows);
}

async function measureQuestion(
  question: Question,
  atOnce: number,
  ours: AskedRouter,
  theirs: AskedRouter,
): Promise<readonly (string | number)[]> {
  const cycles: { readonly ours: Turn; readonly theirs: Turn }[] = [];
  for (let cycle = -WARM_UP_CYCLES; cycle < CYCLES; cycle += 1) {
    const both = {
      ours: await askForATurn(question, atOnce, ours),
      theirs: await askForATurn(question, atOnce, theirs),
    };
    if (cycle >= 0) cycles.push(both);
  }
  const [ourCpu, theirCpu] = [
    cpuOfOne(cycles.map((cycle) => cycle.ours)),
    cpuOfOne(cycles.map((cycle) => cycle.theirs)),
  ];
  return [
    question.name,
    atOnce,
    `${round(median(cycles.map((cycle) => cycle.ours.rate / cycle.theirs.rate)), 2)} ×`,
    ourCpu === null || theirCpu === null ? '–' : `${round(ourCpu / theirCpu, 2)} ×`,
    round(median(cycles.map((cycle) => cycle.ours.rate)), 0),
    round(median(cycles.map((cycle) => cycle.theirs.rate)), 0),
  ];
}

async function askForATurn(question: Question, atOnce: number, { url, cpu }: AskedRouter): Promise<Turn> {
  const from = performance.now();
  const cpuBefore = cpu();
  let answers = 0;
  const askOn = async (): Promise<void> => {
    while (performance.now() - from < TURN_MS) {
      await ask(question, url);
      answers += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, askOn));
  const elapsed = performance.now() - from;
  const cpuAfter = cpu();
  return {
    answers,
    rate: (answers / elapsed) * 1000,
    cpu: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
  };
}

/** A turn is too short for the system's clock of processor time: all of them together are not. */
function cpuOfOne(turns: readonly Turn[]): number | null {
  if (turns.some(({ cpu }) => cpu === null)) return null;
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return sum(turns.map(({ cpu }) => cpu ?? 0)) / sum(turns.map(({ answers }) => answers));
}

/** Lighter than `fetch`: what the asker takes of the machine, both gateways lack. */
const agent = new Agent({ connections: Math.max(...AT_ONCE) });

async function ask({ query, variables }: Question, url: string): Promise<string> {
  const { statusCode, body } = await request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
    dispatcher: agent,
  });
  const text = await body.text();
  if (statusCode !== 200 || text.includes('"errors"')) throw new Error(`${url} answered ${statusCode}: ${text}`);
  return text;
}

/** A gateway that answers less would be the quicker one. When a fact was told may differ. */
async function assertSameAnswer(question: Question, ours: AskedRouter, theirs: AskedRouter): Promise<void> {
  const [ourData, theirData] = await Promise.all(
    [ours, theirs].map(async ({ url }) => toData(await ask(question, url))),
  );
  if (ourData !== theirData) throw new Error(`the gateways answer ${question.name} differently`);
}

function toData(text: string): string {
  const { data } = JSON.parse(text) as { readonly data: unknown };
  return JSON.stringify(data).replaceAll(/"asOf":"[^"]+"/g, '"asOf":"THEN"');
}
