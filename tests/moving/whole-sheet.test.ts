/**
 * The run sheet of a move (docs/migrating.md), done on the demonstration as somebody types it, from the first snapshot to the day on which the
 * old system is archived: the second Koha's three libraries go into the first. Two are switched; one of them goes back.
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
import { SIGNING_ROLES, type SigningRole } from '#domain/evidence.ts';
import { DECLARED_THINGS } from '#domain/ledger.ts';
import { createLogger } from '#platform/logger.ts';
import { checkOut, editItem } from '#simulators/koha/world.ts';
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
import { allowMove, bring, codeInTarget, endMove, loadTarget } from './support/moved-demo.ts';

const LIBRARY = 'tamehollow';
const STAYS = 'ankerdale';
/** Each step of a switch is done for these two of the three: the first goes back, the other stays. */
const SWITCHED = [LIBRARY, STAYS];
const BOTH = ['koha-a', 'koha-b'] as const;
const NEW_BARCODES = '39000000000001';
/** Copies that were withdrawn: the old system shows them, the new one hides them. */
const WITHDRAWN = 8;
/** Open loans of the old system's copies that were made for interlibrary loans, of which nothing is kept: whose they are is looked up there. */
const FROM_ELSEWHERE = 7;
const PLAN = 'systems: [koha-a, koha-b]\ninto: koha-a\n';

let region: ComparedRegion;
let folder: TemporaryFolder;
let pages: DemoConsole;
let browser: Browser;
let page: Page;
let stopJobs: () => Promise<void>;
let regionText: string;
/** What was said to whoever asked for the switch of each library. */
let asked: Map<string, string>;

beforeAll(async () => {
  folder = makeTemporaryFolder();
  region = await startComparedRegion();
  regionText = await allowMove(region.graph, { agreed: true });
  // As a demonstration that runs leaves it, so that a command beside it finds the same region.
  await writeDemoNote(at('data'), { regionText, secrets: region.graph.demo.env });
  await bring(region.graph, BOTH);
  stopJobs = workOnJobs();
  pages = await openDemoConsole(region.graph);
  browser = await chromium.launch({ executablePath: process.env['MERCIA_CHROMIUM'] ?? chromium.executablePath() });
  page = await pages.signedInPage(browser, 'migration');
}, 600_000);
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

type Person = 'migration' | 'operator' | SigningRole;

/** Of the demonstration's persons one plans and one operates; who signs in a role is somebody else of their kind each time. */
async function tokenOf(person: Person): Promise<string> {
  if (person === 'migration' || person === 'operator') return region.graph.tokenOf(person);
  const { issuer } = region.graph.demo;
  if (issuer === null) throw new Error('the demonstration has no issuer');
  const claims =
    person === 'LIBRARY'
      ? { ...issuer.claimsOf('librarian'), eduPersonScopedAffiliation: [`staff@${LIBRARY}.example`] }
      : issuer.claimsOf(person === 'SYSTEMS' ? 'operator' : 'migration');
  return issuer.keys.sign({ ...claims, sub: `who signs as ${person}` });
}

/** Gives what was printed, which is part of the message if another exit code was wanted. */
async function mercia(
  args: readonly string[],
  { as = 'migration', code: wanted = 0 }: { readonly as?: Person; readonly code?: number | null } = {},
) {
  const env = {
    MERCIA_URL: region.graph.url,
    MERCIA_TOKEN: await tokenOf(as),
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
  await confirm(await mercia(['move', 'switch', 'ask', library, phase, ...more]));
}

async function confirm(said: string): Promise<void> {
  await mercia(['move', 'switch', 'confirm', idIn(said)], { as: 'operator' });
}

const idIn = (said = ''): string => /(?<=confirm )\d+/.exec(said)?.[0] ?? '';

/** Accepts what the switch costs as its refusal says: the ids that end in exactly their number, once titles that became others are joined, and loans. */
async function askForSwitch(library: string): Promise<string> {
  const first = await mercia(['move', 'switch', 'ask', library, 'MOVED'], { code: 1 });
  const [joined] = /(?<=--join-records )\d+/.exec(first) ?? [];
  if (joined !== undefined) {
    await mercia(['move', 'switch', 'ask', library, 'MOVED', '--join-records', joined], { code: 1 });
    await mercia(['harvest', '--system', 'koha-a']);
  }
  const refused = joined === undefined ? first : await mercia(['move', 'switch', 'ask', library, 'MOVED'], { code: 1 });
  // One refusal says both. All loans of copies that are known are there.
  const [, there, open, unknown] = /(\d+) of (\d+) open loans are there; (\d+) more are of copies/.exec(refused) ?? [];
  expect([library, there, Number(unknown)]).toEqual([library, open, FROM_ELSEWHERE]);
  expect(refused).toContain('--accept-loans-missing');
  const [missing = ''] = /\d+(?= would lose their ids)/.exec(refused) ?? [];
  const listed = await mercia(['move', 'switch', 'missing', library]);
  expect([library, listed.match(/^koha-b:(?:item|holding):/gm)?.length]).toEqual([library, Number(missing)]);
  return mercia([
    ...['move', 'switch', 'ask', library, 'MOVED'],
    ...['--accept-missing', missing, '--accept-loans-missing'],
  ]);
}

interface AskedCopy {
  readonly items: readonly {
    readonly item: { readonly id: string; readonly state: string; readonly status: string };
  }[];
}

/** As the public sees a copy. */
async function copyOf(barcode: string) {
  const { data } = await region.graph.ask<AskedCopy>(
    'query ($barcode: String!) { items(barcode: $barcode) { item { id state status } } }',
    { variables: { barcode } },
  );
  return data.items[0]?.item;
}

/** How many sheets of A4 it prints on. */
async function printed(of: Page, name: string): Promise<number> {
  const pdf = await of.pdf({ path: at(name), format: 'A4', preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
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

describe('the run sheet', { timeout: 900_000 }, () => {
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

  it('T−60: what each code becomes, a plan, a draft of the policy, labels that are keyed in', async () => {
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
    const { world } = region.graph.simulator('koha-b');
    const labelled = rowsOf(at('labels/barcodes.csv')).filter(([, , system]) => system === 'koha-b');
    expect(labelled.length).toBeGreaterThan(20);
    for (const [, barcode = null, , copy] of labelled) editItem(world, Number(copy), { external_id: barcode });
    expect(await show('/compare/T-60/mappings')).toContain('Item type');
  });

  it('T−14 and T−7: codes and catalogue stand still', async () => {
    await mercia(['compare', 'mapping', '--option', 'mappings=now']);
    await mercia(['compare', 'plan-loans', '--option', 'plan=spring']);
    await mercia(['harvest', '--system', 'koha-b']);
    await mercia(['snapshot', 'take', 'before-freeze']);
    for (const library of SWITCHED) await step(library, 'CATALOGUE_FROZEN');
    // Somebody catalogues all the same.
    const { world } = region.graph.simulator('koha-b');
    const [shelved] = [...world.items.values()].filter(
      (item) => item.home_library_id === 'DEN' && item.withdrawn === 0,
    );
    editItem(world, shelved?.item_id ?? 0, { callnumber: 'Changed while frozen' });
  });

  it('T−1: closes, counts, plans, and writes what the target is given', async () => {
    for (const library of SWITCHED) await step(library, 'FROZEN');
    await bring(region.graph, BOTH);
    await mercia(['snapshot', 'take', 'night']);
    await mercia(['move', 'switch', 'changes', LIBRARY, '--to', at('changes.html')]);
    const changes = readFileSync(at('changes.html'), 'utf8');
    expect(changes).toContain('Changed while frozen');
    expect(changes).toContain('before-freeze');
    for (const library of SWITCHED) await enterTotals(library);
    await mercia(['move', 'plan', 'make', 'night', '--settings', at('plan.yaml'), '--snapshot', 'night']);
    const written = await mercia(['move', 'target', '--plan', 'night', '--to', at('night'), '--staff-notes']);
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
    expect(await unexplained()).toEqual([`ITEMS visibility CHANGED ${WITHDRAWN}`]);
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
    for (const library of SWITCHED) {
      const drawn = ['move', 'sample', '--library', library, '--snapshot', 'loaded'];
      await mercia([...drawn, '--to', at('sample.html')]);
      await mercia([...drawn, '--to', at('sample.csv')]);
      const [head = '', ...rows] = readFileSync(at('sample.csv'), 'utf8').trim().split('\r\n');
      expect(head).toMatch(/,Key,Result,Note$/);
      // What was loaded to try it out is what is looked at, and not drawn once more.
      expect(rows.filter((row) => row.includes('koha-a:'))).toEqual([]);
      // Every row is right but the last, of which nobody has written anything; then that one, too.
      const right = rows.map((row) => row.replace(/,,$/, ',right,'));
      writeFileSync(at('back.csv'), [head, ...right.slice(0, -1), ...rows.slice(-1)].join('\r\n'));
      const part = await mercia([...drawn, '--results', at('back.csv')]);
      expect(part).toContain(`${rows.length - 1} rows are entered, 1 are still to do, 0 were refused.`);
      writeFileSync(at('back.csv'), [head, ...right].join('\r\n'));
      const back = await mercia([...drawn, '--results', at('back.csv')]);
      expect(back).toContain(`${rows.length} rows are entered, 0 are still to do, 0 were refused.`);
    }
  });

  it('the evidence is written, read in a browser, printed, and signed by each role', async () => {
    const pack = at('evidence/evidence.json');
    const written = await mercia([
      'move',
      'evidence',
      '--snapshot',
      'loaded',
      '--ledger',
      'night',
      '--to',
      at('evidence'),
    ]);
    const [digest = ''] = /[0-9a-f]{64}/.exec(written) ?? [];
    await mercia(['move', 'evidence', '--snapshot', 'night', '--plan', 'night', '--to', at('of-plan')]);
    const paper = await page.context().newPage();
    await paper.goto(`file://${at('evidence/evidence.html')}`);
    const text = await paper.locator('body').innerText();
    for (const said of [
      digest,
      'At two systems in "loaded": ankerdale, blythecross, tamehollow.',
      '16 of 16 counts that libraries entered agree; 80 are not entered.',
      'Told by neither side, and so not compared: items (chronology, staff notes).',
      'withdrawn-is-hidden',
      'loaded to try out or left behind',
      'not signed',
    ])
      expect(text).toContain(said);
    expect(text).toMatch(/Nothing of [\d,]+ rows is unexplained/);
    expect(await printed(paper, 'evidence.pdf')).toBeGreaterThan(5);
    const { worlds, marks } = readers();
    expect(worlds).toBeGreaterThan(400);
    for (const content of [text, readFileSync(pack, 'utf8'), readFileSync(at('of-plan/evidence.json'), 'utf8')])
      expect(marks.filter((mark) => content.includes(mark))).toEqual([]);

    for (const role of SIGNING_ROLES) {
      const library = role === 'LIBRARY' ? ['--library', LIBRARY] : [];
      await mercia(['move', 'sign', pack, '--role', role, '--holder', `The holder of ${role}`, ...library], {
        as: role,
      });
    }
    const twice = await mercia(['move', 'sign', pack, '--role', 'SPONSOR', '--holder', 'No other'], {
      as: 'SYSTEMS',
      code: 1,
    });
    expect(twice).toContain('each role is signed by another person');
    await mercia(['move', 'evidence', '--snapshot', 'loaded', '--ledger', 'night', '--to', at('evidence')]);
    await paper.reload();
    expect(await paper.locator('body').innerText()).toContain('The holder of INFORMATION');
    const checked = await mercia(['move', 'evidence', '--check', pack]);
    expect(checked).toMatch(/^All \d+ numbers and rows are the same; 6 signatures hold for them/);
    await paper.close();
    writeFileSync(at('altered.json'), readFileSync(pack, 'utf8').replace('"value": ', '"value": 1'));
    expect(await mercia(['move', 'evidence', '--check', at('altered.json')], { code: 1 })).toContain(
      'No signature below',
    );
  });

  it('go or no-go: what is not met or not told stands on one sheet, for the sponsor to answer', async () => {
    asked = new Map();
    for (const library of SWITCHED) asked.set(library, await askForSwitch(library));
    const said = await mercia([
      'move',
      'go-no-go',
      '--library',
      LIBRARY,
      '--snapshot',
      'loaded',
      '--to',
      at('go.html'),
    ]);
    expect(said).toContain('No-go as it stands: of 11 gates 9 are met, 1 not met, and 1 not told.');
    const paper = await page.context().newPage();
    await paper.goto(`file://${at('go.html')}`);
    const open = await paper.locator('table').nth(1).locator('tbody tr').allInnerTexts();
    expect(open.map((row) => row.split('\t').slice(0, 2).join(': ').trim())).toEqual([
      'Rows that nothing explains: not told',
      'Holdings and copies whose ids would end: NOT MET',
    ]);
    expect(await paper.locator('body').innerText()).toContain('not told: items (chronology, staff notes)');
    expect(await printed(paper, 'go.pdf')).toBe(1);
    await paper.close();
    expect(await show(`/move/${LIBRARY}?snapshot=loaded`)).toMatch(
      /of 11 gates 9 are met, 1 not met, and 1 not told[^]*Holdings and copies whose ids would end: looked at instead/,
    );
    expect(await printed(page, 'go-page.pdf')).toBe(1);
  });

  it('is switched by two people, and answers under the same ids from the new system', async () => {
    const { world } = region.graph.simulator('koha-a');
    const out = new Set([...world.checkouts.values()].map(({ item_id }) => item_id));
    const lent = [...world.items.values()].find(
      (item) =>
        item.home_library_id === 'TAM' &&
        item.external_id !== null &&
        item.item_type_id === 'BK' &&
        item.not_for_loan_status === 0 &&
        item.lost_status === 0 &&
        !out.has(item.item_id) &&
        item.collection_code === null &&
        item.withdrawn === 0,
    );
    const barcode = lent?.external_id ?? '';
    const before = await copyOf(barcode);
    expect(before).toMatchObject({ id: expect.stringMatching(/^koha-b:/) as unknown, state: 'LAST_KNOWN' });
    const own = await mercia(['move', 'switch', 'confirm', idIn(asked.get(LIBRARY))], { code: 1 });
    expect(own).toContain('you asked for it yourself');
    for (const library of SWITCHED) await confirm(asked.get(library) ?? '');
    expect(await mercia(['move', 'switch', 'list', LIBRARY])).toContain('MOVED at koha-b');
    await expect.poll(() => copyOf(barcode)).toEqual({ id: before?.id, state: 'LIVE', status: 'AVAILABLE' });
    expect(await show('/move')).toContain('Archive the old system, or go back to it.');

    const [patron] = [...world.patrons.values()].filter(({ library_id }) => library_id === 'TAM');
    checkOut(world, { item_id: lent?.item_id ?? 0, patron_id: patron?.patron_id ?? 0 });
    expect(await copyOf(barcode)).toEqual({ id: before?.id, state: 'LIVE', status: 'ON_LOAN' });

    // The rollback hour: back to the old system, and what was lent meanwhile is keyed into it.
    await step(LIBRARY, 'LIVE');
    await expect.poll(() => copyOf(barcode)).toEqual({ id: before?.id, state: 'LIVE', status: 'AVAILABLE' });
    await mercia(['harvest', '--system', 'koha-a']);
    await mercia(['loans', 'harvest', '--system', 'koha-a']);
    const rekey = await mercia(['move', 'switch', 'rekey', LIBRARY]);
    expect(rekey).toMatch(new RegExp(`^LENT +CERTAIN +${barcode} `, 'm'));
    const old = region.graph.simulator('koha-b').world;
    const copy = [...old.items.values()].find(({ external_id }) => external_id === barcode);
    const [reader] = [...old.patrons.values()].filter(({ library_id }) => library_id === 'MAIN');
    checkOut(old, { item_id: copy?.item_id ?? 0, patron_id: reader?.patron_id ?? 0 });
    await mercia(['loans', 'harvest', '--system', 'koha-b']);
    expect(await mercia(['move', 'switch', 'rekey', LIBRARY])).not.toContain(barcode);
  });

  it('T to T+30: what stays is looked at, compared once more, and archived', async () => {
    await bring(region.graph, BOTH);
    await mercia(['snapshot', 'take', 'after']);
    await mercia(['move', 'sample', '--library', STAYS, '--snapshot', 'after', '--to', at('day-one.html')]);
    expect(readFileSync(at('day-one.html'), 'utf8')).not.toContain('koha-b:');
    await mercia(['move', 'volumetrics', '--snapshot', 'after', '--since', 'loaded', '--to', at('after.html')]);
    expect(readFileSync(at('after.html'), 'utf8')).toContain('What has grown since &quot;loaded&quot;');
    await step(STAYS, 'ARCHIVED');
    const back = await mercia(['move', 'switch', 'ask', STAYS, 'LIVE'], { code: 1 });
    expect(back).toContain('ARCHIVED, which is the end');
    expect(await show('/move')).toContain('Moved for good');
    const kept = async (): Promise<number> => {
      const { rows } = await sql<{
        kept: number;
      }>`SELECT count(*)::int AS kept FROM reader r JOIN system s ON s.id = r.system
        WHERE s.system_id = 'koha-b' AND r.library = ${STAYS}`.execute(region.graph.database.db);
      return rows[0]?.kept ?? 0;
    };
    expect(await kept()).toBeGreaterThan(0);
    regionText = await endMove(region.graph, regionText, STAYS);
    await writeDemoNote(at('data'), { regionText, secrets: region.graph.demo.env });
    await mercia(['loans', 'harvest', '--system', 'koha-b']);
    expect(await kept()).toBe(0);
  });

  it('names pages that there are', async () => {
    const sheet = readProjectFile('docs/migrating.md');
    const pagesOf = [...sheet.matchAll(/`(\/[a-z][^`]*)`/g)].map(([, path = '']) => path.replaceAll('moving', LIBRARY));
    expect(pagesOf.length).toBeGreaterThan(10);
    for (const path of new Set(pagesOf)) await show(path);
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

/** What names a reader of the two Kohas: names of persons in whole, cards, addresses. */
function readers() {
  const patrons = BOTH.flatMap((id) => [...region.graph.simulator(id).world.patrons.values()]);
  const marks = patrons.flatMap(({ firstname, surname, cardnumber, email }) =>
    [
      firstname === null ? null : `${firstname} ${surname}`,
      firstname === null ? null : `${surname}, ${firstname}`,
      cardnumber,
      email,
    ].filter((mark) => mark !== null && mark !== ''),
  );
  return { worlds: patrons.length, marks: marks.filter((mark) => mark !== null) };
}

/** Rows of a file that Mercia wrote, of which no cell has a comma in it. */
function rowsOf(file: string): readonly (readonly string[])[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\r\n')
    .slice(1)
    .map((row) => row.split(','));
}

/** `class field what number` of what nothing explains, of all ledgers. */
async function unexplained(): Promise<readonly string[]> {
  const { rows } = await sql<{ said: string }>`SELECT concat_ws(' ', class, field, what, count(*)) AS said
    FROM ledger_difference WHERE rule IS NULL GROUP BY class, field, what ORDER BY 1`.execute(region.graph.database.db);
  return rows.map(({ said }) => said);
}

/** As if the library had counted what Mercia counts. */
async function enterTotals(library: string): Promise<void> {
  const said = await mercia(['compare', 'reconcile', '--library', library, '--snapshot', 'night', '--json']);
  const { tables } = JSON.parse(said.split('\n')[0] ?? '') as {
    readonly tables: readonly { readonly name: string; readonly rows: readonly (readonly (string | null)[])[] }[];
  };
  const counts = (tables.find(({ name }) => name === 'counts')?.rows ?? []).map((row) => row[3]);
  const lines = CONTROL_CLASSES.map((name, place) => [library, name, counts[place] ?? ''].join(','));
  writeFileSync(at('totals.csv'), ['library,class,count', ...lines].join('\r\n'));
  await mercia(['control-totals', 'enter', at('totals.csv')]);
}
