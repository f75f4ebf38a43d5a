/** Writes down what is to be mended in a snapshot, what costs readers most first. */
import { NONE, type Condition } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import { mappingsOfSnapshot } from '../mappings/kept-mappings.ts';
import { codesInScope, isCode, keyOf } from '../mappings/mapping-book.ts';
import { fromSelection } from '../populations/predicate.ts';
import type { SnapshotFinder } from '../snapshots/take.ts';
import { FIX_KINDS, UNMAPPED_CODE, type FixKind } from './fix-kinds.ts';

/** A code that becomes nothing costs as much as its copies, but no more than this. */
const MOST_OF_A_CODE = 60;

/** How far a copy reaches: a reader has it or waits for it; it can be found; it is hidden or gone. */
const ITEM_REACH = sql`CASE
  WHEN t.status IN ('ON_LOAN', 'ON_HOLD_SHELF', 'IN_TRANSIT') THEN 4
  WHEN t.visibility = 'PUBLIC' AND t.record_visibility = 'PUBLIC'
    AND coalesce(t.status, '') NOT IN ('LOST', 'WITHDRAWN') THEN 2
  ELSE 1 END`;
/** How far a record reaches: what readers see, the farther the more copies hang on it. */
const RECORD_REACH = sql`CASE WHEN t.visibility = 'PUBLIC' THEN least(2 + t.item_count, 10) ELSE 1 END`;

/** Of a system with one library, all that nobody else owns is this library's. */
const ONLY_LIBRARY = sql`CASE WHEN cardinality(s.libraries) = 1 THEN s.libraries[1] ELSE ${sql.lit(NONE)} END`;

export const findFixes: SnapshotFinder = {
  what: 'what to mend first',
  async find(transaction, { number }) {
    await transaction.deleteFrom('snapshot_fix').where('snapshot', '=', number).execute();
    const parts = FIX_KINDS.map((kind) => selectRows(number, kind));
    const codes = await unmappedCodes(transaction, number);
    await sql`
      INSERT INTO snapshot_fix (snapshot, library, system, kind, cost, subject, what, detail)
      SELECT ${number}::int, library, system, kind, cost, subject, what, detail
      FROM (${sql.join(parts, sql` UNION ALL `)} UNION ALL
        SELECT code.library, named.id, ${UNMAPPED_CODE.kind}::text, code.cost, NULL::bigint, code.what, code.detail
        FROM json_to_recordset(${toJson(codes)}::json)
          AS code (system text, library text, cost integer, what text, detail text)
        JOIN system named ON named.system_id = code.system) found
      ORDER BY cost DESC, kind, system, library, what, subject`.execute(transaction);
  },
};

function selectRows(snapshot: number, kind: FixKind): RawBuilder<unknown> {
  const { population, where, weight, needsItems = false } = kind;
  const isItems = population === 'ITEMS';
  const library = isItems
    ? sql`coalesce(t.library, ${ONLY_LIBRARY})`
    : sql`unnest(CASE WHEN cardinality(t.libraries) > 0 THEN t.libraries ELSE ARRAY[${ONLY_LIBRARY}] END)`;
  const tells = needsItems ? sql`AND NOT 'ITEMS' = ANY(s.not_told)` : sql``;
  return sql`SELECT ${library} AS library, s.system, ${kind.kind}::text AS kind,
      ${sql.lit(weight)} * ${isItems ? ITEM_REACH : RECORD_REACH} AS cost, t.id AS subject, t.local_id AS what,
      ${detailOf(where)} AS detail
    ${fromSelection({ snapshot, population, where })} ${tells}`;
}

/** Which of the faults a record has, where the kind is about faults. */
function detailOf(where: readonly Condition[]): RawBuilder<unknown> {
  const faults = where.find(({ dimension }) => dimension === 'FAULT')?.in;
  if (faults === undefined) return sql`NULL::text`;
  return sql`(SELECT string_agg(fault, ', ' ORDER BY fault) FROM unnest(t.faults) fault
    WHERE fault = ANY(ARRAY[${sql.join(faults.map((fault) => sql.lit(fault)))}]))`;
}

interface CodeFix {
  readonly system: string;
  readonly library: string;
  readonly cost: number;
  readonly what: string;
  readonly detail: string;
}

/** By the mappings that the snapshot keeps. Lists of which the target's codes were not entered are left out. */
async function unmappedCodes(transaction: Transaction<Database>, snapshot: number): Promise<readonly CodeFix[]> {
  const { targets, mappings } = await mappingsOfSnapshot(transaction, snapshot);
  const entered = new Set(targets.flatMap(({ list, codes }) => (codes.length > 0 ? [list] : [])));
  const mapped = new Set(
    mappings.flatMap(({ system, list, code, target }) => (target === null ? [] : [keyOf(system, list, code)])),
  );
  const used = await codesInScope(transaction, { snapshot, libraries: null, system: null });
  const open = used.filter(
    ({ system, list, code }) => isCode(code) && entered.has(list) && !mapped.has(keyOf(system, list, code)),
  );
  const byLibrary = Map.groupBy(open, ({ system, library, list, code }) => `${library} ${keyOf(system, list, code)}`);
  return [...byLibrary.values()].flatMap((parts): CodeFix[] => {
    const [first] = parts;
    if (first === undefined) return [];
    const items = parts.reduce((sum, part) => sum + part.items, 0);
    const { system, library, list, code } = first;
    const cost = Math.min(items, MOST_OF_A_CODE);
    return [{ system, library, cost, what: `${list} ${code}`, detail: `on ${items} copies` }];
  });
}
