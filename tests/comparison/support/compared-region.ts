/** A harvested region with its graph and the jobs that comparing asks for: the demonstration, or another one. */
import { createJobKinds } from '#cli/graph/migration.ts';
import { doNextJob } from '#comparison/index.ts';
import { createLogger } from '#platform/logger.ts';
import { harvestPolicies } from '#union-index/policies/index.ts';
import { startDemoGraph, type Answer, type DemoGraph, type WholeGraph } from '#tests/e2e/support/whole-graph.ts';
import { harvestLoans } from '#union-index/loans/index.ts';

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
  /** Harvests loans, holds and readers too, as the daily harvest does. */
  readonly lists?: boolean;
}

/** Codes and rules of lending are harvested. */
export async function startComparedRegion({ lists = false }: ComparedRegionOptions = {}): Promise<ComparedRegion> {
  const graph = await startDemoGraph();
  await harvestAllPolicies(graph);
  if (lists) await harvestLists(graph);
  return compareOn(graph, await graph.tokenOf('migration'));
}

/** Comparing on any graph, with the token of somebody of the role `migration`. */
export function compareOn<Graph extends WholeGraph>(graph: Graph, token: string): Comparing<Graph> {
  const { db } = graph.database;

  function ask<Data>(query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<Answer<Data>> {
    return graph.ask<Data>(query, { variables, token });
  }
  const logger = createLogger('silent');
  const { signal } = new AbortController();
  const kinds = createJobKinds(db, logger);
  const doJob = (): Promise<boolean> => doNextJob({ db, kinds, clock: () => new Date(), logger, signal });
  async function doJobs(): Promise<void> {
    while (await doJob());
  }
  return {
    graph,
    ask,
    doJob,
    doJobs,
    async takeSnapshot(name) {
      const { errors } = await ask('mutation ($name: String!) { takeSnapshot(input: {name: $name}) { job { id } } }', {
        name,
      });
      if (errors !== undefined) throw new Error(errors[0]?.message);
      await doJobs();
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

async function harvestAllPolicies({ hub, database }: DemoGraph): Promise<void> {
  for (const adapter of hub.adapters.values()) {
    const { signal } = new AbortController();
    await harvestPolicies({
      db: database.db,
      adapter,
      clock: () => new Date(),
      logger: createLogger('silent'),
      signal,
    });
  }
}

async function harvestLists({ hub, database: { db } }: DemoGraph): Promise<void> {
  const each = { db, clock: () => new Date(), logger: createLogger('silent'), signal: new AbortController().signal };
  for (const adapter of hub.adapters.values()) {
    await harvestLoans({ ...each, adapter, region: hub.region, holder: hub.holder });
  }
}
