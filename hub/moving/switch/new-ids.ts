/**
 * Which holdings and copies of the new system are those of the old one: copies by their barcode, holdings by what the new record
 * says of where it came from (035 `(system)number`), else by their copies; copies without a barcode by their holding and their shelf
 * mark. What is not certain has no new id.
 */
import { createHoldingId, createId, type LibraryId, type RecordId, type SystemId } from '#domain/ids.ts';
import type { MarcFormat } from '#marc/index.ts';
import { textArray } from '#store/binary-array.ts';
import type { Database, Tx } from '#store/tables.ts';
import { cameFrom } from '#union-index/index.ts';
import { sql, type Kysely } from 'kysely';
import type { Move } from './steps.ts';

/** How many there are at the source, and how many of them have their new id. */
export interface Kept {
  readonly held: number;
  readonly known: number;
}

/** Public things of the library at a system. Nothing else has an id that anybody was given. */
function holdingsAt(system: SystemId, library: LibraryId) {
  return sql`SELECT h.id, h.record, r.local_id FROM holding h JOIN record r ON r.id = h.record JOIN system s ON s.id = h.system
    WHERE s.system_id = ${system} AND h.library = ${library} AND r.visibility = 'PUBLIC' AND NOT r.deleted`;
}

function itemsAt(system: SystemId, library: LibraryId) {
  return sql`SELECT i.local_id, i.record, i.barcode FROM item i JOIN record r ON r.id = i.record JOIN system s ON s.id = i.system
    WHERE s.system_id = ${system} AND i.library = ${library} AND i.visibility = 'PUBLIC'
      AND r.visibility = 'PUBLIC' AND NOT r.deleted`;
}

/** Finds the new ids again and keeps them: they count once the library has moved. */
export async function keepNewIds(tx: Tx, move: Move): Promise<{ readonly items: Kept; readonly holdings: Kept }> {
  const { library, source, target } = move;
  await tx.deleteFrom('moved_id').where('library', '=', library).where('old_system', '=', source).execute();
  await sql`
    WITH old AS (SELECT barcode, min(local_id) AS local_id FROM (${itemsAt(source, library)}) i
        WHERE barcode IS NOT NULL GROUP BY barcode HAVING count(*) = 1),
      new AS (SELECT barcode, min(local_id) AS local_id FROM (${itemsAt(target, library)}) i
        WHERE barcode IS NOT NULL GROUP BY barcode HAVING count(*) = 1)
    INSERT INTO moved_id (kind, old_id, new_id, library, old_system, new_system)
    SELECT 'ITEM', ${`${source}:item:`}::text || old.local_id, ${`${target}:item:`}::text || new.local_id,
      ${library}, ${source}, ${target}
    FROM old JOIN new USING (barcode)
    -- An id that another library's move keeps leads where that says.
    ON CONFLICT (old_id) DO NOTHING`.execute(tx);
  await keepByProvenance(tx, move);
  // Nothing is known of rows of a moment ago: as if there were none, each would be looked for among all copies.
  await sql`ANALYZE moved_id`.execute(tx);
  await keepByCopies(tx, move);
  await keepWithoutBarcodes(tx, move);
  return countKept(tx, move);
}

/** Read at a time: 500 records of MARC are some 2 MB. */
const BATCH = 500;

async function keepByProvenance(tx: Tx, { library, source, target }: Move): Promise<void> {
  const pairs: { readonly old: string; readonly now: string }[] = [];
  const { rows: held } = await sql<{ record: number }>`
    SELECT record FROM (${holdingsAt(target, library)}) h ORDER BY record`.execute(tx);
  for (let first = 0; first < held.length; first += BATCH) {
    const ids = held.slice(first, first + BATCH).map(({ record }) => record);
    const { rows } = await sql<{ readonly localId: string; readonly format: MarcFormat; readonly raw: Buffer }>`
      SELECT r.local_id AS "localId", r.format, r.raw FROM record r WHERE r.id = ANY(${ids}::bigint[])`.execute(tx);
    for (const row of rows) {
      const now = createHoldingId(target, row.localId, library);
      for (const old of cameFrom(row, source)) pairs.push({ old: createHoldingId(source, old, library), now });
    }
  }
  // An old record that several new ones call their own is none of them for certain: its copies say which, or nothing does.
  await sql`
    INSERT INTO moved_id (kind, old_id, new_id, library, old_system, new_system)
    SELECT 'HOLDING', given.old_id, min(given.new_id), ${library}, ${source}, ${target}
    FROM unnest(${textArray(pairs.map(({ old }) => old))}::text[], ${textArray(pairs.map(({ now }) => now))}::text[])
        AS given (old_id, new_id)
      JOIN holding was ON was.id = given.old_id JOIN holding is_now ON is_now.id = given.new_id
    GROUP BY given.old_id HAVING count(DISTINCT given.new_id) = 1
    ON CONFLICT DO NOTHING`.execute(tx);
}

/** A holding whose copies that have a new id are all under one new record. */
async function keepByCopies(tx: Tx, { library, source, target }: Move): Promise<void> {
  await sql`
    INSERT INTO moved_id (kind, old_id, new_id, library, old_system, new_system)
    SELECT 'HOLDING', old.id, min(new.id), ${library}, ${source}, ${target}
    FROM (${holdingsAt(source, library)}) old
      JOIN (${itemsAt(source, library)}) copy ON copy.record = old.record
      JOIN moved_id a ON a.old_id = ${`${source}:item:`}::text || copy.local_id AND a.library = ${library}
      JOIN (${itemsAt(target, library)}) there ON a.new_id = ${`${target}:item:`}::text || there.local_id
      JOIN (${holdingsAt(target, library)}) new ON new.record = there.record
    GROUP BY old.id HAVING count(DISTINCT new.id) = 1
    ON CONFLICT DO NOTHING`.execute(tx);
}

/**
 * Copies without a barcode (e-books, journals): one that alone has its shelf mark and its volume under a holding, here and there. None
 * is told from another of the same holding by its place in a list.
 */
async function keepWithoutBarcodes(tx: Tx, { library, source, target }: Move): Promise<void> {
  const alone = (system: SystemId) => sql`
    SELECT h.id AS holding, min(i.local_id) AS local_id, i.marks
    FROM (SELECT record, local_id, json_build_array(call_number, details ->> 'enumeration', details ->> 'copyNumber')::text AS marks
        FROM item WHERE barcode IS NULL AND local_id IN (SELECT local_id FROM (${itemsAt(system, library)}) own)
          AND system = (SELECT id FROM system WHERE system_id = ${system})) i
      JOIN (${holdingsAt(system, library)}) h ON h.record = i.record
    GROUP BY h.id, i.marks HAVING count(*) = 1`;
  await sql`
    INSERT INTO moved_id (kind, old_id, new_id, library, old_system, new_system)
    SELECT 'ITEM', ${`${source}:item:`}::text || old.local_id, ${`${target}:item:`}::text || new.local_id,
      ${library}, ${source}, ${target}
    FROM (${alone(source)}) old
      JOIN moved_id held ON held.old_id = old.holding AND held.library = ${library} AND held.new_system = ${target}
      JOIN (${alone(target)}) new ON new.holding = held.new_id AND new.marks = old.marks
    WHERE (SELECT count(*) FROM moved_id one WHERE one.new_id = held.new_id AND one.kind = 'HOLDING') = 1
    ON CONFLICT DO NOTHING`.execute(tx);
}

async function countKept(
  tx: Tx,
  { library, source }: Move,
): Promise<{ readonly items: Kept; readonly holdings: Kept }> {
  const { rows } = await sql<Record<'items' | 'itemsKnown' | 'holdings' | 'holdingsKnown', number>>`
    SELECT (SELECT count(*) FROM (${itemsAt(source, library)}) i) AS items,
      (SELECT count(*) FROM (${holdingsAt(source, library)}) h) AS holdings,
      (SELECT count(*) FROM moved_id a WHERE a.library = ${library} AND a.old_system = ${source} AND kind = 'ITEM') AS "itemsKnown",
      (SELECT count(*) FROM moved_id a WHERE a.library = ${library} AND a.old_system = ${source} AND kind = 'HOLDING') AS "holdingsKnown"
    `.execute(tx);
  const { items = 0, itemsKnown = 0, holdings = 0, holdingsKnown = 0 } = rows[0] ?? {};
  return { items: { held: items, known: itemsKnown }, holdings: { held: holdings, known: holdingsKnown } };
}

/** Two records that are one before and after its move. */
export interface MovedRecord {
  readonly old: RecordId;
  readonly now: RecordId;
}

/** Records of which holdings have a new id under a record that is in another edition: the edition would lose its id. */
export async function findApart(tx: Tx, { library, source, target }: Move): Promise<readonly MovedRecord[]> {
  const { rows } = await sql<{ old: string; now: string }>`
    SELECT DISTINCT was.local_id AS old, is_now.local_id AS now
    FROM moved_id a
      JOIN holding h ON h.id = a.old_id JOIN record was ON was.id = h.record JOIN member m ON m.record = was.id
      JOIN holding g ON g.id = a.new_id JOIN record is_now ON is_now.id = g.record JOIN member n ON n.record = is_now.id
    WHERE a.kind = 'HOLDING' AND a.library = ${library} AND a.old_system = ${source} AND m.edition <> n.edition
    ORDER BY 1, 2`.execute(tx);
  return rows.map(({ old, now }) => ({ old: createId(source, 'record', old), now: createId(target, 'record', now) }));
}

/** A holding or a copy that would have no id in the new system. */
export interface Missing {
  readonly kind: 'HOLDING' | 'ITEM';
  readonly id: string;
  /** Of a copy; null if it has none. */
  readonly barcode: string | null;
}

/**
 * Those of the old system that have no new id, holdings first, in the order of their ids: all of them until MOVED is asked for. `after`:
 * those behind this one alone.
 */
export async function listMissing(
  db: Kysely<Database>,
  { library, source }: Pick<Move, 'library' | 'source'>,
  limit: number,
  after: Pick<Missing, 'kind' | 'id'> | null = null,
): Promise<readonly Missing[]> {
  const isBehind = after === null ? sql`true` : sql`(one.kind, one.id) > (${after.kind}, ${after.id})`;
  const { rows } = await sql<Missing>`
    SELECT * FROM (
      SELECT 'HOLDING' AS kind, h.id, NULL AS barcode FROM (${holdingsAt(source, library)}) h
      UNION ALL
      SELECT 'ITEM', ${`${source}:item:`}::text || i.local_id, i.barcode FROM (${itemsAt(source, library)}) i) one
    WHERE ${isBehind} AND NOT EXISTS (SELECT FROM moved_id a WHERE a.old_id = one.id AND a.library = ${library})
    ORDER BY kind, id LIMIT ${limit}`.execute(db);
  return rows;
}
