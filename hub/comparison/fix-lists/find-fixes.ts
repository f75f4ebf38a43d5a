/** Writes down what is to be mended in a snapshot, what costs readers most first. */
import { NONE, type Condition } from '#domain/comparison.ts';
import type { Database } from '#store/tables.ts';
import { toJson } from '#store/to-json.ts';
import { sql, type RawBuilder, type Transaction } from 'kysely';
import { mappingsOfSnapshot } from '../mappings/kept-mappings.ts';
import { codesInScope, isCode, keyOf } from '../mappings/mapping-book.ts';
import { areAmong, findCandidates } from '../populations/candidates.ts';
import { fromSelection } from '../populations/predicate.ts';
import { counted } from '../reports/say.ts';
import type { SnapshotFinder } from '../snapshots/finder.ts';
import { keepFixCounts } from './count-fixes.ts';
import { FIX_KINDS, UNMAPPED_CODE, type FixKind } from './fix-kinds.ts';

/** A code that has none in the target costs as much as its copies, but no more than this. */
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

const COLUMNS = sql`library, system, kind, cost, subject, what, detail`;

export const findFixes: SnapshotFinder = {
  what: 'what to mend first',
  async find(transaction, { number }) {
    // Each system counts the versions of its list over all snapshots.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('mercia snapshot fixes', 0))`.execute(transaction);
    const kept = await transaction
      .selectFrom('snapshot_fix_list')
      .select('system')
      .where('snapshot', '=', number)
      .limit(1)
      .execute();
    if (kept.length > 0) return;
    await sql`SET LOCAL work_mem = '128MB'`.execute(transaction);
    await sql`
      CREATE TEMP TABLE now_fix (library text, system smallint, kind text, cost integer, subject bigint, what text, detail text)
      ON COMMIT DROP`.execute(transaction);
    for (const kind of FIX_KINDS) await insertRows(transaction, number, kind);
    await insertCodes(transaction, number);
    await sql`ANALYZE now_fix (system, kind, subject)`.execute(transaction);
    await keepFixes(transaction, number);
    await keepFixCounts(transaction, number);
  },
};

/** What is still to be mended keeps its row; the others of the newest version end, and the new ones are added. */
async function keepFixes(transaction: Transaction<Database>, snapshot: number): Promise<void> {
  await sql`
    INSERT INTO snapshot_fix_list (snapshot, system, version)
    SELECT s.snapshot, s.system,
      1 + coalesce((SELECT max(l.version) FROM snapshot_fix_list l WHERE l.system = s.system), 0)
    FROM snapshot_system s WHERE s.snapshot = ${snapshot}`.execute(transaction);
  const same = sql`now.system = old.system AND now.kind = old.kind AND now.what = old.what AND now.library = old.library
    AND now.cost = old.cost AND now.subject IS NOT DISTINCT FROM old.subject AND now.detail IS NOT DISTINCT FROM old.detail`;
  await sql`
    UPDATE snapshot_fix old SET to_version = l.version
    FROM snapshot_fix_list l
    WHERE l.snapshot = ${snapshot} AND l.system = old.system AND old.to_version IS NULL
      AND NOT EXISTS (SELECT FROM now_fix now WHERE ${same})`.execute(transaction);
  await sql`
    INSERT INTO snapshot_fix (from_version, ${COLUMNS})
    SELECT l.version, now.library, now.system, now.kind, now.cost, now.subject, now.what, now.detail
    FROM now_fix now JOIN snapshot_fix_list l ON l.snapshot = ${snapshot} AND l.system = now.system
    WHERE NOT EXISTS (SELECT FROM snapshot_fix old WHERE old.to_version IS NULL AND ${same})
    ORDER BY now.cost DESC, now.kind, now.system, now.library, now.what, now.subject`.execute(transaction);
  await sql`ANALYZE snapshot_fix`.execute(transaction);
}

async function insertRows(transaction: Transaction<Database>, snapshot: number, kind: FixKind): Promise<void> {
  const { population, where, weight, needsItems = false } = kind;
  const selection = { snapshot, population, where };
  const candidates = await findCandidates(transaction, selection);
  if (candidates.length === 0) return;
  const isItems = population === 'ITEMS';
  const library = isItems
    ? sql`coalesce(t.library, ${ONLY_LIBRARY})`
    : sql`unnest(CASE WHEN cardinality(t.libraries) > 0 THEN t.libraries ELSE ARRAY[${ONLY_LIBRARY}] END)`;
  const tells = needsItems ? sql`AND NOT 'ITEMS' = ANY(s.not_told)` : sql``;
  await sql`
    INSERT INTO now_fix (${COLUMNS})
    SELECT ${library}, s.system, ${kind.kind}::text, ${sql.lit(weight)} * ${isItems ? ITEM_REACH : RECORD_REACH},
      t.id, t.local_id, ${detailOf(where)}
    ${fromSelection(selection)} ${areAmong(candidates)} ${tells}`.execute(transaction);
}

async function insertCodes(transaction: Transaction<Database>, snapshot: number): Promise<void> {
  const codes = await unmappedCodes(transaction, snapshot);
  await sql`
    INSERT INTO now_fix (${COLUMNS})
    SELECT code.library, named.id, ${UNMAPPED_CODE.kind}::text, code.cost, NULL::bigint, code.what, code.detail
    FROM json_to_recordset(${toJson(codes)}::json)
        AS code (system text, library text, cost integer, what text, detail text)
      JOIN system named ON named.system_id = code.system`.execute(transaction);
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
    return [{ system, library, cost, what: `${list} ${code}`, detail: `on ${counted(items, 'copy', 'copies')}` }];
  });
}
