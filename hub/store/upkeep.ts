/** Work on a whole database: migrating it, backing it up, restoring it. */
import { connectOnce } from './database.ts';
import { reachServer, type OpenStoreOptions } from './open-store.ts';
import { readVersion } from './settle.ts';

export type Upkeep = Awaited<ReturnType<typeof openForUpkeep>>;

/**
 * One connection to a database as it is, whatever its tables are, without a limit of time. `place` says for people where the data lies,
 * and holds no credential. Throws STORE_UNAVAILABLE with what to do. With the purpose `start`, no `mercia start` may run on the data folder.
 */
export async function openForUpkeep(options: OpenStoreOptions, applicationName: string) {
  const { target, place, leave } = await reachServer(options);
  try {
    const { client, db } = await connectOnce(target, applicationName);
    const close = async (): Promise<void> => {
      await client.end();
      await leave();
    };
    try {
      return { client, db, version: await readVersion(db), place, close };
    } catch (error) {
      await client.end();
      throw error;
    }
  } catch (error) {
    await leave();
    throw error;
  }
}
