/**
 * `npm run bench:hour -- [--minutes N] [--rate 50] [--seed 1] [--page FILE]`: an hour of mixed questions over the demonstration, all systems
 * answering. Its systems, Mercia and the database are processes of their own; this one asks, by the clock. Shows its tables, and ends with 1 if
 * anything did not hold: no error, the p99 within 300 ms, memory flat (judged from half an hour on). With `--page` they are written there, too. Linux alone.
 */
import { signInAs } from '#cli/demo/sign-in.ts';
import { printLine, printNote } from '#cli/output.ts';
import { wholeNumber } from '#cli/whole-number.ts';
import { DEMO_CARDS } from '#demo/readers.ts';
import { nameState, readState } from '#drill/code-state.ts';
import { formatPage } from '#platform/format-page.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { Command } from 'commander';
import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { readYardstick } from '../support/yardstick.ts';
import { askByTheClock, type Asked, type Reader } from './ask-by-the-clock.ts';
import {
  findFailures,
  isLongEnough,
  tellMinute,
  toTables,
  type Heap,
  type HourFigures,
  type Sample,
} from './figures.ts';
import { startDemonstration, type Demonstration } from './processes.ts';
import { createQuestions, type Title } from './questions.ts';

interface Flags {
  readonly minutes: number;
  readonly rate: number;
  readonly seed: number;
  readonly page?: string;
}

/** What all processes take together is read for tenths of a second, in which a database waits. */
const SAMPLE_EVERY_MS = 15_000;
/** A collection stops everything for some tenths of a second. */
const HEAP_EVERY_MS = 300_000;
/** Before anything is counted: a process that has just begun compiles what it runs. */
const WARM_UP_MS = 60_000;
const TITLES = 600;
const TITLES_OF_A_PAGE = 100;
/** The demonstration's tokens are valid for an hour. */
const TOKEN_EVERY_MS = 600_000;
const PERSONS = ['reader', 'other-reader'] as const;

async function askGraph<Data>(
  graph: string,
  question: { readonly query: string; readonly variables?: object },
  token?: string,
): Promise<Data> {
  const response = await fetch(graph, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(question),
  });
  const { data, errors } = (await response.json()) as { readonly data: Data; readonly errors?: unknown };
  if (errors !== undefined) throw new Error(`the graph answered ${JSON.stringify(errors)}`);
  return data;
}

async function readTitles(graph: string): Promise<readonly Title[]> {
  interface Found {
    readonly search: {
      readonly edges: readonly { readonly node: Title }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  }
  const query = `query ($after: String) { search(query: "", first: ${String(TITLES_OF_A_PAGE)}, after: $after) {
    edges { node { id title isbns } } pageInfo { hasNextPage endCursor } } }`;
  const titles: Title[] = [];
  for (let after: string | null = null; ;) {
    const { search }: Found = await askGraph<Found>(graph, { query, variables: { after } });
    titles.push(...search.edges.map(({ node }) => node));
    if (!search.pageInfo.hasNextPage || titles.length >= TITLES) return titles;
    after = search.pageInfo.endCursor;
  }
}

/** Signs everybody in, and links their cards. */
async function signIn({ at, issuer }: Demonstration): Promise<readonly (Reader & { refresh(): Promise<void> })[]> {
  return Promise.all(
    PERSONS.map(async (person) => {
      let token = await signInAs(issuer, person);
      for (const { library, card, pin } of DEMO_CARDS.filter((one) => one.person === person)) {
        const query = 'mutation ($input: LinkAccountInput!) { linkAccount(input: $input) { refusal { code } } }';
        await askGraph(at.graph, { query, variables: { input: { library, card, pin } } }, token);
      }
      const { me } = await askGraph<{ readonly me: { readonly id: string } }>(
        at.graph,
        { query: '{ me { id } }' },
        token,
      );
      return {
        me: me.id,
        token: () => token,
        async refresh() {
          token = await signInAs(issuer, person);
        },
      };
    }),
  );
}

async function askForSoLong(demonstration: Demonstration, { minutes, rate, seed }: Flags): Promise<HourFigures> {
  const forMs = minutes * 60_000;
  const { at } = demonstration;
  const readers = await signIn(demonstration);
  const next = createQuestions({ titles: await readTitles(at.graph), readers: readers.length, at }, seed);
  printNote('A minute of questions that are not counted, half as many …');
  await askByTheClock({ perSecond: rate / 2, forMs: WARM_UP_MS, next, readers, onAsked: () => undefined });
  const asked: Asked[] = [];
  let told = 0;
  const samples: Sample[] = [];
  const heaps: Heap[] = [];
  const from = performance.now();
  const sinceBegin = (): number => performance.now() - from;
  const faults: unknown[] = [];
  const every = (ms: number, work: () => Promise<unknown>): NodeJS.Timeout =>
    setInterval(() => void work().catch((error: unknown) => faults.push(error)), ms);
  const timers = [
    every(SAMPLE_EVERY_MS, async () => samples.push({ at: sinceBegin(), taken: demonstration.take() })),
    every(HEAP_EVERY_MS, async () => heaps.push({ at: sinceBegin(), megabytes: await demonstration.readHeap() })),
    every(TOKEN_EVERY_MS, () => Promise.all(readers.map((reader) => reader.refresh()))),
    every(60_000, async () => {
      printNote(tellMinute(Math.round(sinceBegin() / 60_000), asked.slice(told)));
      told = asked.length;
    }),
  ];
  try {
    await askByTheClock({ perSecond: rate, forMs, next, readers, onAsked: (one) => asked.push(one) });
  } finally {
    for (const timer of timers) clearInterval(timer);
  }
  if (faults.length > 0) throw new AggregateError(faults, 'what was to be watched could not be read');
  return { asked, samples, heaps };
}

async function run(flags: Flags): Promise<boolean> {
  const { minutes, rate, seed, page } = flags;
  const [made, [load = 0], yardstick] = [readState(), loadavg(), readYardstick()];
  const folder = makeTemporaryFolder();
  let figures: HourFigures;
  try {
    printNote('Starting the demonstration …');
    const demonstration = await startDemonstration(folder.path);
    try {
      figures = await askForSoLong(demonstration, flags);
    } finally {
      await demonstration.close();
    }
  } finally {
    folder.remove();
  }
  const failures = findFailures(figures);
  const verdict =
    failures.length === 0
      ? `All held${isLongEnough(figures) ? '' : '; memory is not judged in so short a time'}.`
      : `Did not hold: ${failures.join('; ')}.`;
  const command = `npm run bench:hour -- --minutes ${String(minutes)} --rate ${String(rate)} --seed ${String(seed)}`;
  const text = `# An hour of mixed questions

\`${command}\` on ${new Date().toISOString().slice(0, 10)}, of ${nameState(made)}: ${String(rate)} questions a second for ${String(minutes)} minutes, by the
clock, whether or not those before were answered, so that waiting counts; after a minute of half as many that are not counted. ${String(availableParallelism())} cores with Node ${process.versions.node}; when it began, ${load.toFixed(1)} other
processes wanted a core; yardstick ${yardstick.toFixed(1)} µs. The systems are the simulated ones of the demonstration, on the same machine.

**${verdict}**

${toTables(figures)}
`;
  printLine(text);
  if (page !== undefined) await writeFile(page, await formatPage(page, text));
  return failures.length === 0;
}

await new Command('bench:hour')
  .option('--minutes <number>', 'how long to ask', wholeNumber, 60)
  .option('--rate <number>', 'questions a second', wholeNumber, 50)
  .option('--seed <number>', 'the same seed asks the same', wholeNumber, 1)
  .option('--page <file>', 'where to write the tables; nowhere if not given')
  .action(async (flags: Flags) => {
    process.exitCode = (await run(flags)) ? 0 : 1;
  })
  .parseAsync();
