/** Publishes a batch at a time until it is ended; its one argument says where the database is. */
import { openDatabase, type StoreConnection } from '#store/database.ts';
import { publishAll } from './feed-world.ts';

const connection = JSON.parse(process.argv[2] ?? '') as StoreConnection;
const db = openDatabase({
  target: { connection },
  applicationName: 'feed child',
  poolSize: 1,
  statementTimeoutMs: 60_000,
});
await publishAll(db, { batch: 3 });
await db.destroy();
