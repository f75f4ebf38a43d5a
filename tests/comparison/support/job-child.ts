/** Does the jobs of a database in a process of its own, to be killed: `node job-child.ts '<connection as JSON>'`. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { startJobWorker } from '#comparison/index.ts';
import { createLogger } from '#platform/logger.ts';
import { openDatabase, type StoreConnection } from '#store/database.ts';

const db = openDatabase({
  target: { connection: JSON.parse(process.argv[2] ?? '') as StoreConnection },
  applicationName: 'job child',
  poolSize: 3,
  statementTimeoutMs: 60_000,
});
const logger = createLogger('silent');
const worker = startJobWorker({
  db,
  kinds: createJobKinds(db, logger),
  clock: () => new Date(),
  logger,
  signal: new AbortController().signal,
  lookEveryMs: 20,
});
await worker.done;
