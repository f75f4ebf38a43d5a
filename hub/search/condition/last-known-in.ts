/** Which editions had a copy in its place when their libraries' systems last told. */
import { sql, type RawBuilder } from 'kysely';
import { frozenPairs, pairKey } from '#domain/move-phases.ts';
import type { IndexScope } from '#union-index/read/index-scope.ts';
import { IS_ONLINE, isShown } from '#union-index/read/holdings.ts';

const DAY_MS = 86_400_000;
/** By so much clocks may differ. What is dated later is shown nowhere as last known. */
const CLOCK_OFF_MS = 5_000;

/** What of a search's filter it takes. */
interface LastKnownFilter {
  readonly lastKnownIn?: boolean | null | undefined;
  readonly libraries?: readonly string[] | null | undefined;
}

/**
 * What a system last told of holdings that had a copy in its place, of the edition `d`; `libraries`: theirs alone. Not of what is read
 * online, nor of a library that does not lend from the system, of which nothing is told since, nor what is too old to be shown or dated
 * ahead.
 */
function knownIn(scope: IndexScope, libraries: readonly string[] | null | undefined): RawBuilder<unknown> {
  const wanted =
    libraries === null || libraries === undefined
      ? scope.libraries
      : scope.libraries.filter((id) => libraries.includes(id));
  const { lastKnownDays, now } = scope;
  const notBefore = lastKnownDays === null ? '-infinity' : new Date(now() - lastKnownDays * DAY_MS);
  const isShownAt = sql`k.as_of BETWEEN ${notBefore}::timestamptz AND ${new Date(now() + CLOCK_OFF_MS)}::timestamptz`;
  const hidden = [...scope.hidden, ...frozenPairs(scope.region).map(pairKey)];
  return sql`member m JOIN system s ON s.id = m.system JOIN holding h ON h.record = m.record
    JOIN last_known k ON k.holding = h.id
    WHERE m.edition = d.edition AND k.in_place_as_of = k.as_of AND ${isShownAt} AND h.library = ANY(${wanted}::text[])
      AND s.system_id = ANY(${scope.systems}::text[]) AND ${isShown({ hidden }, sql`h.library`)} AND NOT ${IS_ONLINE}`;
}

/** The libraries, of all, that had a copy of the edition `d` in its place. */
export function librariesKnownIn(scope: IndexScope): RawBuilder<unknown> {
  return sql`ARRAY(SELECT DISTINCT h.library FROM ${knownIn(scope, null)})`;
}

export function wasIn(scope: IndexScope, libraries: readonly string[] | null | undefined): RawBuilder<unknown> {
  return sql`EXISTS (SELECT FROM ${knownIn(scope, libraries)})`;
}

/** Of more editions than so many the first are looked at. */
const LOOKED_AT_MAX = 20_000;

/**
 * When the oldest of these facts was told, RFC 3339; null if there is none, and without that filter. `condition` is that of the search on
 * `search_doc d`.
 */
export async function findOldestKnown(
  scope: IndexScope,
  condition: RawBuilder<unknown>,
  { lastKnownIn, libraries }: LastKnownFilter,
): Promise<string | null> {
  if (lastKnownIn !== true) return null;
  const oldest = sql<{ oldest: Date | null }>`
    SELECT min(known.as_of) AS oldest
    FROM (SELECT d.edition FROM search_doc d WHERE ${condition} LIMIT ${LOOKED_AT_MAX}) AS d
      CROSS JOIN LATERAL (SELECT k.as_of FROM ${knownIn(scope, libraries)}) AS known`;
  const { rows } = await scope.inTime(oldest.execute(scope.db));
  return rows[0]?.oldest?.toISOString() ?? null;
}
