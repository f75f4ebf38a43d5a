import { describe, expect, it } from 'vitest';
import { noList } from './page.ts';
import { chooseSnapshots, fixListView, leadToList, notesOf, type FixListGiven } from './view.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const FINDING: NonNullable<FixListGiven['dayOne']> = {
  title: 'What North Library has to clean.',
  summary: [{ label: 'Totals?', value: null, text: 'Records: 331.', notToldBy: [], remedy: null, drill: null }],
};
const ITEMS = { of: 'ITEMS', where: [{ dimension: 'LIBRARY', in: ['north'] }] } as const;
const REPORT: FixListGiven['report'] = {
  title: '12 things are to be mended.',
  notReconciled: [],
  summary: [
    { label: 'To mend in all', value: 12, text: null, notToldBy: [], remedy: null, drill: null },
    {
      label: 'Copies without a barcode',
      value: 12,
      text: '11 left, 1 new, 3 done',
      notToldBy: [],
      remedy: 'Label it.',
      drill: ITEMS,
    },
    {
      label: 'Records without a title',
      value: 0,
      text: '0 left, 0 new, 2 done',
      notToldBy: [],
      remedy: 'Enter it.',
      drill: ITEMS,
    },
  ],
  tables: [],
};
const column = (header: string) => ({ header, kind: 'TEXT', counts: false }) as const;
const TWINS: FixListGiven['report']['tables'][number] = {
  name: 'no barcode',
  title: 'Copies without a barcode. Label it.',
  totalRows: 12,
  columns: [
    ...['Barcode', 'Record number', 'Other record number', 'Library', 'System'].map(column),
    { header: 'Link', kind: 'LINK', counts: false },
    { header: 'Cost', kind: 'NUMBER', counts: false },
    ...['Record', 'Other record'].map(column),
  ],
  rows: {
    nodes: [
      {
        cells: [null, '12', '15', 'north', 'a', 'https://a.example/12', '3', 'a:record:12', 'a:record:15'],
        drill: null,
        language: null,
      },
    ],
    pageInfo: { hasNextPage: true, endCursor: '1' },
  },
};
const SNAPSHOT: FixListGiven['snapshot'] = {
  name: 'second',
  takenAt: '2026-11-27T09:00:00Z',
  state: 'WHOLE',
  systems: [{ id: 'koha-a', problem: null }],
  report: REPORT,
};
const GIVEN: FixListGiven = {
  library: { id: 'north', name: 'North Library' },
  snapshots: [
    { name: 'second', takenAt: '2026-11-27T09:00:00Z', state: 'WHOLE' },
    { name: 'first', takenAt: '2026-11-01T09:00:00Z', state: 'WHOLE' },
  ],
  snapshot: SNAPSHOT,
  report: REPORT,
  dayOne: FINDING,
  since: 'first',
  only: null,
  shown: {
    path: '/compare/second/questions/fix-first',
    question: {
      snapshot: 'second',
      name: 'fix-first',
      library: 'north',
      system: null,
      options: [{ name: 'since', value: 'first' }],
      table: null,
      after: null,
    },
    region: { name: 'The Vale', libraries: [{ id: 'north', name: 'North Library' }], systems: [] },
    onlyLibraries: null,
    now: NOW,
  },
};

describe('the fix list of a library', () => {
  // A kind of which everything was mended is in the list of what was mended.
  it('has each kind of fault that there is, in the order of the graph, with its rows and what to do', () => {
    const { kinds, totals, title } = fixListView(GIVEN);

    expect(title).toBe('Records to put right: North Library');
    expect(kinds).toEqual([
      {
        label: 'Copies without a barcode',
        value: { text: '12', href: '/compare/second/rows?of=ITEMS&where=LIBRARY:north' },
        notes: ['11 left, 1 new, 3 done'],
        remedy: 'Label it.',
        list: null,
      },
    ]);
    expect(totals.map(({ label }) => label)).toEqual(['To mend in all']);
  });

  it('has the rows of each kind, by what they are found by, and leads from two records to where they are compared', () => {
    const [kind] = fixListView({ ...GIVEN, report: { ...REPORT, tables: [TWINS] } }).kinds;

    expect(kind?.list).toEqual({
      caption: 'Copies without a barcode',
      order: 'Worst first: records that readers see, with the more copies the earlier; then hidden ones.',
      head: [
        { text: 'Record number', screenOnly: false },
        { text: 'Other record number', screenOnly: false },
        { text: 'Link', screenOnly: true },
        { text: 'Done, by', paperOnly: true },
      ],
      rows: [
        {
          header: { text: '12', screenOnly: false },
          cells: [
            { text: '15', href: '/records/a%3Arecord%3A12/with/a%3Arecord%3A15', screenOnly: false },
            { text: 'Open in its own system', href: 'https://a.example/12', screenOnly: true },
            { text: '', paperOnly: true },
          ],
        },
      ],
      count: '1 shown of 12 rows.',
      links: [
        { text: 'All rows on one page, to print: Copies without a barcode', href: '/my-library/north?list=no+barcode' },
        {
          text: 'Save as CSV: Copies without a barcode',
          href: '/compare/second/questions/fix-first?library=north&since=first&table=no+barcode&save=csv',
        },
      ],
    });
  });

  it('has records of one edition in one row, and says so', () => {
    const row = (own: string, others: string, system = 'a') => ({
      cells: [
        ...[null, own, others, 'north', system, null, '3'],
        ...[own, others.split(', ')[0] ?? ''].map((number) => `${system}:record:${number}`),
      ],
      drill: null,
      language: null,
    });
    const nodes = [
      row('12', '15'),
      row('7', '8, 9'),
      row('15', '12'),
      row('8', '7, 9'),
      row('20', '21'),
      row('9', '7, 8'),
    ];
    const listOf = (shown: typeof nodes, totalRows: number | null) => {
      const pageInfo = { hasNextPage: totalRows !== shown.length, endCursor: null };
      const table = { ...TWINS, totalRows, rows: { nodes: shown, pageInfo } };
      return fixListView({ ...GIVEN, report: { ...REPORT, tables: [table] } }).kinds[0]?.list;
    };

    expect(listOf(nodes, 6)?.rows.map(({ header }) => header.text)).toEqual(['12', '7', '20']);
    expect(listOf(nodes, 6)?.count).toBe('6 records in 3 rows: records of one edition are in one row.');
    expect(listOf(nodes.slice(0, 3), 3)?.count).toBe('3 records in 2 rows: one row holds two of them.');
    const twoSystems = ['a', 'b'].flatMap((system) => [row('12', '15', system), row('15', '12', system)]);
    expect(listOf(twoSystems, 4)?.count).toBe('4 records in 2 rows: records of one edition are in one row.');
    expect(listOf(nodes.slice(0, 3), 1_200)?.count).toBe(
      '3 records shown of 1,200, in 2 rows: one row holds two of them.',
    );
    expect(listOf(nodes.slice(0, 3), null)?.count).toBe('3 records shown, in 2 rows: one row holds two of them.');
  });

  it('may be of one list alone, with all its rows', () => {
    const report = { ...REPORT, tables: [TWINS] };
    const only = (summary: typeof REPORT.summary) =>
      fixListView({ ...GIVEN, only: 'no barcode', report: { ...report, summary } });

    expect(only(REPORT.summary).kinds[0]?.list?.links.map(({ text }) => text)).toEqual([
      'Save as CSV: Copies without a barcode',
    ]);
    expect(only(REPORT.summary.map((line) => ({ ...line, label: 'Another' }))).kinds).toEqual([]);
  });

  it('has what the library must know, and leads on', () => {
    const { dayOne, links } = fixListView(GIVEN);

    expect(dayOne.map(({ value }) => value.text)).toEqual(['Records: 331.']);
    expect(links.map(({ href }) => href)).toEqual([
      '/compare/second/questions/day-one?library=north',
      '/compare/second/decisions?library=north',
      '/compare/second/questions/fix-first?library=north&since=first',
    ]);
    expect(fixListView({ ...GIVEN, dayOne: null }).dayOne).toEqual([]);
  });

  it('is of the newest whole snapshot, against the whole one before it', () => {
    const taking = { name: 'third', takenAt: '2026-11-27T09:30:00Z', state: 'TAKING' } as const;

    expect(chooseSnapshots([taking, ...GIVEN.snapshots])).toEqual({ newest: 'second', since: 'first' });
    expect(chooseSnapshots([taking])).toEqual({ newest: null, since: null });
    expect(notesOf({ snapshots: [taking, ...GIVEN.snapshots], snapshot: SNAPSHOT, since: null, now: NOW })).toEqual([
      'A newer snapshot is being taken. This list is of the one before.',
      'There is no earlier snapshot: what was mended can be said from the second one on.',
    ]);
  });

  it('is led to from the page of the library, and has a way back while there is no snapshot', () => {
    expect(leadToList('north', GIVEN.snapshots)).toEqual({
      text: 'Records to put right, the worst first',
      href: '/my-library/north',
    });
    expect(leadToList('north', [])).toEqual({
      text: 'Your list appears when the migration team has taken a first snapshot. None has been taken yet.',
      href: null,
    });
    expect(noList(GIVEN.library, [], 'The').shown).toMatchObject({
      status: 404,
      model: { link: { text: 'North Library', href: '/libraries/north' } },
    });
  });

  it('says when it is old', () => {
    const snapshot = { name: 'second', takenAt: '2026-11-20T09:00:00Z' };

    expect(notesOf({ snapshots: [], snapshot, since: 'first', now: NOW })).toEqual([
      'The snapshot is 7 days old: what was mended since then is still in this list.',
      'Compared with the snapshot before, “first”.',
    ]);
  });
});
