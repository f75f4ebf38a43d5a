/**
 * A process that keeps an answer and stays, to be killed: `node last-known-child.ts '<connection as JSON>' '<answer as
 * JSON>'`.
 */
import { createLogger } from '#platform/logger.ts';
import { openDatabase, type StoreConnection } from '#store/database.ts';
import { createLastKnown } from '#subgraphs/circulation/last-known/create-last-known.ts';
import type { HoldingFacts } from '#domain/facts.ts';
import type { HoldingId } from '#domain/ids.ts';

const connection = JSON.parse(process.argv[2] ?? '') as StoreConnection;
const { holding, facts } = JSON.parse(process.argv[3] ?? '') as {
  readonly holding: HoldingId;
  readonly facts: HoldingFacts;
};
const db = openDatabase({
  target: { connection },
  applicationName: 'last-known child',
  poolSize: 2,
  statementTimeoutMs: 30_000,
});
const lastKnown = createLastKnown({ db, now: Date.now, logger: createLogger('silent'), keepDays: 90 });
lastKnown.keepAvailability(holding, facts);
// Until it is killed.
setInterval(() => undefined, 60_000);
