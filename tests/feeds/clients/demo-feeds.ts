/** The demonstration with its feeds on a real socket, published as `mercia start` does it; its records can be edited. */
import { randomBytes } from 'node:crypto';
import { isControlField, type MarcRecord } from '#marc/index.ts';
import { startPublishing } from '#cli/graph/feeds.ts';
import { openFeeds } from '#cli/serve/feeds.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { editItem, deleteItem, deleteRecord, editRecord } from '#simulators/koha/world.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { createFeedReader, type FeedState } from '#feed-log/index.ts';
import { sql } from 'kysely';
import { vi } from 'vitest';

export const KOHA = 'koha-a';

export interface DemoFeeds {
  readonly graph: DemoGraph;
  /** Of the server of the feeds. */
  readonly url: string;
  /** Resolves when everything that was harvested is published; where the log is then. */
  untilPublished(): Promise<FeedState>;
  /** Resolves when something was published after a position, and everything that was harvested. */
  untilPublishedAfter(position: number): Promise<FeedState>;
  /** Gives a record of the Koha, and all its copies, another title and call number. */
  edit(record: number, to: { readonly title: string; readonly callNumber: string }): void;
  /** Deletes a record of the Koha, and its copies. */
  remove(record: number): void;
  close(): Promise<void>;
}

export async function startDemoFeeds(): Promise<DemoFeeds> {
  const publisher = new AbortController();
  const graph = await startDemoGraph({ isOwn: true });
  const { hub } = graph;
  const publishing = startPublishing(hub, publisher.signal);
  const callerKey = randomBytes(32);
  const ready = async () => ({ ready: true });
  const server = await openFeeds(hub, { port: 0, graphUrl: graph.url, callerKey, ready });
  const reader = createFeedReader({ db: graph.database.db, region: hub.region });
  const { world } = graph.simulator(KOHA);

  /** Whether something that was harvested has yet to be looked at. */
  async function waits(): Promise<boolean> {
    const { rows } = await sql`
      SELECT FROM feed_state s WHERE EXISTS (SELECT FROM feed_due) OR EXISTS (SELECT FROM change c WHERE c.seq > s.change_seq)`.execute(
      graph.database.db,
    );
    return rows.length > 0;
  }

  async function untilState(isReached: (state: FeedState) => boolean): Promise<FeedState> {
    return vi.waitFor(
      async () => {
        const state = await reader.state();
        if (state === null || !state.whole || !isReached(state) || (await waits()))
          throw new Error('not published yet');
        return state;
      },
      { timeout: 60_000, interval: 100 },
    );
  }

  return {
    graph,
    url: server.url,
    untilPublished: () => untilState(() => true),
    untilPublishedAfter: (before) => untilState(({ position }) => position > before),
    edit(record, { title, callNumber }) {
      const { marc } = world.biblios.get(record)!;
      editRecord(world, record, withTitle(marc, title));
      for (const item of world.itemsOfBiblio.get(record) ?? []) editItem(world, item, { callnumber: callNumber });
    },
    remove(record) {
      for (const item of [...(world.itemsOfBiblio.get(record) ?? [])]) deleteItem(world, item);
      deleteRecord(world, record);
    },
    async close() {
      publisher.abort();
      await publishing;
      await server.close();
      await graph.close();
    },
  };
}

/** Records of the Koha that nobody else in the region has. */
export function recordsOnlyAtTheKoha(): readonly number[] {
  const { truth } = generateDemoRegion({ now: Date.now() });
  return [...Map.groupBy(truth, ({ edition }) => edition).values()].flatMap(([one, ...others]) =>
    one?.system === KOHA && others.length === 0 ? [one.record] : [],
  );
}

function withTitle({ leader, fields }: MarcRecord, title: string): MarcRecord {
  const edited = fields.map((field) =>
    field.tag === '245' && !isControlField(field) ? { ...field, subfields: [{ code: 'a', value: title }] } : field,
  );
  return { leader, fields: edited };
}
