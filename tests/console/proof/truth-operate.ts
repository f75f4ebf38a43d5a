/** How the systems are, as the graph tells an operator who asks it directly, and what the tables hold of them. */
import type { DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { sql } from 'kysely';

export interface TrueHost {
  readonly name: string;
  readonly breaker: 'CLOSED' | 'OPEN' | 'HALF_OPEN';
  readonly openSince: string | null;
  readonly lastFailure: { readonly code: string; readonly at: string } | null;
}

export interface TrueReject {
  readonly system: string;
  readonly localId: string | null;
  readonly place: string;
  readonly reason: string;
}

/** All that an operator has to look at. */
export interface TrueOperation {
  readonly standings: readonly TrueStanding[];
  /** Reasons of jobs of comparing that failed within a week. */
  readonly failedJobs: readonly string[];
  /** Names of keys that end within 30 days. */
  readonly endingKeys: readonly string[];
}

export interface TrueStanding {
  readonly id: string;
  readonly name: string;
  readonly hosts: readonly TrueHost[];
  /** RFC 3339; null while it answers, or if nobody asked it. */
  readonly failingSince: string | null;
  /** RFC 3339; null if it did not answer since this service was started. */
  readonly lastAnswerAt: string | null;
  readonly lastReadAt: string;
  readonly capabilities: readonly string[];
  readonly libraries: readonly string[];
  readonly records: number;
  readonly rejects: readonly TrueReject[];
}

interface Asked {
  readonly region: {
    readonly systems: readonly {
      readonly id: string;
      readonly name: string;
      readonly hosts: readonly TrueHost[];
      readonly answering: {
        readonly failingSince: string | null;
        readonly lastAnswerAt: string | null;
        readonly reason: object | null;
      } | null;
      readonly capabilities: readonly string[];
      readonly libraries: readonly { readonly name: string }[];
      readonly harvest: { readonly lastCompleteAt: string };
    }[];
  };
}

const QUESTION = `{ region { systems { id name hosts { name breaker openSince lastFailure { code at } }
  capabilities libraries { name } harvest { lastCompleteAt } answering { failingSince lastAnswerAt reason { code } } } } }`;

export async function operationOf(graph: DemoGraph): Promise<TrueOperation> {
  const { db } = graph.database;
  const { rows: jobs } = await sql<{ problem: string }>`
    SELECT problem FROM comparison_job WHERE state = 'FAILED' AND finished_at > now() - interval '7 days'`.execute(db);
  const { rows: keys } = await sql<{ name: string }>`
    SELECT name FROM api_key
    WHERE revoked_at IS NULL AND expires_at BETWEEN now() AND now() + interval '30 days'`.execute(db);
  return {
    standings: await standingsOf(graph),
    failedJobs: jobs.map(({ problem }) => problem),
    endingKeys: keys.map(({ name }) => name),
  };
}

async function standingsOf(graph: DemoGraph): Promise<readonly TrueStanding[]> {
  const { data } = await graph.ask<Asked>(QUESTION, { token: await graph.tokenOf('operator') });
  const { db } = graph.database;
  const { rows: rejects } = await sql<TrueReject>`
    SELECT y.system_id AS system, r.local_id AS "localId", r.place, r.reason
    FROM reject r JOIN system y ON y.id = r.system`.execute(db);
  const { rows: records } = await sql<{ system: string; count: number }>`
    SELECT y.system_id AS system, count(*)::int AS count FROM record r JOIN system y ON y.id = r.system
    GROUP BY y.system_id`.execute(db);
  return data.region.systems.map(({ id, name, hosts, answering, capabilities, libraries, harvest }) => ({
    id,
    name,
    hosts,
    failingSince: (answering?.reason ?? null) === null ? null : (answering?.failingSince ?? null),
    lastAnswerAt: answering?.lastAnswerAt ?? null,
    lastReadAt: harvest.lastCompleteAt,
    capabilities,
    libraries: libraries.map((library) => library.name),
    records: records.find(({ system }) => system === id)?.count ?? 0,
    rejects: rejects.filter(({ system }) => system === id),
  }));
}
