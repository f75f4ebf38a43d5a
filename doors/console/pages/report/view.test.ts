import { describe, expect, it } from 'vitest';
import type { ReportQuery } from '../../__generated__/operations.ts';
import type { AskedReport, AskedSnapshot } from './ask.ts';
import { choicesView } from './choices.ts';
import { addressOf, readQuestion } from './question.ts';
import { cellView, linesView, reportView, type ReportShown } from './view.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');
const REGION: NonNullable<ReportQuery['region']> = {
  name: 'The Vale',
  libraries: [
    { id: 'north', name: 'North Library' },
    { id: 'south', name: 'South Library' },
  ],
  systems: [
    { id: 'koha-a', name: 'Shared Catalogue', libraries: [{ id: 'north' }] },
    { id: 'symphony-d', name: 'South System', libraries: [{ id: 'south' }] },
  ],
};
const ITEMS = { of: 'ITEMS', where: [{ dimension: 'LIBRARY', in: ['north'] }] } as const;
const ROWS: AskedReport['tables'][number]['rows'] = {
  nodes: [
    { cells: [null, '0012', '1204', '2026-01-31', 'https://staff.example/1'], drill: ITEMS, language: null },
    { cells: ['b', '7', 'not told', null, 'javascript:alert(1)'], drill: null, language: null },
  ],
  pageInfo: { hasNextPage: true, endCursor: '2' },
};
const REPORT: AskedReport = {
  title: '14 copies are the last.',
  notReconciled: [{ text: 'NOT RECONCILED: north counted 3 items; Mercia has 4 (+1).' }],
  summary: [{ label: 'Last copies', value: 1204, text: null, notToldBy: ['symphony-d'], remedy: null, drill: ITEMS }],
  tables: [
    {
      name: 'copies',
      title: 'Copies',
      totalRows: 30,
      columns: [
        { header: 'Title', kind: 'TEXT', counts: false },
        { header: 'Barcode', kind: 'TEXT', counts: false },
        { header: 'Copies', kind: 'NUMBER', counts: false },
        { header: 'Day', kind: 'DATE', counts: false },
        { header: 'Link', kind: 'LINK', counts: false },
      ],
      rows: ROWS,
    },
  ],
};
const SNAPSHOT: AskedSnapshot = {
  name: 'first',
  takenAt: '2026-11-27T09:00:00Z',
  state: 'WHOLE',
  systems: [{ id: 'koha-a', problem: null }],
  report: REPORT,
};

function shownFor(query: string, onlyLibraries: ReportShown['onlyLibraries'] = null): ReportShown {
  const question = readQuestion('first', 'last-copies', new URLSearchParams(query));
  return { path: '/compare/first/scarce', question, region: REGION, onlyLibraries, now: NOW };
}

it('calls libraries and systems by their names, and what the region does not know as it is told', () => {
  const columns = ['Library', 'Other system', 'Item type', 'Status'].map(
    (header) => ({ header, kind: 'TEXT', counts: false }) as const,
  );
  const rows = {
    nodes: [
      { cells: ['north', 'koha-a', 'north', 'ON_LOAN'], drill: null, language: null },
      { cells: ['gone', null, '', 'L-WEB'], drill: null, language: null },
    ],
  };
  const table = { name: 't', title: 'T', totalRows: 2, columns, rows: { ...ROWS, ...rows } };
  const view = reportView(SNAPSHOT, { ...REPORT, tables: [table] }, shownFor(''));

  expect(view.tables[0]?.rows.map(({ header, cells }) => [header, ...cells].map(({ text }) => text))).toEqual([
    ['North Library', 'Shared Catalogue', 'north', 'On loan'],
    ['gone', '', '', 'L-WEB'],
  ]);
});

it('says in which language a title is, and of no other column', () => {
  const columns = ['Title', 'Call number'].map((header) => ({ header, kind: 'TEXT', counts: false }) as const);
  const nodes = [
    { cells: ['علم التمريض', 'WY 100'], drill: null, language: 'ara' },
    { cells: ['ʻIlm al-tamrīḍ', 'WY 100'], drill: null, language: 'ara' },
    { cells: ['Nursing', 'WY 100'], drill: null, language: 'eng' },
  ];
  const table = { name: 't', title: 'T', totalRows: 3, columns, rows: { ...ROWS, nodes } };
  const [shown] = reportView(SNAPSHOT, { ...REPORT, tables: [table] }, shownFor('')).tables;

  expect(shown?.rows.map(({ header, cells }) => [header, ...cells].map(({ lang }) => lang))).toEqual([
    ['ar', undefined],
    ['ar-Latn', undefined],
    [undefined, undefined],
  ]);
});

describe('what a report is about', () => {
  it('is said with the snapshot, when it was taken, and what is not in it', () => {
    const view = reportView(SNAPSHOT, REPORT, shownFor(''));

    expect(view.finding).toBe('14 copies are the last.');
    expect(view.facts).toEqual([
      'Snapshot “first”, taken today 09:00, 60 minutes old.',
      'About all libraries of the region.',
    ]);
    expect(view.onPaper).toEqual([
      'Snapshot “first”, taken on 27 November 2026 at 09:00. This page was made on 27 November 2026 at 10:00.',
      'About all libraries of the region.',
    ]);
    expect(view.missing).toEqual([
      'South System is not in this snapshot: nothing is told of what it has.',
      'Not told by South System, or not of everything: what they do not tell is in none of these numbers.',
    ]);
    expect(view.notReconciled).toEqual(['NOT RECONCILED: north counted 3 items; Mercia has 4 (+1).']);
  });

  it('names the libraries of staff, and says nothing of systems that are none of theirs', () => {
    const own = [{ id: 'north', name: 'North Library' }];
    const view = reportView(SNAPSHOT, { ...REPORT, summary: [] }, shownFor('', own));

    expect(view.facts.at(-1)).toBe('About the libraries that you work for: North Library.');
    expect(view.missing).toEqual([]);
  });

  it('says which system may not be whole', () => {
    const systems = [{ id: 'koha-a', problem: 'The harvest was cut off.' }];
    const view = reportView({ ...SNAPSHOT, systems }, { ...REPORT, summary: [] }, shownFor('library=north'));

    expect(view.facts.at(-1)).toBe('About North Library.');
    expect(view.missing).toEqual(['Shared Catalogue may not be whole in this snapshot: The harvest was cut off.']);
  });
});

describe('numbers', () => {
  it('lead to their rows', () => {
    expect(reportView(SNAPSHOT, REPORT, shownFor('')).summary).toEqual([
      {
        label: 'Last copies',
        value: { text: '1,204', href: '/compare/first/rows?of=ITEMS&where=LIBRARY:north' },
        notes: [],
        remedy: null,
      },
    ]);
  });

  it('say who does not tell them: once of all, else each', () => {
    const line = { label: 'Copies', value: 2, text: null, remedy: null, drill: null };
    const summary = [
      { ...line, notToldBy: ['koha-a'] },
      { ...line, notToldBy: ['koha-a', 'symphony-d'] },
    ];

    expect(linesView('first', summary, REGION).silent).toEqual([
      'Not told by Shared Catalogue, or not of everything: what they do not tell is in none of these numbers.',
      'Some numbers are not told by South System, or not of everything: what they do not tell is not in those that say so.',
    ]);
    expect(linesView('first', summary, REGION).lines.map(({ notes }) => notes)).toEqual([
      [],
      ['Not told by South System, or not of everything.'],
    ]);
  });

  it.each([
    ['nobody tells', null, 'Not told'],
    ['are too few to be shown', 'fewer than 5', 'fewer than 5'],
  ])('that %s are not nought', (_, text, said) => {
    const line = { label: 'Readers', value: null, text, notToldBy: [], remedy: null, drill: ITEMS };

    expect(linesView('first', [line], REGION).lines[0]?.value).toEqual({ text: said });
  });
});

describe('tables', () => {
  it('keep text as it is, write numbers and days as people do, and link to the web alone', () => {
    const [table] = reportView(SNAPSHOT, REPORT, shownFor('')).tables;

    expect(table?.rows).toEqual([
      {
        header: { text: '(none)' },
        cells: [
          { text: '0012' },
          { text: '1,204', numeric: true },
          { text: '31 January 2026' },
          { text: 'Open in its own system', href: 'https://staff.example/1' },
          { text: 'Show the rows', href: '/compare/first/rows?of=ITEMS&where=LIBRARY:north', onlyLink: true },
        ],
      },
      {
        header: { text: 'b' },
        cells: [
          { text: '7' },
          { text: 'not told', numeric: true },
          { text: '' },
          { text: 'javascript:alert(1)' },
          { text: '' },
        ],
      },
    ]);
    expect(table?.head.map(({ text }) => text)).toEqual(['Title', 'Barcode', 'Copies', 'Day', 'Link', 'Behind it']);
    expect(table?.count).toBe('2 shown of 30 rows.');
    expect(cellView('', 'TEXT')).toEqual({ text: '' });
  });

  it('have the number itself lead to its rows where it counts them', () => {
    const tables = REPORT.tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) => ({ ...column, counts: column.header === 'Copies' })),
    }));
    const [table] = reportView(SNAPSHOT, { ...REPORT, tables }, shownFor('')).tables;

    expect(table?.head.map(({ text }) => text)).toEqual(['Title', 'Barcode', 'Copies', 'Day', 'Link']);
    expect(table?.rows.map(({ cells }) => cells[1])).toEqual([
      { text: '1,204', numeric: true, href: '/compare/first/rows?of=ITEMS&where=LIBRARY:north' },
      { text: 'not told', numeric: true },
    ]);
  });

  it('go on where the page before ended, with what was chosen', () => {
    const whole = reportView(SNAPSHOT, REPORT, shownFor('library=north&since=earlier'));
    const single = reportView(SNAPSHOT, REPORT, shownFor('library=north&since=earlier&table=copies&after=1'));
    const own = '/compare/first/scarce?library=north&since=earlier';

    expect(whole.tables[0]?.next?.href).toBe(`${own}&table=copies`);
    expect(single.tables[0]?.next?.href).toBe(`${own}&table=copies&after=2`);
    expect(single.tables[0]?.save?.href).toBe(`${own}&table=copies&save=csv`);
    expect([whole.whole, single.whole]).toEqual([null, own]);
  });

  it.each([
    [0, 0, '', false, 'None.'],
    [1, 1, '', false, '1 row.'],
    [15, null, '', true, '15 rows shown; there are more.'],
    [3, null, 'table=copies&after=1', false, '3 rows more.'],
  ])('say how many rows there are: %i of %s', (count, totalRows, query, hasNextPage, said) => {
    const nodes = Array.from({ length: count }, () => ({
      cells: ['a', 'b', '1', null, null],
      drill: null,
      language: null,
    }));
    const rows = { nodes, pageInfo: { hasNextPage, endCursor: null } };
    const tables = REPORT.tables.map((table) => ({ ...table, totalRows, rows }));

    expect(reportView(SNAPSHOT, { ...REPORT, tables }, shownFor(query)).tables[0]?.count).toBe(said);
  });
});

describe('what may be chosen', () => {
  const kind: ReportQuery['comparisonReports'][number] = {
    name: 'last-copies',
    formerly: [],
    question: 'Who has our last copies?',
    scope: 'REGION',
    aboutReaders: false,
    options: [
      { name: 'class', says: 'Differences', takes: 'VALUE', values: ['ONE_ONLY'] },
      { name: 'since', says: 'Earlier snapshot', takes: 'SNAPSHOT', values: [] },
    ],
  };
  const data: ReportQuery = {
    region: REGION,
    comparisonReports: [kind],
    snapshots: [
      { name: 'second', takenAt: '2026-11-27T09:30:00Z', state: 'WHOLE' },
      { name: 'first', takenAt: '2026-11-27T09:00:00Z', state: 'WHOLE' },
      { name: 'broken', takenAt: '2026-11-26T09:00:00Z', state: 'FAILED' },
      { name: 'earlier', takenAt: '2026-11-25T09:00:00Z', state: 'WHOLE' },
    ],
    snapshot: SNAPSHOT,
  };
  const offered = (shown: ReportShown): unknown =>
    choicesView(data, kind, shown, null).fields.map(({ id, items }) => [id, items?.map(({ text }) => text)]);

  it('is what the graph knows and the visitor may name', () => {
    expect(offered(shownFor(''))).toEqual([
      ['library', ['All libraries', 'North Library', 'South Library']],
      ['system', ['All systems', 'Shared Catalogue', 'South System']],
      ['class', ['As usual', 'Only one has it']],
      ['since', ['None', 'earlier']],
    ]);
    expect(offered(shownFor('', [{ id: 'north', name: 'North Library' }]))).toEqual([
      ['library', ['All your libraries', 'North Library']],
      ['class', ['As usual', 'Only one has it']],
      ['since', ['None', 'earlier']],
    ]);
  });

  it('says which choice was refused', () => {
    const { problem } = choicesView(data, kind, shownFor('since=next'), 'since: there is no snapshot "next".');

    expect(problem).toEqual({ text: 'Earlier snapshot: there is no snapshot "next".', href: '#since' });
  });

  it('leaves out what a form sends blank', () => {
    const question = readQuestion('first', 'conflicts', new URLSearchParams('library=&class=CASE&since='));

    expect(question.options).toEqual([{ name: 'class', value: 'CASE' }]);
    expect(addressOf('/p', question)).toBe('/p?class=CASE');
    expect(addressOf('/p', { library: null, system: null, options: [] })).toBe('/p');
  });
});
