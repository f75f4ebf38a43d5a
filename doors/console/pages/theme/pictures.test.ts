import { describe, expect, it } from 'vitest';
import { HoldingsDocument, ThemeBorrowDocument, type TakenSystemFragment } from '../../__generated__/operations.ts';
import { THEMES, otherReports, reportsOf } from './themes.ts';
import { bySystem, numbersOf, trendOf, yearsOf } from './holdings.ts';
import { borrowPicture, cleanPicture, clashPicture, holdPicture, sharePicture } from './pictures.ts';
import { pictureOf } from '../report/pictures.ts';

const PICTURED = {
  snapshot: 'first',
  libraryName: (id: string) => `${id} library`,
  systemName: (id: string) => `Koha ${id}`,
  mostBars: 3,
};
const counted = (rows: readonly (readonly [values: readonly string[], count: number])[]) => ({
  rows: rows.map(([values, count]) => ({ values: [...values], count })),
});
const line = (label: string, value: number | null, notToldBy: readonly string[] = []) => ({
  label,
  value,
  text: null,
  notToldBy: [...notToldBy],
  remedy: null,
  drill: null,
});

describe('what we hold', () => {
  const states = counted([
    [['elm', 'AVAILABLE'], 70],
    [['elm', 'LOST'], 5],
    [['oak', 'ON_LOAN'], 40],
    [['ash', '(not told)'], 3],
    [['yew', 'MISSING'], 2],
    [['(none)', 'UNHEARD_OF'], 0],
  ]);
  const items = { value: 120, notToldBy: ['a'] };
  const gone = { value: 7, notToldBy: ['a', 'b'] };
  const { finding, chart, rows, notes } = holdPicture({ items, gone, states }, PICTURED);

  it('says how copies stand, library by library, and calls what is not told not lost', () => {
    expect(finding).toBe(
      'Of 120 copies elm library has 75, and no other library more. Of the 117 of which it is known how they stand 7 are lost, missing or withdrawn.',
    );
    expect(rows[2]).toMatchObject({
      header: 'ash library',
      cells: [{ text: '0' }, { text: '0' }, { text: '0' }, { text: '0' }, { text: '3' }, { text: '3' }],
    });
    expect(notes.slice(1)).toEqual([
      'Not told by Koha a, or not of everything: what they do not tell is not in this number.',
      'How copies stand is not told by Koha b, or not of each: such copies are “Not known”.',
    ]);
  });

  it('says of no copy that it is there if nobody tells how copies stand', () => {
    const findingOf = (...rows: Parameters<typeof counted>[0]) =>
      holdPicture({ items, gone: { value: null, notToldBy: ['a'] }, states: counted(rows) }, PICTURED).finding;

    expect(findingOf([['elm', '(not told)'], 3_000], [['oak', 'UNKNOWN'], 1_000])).toBe(
      'Of 4,000 copies elm library has 3,000, and no other library more. How they stand is not told.',
    );
    expect(findingOf([['elm', 'LOST'], 2], [['oak', 'ON_LOAN'], 1])).toBe(
      'Of 3 copies elm library has 2, and no other library more. Of all 2 are lost, missing or withdrawn.',
    );
  });

  it('draws the largest, and the rest as one, so that nothing is left out of the picture', () => {
    expect(chart.kind === 'BARS' && chart.drawn.bars.map(({ label, sum }) => [label, sum])).toEqual([
      ['elm library', '75'],
      ['oak library', '40'],
      ['3 others together', '5'],
    ]);
  });
});

describe('the other themes', () => {
  it('say one number and one sentence', () => {
    const title = 'Of 9 titles 5 are held by two libraries or more.';
    const summary = [line('one', 4), line('two or three', 3), line('four or more', 2), line('none', 0)];
    expect(sharePicture({ title, summary }, PICTURED)).toMatchObject({ number: '5', finding: title });

    const fixes = [
      line('To mend in all', 12),
      line('Copies without a barcode', 3),
      line('Records twice', 9),
      line('Odd', 0),
    ];
    expect(cleanPicture({ title: '12 things are to be mended.', summary: fixes }, PICTURED)).toMatchObject({
      number: '12',
      finding: '12 things are to be mended; the largest kind: records twice, 9.',
      rows: [{ header: 'Records twice' }, { header: 'Copies without a barcode' }],
    });
  });

  it('name no largest kind where none is to be mended, and one is not told', () => {
    const title = 'Nothing is to be mended.';
    const summary = [line('To mend in all', 0), line('Copies without a barcode', null, ['a']), line('Odd', 0)];

    expect(cleanPicture({ title, summary }, PICTURED).finding).toBe(title);
  });

  it('draw no bar for what is not told, and name it', () => {
    const report = (...summary: readonly ReturnType<typeof line>[]) => ({ title: 'Found.', summary: [...summary] });
    const { chart, notes, rows } = clashPicture(
      { pairs: report(line('Pairs', 7)), barcodes: report(line('Barcodes', null, ['a'])), numbers: null, codes: null },
      PICTURED,
    );

    expect(chart.kind === 'BARS' && chart.drawn.bars.map(({ label }) => label)).toEqual(['Pairs']);
    expect(rows.map(({ cells: [cell] }) => cell)).toMatchObject([{ text: '7' }, { text: 'not told' }]);
    expect(notes).toEqual([
      'Not in the picture: barcodes (not told).',
      'Not told by Koha a, or not of everything: what they do not tell is not in this number.',
    ]);
    const share = report(line('one', 4), line('two or three', null, ['a']), line('four or more', 2));
    expect(sharePicture(share, PICTURED).number).toBe('not told');
  });

  it('do not call never borrowed what is not told', () => {
    const years = counted([
      [['2026'], 10],
      [['1999'], 2],
      [['(none)'], 4],
      [['(not told)'], 100],
    ]);
    const takenAt = '2026-11-27T10:00:00Z';
    const never = { value: 4, notToldBy: [] };
    const { number, finding, notes, rows } = borrowPicture({ takenAt, never, years }, PICTURED);

    expect([number, finding]).toEqual(['4', 'Of 16 copies whose system tells it 4 have never been borrowed.']);
    expect(notes).toEqual(['Of 100 other copies it is not told: they are in none of these numbers.']);
    expect(rows.slice(0, 2)).toMatchObject([{ header: 'Never' }, { header: 'Before 2015', cells: [{ text: '2' }] }]);

    const silent = borrowPicture(
      { takenAt, never: { value: null, notToldBy: ['a'] }, years: counted([[['(not told)'], 9]]) },
      PICTURED,
    );
    expect(silent).toMatchObject({ number: 'not told', finding: 'No system tells when copies were last borrowed.' });
    expect(silent.rows).toMatchObject([{ header: 'Never', cells: [{ text: 'not told' }] }]);
  });
});

describe('years', () => {
  const takenAt = '2026-11-27T10:00:00Z';
  const ofYears = counted([
    [['1985'], 10],
    [['2024'], 3],
    [['2099'], 1],
  ]);

  it('are all asked for: without saying so, the graph gives the 500 with the most rows', () => {
    expect(HoldingsDocument.toString()).toMatch(/by: \[YEAR\], first: 5000/);
    expect(ThemeBorrowDocument.toString()).toMatch(/by: \[LAST_BORROWED_YEAR\], first: 5000/);
  });

  it('are no columns where no record says one', () => {
    const { finding, rows, note } = yearsOf({ name: 'first', takenAt, years: counted([[['(none)'], 7]]) });

    expect(finding).toBe('No record says when its title was published.');
    expect(rows).toEqual([]);
    expect(note).toBe('7 records say no year, and are in none of these numbers.');
  });

  it('end when the snapshot was taken, and what is later stands by itself', () => {
    const { finding, rows } = yearsOf({ name: 'first', takenAt, years: ofYears });

    expect(finding).toBe('Of 14 records that say a year, 10 are of the 1980s; no other decade has more.');
    expect(rows.map(({ header }) => header)).toEqual([
      'Before 1940',
      ...['1940s', '1950s', '1960s', '1970s', '1980s', '1990s', '2000s', '2010s', '2020s'],
      'After 2029',
    ]);
    const largest = (...years: Parameters<typeof counted>[0]) =>
      yearsOf({ name: 'first', takenAt, years: counted(years) }).finding;
    expect(largest([['1850'], 6], [['2024'], 4])).toContain('6 are from before 1940; no decade since has more.');
    expect(largest([['2099'], 2], [['2024'], 1])).toContain('2 are from after 2029; no decade before has more.');
    const borrowed = borrowPicture({ takenAt, never: { value: 0, notToldBy: [] }, years: ofYears }, PICTURED);
    expect(borrowed.rows.map(({ header }) => header)).toEqual(expect.arrayContaining(['2024', '2026', 'After 2026']));
  });
});

describe('what is in a snapshot', () => {
  const read: TakenSystemFragment = {
    id: 'a',
    harvestedAt: '2026-11-27T09:00:00Z',
    problem: null,
    notTold: ['STATEMENTS'],
  };
  const unread: TakenSystemFragment = { ...read, id: 'c', harvestedAt: null };
  const snapshotOf = (records: number, ...systems: readonly TakenSystemFragment[]) => ({
    name: 'first',
    systems: [...systems],
    records: { value: records, notToldBy: [] },
    items: { value: 0, notToldBy: [] },
    statements: { value: null, notToldBy: systems.map(({ id }) => id) },
    recordsBySystem: counted(records === 0 ? [] : [[['a'], records]]),
    itemsBySystem: counted([]),
    statementsBySystem: counted([]),
  });
  const told = { systemName: PICTURED.systemName, now: Date.parse('2026-11-27T12:00:00Z') };
  const texts = (row: { readonly cells: readonly (string | { readonly text: string })[] }) =>
    row.cells.map((cell) => (typeof cell === 'string' ? cell : cell.text));

  it('is not told of a system that was never read, and is 0 of one that has none', () => {
    const both = snapshotOf(12, read, unread);

    expect(bySystem(both, told).rows.map(texts)).toEqual([
      ['12', '0', 'not told', 'today 09:00'],
      ['not told', 'not told', 'not told', 'never in full'],
    ]);
    expect(numbersOf(both, told.systemName).map(texts)).toEqual([
      ['12', 'Not told by Koha c, or not of everything: what they do not tell is not in this number.'],
      ['0', 'Not told by Koha c, or not of everything: what they do not tell is not in this number.'],
      ['not told', 'Not told by Koha a and Koha c, or not of everything: what they do not tell is not in this number.'],
    ]);
  });

  it('is not told at all if no system was ever read', () => {
    const [records = { cells: [] }] = numbersOf(snapshotOf(0, unread), told.systemName);

    expect(texts(records)[0]).toBe('not told');
  });
});

describe('a trend', () => {
  const moment = (name: string, items: number | null, silentOnes: readonly string[], systems = ['a', 'b']) => ({
    name,
    told: {
      systems: systems.map((id) => ({ id, harvestedAt: '2026-11-27T10:00:00Z' })),
      records: { value: 5, notToldBy: [] },
      items: { value: items, notToldBy: [...silentOnes] },
      statements: { value: null, notToldBy: ['a', 'b'] },
    },
  });

  it('takes for no loss that a system fell silent', () => {
    const { finding, chart, notes, rows } = trendOf(
      [moment('first', 90, []), moment('second', 40, ['b']), moment('third', 42, ['b'])],
      PICTURED.systemName,
    );

    expect(finding).toContain('records as many as then, copies not told by the same systems, statements');
    expect(chart.lines.map(({ points }) => points.map(({ text }) => text))).toEqual([
      ['5', '5', '5'],
      ['40', '42'],
      [],
    ]);
    expect(notes).toEqual(['Copies of “first” are not in the picture: not told by Koha b in “third”.']);
    expect(rows[0]).toMatchObject({ cells: [{ text: '5' }, { text: '90' }, { text: 'not told' }] });
  });

  it('names a system that came later', () => {
    const { notes } = trendOf([moment('first', 90, [], ['a']), moment('second', 100, [])], PICTURED.systemName);

    expect(notes).toContain('Copies of “first” are not in the picture: not told by Koha b in “first”.');
  });
});

it('every question is asked in one theme, or with those of a move', () => {
  const names = THEMES.flatMap(({ reports }) => reports);
  expect(new Set(names).size).toBe(names.length);
  const all = [...names, 'go-no-go'].map((name) => ({ name }));

  expect(THEMES.flatMap((theme) => reportsOf(theme, all)).length).toBe(names.length);
  expect(otherReports(all)).toEqual([{ name: 'go-no-go' }]);
});

describe('a picture of a report', () => {
  const report = (
    headers: readonly string[],
    name: string,
    cells: readonly (readonly string[])[],
    totalRows: number | null = null,
  ) => ({
    title: 'Found.',
    notReconciled: [],
    summary: [],
    tables: [
      {
        name,
        title: '',
        totalRows,
        columns: headers.map((header) => ({ header, kind: 'TEXT' as const, counts: false })),
        rows: {
          nodes: cells.map((row) => ({ cells: [...row], drill: null, language: null })),
          pageInfo: { hasNextPage: false, endCursor: null },
        },
      },
    ],
  });

  it('is of months where one library is shown, and of nothing that is not', () => {
    const headers = ['Library', 'Months', 'Loans', 'Not shown'];
    const rows = [
      ['elm', '2026-01', '12', ''],
      ['elm', '2026-02 to 2026-03', '7', ''],
      ['elm', '2026-04', '', 'too few'],
    ];
    const one = report(headers, 'by month', rows, 40);
    const drawn = pictureOf('loans-by-month', one, null);

    expect(drawn?.kind === 'COLUMNS' && drawn.drawn.columns.map(({ label, number }) => [label, number])).toEqual([
      ['2026-01', '12'],
      ['2026-02/03', '7'],
    ]);
    expect(drawn?.drawn.title).toBe('Found. The picture has 2 of the table’s 40 rows.');
    const whole = pictureOf('loans-by-month', report(headers, 'by month', rows.slice(0, 2), 2), null);
    expect(whole?.drawn.title).toBe('Found.');
    expect(pictureOf('loans-by-month', report(headers, 'by month', []), null)).toBeNull();
    expect(pictureOf('totals', one, null)).toBeNull();
  });

  it('is of the runs whose years can be read', () => {
    const headers = ['Journal', 'Library', 'Years', 'Years it has alone'];
    const runs = report(headers, 'runs', [
      ['Nature', 'elm', '1990-1992', ''],
      ['Nature', 'oak', '(cannot be told)', ''],
    ]);
    const drawn = pictureOf('journal-runs', runs, null);

    expect(drawn?.kind === 'TIMELINE' && drawn.drawn.rows.map(({ label }) => label)).toEqual(['Nature: elm']);
  });
});
