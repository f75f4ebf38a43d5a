/**
 * What must hold before a library moves: each gate is a number, its bar, and who signs for it. What nobody has told is never met; it
 * is said to be not told.
 */
import { runReportWithin } from '#comparison/index.ts';
import { compareTotals, nameTotal, sayRest, type ComparedTotal } from '#comparison/control-totals/reconcile.ts';
import { mappingsOfSnapshot } from '#comparison/mappings/kept-mappings.ts';
import { findCodes, mapCodes } from '#comparison/mappings/mapping-book.ts';
import { listsOfSnapshot, type SnapshotList } from '#comparison/snapshots/snapshot.ts';
import { systemsInScope } from '#comparison/reports/systems-in-scope.ts';
import { SIGNING_ROLES } from '#domain/evidence.ts';
import { countsAt } from '#domain/move-phases.ts';
import { MerciaError } from '#platform/errors.ts';
import { drawSample } from './draw-sample.ts';
import { judge, type Gate, type GateQuestion } from './gate.ts';
import {
  allIsDeclared,
  allIsLoaded,
  idsGoOn,
  nothingIsUnexplained,
  rulesAreSigned,
  somebodyAsks,
} from './gates-of-move.ts';
import { makePack } from './pack.ts';
import { countUncorrected, keyOf, mayCompareReaders, readSampleResults } from './sample-results.ts';
import { findLastSigned, missingRoles } from './signatures.ts';

type GateRule = (question: GateQuestion) => Gate | Promise<Gate>;

/** In the order in which they are read out. */
export const GATES: readonly GateRule[] = [
  snapshotIsFresh,
  totalsAgree,
  allIsLoaded,
  nothingIsUnexplained,
  rulesAreSigned,
  allIsDeclared,
  codesAreMapped,
  idsGoOn,
  sampleIsRight,
  rolesHaveSigned,
  somebodyAsks,
];

const HOUR_MS = 3_600_000;

/** Of the systems of the library, the one whose records, or one of whose lists, were read longest ago. */
async function snapshotIsFresh({ context, library, hours }: GateQuestion): Promise<Gate> {
  const { snapshot, now } = context;
  const systems = await systemsInScope({ ...context, library });
  const gate = {
    what: 'Hours since its system was read',
    bar: hours,
    signs: 'SYSTEMS',
    command: `mercia snapshot take NAME`,
  } as const;
  const times = systems.map(({ harvestedAt }) => harvestedAt);
  if (times.length === 0 || times.includes(null)) {
    return judge({ ...gate, value: null }, 'A system of it was never read in full.');
  }
  const lists = (await listsOfSnapshot(context.db, snapshot.number)).filter((list) =>
    systems.some(({ id }) => id === list.system),
  );
  const read = [...times.map((time) => time?.getTime() ?? 0), ...lists.map(({ asOf }) => asOf.getTime())];
  const oldest = Math.min(...read, snapshot.takenAt.getTime());
  const problems = systems.flatMap(({ id, problem }) => (problem === null ? [] : [`${id}: ${problem}`]));
  const isOlder = ({ asOf }: SnapshotList): boolean => now.getTime() - asOf.getTime() > hours * HOUR_MS;
  const notes = [
    ...problems,
    ...lists.filter(isOlder).map(({ system, list }) => `${system}: its ${list.toLowerCase()} are older`),
  ];
  // An hour that has begun is one: what was read 24 hours and a minute ago is older than 24 hours.
  const value = Math.ceil((now.getTime() - oldest) / HOUR_MS);
  return judge({ ...gate, value }, notes.length === 0 ? null : notes.join('; '), problems.length > 0);
}

/** A total that nobody entered, of what the snapshot has, is not told; one that neither tells says nothing. */
async function totalsAgree({ context, library }: GateQuestion): Promise<Gate> {
  const compared = await compareTotals(context.db, context.snapshot.number, [library]);
  const wrong = compared.filter(({ state }) => state === 'DIFFERS' || state === 'CANNOT_BE_COMPARED').length;
  const open = compared.filter(({ state, ours }) => state === 'NOT_ENTERED' && ours.value !== null);
  const entered = compared.filter(({ state }) => state !== 'NOT_ENTERED').length;
  const owned = compared.filter(({ state }) => state === 'HAS_OWNER');
  const grown = compared.filter(
    ({ state, entered: theirs }) => state === 'DIFFERS' && (theirs?.restOwner ?? null) !== null,
  );
  const notes = [
    ...(open.length === 0 ? [] : [`not entered: ${namesOf(open)}`]),
    ...(owned.length === 0 ? [] : [`not counted here, because somebody is named for the rest: ${restsOf(owned)}`]),
    ...(grown.length === 0 ? [] : [`somebody is named for another rest, and must be named again: ${restsOf(grown)}`]),
  ];
  return judge(
    {
      what: 'Counts of the library that differ',
      value: entered === 0 ? null : wrong,
      bar: 0,
      signs: 'LIBRARY',
      command: `mercia compare reconcile --library ${library}`,
    },
    notes.length === 0 ? null : notes.join('; '),
    open.length > 0,
  );
}

const namesOf = (totals: readonly ComparedTotal[]): string => totals.map(nameTotal).join(', ');

/** `items -12, loans (too few to be shown)`. */
const restsOf = (totals: readonly ComparedTotal[]): string =>
  totals.map((total) => `${nameTotal(total)} ${sayRest(total) ?? `(${total.ours.why ?? 'not told'})`}`).join(', ');

async function codesAreMapped({ context, library }: GateQuestion): Promise<Gate> {
  const { db, snapshot } = context;
  const kept = await mappingsOfSnapshot(db, snapshot.number);
  // Codes of the new system are what the others become.
  const counts = countsAt(context.region);
  const systems = (await systemsInScope({ ...context, library })).filter(({ id }) => counts({ library, system: id }));
  const found = await findCodes(db, { snapshot: snapshot.number, libraries: [library], system: null });
  const codes = mapCodes(
    found.filter(({ system }) => counts({ library, system })),
    kept,
  );
  const silent = systems.filter(({ notTold }) => notTold.includes('ITEMS'));
  const [system, another] = systems;
  const only = system === undefined || another !== undefined ? '' : ` --system ${system.id}`;
  return judge(
    {
      what: 'Codes of which nobody has decided',
      value: codes.filter(({ state }) => state !== 'DECIDED').length,
      bar: 0,
      signs: 'SYSTEMS',
      command: `mercia compare unmapped --library ${library}${only}`,
    },
    silent.length === 0 ? null : `not told by ${silent.map(({ id }) => id).join(', ')}`,
    silent.length > 0 || codes.length === 0,
  );
}

async function sampleIsRight({ context, library, draw }: GateQuestion): Promise<Gate> {
  const { db, snapshot, region } = context;
  const results = await readSampleResults(db, { snapshot, library, seed: draw.seed });
  const withHolds = mayCompareReaders(region, library);
  const rows = await drawSample(db, { ...draw, snapshot: snapshot.number, library, withHolds });
  const found = rows.map((row) => results.get(keyOf(row))?.result);
  const open = found.filter((result) => result === undefined).length;
  const bad = await countUncorrected(db, { snapshot, library });
  return judge(
    {
      what: 'Rows of its samples that are wrong or not found',
      // Under whatever seed it was drawn: another sample does not make right what was wrong.
      value: results.size === 0 && bad === 0 ? null : bad,
      bar: 0,
      signs: 'LIBRARY',
      command: `mercia move sample --library ${library} --seed ${draw.seed}`,
    },
    open === 0 ? null : `${open} of ${rows.length} rows still to look at`,
    open > 0,
  );
}

/** The evidence is made again: a signature for what it was before something changed holds no more. */
async function rolesHaveSigned(question: GateQuestion): Promise<Gate> {
  const { context, library } = question;
  const { db, snapshot, reports } = context;
  const ledger = question.ledger?.name ?? null;
  const signed = await findLastSigned(db, { snapshot: snapshot.name, ledger });
  const gate = {
    what: 'Roles that have not signed the evidence',
    bar: 0,
    signs: 'SPONSOR',
    command: `mercia move evidence --check evidence.json`,
  } as const;
  const about = ledger === null ? 'without a ledger' : `with the ledger "${ledger}"`;
  if (signed === null)
    return judge({ ...gate, value: SIGNING_ROLES.length }, `nobody has signed evidence of this snapshot ${about}`);
  const digest = await digestOfToday({ db, snapshot, reports }, { ledger, plan: signed.plan });
  if (digest === null) return judge({ ...gate, value: null }, 'the evidence that was signed cannot be made any more');
  const missing = await missingRoles(db, digest, library);
  return judge(
    { ...gate, value: missing.length },
    [
      `evidence ${digest.slice(0, 12)}`,
      ...(digest === signed.digest ? [] : [NOT_AS_SIGNED]),
      ...(missing.length === 0 ? [] : [`to sign: ${missing.join(', ').toLowerCase()}`]),
    ].join('; '),
  );
}

/** With which version of Mercia somebody signed is not kept; another may write other lines of the same data. */
const NOT_AS_SIGNED =
  'no longer as somebody signed it, because something changed or another version of Mercia made it: read it and sign again';

/** Null if the plan was dropped since. */
async function digestOfToday(
  { db, snapshot, reports }: Pick<GateQuestion['context'], 'db' | 'snapshot' | 'reports'>,
  { ledger, plan }: { readonly ledger: string | null; readonly plan: string | null },
): Promise<string | null> {
  try {
    // This runs within a report, behind which another would wait for ever.
    return (await makePack(db, { snapshot, ledger, plan }, reports, runReportWithin)).digest;
  } catch (error) {
    if (error instanceof MerciaError && error.code === 'BAD_USER_INPUT') return null;
    throw error;
  }
}
