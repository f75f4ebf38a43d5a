/**
 * What one side may count and the other not: copies on hidden records, of codes that no library owns, and so on. Where a library says which
 * of them its own count has in it, ours is made the same, so that both can agree.
 */
import type { Condition, ControlClass, ControlPart, Population } from '#domain/comparison.ts';
import { NONE } from '#domain/comparison.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { countBy, countRows } from '../populations/counts.ts';
import { is, OF_NOBODY } from '../reports/conditions.ts';
import { countOutside, countParts, type Outside } from '../reports/left-out.ts';
import type { LeftOutPart } from '../reports/report.ts';
import { sayNumber } from '../reports/say.ts';
import type { SnapshotSystem } from '../snapshots/snapshot.ts';
import { populationOf, type ControlTotal } from './control-total.ts';
import { ownRows, readOwnSystems } from './count-ours.ts';

export interface KnownPart {
  readonly part: ControlPart;
  readonly count: number;
  /** Whether Mercia's number has it in it. */
  readonly isCounted: boolean;
  /**
   * Whether so many are the library's own. What came without the name of a library is of its whole system; and nobody knows how many copies
   * a record has that could not be read.
   */
  readonly isOwn: boolean;
}

const OF_RECORDS: Readonly<Partial<Record<ControlPart, LeftOutPart>>> = {
  INTERLIBRARY: 'INTERLIBRARY_RECORDS',
  HIDDEN: 'HIDDEN_RECORDS',
};
const OF_ITEMS: Readonly<Partial<Record<ControlPart, LeftOutPart>>> = {
  INTERLIBRARY: 'INTERLIBRARY_COPIES',
  HIDDEN: 'HIDDEN_COPIES',
  ON_HIDDEN_RECORDS: 'COPIES_ON_HIDDEN_RECORDS',
  WITHOUT_NUMBER: 'COPIES_WITHOUT_NUMBER',
};

interface Place {
  readonly db: Kysely<Database>;
  readonly snapshot: number;
  readonly library: LibraryId;
  /** Those that the library's counts are of. */
  readonly systems: readonly SnapshotSystem[];
}

/** Of all records, items or statements of a library; none of lists about readers, and of counts with conditions. */
export async function findKnownParts(
  db: Kysely<Database>,
  snapshot: number,
  { library, class: name, where }: Pick<ControlTotal, 'library' | 'class' | 'where'>,
): Promise<readonly KnownPart[]> {
  const population = populationOf(name);
  if (population === null || where.length > 0) return [];
  const place = { db, snapshot, library, systems: (await readOwnSystems(db, snapshot))(library) };
  const found = [...(await countedHere(place, population)), ...(await missingHere(place, population))];
  return found.filter(({ count }) => count > 0);
}

/** Of what we counted, what a library may not have counted. */
async function countedHere(
  { db, snapshot, library, systems }: Place,
  population: Population,
): Promise<readonly KnownPart[]> {
  const scope = ownRows(library, systems);
  const own = (part: ControlPart, count: number): KnownPart => ({ part, count, isCounted: true, isOwn: true });
  if (population === 'STATEMENTS') {
    const cells = await countBy(db, { snapshot, population, where: scope }, ['RECORD_VISIBILITY']);
    const hidden = cells.filter(({ values }) => values[0] !== 'PUBLIC').reduce((sum, { count }) => sum + count, 0);
    return [own('ON_HIDDEN_RECORDS', hidden)];
  }
  const parts = await countParts({ db, snapshot, scope });
  const names = Object.entries(population === 'RECORDS' ? OF_RECORDS : OF_ITEMS) as [ControlPart, LeftOutPart][];
  return names.map(([part, name]) => own(part, parts.get(name) ?? 0));
}

/** What a library may have counted and we did not: it came without the name of a library, or could not be read. */
async function missingHere(
  { db, snapshot, library, systems }: Place,
  population: Population,
): Promise<readonly KnownPart[]> {
  if (population === 'STATEMENTS') return [];
  const asked = { db, snapshot: { number: snapshot }, library, visibleLibraries: null };
  const isAlone = systems.every(({ libraries }) => libraries.length === 1);
  const outside = await Promise.all(systems.map(({ id: system }) => countOutside({ ...asked, system })));
  const sum = (part: keyof Outside): number => outside.reduce((all, one) => all + one[part], 0);
  const [rejects, records, copies] = [sum('rejects'), sum('records'), sum('copies')];
  const inSystems = { dimension: 'SYSTEM', in: systems.map(({ id }) => id) } as const;
  const ofNobody = async (condition: Condition): Promise<number> =>
    systems.length === 0
      ? 0
      : ((await countRows(db, { snapshot, population, where: [inSystems, OF_NOBODY, condition] })).value ?? 0);
  const missing = (part: ControlPart, count: number, isOwn = isAlone): KnownPart => {
    return { part, count, isCounted: false, isOwn };
  };
  if (population === 'RECORDS') {
    const interlibrary = await ofNobody(is('VISIBILITY', 'ILL_TEMPORARY'));
    return [
      missing('INTERLIBRARY', interlibrary),
      missing('OWNERLESS', records - interlibrary),
      missing('REJECTED', rejects),
    ];
  }
  const ownerless = await ofNobody(is('OWNER_CODE', NONE));
  return [
    missing('GHOST_OWNERS', copies - ownerless),
    missing('OWNERLESS', ownerless),
    missing('REJECTED', rejects, false),
  ];
}

/** By how much ours changes if it has in it what the library says that its own has. Null if the library has not said. */
export function adjustment(parts: readonly KnownPart[], includes: readonly ControlPart[] | null): number | null {
  if (includes === null) return null;
  return parts
    .filter(({ part, isCounted, isOwn }) => isOwn && isCounted !== includes.includes(part))
    .reduce((sum, { count, isCounted }) => sum + (isCounted ? -count : count), 0);
}

const WORDS: Readonly<Record<ControlPart, string>> = {
  INTERLIBRARY: 'for interlibrary loans',
  HIDDEN: 'hidden from the public',
  ON_HIDDEN_RECORDS: 'on hidden records',
  WITHOUT_NUMBER: 'that came without their number or barcode',
  GHOST_OWNERS: 'of a code that no library owns',
  OWNERLESS: 'of which nobody knows whose they are',
  REJECTED: 'that could not be read',
};
const THINGS: Readonly<Partial<Record<ControlClass, readonly [one: string, many: string]>>> = {
  RECORDS: ['record', 'records'],
  ITEMS: ['copy', 'copies'],
  STATEMENTS: ['statement', 'statements'],
};

const thingsOf = (name: ControlClass, part: ControlPart): readonly [one: string, many: string] =>
  (part === 'REJECTED' ? THINGS.RECORDS : THINGS[name]) ?? ['', ''];

/** `copies on hidden records`. */
export function namePart(name: ControlClass, part: ControlPart): string {
  return `${thingsOf(name, part)[1]} ${WORDS[part]}`;
}

/** `13 copies on hidden records`. */
export function sayPart(name: ControlClass, { part, count }: KnownPart): string {
  const [one, many] = thingsOf(name, part);
  return `${sayNumber(count)} ${count === 1 ? one : many} ${WORDS[part]}`;
}

/**
 * What may be the reason of a difference of which nobody has said what it is made of: a sentence without its full stop; null if nothing is
 * known. That a number is as large as the difference is said, and not that it is the reason.
 */
export function explainGap(name: ControlClass, parts: readonly KnownPart[], difference: number | null): string | null {
  if (difference === null || difference === 0) return null;
  const known = parts.filter(({ isCounted }) => isCounted === difference > 0);
  if (known.length === 0) return null;
  const size = Math.abs(difference);
  const sum = known.reduce((all, { count }) => all + count, 0);
  const fits = known.some(({ count }) => count === size)
    ? `: one of these is exactly the difference of ${sayNumber(size)}`
    : sum === size
      ? ': together exactly the difference'
      : '';
  const words = known.map((part) => sayPart(name, part)).join('; ');
  return `${difference > 0 ? 'Mercia counts' : 'Mercia does not count'} ${words}${fits}`;
}
