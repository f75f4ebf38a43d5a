/** Lists of what is read online, after the recommendation NISO RP-9-2014 and the variants that makers write. All are invented. */
import type { HarvestedDescription } from '#contract/adapter.ts';
import { isControlField } from '#marc/index.ts';
import { expect, it } from 'vitest';
import { createLogger } from '#platform/logger.ts';
import { filesKind } from './index.ts';
import { createAdapter, createFolder, describeSystem, pagesOf, sourceOf } from './folder.fixture.ts';

const COLUMNS = [
  'publication_title',
  'print_identifier',
  'online_identifier',
  'date_first_issue_online',
  'num_first_vol_online',
  'num_first_issue_online',
  'date_last_issue_online',
  'num_last_vol_online',
  'num_last_issue_online',
  'title_url',
  'first_author',
  'title_id',
  'embargo_info',
  'coverage_depth',
  'notes',
  'publisher_name',
  'publication_type',
  'date_monograph_published_print',
  'date_monograph_published_online',
  'monograph_volume',
  'monograph_edition',
  'first_editor',
  'parent_publication_title_id',
  'preceding_publication_title_id',
  'access_type',
];
type Cells = Readonly<Record<string, string>>;

const JOURNAL = {
  publication_title: 'The “Example” of nursing',
  print_identifier: '0140-6736',
  online_identifier: '1474-547X',
  date_first_issue_online: '1997-01',
  num_first_vol_online: '1',
  num_first_issue_online: '1',
  title_url: 'https://journals.example.org/nursing',
  title_id: '12345',
  coverage_depth: 'fulltext',
  publication_type: 'serial',
  access_type: 'P',
};
const SETTINGS = { records: [{ source: 'eholdings.txt', kbart: { owners: ['A1', 'B1'] } }] };

function list(lines: readonly Cells[], columns: readonly string[] = COLUMNS): string {
  const rows = lines.map((line) => columns.map((column) => line[column] ?? '').join('\t'));
  return [columns.join('\t'), ...rows, ''].join('\n');
}

async function harvest(contents: string | Uint8Array, settings: object = SETTINGS) {
  const folder = createFolder();
  folder.write('eholdings.txt', contents);
  const pages = await pagesOf(sourceOf(folder.path, settings));
  const records = pages.flatMap((page) => page.records).filter((record) => !record.deleted);
  return { records, rejects: pages.flatMap((page) => page.rejects), pages };
}

/** `library basis copies: run [retention] (note)` */
function held({ holdings }: HarvestedDescription): readonly string[] {
  return holdings.map(({ library, basis, copies, statements }) => {
    const runs = statements.map(({ text, retention, note }) =>
      [text, retention === null ? [] : `[${retention}]`, note === null ? [] : `(${note})`].flat().join(' '),
    );
    return `${library} ${basis} ${copies}: ${runs.join(', ')}`;
  });
}

function linesOf({ marc }: HarvestedDescription): readonly string[] {
  return marc.fields.map((field) =>
    isControlField(field)
      ? `${field.tag} ${field.value}`
      : [field.tag, ...field.subfields.map(({ code, value }) => `$${code} ${value}`)].join(' '),
  );
}

it('makes a title of each, read online by those who are named, and no copy of it', async () => {
  const { records } = await harvest(list([JOURNAL]));
  const [record] = records;

  expect(record).toMatchObject({ localId: 'kbart/eholdings/12345', visibility: 'PUBLIC', items: [] });
  expect(record === undefined ? [] : held(record)).toEqual([
    'alder LINK 0: v.1:no.1 (1997:Jan.)-',
    'birch LINK 0: v.1:no.1 (1997:Jan.)-',
  ]);
  expect(record?.holdings.map(({ liveKeys, facts }) => [liveKeys, facts])).toEqual([
    [[], null],
    [[], null],
  ]);
  expect(record === undefined ? [] : linesOf(record)).toEqual(
    expect.arrayContaining([
      '007 cr',
      '022 $a 1474-547X',
      '022 $a 0140-6736',
      '245 $a The “Example” of nursing',
      '856 $u https://journals.example.org/nursing',
    ]),
  );
  // What is kept of the list for ourselves is no part of the description.
  expect(record === undefined ? [] : linesOf(record).filter((line) => /^(RUN|CSV)/.test(line))).toEqual([]);
});

it.each<[string, Cells, string]>([
  [
    'a run with both ends',
    { date_last_issue_online: '2020-12-31', num_last_vol_online: '24' },
    'v.1:no.1 (1997:Jan.)-v.24 (2020:Dec.)',
  ],
  [
    'years alone',
    {
      date_first_issue_online: '1997',
      num_first_vol_online: '',
      num_first_issue_online: '',
      date_last_issue_online: '2003',
    },
    '1997-2003',
  ],
  [
    'issues of years that have no volumes',
    {
      date_first_issue_online: '1990',
      num_first_vol_online: '',
      num_first_issue_online: '3',
      date_last_issue_online: '2000',
      num_last_issue_online: '2',
    },
    'no.3 (1990)-no.2 (2000)',
  ],
  ['an embargo', { embargo_info: 'p1y' }, 'v.1:no.1 (1997:Jan.)- [P1Y]'],
  ['an embargo in words', { embargo_info: '12 months' }, 'v.1:no.1 (1997:Jan.)- [12 months]'],
  [
    'some articles',
    { coverage_depth: 'selected articles', access_type: 'F' },
    'v.1:no.1 (1997:Jan.)- (Selected articles; Free to read)',
  ],
  ['abstracts', { coverage_depth: 'Abstracts' }, 'v.1:no.1 (1997:Jan.)- (Abstracts only)'],
  ['a depth of their own', { coverage_depth: 'video' }, 'v.1:no.1 (1997:Jan.)- (Partial coverage: video)'],
  ['whole articles', { coverage_depth: 'Full Text (HTML)' }, 'v.1:no.1 (1997:Jan.)-'],
  ['a note', { notes: 'Also as supplement' }, 'v.1:no.1 (1997:Jan.)- (Also as supplement)'],
  ['a date in another order', { date_first_issue_online: '01/02/1997' }, 'v.1:no.1 (01/02/1997)-'],
  ['no coverage', { date_first_issue_online: '', num_first_vol_online: '', num_first_issue_online: '' }, ''],
])('reads %s', async (_what, cells, run) => {
  const { records } = await harvest(list([{ ...JOURNAL, ...cells }]), {
    records: [{ source: 'eholdings.txt', kbart: { owners: ['A1'] } }],
  });

  expect(records.map(held)).toEqual([[`alder LINK 0: ${run}`]]);
});

it('joins the lines of one title, which say where there is a gap, and reads books', async () => {
  const gap = {
    ...JOURNAL,
    date_first_issue_online: '1926',
    num_first_vol_online: '39',
    date_last_issue_online: '1948',
    num_last_vol_online: '61',
  };
  const book = {
    publication_title: 'Asthma care',
    online_identifier: '9780306406157',
    title_id: '7',
    first_author: 'Brown, K.; Smith, J.',
    publication_type: 'monograph',
    date_monograph_published_online: '2019-05-01',
    monograph_edition: '2nd',
  };
  const elsewhere = { publication_title: JOURNAL.publication_title, title_id: JOURNAL.title_id };
  const { records } = await harvest(list([gap, book, JOURNAL, { ...elsewhere, publication_type: 'serial' }]), {
    records: [{ source: 'eholdings.txt', kbart: { owners: ['B1'] } }],
  });

  expect(records.map(held)).toEqual([
    ['birch LINK 0: '],
    // A package that does not say which years it has takes nothing from one that does.
    ['birch LINK 0: v.39:no.1 (1926)-v.61 (1948), v.1:no.1 (1997:Jan.)-, Also held: which part is not told'],
  ]);
  const [asthma] = records;
  expect(asthma === undefined ? [] : linesOf(asthma)).toEqual(
    expect.arrayContaining(['020 $a 9780306406157', '100 $a Brown, K.; Smith, J.', '250 $a 2nd', '264 $c 2019']),
  );
});

it('keeps apart volumes of a set, and titles of one number that nothing joins', async () => {
  const volume = { online_identifier: '9780306406157', publication_type: 'monograph', publication_title: 'The set' };
  const [old, renamed] = [
    { title_id: '5', publication_title: 'Old name', print_identifier: '0028-0836', date_first_issue_online: '1990' },
    { title_id: '5', publication_title: 'New name', print_identifier: '1476-4687', date_first_issue_online: '1996' },
  ];
  const lines = [{ ...volume, monograph_volume: '1' }, { ...volume, monograph_volume: '2' }, old, renamed, old];

  const { records, rejects } = await harvest(list(lines));

  expect(rejects).toEqual([]);
  expect(records.map(({ localId }) => localId)).toEqual([
    'kbart/eholdings/9780306406157/1',
    'kbart/eholdings/9780306406157/2',
    'kbart/eholdings/5/0028-0836',
    'kbart/eholdings/5/1476-4687',
  ]);
  expect(records.map((record) => held(record)[0]?.slice('alder LINK 0: '.length))).toEqual(['', '', '1990-', '1996-']);
});

it.each([
  ['15/03/2019', ['264 $c 2019']],
  ['2019-05', ['264 $c 2019']],
  ['Mar-19', []],
])('reads the year of a book, and no more: %s', async (date, fields) => {
  const book = { title_id: '7', publication_title: 'Asthma', publication_type: 'monograph' };

  const { records } = await harvest(list([{ ...book, date_monograph_published_online: date }]));

  expect(records.flatMap(linesOf).filter((line) => line.startsWith('264'))).toEqual(fields);
});

it('takes a list with a mark of UTF-8, quotes, columns of a maker and names of the first version', async () => {
  const columns = [
    'PackageName',
    'Publication_Title',
    'online_identifier',
    'title_id',
    'date_first_issue_online',
    'coverage_notes',
    'Proxied URL',
  ];
  const line = {
    PackageName: 'Big deal',
    Publication_Title: '"Nursing ""today"""',
    title_id: '9',
    date_first_issue_online: '2001',
    coverage_notes: 'Whole',
  };
  const { records } = await harvest(`\uFEFF${list([line], columns).replaceAll('\n', '\r\n')}`);

  expect(records.map(linesOf).flat()).toContain('245 $a Nursing "today"');
  expect(records.map(held)).toEqual([['alder LINK 0: 2001- (Whole)', 'birch LINK 0: 2001- (Whole)']]);
  expect(Buffer.from(records[0]?.raw ?? []).toString()).not.toContain('Big deal');
});

it('keeps what is no title as a reject, and goes on', async () => {
  const { records, rejects } = await harvest(
    list([{ publication_title: 'Without a number' }, { title_id: '8' }, { ...JOURNAL, title_id: '1.2E+13' }, JOURNAL]),
  );

  expect(records).toHaveLength(1);
  expect(rejects.map(({ localId, place, reason }) => [localId, place, reason.split(':')[0]])).toEqual([
    ['eholdings.txt, line 2', 'eholdings.txt, line 2', 'the line names no title'],
    ['kbart/eholdings/8', 'eholdings.txt, line 3', 'the line has no publication_title'],
    ['kbart/eholdings/1.2E+13', 'eholdings.txt, line 4', 'the column "title_id" has no whole number'],
  ]);
});

it.each([
  ['', 'is empty'],
  ['publication_title,title_id\nNursing,1\n', 'no column "publication_title"'],
  [`publication_title\tnotes\nNursing\tx\n`, 'no column "title_id", "online_identifier", "print_identifier"'],
  ['publication_title\ttitle_id\n', 'no line behind the first'],
  ['publication_title\ttitle_id\ttitle_id\nNursing\t1\t1\n', 'the column "title_id" twice'],
  ['publication_title\ttitle_id\tnotes\nNursing\t1\t\nMidwif', 'line 3 has 1 columns, the first line 3'],
])('refuses %j', async (contents, what) => {
  await expect(harvest(contents)).rejects.toThrow(what);
});

it('is refused with the line in which one letter was cut, and not read in another encoding', async () => {
  const good = Buffer.from('publication_title\ttitle_id\nMüller über Łódź\t1\nAsth');

  await expect(harvest(Buffer.concat([good, Buffer.from([0xc3]), Buffer.from('\t2\n')]))).rejects.toThrow(
    'line 3 is no UTF-8, as others are',
  );
});

it('wants to know who may read it, by codes that there are', () => {
  const problem = (owners: readonly string[]): string => {
    try {
      createAdapter(describeSystem('/', { records: [{ source: 'a.txt', kbart: { owners } }] }));
      return '';
    } catch (error) {
      return String(error);
    }
  };

  expect(problem([])).toContain('settings.records[0].kbart.owners: is needed where a system has several owners');
  expect(problem(['A1', 'C9'])).toContain('settings.records[0].kbart.owners: has "C9", which is no owner code');
});

it('keeps the ids of its titles wherever its entry stands and whenever its file was written, and names no list twice', async () => {
  const folder = createFolder();
  const entry = { source: 'eholdings_2026-05-01.txt', kbart: { owners: ['A1'] } };
  const idsOf = async (...records: readonly object[]): Promise<readonly string[]> => {
    const pages = await pagesOf(sourceOf(folder.path, { records }));
    return pages.flatMap((page) => page.records.map(({ localId }) => localId));
  };
  for (const name of ['eholdings_2026-05-01.txt', 'eholdings_20260601.txt', 'more.txt']) {
    folder.write(name, list([JOURNAL]));
  }
  const later = { ...entry, source: 'eholdings_20260601.txt' };
  const more = { source: 'more.txt', kbart: { owners: ['A1'], name: 'big-deal' } };

  expect(await idsOf(entry)).toEqual(['kbart/eholdings/12345']);
  expect(await idsOf(more, later)).toEqual(['kbart/big-deal/12345', 'kbart/eholdings/12345']);
  await expect(idsOf(entry, later)).rejects.toThrow(
    'settings.records[1].kbart.name: "eholdings" is that of records[0], too; give each list a name',
  );
  await expect(idsOf({ ...entry, source: '2026-05-01' })).rejects.toThrow('the file has no name to go by');
});

it('is looked at by doctor as any other file', async () => {
  const folder = createFolder();
  folder.write('eholdings.txt', list([JOURNAL, { publication_title: 'No number' }]));
  const adapter = createAdapter(describeSystem(folder.path, SETTINGS));
  const { steps, capabilities } = await adapter.probe(new AbortController().signal);
  await adapter.close();

  expect(steps.map(({ what, ok, detail }) => [what, ok, detail.replace(/^.*?; in/, 'in')])).toEqual([
    ['eholdings.txt', true, 'in all 1 records, 1 cannot be read or have no number'],
  ]);
  expect(capabilities).toContain('HOLDING_STATEMENTS');
});

it('reads a stored record again as it read it first', async () => {
  const folder = createFolder();
  folder.write('eholdings.txt', list([{ ...JOURNAL, embargo_info: 'P1Y' }]));
  const [page] = await pagesOf(sourceOf(folder.path, SETTINGS));
  const [record] = page?.records ?? [];
  if (record?.deleted !== false) throw new Error('no description');

  expect(held(record)[0]).toBe('alder LINK 0: v.1:no.1 (1997:Jan.)- [P1Y]');
  const rules = filesKind.rules(describeSystem(folder.path, SETTINGS), createLogger('silent'));
  expect(rules.readAgain(record)?.holdings).toEqual(record.holdings);
});
