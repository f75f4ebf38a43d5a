/** What must be so before a library is switched, and what is counted of it: when it is asked for, and again when it is confirmed. */
import type { Library } from '#domain/region.ts';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import type { Actor } from '#store/repositories/actions/actions.ts';
import type { Database, Tx } from '#store/tables.ts';
import { keepNewRulings } from '#union-index/index.ts';
import type { Kysely } from 'kysely';
import { countLoans, harvestedSince, hasAllLoans, isBeingMatched, loansNotTold, type LoansThere } from './readiness.ts';
import { findFreeze } from './freeze-changes.ts';
import { findApart, keepNewIds, type Kept, type MovedRecord } from './new-ids.ts';
import type { Step } from './steps.ts';
import { isDeepStrictEqual } from 'node:util';

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
  accepted: AcceptedLosses,
): Promise<SwitchCounts | MerciaError> {
  const counts = await countSwitch(tx, library, step, accepted.acceptLoansMissing);
  const loansLost = await sayLoansLost(tx, library, step, counts);
  const missing = missingIn(counts);
  const idsLost =
    missing === accepted.acceptMissing
      ? null
      : `${missing} would lose their ids: "mercia move switch missing ${step.library}" lists them. Load them, or accept exactly so many (acceptMissing: ${missing}).`;
  if (loansLost === null && idsLost === null) return counts;
  const counted = `${step.library}: ${sayCounts(counts)}`;
  if (loansLost === null) return badUserInput(`${counted}. ${idsLost}`);
  return badUserInput(`${counted}; ${loansLost}${idsLost === null ? '' : ` Of holdings and copies ${idsLost}`}`);
}

interface AcceptedLosses {
  readonly acceptMissing: number;
  readonly acceptLoansMissing: boolean;
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
  const freeze = await findFreeze(tx, library);
  const catalogueFrozenAt = freeze?.isStep === true && freeze.system === step.source ? freeze.at : frozenAt;
  if (!(await harvestedSince(tx, step.source, catalogueFrozenAt))) {
    throw badUserInput(
      `${step.source} was not harvested to its end since the catalogue of ${step.library} was frozen (${catalogueFrozenAt.toISOString()}): copies that came there before are not known, and would lose their ids. Run "mercia harvest --system ${step.source} --full", and ask again.`,
    );
  }
  if (await isBeingMatched(tx, step.target)) {
    throw badUserInput(`Records of ${step.target} are still being matched; ask again in a minute.`);
  }
  const counts = { ...(await keepNewIds(tx, step)), loans: await countLoans(tx, step), loansAccepted };
  const apart = await findApart(tx, step);
  if (apart.length > 0) throw new RecordsApartError(apart);
  return counts;
}

/** Null where all are there, or whoever asks took it on them that they are not. */
async function sayLoansLost(tx: Tx, library: Library, step: Step, counts: SwitchCounts): Promise<string | null> {
  if (counts.loansAccepted) return null;
  const why = await whyNotAllThere(tx, step, counts, await whenFrozen(tx, library, step));
  return why === null ? null : `${why}, or take it on you (acceptLoansMissing; "--accept-loans-missing").`;
}

async function whyNotAllThere(tx: Tx, step: Step, { loans }: SwitchCounts, frozenAt: Date): Promise<string | null> {
  const { library, source } = step;
  const silent = await loansNotTold(tx, step, frozenAt);
  if (silent.length > 0 || loans === null) {
    return `${silent.join(' and ')} told no open loans since the freeze (${frozenAt.toISOString()}), so it is not known which are there: harvest them`;
  }
  if (loans.there < loans.open) return 'the others would be lost: load them, and harvest';
  const harvest = `"mercia harvest --system ${source} --full", then "mercia loans harvest --system ${source}"`;
  if (loans.unknown > 0) {
    return `of those copies nobody knows whether they are of ${library}: bring them (${harvest}), look at ${source} for those of interlibrary loans, of which nothing is kept`;
  }
  if (await hasAllLoans(tx, step)) return null;
  return `${source} told loans that could not be kept, because ${library} had not agreed to it then or two of them are of one barcode: see that it has, correct the barcodes, bring both again (${harvest})`;
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

/** What was counted by an older version says nothing of them. */
function sayUnknown({ unknown }: Partial<LoansThere>): readonly string[] {
  if (unknown === undefined || unknown === 0) return [];
  return [
    `${unknown} more ${unknown === 1 ? 'is' : 'are'} of copies that Mercia does not know, and may be this library’s or another’s`,
  ];
}

export function sayCounts(counts: SwitchCounts | null): string | null {
  if (counts === null) return null;
  const { items, holdings } = counts;
  return `${items.known} of ${items.held} items have their new number, ${holdings.known} of ${holdings.held} holdings, ${sayLoans(counts)}`;
}

export function sayLoans({ loans }: Pick<SwitchCounts, 'loans'>): string {
  if (loans === null) return 'open loans are not told';
  return [`${loans.there} of ${loans.open} open loans are there`, ...sayUnknown(loans)].join('; ');
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
  const loansLost = await sayLoansLost(tx, library, request, now);
  if (loansLost !== null) throw badUserInput(`${request.library}: ${sayCounts(now)}; ${loansLost}`);
  if (isDeepStrictEqual(now, request.counts)) return;
  throw badUserInput(
    `${request.library}: now ${sayCounts(now) ?? ''}; when it was asked for, ${sayCounts(request.counts) ?? ''}. Withdraw it, look at what changed, and ask again.`,
  );
}
