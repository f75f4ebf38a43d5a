/** A log of feeds written straight into its tables, as a publication writes it. */
import { writeIso2709, type MarcRecord } from '#marc/index.ts';
import type { FeedChange } from '#domain/feeds.ts';
import type { Database } from '#store/tables.ts';
import { canonicalHash } from '#feed-log/canonical.ts';
import { sql, type Kysely } from 'kysely';

export interface Published {
  readonly identifier: string;
  readonly repository?: string;
  /** Seconds after {@link BEGAN_AT}; the last is kept if it is not said. */
  readonly second?: number;
  readonly sets?: readonly string[];
  readonly kind?: FeedChange;
  readonly replacedBy?: readonly string[];
  /** Absent for a record that says little; null for one that is deleted. */
  readonly marc?: MarcRecord | null;
}

export const BEGAN_AT = new Date('2031-03-01T12:00:00Z');
export const EPOCH = '0a1b2c3d';
export const at = (second: number): Date => new Date(BEGAN_AT.getTime() + second * 1000);

export function marcOf(identifier: string, title = `Title of ${identifier}`): MarcRecord {
  return {
    leader: '00000nam a2200000 i 4500',
    fields: [
      { tag: '001', value: identifier },
      { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: title }] },
      { tag: '852', ind1: ' ', ind2: ' ', subfields: [{ code: 'b', value: 'Main site' }] },
    ],
  };
}

/** Publishes versions one after the other; gives the position of the last. */
export async function publish(db: Kysely<Database>, versions: readonly Published[]): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const state = await transaction.selectFrom('feed_state').selectAll().executeTakeFirst();
    let position = state?.position ?? 0;
    let datestamp = state?.datestamp ?? BEGAN_AT;
    for (const version of versions) {
      position += 1;
      if (version.second !== undefined) datestamp = at(version.second);
      await writeVersion(transaction, version, position, datestamp);
    }
    await sql`
      INSERT INTO feed_state (epoch, fingerprint, began_at, rules, change_seq, position, datestamp)
      VALUES (${EPOCH}, 'test', ${BEGAN_AT}, 'test', 0, ${position}, ${datestamp})
      ON CONFLICT (one) DO UPDATE SET position = excluded.position, datestamp = excluded.datestamp`.execute(
      transaction,
    );
    return position;
  });
}

async function writeVersion(
  db: Kysely<Database>,
  version: Published,
  position: number,
  datestamp: Date,
): Promise<void> {
  const { identifier, repository = 'editions', sets = [], kind = 'CHANGED', replacedBy = [] } = version;
  const marc = version.marc === undefined ? marcOf(identifier) : version.marc;
  await sql`INSERT INTO feed_repository (name) VALUES (${repository}) ON CONFLICT DO NOTHING`.execute(db);
  const { id } = await db
    .selectFrom('feed_repository')
    .select('id')
    .where('name', '=', repository)
    .executeTakeFirstOrThrow();
  await sql`
    WITH replaced AS (
      UPDATE feed_entry SET replaced_at = ${position}, body = null
      WHERE repository = ${id} AND identifier = ${identifier} AND replaced_at IS NULL RETURNING position)
    DELETE FROM feed_in_set WHERE position IN (SELECT position FROM replaced)`.execute(db);
  await db
    .insertInto('feed_entry')
    .values({
      position,
      repository: id,
      identifier,
      edition: position,
      record: null,
      datestamp,
      kind,
      replaced_by: [...replacedBy],
      sets: [...sets],
      hash: marc === null ? null : canonicalHash(marc),
      body: marc === null ? null : Buffer.from(writeIso2709(marc)),
      replaced_at: null,
    })
    .execute();
  for (const set of sets) {
    await db.insertInto('feed_in_set').values({ repository: id, set_spec: set, position }).execute();
  }
}
