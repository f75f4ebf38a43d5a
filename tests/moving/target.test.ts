/** What a plan gives to the target, loaded into a simulated Koha and harvested again: the counts are those that were predicted. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { createJobKinds } from '#cli/graph/migration.ts';
import { runMarcCheck } from '#cli/commands/marc-check.ts';
import { writeTargetOf, type TargetFlags } from '#cli/move/target.ts';
import { askForSnapshot, doNextJob, findSnapshot, listExports, runReport } from '#comparison/index.ts';
import { isControlField, readMarcBytes, type MarcField, type MarcRecord } from '#marc/index.ts';
import {
  assignBarcodes,
  makePlan,
  MOVING_REPORTS,
  noteLoadErrors,
  requirePlan,
  TARGET_FILE_NAMES,
  writeTarget,
  type LoadErrorLine,
} from '#moving/index.ts';
import { askForLedger, getWholeLedger } from '#moving/ledger/ledger.ts';
import { listRules } from '#moving/ledger/signatures.ts';
import { createLogger } from '#platform/logger.ts';
import { loadMarc } from '#simulators/koha/bulk-load.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import {
  addBiblio,
  addItem,
  addItemType,
  addLibrary,
  addOAuthClient,
  addUser,
  createKohaWorld,
  type KohaWorld,
} from '#simulators/koha/world.ts';
import { startGraph, type WholeGraph } from '#tests/e2e/support/whole-graph.ts';
import { databaseUrl } from '#tests/support/fresh-database.ts';
import { runHere } from '#tests/support/run-here.ts';
import { noteWithdrawn } from '#take-back/index.ts';
import { yazAvailable } from '#tests/marc/support/yaz-marcdump.ts';
import type { GateQuestion } from '#moving/evidence/gate.ts';
import { allIsLoaded } from '#moving/evidence/gates-of-move.ts';
import { sql } from 'kysely';
import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SECRETS = { MOVE_CLIENT_ID: 'move', MOVE_CLIENT_SECRET: 'a worthless secret' };
const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  north: ['MED', 'NUR'],
  south: ['HOS'],
  target: ['M', 'N', 'H'],
};
/** Of the target, by library of the sources. */
const BRANCHES = { 'north-med': 'M', 'north-nur': 'N', 'south-hos': 'H' };

const CODES = [
  ['ITEM_TYPE', 'BK', 'BK'],
  ['ITEM_TYPE', 'OLD', 'BK'],
  ['LOCATION', 'GEN', 'GEN'],
  ['STATUS', 'LOST 1', 'LOST 1'],
] as const;

function emptyKoha(id: string): KohaWorld {
  const world = createKohaWorld({ now: Date.now, preferences: { 'OAI-PMH:include_items': true } });
  for (const code of LIBRARIES[id] ?? []) addLibrary(world, code, code);
  addUser(world, 'mercia', 'not used', [
    'catalogue',
    'circulate:circulate_remaining_permissions',
    'reserveforothers:place_holds',
  ]);
  addOAuthClient(world, SECRETS.MOVE_CLIENT_ID, SECRETS.MOVE_CLIENT_SECRET, 'mercia');
  return world;
}

function data(tag: string, ...subfields: readonly string[]): MarcField {
  return {
    tag,
    ind1: ' ',
    ind2: ' ',
    subfields: subfields.map((one) => ({ code: one.charAt(0), value: one.slice(1) })),
  };
}

function marc(...fields: readonly MarcField[]): MarcRecord {
  return { leader: '00000nam a2200000 i 4500', fields };
}

/** Two Kohas, each counting from 1: a book that both have, a host and its part, a suppressed record, runs, a barcode that both gave. */
function fill(north: KohaWorld, south: KohaWorld): void {
  addItemType(north, 'OLD', 'Old books');
  const book = (title: string, ...more: readonly MarcField[]): MarcRecord =>
    marc(
      data('020', 'a978-0-19-968888-6'),
      data('100', 'aKumar, Parveen J.', '912'),
      data('245', `a${title}`),
      data('260', 'aLondon', 'c2017'),
      ...more,
    );
  // It says more than the other one, which is merged into it.
  const more = ['250', '300', '500', '504', '520', '521'].map((tag) => data(tag, `aOf ${tag}`));
  addBiblio(north, { marc: book('Clinical medicine', ...more, data('650', 'aMedicine', '97')) });
  addItem(north, {
    biblio_id: 1,
    home_library_id: 'MED',
    external_id: '1001',
    item_type_id: 'OLD',
    callnumber: 'WB 100',
    internal_notes: 'Ask at desk',
  });
  addItem(north, {
    biblio_id: 1,
    home_library_id: 'NUR',
    external_id: '1002',
    item_type_id: 'BK',
    lost_status: 1,
    location: 'GEN',
  });
  addBiblio(north, {
    marc: marc(
      { tag: '001', value: 'jnl7' },
      data('245', 'aJournal of trials'),
      data('852', '81', 'bMED'),
      data('866', '81.1', 'av.1-9 (1990-1998)', 'xStaff'),
    ),
  });
  addBiblio(north, { marc: marc(data('245', 'aA part: Cafe\u0301'), data('773', 'tJournal of trials', 'wjnl7')) });
  addItem(north, { biblio_id: 3, home_library_id: 'NUR', external_id: '1004', item_type_id: 'BK' });
  addBiblio(north, { marc: marc(data('245', 'aHidden'), data('942', 'cBK', 'n1')) });
  addItem(north, { biblio_id: 4, home_library_id: 'MED', external_id: '1003', item_type_id: 'BK' });
  addBiblio(south, {
    marc: book(
      'Clinical medicine',
      { tag: '001', value: 'ocm7' },
      { tag: '003', value: 'OCoLC' },
      data('650', 'aInternal medicine', '97'),
      data('852', '81', 'bHOS'),
      data('866', '81.1', 'av.2 (2017)'),
      data('942', 'cNEW'),
    ),
  });
  addItem(south, { biblio_id: 1, home_library_id: 'HOS', external_id: '1001', item_type_id: 'BK' });
  addBiblio(south, {
    marc: marc(
      data('245', `aOnly here ${'x'.repeat(9_000)}`),
      data('500', `a${'y'.repeat(9_999)}`),
      data('856', 'uhttps://example.org/only', '5HOS'),
    ),
  });
  addItem(south, { biblio_id: 2, home_library_id: 'HOS', external_id: '1005', item_type_id: 'NEW' });
  addItemType(south, 'NEW', 'New books');
}

function describeRegion(systems: ReadonlyMap<string, string>): string {
  const owners = (id: string): string =>
    (LIBRARIES[id] ?? []).map((code) => `{ code: ${code}, library: ${id}-${code.toLowerCase()} }`).join(', ');
  const libraries = [...systems.keys()].flatMap((id) =>
    (LIBRARIES[id] ?? []).map(
      (code) => `  - { id: ${id}-${code.toLowerCase()}, name: Library ${code}, system: ${id} }\n`,
    ),
  );
  const described = [...systems].map(
    ([id, address]) => `  - id: ${id}
    name: Koha ${id}
    kind: koha
    address: ${address}
    credentials: { clientIdEnv: MOVE_CLIENT_ID, clientSecretEnv: MOVE_CLIENT_SECRET }
    owners: [${owners(id)}]
    harvest: { method: oai-pmh }
    settings: { transfers: none, itemTypes: { BK: LOAN, OLD: LOAN } }
`,
  );
  return `region: { id: moving, name: Moving }\nlibraries:\n${libraries.join('')}systems:\n${described.join('')}`;
}

const READERS = [
  ['north', 'token-n', 'card-n', 'north-med', 'same'],
  ['south', 'token-s', 'card-s', 'south-hos', 'same'],
  ['north', 'token-o', 'card-o', 'north-nur', 'other'],
] as const;
const NO_PIN = 'must be set anew unless proved otherwise';
const AGREEMENT = {
  controller: 'Trust',
  agreement: 'A1',
  dpia: 'D1',
  reviewOn: '2027-01-01',
  retentionDays: { audit: 30, links: 30 },
  sharedWith: [],
};

type Named = readonly [record: string | null, barcode: string | null];

const now = (): Date => new Date('2026-06-01T00:00:00Z');

describe('the files for the target', () => {
  const simulators = new Map<string, KohaSimulator>();
  const folder = mkdtempSync(join(tmpdir(), 'mercia-target-'));
  let graph: WholeGraph;

  beforeAll(async () => {
    const [north, south] = [emptyKoha('north'), emptyKoha('south')];
    fill(north, south);
    for (const [id, world] of Object.entries({ north, south, target: emptyKoha('target') })) {
      simulators.set(id, await createKohaSimulator({ world }));
    }
    const addresses = new Map([...simulators].map(([id, { url }]) => [id, url]));
    graph = await startGraph(readDemoRegion({ regionText: describeRegion(addresses), secrets: SECRETS }));
    await harvest('north', 'south');
    await mapCodes();
    await takeSnapshot('before', ['north', 'south']);
    await addReaders();
    await plan('all', null);
  }, 60_000);
  afterAll(async () => {
    await graph.close();
    await Promise.all([...simulators.values()].map((simulator) => simulator.close()));
    rmSync(folder, { recursive: true });
  });

  async function harvest(...systems: readonly string[]): Promise<void> {
    const problems = (await graph.harvest(systems, 'full')).flatMap(({ problem }) => problem ?? []);
    expect(problems).toEqual([]);
  }

  async function takeSnapshot(name: string, systems: readonly string[]): Promise<void> {
    const { db } = graph.database;
    const { region } = graph.hub;
    const wanted = region.systems.map(({ id }) => id).filter((id) => systems.includes(id));
    await askForSnapshot(db, region, {
      name,
      note: null,
      systems: wanted,
      askedBy: { by: 'test', role: 'migration' },
      at: now(),
    });
    await doJobs();
  }

  async function doJobs(): Promise<void> {
    const { db } = graph.database;
    const logger = createLogger('silent');
    const { signal } = new AbortController();
    while (await doNextJob({ db, kinds: createJobKinds(db, logger), clock: now, logger, signal }));
  }

  async function plan(name: string, into: string | null): Promise<void> {
    const { db } = graph.database;
    const settings = JSON.stringify({ systems: ['north', 'south'], branches: BRANCHES, into });
    await makePlan(db, { name, note: null, snapshot: 'before', settings, by: 'test', at: now() });
    await doJobs();
  }

  /** One person with a card of each system: a loan, a waiting hold and a charge; and a reader of north alone. */
  async function addReaders(): Promise<void> {
    const { db } = graph.database;
    const of = (system: string): ReturnType<typeof sql> => sql`(SELECT id FROM system WHERE system_id = ${system})`;
    const id = sql`(SELECT id FROM snapshot WHERE name = 'before')`;
    for (const [system, token, card, library, person] of READERS) {
      await sql`
        INSERT INTO snapshot_reader (snapshot, system, reader_token, library, name_birth, email, card_token, category, blocked, told)
        VALUES (${id}, ${of(system)}, ${token}, ${library}, ${person}, ${person}, ${card}, 'ST', false, '{CARD}')`.execute(
        db,
      );
    }
    await sql`INSERT INTO snapshot_reader_list (snapshot, system, library, list, row_count, as_of)
      SELECT s.id, y.id, '', l, 2, now() FROM snapshot s, system y, unnest('{READERS,LOANS,HOLDS,CHARGES}'::text[]) l
      WHERE s.name = 'before' AND y.system_id IN ('north', 'south')`.execute(db);
    await sql`UPDATE snapshot_system SET not_told = '{}' WHERE snapshot = ${id}`.execute(db);
    const copy = sql`(SELECT i.local_id FROM snapshot_item i WHERE i.barcode = '1001' AND i.system = ${of('south')})`;
    const record = sql`(SELECT r.record FROM snapshot_record r WHERE r.local_id = '1' AND r.system = ${of('south')})`;
    await sql`
      INSERT INTO snapshot_loan (snapshot, system, item, record, library, counted, reader_token, due_on, renewals)
      VALUES (${id}, ${of('south')}, ${copy}, ${record}, 'south-hos', true, 'token-s', '2026-07-01', 2)`.execute(db);
    await sql`
      INSERT INTO snapshot_hold (id, snapshot, system, record, library, counted, reader_token, status, placed_on, place, pickup)
      VALUES (1, ${id}, ${of('south')}, ${record}, 'south-hos', true, 'token-s', 'PLACED', '2026-05-01', 3, 'HOS')`.execute(
      db,
    );
    await sql`
      INSERT INTO snapshot_charge (id, snapshot, system, library, counted, reader_token, kind, amount_pence, currency)
      VALUES (1, ${id}, ${of('south')}, 'south-hos', true, 'token-s', 'OVERDUE', 250, 'GBP')`.execute(db);
  }

  /** What the codes of both sources become. */
  async function mapCodes(): Promise<void> {
    for (const [list, code, target] of CODES) {
      await sql`
        INSERT INTO code_mapping (system, list, code, target, state, changed_by, changed_at)
        SELECT id, ${list}, ${code}, ${target}, 'DECIDED', 'test', now() FROM system
        WHERE system_id IN ('north', 'south')`.execute(graph.database.db);
    }
  }

  async function write(to: string, flags: Partial<TargetFlags> = {}) {
    const { db } = graph.database;
    const store = { ...graph.hub.store, jobs: db };
    return writeTargetOf({ store }, { plan: 'all', to: join(folder, to), ...flags });
  }

  it('are written only where nothing is left in snapshots of what was taken back', async () => {
    const { db } = graph.database;
    const id = randomUUID();
    // It is hidden, and a snapshot that is being taken keeps it from being taken out of all.
    await sql`
      INSERT INTO take_back (id, at, reason, state) VALUES (${id}::uuid, now() - interval '5 minutes', 'Case 12', 'OPEN')`.execute(
      db,
    );
    await expect(write('too-early')).rejects.toThrow('the files were deleted: run mercia take-back');
    expect(existsSync(join(folder, 'too-early'))).toBe(false);

    await noteWithdrawn(db, id);
    await write('behind-it');
    rmSync(join(folder, 'behind-it'), { recursive: true });
    await sql`DELETE FROM take_back`.execute(db);
  });

  it('are whole, the same each time, and say what is in them', async () => {
    const manifest = await write('first', { staffNotes: true, barcodesFrom: '30000' });
    expect(manifest.counts).toEqual({
      records: { added: 5, updated: 0, unchanged: 0, notWritten: 0 },
      items: { written: 6, unchanged: 0, notWritten: 0, withoutBarcode: 0, unlabelled: 0, unmapped: 1, statusLost: 0 },
      statements: { written: 2, unchanged: 0, notWritten: 0 },
    });
    for (const { file, bytes, sha256 } of manifest.files) {
      const content = readFileSync(join(folder, 'first', file));
      expect([file, content.length, createHash('sha256').update(content).digest('hex')]).toEqual([file, bytes, sha256]);
    }
    expect(readdirSync(join(folder, 'first')).toSorted()).toEqual(['manifest.json', ...TARGET_FILE_NAMES].toSorted());
    expect(manifest.files.map(({ file }) => file)).toEqual(TARGET_FILE_NAMES);
    // Labels may be printed: another run gives no number anew, and says so.
    const { db } = graph.database;
    const again = await assignBarcodes(db, await requirePlan(db, 'all'), '77');
    expect([again.given, again.before, again.least]).toEqual([0, again.before, '30000']);
    expect(again.before).toBeGreaterThan(0);
    // One number is needed, and the only one of its length is another copy's.
    const rename = (was: string | null, is: string | null) =>
      sql`UPDATE planned_item SET barcode = ${is} WHERE barcode IS NOT DISTINCT FROM ${was} AND goes`.execute(db);
    await rename('30000', null);
    await rename('1002', '9');
    await expect(assignBarcodes(db, await requirePlan(db, 'all'), '9')).rejects.toThrow('not enough numbers');
    await rename('9', '1002');
    await rename(null, '30000');
    expect((await write('again', { staffNotes: true, barcodesFrom: '77' })).files).toEqual(manifest.files);
    const records = [...readMarcBytes(readFileSync(join(folder, 'first', 'records.mrc')))];
    expect(records.flatMap((one) => (one.kind === 'record' ? one.repairs : ['rejected']))).toEqual([]);
    expect(readFileSync(join(folder, 'first', 'barcodes.csv'), 'utf8')).toContain('1001,30000,south,');
    const [entry] = await listExports(graph.database.db, { first: 1, after: null });
    expect(entry).toMatchObject({ report: 'move-target', snapshot: 'before', staffNotes: true, rowCount: 13 });
  });

  it('are read without a fault by Mercia and, where it is installed, by yaz-marcdump', async () => {
    const file = join(folder, 'first', 'records.mrc');
    const stdout: string[] = [];
    const sink = { write: (text: string) => stdout.push(text) > 0 };
    const io = { stdout: sink, stderr: process.stderr, stdin: process.stdin };
    expect(
      await runMarcCheck([file, join(folder, 'first', 'records-large.xml')], { strict: false, json: true }, io),
    ).toBe(0);
    const checked = stdout.map(
      (line) => JSON.parse(line) as { repaired: number; rejected: number; bytesUnaccounted: number },
    );
    expect(checked.map(({ repaired, rejected, bytesUnaccounted }) => repaired + rejected + bytesUnaccounted)).toEqual([
      0, 0, 0,
    ]);
    if (!yazAvailable) return;
    const {
      status,
      stderr,
      stdout: dumped,
    } = spawnSync('yaz-marcdump', ['-i', 'marc', '-o', 'line', '-f', 'UTF-8', file], { encoding: 'utf8' });
    expect([status, stderr, dumped.match(/^001 /gmu)?.length]).toEqual([0, '', 4]);
  });

  it('are loaded by a Koha without a refusal, and harvested again they are what was predicted', async () => {
    const { world } = simulators.get('target') ?? { world: emptyKoha('target') };
    const files = ['records.mrc', 'records-large.xml'].map((name) => readFileSync(join(folder, 'first', name)));
    const loads = files.map((bytes) => loadMarc(world, bytes, { cleanIsbn: false }));
    expect(loads.map(({ added, items, errors }) => ({ added, items, errors }))).toEqual([
      { added: 4, items: 5, errors: [] },
      { added: 1, items: 1, errors: [] },
    ]);
    await harvest('target');
    await takeSnapshot('after', ['target']);
    const { db } = graph.database;
    const { rows } = await sql`
      SELECT (SELECT count(*)::int FROM snapshot_record t JOIN system y ON y.id = t.system WHERE y.system_id = 'target') AS records,
        (SELECT array_agg(concat_ws(' ', t.barcode, t.library, t.status) ORDER BY t.barcode)
          FROM snapshot_item t JOIN system y ON y.id = t.system WHERE y.system_id = 'target') AS items,
        (SELECT array_agg(concat_ws(' ', t.library, t.text) ORDER BY t.library) FROM snapshot_statement t JOIN system y ON y.id = t.system
          WHERE y.system_id = 'target') AS statements,
        (SELECT count(*)::int FROM snapshot_record t JOIN system y ON y.id = t.system
          WHERE y.system_id = 'target' AND t.visibility = 'SUPPRESSED') AS hidden`.execute(db);
    expect(rows).toEqual([
      {
        records: 5,
        items: [
          '1001 target-m AVAILABLE',
          '1002 target-n LOST',
          '1003 target-m AVAILABLE',
          '1004 target-n AVAILABLE',
          '1005 target-h AVAILABLE',
          '30000 target-h AVAILABLE',
        ],
        statements: ['target-h v.2 (2017)', 'target-m v.1-9 (1990-1998)'],
        hidden: 1,
      },
    ]);
    const part = [...world.biblios.values()].find(({ marc: { fields } }) => fields.some(({ tag }) => tag === '773'));
    expect(part?.marc.fields.filter((field) => !isControlField(field) && field.tag === '773')).toEqual([
      data('773', 'tJournal of trials', 'w(north)2'),
    ]);
  });

  it('update what the target has already, and add what it has not', async () => {
    await plan('joined', 'north');
    const { counts } = await write('joined', { plan: 'joined', barcodesFrom: '30000' });
    expect(counts).toEqual({
      records: { added: 1, updated: 1, unchanged: 3, notWritten: 0 },
      items: { written: 2, unchanged: 4, notWritten: 0, withoutBarcode: 0, unlabelled: 0, unmapped: 1, statusLost: 0 },
      statements: { written: 1, unchanged: 1, notWritten: 0 },
    });
    const { world } = simulators.get('north') ?? { world: emptyKoha('north') };
    addLibrary(world, 'H', 'Hospital');
    const load = loadMarc(world, readFileSync(join(folder, 'joined', 'updates.mrc')), {
      cleanIsbn: false,
      matchRecordId: true,
    });
    expect(load).toEqual({ added: 0, updated: 1, items: 1, errors: [] });
    const fields = world.biblios.get(1)?.marc.fields ?? [];
    expect(fields.filter(({ tag }) => tag === '001' || tag === '035' || tag === '650')).toEqual([
      data('035', 'a(north)1'),
      data('035', 'a(south)1'),
      data('035', 'a(OCoLC)ocm7'),
      data('650', 'aMedicine', '97'),
      data('650', 'aInternal medicine'),
    ]);
    expect(world.itemsOfBiblio.get(1)?.map((id) => world.items.get(id)?.external_id)).toEqual([
      '1001',
      '1002',
      '30000',
    ]);
  });

  it('leave no record unexplained that was loaded into one of the sources, and nothing but what nobody mapped', async () => {
    const { world } = simulators.get('north') ?? { world: emptyKoha('north') };
    const { added, errors } = loadMarc(world, readFileSync(join(folder, 'joined', 'records-large.xml')));
    expect([added, errors]).toEqual([1, []]);
    await harvest('north');
    await takeSnapshot('joined', ['north']);
    const { db } = graph.database;
    await askForLedger(db, {
      ...{
        name: 'joined',
        plan: 'joined',
        target: 'joined',
        targetSystem: 'north',
        settings: {},
        by: 'test',
        at: now(),
      },
      ...{ note: null, source: null, systems: null, libraries: null, before: null, again: false },
    });
    await doJobs();
    const { rows } =
      await sql`SELECT concat_ws(' ', class, field, what, from_value) AS said FROM ledger_difference`.execute(db);
    // An item type that became nothing, and the run of a branch that the region file does not name.
    expect(rows).toEqual([{ said: 'ITEMS type CHANGED NEW' }, { said: 'STATEMENTS (statement) MISSING v.2 (2017)' }]);
    const rules = await listRules(db, await getWholeLedger(db, 'joined'));
    expect(rules.find(({ name }) => name === 'written-for-target')?.rows).toBe(3);
  });

  it('are refused in part by a load, whose list finds what it is about', async () => {
    const { db } = graph.database;
    const take = async (day: number, isWhole: boolean, ...named: readonly Named[]): Promise<unknown> => {
      const lines = named.map(([record, barcode], place): LoadErrorLine => {
        return { line: place + 2, record, barcode, reason: 'duplicate barcode' };
      });
      const at = new Date(Date.UTC(2026, 5, day));
      return noteLoadErrors(db, await requirePlan(db, 'all'), { lines, isWhole, at });
    };
    const first = await take(
      1,
      true,
      ['(north)2', null],
      [null, '30000'],
      ['1', null],
      [null, '1001'],
      [null, '9'],
      [null, null],
    );
    expect(first).toEqual({
      opened: 4,
      retried: 0,
      gone: null,
      unknown: [
        { line: 6, why: 'NOT_OF_THE_PLAN' },
        { line: 7, why: 'NOTHING_NAMED' },
      ],
    });
    expect(await take(2, false, ['(south)1', '1001'])).toMatchObject({ opened: 0, retried: 1, gone: null });
    expect(await take(3, true, ['(north)2', null])).toMatchObject({ opened: 0, retried: 1, gone: 3 });
    // What is not found may be what is still open.
    expect(await take(3, true, ['(north)2', null], ['(north)2', '1001'])).toMatchObject({ gone: null });
    await expect(take(4, true, [null, 'of another'])).rejects.toThrow('nothing was changed');
    const snapshot = await findSnapshot(db, 'before');
    if (snapshot === null) throw new Error('there is no snapshot');
    const asked = {
      snapshot,
      library: null,
      system: null,
      visibleLibraries: null,
      options: { plan: 'all' },
      now: now(),
    };
    const report = await runReport(db, { ...asked, name: 'load-errors' }, MOVING_REPORTS);
    expect(report.title).toBe('By the plan "all", 1 record or copy is not loaded yet.');
    const page = await report.tables[0]?.rows({ after: null, first: 10 });
    expect(page?.rows.map(({ cells }) => cells.slice(0, 4).join(' ')).toSorted()).toEqual([
      'GONE (north)1  ',
      'GONE (north)1 1001 north-med',
      'GONE (north)1 30000 south-hos',
      'RETRIED (north)2  ',
    ]);
  });

  it('has what could not be loaded and is of nobody in the gate of every library', async () => {
    const { db } = graph.database;
    const undone = new Error('undone');
    const gates = db.transaction().execute(async (tx) => {
      await sql`UPDATE load_error SET gone_at = now()`.execute(tx);
      await sql`WITH open AS (UPDATE load_error SET gone_at = NULL WHERE item = (SELECT max(item) FROM load_error) RETURNING item)
        UPDATE snapshot_item SET library = NULL WHERE id = (SELECT item FROM open)`.execute(tx);
      for (const library of ['north-med', 'south-hos']) {
        const question = {
          context: { db: tx },
          library,
          ledger: { number: 0, name: 'none', plan: 'all' },
        } as unknown as GateQuestion;
        expect(await allIsLoaded(question)).toMatchObject({
          value: 1,
          state: 'NOT_MET',
          note: 'plan "all"; 1 of these is of no library: ask without --library',
        });
      }
      throw undone;
    });

    await expect(gates).rejects.toBe(undone);
  });

  it('has its list of refusals taken in at the terminal, line by line', async () => {
    const file = join(folder, 'refused.csv');
    writeFileSync(file, 'Barcode,Reason\r\n1002,duplicate barcode\r\n1.2E+10,spoilt\r\nnone,unknown\r\n');
    const args = ['move', 'load-errors', file, '--plan', 'all', '--json'];
    const { code, stdout, stderr } = await runHere(args, { DATABASE_URL: databaseUrl(graph.database) });
    expect([code, stderr]).toEqual([1, '']);
    rmSync(file);
    expect(JSON.parse(stdout)).toMatchObject({
      opened: 1,
      retried: 0,
      gone: null,
      unknown: [{ line: 4, why: 'NOT_OF_THE_PLAN' }],
      faults: [{ number: 3, column: 'Barcode' }],
    });
  });

  it('leave loans, holds, charges and readers to the suppliers, as rows without a name', async () => {
    const { db } = graph.database;
    const snapshot = await findSnapshot(db, 'before');
    if (snapshot === null) throw new Error('there is no snapshot');
    const report = MOVING_REPORTS.find(({ name }) => name === 'target-readers');
    // What the plan finds where libraries have agreed: the two accounts are one person's.
    await sql`UPDATE planned_reader p SET person = n.person, keeps = false, class = 'MERGED', home = n.home
      FROM planned_reader n, move_plan m WHERE m.name = 'all' AND p.plan = m.id AND n.plan = m.id
        AND p.reader_token = 'token-s' AND n.reader_token = 'token-n'`.execute(db);
    // A second row with the number of the copy that is lent, as a system may tell one without a barcode beside it.
    await sql`INSERT INTO snapshot_item (id, system, from_version, digest, record, local_id, owner_code, library, visibility, collection,
          last_borrowed_year, acquired_year, created_year, record_visibility)
        OVERRIDING SYSTEM VALUE SELECT (SELECT max(id) + 1 FROM snapshot_item), i.system, from_version, md5('twice')::uuid, i.record, local_id, owner_code, i.library, visibility, collection,
          last_borrowed_year, acquired_year, created_year, record_visibility
        FROM snapshot_item i JOIN snapshot_loan l ON l.system = i.system AND l.item = i.local_id`.execute(db);
    const run = (libraries: readonly string[]) => {
      const agreed = { ...AGREEMENT, purposes: ['MOVE_RECONCILIATION'] as const };
      const region = {
        ...graph.hub.region,
        libraries: graph.hub.region.libraries.map((one) =>
          libraries.includes(one.id) ? { ...one, patronData: agreed } : one,
        ),
      };
      const asked = {
        library: null,
        system: null,
        visibleLibraries: null,
        options: { plan: 'all' },
        reports: [],
        scope: [],
        seesReaders: true,
      };
      return report?.run({ ...asked, db, snapshot, region, now: now() });
    };
    const all = await run(Object.keys(BRANCHES));
    const cells = await Promise.all(
      (all?.tables ?? []).map(async (table) => {
        const { rows } = await table.rows({ after: null, first: 10 });
        return [
          table.name,
          rows.map((row) => row.cells.map((cell) => (/^[0-9a-f]{16}$/.test(String(cell)) ? '#' : cell)).join('|')),
        ];
      }),
    );
    expect(Object.fromEntries(cells)).toEqual({
      loans: ['30000|2026-07-01||2||#|south-hos|south|'],
      holds: ['(north)1||3|PLACED|2026-05-01||H|#|south-hos|south'],
      charges: ['#|OVERDUE|250|GBP|||south-hos|south'],
      readers: [`#|#|north-med|||no||${NO_PIN}|north`, `#|#|north-nur|||no||${NO_PIN}|north`],
      persons: [
        `1|#|#|yes|north-med|north-med|ST||${NO_PIN}|north`,
        `1|#|#|no|south-hos|north-med|ST||${NO_PIN}|south`,
      ],
    });
    // Before its number is given, a copy that gets a new label has none: the one it had is another copy's.
    const given = sql`SELECT item, barcode FROM planned_item WHERE relabel AND barcode = '30000'`;
    const [was] = (await given.execute(db)).rows as { item: number }[];
    await sql`UPDATE planned_item SET barcode = NULL WHERE barcode = '30000'`.execute(db);
    const loans = (await run(Object.keys(BRANCHES)))?.tables.find(({ name }) => name === 'loans');
    expect((await loans?.rows({ after: null, first: 10 }))?.rows.map(({ cells }) => cells[0])).toEqual([null]);
    await sql`UPDATE planned_item SET barcode = '30000' WHERE item = ${was?.item ?? 0} AND relabel`.execute(db);
    expect(all?.title).toBe(
      'By the plan "all", the target ends with 1 loan, 1 hold, 1 charge and 2 readers of the libraries that agreed (3 of 3).',
    );
    const part = await run(['north-nur']);
    expect(part?.title).toContain('0 loans, 0 holds, 0 charges and 1 reader of the libraries that agreed (1 of 3)');
    expect(part?.summary).toContainEqual(
      expect.objectContaining({ label: 'Open loans of libraries that did not agree: not shown', suppressed: true }),
    );
  });

  it('are known by name before the first is written, also as they are called until all are there', async () => {
    const { db } = graph.database;
    const known = async () => {
      const { rows } = await sql<{ path: string }>`SELECT path FROM written_file`.execute(db);
      return rows.map(({ path }) => path).filter((path) => path.includes('noted'));
    };
    const plan = await requirePlan(db, 'all');
    const asked = { plan, folder: join(folder, 'noted'), staffNotes: false, onProgress: () => undefined };
    const broken = new Error('the power went');
    const onFolders = async ([unfinished]: readonly [string, string]): Promise<void> => {
      expect(readdirSync(unfinished)).toEqual([]);
      return Promise.reject(broken);
    };
    await expect(writeTarget(db, { ...asked, onFolders })).rejects.toBe(broken);

    // Nobody but the process itself could write a name while it writes the files: it is asked of the database in the end.
    await sql`CREATE TABLE noted_names AS SELECT path FROM written_file LIMIT 0`.execute(db);
    await sql`CREATE FUNCTION note_name() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN INSERT INTO noted_names VALUES (new.path); RETURN new; END $$`.execute(db);
    await sql`CREATE TRIGGER note_names AFTER INSERT ON written_file FOR EACH ROW EXECUTE FUNCTION note_name()`.execute(
      db,
    );
    await write('noted');
    const { rows } = await sql<{ path: string }>`SELECT DISTINCT path FROM noted_names`.execute(db);
    await sql.raw('DROP FUNCTION note_name CASCADE; DROP TABLE noted_names').execute(db);
    rmSync(join(folder, 'noted'), { recursive: true });

    const unfinished = rows.filter(({ path }) => /\/\.noted\.[0-9a-f]{8}\.part\//.test(path));
    expect(unfinished).toHaveLength(TARGET_FILE_NAMES.length);
    expect((await known()).toSorted()).toEqual(TARGET_FILE_NAMES.map((name) => join(folder, 'noted', name)).toSorted());
  });

  it('are none where a folder has files, or the plan is not predicted', async () => {
    await expect(write('first')).rejects.toThrow('there are files in it already');
    await expect(write('other', { plan: 'none' })).rejects.toThrow('plan: there is no plan of this name');
    await sql`UPDATE move_plan SET state = 'FAILED' WHERE name = 'all'`.execute(graph.database.db);
    await expect(write('other')).rejects.toThrow('is FAILED');
    expect(readdirSync(folder).toSorted()).toEqual(['again', 'first', 'joined']);
    expect((await requirePlan(graph.database.db, 'all')).state).toBe('FAILED');
  });
});
