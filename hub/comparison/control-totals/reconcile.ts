/** Whether what a snapshot has of a library is what the library counted itself. */
import { CONTROL_CLASSES, type Condition, type ControlClass } from '#domain/comparison.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { isSmall } from '#domain/small-numbers.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { listControlTotals, type ControlTotal } from './control-total.ts';
import { readOurCounts, type OurCount } from './count-ours.ts';
import { explainGap } from './explain-gap.ts';
import { sayNumber } from '../reports/say.ts';

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
  readonly state: 'AGREES' | 'DIFFERS' | 'CANNOT_BE_COMPARED' | 'NOT_ENTERED';
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
      compared.push(compare({ library, class: name, where: [], entered: whole, ours: ours.of(library, name) }));
      for (const total of own.filter(({ class: of, where }) => of === name && where.length > 0)) {
        const count = await ours.some(library, name, total.where);
        compared.push(compare({ library, class: name, where: total.where, entered: total, ours: count }));
      }
    }
  }
  return compared;
}

function compare(total: Omit<ComparedTotal, 'state'>): ComparedTotal {
  const { entered, ours } = total;
  if (entered === null) return { ...total, state: 'NOT_ENTERED' };
  // A number that is too small to be shown agrees with any other, so that it cannot be found out by trying.
  if (ours.small === true) return { ...total, state: isSmall(entered.value) ? 'AGREES' : 'DIFFERS' };
  if (ours.value === null) return { ...total, state: 'CANNOT_BE_COMPARED' };
  return { ...total, state: ours.value === entered.value ? 'AGREES' : 'DIFFERS' };
}

/**
 * What every report says above its numbers, in one sentence or two: the report `reconcile` has each count. Nothing if all that the
 * libraries counted agrees. `nameOf` gives the name of a library.
 */
export async function findNotReconciled(
  db: Kysely<Database>,
  snapshot: number,
  asked: LibrariesAsked,
  nameOf: (library: string) => string,
): Promise<readonly NotReconciled[]> {
  const libraries = await librariesAskedFor(db, snapshot, asked);
  const compared = await compareTotals(db, snapshot, libraries);
  const differing = compared.filter(({ state }) => state === 'DIFFERS' || state === 'CANNOT_BE_COMPARED');
  const [first, another] = differing;
  const only = another === undefined ? first : undefined;
  const missing = describeMissing(libraries, compared, nameOf);
  const known = only === undefined ? null : await explainGap(db, snapshot, only);
  const said = [
    ...(only === undefined ? [] : [describe(only, nameOf), ...(known === null ? [] : [`${known}.`])]),
    ...(another === undefined ? [] : [describeSeveral(differing, nameOf)]),
    ...(missing === null ? [] : [missing]),
  ];
  if (said.length === 0) return [];
  const about = first === undefined ? libraries : [...new Set(differing.map(({ library }) => library))];
  return [
    {
      library: about.length === 1 ? (about[0] ?? null) : null,
      theirs: only?.entered?.value ?? null,
      ours: only?.ours.value ?? null,
      difference: only === undefined ? null : differenceOf(only),
      text: said.join(' '),
    },
  ];
}

function describe(total: ComparedTotal, nameOf: (library: string) => string): string {
  const { ours, entered } = total;
  const difference = differenceOf(total);
  const sign = difference !== null && difference > 0 ? '+' : '';
  const has =
    difference === null
      ? `Mercia has no number to compare: ${ours.why ?? 'not told'}`
      : `Mercia has ${sayNumber(ours.value ?? 0)} (${sign}${sayNumber(difference)})`;
  return `NOT RECONCILED: ${nameOf(total.library)} counted ${sayNumber(entered?.value ?? 0)} ${nameTotal(total)}; ${has}.`;
}

function describeSeveral(totals: readonly ComparedTotal[], nameOf: (library: string) => string): string {
  const whose = [...new Set(totals.map(({ library }) => nameOf(library)))];
  const who = whose.length > MOST_NAMED ? `${whose.length} libraries` : whose.join(', ');
  return `NOT RECONCILED: ${totals.length} counts of ${who} differ from those of Mercia, or cannot be compared; the report "reconcile" has each.`;
}

/** Ours less theirs; null if one of them is not known or not shown. */
export function differenceOf({ ours, entered }: Pick<ComparedTotal, 'ours' | 'entered'>): number | null {
  return entered === null || ours.value === null ? null : ours.value - entered.value;
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
    return `Not checked: ${who} have not entered ${missing.some(hasEntered) ? 'all of ' : ''}their own counts.`;
  }
  if (!hasEntered(only)) return `Not checked: ${nameOf(only)} has not entered its own counts.`;
  return `Not checked: ${nameOf(only)} has not entered how many ${missingOf(only).join(' and ')} it has.`;
}
