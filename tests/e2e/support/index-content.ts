/** Everything that the union index holds, without the numbers that a database gives: two indexes can be compared. */
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface IndexContent {
  /** One a record, in the order of systems and ids: its bytes, description, items, holdings, keys and companions. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly rejects: readonly unknown[];
  readonly counts: Readonly<
    Record<'record' | 'item' | 'holding' | 'match_key' | 'member' | 'edition' | 'search_doc', number>
  >;
}

export async function contentOf(db: Kysely<Database>): Promise<IndexContent> {
  const { rows: records } = await sql<Readonly<Record<string, unknown>>>`
    SELECT s.system_id, r.local_id, r.visibility, r.deleted, r.format, md5(r.raw) AS raw, r.repairs, r.title,
      (SELECT p.description::json FROM public_description p WHERE p.record = r.id) AS description,
      (SELECT jsonb_agg(to_jsonb(i) - 'id' - 'record' - 'system' ORDER BY i.local_id) FROM item i WHERE i.record = r.id) AS items,
      (SELECT jsonb_agg(to_jsonb(h) - 'record' - 'system' ORDER BY h.id) FROM holding h WHERE h.record = r.id) AS holdings,
      (SELECT jsonb_agg(k.key ORDER BY k.key) FROM match_key k WHERE k.record = r.id) AS keys,
      (SELECT jsonb_agg(os.system_id || ':' || o.local_id ORDER BY os.system_id, o.local_id)
        FROM member m JOIN member n ON n.edition = m.edition JOIN record o ON o.id = n.record
        JOIN system os ON os.id = o.system WHERE m.record = r.id) AS companions,
      (SELECT jsonb_build_object('title', e.title, 'format', e.format, 'libraries', e.libraries, 'description', e.description)
        FROM member m JOIN edition e ON e.id = m.edition WHERE m.record = r.id) AS edition,
      (SELECT md5(d.document::text) FROM member m JOIN search_doc d ON d.edition = m.edition WHERE m.record = r.id) AS words
    FROM record r JOIN system s ON s.id = r.system
    ORDER BY s.system_id, length(r.local_id), r.local_id`.execute(db);
  const { rows: rejects } = await sql`
    SELECT s.system_id, j.local_id, j.place, j.reason, md5(j.raw) AS raw
    FROM reject j JOIN system s ON s.id = j.system ORDER BY 1, 2, 3`.execute(db);
  const { rows } = await sql<IndexContent['counts']>`
    SELECT (SELECT count(*) FROM record) AS record, (SELECT count(*) FROM item) AS item,
      (SELECT count(*) FROM holding) AS holding, (SELECT count(*) FROM match_key) AS match_key,
      (SELECT count(*) FROM member) AS member, (SELECT count(*) FROM edition) AS edition,
      (SELECT count(*) FROM search_doc) AS search_doc`.execute(db);
  const counts = rows[0];
  if (counts === undefined) throw new Error('nothing was counted');
  return { records, rejects, counts };
}

/** In what two indexes differ, a line a record, so that a test that fails can be read; empty where they are the same. */
export function differences(a: Pick<IndexContent, 'records'>, b: Pick<IndexContent, 'records'>): readonly string[] {
  const keyOf = (row: Readonly<Record<string, unknown>>): string =>
    `${String(row['system_id'])}:${String(row['local_id'])}`;
  const others = new Map(b.records.map((row) => [keyOf(row), row]));
  const lines = a.records.flatMap((row) => {
    const other = others.get(keyOf(row));
    others.delete(keyOf(row));
    if (other === undefined) return `${keyOf(row)} is in the first alone`;
    return Object.keys(row)
      .filter((field) => JSON.stringify(row[field]) !== JSON.stringify(other[field]))
      .map((field) => `${keyOf(row)} ${field}: ${JSON.stringify(row[field])} / ${JSON.stringify(other[field])}`);
  });
  return [...lines, ...[...others.keys()].map((key) => `${key} is in the second alone`)];
}
