/** The statements about receipts. */
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Attempt, DeliveredFile, DeliveryHold, DeliveryReceipt, DeliveryHistory } from './contract.ts';
import type { Region } from '#domain/region.ts';
import { workAlone } from '#store/work-alone.ts';
import { EDITIONS_REPOSITORY } from '../contract.ts';
import { readAtOnePosition, type FeedsAtPosition } from '../read/at-one-position.ts';
import { readFeedState } from '../read/entry-rows.ts';

const filesShape = z.array(
  z.object({
    name: z.string(),
    holds: z.enum(['RECORDS', 'DELETIONS']),
    records: z.number(),
    bytes: z.number(),
    sha256: z.string(),
  }),
);

const COLUMNS = [
  'id',
  'delivery',
  'target',
  'kind',
  'epoch',
  'from_position as fromPosition',
  'to_position as toPosition',
  'files',
  'started_at as startedAt',
  'finished_at as finishedAt',
  'attempts',
  'problem',
] as const;

/** The newest first. */
function receiptsOf(db: Kysely<Database>, delivery: string) {
  return db.selectFrom('feed_delivery').select(COLUMNS).where('delivery', '=', delivery).orderBy('id', 'desc');
}

const BROKEN_OFF = 'was broken off, and sent again';

export type DeliveryLog = ReturnType<typeof createDeliveryLog>;

/** Keeps the receipt of one delivery while it is made, by the connection that holds the lock: once that is lost, no receipt says that anything arrived. */
export function createDeliveryLog(connection: Kysely<Database>, delivery: string) {
  let receipt: number | null = null;
  const current = () => connection.updateTable('feed_delivery').where('id', '=', receipt ?? 0);
  const setProblem = (id: number, problem: string) =>
    connection.updateTable('feed_delivery').set({ problem }).where('id', '=', id).execute();
  return {
    /**
     * Continues the newest receipt if nothing of it can have arrived, else begins another one: where files went, or half of them, is asked
     * for when one of their records is taken back. What follows is about that one.
     */
    async begin(attempt: Attempt) {
      const newest = await receiptsOf(connection, delivery).limit(1).executeTakeFirst();
      const open = newest?.finishedAt === null ? newest : null;
      const isSent = open !== null && filesShape.parse(open.files).length > 0;
      if (isSent && open.problem === null) await setProblem(open.id, BROKEN_OFF);
      const attempts = (open?.attempts ?? 0) + 1;
      receipt = await writeAttempt(connection, {
        ...attempt,
        delivery,
        attempts,
        id: isSent ? null : (open?.id ?? null),
      });
    },
    /** Before the first of them is sent. */
    async noteFiles(files: readonly DeliveredFile[]) {
      await current()
        .set({ files: JSON.stringify(files) })
        .execute();
    },
    async finish(at: Date) {
      return toReceipt(await current().set({ finished_at: at }).returning(COLUMNS).executeTakeFirstOrThrow());
    },
    /** Does nothing if no attempt has begun. */
    async fail(problem: string) {
      await setProblem(receipt ?? 0, problem);
    },
  };
}

/** `id` is of the receipt that it continues; null for another one. */
async function writeAttempt(
  connection: Kysely<Database>,
  {
    delivery,
    id,
    target,
    kind,
    epoch,
    fromPosition,
    toPosition,
    startedAt,
    attempts,
  }: Attempt & { readonly delivery: string; readonly attempts: number; readonly id: number | null },
): Promise<number> {
  const positions = { epoch, from_position: fromPosition, to_position: toPosition };
  const values = { target, kind, ...positions, files: '[]', started_at: startedAt, attempts, problem: null };
  const written =
    id === null
      ? connection
          .insertInto('feed_delivery')
          .values({ ...values, delivery })
          .returning('id')
      : connection.updateTable('feed_delivery').set(values).where('id', '=', id).returning('id');
  return (await written.executeTakeFirstOrThrow()).id;
}

function toReceipt(row: Omit<DeliveryReceipt, 'files'> & { readonly files: unknown }): DeliveryReceipt {
  return { ...row, files: filesShape.parse(row.files) };
}

interface DeliveryStoreOptions {
  readonly db: Kysely<Database>;
  /** A pool whose statements may take minutes: a delivery holds two of its connections. */
  readonly jobs: Kysely<Database>;
  readonly region: Region;
}

export type DeliveryStore = ReturnType<typeof createDeliveryStore>;

export function createDeliveryStore({ db, jobs, region }: DeliveryStoreOptions) {
  return {
    async history(delivery: string): Promise<DeliveryHistory> {
      const receipts = receiptsOf(db, delivery).limit(1);
      const [newest, arrived] = await Promise.all([
        receipts.executeTakeFirst(),
        receipts.where('finished_at', 'is not', null).executeTakeFirst(),
      ]);
      return {
        newest: newest === undefined ? null : toReceipt(newest),
        arrived: arrived === undefined ? null : toReceipt(arrived),
      };
    },
    /** The newest first. */
    receipts: async (delivery: string, first: number) =>
      (await receiptsOf(db, delivery).limit(first).execute()).map(toReceipt),
    /** Why a set, or everything if there is none, must wait; null if it need not. */
    async hold(set: string | null): Promise<DeliveryHold | null> {
      const row = await db
        .selectFrom('feed_hold')
        .innerJoin('feed_repository', 'feed_repository.id', 'feed_hold.repository')
        .select(['set_spec as set', 'since'])
        .where('feed_repository.name', '=', EDITIONS_REPOSITORY)
        .where('set_spec', 'in', set === null ? [''] : ['', set])
        .orderBy('since')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    },
    /** Null before anything was published. */
    async readFeeds<T>(work: (feeds: FeedsAtPosition) => Promise<T>): Promise<T | null> {
      if ((await readFeedState(db)) === null) return null;
      return readAtOnePosition({ db: jobs, region }, work);
    },
    /** Null if another process is at this delivery. It goes to the next as soon as this one has ended, however it ended. */
    runAlone: <T>(delivery: string, work: (log: DeliveryLog) => Promise<T>): Promise<T | null> =>
      workAlone(jobs, `mercia delivery ${delivery}`, (connection) => work(createDeliveryLog(connection, delivery))),
  };
}
