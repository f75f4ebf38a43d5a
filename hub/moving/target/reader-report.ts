/**
 * What the target must end with of loans, holds, charges and readers. They go from supplier to supplier; these rows are what the load is
 * proved against. Readers and cards are digests of tokens: the same reader has the same digest in every table, and nobody can go back.
 */
import { countedOffTable, date, number, text, type Column, type ReportContext } from '#comparison/reports/report.ts';
import { counted } from '#comparison/reports/say.ts';
import { isInVersion } from '#comparison/snapshots/snapshot-rows.ts';
import type { ToldThing } from '#domain/comparison.ts';
import type { Region } from '#domain/region.ts';
import { showCount } from '#domain/small-numbers.ts';
import { findPermittedRows } from '#union-index/index.ts';
import { sql, type RawBuilder } from 'kysely';
import type { Plan } from '../plans/plan.ts';
import { reportOfPlan } from '../plans/asked-plan.ts';
import { exactly } from '../plans/plan-numbers.ts';
import { mapOf, mappedBranches } from '../plans/predict-items.ts';
import { zoneOf } from '../plans/predict-loans.ts';
import { whoTells } from '../plans/who-tells.ts';

type Row = Readonly<Record<string, string | number | null>>;

interface RowTable {
  readonly name: string;
  readonly title: string;
  /** What one row is about. */
  readonly one: string;
  /** What a system must tell for its rows to be here. */
  readonly madeOf: readonly ToldThing[];
  /** Header, the column of `rows`, and what it is. */
  readonly columns: readonly (readonly [header: string, of: string, kind?: 'number' | 'date'])[];
  /** What goes under the plan, with its system's name as `system_id`, and `library`. */
  readonly rows: (asked: { readonly plan: Plan; readonly region: Region }) => RawBuilder<unknown>;
  readonly order: RawBuilder<unknown>;
}

/** Sixteen digits of a hash of a token, which is a keyed hash or sealed itself. */
function digestOf(token: string): RawBuilder<unknown> {
  return sql`left(encode(sha256(convert_to(${sql.ref(token)}, 'UTF8')), 'hex'), 16)`;
}

/** The account that a row's reader has in the target: of a person with several, the one whose card stays. */
function targetReader(row: string): RawBuilder<unknown> {
  return sql`LEFT JOIN planned_reader a ON a.plan = p.plan AND a.system = ${sql.ref(`${row}.system`)}
      AND a.reader_token = ${sql.ref(`${row}.reader_token`)}
    LEFT JOIN planned_reader k ON k.plan = a.plan AND k.person = a.person AND k.keeps`;
}

/** The copy of a row that names one by its system's own number: of two rows with one number the first, as the plan has it. */
function copyOf(row: string, { snapshot }: Plan): RawBuilder<unknown> {
  return sql`LEFT JOIN snapshot_system v ON v.snapshot = ${snapshot.number} AND v.system = ${sql.ref(`${row}.system`)}
    LEFT JOIN (SELECT DISTINCT ON (one.system, one.local_id) one.id, one.system, one.local_id, one.barcode
      FROM snapshot_system w JOIN snapshot_item one ON one.system = w.system AND ${isInVersion('one', 'w')}
      WHERE w.snapshot = ${snapshot.number} ORDER BY one.system, one.local_id, one.id) i
      ON i.system = ${sql.ref(`${row}.system`)} AND i.local_id = ${sql.ref(`${row}.item`)}
    LEFT JOIN planned_item pi ON pi.plan = p.plan AND pi.item = i.id`;
}

/** By system and code of a branch, what the plan makes of the library that it is. */
function branchesOf({ settings }: Plan, { systems }: Region): Readonly<Record<string, string>> {
  return Object.fromEntries(
    systems.flatMap(({ id, owners }) =>
      owners.flatMap(({ code, library }) => {
        const branch = settings.branches[library];
        return branch === undefined ? [] : [[`${id} ${code}`, branch] as const];
      }),
    ),
  );
}

const READER = digestOf('k.reader_token');
/** Of a copy that gets a new label none until its number is given: the one that it had is another copy's in the target. */
const BARCODE = sql`CASE WHEN pi.relabel THEN pi.barcode ELSE coalesce(pi.barcode, i.barcode) END`;
const PIN = 'must be set anew unless proved otherwise';

const TABLES: readonly RowTable[] = [
  {
    name: 'loans',
    title: 'Open loans',
    one: 'loan',
    madeOf: ['LOANS'],
    columns: [
      ['Barcode', 'barcode'],
      ['Due', 'due_on', 'date'],
      ['Due at', 'due_at'],
      ['Renewals', 'renewals', 'number'],
      ['Lent', 'lent', 'date'],
      ['Reader', 'reader'],
      ['Library', 'library'],
      ['System', 'system_id'],
      ['Changes', 'changes'],
    ],
    rows: ({ plan, region }) => sql`
      SELECT s.system_id, l.library, ${BARCODE} AS barcode, to_char(p.due_on, 'YYYY-MM-DD') AS due_on,
        to_char(p.due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS due_at, l.renewals,
        to_char(l.loaned_at AT TIME ZONE ${zoneOf(region, sql`l.library`, sql`s.system_id`)}, 'YYYY-MM-DD') AS lent, ${READER} AS reader, array_to_string(p.changes, ' ') AS changes, l.item AS place
      FROM planned_loan p JOIN snapshot_loan l ON l.snapshot = ${plan.snapshot.number} AND l.system = p.system AND l.item = p.item
        JOIN system s ON s.id = p.system ${targetReader('l')} ${copyOf('l', plan)}
      WHERE p.plan = ${plan.number} AND p.goes`,
    order: sql`barcode, system_id, place`,
  },
  {
    name: 'holds',
    title: 'Open holds, in the order of their queues',
    one: 'hold',
    madeOf: ['HOLDS'],
    columns: [
      ['Record', 'record'],
      ['Barcode', 'barcode'],
      ['Place', 'place', 'number'],
      ['State', 'status'],
      ['Placed', 'placed', 'date'],
      ['Waits since', 'arrived', 'date'],
      ['Collected at', 'pickup'],
      ['Reader', 'reader'],
      ['Library', 'library'],
      ['System', 'system_id'],
    ],
    rows: ({ plan, region }) => sql`
      SELECT s.system_id, h.library, '(' || b.system_id || ')' || br.local_id AS record, CASE WHEN h.item IS NOT NULL THEN ${BARCODE} END AS barcode,
        h.place, h.status, to_char(h.placed_on, 'YYYY-MM-DD') AS placed, to_char(h.arrived_on, 'YYYY-MM-DD') AS arrived,
        coalesce(CASE WHEN s.system_id IS DISTINCT FROM ${plan.settings.into}::text
          THEN coalesce(${mapOf(branchesOf(plan, region))} ->> (s.system_id || ' ' || h.pickup), m.target) END, h.pickup) AS pickup,
        ${READER} AS reader, p.hold
      FROM planned_hold p JOIN snapshot_hold h ON h.snapshot = ${plan.snapshot.number} AND h.id = p.hold
        JOIN system s ON s.id = p.system ${targetReader('h')} ${copyOf('h', plan)}
        LEFT JOIN ${mappedBranches(plan.snapshot.number)} m ON m.system_id = s.system_id AND m.code = h.pickup
        LEFT JOIN snapshot_record r ON r.system = h.system AND r.record = h.record AND ${isInVersion('r', 'v')}
        LEFT JOIN (SELECT m.id, q.base FROM planned_record q CROSS JOIN LATERAL unnest(q.members) AS m(id)
          WHERE q.plan = ${plan.number} AND q.goes) pr ON pr.id = r.id
        LEFT JOIN snapshot_record br ON br.id = pr.base LEFT JOIN system b ON b.id = br.system
      WHERE p.plan = ${plan.number} AND p.goes`,
    order: sql`record, place, hold`,
  },
  {
    name: 'charges',
    title: 'What readers owe',
    one: 'charge',
    madeOf: ['CHARGES', 'READERS'],
    columns: [
      ['Reader', 'reader'],
      ['Kind', 'kind'],
      ['Pence', 'amount_pence', 'number'],
      ['Currency', 'currency'],
      ['Charged', 'charged', 'date'],
      ['Barcode', 'barcode'],
      ['Library', 'library'],
      ['System', 'system_id'],
    ],
    rows: ({ plan }) => sql`
      SELECT s.system_id, c.library, ${READER} AS reader, c.kind, c.amount_pence, c.currency,
        to_char(c.charged_on, 'YYYY-MM-DD') AS charged, ${BARCODE} AS barcode, c.id
      FROM snapshot_charge c JOIN planned_reader p ON p.plan = ${plan.number} AND p.system = c.system
          AND p.reader_token = c.reader_token AND p.goes
        JOIN system s ON s.id = c.system ${targetReader('c')} ${copyOf('c', plan)}
      WHERE c.snapshot = ${plan.snapshot.number}`,
    order: sql`reader, id`,
  },
  {
    name: 'readers',
    title: 'Readers, one row for each person',
    one: 'reader',
    madeOf: ['READERS'],
    columns: [
      ['Reader', 'reader'],
      ['Card', 'card'],
      ['Library', 'home'],
      ['Category', 'category'],
      ['Ends', 'ends'],
      ['Blocked', 'blocked'],
      ['Messages', 'messages', 'number'],
      ['PIN', 'pin'],
      ['System', 'system_id'],
    ],
    rows: ({ plan }) => sql`
      SELECT s.system_id, r.library, ${digestOf('p.reader_token')} AS reader, ${digestOf('r.card_token')} AS card, p.home, p.category,
        ${digestOf('r.expires_on')} AS ends, CASE r.blocked WHEN true THEN 'yes' WHEN false THEN 'no' END AS blocked, r.messages,
        ${sql.lit(PIN)} AS pin
      FROM planned_reader p JOIN snapshot_reader r ON r.snapshot = ${plan.snapshot.number} AND r.system = p.system
          AND r.reader_token = p.reader_token
        JOIN system s ON s.id = p.system
      WHERE p.plan = ${plan.number} AND p.keeps`,
    order: sql`reader`,
  },
  {
    name: 'persons',
    title: 'Accounts of persons who had several: which card stays',
    one: 'account',
    madeOf: ['READERS'],
    columns: [
      ['Person', 'person', 'number'],
      ['Account', 'account'],
      ['Card', 'card'],
      ['This card stays', 'stays'],
      ['Library before', 'library'],
      ['Library', 'home'],
      ['Category before', 'before'],
      ['Category', 'category'],
      ['PIN', 'pin'],
      ['System', 'system_id'],
    ],
    rows: ({ plan }) => sql`
      SELECT s.system_id, r.library, p.person, ${digestOf('p.reader_token')} AS account, ${digestOf('r.card_token')} AS card,
        CASE WHEN p.keeps THEN 'yes' ELSE 'no' END AS stays, p.home, r.category AS before, p.category, ${sql.lit(PIN)} AS pin
      FROM planned_reader p JOIN snapshot_reader r ON r.snapshot = ${plan.snapshot.number} AND r.system = p.system
          AND r.reader_token = p.reader_token
        JOIN system s ON s.id = p.system
        JOIN (SELECT person FROM planned_reader WHERE plan = ${plan.number} AND goes GROUP BY person HAVING count(*) > 1) several
          ON several.person = p.person
      WHERE p.plan = ${plan.number} AND p.goes`,
    order: sql`person, stays DESC, account`,
  },
];

export const targetReaders = reportOfPlan(
  {
    name: 'target-readers',
    question: 'Which loans, holds, charges and readers must the target end with?',
    aboutReaders: true,
  },
  async (context, plan) => {
    const { tell } = await whoTells(context, plan);
    const { systems, libraries } = plan.settings;
    const asked = context.region.libraries.filter(
      ({ id, system }) => systems.includes(system) && (libraries?.includes(id) ?? true),
    );
    const permission = findPermittedRows(context.region, ['MOVE_RECONCILIATION']);
    const agreed = asked.filter(({ id }) => permission.libraries.includes(id)).length;
    const tables = [];
    for (const table of TABLES) {
      const count = await countRows(context, plan, table);
      const hidden = tell(table.madeOf, showCount(await countRows(context, plan, table, false)));
      tables.push({ table, count, hidden, told: tell(table.madeOf, exactly(count)) });
    }
    const [loans, holds, charges, readers] = tables.map(({ told, table: { one } }) =>
      told.value === null ? `an unknown number of ${one}s` : counted(told.value, one),
    );
    const ofThose = asked.length === 0 ? '' : ` of the libraries that agreed (${agreed} of ${asked.length})`;
    return {
      title: `By the plan "${plan.name}", the target ends with ${loans}, ${holds}, ${charges} and ${readers}${ofThose}.`,
      summary: [
        ...tables.map(({ table, told: { value, notToldBy } }) => ({ label: table.title, value, notToldBy })),
        ...tables.map(({ table, hidden }) => ({
          label: `${table.title} of libraries that did not agree: not shown`,
          ...hidden,
        })),
        {
          label: 'Charges of readers who do not go: nothing is said of them',
          ...tell(['CHARGES', 'READERS'], showCount(await countChargesLeft(context, plan))),
        },
      ],
      tables: tables.map(({ table, count }) =>
        countedOffTable<Row>(
          { name: table.name, title: table.title },
          {
            totalRows: count,
            columns: table.columns.map(toColumn),
            list: ({ from, first }) => listRows(context, plan, { table, from, first }),
          },
        ),
      ),
    };
  },
);

function toColumn([header, of, kind]: RowTable['columns'][number]): Column<Row> {
  const cell = (row: Row): string | number | null => row[of] ?? null;
  if (kind === 'number') return number(header, cell);
  return kind === 'date' ? date(header, cell) : text(header, cell);
}

/** Rows of libraries that agreed to it, and of unknown libraries where all of the system's did; or all others. */
function permitted(context: ReportContext, plan: Plan, table: RowTable, isAgreed = true): RawBuilder<unknown> {
  const { region, library, system, visibleLibraries } = context;
  const agreed = findPermittedRows(region, ['MOVE_RECONCILIATION']);
  return sql`(SELECT * FROM (${table.rows({ plan, region })}) r
    WHERE coalesce(r.library = ANY(${[...agreed.libraries]}::text[]), r.system_id = ANY(${[...agreed.systems]}::text[])) = ${isAgreed}
      AND (${library}::text IS NULL OR r.library = ${library}) AND (${system}::text IS NULL OR r.system_id = ${system})
      AND (${visibleLibraries}::text[] IS NULL OR r.library = ANY(${visibleLibraries}::text[])))`;
}

async function countRows(context: ReportContext, plan: Plan, table: RowTable, isAgreed = true): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM ${permitted(context, plan, table, isAgreed)} r`.execute(context.db);
  return rows[0]?.count ?? 0;
}

/** Charges at systems that move whose reader stays behind: they are in no table. */
async function countChargesLeft({ db, library, system, visibleLibraries }: ReportContext, plan: Plan): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    SELECT count(*)::int AS count FROM snapshot_charge c JOIN system s ON s.id = c.system
    WHERE c.snapshot = ${plan.snapshot.number} AND s.system_id = ANY(${[...plan.settings.systems]}::text[])
      AND (${library}::text IS NULL OR c.library = ${library}) AND (${system}::text IS NULL OR s.system_id = ${system})
      AND (${visibleLibraries}::text[] IS NULL OR c.library = ANY(${visibleLibraries}::text[]))
      AND NOT EXISTS (SELECT FROM planned_reader p WHERE p.plan = ${plan.number} AND p.system = c.system
        AND p.reader_token = c.reader_token AND p.goes)`.execute(db);
  return rows[0]?.count ?? 0;
}

async function listRows(
  context: ReportContext,
  plan: Plan,
  { table, from, first }: { readonly table: RowTable; readonly from: number; readonly first: number },
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    SELECT * FROM ${permitted(context, plan, table)} r ORDER BY ${table.order} LIMIT ${first} OFFSET ${from}`.execute(
    context.db,
  );
  return rows;
}
