/** What came, went and changed from snapshot to snapshot, told by rows. */
import { becameOf } from '#comparison/changes/change-tables.ts';
import { countListChanges, listCirculationRows } from '#comparison/changes/circulation-changes.ts';
import { findSnapshot, runReport, type CheckedResult, type ReportRow } from '#comparison/index.ts';
import { POPULATIONS } from '#domain/comparison.ts';
import type { LibraryId } from '#domain/ids.ts';
import { MOVING_REPORTS } from '#moving/index.ts';
import { countChanges } from '#comparison/changes/count-changes.ts';
import { judge, listLosses, withShown, type KeptGap } from '#comparison/changes/gaps.ts';
import { readChanges } from '#comparison/changes/kept-changes.ts';
import { countFields } from '#comparison/changes/list-changes.ts';
import { findSharedSystems } from '#comparison/populations/shared-systems.ts';
import type { ReportPage } from '#comparison/reports/report.ts';
import { keepResults, readResults } from '#comparison/snapshots/finder.ts';
import { processorMs, slowdown } from '#tests/console/support/processor-time.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cellsOf, startFilesRegion, type FileCopy, type FilesRegion } from './support/files-region.ts';

const copy = (record: string, id: string, more: Partial<FileCopy> = {}): FileCopy => ({
  record,
  id,
  barcode: `B${id}`,
  ...more,
});
/** Copies that stay as they are. */
const KEPT = Array.from({ length: 12 }, (_, place) => copy(`k${place}`, `k${place}`));

const BEFORE = [
  ...KEPT,
  copy('gone', 'g1'),
  copy('double', 'd1'),
  copy('kept-double', 'd2'),
  copy('retitled', 'r1', { title: 'Nursing handbok' }),
  copy('retyped', 't1'),
  // Numbered by its barcode, as many systems do.
  copy('relabelled', 'OLD-9', { barcode: 'OLD-9' }),
  copy('weeded', 'w1'),
  copy('weeded', 'w2'),
];
const AFTER = [
  ...KEPT,
  copy('new', 'n1'),
  copy('kept-double', 'd1'),
  copy('kept-double', 'd2'),
  copy('retitled', 'r1', { title: 'Nursing handbook' }),
  copy('retyped', 't1', { type: 'DVD', location: 'STORE' }),
  copy('relabelled', 'NEW-9', { barcode: 'NEW-9' }),
  copy('weeded', 'w2'),
];

describe('what changed between two snapshots', () => {
  let region: FilesRegion;
  beforeAll(async () => {
    region = await startFilesRegion({ north: BEFORE, south: [copy('1', 's1'), copy('2', 's2')] }, { agreed: true });
    await lend([1, 2, 3, 4, 5, 6], '2026-07-01');
    await region.takeSnapshot('first');
    await region.load({ north: AFTER });
    await sql`DELETE FROM open_loan WHERE item LIKE '%/k1'`.execute(region.db);
    await sql`UPDATE open_loan SET due_on = '2026-08-15', renewals = 1 WHERE item LIKE '%/k2'`.execute(region.db);
    await sql`UPDATE open_loan SET reader_token = 'token of another' WHERE item LIKE '%/k3'`.execute(region.db);
    await region.takeSnapshot('second');
  }, 120_000);
  afterAll(() => region.close());

  async function lend(copies: readonly number[], due: string): Promise<void> {
    await sql`INSERT INTO loan_list (system, list, as_of, tried_at, left_out)
      SELECT id, 'OPEN_LOANS', now(), now(), 0 FROM system WHERE system_id = 'north'`.execute(region.db);
    for (const place of copies) {
      await sql`INSERT INTO open_loan (system, item, record, library, counted, reader_token, due_on)
        SELECT i.system, i.local_id, i.record, 'north-library', true, 'token ' || ${place}::int, ${due}::date
        FROM item i WHERE i.barcode = ${`Bk${place}`}`.execute(region.db);
    }
  }
  const cells = async (table: string, options = {}) => cellsOf(await region.report('changes', options), table);
  async function askFrozen(): Promise<CheckedResult> {
    const [snapshot, whole] = [await findSnapshot(region.db, null), { system: null, options: {} }];
    if (snapshot === null) throw new Error('there is no snapshot');
    const library = 'north-library' as LibraryId;
    const asked = {
      ...whole,
      name: 'freeze-changes',
      snapshot,
      library,
      visibleLibraries: null,
      now: snapshot.takenAt,
    };
    return runReport(region.db, asked, MOVING_REPORTS);
  }

  it('is told in one line, and by system and library', async () => {
    const report = await region.report('changes');
    expect(report.title).toBe(
      'Since "first": records: 1 came, 2 went, 1 changed; items: 1 came, 2 went, 3 changed; statements of runs: not told.',
    );
    expect((await cellsOf(report, 'counts')).map((row) => row.slice(0, 12))).toEqual([
      ['north', 'north-library', 'records', 19, 18, 1, 2, 1, 1, null, null, null],
      ['north', 'north-library', 'items', 20, 19, 1, 2, 3, null, null, null, null],
      ['north', 'north-library', 'loans', 6, 5, null, null, null, null, null, null, expect.stringContaining('small')],
      ['south', 'south-library', 'records', 2, 2, 0, 0, 0, null, null, null, null],
      ['south', 'south-library', 'items', 2, 2, 0, 0, 0, null, null, null, null],
    ]);
  });

  it('tells a record that is gone from one that was merged', async () => {
    expect(await cells('records came')).toEqual([expect.arrayContaining(['new', 'new in its system'])]);
    expect((await cells('records went')).map((row) => row.slice(3, 5))).toEqual([
      ['gone', 'no longer in its system'],
      ['double', 'merged: its copies are on record kept-double'],
    ]);
  });

  it('names the field of a record by its tag and subfields, from what to what', async () => {
    expect((await cells('records changed')).map((row) => row.slice(3, 7))).toEqual([
      [
        '245 $a',
        expect.stringContaining('$a Nursing handbok'),
        expect.stringContaining('$a Nursing handbook'),
        'retitled',
      ],
    ]);
  });

  it('tells a copy that is gone from one that got another barcode, and names what changed of it', async () => {
    expect((await cells('items went')).map((row) => [row[2], row[8], row[9]])).toEqual([
      ['Bg1', 'gone', 'no longer in its system'],
      ['Bw1', 'weeded', 'no longer in its system'],
    ]);
    expect((await cells('items went')).map((row) => row[10])).toEqual(['went too', 'is still there']);
    const changed = (await cells('items changed')).map((row) => [row[2], ...row.slice(4, 7)]);
    expect(changed.toSorted()).toEqual([
      ['Bd1', 'Number', 'double/d1', 'kept-double/d1'],
      ['Bd1', 'Record', 'double', 'kept-double'],
      ['Bt1', 'Item type', 'BOOK', 'DVD'],
      ['Bt1', 'Location', 'SHELF', 'STORE'],
      ['NEW-9', 'Barcode', 'OLD-9', 'NEW-9'],
      ['NEW-9', 'Number', 'relabelled/OLD-9', 'relabelled/NEW-9'],
    ]);
    expect(await cells('fields')).toEqual(
      expect.arrayContaining([
        ['north', null, 'records', '245', 1, null],
        ['north', null, 'items', 'Barcode', 1, null],
      ]),
    );
  });

  it('is counted when the snapshot is taken as it is counted later, of all libraries and of one', async () => {
    const { db } = region;
    const [was, now] = [await findSnapshot(db, 'first'), await findSnapshot(db, 'second')];
    if (was === null || now === null) throw new Error('there are no such snapshots');
    const two = { earlier: was.number, later: now.number, shared: await findSharedSystems(db, was.number, now.number) };
    const fieldsOf = async (libraries: readonly string[] | null) =>
      (await Promise.all(POPULATIONS.map((population) => countFields(db, { two, population, libraries })))).flat();

    const kept = await readChanges(db, was, two);

    expect(kept).toEqual({ counts: await countChanges(db, two), fields: await fieldsOf(null) });
    const ofLibrary = kept?.fields?.filter(({ library }) => library === 'north-library') ?? [];
    expect(ofLibrary.map((one) => ({ ...one, library: null }))).toEqual(
      (await fieldsOf(['north-library'])).filter(({ library }) => library === null),
    );
    expect(ofLibrary.map(({ field, rows }) => [field, rows])).toContainEqual(['245', 1]);
    expect(await readChanges(db, { digest: 'of another' }, two)).toBeNull();
  });

  /** A page of one row after the other. */
  async function readSingly({ tables }: CheckedResult, name: string): Promise<readonly ReportRow[]> {
    const rows: ReportRow[] = [];
    let after: string | null = null;
    do {
      const page: ReportPage | undefined = await tables.find((one) => one.name === name)?.rows({ after, first: 1 });
      rows.push(...(page?.rows ?? []));
      after = page?.next ?? null;
    } while (after !== null);
    return rows;
  }

  it('gives the same rows in pages of one', async () => {
    const report = await region.report('changes');
    for (const name of ['items changed', 'items went', 'records went']) {
      const singly = await readSingly(report, name);
      expect(singly.length, name).toBeGreaterThan(1);
      expect(
        singly.map(({ cells: own }) => own),
        name,
      ).toEqual(await cellsOf(report, name));
    }
  });

  it('names a loan by its barcode, to whoever may see readers, and never a reader', async () => {
    expect(await cells('loans')).toEqual([]);
    const loans = await cells('loans', { seesReaders: true });
    expect(loans.map((row) => row.slice(2, 8))).toEqual([
      ['Bk1', 'Title k1 of north', 'no longer open', null, null, null],
      ['Bk2', 'Title k2 of north', 'changed', 'Due', '2026-07-01', '2026-08-15'],
      ['Bk3', 'Title k3 of north', 'new', null, null, null],
      ['Bk3', 'Title k3 of north', 'no longer open', null, null, null],
    ]);
    expect(JSON.stringify(loans)).not.toContain('token');
  });

  it('lists a loan that another library of its system has now for both, each with whose it was or is', async () => {
    const { db } = region;
    const [was, now] = [await findSnapshot(db, 'first'), await findSnapshot(db, 'second')];
    const [earlier, later] = [was?.number ?? 0, now?.number ?? 0];
    const two = { earlier, later, shared: await findSharedSystems(db, earlier, later) };
    const moved = await db.startTransaction().execute();
    await sql`UPDATE snapshot_loan SET library = 'elsewhere' WHERE snapshot = ${earlier} AND item LIKE '%k2'`.execute(
      moved,
    );
    await sql`UPDATE snapshot_reader_list SET complete_for = '{elsewhere}' WHERE list = 'LOANS'`.execute(moved);
    const listed = async (library: string) => {
      const asked = { list: 'LOANS', libraries: [library as LibraryId] } as const;
      const rows = await listCirculationRows(moved, two, asked, { from: 0, first: 50 });
      return rows.filter(({ barcode }) => barcode === 'Bk2').map((row) => [row.library, becameOf(row)]);
    };
    const [here, there] = [await listed('north-library'), await listed('elsewhere')];
    await moved.rollback().execute();

    expect([here, there]).toEqual([
      [['north-library', 'was of elsewhere']],
      [['elsewhere', 'is of north-library now']],
    ]);
  });

  it('tells by no number of what changed how many loans stayed, where few went', async () => {
    const { db } = region;
    const [was, now] = [await findSnapshot(db, 'first'), await findSnapshot(db, 'second')];
    const [earlier, later] = [was?.number ?? 0, now?.number ?? 0];
    const two = { earlier, later, shared: await findSharedSystems(db, earlier, later) };
    /** Of 53 loans 50 are left, or 52: of each some are due on another day, and all others the same. */
    const numbersOf = async (left: number, changed: number) => {
      const tried = await db.startTransaction().execute();
      await sql`DELETE FROM snapshot_loan WHERE snapshot IN (${earlier}, ${later})`.execute(tried);
      for (const [snapshot, count] of [
        [earlier, 53],
        [later, left],
      ] as const) {
        await sql`INSERT INTO snapshot_loan (snapshot, system, item, library, counted, reader_token, due_on)
          SELECT ${snapshot}::int, id, n::text, 'north-library', true, 'token', CASE WHEN ${snapshot === later} AND n <= ${changed}::int THEN '2026-09-01' ELSE '2026-07-01' END::date
          FROM system, generate_series(1, ${count}::int) n WHERE system_id = 'north'`.execute(tried);
        await sql`UPDATE snapshot_reader_list SET row_count = ${count}
          WHERE snapshot = ${snapshot} AND list = 'LOANS' AND library = 'north-library'`.execute(tried);
      }
      const { lists, fields } = await countListChanges(tried, two, ['north-library' as LibraryId]);
      await tried.rollback().execute();
      return { went: lists[0]?.went, changed: lists[0]?.changed, field: fields[0]?.count };
    };
    const hidden = (atLeast: number) => ({ value: null, suppressed: true, atLeast });

    expect(await numbersOf(50, 48)).toEqual({ went: hidden(0), changed: hidden(42), field: hidden(42) });
    expect(await numbersOf(52, 52)).toEqual({ went: hidden(0), changed: hidden(44), field: hidden(44) });
    expect(await numbersOf(50, 20)).toMatchObject({ changed: { value: 20 }, field: { value: 20 } });
    expect(await numbersOf(40, 38)).toMatchObject({ went: { value: 13 }, changed: hidden(36), field: hidden(36) });
  });

  it('takes nothing for gone of a system that is in one snapshot alone', async () => {
    await region.takeSnapshot('north alone', ['north']);
    const report = await region.report('changes', { options: { since: 'first' } });
    expect(report.title).toContain('records: 1 came, 2 went');
    expect(await cellsOf(report, 'not compared')).toEqual([
      ['south', 'records', 2, null, 'the system is not in this snapshot'],
      ['south', 'items', 2, null, 'the system is not in this snapshot'],
    ]);
  });

  it('is listed of a library whose catalogue was frozen meanwhile, with what the list may have too much or too little', async () => {
    expect((await askFrozen()).title).toMatch(/catalogue of this library is not frozen/);
    const step = async (phase: string, hoursAgo: number) =>
      sql`INSERT INTO move_request (library, source, target, from_phase, phase, state, asked_at, asked_by, asked_role, asked_names, ended_at)
        SELECT 'north-library', 'north', 'south', 'LIVE', ${phase}, 'CONFIRMED', now(), 'anne', 'migration', '{}',
          taken_at - ${hoursAgo} * interval '1 hour' FROM snapshot WHERE name = 'second'`.execute(region.db);
    await step('CATALOGUE_FROZEN', 3);
    await step('LIVE', 2);
    expect((await askFrozen()).title).toMatch(/not frozen/);
    await step('CATALOGUE_FROZEN', 1);
    await step('FROZEN', 0.5);

    const late = await askFrozen();
    expect(late.title).toMatch(/^north-library at north, frozen since .*records: 1 came, 2 went, 1 changed/);
    expect(late.summary[0]?.text).toMatch(/^"first", taken .* after the freeze: .* is NOT in the list/);
    await sql`UPDATE snapshot SET taken_at = taken_at - interval '2 hours' WHERE name = 'first'`.execute(region.db);
    const early = await askFrozen();
    expect(early.summary[0]?.text).toMatch(/before the freeze: .* is in the list, too/);
    expect((await cellsOf(early, 'records changed')).map((row) => row[3])).toEqual(['245 $a']);
  });

  it('is compared with no snapshot that lacks the frozen system', async () => {
    await region.takeSnapshot('south alone', ['south']);
    await sql`UPDATE snapshot SET taken_at = taken_at - interval '90 minutes' WHERE name = 'south alone'`.execute(
      region.db,
    );
    await region.takeSnapshot('newest');

    expect((await askFrozen()).summary[0]?.text).toMatch(/^"first", taken .* before the freeze/);
  });

  it('says that there is nothing to compare with, for a first snapshot', async () => {
    expect((await region.report('changes', { snapshot: 'first' })).title).toContain('no whole snapshot before');
  });
});

describe('what has become less than usual', () => {
  const COPIES = 600;
  const copies = (gone: number): readonly FileCopy[] =>
    Array.from({ length: COPIES - gone }, (_, place) =>
      copy(`r${place % 30}`, `c${place + gone}`, { type: `T${place + gone}` }),
    );
  let region: FilesRegion;
  beforeAll(async () => {
    region = await startFilesRegion({ north: copies(0), south: [copy('1', 's1')] });
    await region.takeSnapshot('first');
    // As the server knows tables that it did not look at since: nothing had ended yet.
    await sql`ANALYZE snapshot_record, snapshot_item`.execute(region.db);
    await region.load({ north: copies(6) });
    await region.takeSnapshot('weeded');
    await region.load({ north: copies(30) });
    await region.takeSnapshot('cut');
    await region.load({ north: copies(54) });
    await region.takeSnapshot('cut again');
  }, 120_000);
  afterAll(() => region.close());

  const warningsOf = async (snapshot: string, library?: string): Promise<readonly string[]> =>
    (await (await region.report('serials', { snapshot, ...(library !== undefined && { library }) })).notReconciled())
      .map(({ text }) => text)
      .filter((text) => text.startsWith('LESS'));

  it('is said in one line above every report, with what is usual, and not of ordinary weeding', async () => {
    expect(await warningsOf('first')).toEqual([]);
    expect(await warningsOf('weeded')).toEqual([]);
    expect(await warningsOf('cut')).toEqual([
      'LESS THAN USUAL: the system north: 24 of 594 items went since "weeded", and up to 20 are usual. 1 more number has become less than usual. The report "changes" lists what went.',
    ]);
    expect(await warningsOf('cut', 'north-library')).toEqual([
      'LESS THAN USUAL: Library of north (north): 24 of 594 items went since "weeded", and up to 20 are usual. The report "changes" lists what went.',
    ]);
    expect(await warningsOf('cut', 'south-library')).toEqual([]);
  });

  it('does not become usual by having been there once', async () => {
    expect(await warningsOf('cut again', 'north-library')).toEqual([expect.stringContaining('up to 20 are usual')]);
    const rows = await cellsOf(await region.report('changes', { snapshot: 'cut again' }), 'less than usual');
    expect(rows.filter((row) => row[8] !== null).map((row) => row.slice(1, 9))).toEqual(
      ['all of it', 'Library of north'].map((whose) => [whose, 'items', 'cut', 570, 546, 24, 20, 'more than usual']),
    );
  });

  it('is counted without comparing each of six hundred rows with each', async () => {
    const { db } = region;
    const [was, now] = [await findSnapshot(db, 'weeded'), await findSnapshot(db, 'cut')];
    if (was === null || now === null) throw new Error('there are no such snapshots');
    const two = { earlier: was.number, later: now.number, shared: await findSharedSystems(db, was.number, now.number) };
    const readings: number[] = [];
    for (let reading = 0; reading < 3; reading += 1) {
      const before = await processorMs(db);
      expect(await countChanges(db, two)).toContainEqual(
        expect.objectContaining({ library: null, population: 'ITEMS', counts: { GONE: 24, CHANGED: 570 } }),
      );
      readings.push((await processorMs(db)) - before);
    }
    expect(Math.min(...readings) / (await slowdown(db))).toBeLessThan(100);
  });

  it('shows no small number of readers or loans, in a row or a line, nor what it could be worked out from', async () => {
    const { db } = region;
    const snapshot = await findSnapshot(db, 'cut again');
    if (snapshot === null) throw new Error('there is no such snapshot');
    const ofResult = { snapshot: snapshot.number, report: 'gaps' } as const;
    const kept = await readResults<{ since: string; gaps: readonly KeptGap[] }>(db, ofResult);
    const few = { library: 'north-library', alarm: null, expected: 20 } as const;
    const gaps: readonly KeptGap[] = [
      { ...few, class: 'READERS', then: 3, now: 0, went: 3, alarm: 'WENT' },
      { ...few, class: 'LOANS', then: 4, now: 9, went: 0 },
      { ...few, class: 'HOLDS', then: 20, now: 2, went: 18 },
      { ...few, class: 'CHARGES', then: 20, now: 12, went: 8 },
    ];
    await keepResults(db, ofResult, [['north', { since: 'cut', gaps }]]);
    const rows = await cellsOf(await region.report('changes', { snapshot: 'cut again' }), 'less than usual');
    const warnings = await warningsOf('cut again', 'north-library');
    await keepResults(db, ofResult, kept);

    expect(rows.map((row) => row.slice(2, 3).concat(row.slice(4, 7)))).toEqual([
      ['readers', null, 0, null],
      ['charges', 20, 12, 8],
      // Not by how many went: that is hidden.
      ['loans', null, 9, null],
      ['holds', 20, null, null],
    ]);
    expect(warnings).toEqual([]);
    const usualAfter = (then: number): number => {
      const past: KeptGap = { ...few, class: 'LOANS', then, now: 40, went: 0 };
      return judge({ library: null, class: 'LOANS', then: 40, now: 40, went: 0 }, withShown([past])).expected;
    };
    expect(new Set([1, 2, 3, 4].map(usualAfter)).size).toBe(1);
    const left = { ...few, class: 'READERS', then: 22, now: 4, went: 18 } as const;
    expect(judge({ library: null, class: 'READERS', then: 30, now: 30, went: 0 }, withShown([left])).expected).toBe(20);
  });

  it('shows no number of a whole system from which a small one of a library would follow', async () => {
    const { db } = region;
    const snapshot = await findSnapshot(db, 'cut again');
    if (snapshot === null) throw new Error('there is no such snapshot');
    const ofResult = { snapshot: snapshot.number, report: 'gaps' } as const;
    const kept = await readResults<{ since: string; gaps: readonly KeptGap[] }>(db, ofResult);
    const gaps = (few: number): readonly KeptGap[] => [
      { library: null, class: 'READERS', then: 200 + few, now: 120 + few, went: 80, expected: 20, alarm: 'WENT' },
      { library: 'north-library', class: 'READERS', then: 200, now: 120, went: 80, expected: 20, alarm: 'WENT' },
      { library: 'few', class: 'READERS', then: few, now: few, went: 0, expected: 20, alarm: null },
      { library: null, class: 'HOLDS', then: 90, now: 80, went: 10, expected: 22, alarm: null },
      { library: 'north-library', class: 'HOLDS', then: 80, now: 70, went: 10, expected: 20, alarm: null },
      { library: 'few', class: 'HOLDS', then: 10, now: 10, went: 0, expected: 20, alarm: null },
    ];
    const seen = async (few: number) => {
      await keepResults(db, ofResult, [['north', { since: 'cut', gaps: gaps(few) }]]);
      const rows = await cellsOf(await region.report('changes', { snapshot: 'cut again' }), 'less than usual');
      const all = { library: null, system: null, visibleLibraries: null };
      const losses = await listLosses(db, snapshot.number, all, (id) => id);
      return { rows: rows.map((row) => row.slice(1, 3).concat(row.slice(4))), losses };
    };
    const [two, three] = [await seen(2), await seen(3)];
    await keepResults(db, ofResult, kept);

    expect(two.rows).toEqual(
      expect.arrayContaining([
        ['all of it', 'readers', null, null, null, null, 'more than usual'],
        ['Library of north', 'readers', 200, 120, 80, 20, 'more than usual'],
        ['all of it', 'holds', 90, 80, 10, 22, null],
      ]),
    );
    expect(two.losses).toMatchObject([
      { library: 'north-library', then: 200, went: 80 },
      { library: null, then: 201, now: null, went: null, usual: 20 },
    ]);
    expect(two.losses[1]?.text).toContain('is not shown');
    expect(three).toEqual(two);
  });

  it.each([
    ['twice the most of before is usual', { class: 'ITEMS', then: 1_000, now: 940, went: 60 }, [40], null],
    ['and no more than twice', { class: 'ITEMS', then: 1_000, now: 919, went: 81 }, [40], 'WENT'],
    ['nothing is left', { class: 'RECORDS', then: 3, now: 0, went: 3 }, [], 'WENT'],
    ['fewer three times in a row', { class: 'ITEMS', then: 970, now: 955, went: 15 }, [15, 15], 'IN_A_ROW'],
    ['loans come and go', { class: 'LOANS', then: 100, now: 76, went: 24 }, [], null],
    ['and are an alarm below three quarters', { class: 'LOANS', then: 100, now: 74, went: 26 }, [], 'WENT'],
    ['readers by two in a hundred', { class: 'READERS', then: 2_000, now: 1_959, went: 41 }, [], 'WENT'],
  ] as const)('by its rule: %s', (_, gap, history, alarm) => {
    let then: number = gap.then;
    const before = history.map((went) => {
      then += went;
      return { library: null, class: gap.class, then, now: then - went, went, expected: 20, alarm: null };
    });
    expect(judge({ library: null, ...gap }, withShown(before)).alarm).toBe(alarm);
  });
});
