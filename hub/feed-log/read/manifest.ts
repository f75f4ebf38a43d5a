/**
 * What a repository held at a position, as counts and digests of 4,096 buckets: whoever keeps a copy computes the same from
 * it, and finds what differs. `docs/feeds.md` says how, for programs of other people.
 */
import { createHash } from 'node:crypto';
import type { Region } from '#domain/region.ts';
import { badUserInput } from '#platform/errors.ts';
import type { Database, Tx } from '#store/tables.ts';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { FeedState } from '../contract.ts';
import { readFeedState, findRepository } from './entry-rows.ts';
import { listRepositories } from './list-sets.ts';

export interface ManifestPart {
  readonly count: number;
  /** SHA-256 over the lines of its entries, in hexadecimal digits. */
  readonly sha256: string;
}

export interface ManifestBucket {
  /** The first three hexadecimal digits of the SHA-256 of the identifiers in it. */
  readonly bucket: string;
  readonly live: ManifestPart;
  readonly deleted: ManifestPart;
}

export interface FeedManifest {
  readonly repository: string;
  readonly epoch: string;
  readonly position: number;
  /** Of the last change of all repositories up to the position. */
  readonly datestamp: Date;
  readonly live: number;
  readonly deleted: number;
  /** Of the digests of all buckets: {@link digestOfBuckets}. */
  readonly sha256: string;
  /** All of them, in order. */
  readonly buckets: readonly ManifestBucket[];
}

export interface ManifestEntry {
  readonly identifier: string;
  /** SHA-256 of its canonical text; null if it is deleted. */
  readonly sha256: string | null;
}

export interface BucketContents {
  readonly repository: string;
  readonly epoch: string;
  readonly position: number;
  readonly bucket: string;
  readonly entries: readonly ManifestEntry[];
}

/** Why there is no manifest of what was asked for. */
export interface ManifestRefusal {
  readonly refusal: 'NOTHING_YET' | 'OTHER_EPOCH' | 'NOT_YET' | 'TOO_OLD';
  readonly message: string;
}

/** Of a repository; the newest position if none is said. */
export interface ManifestQuestion {
  readonly repository: string;
  readonly epoch: string | null;
  readonly position: number | null;
}

export type ManifestReader = ReturnType<typeof createManifestReader>;

interface BucketRow {
  readonly bucket: string;
  readonly live: number;
  readonly live_hash: string;
  readonly deleted: number;
  readonly deleted_hash: string;
}

interface Place {
  readonly number: number | null;
  readonly epoch: string;
  readonly position: number;
  readonly datestamp: Date;
}

export const BUCKETS: readonly string[] = Array.from({ length: 4096 }, (_, number) =>
  number.toString(16).padStart(3, '0'),
);
const NOTHING: ManifestPart = { count: 0, sha256: createHash('sha256').digest('hex') };

export function isManifestRefusal(answer: object): answer is ManifestRefusal {
  return 'refusal' in answer;
}

export function bucketOf(identifier: string): string {
  return createHash('sha256').update(identifier, 'utf8').digest('hex').slice(0, 3);
}

/** SHA-256 over a line for each bucket: its name, the digest of what is live, the digest of what is deleted. */
export function digestOfBuckets(buckets: readonly ManifestBucket[]): string {
  const hash = createHash('sha256');
  for (const { bucket, live, deleted } of buckets) hash.update(`${bucket} ${live.sha256} ${deleted.sha256}\n`);
  return hash.digest('hex');
}

/** The manifest in one line, for a log or a receipt. */
export function describeManifest(manifest: Omit<FeedManifest, 'buckets' | 'datestamp'>): string {
  const { repository, epoch, position, live, deleted, sha256 } = manifest;
  return `${repository} ${epoch}:${position} live ${live} deleted ${deleted} sha256 ${sha256}`;
}

/** A manifest reads a whole repository: best by a pool for jobs. A repository that the region file does not pass on is a BAD_USER_INPUT error. */
export function createManifestReader({ db, region }: { readonly db: Kysely<Database>; readonly region: Region }) {
  const names = listRepositories(region);

  /** In one snapshot: nothing is pruned between the check of the position and the reading at it. */
  async function readAt<T>(
    question: ManifestQuestion,
    read: (snapshot: Tx, place: Place) => Promise<T>,
  ): Promise<T | ManifestRefusal> {
    if (!names.includes(question.repository)) {
      throw badUserInput(`feeds: there is no repository "${question.repository}"`);
    }
    return db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (snapshot) => {
        const state = await readFeedState(snapshot);
        const found = await findPosition(snapshot, state, question);
        if (isManifestRefusal(found)) return found;
        return read(snapshot, { ...found, number: await findRepository(snapshot, question.repository) });
      });
  }

  return {
    manifest: (question: ManifestQuestion) =>
      readAt(question, (snapshot, place) => readManifest(snapshot, question.repository, place)),
    contents: (question: ManifestQuestion, bucket: string) =>
      readAt(question, async (snapshot, place): Promise<BucketContents> => {
        const { epoch, position } = place;
        const entries = await readBucket(snapshot, place, bucket);
        return { repository: question.repository, epoch, position, bucket, entries };
      }),
  };
}

export async function manifestOfSnapshot(snapshot: Tx, repository: string, state: FeedState): Promise<FeedManifest> {
  return readManifest(snapshot, repository, { ...state, number: await findRepository(snapshot, repository) });
}

/** Where a position is in the log, if all that stood there is still known. */
export async function findPosition(
  db: Kysely<Database>,
  state: FeedState | null,
  { epoch, position }: Omit<ManifestQuestion, 'repository'>,
): Promise<Omit<Place, 'number'> | ManifestRefusal> {
  if (state === null) return { refusal: 'NOTHING_YET', message: 'Nothing has been published yet.' };
  if (epoch !== null && epoch !== state.epoch) {
    return { refusal: 'OTHER_EPOCH', message: `The epoch is ${state.epoch} now, not ${epoch}: start again.` };
  }
  if (position === null || position === state.position) return state;
  if (position > state.position) {
    const message = `Position ${position} has not been published; the last is ${state.position}.`;
    return { refusal: 'NOT_YET', message };
  }
  const { pruned_to: oldest } = await db.selectFrom('feed_state').select('pruned_to').executeTakeFirstOrThrow();
  if (position < oldest) {
    const message = `Position ${position} is too old: what was replaced since is known from ${oldest} on.`;
    return { refusal: 'TOO_OLD', message };
  }
  const last = await db
    .selectFrom('feed_entry')
    .select('datestamp')
    .where('position', '<=', position)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { epoch: state.epoch, position, datestamp: last?.datestamp ?? state.beganAt };
}

async function readManifest(db: Kysely<Database>, repository: string, place: Place): Promise<FeedManifest> {
  const rows = place.number === null ? [] : await readBuckets(db, place);
  const byBucket = new Map(rows.map((row) => [row.bucket, row]));
  const buckets = BUCKETS.map((bucket): ManifestBucket => {
    const row = byBucket.get(bucket);
    if (row === undefined) return { bucket, live: NOTHING, deleted: NOTHING };
    return {
      bucket,
      live: { count: row.live, sha256: row.live_hash },
      deleted: { count: row.deleted, sha256: row.deleted_hash },
    };
  });
  const { epoch, position, datestamp } = place;
  const live = buckets.reduce((sum, bucket) => sum + bucket.live.count, 0);
  const deleted = buckets.reduce((sum, bucket) => sum + bucket.deleted.count, 0);
  return { repository, epoch, position, datestamp, live, deleted, sha256: digestOfBuckets(buckets), buckets };
}

async function readBuckets(db: Kysely<Database>, place: Place): Promise<readonly BucketRow[]> {
  const line = sql`identifier || CASE WHEN hash IS NULL THEN '' ELSE ' ' || encode(hash, 'hex') END || E'\\n'`;
  const digest = (which: RawBuilder<unknown>): RawBuilder<unknown> => sql`
    encode(sha256(convert_to(coalesce(string_agg(line, '' ORDER BY line COLLATE "C") FILTER (WHERE ${which}), ''), 'UTF8')), 'hex')`;
  const { rows } = await sql<BucketRow>`
    SELECT bucket,
      count(*) FILTER (WHERE is_live) AS live, ${digest(sql`is_live`)} AS live_hash,
      count(*) FILTER (WHERE NOT is_live) AS deleted, ${digest(sql`NOT is_live`)} AS deleted_hash
    FROM (SELECT ${BUCKET} AS bucket, hash IS NOT NULL AS is_live, ${line} AS line FROM feed_entry WHERE ${at(place)}) AS entry
    GROUP BY bucket`.execute(db);
  return rows;
}

async function readBucket(db: Kysely<Database>, place: Place, bucket: string): Promise<readonly ManifestEntry[]> {
  if (place.number === null) return [];
  const { rows } = await sql<ManifestEntry>`
    SELECT identifier, encode(hash, 'hex') AS sha256 FROM feed_entry
    WHERE ${at(place)} AND ${BUCKET} = ${bucket}
    ORDER BY identifier COLLATE "C"`.execute(db);
  return rows;
}

/** Twelve bits. */
const BUCKET = sql`left(encode(sha256(convert_to(identifier, 'UTF8')), 'hex'), 3)`;

function at({ number, position }: Place): RawBuilder<unknown> {
  return sql`repository = ${number} AND position <= ${position} AND (replaced_at IS NULL OR replaced_at > ${position})`;
}
