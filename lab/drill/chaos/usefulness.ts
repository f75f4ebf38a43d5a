/** How long it takes until each part does again what it is there for, as those who need it see it: alive is not enough. */
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { isbnOf } from '../world/titles.ts';
import type { PartName } from './parts.ts';
import type { ChaosStage } from './stage.ts';
import type { Writers } from './writers.ts';

/** Milliseconds; null for a part that did not become useful in time. */
export type Usefulness = ReadonlyMap<PartName, number | null>;

const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 60_000;
const ANSWER_WITHIN_MS = 3_000;
const LIVE = `{ editions(by: [{ isbn: "${isbnOf(1)}" }]) { editions { holdings { library { id } availability { state } } } } }`;
const SEARCH = '{ search(query: "drills chapter", first: 1) { totalCount } }';
const ACCOUNTS = '{ me { accounts { id } } }';
const SNAPSHOTS = '{ snapshots { name } }';

/** Milliseconds after `from`, a moment of `performance.now()`. */
export async function measureUsefulness(stage: ChaosStage, writers: Writers, from: number): Promise<Usefulness> {
  const probes = createProbes(stage, writers);
  const measured = [...stage.parts.keys()].map(async (name): Promise<[PartName, number | null]> => {
    while (performance.now() - from < PATIENCE_MS) {
      const isUseful = await probes[name]().catch(() => false);
      if (isUseful) return [name, Math.round(performance.now() - from)];
      await delay(LOOK_EVERY_MS);
    }
    return [name, null];
  });
  return new Map(await Promise.all(measured));
}

function createProbes(stage: ChaosStage, writers: Writers): Readonly<Record<PartName, () => Promise<boolean>>> {
  const { ask, parts, systems } = stage;
  const apart = new Set(systems.filter((system) => system.apart).map(({ id }) => `lib-${id}`));
  const url = (name: PartName): string => parts.get(name)?.url ?? '';
  /** Whether all that these libraries have is live, and the answer has no error. */
  const isLive = async (of: (library: string) => boolean): Promise<boolean> => {
    const { data, errors } = await ask(LIVE);
    const holdings = (data as LiveAnswer).editions[0]?.editions.flatMap((edition) => edition.holdings) ?? [];
    const own = holdings.filter(({ library }) => of(library.id));
    return errors === undefined && own.length > 0 && own.every(({ availability }) => availability?.state === 'LIVE');
  };
  const isAnswered = async (query: string, person?: 'reader' | 'migrator'): Promise<boolean> => {
    const { data, errors } = await ask(query, {}, person);
    return errors === undefined && data !== null;
  };
  const reads = async (address: string, text: string): Promise<boolean> => {
    const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return (await answer.text()).includes(text) && answer.ok;
  };
  return {
    adapters: () => isLive((library) => apart.has(library)),
    catalogue: () => isAnswered(SEARCH),
    circulation: () => isLive((library) => !apart.has(library)),
    patrons: () => isAnswered(ACCOUNTS, 'reader'),
    migration: () => isAnswered(SNAPSHOTS, 'migrator'),
    harvester: createPublishingProbe(stage, writers),
    gateway: () => isAnswered('{ region { name } }'),
    feeds: () => reads(`${url('feeds')}/oai/editions?verb=ListIdentifiers&metadataPrefix=marc21`, '<header>'),
    console: () => reads(`${url('console')}/find?q=drills`, 'Drills of chapter'),
  };
}

interface LiveAnswer {
  readonly editions: readonly ({
    readonly editions: readonly {
      readonly holdings: readonly {
        readonly library: { readonly id: string };
        readonly availability: { readonly state: string } | null;
      }[];
    }[];
  } | null)[];
}

/** Whoever harvests publishes, too: something that changes now is in the feed soon. */
function createPublishingProbe({ databases: { db } }: ChaosStage, writers: Writers): () => Promise<boolean> {
  let changed: Promise<number> | null = null;
  const change = async (): Promise<number> => {
    await writers.merge();
    const { rows } = await sql<{ seq: number }>`SELECT max(seq) AS seq FROM change`.execute(db);
    return rows[0]?.seq ?? 0;
  };
  return async () => {
    changed ??= change().catch((error: unknown) => {
      changed = null;
      throw error;
    });
    const seq = await changed;
    const { rows } = await sql<{ seq: number }>`SELECT change_seq AS seq FROM feed_state`.execute(db);
    return (rows[0]?.seq ?? 0) >= seq;
  };
}
