/** A harvested region with its graph and the jobs that comparing asks for: the demonstration, or another one. */
import type { Hub } from '#cli/graph/hub.ts';
import { createJobKinds } from '#cli/graph/migration.ts';
import { askForSnapshot, doNextJob } from '#comparison/index.ts';
import { createLogger } from '#platform/logger.ts';
import { harvestPolicies } from '#union-index/policies/index.ts';
import {
  startDemoGraph,
  type Answer,
  type DemoGraph,
  type FillingOfDemo,
  type WholeGraph,
} from '#tests/e2e/support/whole-graph.ts';
import type { Database } from '#store/tables.ts';
import { harvestLoans } from '#union-index/loans/index.ts';
import type { Kysely } from 'kysely';

export interface Comparing<Graph extends WholeGraph = WholeGraph> {
  readonly graph: Graph;
  /** Asks as the role `migration`. */
  ask<Data>(query: string, variables?: Readonly<Record<string, unknown>>): Promise<Answer<Data>>;
  /** Takes a snapshot through the graph and waits until it is whole. */
  takeSnapshot(name: string): Promise<void>;
  /** Does the next of the jobs that were asked for; false if there is none. */
  doJob(): Promise<boolean>;
  /** Does all of them. */
  doJobs(): Promise<void>;
  close(): Promise<void>;
}

export type ComparedRegion = Comparing<DemoGraph>;

export interface ComparedRegionOptions {
  /** Loans, holds and readers are harvested too, as by the daily harvest. */
  readonly lists?: boolean;
  /** The snapshot "first" was taken of it as it is then. */
  readonly first?: boolean;
}

/** Codes and rules of lending are harvested. */
export async function startComparedRegion({
  lists = false,
  first = false,
}: ComparedRegionOptions = {}): Promise<ComparedRegion> {
  const harvested = lists ? WITH_LISTS : WITH_POLICIES;
  const graph = await startDemoGraph({ filling: first ? withFirst(harvested) : harvested });
  return compareOn(graph, await graph.tokenOf('migration'));
}

const WITH_POLICIES: FillingOfDemo = { name: 'policies', fill: harvestAllPolicies };
const WITH_LISTS: FillingOfDemo = { name: 'lists', from: WITH_POLICIES, fill: harvestLists };

function withFirst(from: FillingOfDemo): FillingOfDemo {
  return {
    name: `${from.name}_first`,
    from,
    async fill({ region, store: { db } }) {
      const askedBy = { by: 'somebody', role: 'migration' };
      await askForSnapshot(db, region, { name: 'first', note: null, systems: null, askedBy, at: new Date() });
      await doAll(takeJobs(db));
    },
  };
}

/** Comparing on any graph, with the token of somebody of the role `migration`. */
export function compareOn<Graph extends WholeGraph>(graph: Graph, token: string): Comparing<Graph> {
  const { db } = graph.database;

  function ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer<Data>> {
    return graph.ask<Data>(query, { variables, token });
  }
  const doJob = takeJobs(db);
  return {
    graph,
    ask,
    doJob,
    doJobs: () => doAll(doJob),
    async takeSnapshot(name) {
      const { errors } = await ask('mutation ($name: String!) { takeSnapshot(input: {name: $name}) { job { id } } }', {
        name,
      });
      if (errors !== undefined) throw new Error(errors[0]?.message);
      await doAll(doJob);
      const { data } = await ask<{ snapshot: { state: string } }>(
        'query ($name: String) { snapshot(name: $name) { state } }',
        {
          name,
        },
      );
      if (data.snapshot.state !== 'WHOLE') throw new Error(`the snapshot is ${data.snapshot.state}`);
    },
    close: () => graph.close(),
  };
}

/** Does the next of the jobs that were asked for; false if there is none. */
function takeJobs(db: Kysely<Database>): () => Promise<boolean> {
  const logger = createLogger('silent');
  const { signal } = new AbortController();
  const kinds = createJobKinds(db, logger);
  return () => doNextJob({ db, kinds, clock: () => new Date(), logger, signal });
}

async function doAll(doJob: () => Promise<boolean>): Promise<void> {
  while (await doJob());
}

async function harvestAllPolicies({ adapters, store: { db } }: Hub): Promise<void> {
  const each = { db, clock: () => new Date(), logger: createLogger('silent'), signal: new AbortController().signal };
  for (const adapter of adapters.values()) await harvestPolicies({ ...each, adapter });
}

async function harvestLists({ adapters, region, holder, store: { db } }: Hub): Promise<void> {
  const each = { db, clock: () => new Date(), logger: createLogger('silent'), signal: new AbortController().signal };
  for (const adapter of adapters.values()) await harvestLoans({ ...each, adapter, region, holder });
}
