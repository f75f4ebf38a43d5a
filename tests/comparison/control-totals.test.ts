/** What libraries counted themselves, beside what came across. */
import { dropSnapshot, enterControlTotals, listControlTotals, REPORTS } from '#comparison/index.ts';
import type { Condition, ControlClass } from '#domain/comparison.ts';
import type { LibraryId } from '#domain/ids.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';
import { cellsOf, startFilesRegion, type FilesRegion } from './support/files-region.ts';

const DROPPING = { at: new Date('2026-11-27T12:00:00Z'), actor: null };
const AT = new Date('2026-06-01T00:00:00Z');
const NORTH = 'north-library' as LibraryId;

describe('control totals', () => {
  let region: FilesRegion;
  beforeAll(async () => {
    const copies = ['BOOK', 'BOOK', 'DVD'].map((type, place) => ({ record: `${place}`, barcode: `N${place}`, type }));
    region = await startFilesRegion({ north: copies, south: [{ barcode: 'S1' }] });
    await region.takeSnapshot('first');
    const { id: system } = await region.db
      .selectFrom('system')
      .select('id')
      .where('system_id', '=', 'north')
      .executeTakeFirstOrThrow();
    const reject = { local_id: 'b77', place: 'north.mrc, record 4', reason: 'it has no title', format: 'iso2709' };
    const bytes = { raw: Buffer.from('x'), digest: Buffer.from('y') };
    await region.db
      .insertInto('reject')
      .values({ system, ...reject, ...bytes, rejected_at: AT })
      .execute();
    await region.takeSnapshot('second');
  }, 120_000);
  afterAll(() => region.close());

  function enter(
    totals: readonly {
      class: ControlClass;
      value: number | null;
      where?: readonly Condition[];
      restOwner?: string | null;
    }[],
    library = NORTH,
    countedOn = '2026-05-31',
  ): Promise<void> {
    return enterControlTotals(region.db, region.region, {
      library,
      totals: totals.map((total) => ({ where: [], ...total })),
      countedOn,
      note: null,
      enteredBy: 'somebody',
      at: AT,
    });
  }
  const linesOf = async (name: string, library: string = NORTH): Promise<readonly string[]> =>
    (await (await region.report(name, { library })).notReconciled()).map(({ text }) => text);

  it('are asked for by every report until they are entered', async () => {
    for (const { name } of REPORTS) {
      expect(await linesOf(name)).toEqual([
        'Not yet compared with the library’s own counts: Library of north has not entered any.',
      ]);
    }
  });

  it('that differ are said above every report, with the difference', async () => {
    await enter([
      { class: 'RECORDS', value: 3 },
      { class: 'ITEMS', value: 5 },
    ]);

    const { notReconciled } = await region.report('without-items', { library: NORTH });

    expect(await notReconciled()).toEqual([
      {
        library: NORTH,
        theirs: 5,
        ours: 3,
        difference: -2,
        text: 'NOT RECONCILED: Library of north counted 5 items; Mercia has 3 (-2); the report "reconcile" says what is known of it.',
      },
    ]);
  });

  it('are replaced by newer ones, and nothing is said once they agree', async () => {
    await enter([{ class: 'ITEMS', value: 3 }]);

    expect(await linesOf('suppressed')).toEqual([]);
    expect(await linesOf('suppressed', 'south-library')).toHaveLength(1);
  });

  it('may be of some of a class, by the conditions of any count', async () => {
    await enter([{ class: 'ITEMS', value: 2, where: [{ dimension: 'ITEM_TYPE', in: ['DVD'] }] }]);
    const differing = await linesOf('suppressed');
    await enter([{ class: 'ITEMS', value: 1, where: [{ dimension: 'ITEM_TYPE', in: ['DVD'] }] }]);

    expect(differing).toEqual([
      'NOT RECONCILED: Library of north counted 2 items (ITEM_TYPE DVD); Mercia has 1 (-1); the report "reconcile" says what is known of it.',
    ]);
    expect(await linesOf('suppressed')).toEqual([]);
  });

  it('cannot be compared with what no system told, and that is no agreement', async () => {
    await enter([{ class: 'LOANS', value: 0 }]);
    const lines = await linesOf('suppressed');
    await enter([{ class: 'LOANS', value: null }]);

    expect(lines).toEqual([
      'NOT RECONCILED: Library of north counted 0 loans; Mercia has no number to compare: not told by north; the report "reconcile" says what is known of it.',
    ]);
    expect(await linesOf('suppressed')).toEqual([]);
  });

  it('of loans are compared by their number alone, which is not shown if it is small', async () => {
    const { db } = region;
    await sql`INSERT INTO loan_list (system, list, as_of, tried_at, left_out)
      SELECT id, 'OPEN_LOANS', now(), now(), 0 FROM system WHERE system_id = 'north'`.execute(db);
    const lend = (number: number) =>
      sql`INSERT INTO open_loan (system, item, library, counted, reader_token)
      SELECT id, 'copy ' || ${number}::int, ${NORTH}, true, 'reader' FROM system WHERE system_id = 'north'`.execute(db);
    for (const number of [1, 2, 3]) await lend(number);
    await region.takeSnapshot('three loans');
    for (const number of [4, 5, 6]) await lend(number);
    await region.takeSnapshot('six loans');
    const linesWith = async (value: number | null, snapshot: string): Promise<readonly string[]> => {
      await enter([{ class: 'LOANS', value }]);
      const report = await region.report('suppressed', { library: NORTH, snapshot });
      return (await report.notReconciled()).map(({ text }) => text);
    };

    expect(await linesWith(6, 'six loans')).toEqual([]);
    expect(await linesWith(9, 'six loans')).toEqual([
      'NOT RECONCILED: Library of north counted 9 loans; Mercia has 6 (-3); the report "reconcile" says what is known of it.',
    ]);
    for (const guess of [1, 2, 3, 4]) expect(await linesWith(guess, 'three loans')).toEqual([]);
    expect(await linesWith(9, 'three loans')).toEqual([
      'NOT RECONCILED: Library of north counted 9 loans; Mercia has no number to compare: too few to be shown; the report "reconcile" says what is known of it.',
    ]);
    await linesWith(null, 'six loans');
    for (const name of ['three loans', 'six loans']) await dropSnapshot(db, name, DROPPING);
  });

  it('of charges are compared by their number and by what they come to, neither of which is shown of a few', async () => {
    const { db } = region;
    await sql`INSERT INTO loan_list (system, list, as_of, tried_at, left_out)
      SELECT id, 'OPEN_CHARGES', now(), now(), 0 FROM system WHERE system_id = 'north'`.execute(db);
    const owe = (pence: number, currency = 'GBP') =>
      sql`INSERT INTO open_charge (system, library, counted, reader_token, amount_pence, currency)
      SELECT id, ${NORTH}, true, 'reader', ${pence}::bigint, ${currency} FROM system WHERE system_id = 'north'`.execute(
        db,
      );
    for (const pence of [110, 220, 330, 440]) await owe(pence);
    await region.takeSnapshot('four charges');
    await owe(-100);
    await region.takeSnapshot('five charges');
    await owe(1, 'EUR');
    await region.takeSnapshot('two currencies');
    const linesWith = async (
      name: ControlClass,
      value: number,
      snapshot: string,
      restOwner: string | null = null,
    ): Promise<readonly string[]> => {
      await enter([{ class: name, value, restOwner }]);
      const report = await region.report('suppressed', { library: NORTH, snapshot });
      const lines = (await report.notReconciled()).map(({ text }) =>
        text.replace('NOT RECONCILED: Library of north ', ''),
      );
      await enter([{ class: name, value: null, restOwner: null }]);
      return lines;
    };

    expect(await linesWith('CHARGES', 5, 'five charges')).toEqual([]);
    expect(await linesWith('CHARGES_PENCE', 1000, 'five charges')).toEqual([]);
    expect(await linesWith('CHARGES_PENCE', 10, 'five charges')).toEqual([
      'counted 10 pence of charges; Mercia has 1,000 (+990); the report "reconcile" says what is known of it.',
    ]);
    for (const guess of [1100, 9]) {
      expect(await linesWith('CHARGES_PENCE', guess, 'four charges')).toEqual([
        `counted ${guess === 9 ? '9' : '1,100'} pence of charges; Mercia has no number to compare: too few to be shown; the report "reconcile" says what is known of it.`,
      ]);
    }
    for (const guess of [1100, 9]) {
      expect(await linesWith('CHARGES_PENCE', guess, 'four charges', 'Finance')).toEqual([
        '1 count of Library of north differs from those of Mercia, and somebody sees to it; the report "reconcile" has each.',
      ]);
    }
    expect((await linesWith('CHARGES_PENCE', 10, 'five charges', 'Finance')).join()).toContain('Mercia has 1,000');
    expect((await linesWith('CHARGES_PENCE', 1000, 'two currencies')).join()).toContain(
      'they are in several currencies',
    );
    for (const name of ['four charges', 'five charges', 'two currencies']) await dropSnapshot(db, name, DROPPING);
  });

  it('are refused if they can be none', async () => {
    await expect(enter([{ class: 'ITEMS', value: -1 }])).rejects.toThrow('totals[0].value');
    await expect(enter([{ class: 'ITEMS', value: 1.5 }])).rejects.toThrow('totals[0].value');
    await expect(enter([])).rejects.toThrow('1 to 200');
    await expect(
      enter([
        { class: 'ITEMS', value: 1 },
        { class: 'ITEMS', value: 2 },
      ]),
    ).rejects.toThrow('twice');
    await expect(enter([{ class: 'ITEMS', value: 1 }], 'nobody' as LibraryId)).rejects.toThrow('the region has no');
    await expect(enter([{ class: 'ITEMS', value: 1 }], NORTH, '2026-13-01')).rejects.toThrow('countedOn');
    await expect(enter([{ class: 'ITEMS', value: 1 }], NORTH, '2026-06-02')).rejects.toThrow('countedOn');
    await expect(
      enter([{ class: 'ITEMS', value: 1, where: [{ dimension: 'LANGUAGE', in: ['eng'] }] }]),
    ).rejects.toThrow('no such dimension');
    await expect(
      enter([{ class: 'LOANS', value: 1, where: [{ dimension: 'ITEM_TYPE', in: ['DVD'] }] }]),
    ).rejects.toThrow('as a whole');
    expect(await listControlTotals(region.db, null)).toHaveLength(3);
  });

  it('stand beside ours in the report, each with who signed', async () => {
    const report = await region.report('reconcile', { library: NORTH });
    const rows = (await cellsOf(report, 'counts')).map((cells) => [...cells.slice(0, 4), cells[5], cells[6]]);

    expect(report.title).toBe('3 of 3 counts that libraries entered agree; 6 are not entered.');
    expect(rows.slice(0, 3)).toEqual([
      [NORTH, 'records', 3, 3, 0, 'agrees'],
      [NORTH, 'items', 3, 3, 0, 'agrees'],
      [NORTH, 'items (ITEM_TYPE DVD)', 1, 1, 0, 'agrees'],
    ]);
    expect(rows.slice(3).map((cells) => cells[5])).toEqual(Array(6).fill('not entered'));
  });

  it('are corrected and taken back, which the report tells', async () => {
    const corrections = await cellsOf(await region.report('reconcile', { library: NORTH }), 'corrections');
    const [whose, first] = [NORTH, ['2026-06-01', 'somebody', '2026-06-01']] as const;
    expect(corrections.map((cells) => [cells[0], cells[1], cells[2], cells[5], cells[6]])).toEqual(
      expect.arrayContaining([
        [whose, 'items', 5, 'corrected', 3],
        [whose, 'items (ITEM_TYPE DVD)', 2, 'corrected', 1],
        [whose, 'loans', 0, 'taken back', null],
      ]),
    );
    expect(corrections[0]).toEqual(expect.arrayContaining([...first]));
  });

  it('are asked about if they look mistyped', async () => {
    await region.load({
      south: Array.from({ length: 123 }, (_, place) => ({ barcode: `S${place}`, record: `${place}` })),
    });
    await region.takeSnapshot('grown');
    const ofSouth = (value: number, sure = false): Promise<void> =>
      enterControlTotals(region.db, region.region, {
        library: 'south-library' as LibraryId,
        totals: [{ class: 'ITEMS', value, where: [] }],
        countedOn: '2026-05-31',
        note: null,
        enteredBy: 'somebody',
        at: AT,
        sure,
      });

    await expect(ofSouth(1_230)).rejects.toThrow('totals[0].value: 1,230 looks like 123');
    await expect(ofSouth(12)).rejects.toThrow('a digit too few');
    await expect(ofSouth(132)).rejects.toThrow('two digits the wrong way round');
    expect(await listControlTotals(region.db, ['south-library'])).toEqual([]);
    await ofSouth(124);
    await ofSouth(1_230, true);
    expect(await listControlTotals(region.db, ['south-library'])).toMatchObject([{ value: 1_230 }]);
    await dropSnapshot(region.db, 'grown', DROPPING);
  });

  it('leave what did not come across to a report, as it stood with each snapshot', async () => {
    const first = await region.report('not-across', { snapshot: 'first' });
    const second = await region.report('not-across', { snapshot: 'second' });
    await region.db.deleteFrom('reject').execute();

    expect(first.summary[0]?.value).toBe(0);
    expect(second.summary[0]?.value).toBe(1);
    expect((await cellsOf(second, 'records'))[0]).toEqual(['north', 'b77', 'north.mrc, record 4', 'it has no title']);
    expect((await region.report('not-across', { snapshot: 'second' })).summary[0]?.value).toBe(1);
  });
});

describe('control totals in the graph', () => {
  let region: ComparedRegion;
  beforeAll(async () => {
    region = await startComparedRegion();
    await region.takeSnapshot('first');
  }, 120_000);
  afterAll(() => region.close());

  const ENTER = `mutation ($library: ID!, $items: Int) {
    enterControlTotals(input: {library: $library, totals: [{class: ITEMS, value: $items}], note: "report 12"}) {
      totals { library class value note enteredBy where { dimension } }
    }
  }`;

  it('are entered and signed by staff of the library, and by nobody else', async () => {
    const { graph } = region;
    const token = await graph.tokenOf('librarian');
    const { data: own } = await graph.ask<{ snapshot: { table: { rows: { values: string[]; count: number }[] } } }>(
      '{ snapshot { table(of: ITEMS, by: [LIBRARY]) { rows { values count } } } }',
      { token },
    );
    const [row] = own.snapshot.table.rows;
    const library = row?.values[0] ?? '';

    const entered = await graph.ask<{ enterControlTotals: unknown }>(ENTER, {
      token,
      variables: { library, items: (row?.count ?? 0) + 7 },
    });
    const other = graph.hub.region.libraries.find(({ id }) => id !== library)?.id;
    const elsewhere = await graph.ask<unknown>(ENTER, { token, variables: { library: other, items: 1 } });
    const publicly = await graph.ask<unknown>(ENTER, { variables: { library, items: 1 } });
    const { data } = await graph.ask<{ snapshot: { report: unknown } }>(
      '{ snapshot { report(name: "suppressed") { notReconciled { library difference } } } }',
      { token },
    );

    expect(entered.errors).toBeUndefined();
    expect(entered.data.enterControlTotals).toMatchObject({
      totals: [
        { library, class: 'ITEMS', note: 'report 12', enteredBy: expect.stringMatching(/./) as unknown, where: [] },
      ],
    });
    expect(elsewhere.errors?.[0]?.message).toContain('only staff of');
    expect(publicly.errors?.[0]?.message).toContain('only staff of');
    expect(data.snapshot.report).toMatchObject({ notReconciled: [{ library, difference: -7 }] });
  });
});
