/** What must be so before a library is switched, and what is counted of it: when it is asked for, and again when it is confirmed. */
import type { Library } from '#domain/region.ts';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import type { Actor } from '#store/repositories/actions/actions.ts';
import type { Database, Tx } from '#store/tables.ts';
import { keepNewRulings } from '#union-index/index.ts';
import { type Kysely, sql } from 'kysely';
import { findApart, keepNewIds, type Kept, type MovedRecord } from './new-ids.ts';
import type { Move, Step } from './steps.ts';
import { isDeepStrictEqual } from 'node:util';
import type { SystemId } from '#domain/ids.ts';

/** What was counted when it was asked that a library shall be MOVED. */
export interface SwitchCounts {
  readonly items: Kept;
  readonly holdings: Kept;
  /** Null where one of the two systems has not told its open loans. */
  readonly loans: LoansThere | null;
  /** Whether whoever asked took it on them that loans are not there, or not told since the freeze. */
  readonly loansAccepted: boolean;
}

/** Some records of the new system are in other editions than the records that they came from. */
export class RecordsApartError extends Error {
  readonly records: readonly MovedRecord[];
  constructor(records: readonly MovedRecord[]) {
    super('records are apart from those that they came from');
    this.records = records;
  }
}

interface Joined {
  readonly library: string;
  /** How many are ruled to be the same: exactly so many. */
  readonly joinRecords: number;
  readonly by: Actor;
  readonly at: Date;
}

/** More at once look like a column of numbers that slipped by a row. */
const JOIN_MAX = 1000;
/** Named in a refusal. */
const PAIRS_SAID = 10;

/**
 * Rules that records are one with those that they came from, if whoever asks said of how many. What anybody ruled of a pair before stays.
 * Gives what is said to whoever asked.
 */
export async function joinRecords(
  db: Kysely<Database>,
  records: readonly MovedRecord[],
  asked: Joined,
): Promise<string> {
  const { by, at, library } = asked;
  const all = records.length;
  if (asked.joinRecords !== all || all > JOIN_MAX) {
    const pairs = records.slice(0, PAIRS_SAID).map(({ old, now }) => `${old} and ${now}`);
    const what =
      all > JOIN_MAX
        ? `More than ${JOIN_MAX} are never ruled at once: correct the numbers in 035, or load the records as they were.`
        : `Look whether each pair is one title; if the numbers in 035 are right, ask with joinRecords: ${all} ("--join-records ${all}") to rule so.`;
    return `${library}: ${all} titles are other editions in the new system than in the old one, and would lose their ids: ${pairs.join(', ')}${all > PAIRS_SAID ? ', and others' : ''}. ${what}`;
  }
  const note = 'the same record before and after its move';
  const kept = await keepNewRulings(
    db,
    records.map(({ old, now }) => ({ a: old, b: now, decision: 'SAME', by: by.by, at, note })),
    { by: by.by, role: by.role },
  );
  const left = kept === all ? '' : ` ${all - kept} were ruled on before; that stays: look at those rulings.`;
  return `${library}: ${kept} of ${all} titles that were other editions in the new system are now ruled to be the same.${left} Ask again after the next harvest.`;
}

/**
 * Counts what is asked to be switched. Gives the refusal, with what to do, unless exactly what is lost was accepted: what was counted is
 * kept then, so that it can be listed. Throws BAD_USER_INPUT for everything else that is in the way.
 */
export async function prepareSwitch(
  tx: Tx,
  library: Library,
  step: Step,
  accepted: { readonly acceptMissing: number; readonly acceptLoansMissing: boolean },
): Promise<SwitchCounts | MerciaError> {
  const counts = await countSwitch(tx, library, step, accepted.acceptLoansMissing);
  const missing = missingIn(counts);
  if (missing !== accepted.acceptMissing) {
    return badUserInput(
      `${step.library}: ${sayCounts(counts)}. ${missing} would lose their ids: "mercia move switch missing ${step.library}" lists them. Load them, or accept exactly so many (acceptMissing: ${missing}).`,
    );
  }
  return counts;
}

/** Everything that must be so whenever a library is switched: when it is asked for, and again when it is confirmed. */
async function countSwitch(tx: Tx, library: Library, step: Step, loansAccepted: boolean): Promise<SwitchCounts> {
  await assertMovesOnce(tx, step);
  const frozenAt = await whenFrozen(tx, library, step);
  if (!(await harvestedSince(tx, step.target, frozenAt))) {
    throw badUserInput(
      `${step.target} was not harvested to its end since ${step.library} was frozen (${frozenAt.toISOString()}): what was loaded there is not known. Load it, run "mercia harvest --system ${step.target} --full", and ask again.`,
    );
  }
  if (await isBeingMatched(tx, step.target)) {
    throw badUserInput(`Records of ${step.target} are still being matched; ask again in a minute.`);
  }
  const counts = { ...(await keepNewIds(tx, step)), loans: await countLoans(tx, step), loansAccepted };
  const apart = await findApart(tx, step);
  if (apart.length > 0) throw new RecordsApartError(apart);
  if (!loansAccepted) await assertLoansThere(tx, step, counts, frozenAt);
  return counts;
}

async function assertLoansThere(tx: Tx, step: Step, counts: SwitchCounts, frozenAt: Date): Promise<void> {
  const silent = await loansNotTold(tx, step, frozenAt);
  const { loans } = counts;
  if (silent.length === 0 && loans !== null && loans.there === loans.open) return;
  const why =
    silent.length > 0
      ? `${silent.join(' and ')} told no open loans since the freeze (${frozenAt.toISOString()}), so it is not known which are there: harvest them`
      : 'the others would be lost: load them, and harvest';
  throw badUserInput(
    `${step.library}: ${sayCounts(counts)}; ${why}, or take it on you (acceptLoansMissing; "--accept-loans-missing").`,
  );
}

/** A day that the region file gives is over at its end (UTC): what was harvested on that day may be of before the freeze. */
async function whenFrozen(tx: Tx, { memberships }: Library, { library, source }: Step): Promise<Date> {
  const decided = await tx
    .selectFrom('move_phase')
    .select('stopped_at')
    .where('library', '=', library)
    .where('system', '=', source)
    .executeTakeFirst();
  if (decided !== undefined && decided.stopped_at !== null) return decided.stopped_at;
  const since = memberships.find(({ system }) => system === source)?.since ?? null;
  if (since !== null) return new Date(since.includes('T') ? since : `${since}T24:00:00Z`);
  throw badUserInput(
    `${library}: the region file says that it is frozen at ${source}, and not since when. Let it become CATALOGUE_FROZEN and FROZEN again, by steps.`,
  );
}

/** Ids that were kept by a first move lead to the system that the second one leaves. */
async function assertMovesOnce(tx: Tx, { library, source }: Step): Promise<void> {
  const kept = await tx
    .selectFrom('moved_id')
    .select('old_system')
    .where('library', '=', library)
    .where('new_system', '=', source)
    .limit(1)
    .executeTakeFirst();
  if (kept === undefined) return;
  throw badUserInput(
    `${library} moved from ${kept.old_system} to ${source} before, and ids of then would lead nowhere: a library cannot be switched twice.`,
  );
}

function missingIn({ items, holdings }: SwitchCounts): number {
  return items.held - items.known + holdings.held - holdings.known;
}

export function sayCounts(counts: SwitchCounts | null): string | null {
  if (counts === null) return null;
  const { items, holdings, loans } = counts;
  const said = [
    `${items.known} of ${items.held} items have their new number`,
    `${holdings.known} of ${holdings.held} holdings`,
    loans === null ? 'open loans are not told' : `${loans.there} of ${loans.open} open loans are there`,
  ];
  return said.join(', ');
}

/** Throws BAD_USER_INPUT if anything is otherwise than when the switch was asked for. */
export async function assertAsCounted(
  tx: Tx,
  library: Library,
  request: Step & { readonly counts: SwitchCounts | null },
): Promise<void> {
  const now = await countSwitch(tx, library, request, request.counts?.loansAccepted ?? false).catch(
    (error: unknown) => {
      if (!(error instanceof RecordsApartError)) throw error;
      throw badUserInput(
        `${request.library}: ${error.records.length} titles are other editions in the new system than in the old one since this was asked for. Withdraw it, and ask again.`,
      );
    },
  );
  if (isDeepStrictEqual(now, request.counts)) return;
  throw badUserInput(
    `${request.library}: now ${sayCounts(now) ?? ''}; when it was asked for, ${sayCounts(request.counts) ?? ''}. Withdraw it, look at what changed, and ask again.`,
  );
}

/** Whether a harvest of the system that began after then has come to its end. */
async function harvestedSince(tx: Tx, system: SystemId, then: Date): Promise<boolean> {
  const { rows } = await sql<{ since: boolean }>`
    SELECT EXISTS (SELECT FROM harvest_run run JOIN system s ON s.id = run.system
      WHERE s.system_id = ${system} AND run.started_at > ${then} AND run.finished_at IS NOT NULL
        AND run.problem IS NULL) AS since`.execute(tx);
  return rows[0]?.since === true;
}

/** Whether records of the system wait to become part of editions. */
async function isBeingMatched(tx: Tx, system: SystemId): Promise<boolean> {
  const { rows } = await sql<{ waits: boolean }>`
    SELECT EXISTS (SELECT FROM unmatched u JOIN record r ON r.id = u.record JOIN system s ON s.id = r.system
      WHERE s.system_id = ${system}) AS waits`.execute(tx);
  return rows[0]?.waits === true;
}

/** Those of the two systems of which the open loans are not told, or are of before the library was frozen. */
async function loansNotTold(
  tx: Tx,
  { source, target }: Pick<Move, 'source' | 'target'>,
  frozenAt: Date,
): Promise<readonly SystemId[]> {
  const { rows } = await sql<{ system: SystemId }>`
    SELECT s.system_id AS system FROM loan_list l JOIN system s ON s.id = l.system
    WHERE l.list = 'OPEN_LOANS' AND l.as_of >= ${frozenAt} AND s.system_id IN (${source}, ${target})`.execute(tx);
  return [source, target].filter((one) => !rows.some(({ system }) => system === one));
}

/** Open loans at the old system, and how many of them the new one has: by barcode. */
interface LoansThere {
  readonly open: number;
  readonly there: number;
}

/** Null where one of the two has not told its open loans. */
async function countLoans(tx: Tx, { library, source, target }: Move): Promise<LoansThere | null> {
  const { rows } = await sql<LoansThere & { readonly told: number }>`
    WITH told AS (
      SELECT s.system_id FROM loan_list l JOIN system s ON s.id = l.system
      WHERE l.list = 'OPEN_LOANS' AND l.as_of IS NOT NULL AND s.system_id IN (${source}, ${target})
    ), loans AS (
      SELECT s.system_id, i.barcode FROM open_loan l JOIN system s ON s.id = l.system
        JOIN item i ON i.system = l.system AND i.local_id = l.item
      WHERE s.system_id IN (${source}, ${target}) AND l.library = ${library}
    )
    SELECT (SELECT count(*) FROM told) AS told, count(*) AS open,
      count(*) FILTER (WHERE EXISTS (SELECT FROM loans n WHERE n.system_id = ${target} AND n.barcode = o.barcode)) AS there
    FROM loans o WHERE o.system_id = ${source}`.execute(tx);
  const { told = 0, open = 0, there = 0 } = rows[0] ?? {};
  return told < 2 ? null : { open, there };
}
