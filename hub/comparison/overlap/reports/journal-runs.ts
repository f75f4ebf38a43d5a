import type { Condition } from '#domain/comparison.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';
import { is } from '../../reports/conditions.ts';
import { countLine, elsewhereLines, records, statements } from '../../reports/count-lines.ts';
import { listedTable, number, readPlace, text, toRow } from '../../reports/report.ts';
import type { Column, Drill, Report, ReportContext, ReportRow, ReportTable } from '../../reports/report.ts';
import { ALL_THAT_IS_NOT_PUBLIC } from '../../reports/left-out.ts';
import { compareRuns, toSpans, type JournalRuns, type StatedRun } from '../journal-runs.ts';
import { isOwn, rowsOfSnapshot } from '../../snapshots/snapshot-rows.ts';
import { counted } from '../../reports/say.ts';

export const journalRuns: Report = {
  name: 'journal-runs',
  question: 'Who has which years of this journal?',
  leavesOut: ALL_THAT_IS_NOT_PUBLIC,
  options: [{ name: 'journal', says: 'Journals whose title has these words', takes: 'TEXT' }],
  needs: ['STATEMENTS'],
  async run(context) {
    const { db } = context;
    const { rows } = await sql<{ journals: number }>`
      SELECT count(DISTINCT r.edition) AS journals ${fromStatements(context)}`.execute(db);
    const journals = rows[0]?.journals ?? 0;
    const line = (label: string, ...more: readonly Condition[]) =>
      countLine(context, label, statements(is('KIND', 'MAIN'), ...more));
    return {
      title: `Of ${counted(journals, 'journal or set', 'journals and sets')} somebody states what they have.`,
      summary: [
        { label: 'Journals and sets with stated runs', value: journals },
        await line('Statements'),
        ...(await elsewhereLines(context, statements(is('KIND', 'MAIN')))),
        await line('Statements whose beginning cannot be read', is('DATED', 'NO')),
      ],
      tables: [journalTable(context, journals), runTable(context)],
    };
  },
};

interface Journal extends JournalRuns {
  readonly edition: number;
  readonly title: string | null;
  /** Whether it is the journal as it is read online, which is an edition of its own. */
  readonly online: boolean;
  readonly rows: readonly number[];
}

const isOnline = ({ online }: Journal): string => (online ? 'yes' : 'no');

const JOURNAL_COLUMNS: readonly Column<Journal>[] = [
  text('Journal', ({ title }) => title),
  text('Online', isOnline),
  number('Libraries', ({ libraries }) => libraries.length),
  text('Years', ({ years }) => toSpans(years)),
  text('Gaps', ({ gaps }) => toSpans(gaps)),
  text('Years that one library has alone', ({ libraries }) =>
    libraries
      .filter(({ yearsAlone }) => yearsAlone.size > 0)
      .map(({ library, yearsAlone }) => `${library}: ${toSpans(yearsAlone)}`)
      .join('; '),
  ),
  text('Not to be read', ({ unread }) => unread.join(', ')),
];

function journalTable(context: ReportContext, journals: number): ReportTable {
  const head = { name: 'journals', title: 'What there is of each journal in the region' };
  return listedTable(head, {
    columns: JOURNAL_COLUMNS,
    totalRows: journals,
    list: ({ after, first }) => readJournals(context, after ?? 0, first),
    placeOf: ({ edition }) => edition,
    drillOf,
  });
}

const CANNOT_BE_TOLD = '(cannot be told)';

const RUN_COLUMNS: readonly Column<{ readonly journal: Journal; readonly run: Journal['libraries'][number] }>[] = [
  text('Journal', ({ journal }) => journal.title),
  text('Online', ({ journal }) => isOnline(journal)),
  text('Library', ({ run }) => run.library),
  text('As stated', ({ run }) => run.text),
  text('Years', ({ run: { years } }) => (years === null ? CANNOT_BE_TOLD : toSpans(years))),
  text('Volumes', ({ run: { volumes } }) => (volumes === null ? CANNOT_BE_TOLD : toSpans(volumes))),
  text('Years it has alone', ({ run }) => toSpans(run.yearsAlone)),
  text('Volumes it has alone', ({ run }) => toSpans(run.volumesAlone)),
  text('Others that cannot be read', ({ journal, run }) =>
    journal.unread.filter((other) => other !== run.library).join(', '),
  ),
];

function runTable(context: ReportContext): ReportTable {
  return {
    name: 'runs',
    title: 'Which years and volumes each library has',
    columns: RUN_COLUMNS,
    totalRows: null,
    async rows({ after, first }) {
      const { edition, row: from } = readRun(after);
      const found = await readJournals(context, edition - 1, first + 1);
      const runs = found
        .flatMap((journal) => runRows(journal).map((row, index) => ({ row, place: `${journal.edition}.${index}` })))
        .slice(from);
      return { rows: runs.slice(0, first).map(({ row }) => row), next: runs[first]?.place ?? null };
    },
  };
}

/** The journal that a page begins in, and the first of its rows that is on it. */
function readRun(after: string | null): { readonly edition: number; readonly row: number } {
  if (after === null) return { edition: 1, row: 0 };
  const [edition = '', row = ''] = after.split('.');
  return { edition: readPlace(edition) ?? 0, row: readPlace(row) ?? 0 };
}

function runRows(journal: Journal): readonly ReportRow[] {
  return journal.libraries.map((run) => toRow({ journal, run }, RUN_COLUMNS, () => drillOf(journal)));
}

function drillOf({ rows }: Journal): Drill {
  return records(is('ROW', ...rows.map(String)));
}

interface JournalRow {
  readonly edition: number;
  readonly title: string | null;
  readonly online: boolean;
  readonly rows: readonly number[];
  readonly stated: readonly StatedRun[];
}

/** Journals behind the given edition. Statements of other libraries are shown beside one's own: they are public. */
async function readJournals(context: ReportContext, after: number, first: number): Promise<readonly Journal[]> {
  const { db, snapshot } = context;
  const { rows } = await sql<JournalRow>`
    WITH wanted AS (
      SELECT r.edition ${fromStatements(context)} AND r.edition > ${after}
      GROUP BY r.edition ORDER BY r.edition LIMIT ${first})
    SELECT edition, min(title) AS title, bool_or(online) AS online, array_agg(ids) AS rows,
      json_agg(json_build_object('library', library, 'statements', statements) ORDER BY library) AS stated
    FROM (
      SELECT r.edition, h.library, min(r.title) AS title, coalesce(bool_or(r.online), false) AS online, min(r.id) AS ids,
        json_agg(json_build_object('text', h.text, 'note', h.note, 'retention', h.retention) ORDER BY r.id, h.place) AS statements
      FROM ${rowsOfSnapshot('record', snapshot.number)} r
        JOIN ${rowsOfSnapshot('statement', snapshot.number)} h ON h.record = r.record AND h.kind = 'MAIN'
      WHERE r.edition IN (SELECT edition FROM wanted) AND ${isOwn(context.region, 'r.system', 'h.library')}
      GROUP BY r.edition, h.library) library
    GROUP BY edition ORDER BY edition`.execute(db);
  const thisYear = snapshot.takenAt.getUTCFullYear();
  return rows.map(({ stated, ...journal }) => ({
    ...journal,
    rows: [...new Set(journal.rows)],
    ...compareRuns(stated, thisYear),
  }));
}

/** Statements of the journals that the report is about, none that is only tried out or was left behind; `--option journal=TEXT` chooses by title. */
function fromStatements(context: ReportContext): RawBuilder<unknown> {
  const { snapshot, region, library, system, visibleLibraries, options } = context;
  const libraries = library === null ? visibleLibraries : [library];
  const title = options['journal'];
  const conditions = [
    isOwn(region, 'r.system', 'h.library'),
    ...(libraries === null ? [] : [sql`h.library = ANY(${textArray(libraries)}::text[])`]),
    ...(system === null ? [] : [sql`r.system = (SELECT id FROM system WHERE system_id = ${system})`]),
    ...(title === undefined ? [] : [sql`strpos(lower(r.title), lower(${title})) > 0`]),
  ].map((condition) => sql`AND ${condition}`);
  return sql`FROM ${rowsOfSnapshot('record', snapshot.number)} r
      JOIN ${rowsOfSnapshot('statement', snapshot.number)} h ON h.record = r.record AND h.kind = 'MAIN'
    WHERE r.edition IS NOT NULL ${sql.join(conditions, sql` `)}`;
}
