/** What a snapshot has of each library, to compare with what the library counted. */
import { CONTROL_CLASSES, NONE, type Condition, type ControlClass } from '#domain/comparison.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { countsAt, notCounted } from '#domain/move-phases.ts';
import type { Region } from '#domain/region.ts';
import { showCount } from '#domain/small-numbers.ts';
import type { LoanList } from '#store/loan-lists.ts';
import type { Database } from '#store/tables.ts';
import { findPermittedRows, LIST_PURPOSES } from '#union-index/index.ts';
import { sql, type Kysely } from 'kysely';
import { countBy, countRows } from '../populations/counts.ts';
import { readRegion, systemsOfSnapshot, type SnapshotSystem } from '../snapshots/snapshot.ts';
import { keepResults, readResults, type SnapshotFinder } from '../snapshots/finder.ts';
import { lastRead, once } from '../snapshots/once.ts';
import { populationOf } from './control-total.ts';

/** Our number, or why there is none. */
export interface OurCount {
  readonly value: number | null;
  readonly why?: string | undefined;
  /** It is known, and too small to be shown. */
  readonly small?: true | undefined;
}

const RESULT = 'control-totals';

type Numbers = Readonly<Partial<Record<ControlClass, number>>>;

/** Every library's numbers are kept with the snapshot, because every report of it compares them. */
export const countLibraries: SnapshotFinder = {
  what: 'what each library has',
  async find(transaction, { number, region }) {
    const counts = countsAt(region);
    const numbers = new Map<string, Record<string, number>>();
    for (const name of CONTROL_CLASSES) {
      const population = populationOf(name);
      if (population === null) continue;
      for (const { values, count } of await countBy(transaction, { snapshot: number, population, where: [] }, [
        'LIBRARY',
        'SYSTEM',
      ])) {
        const [library = '', system = ''] = values;
        if (!counts({ library: library as LibraryId, system: system as SystemId })) continue;
        const own = numbers.get(library);
        numbers.set(library, { ...own, [name]: (own?.[name] ?? 0) + count });
      }
    }
    await keepResults(transaction, { snapshot: number, report: RESULT }, numbers);
  },
};

/** By library, the systems of the snapshot whose rows are in its counts: none that was loaded to try it out, or that it has left. */
export async function readOwnSystems(
  db: Kysely<Database>,
  snapshot: number,
): Promise<(library: string) => readonly SnapshotSystem[]> {
  const counts = countsAt(await readRegion(db, snapshot));
  const systems = await systemsOfSnapshot(db, snapshot);
  return (library) =>
    systems.filter(
      ({ id, libraries }) => libraries.includes(library) && counts({ library: library as LibraryId, system: id }),
    );
}

/** The rows that are in the counts of a library. */
export function ownRows(library: string, systems: readonly SnapshotSystem[]): readonly Condition[] {
  return [
    { dimension: 'LIBRARY', in: [library] },
    { dimension: 'SYSTEM', in: systems.length === 0 ? [NONE] : systems.map(({ id }) => id) },
  ];
}

export async function readOurCounts(db: Kysely<Database>, snapshot: number) {
  const region = await readRegion(db, snapshot);
  const systemsOf = await readOwnSystems(db, snapshot);
  const numbers = await once(db, [lastRead(db, snapshot)], ['OURS'], () =>
    readResults<Numbers>(db, { snapshot, report: RESULT }),
  );
  const lists = await readLists(db, snapshot, region);
  const completeFor = await readCompleteFor(db, snapshot);
  const agreed = (library: string, name: ControlClass): boolean => {
    const kept = LOAN_LISTS[listOf(name)];
    return kept !== undefined && findPermittedRows(region, LIST_PURPOSES[kept]).libraries.some((id) => id === library);
  };

  /** Why the snapshot cannot have a number of it; null if it has. */
  function whyNot(library: string, name: ControlClass): string | null {
    const own = systemsOf(library);
    if (own.length === 0) return 'the snapshot has no system of this library';
    const silent = own.filter(({ notTold }) => notTold.includes(listOf(name))).map(({ id }) => id);
    return silent.length === 0 ? null : `not told by ${silent.join(', ')}`;
  }
  return {
    /** Of a class without conditions. */
    of(library: string, name: ControlClass): OurCount {
      const why = whyNot(library, name);
      if (why !== null) return { value: null, why };
      if (populationOf(name) !== null) return { value: numbers.get(library)?.[name] ?? 0 };
      const list = lists.get(JSON.stringify([library, listOf(name)]));
      const rowless = systemsOf(library).filter(({ id }) => list?.systems.includes(id) !== true);
      // No row is none only where every row of the library would be there.
      const unsure = rowless.filter(({ id }) => completeFor.get(`${id} ${listOf(name)}`)?.includes(library) !== true);
      if (unsure.length > 0) return { value: null, why: agreed(library, name) ? sayUnsure(unsure) : NO_AGREEMENT };
      if (list === undefined) return { value: 0 };
      return name === 'CHARGES_PENCE' ? shownSum(list) : shown(list.count, list.gone);
    },
    /** Of some of a class. */
    async some(library: string, name: ControlClass, where: readonly Condition[]): Promise<OurCount> {
      const population = populationOf(name);
      const why = whyNot(library, name);
      if (population === null || why !== null) return { value: null, why: why ?? 'they are counted as a whole' };
      const asked = { snapshot, population, where: [...ownRows(library, systemsOf(library)), ...where] };
      const { value, notToldBy } = await countRows(db, asked);
      return notToldBy.length === 0 ? { value } : { value: null, why: `not told by ${notToldBy.join(', ')}` };
    },
  };
}

const NO_AGREEMENT = 'no agreement of the library lets them be counted';

function sayUnsure(systems: readonly SnapshotSystem[]): string {
  const ids = systems.map(({ id }) => id).join(', ');
  return `not told by library: rows of it may be missing in the list of ${ids}, which was read before it agreed or has rows of unknown libraries; harvest again, then take another snapshot`;
}

/** The list that a class is counted in, which has the class's name but for sums. */
const listOf = (name: ControlClass): string => (name === 'CHARGES_PENCE' ? 'CHARGES' : name);
/** Under which name a list of a snapshot is harvested. */
export const LOAN_LISTS: Readonly<Record<string, LoanList>> = {
  LOANS: 'OPEN_LOANS',
  HOLDS: 'OPEN_HOLDS',
  READERS: 'READERS',
  CHARGES: 'OPEN_CHARGES',
};

interface ListOfLibrary {
  /** Those that have rows of it. */
  readonly systems: readonly string[];
  readonly count: number | null;
  readonly gone: string | null;
  /** What all charges come to; null of other lists, and in several currencies. */
  readonly pence: number | null;
}

async function readLists(
  db: Kysely<Database>,
  snapshot: number,
  region: Region,
): Promise<ReadonlyMap<string, ListOfLibrary>> {
  const elsewhere = notCounted(region);
  const { rows } = await sql<ListOfLibrary & { readonly library: string; readonly list: string }>`
    SELECT library, list, array_agg(name.system_id) AS systems, sum(row_count)::int AS count, max(gone_why) AS gone,
      CASE WHEN count(DISTINCT currency) = 1 AND bool_and(row_count = 0 OR pence IS NOT NULL) THEN sum(pence)::bigint END AS pence
    FROM snapshot_reader_list l JOIN system name ON name.id = l.system
    WHERE l.snapshot = ${snapshot} AND NOT name.system_id || ' ' || l.library = ANY(${elsewhere}::text[])
    GROUP BY library, list`.execute(db);
  return new Map(rows.map((row) => [JSON.stringify([row.library, row.list]), row]));
}

/** By system and list: the libraries of which every row was there, known as theirs. */
async function readCompleteFor(
  db: Kysely<Database>,
  snapshot: number,
): Promise<ReadonlyMap<string, readonly string[] | null>> {
  const { rows } = await sql<{ key: string; libraries: readonly string[] | null }>`
    SELECT name.system_id || ' ' || l.list AS key, l.complete_for AS libraries
    FROM snapshot_reader_list l JOIN system name ON name.id = l.system
    WHERE l.snapshot = ${snapshot} AND l.library = ''`.execute(db);
  return new Map(rows.map(({ key, libraries }) => [key, libraries]));
}

function shown(count: number | null, gone: string | null): OurCount {
  if (count === null) return { value: null, why: gone ?? 'not told' };
  const { value, suppressed } = showCount(count);
  return suppressed ? { value: null, small: true, why: 'too few to be shown' } : { value };
}

/** A sum of few says what each of them owes: it is as little shown as their number. */
function shownSum({ count, gone, pence }: ListOfLibrary): OurCount {
  const number = shown(count, gone);
  if (number.value === null) return number;
  if (number.value === 0) return { value: 0 };
  return pence === null ? { value: null, why: 'they are in several currencies' } : { value: pence };
}
