/** The gates that stand on the ledger and on the switch. Without a ledger nothing is told of what arrived. */
import { quoted } from '#platform/shell-word.ts';
import type { ReportContext } from '#comparison/reports/report.ts';
import { counted } from '#comparison/reports/say.ts';
import { findSnapshot, listsOfSnapshot, systemsOfSnapshot } from '#comparison/snapshots/snapshot.ts';
import type { LibraryId } from '#domain/ids.ts';
import { DECLARED_THINGS, LEDGER_CLASS_WORDS } from '#domain/ledger.ts';
import { badUserInput } from '#platform/errors.ts';
import { sql } from 'kysely';
import { ANY_OF_SEVERAL } from '../ledger/compare-items.ts';
import { getWholeLedger, type Ledger } from '../ledger/ledger.ts';
import { countClasses, DESPITE, ledgerOf } from '../ledger/reports/ledger-tables.ts';
import { findPlan } from '../plans/plan.ts';
import { listErrors } from '../target/load-error-report.ts';
import { asksForSignature, listRules } from '../ledger/signatures.ts';
import { gapsOfSource, isInNoRow, listUntold, sayUntold, WITHOUT_LIBRARY } from '../ledger/untold.ts';
import { sayLoans, type SwitchCounts } from '../switch/count-switch.ts';
import { ASKED_FOR_HOURS, isOver, listRequests } from '../switch/switch.ts';
import { judge, type Gate, type GateQuestion } from './gate.ts';

export async function nothingIsUnexplained(question: GateQuestion): Promise<Gate> {
  const { context, ledger } = question;
  const gate = { what: 'Rows that nothing explains', bar: 0, signs: 'CATALOGUE', command: showLedger(ledger) } as const;
  if (ledger === null) return judge({ ...gate, value: null }, NO_LEDGER);
  const { unexplained, unproved, silent } = await sumOf(context, ledger);
  const untold = sayUntold((await listUntold(context.db, ledger, true)).filter(isInNoRow));
  const doubts = [
    ...(unproved === 0 ? [] : [`${unproved} rows cannot be proved`]),
    ...silent.map((one) => `${LEDGER_CLASS_WORDS[one.class][1]} not told by ${one.notToldBy.join(', ')}`),
    ...(untold === '' ? [] : [`not told: ${untold}`]),
    ...(await gapsOfSource(context.db, ledger)).map((gap) => `not in its snapshot: ${gap}`),
    ...ledger.settings.despite.map((reservation) => DESPITE[reservation]),
    ...(await oldTarget(question, ledger)),
  ];
  return judge(
    { ...gate, value: silent.length > 0 && unexplained === 0 ? null : unexplained },
    [`ledger "${ledger.name}"`, ...doubts].join('; '),
    doubts.length > 0,
  );
}

/** A ledger of a target as it was long ago says nothing of what is there tonight. */
async function oldTarget(
  { context: { db, now }, hours }: GateQuestion,
  { target, targetSystem }: Ledger,
): Promise<readonly string[]> {
  const snapshot = await findSnapshot(db, target);
  const systems = snapshot === null ? [] : await systemsOfSnapshot(db, snapshot.number);
  const harvestedAt = systems.find(({ id }) => id === targetSystem)?.harvestedAt ?? null;
  if (snapshot === null || harvestedAt === null) return ['the target was never read in full'];
  const hoursSince = (...times: readonly Date[]): number =>
    Math.ceil((now.getTime() - Math.min(...times.map((time) => time.getTime()))) / HOUR_MS);
  const age = hoursSince(harvestedAt, snapshot.takenAt);
  const lists = (await listsOfSnapshot(db, snapshot.number)).filter(({ system }) => system === targetSystem);
  const old = lists.filter(({ asOf }) => hoursSince(asOf) > hours);
  return [
    ...(age > hours ? [`the target was read ${age} hours ago`] : []),
    ...old.map(({ list, asOf }) => `its ${list.toLowerCase()} were read ${hoursSince(asOf)} hours ago`),
  ];
}

/**
 * Whoever loads brings a list of errors, or none: then what the ledger misses says whether all was loaded. A list of which nothing is open
 * says so only if the ledger misses nothing either: lines that nobody could read, or that are of no row of the plan, are kept nowhere.
 */
export async function allIsLoaded(question: GateQuestion): Promise<Gate> {
  const { context, library, ledger } = question;
  const name = ledger?.plan ?? null;
  const plan = name === null ? null : await findPlan(context.db, name);
  const gate = {
    what: 'Records and copies that could not be loaded',
    bar: 0,
    signs: 'SYSTEMS',
    command: `mercia compare load-errors${plan === null ? '' : ` --option plan=${quoted(plan.name)}`} --library ${library}`,
  } as const;
  if (ledger === null || plan === null)
    return judge({ ...gate, value: null }, 'no ledger of this library by a plan rests on this snapshot');
  const all = { db: context.db, library: null, system: null, visibleLibraries: null };
  const known = await listErrors(all, plan);
  // Copies of no known library may be of this one, and are in none of its numbers.
  const untold = await listUntold(context.db, ledger, true);
  const inNoNumber = untold.some(({ class: cls, field }) => cls === 'ITEMS' && field === WITHOUT_LIBRARY);
  if (known.length === 0) {
    const { unexplained, unproved, silent } = await sumOf(context, ledger);
    const isThere = unexplained === 0 && unproved === 0 && silent.length === 0 && !inNoNumber;
    const none = `no refusal of the supplier is known for the plan "${plan.name}"`;
    return judge({ ...gate, value: isThere ? 0 : null }, isThere ? `${none}, and the ledger misses nothing` : none);
  }
  const own = await listErrors({ ...all, library }, plan);
  const open = own.filter(({ state }) => state !== 'GONE').length;
  // What is of nobody may be anybody's.
  const ofNobody = known.filter(({ state, isOfNobody }) => isOfNobody && state !== 'GONE').length;
  const said =
    ofNobody === 0
      ? ''
      : `; ${ofNobody} of these ${ofNobody === 1 ? 'is' : 'are'} of no library: ask without --library`;
  const missing = await countMissing(context, ledger, library);
  const misses =
    missing === 0
      ? ''
      : `; the ledger "${ledger.name}" misses ${counted(missing, 'record or copy', 'records and copies')}`;
  return judge({ ...gate, value: open + ofNobody }, `plan "${plan.name}"${said}${misses}`, missing > 0 || inNoNumber);
}

/** Records and copies of the library, or of nobody, that are not in the target and nothing says why. */
async function countMissing({ db }: ReportContext, { number }: Ledger, library: LibraryId): Promise<number> {
  const { rows } = await sql<{ missing: number }>`
    SELECT count(DISTINCT (r.class, r.number))::int AS missing FROM ledger_difference d JOIN ledger_row r USING (ledger, class, number)
    WHERE d.ledger = ${number} AND (d.class, d.field) IN (('RECORDS', '(record)'), ('ITEMS', '(item)'), ('ITEMS', ${ANY_OF_SEVERAL})) AND d.what = 'MISSING'
      AND d.rule IS NULL AND (r.libraries = '{}' OR ${library} = ANY(r.libraries))`.execute(db);
  return rows[0]?.missing ?? 0;
}

export async function rulesAreSigned({ context, ledger }: GateQuestion): Promise<Gate> {
  const gate = {
    what: 'Rules that ask for a signature',
    bar: 0,
    signs: 'CATALOGUE',
    command: showLedger(ledger),
  } as const;
  if (ledger === null) return judge({ ...gate, value: null }, NO_LEDGER);
  const rules = await listRules(context.db, ledger);
  return judge({ ...gate, value: rules.filter(asksForSignature).length });
}

export function allIsDeclared({ ledger }: GateQuestion): Gate {
  const gate = {
    what: 'Things not compared, and not declared',
    bar: 0,
    signs: 'SPONSOR',
    command: showLedger(ledger),
  } as const;
  if (ledger === null) return judge({ ...gate, value: null }, NO_LEDGER);
  const open = DECLARED_THINGS.filter((thing) => ledger.choices[thing] === undefined);
  const words = open.map((thing) => thing.toLowerCase().replaceAll('_', ' '));
  return judge({ ...gate, value: open.length }, words.length === 0 ? null : words.join(', '));
}

/** Of what the public was given an id, that has none in the new system. */
export function idsGoOn({ library, request }: GateQuestion): Gate {
  const counts = request?.counts ?? null;
  return judge(
    {
      what: 'Holdings and copies whose ids would end',
      value:
        counts === null
          ? null
          : counts.items.held - counts.items.known + (counts.holdings.held - counts.holdings.known),
      bar: 0,
      signs: 'SYSTEMS',
      command: `mercia move switch missing ${library}`,
    },
    counts === null || request === null
      ? 'counted when somebody asks for the switch'
      : `step ${request.id} accepts exactly so many`,
  );
}

/** Whoever confirms is the second, and does so after this sheet was read: they take on what whoever asked took on. */
export function somebodyAsks({ library, request, isRequestOver }: GateQuestion): Gate {
  return judge(
    {
      what: 'Persons who must still ask for the switch',
      value: request === null ? 1 : 0,
      bar: 0,
      signs: 'SPONSOR',
      command: `mercia move switch list ${library}`,
    },
    request === null
      ? isRequestOver
        ? `asked for more than ${ASKED_FOR_HOURS} hours ago: ask again; then another person confirms`
        : 'nobody has asked; then another person confirms'
      : `step ${request.id} is asked for${sayTakenOn(request.counts)}; another person confirms it`,
  );
}

function sayTakenOn(counts: SwitchCounts | null): string {
  return counts?.loansAccepted === true ? `, also if loans are lost by it (${sayLoans(counts)})` : '';
}

const HOUR_MS = 3_600_000;

/** One sum over all libraries and classes: it says nothing of any reader. */
async function sumOf(context: ReportContext, ledger: Ledger) {
  const all = { ...context, library: null, visibleLibraries: null, seesReaders: true };
  const classes = await countClasses(all, ledger);
  const sum = (of: (one: (typeof classes)[number]) => number): number =>
    classes.reduce((total, one) => total + of(one), 0);
  return {
    unexplained: sum(({ by, extra }) => (by.UNEXPLAINED ?? 0) + extra),
    unproved: sum(({ by, extraUnproved }) => (by.NOT_PROVABLE ?? 0) + extraUnproved),
    silent: classes.filter(({ notToldBy }) => notToldBy.length > 0),
  };
}

const NO_LEDGER = 'no ledger with rows of this library, and all its systems, rests on this snapshot';

function showLedger(ledger: Ledger | null): string {
  return ledger === null ? 'mercia move ledger list' : `mercia move ledger show ${quoted(ledger.name)}`;
}

/**
 * The one that is named, else the newest that rests on the snapshot; null if there is none that has all systems of this library, and rows of
 * it. Throws BAD_USER_INPUT if the one that is named is none: without it the sheet would be another one than was asked for.
 */
export async function findLedger(
  context: ReportContext,
  library: LibraryId,
  named: string | null,
): Promise<Ledger | null> {
  const { db, snapshot } = context;
  const isOf = async (ledger: Ledger): Promise<boolean> =>
    (ledger.libraries === null || ledger.libraries.includes(library)) && (await hasWhole(db, library, ledger));
  if (named !== null) {
    const ledger = await ledgerOf({ ...context, options: { ledger: named } });
    if (ledger !== null && (await isOf(ledger))) return ledger;
    throw badUserInput(
      `options.ledger: the ledger "${named}" lacks rows of this library, or one of its systems; name another, or none.`,
    );
  }
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM ledger WHERE ${snapshot.number}::int IN (source, target) AND state = 'WHOLE' ORDER BY id DESC`.execute(
    db,
  );
  for (const { name } of rows) {
    const ledger = await getWholeLedger(db, name);
    if (await isOf(ledger)) return ledger;
  }
  return null;
}

/** A ledger of some of its systems, or of none of its rows, says nothing of the others. */
async function hasWhole(
  db: ReportContext['db'],
  library: LibraryId,
  { number, source, systems, targetSystem }: Ledger,
): Promise<boolean> {
  const snapshot = await findSnapshot(db, source);
  if (snapshot === null) return false;
  const own = (await systemsOfSnapshot(db, snapshot.number))
    .filter(({ libraries }) => libraries.includes(library))
    .map(({ id }) => String(id));
  if (!own.every((id) => systems.includes(id) || id === targetSystem)) return false;
  const { rows } = await sql`
    SELECT FROM ledger_row WHERE ledger = ${number} AND in_source AND ${library} = ANY(libraries) LIMIT 1`.execute(db);
  return rows.length > 0;
}

/** The step to `MOVED` that can be confirmed, if somebody has asked for one. */
export async function findRequest(
  { db, now }: ReportContext,
  library: LibraryId,
): Promise<Pick<GateQuestion, 'request' | 'isRequestOver'>> {
  const requests = await listRequests(db, [library], 50);
  const open = requests.get(library)?.find(({ phase, state }) => phase === 'MOVED' && state === 'ASKED') ?? null;
  const isRequestOver = open !== null && isOver(open, now);
  return { request: isRequestOver ? null : open, isRequestOver };
}
