/**
 * `npm run bench`: measures what Mercia costs, as ratios within one run, and writes `docs/performance.md`. It starts the
 * demonstration region, Mercia and its database in processes of their own, in a folder that it removes. With a word behind
 * it, only that is measured and shown, and nothing is written: `live` for live facts, `page-of-50 --against CHECKOUT` for the
 * processor time of a page beside that of another checkout.
 */
import { writeFile } from 'node:fs/promises';
import { arch, availableParallelism, loadavg, platform } from 'node:os';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { settingsSchemas } from '#adapters/registry.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { loadRegion } from '#region/load-region.ts';
import { startApart } from './apart.ts';
import type { DemoCommands, DemoNotes } from './demo-child.ts';
import { createFanOut, type FanOut } from './fan-out.ts';
import type { HubCommands } from './hub-child.ts';
import { measureLive, type LiveFigures } from './live/measure-live.ts';
import { toMarkdown, toSections } from './report.ts';
import { toLiveSections, toTwoCheckoutsSection, toTwoRoutersSection } from './report-live.ts';
import { measureMarc } from './rows/marc.ts';
import { measurePage, type PageFigures } from './rows/page-of-25.ts';
import { compareCheckouts } from './rows/two-checkouts.ts';
import { compareRouters } from './rows/two-routers.ts';
import { askLivePage, countItems } from './support/ask.ts';
import { startChild, type Child } from './support/child.ts';
import type { Section } from './support/markdown.ts';
import { round } from './support/stats.ts';

const EDITIONS = 25;
const HOST_LATENCIES_MS = [0, 20];
const PAGE_ROUNDS = 60;
const WARM_UP = 30;
const HARVEST_ROUNDS = 3;
const BUDGET_MS = 10_000;
const report = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

interface Stage {
  readonly demo: Child<DemoCommands>;
  /** The same region again, for the fan-out: a Koha has two workers, and idle connections of the one keep out the other. */
  readonly twin: Child<DemoCommands>;
  readonly twinNotes: DemoNotes;
  readonly hub: Child<HubCommands>;
  readonly notes: DemoNotes;
  readonly data: string;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
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

/** The calls that one page costs once everything is warm, made ready to be made by hand. */
async function learnFanOut({ demo, twinNotes }: Stage, ask: () => Promise<unknown>): Promise<FanOut> {
  for (let time = 0; time < WARM_UP; time += 1) await ask();
  await demo.call('forgetCalls', undefined);
  await ask();
  const seen = await demo.call('calls', undefined);
  return createFanOut(
    loadRegion({ text: twinNotes.regionText }, { settingsSchemas, fileName: 'the demonstration region' }),
    twinNotes.secrets,
    seen,
  );
}

async function measurePages(
  { demo, twin }: Stage,
  fanOut: FanOut,
  where: string,
  ask: () => Promise<unknown>,
  cpu: () => Promise<number | null>,
): Promise<readonly PageFigures[]> {
  const rows: PageFigures[] = [];
  for (const hostsAnswerInMs of HOST_LATENCIES_MS) {
    await Promise.all([demo.call('slow', hostsAnswerInMs), twin.call('slow', hostsAnswerInMs)]);
    const row = await measurePage({ where, hostsAnswerInMs, rounds: PAGE_ROUNDS, ask, fanOut, cpu });
    const cost = row.hubCpu === null ? '' : `, ${round(row.hubCpu)} ms of CPU a page`;
    say(
      `page of ${EDITIONS}, ${where}, hosts in ${hostsAnswerInMs} ms: ${round(row.overFanOut, 2)} × the fan-out by hand, ` +
        `${round(row.beyondSlowest.p50)} ms beyond the slowest system (p95 ${round(row.beyondSlowest.p95)})${cost}`,
    );
    rows.push(row);
  }
  await Promise.all([demo.call('slow', 0), twin.call('slow', 0)]);
  return rows;
}

/** The pages of the parts apart; why there are none where a part does not come up. */
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
      return await measurePages(stage, fanOut, 'parts apart', ask, () => apart.cpu());
    } finally {
      await apart.close();
    }
  } catch (error) {
    const why = `the parts apart, which did not run (${error instanceof Error ? error.message : String(error)})`;
    say(`left out: ${why}`);
    return why;
  }
}

async function measure(stage: Stage, live: LiveFigures): Promise<void> {
  const { hub, notes, data } = stage;
  const { url, store } = await hub.call('start', { notes, data });

  const marc = await measureMarc();
  for (const row of marc.forms)
    say(`MARC, ${row.form}: ${round(row.overJson, 2)} × JSON.parse, ${Math.round(row.rate)}/s`);

  const harvest = await hub.call('measureHarvest', HARVEST_ROUNDS);
  for (const row of harvest)
    say(
      `harvest, ${row.method}: ${Math.round(row.rate)} records/s, ${round(row.overAdapter, 2)} × the adapter alone, ` +
        `${round(row.ingestShare * 100, 0)} % in ingest`,
    );
  const records = await hub.call('harvest', undefined);

  const isbns = chooseIsbns();
  const lookups = await hub.call('measureLookups', isbns);
  say(
    `look-up of ${EDITIONS} ISBNs: p50 ${round(lookups.editions.p50, 2)} ms, ${round(lookups.editions.overBare)} × SELECT 1; ` +
      `search: p50 ${round(lookups.search.p50, 2)} ms, ${round(lookups.search.overBare)} ×`,
  );

  const ask = (): ReturnType<typeof askLivePage> => askLivePage({ url, isbns, budgetMs: BUDGET_MS });
  const fanOut = await learnFanOut(stage, ask);
  const together = await measurePages(stage, fanOut, 'one process', ask, () => hub.call('cpu', undefined));
  const apart = await measureApart(stage, isbns, fanOut);

  const { holdings } = await ask();
  const figures = {
    date: new Date().toISOString().slice(0, 10),
    versions: `Node ${process.versions.node}, PostgreSQL ${/version ([\d.]+)/.exec(store)?.[1] ?? 'unknown'}`,
    machine: `${availableParallelism()} cores (${platform()} ${arch()})`,
    loadBefore,
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
    live,
    records,
    harvest,
    marcRecords: marc.records,
    marc: marc.forms,
    lookups,
  };
  await show(toSections(figures));
  const options = { ...(await resolveConfig(report)), filepath: report };
  await writeFile(report, await format(toMarkdown(figures), options));
  say(`\nWritten to docs/performance.md.`);
}

async function show(sections: readonly Section[]): Promise<void> {
  for (const { heading, table } of sections) {
    say(`\n${heading}\n${(await format(table, { parser: 'markdown' })).trimEnd()}`);
  }
}

async function measureAll(live: LiveFigures): Promise<void> {
  const folder = makeTemporaryFolder();
  const demo = startChild<DemoCommands>('demo-child.ts');
  const twin = startChild<DemoCommands>('demo-child.ts');
  const hub = startChild<HubCommands>('hub-child.ts');
  try {
    const notes = await demo.call('start', undefined);
    const twinNotes = await twin.call('start', undefined);
    await measure({ demo, twin, twinNotes, hub, notes, data: folder.path }, live);
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

/** Work of others on this machine, before the bench adds its own. */
const loadBefore = loadavg()[0] ?? 0;
const { positionals, values } = parseArgs({ allowPositionals: true, options: { against: { type: 'string' } } });
const [what = 'all'] = positionals;
if (what === 'page-of-50') {
  if (values.against === undefined) throw new Error('usage: npm run bench -- page-of-50 --against CHECKOUT');
  await show([toTwoCheckoutsSection(await compareCheckouts(resolve(values.against)))]);
} else if (what === 'hive') {
  await show([toTwoRoutersSection(await compareRouters())]);
} else {
  const live = await measureLive();
  await show(toLiveSections(live));
  if (what !== 'live') await measureAll(live);
}
