import type { Region } from '#domain/region.ts';
import { sql } from 'kysely';
import type { IndexScope } from './index-scope.ts';

/** How long a list of the graph is: in the mean, rounded up, and at most. */
export interface ListSizeView {
  /** Its type and field, `Edition.holdings`. */
  readonly list: string;
  readonly usual: number;
  readonly most: number;
}

interface SizesRow {
  readonly usual: number | null;
  readonly most: number | null;
}

/** Of the lists whose length no argument says. Lists of an index without editions are left out: they will be longer. */
export async function listSizes(scope: IndexScope): Promise<readonly ListSizeView[]> {
  const { rows: holdings } = await sql<SizesRow>`
    SELECT ceil(avg(n))::int AS usual, max(n)::int AS most
    FROM (SELECT count(*) AS n FROM member m JOIN holding h ON h.record = m.record GROUP BY m.edition) held`.execute(
    scope.db,
  );
  const { rows: editions } = await sql<SizesRow>`
    SELECT ceil(avg(n))::int AS usual, max(n)::int AS most
    FROM (SELECT count(*) AS n FROM edition WHERE work IS NOT NULL GROUP BY work) grouped`.execute(scope.db);
  return [
    ...sizesOf(['Edition.holdings', 'Lender.holdings', 'NearLibrary.holdings'], holdings),
    ...sizesOf(['Work.editions'], editions),
    ...sizesInRegion(scope.region),
  ];
}

function sizesOf(lists: readonly string[], [row]: readonly SizesRow[]): readonly ListSizeView[] {
  const { usual = null, most = null } = row ?? {};
  return usual === null || most === null ? [] : lists.map((list) => ({ list, usual, most }));
}

function sizesInRegion({ libraries, systems, networks }: Region): readonly ListSizeView[] {
  const bySystem = Map.groupBy(libraries, ({ system }) => system);
  return [
    whole('Region.libraries', libraries.length),
    whole('LenderConnection.excluded', libraries.length),
    whole('Region.systems', systems.length),
    whole('Region.networks', networks.length),
    counted(
      'LibrarySystem.libraries',
      [...bySystem.values()].map(({ length }) => length),
    ),
    counted(
      'Library.sites',
      libraries.map(({ sites }) => sites.length),
    ),
  ];
}

function whole(list: string, length: number): ListSizeView {
  return counted(list, [length]);
}

function counted(list: string, lengths: readonly number[]): ListSizeView {
  const sum = lengths.reduce((before, length) => before + length, 0);
  return { list, usual: Math.max(1, Math.ceil(sum / Math.max(1, lengths.length))), most: Math.max(1, ...lengths) };
}
