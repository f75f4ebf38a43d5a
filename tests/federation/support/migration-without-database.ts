import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import { openDatabase } from '#store/database.ts';
import { readHere } from '#store/replica.ts';
import { createMigrationSubgraph } from '#subgraphs/migration/index.ts';

const REGION: Region = {
  id: 'region',
  name: 'Region',
  budgetMs: 2_000,
  networks: [],
  organisations: [],
  libraries: [],
  systems: [],
  issuers: [],
};

/** The part that every supergraph has, for graphs that ask it nothing: its database does not answer. */
export function migrationWithoutDatabase(verify: ContextVerifier, logger: Logger): Subgraph {
  const target = { url: 'postgres://nobody@127.0.0.1:1/none' };
  const db = openDatabase({ target, applicationName: 'test', poolSize: 1, statementTimeoutMs: 1_000 });
  return createMigrationSubgraph({
    region: REGION,
    store: { db, reports: db, reads: readHere({ db, reports: db }) },
    verify,
    clock: () => new Date(),
    logger,
  });
}
