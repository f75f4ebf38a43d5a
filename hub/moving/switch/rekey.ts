/**
 * What happened in the new system since a library was switched to it, for whoever keys it into the old one after a switch back: the open
 * loans that it has, compared by barcode with those that it had at the switch, and with those of the old system; its open holds and
 * charges beside those of the old system.
 */
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { sayMoment } from './freeze-changes.ts';
import type { Move } from './steps.ts';
import { LOANS } from './open-loans.ts';
import { compareCharges, compareHolds, type Switched, type UnpairedRow } from './rekey-unpaired.ts';

/**
 * Of loans `LENT`: the old system does not know it. `RETURNED`: it still has it. `CHANGED`: renewed, or lent again. Of holds `HELD`, and
 * `HOLD_ENDED`: filled, given up, or never loaded. Of charges `CHARGED`, and `PAID`: in part or whole, waived, or never loaded.
 */
export type RekeyAction = 'LENT' | 'RETURNED' | 'CHANGED' | 'HELD' | 'HOLD_ENDED' | 'CHARGED' | 'PAID';

export interface RekeyRow {
  readonly action: RekeyAction;
  /** The list of both systems that it is concluded from. */
  readonly list: ComparedList;
  /** `CERTAIN`: the list says it itself. `POSSIBLE`: it may be of before the switch, or another reader's. */
  readonly certainty: 'CERTAIN' | 'POSSIBLE';
  /** Null for a hold or a charge that is for no copy. */
  readonly barcode: string | null;
  /** Null for a loan, and where it is for no title. */
  readonly title: string | null;
  /** In the new system, `YYYY-MM-DD`; null for what is no loan, for a return, and where it is not told. */
  readonly dueOn: string | null;
  /** In the old system; null for what is no loan, and for a loan that it does not know. */
  readonly wasDueOn: string | null;
  /** When the hold was placed or the charge made; null for a loan, and where it is not told. */
  readonly on: string | null;
  /** Of a charge, what is left to pay in the new system and in the old one; null where it is not there. */
  readonly pence: number | null;
  readonly wasPence: number | null;
  readonly currency: string | null;
}

export interface RekeyList {
  /** Of when the new system's open loans are; null where it has told none. */
  readonly asOf: Date | null;
  /** Of when each list is that both systems have told, in the new one. */
  readonly lists: readonly { readonly list: ComparedList; readonly asOf: Date }[];
  readonly rows: readonly RekeyRow[];
  /** What cannot be told, in sentences. */
  readonly notTold: readonly string[];
}

const COMPARED_LISTS = ['OPEN_LOANS', 'OPEN_HOLDS', 'OPEN_CHARGES'] as const;
type ComparedList = (typeof COMPARED_LISTS)[number];
const WORDS: Readonly<Record<ComparedList, string>> = {
  OPEN_LOANS: 'open loans',
  OPEN_HOLDS: 'open holds',
  OPEN_CHARGES: 'open charges',
};

const HOUR_MS = 3_600_000;

const ALWAYS = [
  'Holds and charges: readers have another token in each system. As many are set side by side as there are for a title, or for a copy and day; look up the reader in the new system.',
  'Payments of what was charged since, and which payment it was: no list of what is still to pay has them. Ask the new system for its payments since the switch.',
  'Renewals of one loan that were taken back the same day, and loans and holds that began and ended since: no list of what is open has them.',
  'What was changed in the new system after its list was told: harvest it once more before it is left.',
  'What was sent through Mercia while its database was away, or as a process of it was killed: it is not counted.',
];

export async function listToRekey(db: Kysely<Database>, move: Switched): Promise<RekeyList> {
  const { source, target } = move;
  const told = await sql<{ systemId: string; list: string; asOf: Date }>`
    SELECT s.system_id AS "systemId", l.list, l.as_of AS "asOf" FROM loan_list l JOIN system s ON s.id = l.system
    WHERE l.as_of IS NOT NULL AND s.system_id IN (${source}, ${target})`.execute(db);
  const asOf = (system: string, list: ComparedList): Date | null =>
    told.rows.find((one) => one.systemId === system && one.list === list)?.asOf ?? null;
  const silent = COMPARED_LISTS.flatMap((list) =>
    [source, target].filter((system) => asOf(system, list) === null).map((system) => ({ list, system })),
  );
  const isTold = (list: ComparedList): boolean => silent.every((one) => one.list !== list);
  const loans = isTold('OPEN_LOANS');
  return {
    asOf: asOf(target, 'OPEN_LOANS'),
    lists: COMPARED_LISTS.flatMap((list) => {
      const at = asOf(target, list);
      return at === null || !isTold(list) ? [] : [{ list, asOf: at }];
    }),
    rows: [
      ...(loans ? await compareLoans(db, move) : []),
      ...(isTold('OPEN_HOLDS') ? (await compareHolds(db, move)).flatMap(toHoldRow) : []),
      ...(isTold('OPEN_CHARGES') ? (await compareCharges(db, move)).map(toChargeRow) : []),
    ],
    notTold: [
      ...silent.map(({ list, system }) => `${system} has not told its ${WORDS[list]}, so they cannot be compared.`),
      ...(loans ? await sayUnpaired(db, move) : []),
      ...(await sayOfNobody(db, move, isTold)),
      ...(await sayThroughMercia(db, move, (list) => (isTold(list) ? asOf(target, list) : null))),
      ...ALWAYS,
    ],
  };
}

const NO_LOAN = { dueOn: null, wasDueOn: null } as const;

/** One that was keyed into the old system since is no more to do. */
function toHoldRow({ isNew, since, ...hold }: UnpairedRow): readonly RekeyRow[] {
  if (!isNew && since) return [];
  const action = isNew ? 'HELD' : 'HOLD_ENDED';
  return [{ ...NO_LOAN, ...hold, action, list: 'OPEN_HOLDS', certainty: isNew && since ? 'CERTAIN' : 'POSSIBLE' }];
}

function toChargeRow({ isNew, since, ...charge }: UnpairedRow): RekeyRow {
  const isPaid = charge.wasPence !== null && charge.wasPence > (charge.pence ?? 0);
  const certainty = isNew && since && charge.wasPence === null ? 'CERTAIN' : 'POSSIBLE';
  return { ...NO_LOAN, ...charge, action: isPaid ? 'PAID' : 'CHARGED', list: 'OPEN_CHARGES', certainty };
}

/** Keeps the loans that the new system has as a library is switched: only what became otherwise since is to be keyed in. */
export async function keepLoans(tx: Tx, { library, target }: Move): Promise<void> {
  await dropLoans(tx, { library });
  await sql`
    INSERT INTO moved_loan (library, system, barcode, due_on, due_at, loaned_at, renewals)
    SELECT ${library}, ${target}, l.barcode, l.due_on, l.due_at, l.loaned_at, l.renewals
    FROM (${LOANS} WHERE s.system_id = ${target} AND l.library = ${library}) l WHERE l.barcode IS NOT NULL`.execute(tx);
}

/** Once there is no way back. */
export async function dropLoans(tx: Tx, { library }: Pick<Move, 'library'>): Promise<void> {
  await tx.deleteFrom('moved_loan').where('library', '=', library).execute();
}

/** The loans of now in both systems, by barcode, beside those that the new one had at the switch. */
function sideBySide({ library, source, target }: Move) {
  const loansOf = (of: RawBuilder<unknown>) => sql`
    SELECT l.*, coalesce(due_on::text, (due_at AT TIME ZONE 'UTC')::date::text) AS due
    FROM (${of}) l WHERE barcode IS NOT NULL`;
  const at = (system: string) => loansOf(sql`${LOANS} WHERE s.system_id = ${system} AND l.library = ${library}`);
  return sql`(${at(source)}) old FULL JOIN (${at(target)}) new ON new.barcode = old.barcode
    FULL JOIN (${loansOf(sql`SELECT * FROM moved_loan WHERE library = ${library} AND system = ${target}`)}) kept
      ON kept.barcode = coalesce(new.barcode, old.barcode)`;
}

/** Since the switch, in the new system. */
const HAS_CHANGED = sql`(new.barcode, new.due, new.due_at, new.loaned_at, coalesce(new.renewals, 0))
  IS DISTINCT FROM (kept.barcode, kept.due, kept.due_at, kept.loaned_at, coalesce(kept.renewals, 0))`;

/** In what both systems tell: what one of them does not tell would differ for ever, also once it was keyed in. */
const IS_OTHERWISE = sql`(new.barcode IS DISTINCT FROM old.barcode OR new.due IS DISTINCT FROM old.due
  OR new.due_at <> old.due_at OR new.renewals <> old.renewals OR new.loaned_at > old.loaned_at)`;

/** Of what is not otherwise in what both tell. */
const MAY_BE_OTHERWISE = sql`(new.due_at IS DISTINCT FROM old.due_at OR coalesce(new.renewals, 0) <> coalesce(old.renewals, 0))`;

async function compareLoans(db: Kysely<Database>, move: Move): Promise<readonly RekeyRow[]> {
  const { rows } = await sql<RekeyRow>`
    SELECT CASE WHEN old.barcode IS NULL THEN 'LENT' WHEN new.barcode IS NULL THEN 'RETURNED' ELSE 'CHANGED' END AS action,
      'OPEN_LOANS' AS list, CASE WHEN EXISTS (SELECT FROM moved_loan WHERE library = ${move.library} AND system = ${move.target})
        THEN 'CERTAIN' ELSE 'POSSIBLE' END AS certainty,
      NULL AS title, NULL AS "on", NULL AS pence, NULL AS "wasPence", NULL AS currency,
      coalesce(new.barcode, old.barcode) AS barcode, new.due AS "dueOn", old.due AS "wasDueOn"
    FROM ${sideBySide(move)}
    WHERE ${HAS_CHANGED} AND ${IS_OTHERWISE}
    ORDER BY 1, 2`.execute(db);
  return rows;
}

/** What of the loans cannot be compared, in sentences; empty if nothing. */
async function sayUnpaired(db: Kysely<Database>, move: Move): Promise<readonly string[]> {
  const { library, source, target } = move;
  const { rows } = await sql<Record<'neverThere' | 'kept' | 'unsure' | 'oldNameless' | 'newNameless', number>>`
    SELECT count(*) FILTER (WHERE ${HAS_CHANGED} AND ${IS_OTHERWISE} IS NOT TRUE AND ${MAY_BE_OTHERWISE}) AS unsure, count(*) FILTER (WHERE old.barcode IS NOT NULL AND new.barcode IS NULL AND kept.barcode IS NULL) AS "neverThere",
      count(kept.barcode) AS kept, (${countNameless(source, library)}) AS "oldNameless", (${countNameless(target, library)}) AS "newNameless"
    FROM ${sideBySide(move)}`.execute(db);
  const { neverThere = 0, kept = 0, unsure = 0, oldNameless = 0, newNameless = 0 } = rows[0] ?? {};
  return [
    ...(kept === 0
      ? [
          `Returns: no loan of ${library} was known at ${target} when it was switched, so none can be told to have ended.`,
        ]
      : []),
    ...(neverThere === 0
      ? []
      : [
          `${neverThere} loans of ${source} were not at ${target} when ${library} was switched, and are not now: whether they were returned meanwhile is not known.`,
        ]),
    ...(unsure === 0
      ? []
      : [
          `${unsure} loans that changed at ${target} since the switch differ from those at ${source} at most in the hour or in how often they were renewed, which one of the two does not tell: whether they were keyed in is not known, and they are in no row.`,
        ]),
    ...(oldNameless + newNameless === 0
      ? []
      : [
          `Loans of copies that have no barcode, are of no known library, or are not in the index, cannot be paired: ${source} has ${oldNameless}, ${target} has ${newNameless}.`,
        ]),
  ];
}

/** What is sent through Mercia, as one and as several, and the list that it is seen in. */
const SENT: readonly {
  readonly kind: 'renew' | 'place_hold' | 'cancel_hold';
  readonly words: readonly [one: string, several: string];
  readonly list: ComparedList;
}[] = [
  { kind: 'renew', words: ['renewal', 'renewals'], list: 'OPEN_LOANS' },
  { kind: 'place_hold', words: ['hold placed', 'holds placed'], list: 'OPEN_HOLDS' },
  { kind: 'cancel_hold', words: ['hold given up', 'holds given up'], list: 'OPEN_HOLDS' },
];

/** Writes are kept sealed, and without a library: how many there were is all that can be said. `toldAt`: null if there are no rows of a list. */
async function sayThroughMercia(
  db: Kysely<Database>,
  { source, target, movedAt }: Switched,
  toldAt: (list: ComparedList) => Date | null,
): Promise<readonly string[]> {
  const hours = await db
    .selectFrom('written_hour')
    .selectAll()
    .where('system', '=', target)
    .where('hour', '>=', hourOf(movedAt))
    .execute();
  const begun = await readCountBegun(db);
  const isLate = begun > movedAt;
  const since = isLate
    ? `${sayMoment(begun)}, after the switch, when it began to count them`
    : 'the hour of the switch';
  const before = isLate ? ': what it sent before is not known.' : '.';
  if (hours.length === 0)
    return [`Mercia counted no renewal and no hold that it sent to ${target} since ${since}${before}`];
  return SENT.flatMap(({ kind, words, list }) => {
    const own = hours.filter((one) => one.kind === kind);
    const [sent, unknown] = [sum(own, (one) => one.done + one.unknown), sum(own, (one) => one.unknown)];
    if (sent === 0) return [];
    const told = toldAt(list);
    const isUnsure = unknown === 0 ? '' : `; of ${unknown} it was not known when the call ended whether it was done`;
    const counted = `Mercia counted ${sent} ${words[sent === 1 ? 0 : 1]} that it sent to ${target} since ${since}, for readers of any of its libraries${isUnsure}${before}`;
    if (told === null)
      return [`${counted} ${target} and ${source} have not both told their ${WORDS[list]}: no row has them.`];
    const late = sum(own, (one) => (one.hour >= hourOf(told) ? one.done + one.unknown : 0));
    const missing = `${late} of them came in the hour in which ${target} told its ${WORDS[list]}, or later: the rows may lack them until it is harvested once more.`;
    return [
      late === 0
        ? `${counted} ${target} told its ${WORDS[list]} after that: what still counts is in the rows.`
        : `${counted} ${missing}`,
    ];
  });
}

/** Since when writes are counted: a database of before has its table from an upgrade. One that was restored has older hours than its tables. */
async function readCountBegun(db: Kysely<Database>): Promise<Date> {
  const { rows } = await sql<{ begun: Date }>`
    SELECT least(made.at, (SELECT min(hour) FROM written_hour WHERE hour < date_trunc('hour', made.at))) AS begun
    FROM (SELECT timestamp::timestamptz AS at FROM kysely_migration WHERE name = '0106-writes-by-hour') AS made`.execute(
    db,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the table of counted writes was never made');
  return row.begun;
}

function hourOf(at: Date): Date {
  return new Date(at.getTime() - (at.getTime() % HOUR_MS));
}

function sum<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((before, row) => before + of(row), 0);
}

/** Loans of copies without a barcode; and those of copies of no known library, which may be of this one. */
function countNameless(system: string, library: string) {
  return sql`SELECT count(*) FROM (${LOANS} WHERE s.system_id = ${system} AND (l.library = ${library} OR l.library IS NULL)) l
    WHERE l.barcode IS NULL OR l.library IS NULL`;
}

/** Holds and charges of no known library, which may be of this one, in sentences; empty if there are none. */
async function sayOfNobody(
  db: Kysely<Database>,
  { source, target }: Move,
  isTold: (list: ComparedList) => boolean,
): Promise<readonly string[]> {
  const countIn = (table: 'open_hold' | 'open_charge') => sql`
    SELECT (count(*) FILTER (WHERE s.system_id = ${source}))::int AS old, (count(*) FILTER (WHERE s.system_id = ${target}))::int AS new
    FROM ${sql.table(table)} o JOIN system s ON s.id = o.system WHERE o.library IS NULL`;
  const { rows } = await sql<{ readonly list: keyof typeof OF_NOBODY; readonly old: number; readonly new: number }>`
    SELECT 'OPEN_HOLDS' AS list, h.* FROM (${countIn('open_hold')}) h
    UNION ALL SELECT 'OPEN_CHARGES', c.* FROM (${countIn('open_charge')}) c`.execute(db);
  return rows
    .filter((row) => isTold(row.list) && row.old + row.new > 0)
    .map((row) => `${OF_NOBODY[row.list]} are in no row: ${source} has ${row.old}, ${target} has ${row.new}.`);
}

const OF_NOBODY = {
  OPEN_HOLDS: 'Holds that are collected at a branch of no known library',
  OPEN_CHARGES: 'Charges of readers whose branch is of no known library',
} as const;
