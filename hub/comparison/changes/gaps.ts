/**
 * Whether what a system has shrinks more than it usually does, also where each harvest was small enough to be believed. It is worked out
 * when a snapshot is taken, against the newest snapshot before that has the system, and kept.
 *
 * The rule, so that a librarian can check it:
 *
 *   records, items,      more went (merged records, copies that were found again and what another library has now are not counted) than
 *   statements           the greatest of 20, 1 % of what there was, and twice the most that went in any of the three comparisons before
 *   readers              the same of how many fewer there are, with 2 %
 *   loans, holds,        they come and go: over 20 fewer, and less than three quarters of the least of the four numbers before
 *   charges
 *   each of the first    nothing is left; or three snapshots in a row had fewer than the one before, by over 20 and 2 % in all
 *
 * A comparison that raised an alarm is no measure for those after it: a cut does not become usual by being there once.
 */
import { CONTROL_CLASSES, POPULATIONS, type ControlClass, type Population } from '#domain/comparison.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { isSmall, showCount, showTrueTotal, SMALLEST_SHOWN, sumCells, type ShownCount } from '#domain/small-numbers.ts';
import type { Database } from '#store/tables.ts';
import { findPermittedRows, LIST_PURPOSES } from '#union-index/index.ts';
import { sql, type Kysely } from 'kysely';
import { LOAN_LISTS } from '../control-totals/count-ours.ts';
import { CLASS_NAMES, type LibrariesAsked } from '../control-totals/reconcile.ts';
import { countBy } from '../populations/counts.ts';
import { findSharedSystems } from '../populations/shared-systems.ts';
import { counted, sayNumber } from '../reports/say.ts';
import { keepResults, readResults, type SnapshotFinder } from '../snapshots/finder.ts';
import { readRegion, systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { countChanges, type ChangeCount } from './count-changes.ts';
import { keepChanges } from './kept-changes.ts';

const RESULT = 'gaps';
const FEW = 20;
const SHARE: Readonly<Record<ControlClass, number>> = {
  RECORDS: 0.01,
  ITEMS: 0.01,
  STATEMENTS: 0.01,
  READERS: 0.02,
  LOANS: 0.25,
  HOLDS: 0.25,
  CHARGES: 0.25,
  // No number of rows is kept of a sum: it is nobody's alarm.
  CHARGES_PENCE: 0.25,
};
const CIRCULATING: ReadonlySet<ControlClass> = new Set(['LOANS', 'HOLDS', 'CHARGES', 'CHARGES_PENCE']);
const SHARE_IN_A_ROW = 0.02;
const IN_A_ROW = 3;

/** A number that may have shrunk. */
export interface KeptGap {
  /** Null for the whole system. */
  readonly library: string | null;
  readonly class: ControlClass;
  readonly then: number;
  /** Null if the system tells it no more. */
  readonly now: number | null;
  /** How many went; of loans, holds and readers how many fewer there are. */
  readonly went: number;
  /** More are an alarm. */
  readonly expected: number;
  readonly alarm: 'WENT' | 'IN_A_ROW' | 'NOT_TOLD' | null;
}

/** Its numbers as they may be shown beside those of the libraries of its system. */
type Shown = Readonly<Record<'then' | 'now', ShownCount>>;

export interface Gap extends KeptGap {
  readonly shown: Shown;
  readonly system: SystemId;
  /** Name of the snapshot that it is compared with. */
  readonly since: string;
}

interface KeptGaps {
  readonly since: string;
  readonly gaps: readonly KeptGap[];
}

export const findGaps: SnapshotFinder = {
  what: 'what has become less',
  async find(transaction, { number, region }) {
    const kept: [string, KeptGaps][] = [];
    const before = await newestWith(transaction, number);
    for (const [earlier, systems] of Map.groupBy(before, (one) => one.snapshot)) {
      const ids = systems.map(({ id }) => id);
      const shared = (await findSharedSystems(transaction, earlier, number)).filter(({ id }) => ids.includes(id));
      const two = { earlier, later: number, shared };
      const changes = await countChanges(transaction, two);
      await keepChanges(transaction, two, changes);
      const isIn = agreedInEach([await readRegion(transaction, earlier), region]);
      const [then, now] = [await readSizes(transaction, earlier, isIn), await readSizes(transaction, number, isIn)];
      for (const { id, name } of systems) {
        const earlierGaps = await readEarlier(transaction, number, id);
        const own = changes.filter(({ system }) => system === id);
        kept.push([
          id,
          { since: name, gaps: compareSizes({ system: id, then, now, changes: own, earlier: earlierGaps }) },
        ]);
      }
    }
    await keepResults(transaction, { snapshot: number, report: RESULT }, kept);
  },
};

/** Of each system of a snapshot, the newest whole one before that has it. */
async function newestWith(db: Kysely<Database>, snapshot: number) {
  const { rows } = await sql<{ id: SystemId; snapshot: number; name: string }>`
    SELECT DISTINCT ON (now.system) name.system_id AS id, past.snapshot, s.name
    FROM snapshot_system now JOIN snapshot_system past ON past.system = now.system AND past.snapshot < now.snapshot
      JOIN snapshot s ON s.id = past.snapshot AND s.state = 'WHOLE' JOIN system name ON name.id = now.system
    WHERE now.snapshot = ${snapshot} ORDER BY now.system, past.snapshot DESC`.execute(db);
  return rows;
}

/** What was found of the system in the three comparisons before, the newest first. */
async function readEarlier(db: Kysely<Database>, snapshot: number, system: string): Promise<readonly KeptGaps[]> {
  const rows = await db
    .selectFrom('snapshot_result')
    .innerJoin('snapshot', 'snapshot.id', 'snapshot_result.snapshot')
    .select('snapshot_result.value')
    .where('report', '=', RESULT)
    .where('key', '=', system)
    .where('snapshot_result.snapshot', '<', snapshot)
    .where('snapshot.state', '=', 'WHOLE')
    .orderBy('snapshot_result.snapshot', 'desc')
    .limit(IN_A_ROW)
    .execute();
  return rows.map(({ value }) => value as KeptGaps);
}

interface Sizes {
  /** Undefined for a class that the system does not tell. */
  of(system: string, name: ControlClass): ReadonlyMap<string | null, number> | undefined;
}

/** Whether rows of the library (`''` where nobody knows whose they are) may be in a list of the system. */
type MayBeIn = (system: string, name: ControlClass, library: string) => boolean;

/** An agreement that ends takes the rows with it, and a new one brings them: nothing is lost by the one, nor made good by the other. */
function agreedInEach(regions: readonly Region[]): MayBeIn {
  return (system, name, library) => {
    const list = LOAN_LISTS[name];
    if (list === undefined) return true;
    return regions.every((region) => {
      const { libraries, systems } = findPermittedRows(region, LIST_PURPOSES[list]);
      return library === '' ? systems.some((id) => id === system) : libraries.some((id) => id === library);
    });
  };
}

/** By library, and as a whole (null). */
async function readSizes(db: Kysely<Database>, snapshot: number, isIn: MayBeIn): Promise<Sizes> {
  const sizes = new Map<string, Map<string | null, number>>();
  const keyOf = (system: string, name: ControlClass): string => JSON.stringify([system, name]);
  for (const { id, notTold } of await systemsOfSnapshot(db, snapshot)) {
    for (const name of CONTROL_CLASSES.filter((one) => !notTold.includes(one))) {
      sizes.set(keyOf(id, name), new Map([[null, 0]]));
    }
  }
  const add = (system: string, name: ControlClass, library: string | null, count: number): void => {
    const own = sizes.get(keyOf(system, name));
    own?.set(library, (own.get(library) ?? 0) + count);
  };
  for (const population of POPULATIONS) {
    const selection = { snapshot, population, where: [] };
    for (const { values, count } of await countBy(db, selection, ['SYSTEM']))
      add(values[0] ?? '', population, null, count);
    for (const { values, count } of await countBy(db, selection, ['SYSTEM', 'LIBRARY'])) {
      const [system = '', library = ''] = values;
      if (library !== '(none)') add(system, population, library, count);
    }
  }
  const { rows } = await sql<{ system: string; library: string; list: ControlClass; count: number }>`
    SELECT name.system_id AS system, library, list, coalesce(row_count, 0) AS count
    FROM snapshot_reader_list l JOIN system name ON name.id = l.system
    WHERE snapshot = ${snapshot} AND list IN ('LOANS', 'HOLDS', 'READERS', 'CHARGES')`.execute(db);
  for (const { system, library, list, count } of rows.filter((row) => isIn(row.system, row.list, row.library))) {
    add(system, list, null, count);
    if (library !== '') add(system, list, library, count);
  }
  return { of: (system, name) => sizes.get(keyOf(system, name)) };
}

interface Compared {
  readonly system: string;
  readonly then: Sizes;
  readonly now: Sizes;
  readonly changes: readonly ChangeCount[];
  readonly earlier: readonly KeptGaps[];
}

function compareSizes({ system, then, now, changes, earlier }: Compared): readonly KeptGap[] {
  const comparisons = earlier.map(({ gaps }) => withShown(gaps));
  return CONTROL_CLASSES.flatMap((name): readonly KeptGap[] => {
    const [before, after] = [then.of(system, name), now.of(system, name)];
    if (before === undefined) return [];
    return Array.from(before).flatMap(([library, count]): readonly KeptGap[] => {
      const place = { library, class: name, then: count };
      if (after === undefined) {
        const isLost = isPopulation(name) && count > 0;
        return isLost ? [{ ...place, now: null, went: count, expected: 0, alarm: 'NOT_TOLD' }] : [];
      }
      const left = after.get(library) ?? 0;
      const change = changes.find((one) => one.population === name && one.library === library);
      const went = isPopulation(name) ? (change?.counts.GONE ?? 0) : Math.max(0, count - left);
      const history = comparisons.flatMap(
        (gaps) => gaps.find((gap) => gap.library === library && gap.class === name) ?? [],
      );
      return [judge({ ...place, now: left, went }, history)];
    });
  });
}

function isPopulation(name: ControlClass): name is Population {
  return POPULATIONS.some((population) => population === name);
}

type Unjudged = Omit<KeptGap, 'expected' | 'alarm' | 'now'> & { readonly now: number };

/** By the rule above; `history` are the comparisons before, the newest first. */
export function judge(gap: Unjudged, history: readonly (KeptGap & { readonly shown: Shown })[]): KeptGap {
  const { class: name, then, now, went } = gap;
  const usual = history.filter(({ alarm }) => alarm === null);
  const isCirculating = CIRCULATING.has(name);
  // What is usual is shown: no number that is too small to be shown may follow from it.
  const least = Math.min(then, ...usual.map(({ shown }) => Math.max(shown.then.atLeast ?? 0, SMALLEST_SHOWN)));
  const expected = isCirculating
    ? Math.max(FEW, then - Math.floor((1 - SHARE[name]) * least))
    : Math.max(
        FEW,
        Math.ceil(SHARE[name] * then),
        ...usual.filter(({ shown }) => isShown(shown)).map((one) => 2 * one.went),
      );
  if (went > expected || (!isCirculating && now === 0 && then > 0)) return { ...gap, expected, alarm: 'WENT' };
  return { ...gap, expected, alarm: !isCirculating && isDownInARow(gap, history) ? 'IN_A_ROW' : null };
}

function isDownInARow({ then, now }: Unjudged, history: readonly KeptGap[]): boolean {
  const rounds = [{ then, now }, ...history].slice(0, IN_A_ROW);
  const [first] = rounds.slice(-1);
  if (first === undefined || rounds.length < IN_A_ROW) return false;
  if (!rounds.every((round) => round.now !== null && round.now < round.then)) return false;
  // Not from the first to the last: a library whose agreement began or ended meanwhile is not in all of them.
  const fewer = rounds.reduce((sum, round) => sum + round.then - (round.now ?? 0), 0);
  return fewer > Math.max(FEW, SHARE_IN_A_ROW * first.then);
}

/** Every number that was compared, alarm or not; none for a snapshot that was taken before there were any. */
export async function readGaps(db: Kysely<Database>, snapshot: number): Promise<readonly Gap[]> {
  const kept = await readResults<KeptGaps>(db, { snapshot, report: RESULT });
  return Array.from(kept).flatMap(([system, { since, gaps }]) =>
    withShown(gaps).map((gap) => ({ ...gap, system: system as SystemId, since })),
  );
}

/** Of all of one system. What it has in all stands beside what each of its libraries has, of which a small number could follow. */
export function withShown(gaps: readonly KeptGap[]): readonly (KeptGap & { readonly shown: Shown })[] {
  return gaps.map((gap) => {
    const show = (when: 'then' | 'now'): ShownCount => {
      const count = gap[when];
      if (count === null) return showCount(null);
      if (isPopulation(gap.class)) return { value: count, suppressed: false, atLeast: count };
      if (gap.library !== null) return showCount(count);
      const parts = gaps.filter((one) => one.class === gap.class && one.library !== null);
      const counts = parts.map((part) => part[when] ?? 0);
      // What is of no library, or of one that had none before.
      const rest = count - counts.reduce((sum, part) => sum + part, 0);
      return showTrueTotal(sumCells([...counts, rest]));
    };
    return { ...gap, shown: { then: show('then'), now: show('now') } };
  });
}

/** What is said of one library is for its staff; what is said of a whole system for whoever may see all. */
export function isAsked({ library, system, visibleLibraries }: LibrariesAsked): (gap: Gap) => boolean {
  return (gap) =>
    (system === null || gap.system === system) &&
    (library === null || gap.library === library) &&
    (visibleLibraries === null || (gap.library !== null && visibleLibraries.includes(gap.library)));
}

/** In one sentence, without its full stop. */
function describeGap(gap: Gap, nameOf: (library: string) => string): string {
  const { library, system, since, then, now, went, expected, alarm, shown } = gap;
  const name = CLASS_NAMES[gap.class];
  const whose = library === null ? `the system ${system}` : `${nameOf(library)} (${system})`;
  if (alarm === 'NOT_TOLD')
    return `${whose} had ${sayNumber(then)} ${name} in "${since}", and the system tells none now`;
  if (!isPopulation(gap.class) && isSmall(now ?? 0))
    return `${whose} has hardly any ${name} of those that it had in "${since}"`;
  if (!isShown(shown))
    return `${whose} has fewer ${name} than is usual since "${since}"; how many is not shown, because a small number of one of its libraries would follow from it`;
  if (alarm === 'IN_A_ROW')
    return `${whose} has fewer ${name} for the third time in a row: ${sayNumber(now ?? 0)}, and ${sayNumber(then)} in "${since}"`;
  const how = isPopulation(gap.class)
    ? `${sayNumber(went)} of ${sayNumber(then)} ${name} went`
    : `${sayNumber(went)} fewer ${name} than ${sayNumber(then)}`;
  return `${whose}: ${how} since "${since}", and up to ${sayNumber(expected)} are usual`;
}

/** Of two numbers of which one is not shown the difference is not either. */
function isShown({ then, now }: Shown): boolean {
  return !then.suppressed && !now.suppressed;
}

/** What may be shown of it; null for what is too small, or would tell what is. */
export function shownOf({
  shown,
  went,
  expected,
}: Gap): Readonly<Record<'then' | 'now' | 'went' | 'expected', number | null>> {
  return {
    then: shown.then.value,
    now: shown.now.value,
    went: isShown(shown) ? went : null,
    // Made of how many there were.
    expected: shown.then.suppressed ? null : expected,
  };
}

/** The greatest first, as far as it is shown: a place among others would tell what is not. */
export function byWent(one: Gap, other: Gap): number {
  return (shownOf(other).went ?? 0) - (shownOf(one).went ?? 0);
}

/** A number that has become less than usual, as it may be shown. */
export interface Loss {
  readonly system: SystemId;
  readonly library: string | null;
  readonly class: ControlClass;
  readonly since: string;
  /** At least so many, if a small number of one library of the system would follow from it. */
  readonly then: number;
  /** Null if the system tells it no more, or it may not be shown. */
  readonly now: number | null;
  /** Null if a small number would follow from it. */
  readonly went: number | null;
  /** The least that is usual of anything, where there is only a bound of how many there were. */
  readonly usual: number;
  readonly text: string;
}

/** Of what is asked for, the greatest first. `nameOf` gives the name of a library. */
export async function listLosses(
  db: Kysely<Database>,
  snapshot: number,
  asked: LibrariesAsked,
  nameOf: (library: string) => string,
): Promise<readonly Loss[]> {
  return (
    (await readGaps(db, snapshot))
      // Of a few readers that went there is nothing to be said.
      .filter((gap) => gap.alarm !== null && (isPopulation(gap.class) || !isSmall(gap.then)))
      .filter(isAsked(asked))
      .toSorted(byWent)
      .map((gap): Loss => {
        const { library, system, since, class: name, shown } = gap;
        const { now, went, expected } = shownOf(gap);
        const numbers = { then: shown.then.atLeast ?? 0, now, went, usual: expected ?? FEW };
        return { system, library, class: name, since, ...numbers, text: `${describeGap(gap, nameOf)}.` };
      })
  );
}

/** One line for all that is asked for; null if nothing has become less than usual. */
export async function sayLosses(
  ...of: Parameters<typeof listLosses>
): Promise<{ readonly first: Loss; readonly text: string } | null> {
  const [first, ...others] = await listLosses(...of);
  if (first === undefined) return null;
  const more =
    others.length === 0
      ? ''
      : ` ${counted(others.length, 'more number has', 'more numbers have')} become less than usual.`;
  return { first, text: `LESS THAN USUAL: ${first.text}${more} The report "changes" lists what went.` };
}
