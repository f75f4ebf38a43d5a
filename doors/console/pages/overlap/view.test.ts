import { describe, expect, it } from 'vitest';
import { sayPart } from './say.ts';
import { overlapView, type OverlapGiven } from './view.ts';

const table = (columns: readonly string[], rows: readonly (readonly string[])[]) => [
  {
    columns: columns.map((header) => ({ header })),
    totalRows: rows.length,
    rows: { nodes: rows.map((cells) => ({ cells })) },
  },
];

const data: OverlapGiven['data'] = {
  region: {
    name: 'R',
    libraries: ['elm', 'oak', 'ash'].map((id) => ({
      id,
      name: `${id} library`,
      system: { id: id === 'oak' ? 'b' : 'a' },
    })),
    systems: [{ id: 'a', name: 'Koha A' }],
  },
  snapshot: {
    name: 'first',
    takenAt: '2026-11-26T10:00:00Z',
    state: 'WHOLE',
    systems: [{ id: 'a', harvestedAt: '2026-11-26T09:00:00Z', problem: null, notTold: [] }],
    report: {
      title: 'Of 1,500 titles 900 are held by two libraries or more.',
      notReconciled: [],
      summary: [
        { label: 'Titles held by one library', value: 600, text: null, notToldBy: ['a'] },
        { label: 'Titles held by four or more', value: null, text: 'not told', notToldBy: ['a'] },
        { label: 'Left out', value: null, text: '3 hidden records', notToldBy: [] },
      ],
      matrix: table(
        ['Library', 'elm', 'oak', 'ash'],
        [
          ['elm', '1000', '80', '760'],
          ['oak', '80', '100', '0'],
        ],
      ),
      alone: table(
        ['Library', 'Titles', 'alone', 'scarce', 'more', 'lost'],
        [
          ['elm', '1000', '200', '700', '100', '3'],
          ['oak', '100', '20', '80', '0', '0'],
        ],
      ),
      systems: table(
        ['System', 'Other system', 'first', 'other', 'certain', 'at most'],
        [
          ['a', 'b', '1000', '100', '80', '90'],
          ['a', 'c', '1000', '9', '4', 'not told'],
        ],
      ),
    },
  },
};

const view = (library: string | null = null) =>
  overlapView({ data, library, viewer: null, now: Date.parse('2026-11-27T12:00:00Z') });

describe('overlap', () => {
  it('has its finding first, and the same numbers in chart and table, in the same order', () => {
    const { finding, spread, alone } = view();

    expect(finding).toBe('Of 1,500 titles 900 are held by two libraries or more.');
    expect(spread.chart.title).toBe(finding);
    expect(spread.chart.bars.map(({ label }) => label)).toEqual(['Titles held by one library']);
    expect(spread.rows[1]?.cells).toEqual([{ text: 'not told', numeric: true }]);
    expect(alone.chart.title).toBe(
      '220 titles are in one library only, 200 of them in elm library; no other has more.',
    );
    // Its part of the bar may be too short for a number.
    expect(alone.chart.bars.map(({ label }) => label)).toEqual([
      'elm library: 200 that no other has',
      'oak library: 20 that no other has',
    ]);
    expect(alone.rows.map(({ header }) => header)).toEqual(['elm library', 'oak library']);
  });

  it('names the two systems that overlap most, with the same numbers in chart and table', () => {
    const { chart, rows, share } = view().systems;

    expect(chart.title).toBe('Koha A and b overlap most of all systems: 80 titles.');
    expect(share).toBe('By its share, b has most in common with another: 80 of its 100 titles, 80 %, with Koha A.');
    expect(chart.bars.map(({ label, sum }) => [label, sum])).toEqual([
      ['Koha A and b', '80'],
      ['Koha A and c', '4'],
    ]);
    expect(rows.map(({ header, cells }) => [header, ...cells.map(({ text }) => text)])).toEqual([
      ['Koha A and b', '1,000', '100', '80'],
      ['Koha A and c', '1,000', '9', '4'],
    ]);
  });

  it('has a grid of systems, and of staff the rows of their own', () => {
    const { grid } = view().systems;
    const viewer = { role: 'STAFF', libraries: [{ id: 'oak', name: 'oak library' }] } as const;
    const own = overlapView({ data, library: null, viewer, now: Date.parse('2026-11-27T12:00:00Z') }).systems;

    expect(grid?.rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)])).toEqual([
      ['Koha A', '1,000', '80', '4'],
      ['b', '80', '100', '0'],
      ['c', '4', '0', '9'],
    ]);
    expect(grid?.rows[0]?.cells.map(({ href }) => href)).toEqual([undefined, undefined, undefined]);
    expect(grid?.columns.map(({ short }) => short)).toEqual(['Koha A', 'b', 'c']);
    expect(own.grid?.rows.map(({ name }) => name)).toEqual(['b']);
    expect(own.chart.title).toBe('Of your systems and others, Koha A and b overlap most: 80 titles.');
  });

  it('claims nothing of rows that it has not, and says how many there are', () => {
    const { report } = data.snapshot;
    const cut = (tables: typeof report.alone) => tables.map((one) => ({ ...one, totalRows: 1_204 }));
    const part = { alone: cut(report.alone), systems: cut(report.systems), matrix: cut(report.matrix) };
    const given = { ...data, snapshot: { ...data.snapshot, report: { ...report, ...part } } };
    const { alone, systems, matrix } = overlapView({ data: given, library: null, viewer: null, now: 0 });

    expect([systems.share, systems.grid]).toEqual([null, null]);
    expect(alone.chart.title).toMatch(/^Of the libraries shown: 220 titles/);
    expect(matrix.finding).toMatch(/^Of the libraries shown: elm library/);
    expect([alone.rest, systems.rest, matrix.rest]).toEqual([
      '1,202 more libraries are not shown: the file has them.',
      '1,202 more pairs of systems are not shown: the file has them.',
      '1,202 more libraries are not shown: the file has them.',
    ]);
    expect(systems.csv.text).toBe('Save as CSV (1,204 rows)');
    expect([view().alone.rest, view().systems.rest, view().matrix.rest]).toEqual([null, null, null]);
  });

  it('claims nothing of the region from the rows of staff, which are those of their own libraries', () => {
    const { report } = data.snapshot;
    const seenBy = (ids: readonly string[], more: Partial<typeof report> = {}) => {
      const rowsOf = ([found]: typeof report.alone) =>
        (found?.rows.nodes ?? [])
          .map(({ cells }) => cells.map((cell) => cell ?? ''))
          .filter(([id = '']) => ids.includes(id));
      const own = {
        alone: table(['Library'], rowsOf(report.alone)),
        matrix: table(['Library', 'elm', 'oak', 'ash'], rowsOf(report.matrix)),
        ...more,
      };
      const viewer = { role: 'STAFF', libraries: ids.map((id) => ({ id, name: `${id} library` })) } as const;
      const given = { ...data, snapshot: { ...data.snapshot, report: { ...report, ...own } } };
      const { alone, matrix, systems } = overlapView({ data: given, library: null, viewer, now: 0 });
      return [alone.chart.title, matrix.finding, systems.chart.title, systems.share];
    };
    const matrixOf = (...cells: readonly string[]) => table(['Library', 'elm', 'oak', 'ash'], [cells]);

    expect(seenBy(['oak'])).toEqual([
      '20 titles of oak library are in no other library.',
      'Of your libraries and others, oak library and elm library have most together: 80 titles.',
      'Of your systems and others, Koha A and b overlap most: 80 titles.',
      'Of these, by its share, b has most in common with another: 80 of its 100 titles, 80 %, with Koha A.',
    ]);
    expect(seenBy(['elm', 'oak'])[0]).toBe(
      '220 titles of your libraries are in one library only, 200 of them in elm library; no other of yours has more.',
    );
    const nothing = {
      alone: table(['Library'], [['oak', '100', '0', '100', '0', '0']]),
      matrix: matrixOf('oak', '0', '100', '0'),
      systems: table(['System'], []),
    };
    expect(seenBy(['oak'], nothing)).toEqual([
      'oak library has no title that no other has.',
      'None of your libraries has a title together with another.',
      'No system of your libraries has a title together with another.',
      null,
    ]);
    expect(seenBy(['elm'], { matrix: matrixOf('elm', '1000', '0', '760') })[1]).toContain(
      'They are on one system. None of your libraries has a title together with one on another system.',
    );
  });

  it('chooses no library beforehand', () => {
    expect(view().choose.items[0]).toEqual({ value: '', text: 'Choose a library', selected: true });
    expect(
      view('elm')
        .choose.items.filter(({ selected }) => selected)
        .map(({ value }) => value),
    ).toEqual(['elm']);
  });

  it('has under each table the file of that table', () => {
    const { spread, alone, systems, matrix } = view();

    expect([spread, alone, systems, matrix].map(({ csv }) => csv.href)).toEqual([
      '/compare/first/overlap.csv?table=spread',
      '/compare/first/overlap.csv?table=alone',
      '/compare/first/overlap.csv?table=systems',
      '/compare/first/overlap.csv?table=matrix',
    ]);
  });

  it('has a square whose numbers lead to the titles that they count', () => {
    const { columns, rows } = view().matrix;

    expect(columns.map(({ short, rest }) => [short, rest])).toEqual([
      ['elm', ' library'],
      ['oak', ' library'],
      ['ash', ' library'],
    ]);
    expect(rows.map(({ name, cells }) => [name, ...cells.map(({ text }) => text)])).toEqual([
      ['elm library', '1,000', '80', '760'],
      ['oak library', '80', '100', '0'],
    ]);
    expect(rows[0]?.cells[0]?.href).toBe('/compare/first/rows?of=RECORDS&where=TITLE_OF:elm&where=HOLDER:elm');
    expect(rows[0]?.cells[1]?.href).toBe(
      '/compare/first/rows?of=RECORDS&where=TITLE_OF:elm&where=HOLDER:elm&where=HOLDER:oak',
    );
  });

  it('names those with most together, and of different systems if one system has both', () => {
    const region = data.region ?? { name: 'R', libraries: [], systems: [] };
    const onSystems = (system: (id: string) => string) => {
      const libraries = region.libraries.map((library) => ({ ...library, system: { id: system(library.id) } }));
      const given = { ...data, region: { ...region, libraries } };
      return overlapView({ data: given, library: null, viewer: null, now: Date.parse('2026-11-27T12:00:00Z') }).matrix
        .finding;
    };
    const most = 'elm library and ash library have most together: 760 titles.';

    expect(view().matrix.finding).toBe(
      `${most} They are on one system. Of libraries on different systems, elm library and oak library have most together: 80 titles.`,
    );
    expect(onSystems((id) => id)).toBe(most);
    expect(onSystems(() => 'a')).toBe(
      `${most} They are on one system. No two libraries on different systems have a title together.`,
    );
  });

  it('says to who hears the page that a library’s own number is of all its titles', () => {
    expect(view().matrix.rows[0]?.cells[0]?.says).toBe(' titles in all');
  });

  it('is darker the larger the part of the row’s titles is', () => {
    const shades = view().matrix.rows.map(({ cells }) => cells.map(({ shade }) => shade));

    expect(shades).toEqual([
      ['app-matrix__own', 'app-shade-1', 'app-shade-5'],
      ['app-shade-5', 'app-matrix__own', 'app-shade-0'],
    ]);
  });

  it('ranks the others beside one library', () => {
    expect(view().ranked).toBeNull();
    expect(view('nowhere').ranked).toBeNull();
    const ranked = view('elm').ranked;

    expect(ranked?.heading).toBe('elm library has 1,000 titles');
    expect(ranked?.rows.map(({ header }) => header)).toEqual(['ash library', 'oak library']);
    expect(ranked?.rows[0]?.cells[1]).toEqual({ text: '76 %', numeric: true });
  });

  it('calls less than all titles never 100 %, and what there is never 0 %', () => {
    expect([sayPart(999, 1_000), sayPart(4, 1_000), sayPart(0, 9), sayPart(9, 9), sayPart(29, 100)]).toEqual([
      '99 %',
      'less than 1 %',
      '0 %',
      '100 %',
      '29 %',
    ]);
  });

  it('says in words, and in no bar, what stands in none of the numbers', () => {
    const { notes, spread } = view();
    expect(spread.csv.text).toBe('Save as CSV (3 rows, 1 of them in words: see “What is counted”)');

    expect(notes).toContain('Left out: 3 hidden records.');
    expect(spread.rows.map(({ header }) => header)).toEqual([
      'Titles held by one library',
      'Titles held by four or more',
    ]);
  });

  it('says what is counted, and who does not tell', () => {
    expect(view().notes).toContain(
      'Not told by Koha A, or not of everything: what they do not tell is not in this number.',
    );
  });
});
