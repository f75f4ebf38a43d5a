/** Which library of the target a library of the source is: each side has names of its own for them, and codes of branches that people map. */
import { readRegion } from '#comparison/snapshots/snapshot.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type RawBuilder } from 'kysely';
import { mappedBranches } from '../plans/predict-items.ts';
import type { LedgerSides } from './ledger.ts';
import { makeTemp, type ComparedField, type Tx } from './worksheet.ts';

/**
 * `l_home`: for each library of the source, those of the target that it is if nothing is mapped (`same`: the same library, else the same
 * code of a branch) and as it is mapped, by the plan or by the mapping of branches (`want`). Null where none is known. With `l_pickup`.
 */
export async function makeHomes(tx: Tx, sides: LedgerSides): Promise<void> {
  const { source, target, targetSystem, plan } = sides;
  const ownersOf = async (snapshot: number): Promise<string> =>
    toJson(
      (await readRegion(tx, snapshot)).systems.flatMap(({ id, owners }) =>
        owners.map(({ code, library }) => ({ id, code, library })),
      ),
    );
  const owners = (json: string): RawBuilder<unknown> =>
    sql`(SELECT s.id AS system, o.code, o.library FROM json_to_recordset(${json}::json) AS o (id text, code text, library text)
      JOIN system s ON s.system_id = o.id)`;
  const ownersOfSource = owners(await ownersOf(source));
  await makePickups(tx, sides, ownersOfSource);
  await makeTemp(
    tx,
    'l_there',
    sql`SELECT o.code, o.library FROM ${owners(await ownersOf(target))} o WHERE o.system = ${targetSystem}`,
  );
  await makeTemp(
    tx,
    'l_home',
    sql`SELECT system, library, same, coalesce(mapped, same) AS want FROM (
      SELECT o.system, o.library,
        coalesce(array_agg(DISTINCT i.library) FILTER (WHERE i.library IS NOT NULL), array_agg(DISTINCT c.library) FILTER (WHERE c.library IS NOT NULL)) AS same,
        array_agg(DISTINCT w.library) FILTER (WHERE w.library IS NOT NULL) AS mapped
      FROM ${ownersOfSource} o
        LEFT JOIN l_map m ON m.system = o.system AND m.list = 'BRANCH' AND m.code = o.code
        LEFT JOIN l_there i ON i.library = o.library
        LEFT JOIN l_there c ON c.code = o.code
        LEFT JOIN l_there w ON w.code = coalesce((SELECT p.settings -> 'branches' ->> o.library FROM move_plan p WHERE p.id = ${plan}), m.target)
      GROUP BY 1, 2) home`,
  );
}

/** `l_pickup`: what a code of a branch at which holds are collected becomes, by the plan, else by the mapping of branches. */
async function makePickups(tx: Tx, { source, plan }: LedgerSides, owners: RawBuilder<unknown>): Promise<void> {
  await makeTemp(
    tx,
    'l_pickup',
    sql`SELECT DISTINCT ON (system, code) system, code, target FROM (
        SELECT o.system, o.code, p.settings -> 'branches' ->> o.library AS target, 1 AS nth FROM ${owners} o JOIN move_plan p ON p.id = ${plan}
        UNION ALL SELECT m.system, m.code, m.target, 2 FROM l_map m WHERE m.list = 'BRANCH'
        UNION ALL SELECT y.id, m.code, m.target, 3 FROM ${mappedBranches(source)} m JOIN system y USING (system_id)
          WHERE ${plan}::int IS NOT NULL) one
      WHERE target IS NOT NULL ORDER BY system, code, nth`,
    ['system', 'code'],
  );
}

/** The columns `same_homes` and `want_homes` of a row `t` that is of this library. */
export function homesOf(library: RawBuilder<unknown>): RawBuilder<unknown> {
  const one = (column: string): RawBuilder<unknown> =>
    sql`(SELECT ${sql.ref(`h.${column}`)} FROM l_home h WHERE h.library = ${library} ORDER BY h.system = t.system DESC LIMIT 1)`;
  return sql`${one('same')} AS same_homes, ${one('want')} AS want_homes`;
}

/** That the library is the one it should be: of a pair with `same_homes`, `want_homes`, `s_library` and `t_library`. */
export const homeField: ComparedField = {
  field: 'library',
  was: sql`CASE WHEN p.t_library = ANY(p.same_homes) THEN p.t_library ELSE coalesce(p.same_homes[1], p.s_library) END`,
  want: sql`CASE WHEN p.t_library = ANY(p.want_homes) THEN p.t_library ELSE p.want_homes[1] END`,
  now: sql`p.t_library`,
  told: [sql`p.s_library IS NOT NULL AND p.want_homes IS NOT NULL`, sql`p.t_library IS NOT NULL`],
  rule: 'home-mapped',
};
