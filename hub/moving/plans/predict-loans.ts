/** Open loans and holds of a plan: which go, when loans are due, and whether their library is open that day. */
import type { OpeningRules } from '#domain/places/opening-hours.ts';
import { findOpening } from '#domain/places/opening.ts';
import { whereaboutsOfLibrary } from '#domain/places/whereabouts.ts';
import type { Region } from '#domain/region.ts';
import { textArray } from '#store/binary-array.ts';
import { sql, type RawBuilder } from 'kysely';
import { mapOf } from './predict-items.ts';
import { isOfOthers, makeTable, type Prediction } from './prediction.ts';

/** A copy by its system's own number, which two rows may have where one of them came without. */
const COPIES = sql`(SELECT DISTINCT ON (c.system, c.local_id) c.system, c.local_id, c.library, c.class, c.goes, p.item_type
  FROM plan_copy c JOIN planned_item p ON p.item = c.id`;

/** The class of what may be of a system that does not move, or that is the target. */
function inScope(className: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`CASE WHEN s.place IS NULL THEN 'OTHER_LIBRARY' WHEN s.is_target THEN 'IN_TARGET' ELSE ${className} END`;
}

/** Fills `planned_loan`. */
export async function predictLoans(prediction: Prediction): Promise<void> {
  const { transaction, plan, region } = prediction;
  const zone = zoneOf(region, sql`coalesce(c.library, l.library)`, sql`s.system_id`);
  await makeTable(
    transaction,
    'plan_loan',
    sql`SELECT l.system, l.item, l.due_on, l.due_at, l.loaned_at, l.renewals, coalesce(c.library, l.library) AS library,
        ${zone} AS zone, r.category, c.item_type,
        coalesce(NOT r.goes, false) AS reader_stays,
        ${inScope(sql`coalesce(c.class, 'NO_COPY')`)} AS class, s.place IS NOT NULL AND (s.is_target OR coalesce(c.goes, false)) AS goes
      FROM plan_system s JOIN snapshot_loan l ON l.system = s.system AND l.snapshot = ${plan.snapshot.number}
        LEFT JOIN ${COPIES} WHERE p.plan = ${plan.number} ORDER BY c.system, c.local_id, c.id) c
          ON c.system = l.system AND c.local_id = l.item
        LEFT JOIN planned_reader r ON r.plan = ${plan.number} AND r.system = l.system AND r.reader_token = l.reader_token`,
  );
  await setDueDays(prediction);
  await listClosedDays(prediction);
  const movesOn = plan.settings.loans.closedDays === 'NEXT_OPEN' ? sql`closed.next_open` : sql`NULL::date`;
  // Of hours, the hour of the day stays; it is the day that moves on.
  const dueOn = sql`CASE WHEN l.new_on IS NOT NULL THEN coalesce(${movesOn}, l.new_on) END`;
  const dueAt = sql`CASE WHEN l.new_at IS NOT NULL AND ${movesOn} IS NOT NULL
    THEN (${movesOn} + (l.new_at AT TIME ZONE l.zone)::time) AT TIME ZONE l.zone ELSE l.new_at END`;
  await sql`
    INSERT INTO planned_loan (plan, system, item, class, goes, due_on, due_at, changes)
    SELECT ${plan.number}::int, system, item, class, goes, due_on, due_at, CASE WHEN NOT goes OR class = 'IN_TARGET' THEN '{}'
      ELSE array_remove(ARRAY[
        CASE WHEN due_on IS DISTINCT FROM was_on OR due_at IS DISTINCT FROM was_at THEN 'DUE_CHANGED' END,
        CASE WHEN unknown OR (due_on IS NULL AND due_at IS NULL) THEN 'DUE_UNKNOWN' END,
        CASE WHEN is_closed AND NOT moved THEN 'ON_CLOSED_DAY' END,
        CASE WHEN reader_stays THEN 'READER_STAYS' END], NULL) END
    FROM (SELECT l.reader_stays, l.system, l.item, l.class, l.goes, l.unknown, l.due_on AS was_on, l.due_at AS was_at,
        ${dueOn} AS due_on, ${dueAt} AS due_at, closed.day IS NOT NULL AS is_closed, ${movesOn} IS NOT NULL AS moved
      FROM plan_due l LEFT JOIN plan_closed closed ON closed.library = l.library AND closed.day = l.due_day) loan`.execute(
    transaction,
  );
}

/**
 * `plan_due`: the loans as they are due under the target, before closed days. By the policy only what was never renewed can be worked
 * out: no system tells when it renewed. All else keeps its day, and so does a loan of which nobody tells whether it was renewed.
 */
async function setDueDays({ transaction, plan }: Prediction): Promise<void> {
  const isByPolicy = plan.settings.loans.dueDay === 'POLICY';
  const applies = isByPolicy ? sql`l.goes AND l.class <> 'IN_TARGET' AND coalesce(l.renewals, 0) = 0` : sql`false`;
  const length = sql`(d.terms ->> 'loanLength')::int`;
  const unit = sql`d.terms ->> 'loanUnit'`;
  await makeTable(
    transaction,
    'plan_due',
    sql`SELECT l.*, coalesce(l.new_on, (l.new_at AT TIME ZONE l.zone)::date) AS due_day
      FROM (
        SELECT l.*, k.applies AND NOT k.known AS unknown, CASE WHEN k.known THEN e.due_at ELSE l.due_at END AS new_at,
          CASE WHEN NOT k.known THEN l.due_on WHEN ${unit} = 'DAYS' THEN (l.loaned_at AT TIME ZONE l.zone)::date + ${length}
            ELSE (e.due_at AT TIME ZONE l.zone)::date END AS new_on
        FROM plan_loan l
          LEFT JOIN draft_rule d ON d.plan = ${plan.number} AND d.category = l.category AND d.item_type = l.item_type
          CROSS JOIN LATERAL (SELECT ${applies} AS applies, ${applies} AND l.renewals IS NOT NULL AND l.loaned_at IS NOT NULL
            AND ${length} IS NOT NULL AND ${unit} IS NOT NULL AND coalesce((d.terms ->> 'lent')::boolean, true) AS known) k
          CROSS JOIN LATERAL (SELECT l.loaned_at + CASE ${unit} WHEN 'HOURS' THEN make_interval(hours => ${length})
            WHEN 'MINUTES' THEN make_interval(mins => ${length}) END AS due_at) e) l`,
  );
}

/**
 * `plan_closed`: days on which loans are due and the library is closed, with the next day on which it is open, if that is known. A day
 * that was over when the snapshot was taken is none: what is overdue stays so.
 */
async function listClosedDays({ transaction, plan, region }: Prediction): Promise<void> {
  const { rows } = await sql<{ library: string; day: string }>`
    SELECT DISTINCT library, due_day::text AS day FROM plan_due
    WHERE goes AND class <> 'IN_TARGET' AND library IS NOT NULL
      AND due_day >= (SELECT taken_at::date FROM snapshot WHERE id = ${plan.snapshot.number})`.execute(transaction);
  const rules = new Map(region.libraries.map((library) => [String(library.id), openingRulesOf(region, library)]));
  const closed = rows.flatMap(({ library, day }) => {
    const opening = rules.get(library);
    if (opening === undefined) return [];
    const next = nextOpen(opening, day);
    return next === day ? [] : [{ library, day, next }];
  });
  await makeTable(
    transaction,
    'plan_closed',
    sql`SELECT library, day::date AS day, next::date AS next_open
      FROM unnest(${textArray(closed.map(({ library }) => library))}::text[], ${textArray(closed.map(({ day }) => day))}::text[],
        ${textArray(closed.map(({ next }) => next))}::text[]) AS c(library, day, next)`,
  );
}

/** The day itself if it is open then, or nobody knows; null if it is closed and nobody knows until when. */
function nextOpen(rules: OpeningRules, day: string): string | null {
  const { opensOn, closure } = findOpening(rules, 0, day);
  if (rules.hours !== null) return opensOn;
  return closure !== null || rules.bankHolidays.includes(day) ? null : day;
}

function openingRulesOf({ bankHolidays = [], systems }: Region, library: Region['libraries'][number]): OpeningRules {
  const { hours = null, closures = [] } = whereaboutsOfLibrary(library);
  const timeZone = library.timeZone ?? systems.find(({ id }) => id === library.system)?.timeZone ?? 'UTC';
  return { hours, closures, bankHolidays, timeZone };
}

/** The time zone of a row's library, else of its system: days are its own, whatever zone the database speaks in. */
export function zoneOf(region: Region, library: RawBuilder<unknown>, system: RawBuilder<unknown>): RawBuilder<string> {
  return sql<string>`coalesce(${mapOf(zonesOfLibraries(region))} ->> ${library}, ${mapOf(zonesOfSystems(region))} ->> ${system})`;
}

function zonesOfLibraries({ libraries }: Region): Readonly<Record<string, string>> {
  return Object.fromEntries(libraries.flatMap(({ id, timeZone }) => (timeZone === undefined ? [] : [[id, timeZone]])));
}

function zonesOfSystems({ systems }: Region): Readonly<Record<string, string>> {
  return Object.fromEntries(systems.map(({ id, timeZone }) => [id, timeZone]));
}

/** Fills `planned_hold`. One on a copy goes with it, one on a title with its record, unless its own library does not move. */
export async function predictHolds({ transaction, plan }: Prediction): Promise<void> {
  const staysBehind = sql`(c.local_id IS NULL AND ${isOfOthers(plan, sql`array_remove(ARRAY[h.library], NULL)`)})`;
  await sql`
    INSERT INTO planned_hold (plan, system, hold, class, goes)
    SELECT ${plan.number}::int, h.system, h.id, ${inScope(sql`CASE WHEN ${staysBehind} THEN 'OTHER_LIBRARY' ELSE coalesce(c.class, n.class, 'NO_COPY') END`)},
      s.place IS NOT NULL AND (s.is_target OR (coalesce(c.goes, n.goes, false) AND NOT ${staysBehind}))
    FROM plan_system s JOIN snapshot_hold h ON h.system = s.system AND h.snapshot = ${plan.snapshot.number}
      LEFT JOIN ${COPIES} WHERE p.plan = ${plan.number} ORDER BY c.system, c.local_id, c.id) c
        ON c.system = h.system AND c.local_id = h.item
      LEFT JOIN plan_place n ON n.record = h.record`.execute(transaction);
}
