/**
 * Which libraries and sites hold an edition as far as anybody sees it. `search_doc` names all that hold it at any system: also a library
 * that only tries out a new system, or has left an old one. Where no library moves, that is the same.
 */
import { isShown } from './holdings.ts';
import type { IndexScope } from './index-scope.ts';
import { sql, type RawBuilder } from 'kysely';

type Scope = Pick<IndexScope, 'hidden' | 'region'>;

/** Libraries whose holdings at some system are not shown. */
function movingLibraries({ hidden }: Scope): readonly string[] {
  return [...new Set(hidden.map((pair) => pair.slice(pair.indexOf(' ') + 1)))];
}

/** Holdings of an edition `d` that are shown. */
function shownHoldings(scope: Scope): RawBuilder<unknown> {
  return sql`FROM member m JOIN system s ON s.id = m.system JOIN holding h ON h.record = m.record
    WHERE m.edition = d.edition AND ${isShown(scope, sql`h.library`)}`;
}

/** That an edition `d` can be found: somebody holds it where it is shown, or nobody holds it at all. */
export function isFindable(scope: Scope): RawBuilder<unknown> {
  const moving = movingLibraries(scope);
  if (moving.length === 0) return sql`true`;
  return sql`(d.libraries = '{}' OR NOT d.libraries <@ ${moving}::text[] OR EXISTS (SELECT ${shownHoldings(scope)}))`;
}

/** The column `libraries` of `search_doc d`, without those whose holdings are not shown. */
export function shownLibraries(scope: Scope): RawBuilder<unknown> {
  const moving = movingLibraries(scope);
  if (moving.length === 0) return sql.ref('d.libraries');
  return sql`CASE WHEN d.libraries && ${moving}::text[]
    THEN ARRAY(SELECT DISTINCT h.library ${shownHoldings(scope)}) ELSE d.libraries END`;
}

/** The column `sites` of `search_doc d`, likewise. */
export function shownSites(scope: Scope): RawBuilder<unknown> {
  const moving = movingLibraries(scope);
  if (moving.length === 0) return sql.ref('d.sites');
  const owners = scope.region.systems.flatMap((system) => system.owners.filter(({ site }) => site !== null));
  const sites = sql`unnest(${owners.map(({ system }) => system)}::text[], ${owners.map(({ code }) => code)}::text[],
    ${owners.map(({ library, site }) => `${library}/${site ?? ''}`)}::text[]) AS owner (system, code, name)`;
  return sql`CASE WHEN d.libraries && ${moving}::text[]
    THEN ARRAY(SELECT DISTINCT owner.name FROM (SELECT s.system_id, h.site_codes ${shownHoldings(scope)}) held
      JOIN ${sites} ON owner.system = held.system_id AND owner.code = ANY(held.site_codes)) ELSE d.sites END`;
}

/** That one of these libraries holds an edition `d` where it is shown. The first half is what an index finds. */
export function isHeldBy(scope: Scope, libraries: readonly string[]): RawBuilder<unknown> {
  const held = sql`d.libraries && ${libraries}::text[]`;
  const moves = movingLibraries(scope).some((id) => libraries.includes(id));
  return moves ? sql`(${held} AND ${shownLibraries(scope)} && ${libraries}::text[])` : held;
}

/** That it is at one of these sites, which are named as `<library>/<site>`, where it is shown. */
export function isAtSite(scope: Scope, sites: readonly string[]): RawBuilder<unknown> {
  const held = sql`d.sites && ${sites}::text[]`;
  const moves = movingLibraries(scope).some((id) => sites.some((site) => site.startsWith(`${id}/`)));
  return moves ? sql`(${held} AND ${shownSites(scope)} && ${sites}::text[])` : held;
}
