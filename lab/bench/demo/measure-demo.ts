/** What a page, harvest, MARC and look-ups cost, measured on the demonstration region. */
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { startApart } from '../apart.ts';
import { createFanOut, type FanOut } from '../fan-out.ts';
import type { HubCommands } from '../hub-child.ts';
import { measureMarc } from '../rows/marc.ts';
import { measurePage, type PageFigures, type PageOptions } from '../rows/page-of-25.ts';
import { askLivePage, countItems } from '../support/ask.ts';
import { startChild, type Child } from '../support/child.ts';
import { toSection, type Section } from '../support/markdown.ts';
import { withYardstick } from '../support/yardstick.ts';
import type { DemoCommands, DemoNotes } from './demo-child.ts';
import { harvestSection, lookupSection, marcSection, pageSection, type PagesOf25 } from './report-demo.ts';

const EDITIONS = 25;
const HOST_LATENCIES_MS = [0, 20];
const PAGE_ROUNDS = 60;
const WARM_UP = 30;
const HARVEST_ROUNDS = 3;
const BUDGET_MS = 10_000;

interface Stage {
  readonly demo: Child<DemoCommands>;
  /** The same region again, for the fan-out: a Koha has two workers, and idle connections of the one keep out the other. */
  readonly twin: Child<DemoCommands>;
  readonly twinNotes: DemoNotes;
  readonly hub: Child<HubCommands>;
  readonly notes: DemoNotes;
  readonly data: string;
}

export interface DemoReport {
  /** The page of 25 first, for the head of the report. */
  readonly page: Section;
  readonly others: readonly Section[];
  /** How the database names itself. */
  readonly store: string;
}

/** Everything it starts it ends, and the folder of its database is removed. `say` gets how long the end took. */
export async function measureDemo(say: (line: string) => void): Promise<DemoReport> {
  const folder = makeTemporaryFolder();
  const demo = startChild<DemoCommands>('demo/demo-child.ts');
  const twin = startChild<DemoCommands>('demo/demo-child.ts');
  const hub = startChild<HubCommands>('hub-child.ts');
  try {
    const notes = await demo.call('start', undefined);
    const twinNotes = await twin.call('start', undefined);
    return await measure({ demo, twin, twinNotes, hub, notes, data: folder.path });
  } finally {
    const endingAt = performance.now();
    await hub.close();
    say(
      `The hub and its database ended ${Math.round(performance.now() - endingAt)} ms after they were told to; at most 2,000.`,
    );
    await Promise.all([demo.close(), twin.close()]);
    folder.remove();
  }
}

async function measure(stage: Stage): Promise<DemoReport> {
  const { hub, notes, data } = stage;
  const { url, store } = await hub.call('start', { notes, data });
  const marc = await withYardstick(measureMarc);
  const harvest = await withYardstick(async () => {
    const rows = await hub.call('measureHarvest', HARVEST_ROUNDS);
    return { rows, records: await hub.call('harvest', undefined) };
  });
  const isbns = chooseIsbns();
  const lookups = await withYardstick(() => hub.call('measureLookups', isbns));
  const pages = await withYardstick(() => measurePages(stage, isbns, url));
  return {
    page: toSection(pages, pageSection),
    others: [toSection(harvest, harvestSection), toSection(marc, marcSection), toSection(lookups, lookupSection)],
    store,
  };
}

/** ISBNs of the books that most systems hold, those first that were catalogued most often. */
function chooseIsbns(): readonly string[] {
  const { truth } = generateDemoRegion({ now: Date.now() });
  const books = truth.filter((row) => row.visibility === 'PUBLIC' && /^\d{13}$/.test(row.edition));
  return [...Map.groupBy(books, (row) => row.edition)]
    .map(([isbn, rows]) => ({ isbn, systems: new Set(rows.map((row) => row.system)).size, records: rows.length }))
    .toSorted((a, b) => b.systems - a.systems || b.records - a.records)
    .slice(0, EDITIONS)
    .map(({ isbn }) => isbn);
}

async function measurePages(stage: Stage, isbns: readonly string[], url: string): Promise<PagesOf25> {
  const { hub, notes } = stage;
  const ask = (): ReturnType<typeof askLivePage> => askLivePage({ url, isbns, budgetMs: BUDGET_MS });
  const fanOut = await learnFanOut(stage, ask);
  const cpu = (): Promise<number> => hub.call('cpu', undefined);
  const together = await measureLatencies(stage, { where: 'one process', fanOut, ask, cpu });
  const apart = await measureApart(stage, isbns, fanOut);
  const { holdings } = await ask();
  return {
    editions: EDITIONS,
    holdings: holdings.length,
    items: countItems(holdings),
    systems: notes.systems.length,
    calls: fanOut.calls,
    pages: typeof apart === 'string' ? together : [...together, ...apart],
    missing: [
      ...(typeof apart === 'string' ? [apart] : []),
      ...fanOut.unasked.map((id) => `${id} in the fan-out by hand, which asks Kohas only; the hub asks it`),
    ],
  };
}

/** The calls that one page costs once everything is warm, made ready to be made by hand. */
async function learnFanOut({ demo, twinNotes }: Stage, ask: () => Promise<unknown>): Promise<FanOut> {
  for (let time = 0; time < WARM_UP; time += 1) await ask();
  await demo.call('forgetCalls', undefined);
  await ask();
  const seen = await demo.call('calls', undefined);
  return createFanOut(readDemoRegion(twinNotes).region, twinNotes.secrets, seen);
}

type MeasuredPage = Pick<PageOptions, 'where' | 'fanOut' | 'ask' | 'cpu'>;

async function measureLatencies({ demo, twin }: Stage, page: MeasuredPage): Promise<readonly PageFigures[]> {
  const rows: PageFigures[] = [];
  for (const hostsAnswerInMs of HOST_LATENCIES_MS) {
    await Promise.all([demo.call('slow', hostsAnswerInMs), twin.call('slow', hostsAnswerInMs)]);
    rows.push(await measurePage({ ...page, hostsAnswerInMs, rounds: PAGE_ROUNDS }));
  }
  await Promise.all([demo.call('slow', 0), twin.call('slow', 0)]);
  return rows;
}

/** The pages of the parts apart; why there are none if a part does not come up. */
async function measureApart(
  stage: Stage,
  isbns: readonly string[],
  fanOut: FanOut,
): Promise<readonly PageFigures[] | string> {
  try {
    const apart = await startApart(stage.notes, stage.data);
    try {
      const ask = (): Promise<unknown> => askLivePage({ url: apart.url, isbns, budgetMs: BUDGET_MS });
      for (let time = 0; time < WARM_UP; time += 1) await ask();
      return await measureLatencies(stage, { where: 'parts apart', fanOut, ask, cpu: () => apart.cpu() });
    } finally {
      await apart.close();
    }
  } catch (error) {
    return `the parts apart, which did not run (${error instanceof Error ? error.message : String(error)})`;
  }
}
