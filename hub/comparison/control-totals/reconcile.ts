/** Whether what a snapshot has of a library is what the library counted itself. */
import { CONTROL_CLASSES, type Condition, type ControlClass } from '#domain/comparison.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { isSmall } from '#domain/small-numbers.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { listControlTotals, type ControlTotal } from './control-total.ts';
import { readOurCounts, type OurCount } from './count-ours.ts';
import { adjustment, findKnownParts, type KnownPart } from './known-parts.ts';
import { counted, sayNumber } from '../reports/say.ts';

/** Why numbers about a library may be wrong: its own counts differ, cannot be compared, or were never entered. */
export interface NotReconciled {
  /** Null for a line about several. */
  readonly library: LibraryId | null;
  readonly theirs: number | null;
  readonly ours: number | null;
  /** Ours less theirs; null if one of them is not known or not shown. */
  readonly difference: number | null;
  readonly text: string;
}

export interface ComparedTotal {
  readonly library: LibraryId;
  readonly class: ControlClass;
  readonly where: readonly Condition[];
  /** Null if the library has entered none. */
  readonly entered: ControlTotal | null;
  readonly ours: OurCount;
  /** What one side may count and the other not; empty if the library has not said what its count has in it. */
  readonly parts: readonly KnownPart[];
  /** HAS_OWNER: it differs, by what somebody is named for who sees to it. */
  readonly state: 'AGREES' | 'DIFFERS' | 'HAS_OWNER' | 'CANNOT_BE_COMPARED' | 'NOT_ENTERED';
}

/** As they stand in sentences. */
export const CLASS_NAMES: Readonly<Record<ControlClass, string>> = {
  RECORDS: 'records',
  ITEMS: 'items',
  STATEMENTS: 'statements of runs',
  LOANS: 'loans',
  HOLDS: 'holds',
  READERS: 'readers',
  CHARGES: 'charges',
  CHARGES_PENCE: 'pence of charges',
};

/** As people say it: `items (ITEM_TYPE STL)`. */
export function nameTotal({ class: name, where }: Pick<ComparedTotal, 'class' | 'where'>): string {
  const conditions = where.map(({ dimension, in: values }) => `${dimension} ${values.join(' or ')}`);
  return conditions.length === 0 ? CLASS_NAMES[name] : `${CLASS_NAMES[name]} (${conditions.join(', ')})`;
}

/** Every class of every library, and what else they counted, in their order. */
export async function compareTotals(
  db: Kysely<Database>,
  snapshot: number,
  libraries: readonly LibraryId[],
): Promise<readonly ComparedTotal[]> {
  const entered = await listControlTotals(db, libraries);
  const ours = await readOurCounts(db, snapshot);
  const compared: ComparedTotal[] = [];
  for (const library of libraries) {
    const own = entered.filter((total) => total.library === library);
    for (const name of CONTROL_CLASSES) {
      const whole = own.find((total) => total.class === name && total.where.length === 0) ?? null;
      const parts =
        (whole?.includes ?? null) === null || whole === null ? [] : await findKnownParts(db, snapshot, whole);
      compared.push(compare({ library, class: name, where: [], entered: whole, ours: ours.of(library, name), parts }));
      for (const total of own.filter(({ class: of, where }) => of === name && where.length > 0)) {
        const count = await ours.some(library, name, total.where);
        compared.push(compare({ library, class: name, where: total.where, entered: total, ours: count, parts: [] }));
      }
    }
  }
  return compared;
}

function compare(total: Omit<ComparedTotal, 'state'>): ComparedTotal {
  const { entered, ours } = total;
  if (entered === null) return { ...total, state: 'NOT_ENTERED' };
  const differs = entered.restOwner !== null && entered.ownedRest === restOf(total) ? 'HAS_OWNER' : 'DIFFERS';
  // What a few come to agrees with no sum and differs from none, or it could be found out by trying: somebody has to see to it.
  if (ours.small === true && total.class === 'CHARGES_PENCE') {
    return { ...total, state: differs === 'HAS_OWNER' ? 'HAS_OWNER' : 'CANNOT_BE_COMPARED' };
  }
  // A number that is too small to be shown agrees with any other, so that it cannot be found out by trying.
  if (ours.small === true) return { ...total, state: isSmall(entered.value) ? 'AGREES' : differs };
  if (ours.value === null) return { ...total, state: 'CANNOT_BE_COMPARED' };
  return { ...total, state: restOf(total) === 0 ? 'AGREES' : differs };
}

/** What remains of a count that is about to be entered; null if that is not known, or not shown. */
export async function findRest(
  db: Kysely<Database>,
  snapshot: number,
  entered: Pick<ControlTotal, 'library' | 'class' | 'where' | 'value' | 'includes'>,
): Promise<number | null> {
  const { library, class: name, where, value, includes } = entered;
  const counts = await readOurCounts(db, snapshot);
  const ours = where.length === 0 ? counts.of(library, name) : await counts.some(library, name, where);
  if (ours.value === null) return null;
  const parts = includes === null ? [] : await findKnownParts(db, snapshot, entered);
  return ours.value + (adjustment(parts, includes) ?? 0) - value;
}

/** Ours as the library counts: with what it says that its own count has in it, and without what that has not. Null if it is not known. */
export function oursAsTheirs({ ours, entered, parts }: Omit<ComparedTotal, 'state'>): number | null {
  return ours.value === null ? null : ours.value + (adjustment(parts, entered?.includes ?? null) ?? 0);
}

/** What remains between both, ours less theirs; null if one of them is not known or not shown. */
export function restOf(total: Omit<ComparedTotal, 'state'>): number | null {
  const ours = oursAsTheirs(total);
  return total.entered === null || ours === null ? null : ours - total.entered.value;
}

/** With its sign; null if it is not known or not shown. */
export function sayRest(total: Omit<ComparedTotal, 'state'>): string | null {
  const rest = restOf(total);
  return rest === null ? null : `${rest > 0 ? '+' : ''}${sayNumber(rest)}`;
}

/**
 * What every report says above its numbers, in one line: the report `reconcile` has each count, and what is known of it. Nothing if all
 * that the libraries counted agrees. `nameOf` gives the name of a library.
 */
export async function findNotReconciled(
  db: Kysely<Database>,
  snapshot: number,
  asked: LibrariesAsked,
  nameOf: (library: string) => string,
): Promise<readonly NotReconciled[]> {
  const libraries = await librariesAskedFor(db, snapshot, asked);
  const compared = await compareTotals(db, snapshot, libraries);
  const inState = (...states: readonly ComparedTotal['state'][]): readonly ComparedTotal[] =>
    compared.filter(({ state }) => states.includes(state));
  const differing = inState('DIFFERS', 'CANNOT_BE_COMPARED');
  const owned = inState('HAS_OWNER');
  const [first, another] = differing;
  const only = another === undefined ? first : undefined;
  const text =
    only !== undefined
      ? describe(only, nameOf)
      : differing.length > 0
        ? `NOT RECONCILED: ${describeSeveral(differing, nameOf)} from those of Mercia, or cannot be compared; ${SEE_REPORT}.`
        : (describeMissing(libraries, compared, nameOf) ??
          (owned.length > 0
            ? `${describeSeveral(owned, nameOf)} from those of Mercia, and somebody sees to it; ${SEE_REPORT}.`
            : null));
  if (text === null) return [];
  const about = differing.length > 0 ? differing : owned;
  const whose = about.length === 0 ? libraries : [...new Set(about.map(({ library }) => library))];
  return [
    {
      library: whose.length === 1 ? (whose[0] ?? null) : null,
      theirs: only?.entered?.value ?? null,
      ours: only === undefined ? null : oursAsTheirs(only),
      difference: only === undefined ? null : restOf(only),
      text,
    },
  ];
}

const SEE_REPORT = 'the report "reconcile" has each';

function describe(total: ComparedTotal, nameOf: (library: string) => string): string {
  const { ours, entered } = total;
  const rest = sayRest(total);
  const has =
    rest === null
      ? `Mercia has no number to compare: ${ours.why ?? 'not told'}`
      : `Mercia has ${sayNumber(oursAsTheirs(total) ?? 0)} (${rest})`;
  return `NOT RECONCILED: ${nameOf(total.library)} counted ${sayNumber(entered?.value ?? 0)} ${nameTotal(total)}; ${has}; the report "reconcile" says what is known of it.`;
}

function describeSeveral(totals: readonly ComparedTotal[], nameOf: (library: string) => string): string {
  const whose = [...new Set(totals.map(({ library }) => nameOf(library)))];
  const who = whose.length > MOST_NAMED ? `${whose.length} libraries` : whose.join(', ');
  return `${counted(totals.length, 'count', 'counts')} of ${who} ${totals.length === 1 ? 'differs' : 'differ'}`;
}

/** Whom a report is about; null for all. */
export interface LibrariesAsked {
  readonly library: LibraryId | null;
  readonly system: SystemId | null;
  readonly visibleLibraries: readonly string[] | null;
}

export async function librariesAskedFor(
  db: Kysely<Database>,
  snapshot: number,
  { library, system, visibleLibraries }: LibrariesAsked,
): Promise<readonly LibraryId[]> {
  if (library !== null) return [library];
  const systems = await systemsOfSnapshot(db, snapshot);
  const all = systems.flatMap(({ id, libraries }) => (system === null || id === system ? libraries : []));
  return [...new Set(all)].filter((id) => visibleLibraries?.includes(id) ?? true).toSorted() as LibraryId[];
}

/** The report `reconcile` names all of them. */
const MOST_NAMED = 3;

/** Without its records and items nobody knows whether the catalogue of a library came across. */
function describeMissing(
  libraries: readonly LibraryId[],
  compared: readonly ComparedTotal[],
  nameOf: (library: string) => string,
): string | null {
  const missingOf = (library: LibraryId): readonly string[] =>
    compared
      .filter(
        (total) =>
          total.library === library &&
          total.state === 'NOT_ENTERED' &&
          (total.class === 'RECORDS' || total.class === 'ITEMS'),
      )
      .map(nameTotal);
  const hasEntered = (library: LibraryId): boolean =>
    compared.some((total) => total.library === library && total.entered !== null);
  const missing = libraries.filter((library) => !hasEntered(library) || missingOf(library).length > 0);
  const [only] = missing;
  if (only === undefined) return null;
  if (missing.length > 1) {
    const who = missing.length > MOST_NAMED ? `${missing.length} libraries` : missing.map(nameOf).join(', ');
    return `Not yet compared with the libraries’ own counts: ${who} have not entered ${missing.some(hasEntered) ? 'all of them' : 'any'}.`;
  }
  const what = hasEntered(only) ? `how many ${missingOf(only).join(' and ')} it has` : 'any';
  return `Not yet compared with the library’s own counts: ${nameOf(only)} has not entered ${what}.`;
}
