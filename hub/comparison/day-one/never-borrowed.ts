/** Which stock never goes out: counted once for a snapshot by how call numbers begin and how old copies are, because that reads every copy. */
import { NONE, NOT_TOLD } from '#domain/comparison.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { countsAt } from '#domain/move-phases.ts';
import { sql } from 'kysely';
import { dimensionOf, fromSelection } from '../populations/predicate.ts';
import { is } from '../reports/conditions.ts';
import { countLine, countTable, items, sayCount } from '../reports/count-lines.ts';
import {
  number,
  tableOf,
  text,
  type Report,
  type ReportContext,
  type ReportTable,
  type SummaryLine,
} from '../reports/report.ts';
import { dropResults, readResults, type SnapshotFinder } from '../snapshots/finder.ts';

const RESULT = 'never-borrowed';

/** Years since a copy was added, from the first on. */
const AGES = ['under 2 years', '2 to 4 years', '5 to 9 years', '10 years or more', 'age not told'] as const;

interface Stock {
  readonly system: SystemId;
  readonly library: LibraryId;
  readonly class: string;
  /** Place in {@link AGES}. */
  readonly age: number;
  /** Copies of which their system tells whether they were borrowed. */
  readonly told: number;
  readonly never: number;
}

export const countNeverBorrowed: SnapshotFinder = {
  what: 'copies that were never borrowed',
  async find(transaction, { number: snapshot }) {
    await dropResults(transaction, { snapshot, report: RESULT });
    const library = dimensionOf('ITEMS', 'LIBRARY').value;
    await sql`
      INSERT INTO snapshot_result (snapshot, report, key, value)
      SELECT ${snapshot}::int, ${RESULT}::text, system, json_agg(json_build_object('system', system, 'library', library,
        'class', class, 'age', age, 'told', told, 'never', never) ORDER BY library, class, age)
      FROM (
        SELECT name.system_id AS system, ${library} AS library,
          CASE WHEN t.call_number ~ '^ *[0-9]{3}' THEN substr(ltrim(t.call_number), 1, 2) || '0s'
            WHEN t.call_number ~ '^ *[A-Za-z]' THEN upper(substring(t.call_number FROM '^ *([A-Za-z]{1,3})'))
            ELSE ${sql.lit(NONE)} END AS class,
          CASE WHEN added.year IS NULL THEN 4 WHEN taken.year - added.year < 2 THEN 0 WHEN taken.year - added.year < 5 THEN 1
            WHEN taken.year - added.year < 10 THEN 2 ELSE 3 END AS age,
          count(*)::int AS told, (count(*) FILTER (WHERE t.last_borrowed_year = ${sql.lit(NONE)}))::int AS never
        ${fromSelection(
          { snapshot, population: 'ITEMS', where: [] },
          {
            joined: sql`JOIN system name ON name.id = t.system
              CROSS JOIN LATERAL (SELECT extract(year FROM k.taken_at)::int AS year FROM snapshot k WHERE k.id = s.snapshot) taken
              CROSS JOIN LATERAL (SELECT CASE WHEN t.created_year ~ '^[0-9]{4}$' THEN t.created_year::int
                WHEN t.acquired_year ~ '^[0-9]{4}$' THEN t.acquired_year::int END AS year) added`,
          },
        )} AND t.last_borrowed_year <> ${sql.lit(NOT_TOLD)}
        GROUP BY 1, 2, 3, 4) stock
      GROUP BY system`.execute(transaction);
  },
};

const NEVER = items(is('LAST_BORROWED_YEAR', NONE));

export const neverBorrowed: Report = {
  name: 'never-borrowed',
  question: 'Which stock never goes out?',
  leavesOut: [],
  async run(context) {
    const never = await countLine(context, 'Copies that were never borrowed', NEVER);
    const stock = await readStock(context);
    return {
      title: `Copies that were never borrowed, those for use in the library among them: ${sayCount(never)}.`,
      summary: [
        never,
        { label: 'Copies of which it is told whether they were', ...toldIn(stock), notToldBy: never.notToldBy },
        ...elsewhereLines(context, stock ?? []),
      ],
      tables: [
        classTable(stock ?? []),
        countTable(context, {
          name: 'by library',
          title: 'Copies that were never borrowed, by library',
          of: NEVER,
          by: { Library: 'LIBRARY' },
        }),
      ],
    };
  },
};

function toldIn(stock: readonly Stock[] | null): Pick<SummaryLine, 'value' | 'text'> {
  return stock === null
    ? { value: null, text: 'not counted when the snapshot was taken' }
    : { value: stock.reduce((sum, { told }) => sum + told, 0) };
}

/** The rows behind the numbers are all of the library's, wherever they are. */
function elsewhereLines({ region }: ReportContext, stock: readonly Stock[]): readonly SummaryLine[] {
  const counts = countsAt(region);
  const value = stock.filter((one) => !counts(one)).reduce((sum, { never }) => sum + never, 0);
  if (value === 0) return [];
  return [
    { label: 'Of those never borrowed: loaded to try it out, or left behind in another system; take them off', value },
  ];
}

/** Null for a snapshot that was taken before this was counted, or of which no system tells it. */
async function readStock({
  db,
  snapshot,
  library,
  system,
  visibleLibraries,
}: ReportContext): Promise<readonly Stock[] | null> {
  const kept = await readResults<readonly Stock[]>(db, { snapshot: snapshot.number, report: RESULT });
  if (kept.size === 0) return null;
  const wanted = library === null ? visibleLibraries : [library];
  return [...kept.values()]
    .flat()
    .filter((one) => (system === null || one.system === system) && (wanted?.includes(one.library) ?? true));
}

interface ClassRow {
  readonly class: string;
  readonly told: number;
  readonly ages: readonly number[];
  readonly never: number;
}

function classTable(stock: readonly Stock[]): ReportTable {
  const rows = Array.from(
    Map.groupBy(stock, (one) => one.class),
    ([name, own]): ClassRow => {
      const sumOf = (some: readonly Stock[]): number => some.reduce((sum, { never }) => sum + never, 0);
      return {
        class: name,
        told: own.reduce((sum, one) => sum + one.told, 0),
        ages: AGES.map((_, age) => sumOf(own.filter((one) => one.age === age))),
        never: sumOf(own),
      };
    },
  ).toSorted((a, b) => b.never - a.never || (a.class < b.class ? -1 : 1));
  return tableOf(
    { name: 'by class', title: 'Never borrowed, by how the call number begins and when the copy was added' },
    rows,
    [
      text('Class', (row) => row.class),
      number('Copies', ({ told }) => told),
      number('Never borrowed', ({ never }) => never),
      ...AGES.map((name, age) => number(`Never, ${name}`, ({ ages }: ClassRow) => ages[age] ?? 0)),
    ],
  );
}
