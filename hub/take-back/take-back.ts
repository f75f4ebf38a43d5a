import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { hideRecords, type HideOptions } from './hide-records.ts';
import { listRegistered, type RegisteredRecord } from './rows.ts';

export interface TakeBackOptions extends HideOptions {
  readonly db: Kysely<Database>;
  /** Writes lines into the register of this machine; {@link appendToRegister}. */
  readonly register: (records: readonly RegisteredRecord[]) => Promise<void>;
}

/**
 * Hides records from everybody, at once. What is left to be cleaned afterwards shows to nobody. The register is written before the
 * transaction ends: if this process dies in between, whoever starts next hides them.
 */
export async function takeBack({ db, register, ingest, order }: TakeBackOptions): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await hideRecords(transaction, { ingest, order });
    await register(await listRegistered(transaction, order.id));
  });
}
