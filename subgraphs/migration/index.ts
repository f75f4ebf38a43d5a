/** The migration subgraph: `schema/subgraphs/migration.graphql`. The numbers are made in `hub/comparison/`. */
import { readFileSync } from 'node:fs';
import DataLoader from 'dataloader';
import { parse } from 'graphql';
import { listStaffNotes, noteRead, type Job } from '#comparison/index.ts';
import type { Region } from '#domain/region.ts';
import type { Logger } from '#platform/logger.ts';
import type { ContextVerifier } from '#platform/signed-context.ts';
import { createSubgraph } from '#platform/subgraph-server.ts';
import type { Subgraph } from '#platform/subgraph.ts';
import type { Store } from '#store/open-store.ts';
import { createAccess } from './access.ts';
import type { MigrationContext } from './context.ts';
import { resolvers } from './resolvers/index.ts';

export interface MigrationOptions {
  /** As its libraries stand. */
  readonly region: Region;
  /** As its file says; the same if not given. */
  readonly written?: Region;
  readonly store: Pick<Store, 'db' | 'reports' | 'reads'>;
  readonly verify: ContextVerifier;
  readonly clock: () => Date;
  readonly logger: Logger;
  /** Told of a job that was just asked for; if not given, whoever does jobs finds it by itself. */
  readonly onJob?: ((job: Job) => void) | undefined;
  /** Told of a step of a move that was just taken; if not given, processes notice it by themselves. */
  readonly onPhase?: () => Promise<void>;
}

const sdl = new URL('../../schema/subgraphs/migration.graphql', import.meta.url);

/** Closes nothing: the store belongs to the caller. */
export function createMigrationSubgraph(options: MigrationOptions): Subgraph {
  const { region, written = region, store, verify, clock, logger } = options;
  const { onJob = () => undefined, onPhase = async () => undefined } = options;
  const { db, reports, reads } = store;
  return createSubgraph<MigrationContext>({
    name: 'migration',
    typeDefs: parse(readFileSync(sdl, 'utf8')),
    resolvers,
    verify,
    logger,
    createContext: (caller) => ({
      region,
      written,
      access: createAccess(caller),
      reports,
      report: (snapshot, work) =>
        reads.report((server) => {
          // It was read where writes go, and what is kept of it in memory is told by how it stands there.
          noteRead(server, snapshot);
          return work(server);
        }),
      db,
      now: clock,
      staffNotes: new DataLoader(async (rows: readonly number[]) => {
        const notes = await listStaffNotes(reports, rows);
        return rows.map((row) => notes.get(row) ?? null);
      }),
      onJob,
      onPhase,
    }),
  });
}
