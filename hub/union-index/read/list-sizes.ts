import type { Region } from '#domain/region.ts';
import { sql } from 'kysely';
import { isShown } from './holdings.ts';
import type { IndexScope } from './index-scope.ts';

/** How long a list of the graph is: in the mean, rounded up, and at most. */
export interface ListSizeView {
  /** Its type and field, `Edition.holdings`. */
  readonly list: string;
  readonly usual: number;
  readonly most: number;
}

/** Of the lists whose length no argument says. Lists of an index without editions are left out: they will be longer. */
export async function listSizes(scope: IndexScope): Promise<readonly ListSizeView[]> {
  const held = sql`SELECT count(*) AS n FROM member m JOIN holding h ON h.record = m.record JOIN system s ON s.id = m.system
    WHERE ${isShown(scope, sql`h.library`)} GROUP BY m.edition`;
  const grouped = sql`SELECT count(*) AS n FROM edition WHERE work IS NOT NULL GROUP BY work`;
  return [
    ...(await sizesOf(scope, ['Edition.holdings', 'Lender.holdings', 'NearLibrary.holdings'], held)),
    ...(await sizesOf(scope, ['Work.editions'], grouped)),
    ...sizesInRegion(scope.region),
  ];
}

async function sizesOf(
  { db }: IndexScope,
  lists: readonly string[],
  lengths: ReturnType<typeof sql>,
): Promise<readonly ListSizeView[]> {
  const { rows } = await sql<{ usual: number | null; most: number | null }>`
    SELECT ceil(avg(n))::int AS usual, max(n)::int AS most FROM (${lengths}) AS counted`.execute(db);
  const { usual = null, most = null } = rows[0] ?? {};
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
