/**
 * The run sheet of a move (docs/migrating.md), done on the demonstration as somebody types it, until the ledger of the night is signed and
 * its sample is looked at: the second Koha's three libraries go into the first.
 */
import { registerCompare } from '#cli/commands/compare.ts';
import { registerControlTotals } from '#cli/commands/control-totals.ts';
import { registerDoctor } from '#cli/commands/doctor.ts';
import { registerHarvest } from '#cli/commands/harvest.ts';
import { registerLoans } from '#cli/commands/loans.ts';
import { registerMapping } from '#cli/commands/mapping.ts';
import { registerMarcCheck } from '#cli/commands/marc-check.ts';
import { registerMove } from '#cli/commands/move.ts';
import { registerSnapshot } from '#cli/commands/snapshot.ts';
import { createJobKinds } from '#cli/graph/migration.ts';
import { writeDemoNote } from '#cli/region/region-source.ts';
import { doNextJob } from '#comparison/index.ts';
import { CONTROL_CLASSES } from '#domain/comparison.ts';
import { DECLARED_THINGS } from '#domain/ledger.ts';
import { createLogger } from '#platform/logger.ts';
import { startComparedRegion, type ComparedRegion } from '#tests/comparison/support/compared-region.ts';
import { openDemoConsole, type DemoConsole } from '#tests/console/support/console.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { makeTemporaryFolder, runMercia, type TemporaryFolder } from '#tests/support/mercia-process.ts';
import { PATRON_SECRET } from '#tests/e2e/support/whole-graph.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { Command } from 'commander';
import { sql } from 'kysely';
import { chromium, type Browser, type Page } from 'playwright-core';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowMove, bring, codeInTarget, loadTarget } from './support/moved-demo.ts';

const LIBRARY = 'tamehollow';
/** Each step of a switch is done for these two of the three: one goes back, one stays. */
const SWITCHED = [LIBRARY, 'ankerdale'];
const BOTH = ['koha-a', 'koha-b'];
const NEW_BARCODES = '39000000000001';
const PLAN = 'systems: [koha-a, koha-b]\ninto: koha-a\n';

let region: ComparedRegion;
let folder: TemporaryFolder;
let pages: DemoConsole;
let browser: Browser;
let page: Page;
let stopJobs: () => Promise<void>;

beforeAll(async () => {
  folder = makeTemporaryFolder();
  region = await startComparedRegion();
  const regionText = await allowMove(region.graph, { agreed: true });
  // As a demonstration that runs leaves it, so that a command beside it finds the same region.
  await writeDemoNote(at('data'), { regionText, secrets: region.graph.demo.env });
  await bring(region.graph, BOTH);
  stopJobs = workOnJobs();
  pages = await openDemoConsole(region.graph);
  browser = await chromium.launch({ executablePath: process.env['MERCIA_CHROMIUM'] ?? chromium.executablePath() });
  page = await pages.signedInPage(browser, 'migration');
}, 240_000);
afterAll(async () => {
  await browser.close();
  await pages.close();
  await stopJobs();
  await region.close();
  folder.remove();
});

/** As the hub does them while it runs. */
function workOnJobs(): () => Promise<void> {
  const { db } = region.graph.database;
  const logger = createLogger('silent');
  const ended = new AbortController();
  const options = { db, kinds: createJobKinds(db, logger), clock: () => new Date(), logger, signal: ended.signal };
  const work = (async () => {
    while (!ended.signal.aborted) {
      if (!(await doNextJob(options))) await pause(50);
    }
  })();
  return async () => {
    ended.abort();
    await work;
  };
}

type Person = 'migration' | 'operator';

/** Gives the exit code and what was printed, which is part of the message if another code was wanted. */
async function mercia(
  args: readonly string[],
  { as = 'migration', code: wanted = 0 }: { readonly as?: Person; readonly code?: number | null } = {},
) {
  const env = {
    MERCIA_URL: region.graph.url,
    MERCIA_TOKEN: await region.graph.tokenOf(as),
    DATABASE_URL: databaseUrl(region.graph.database),
    MERCIA_DATA: at('data'),
    MERCIA_PATRON_SECRET: PATRON_SECRET,
  };
  const run = runMercia(args, env);
  const code = await run.ended;
  const out = run.stdout() + run.stderr();
  if (wanted !== null && code !== wanted)
    throw new Error(`mercia ${args.join(' ')} ended with ${String(code)}:\n${out}`);
  return out;
}

const at = (name: string): string => join(folder.path, name);

async function show(path: string): Promise<string> {
  const answer = await page.goto(new URL(path, pages.url).href);
  expect([path, answer?.status()]).toEqual([path, 200]);
  return page.locator('main').innerText();
}

/** One asks, another confirms. */
async function step(library: string, phase: string, ...more: readonly string[]): Promise<void> {
  const asked = await mercia(['move', 'switch', 'ask', library, phase, ...more]);
  const [id = ''] = /(?<=confirm )\d+/.exec(asked) ?? [];
  await mercia(['move', 'switch', 'confirm', id], { as: 'operator' });
}

/** Fills in a file of codes as the team decided, line by line; gives list and code of the target of each. */
function decide(file: string): readonly (readonly [string, string])[] {
  const targets: (readonly [string, string])[] = [];
  const [head = '', ...rows] = readFileSync(file, 'utf8').trim().split('\r\n');
  const done = rows.map((row) => {
    const [list = '', system = '', ...rest] = row.split(',');
    const [code, tail] =
      rest[0]?.startsWith('"') === true ? quoted(rest.join(',')) : [rest[0] ?? '', rest.slice(1).join(',')];
    const target = system === 'koha-b' ? codeInTarget(list, code) : code;
    targets.push([list, target]);
    return [list, system, quote(code), tail.replace(/^((?:"[^"]*"|[^,]*),[^,]*),[^,]*,/, `$1,${quote(target)},`)].join(
      ',',
    );
  });
  writeFileSync(file, [head, ...done].join('\r\n'));
  return targets;
}
const quote = (text: string): string => (text.includes(',') ? `"${text}"` : text);
function quoted(text: string): readonly [string, string] {
  const [all = '', code = ''] = /^"([^"]*)",/.exec(text) ?? [];
  return [code, text.slice(all.length)];
}

describe('the run sheet', { timeout: 400_000 }, () => {
  it('names commands and flags that there are', () => {
    const sheet = readProjectFile('docs/migrating.md');
    const written = [...sheet.matchAll(/`mercia ([a-z-]+(?: [a-z][a-z-]*)*)([^`]*)`/g)];
    expect(written.length).toBeGreaterThan(30);
    for (const [, words = '', rest = ''] of written) {
      const { commands, options } = findCommand(words.split(' '));
      // "compare" takes the question as a word.
      expect([words, words.startsWith('compare ') ? 0 : commands.length]).toEqual([words, 0]);
      const flags = options.map(({ long }) => long);
      for (const flag of rest.match(/--[a-z-]+/g) ?? [])
        expect([words, flags]).toEqual([words, expect.arrayContaining([flag])]);
    }
  });

  it('T−90: how much there is, and what is worst', async () => {
    await mercia(['snapshot', 'take', 'T-90']);
    await mercia(['move', 'volumetrics', '--snapshot', 'T-90', '--to', at('volumes.html')]);
    await mercia(['compare', 'fix-first', '--library', LIBRARY]);
    expect(await show('/compare')).toContain('T-90');
    // While a plan is being made the page waits for it.
    const { db } = region.graph.database;
    const slow = db.transaction().execute(async (busy) => {
      await sql`LOCK TABLE move_plan IN ACCESS EXCLUSIVE MODE`.execute(busy);
      await sql`SELECT pg_sleep(4)`.execute(busy);
    });
    const [shown] = await Promise.all([show('/move'), slow]);
    expect(shown).toContain('At its old system (koha-b: LIVE, koha-a: TEST_LOADED)');
  });

  it('T−60: what each code becomes, a plan, a draft of the policy, labels', async () => {
    const files = BOTH.map((system) => ({ system, file: at(`${system}.csv`) }));
    const codes = new Map<string, readonly string[]>();
    for (const { system, file } of files) {
      await mercia(['mapping', 'export', file, '--system', system]);
      for (const [list, code] of decide(file)) codes.set(`${list} ${code}`, [list, quote(code), quote(code)]);
    }
    writeFileSync(at('target.csv'), ['List,Code,Label', ...codes.values()].map(String).join('\r\n'));
    await mercia(['mapping', 'import', at('target.csv'), '--targets']);
    for (const { file } of files) await mercia(['mapping', 'import', file]);
    await mercia(['snapshot', 'take', 'T-60']);
    writeFileSync(at('plan.yaml'), PLAN);
    await mercia(['move', 'plan', 'make', 'spring', '--settings', at('plan.yaml'), '--snapshot', 'T-60']);
    expect(await mercia(['move', 'plan', 'show', 'spring'])).toContain('"into": "koha-a"');
    await mercia(['compare', 'policy-draft', '--option', 'plan=spring']);
    await mercia(['move', 'plan', 'answer', 'spring', '--library', LIBRARY]);
    await mercia(['compare', 'barcodes-of-others', '--library', LIBRARY]);
    await mercia(['move', 'target', '--plan', 'spring', '--to', at('labels'), '--barcodes-from', NEW_BARCODES]);
    expect(await show('/compare/T-60/mappings')).toContain('Item type');
  });

  it('T−14 and T−7: codes and catalogue stand still', async () => {
    await mercia(['compare', 'mapping', '--option', 'mappings=now']);
    await mercia(['compare', 'plan-loans', '--option', 'plan=spring']);
    for (const library of SWITCHED) await step(library, 'CATALOGUE_FROZEN');
    await mercia(['snapshot', 'take', 'frozen']);
    await mercia(['compare', 'mended', '--option', 'since=T-60']);
  });

  it('T−1: closes, counts, plans, and writes what the target is given', async () => {
    for (const library of SWITCHED) await step(library, 'FROZEN');
    await bring(region.graph, BOTH);
    await mercia(['snapshot', 'take', 'night']);
    await enterTotals();
    await mercia(['move', 'plan', 'make', 'night', '--settings', at('plan.yaml'), '--snapshot', 'night']);
    const written = await mercia([
      'move',
      'target',
      '--plan',
      'night',
      '--to',
      at('night'),
      '--staff-notes',
      '--barcodes-from',
      NEW_BARCODES,
    ]);
    expect(written).toMatch(/records +46 +497 +399 +0/);
    await mercia(['marc', 'check', at('night/records.mrc'), at('night/updates.mrc')]);
  });

  it('the supplier loads it, and nothing is unexplained once each rule is signed', async () => {
    const refused = loadTarget(region.graph, at('night')).flatMap(({ errors }) => errors);
    expect(refused).toEqual([]);
    writeFileSync(at('refused.csv'), 'Record,Barcode,Reason\r\n');
    await mercia(['move', 'load-errors', at('refused.csv'), '--plan', 'night']);
    await mercia(['harvest', '--system', 'koha-a', '--full']);
    await mercia(['loans', 'harvest', '--system', 'koha-a']);
    await mercia(['snapshot', 'take', 'loaded']);
    const make = [
      'move',
      'ledger',
      'make',
      'night',
      '--plan',
      'night',
      '--target',
      'loaded',
      '--target-system',
      'koha-a',
    ];
    // Copies that were withdrawn: the old system showed them, the new one hides them from everybody.
    await mercia(make, { code: 1 });
    expect(await unexplained()).toEqual(['ITEMS visibility CHANGED 8']);
    const rule = ['--class', 'ITEMS', '--field', 'visibility', '--from', 'PUBLIC', '--to', 'SUPPRESSED'];
    await mercia([
      'move',
      'ledger',
      'rule',
      'add',
      'night',
      'withdrawn-is-hidden',
      ...rule,
      '--says',
      'The new system shows no withdrawn copy.',
    ]);
    expect(await unexplained()).toEqual([]);
    await mercia(['move', 'ledger', 'show', 'night', '--rule', 'withdrawn-is-hidden']);
    const shown = JSON.parse(await mercia(['move', 'ledger', 'show', 'night', '--json'], { code: 1 })) as {
      readonly rules: readonly { readonly name: string; readonly rows: number; readonly state: string }[];
    };
    for (const { name, rows } of shown.rules.filter(({ state }) => state !== 'UNUSED'))
      await mercia(['move', 'ledger', 'sign', 'night', name, '--as', 'systems librarian', '--rows', String(rows)]);
    for (const thing of DECLARED_THINGS) await mercia(['move', 'ledger', 'declare', 'night', thing, 'LEAVE']);
    await mercia(['move', 'ledger', 'show', 'night']);
  });

  it('is looked at in both systems by the library', async () => {
    const drawn = ['move', 'sample', '--library', LIBRARY, '--snapshot', 'loaded'];
    await mercia([...drawn, '--to', at('sample.html')]);
    await mercia([...drawn, '--to', at('sample.csv')]);
    const [head = '', ...rows] = readFileSync(at('sample.csv'), 'utf8').trim().split('\r\n');
    expect(head).toMatch(/,Key,Result,Note$/);
    writeFileSync(at('back.csv'), [head, ...rows.map((row) => row.replace(/,,$/, ',right,'))].join('\r\n'));
    const back = await mercia([...drawn, '--results', at('back.csv')]);
    expect(back).toContain(`${rows.length} rows are entered, 0 are still to do, 0 were refused.`);
  });
});

const program = new Command();
for (const register of [
  registerCompare,
  registerControlTotals,
  registerDoctor,
  registerHarvest,
  registerLoans,
  registerMapping,
  registerMarcCheck,
  registerMove,
  registerSnapshot,
])
  register(program);

/** The command that these words begin with: what follows it are names. */
function findCommand(words: readonly string[], above = program): Command {
  const [word, ...rest] = words;
  const found = above.commands.find((command) => command.name() === word);
  return found === undefined ? above : findCommand(rest, found);
}

/** `class field what number` of what nothing explains, of all ledgers. */
async function unexplained(): Promise<readonly string[]> {
  const { rows } = await sql<{ said: string }>`SELECT concat_ws(' ', class, field, what, count(*)) AS said
    FROM ledger_difference WHERE rule IS NULL GROUP BY class, field, what ORDER BY 1`.execute(region.graph.database.db);
  return rows.map(({ said }) => said);
}

/** As if the library had counted what Mercia counts. */
async function enterTotals(): Promise<void> {
  const said = await mercia(['compare', 'reconcile', '--library', LIBRARY, '--snapshot', 'night', '--json']);
  const { tables } = JSON.parse(said.split('\n')[0] ?? '') as {
    readonly tables: readonly { readonly name: string; readonly rows: readonly (readonly (string | null)[])[] }[];
  };
  const counts = (tables.find(({ name }) => name === 'counts')?.rows ?? []).map((row) => row[3]);
  const lines = CONTROL_CLASSES.map((name, place) => [LIBRARY, name, counts[place] ?? ''].join(','));
  writeFileSync(at('totals.csv'), ['library,class,count', ...lines].join('\r\n'));
  await mercia(['control-totals', 'enter', at('totals.csv')]);
}
