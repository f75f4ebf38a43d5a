/** Barcodes that cannot be right, or that another copy has. */
import type { Condition } from '#domain/comparison.ts';
import { sql } from 'kysely';
import { onceWhere } from '../populations/once-where.ts';
import { fromSelection } from '../populations/predicate.ts';
import { BARCODE_MADE_UP, BARCODE_TWICE, is, NO_BARCODE, SPOILT_BARCODE } from '../reports/conditions.ts';
import { countedReport, items } from '../reports/count-lines.ts';
import { listedTable, ownLanguage, text } from '../reports/report.ts';
import type { Column, ReportContext, ReportTable } from '../reports/report.ts';
import { counted } from '../reports/say.ts';
import { isInVersion } from '../snapshots/snapshot-rows.ts';
import { ALL_CLASHING, leastLetterForLetter, leastToRelabel, pairsOfLibraries, pairsOfSystems } from './relabel.ts';

const FORMS = {
  MISSING: 'none',
  SCIENTIFIC: 'spoilt by a spreadsheet (3.0001E+13)',
  BLANKS: 'with blanks',
  SIGNS: 'with signs that are neither letters nor digits',
};
/** Shorter than any series of labels; a number typed by hand, or a filler. */
const SHORT = items(is('BARCODE_LENGTH', '1', '2', '3'));
const ODD = items(is('FINDING', 'BARCODE_ODD'));

export const barcodes = countedReport({
  name: 'barcodes',
  formerly: ['no-barcode'],
  question: 'What do our barcodes look like, and which are missing or wrong?',
  leavesOut: [],
  lines: {
    missing: ['Items without a barcode', items(NO_BARCODE)],
    online: ['Of them read online: they need none', items(NO_BARCODE, is('USE', 'ONLINE'))],
    madeUp: ['Items with a number that the system made up for want of a barcode', items(BARCODE_MADE_UP)],
    twice: ['Items whose barcode another copy of the system has', items(BARCODE_TWICE)],
    spoilt: ['Items whose barcode no label has', items(SPOILT_BARCODE)],
    scientific: ['Spoilt by a spreadsheet (3.0001E+13)', items(is('BARCODE_FORM', 'SCIENTIFIC'))],
    blanks: ['With blanks in it', items(is('BARCODE_FORM', 'BLANKS'))],
    signs: ['With signs that are neither letters nor digits', items(is('BARCODE_FORM', 'SIGNS'))],
    short: ['Shorter than four characters', SHORT],
    odd: ['Of a shape that hardly any other barcode of the library has', ODD],
  },
  title: ({ missing, online, twice, spoilt, odd }) =>
    `Barcodes that are missing: ${missing}${online === '0' ? '' : ` (${online} of them only read online: these need none)`}; that two copies have: ${twice}; spoilt: ${spoilt}; of an odd shape: ${odd}.`,
  tables: [
    {
      name: 'by library',
      title: 'What is wrong with barcodes, by library',
      of: items(is('BARCODE_FORM', ...Object.keys(FORMS))),
      by: { Library: 'LIBRARY', Barcode: 'BARCODE_FORM' },
      words: FORMS,
    },
    {
      name: 'by shape',
      title: 'Barcodes by library, first four characters and length',
      of: items(),
      by: { Library: 'LIBRARY', 'Begins with': 'BARCODE_PREFIX', Length: 'BARCODE_LENGTH' },
    },
    { name: 'missing', title: 'Items without a barcode', of: items(NO_BARCODE) },
    { name: 'made up', title: 'Items with a number made up by the system', of: items(BARCODE_MADE_UP) },
    { name: 'twice', title: 'Items whose barcode another copy of the system has', of: items(BARCODE_TWICE) },
    { name: 'spoilt', title: 'Items whose barcode no label has', of: items(SPOILT_BARCODE) },
    { name: 'short', title: 'Items whose barcode is too short', of: SHORT },
    { name: 'odd', title: 'Items whose barcode has an odd shape', of: ODD },
  ],
});

const EXACTLY = is('FINDING', 'BARCODE_ELSEWHERE');
const ALIKE = is('FINDING', 'BARCODE_ELSEWHERE_ALIKE');
const ELSEWHERE = is('FINDING', ...EXACTLY.in, ...ALIKE.in);

export const barcodesOfOthers = countedReport({
  name: 'barcodes-of-others',
  formerly: ['relabel'],
  question: 'Which barcodes are somebody else’s, and how many must we relabel?',
  leavesOut: [],
  needs: ['ITEMS'],
  lines: {
    all: ['Items whose barcode another system has too', items(ELSEWHERE)],
    exactly: ['The same, letter for letter', items(EXACTLY)],
    alike: ['The same but for case, blanks at the ends or leading zeros', items(ALIKE)],
    twice: ['Items whose barcode stands twice in their own system', items(BARCODE_TWICE)],
    least: leastToRelabel,
    leastExactly: leastLetterForLetter,
    most: ['Items to relabel if they all give way', ALL_CLASHING],
    missing: ['Items without a barcode, which need a label in any case', items(NO_BARCODE)],
    madeUp: ['Items with a number that the system made up for want of a barcode', items(BARCODE_MADE_UP)],
  },
  title: ({ least }, { all: { value } }) =>
    `${value === null ? 'An unknown number of items have' : counted(value, 'item has', 'items have')} a barcode that a copy in another system has too; at least ${least} must get another, besides those that have none.`,
  tables: [
    pairsOfLibraries,
    pairsOfSystems,
    (context) =>
      clashTable(context, { name: 'other systems', title: 'Barcodes that another system has too' }, ELSEWHERE),
    (context) =>
      clashTable(context, { name: 'twice', title: 'Barcodes that stand twice in one system' }, BARCODE_TWICE),
  ],
});

interface ClashRow {
  readonly place: number;
  readonly kind: string;
  readonly group: string;
  readonly library: string | null;
  readonly system: string;
  readonly barcode: string;
  readonly title: string | null;
  readonly language: string | null;
  readonly recordLocalId: string | null;
  readonly detail: { readonly systems: readonly string[]; readonly barcodes: string[]; readonly differ: string[] };
}

const WAYS: Readonly<Record<string, string>> = { CASE: 'case', ZEROS: 'leading zeros', BLANKS: 'blanks at the ends' };

/** One row for each finding; the copies that clash stand together. */
async function clashTable(
  { db, snapshot, scope }: ReportContext,
  head: Pick<ReportTable, 'name' | 'title'>,
  found: Condition,
): Promise<ReportTable> {
  const where = [...scope, found];
  const selected = fromSelection({ snapshot: snapshot.number, population: 'ITEMS', where });
  const from = sql`FROM (SELECT t.*, s.version ${selected}) t
    JOIN snapshot_finding f ON f.snapshot = ${snapshot.number}::int AND f.subject = t.id AND f.kind = ANY(${[...found.in]}::text[])`;
  const totalRows = await onceWhere(db, [snapshot.number], { of: ['CLASHES', where], where }, async () => {
    const { rows } = await sql<{ count: number }>`SELECT count(*) AS count ${from}`.execute(db);
    return rows[0]?.count ?? 0;
  });
  return listedTable<ClashRow>(head, {
    columns: CLASH_COLUMNS,
    totalRows,
    looksAhead: true,
    async list({ after, first }) {
      const { rows } = await sql<ClashRow>`
        SELECT f.id AS place, f.kind, f.in_group AS "group", t.library, name.system_id AS system, t.barcode, r.title,
          r.languages[1] AS language, r.local_id AS "recordLocalId", f.detail
        ${from} JOIN system name ON name.id = t.system
          LEFT JOIN snapshot_record r ON r.record = t.record AND r.system = t.system AND ${isInVersion('r', 't')}
        WHERE f.id > ${after ?? 0} ORDER BY f.id LIMIT ${first}`.execute(db);
      return rows;
    },
    placeOf: ({ place }) => place,
    languageOf: ownLanguage,
    drillOf: ({ kind, group }) => items(is('FINDING_GROUP', `${kind}:${group}`)),
  });
}

const CLASH_COLUMNS: readonly Column<ClashRow>[] = [
  text('Barcode', (row) => row.barcode),
  text('Library', (row) => row.library),
  text('System', (row) => row.system),
  text('Title', (row) => row.title),
  text('Record number', (row) => row.recordLocalId),
  text('Also in', ({ detail }) => detail.systems.join(', ')),
  text('There it is', ({ detail }) => detail.barcodes.join(' | ')),
  text('What differs', ({ detail }) => detail.differ.map((way) => WAYS[way] ?? way).join(', ') || 'nothing'),
];
