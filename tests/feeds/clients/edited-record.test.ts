/** A record edited in a simulated Koha arrives in clients of other people, and in the graph's own list of changes. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isControlField, type MarcRecord } from '#adapters/protocols/marc/index.ts';
import { startPublishing } from '#cli/graph/feeds.ts';
import { openFeeds } from '#cli/serve/feeds.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import type { FeedServer } from '#feeds/index.ts';
import { editRecord } from '#simulators/koha/world.ts';
import { startDemoGraph, type DemoGraph } from '#tests/e2e/support/whole-graph.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { perlThere } from './perl-there.ts';

const run = promisify(execFile);
const TITLE = 'Edited at the desk';
const CHANGES = `query ($since: String) { changes(since: $since, first: 200) {
  edges { node { id kind edition { title } } } pageInfo { hasNextPage endCursor } end complete } }`;

interface Changes {
  readonly changes: {
    readonly edges: readonly { readonly node: { readonly id: string; readonly edition: { readonly title: string } } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
    readonly end: string;
    readonly complete: boolean;
  };
}

describe.runIf(perlThere)('a record edited in a simulated Koha (skipped without its Perl clients)', () => {
  const publisher = new AbortController();
  const folder = mkdtempSync(join(tmpdir(), 'mercia-edited-'));
  let graph: DemoGraph;
  let feeds: FeedServer;
  let publishing: Promise<void>;

  beforeAll(async () => {
    graph = await startDemoGraph();
    publishing = startPublishing(graph.hub, publisher.signal);
    feeds = await openFeeds(graph.hub, {
      port: 0,
      graphUrl: graph.url,
      ready: () => Promise.resolve({ ready: true }),
    });
  }, 180_000);
  afterAll(async () => {
    publisher.abort();
    await publishing;
    await feeds.close();
    await graph.close();
    rmSync(folder, { recursive: true });
  });

  async function changesSince(since: string | null): Promise<Changes['changes']> {
    const { data, errors } = await graph.ask<Changes>(CHANGES, { variables: { since } });
    expect(errors).toBeUndefined();
    return data.changes;
  }

  /** What the client holds after a harvest of what changed: a line for each bucket that is not empty. */
  async function harvest(script: string): Promise<readonly string[]> {
    const program = fileURLToPath(new URL(script, import.meta.url));
    const { stdout } = await run('perl', [program, `${feeds.url}/oai/editions`, join(folder, script)], {
      maxBuffer: 1e7,
    });
    return linesOf(JSON.parse(stdout) as readonly Bucket[]);
  }

  async function published(): Promise<readonly string[]> {
    const response = await fetch(`${feeds.url}/manifest/editions`);
    const { buckets } = (await response.json()) as { readonly buckets: readonly Bucket[] };
    return linesOf(buckets);
  }

  it('arrives in HTTP::OAI, Catmandu::OAI and changes(since:)', { timeout: 120_000 }, async () => {
    const scripts = ['http-oai.pl', 'catmandu-oai.pl'];
    await vi.waitFor(async () => {
      expect(await changesSince(null)).toMatchObject({ complete: true });
    }, 60_000);
    let { end } = await changesSince(null);
    const before = await published();
    for (const script of scripts) expect(await harvest(script)).toEqual(before);

    const { world } = graph.simulator('koha-a');
    const record = onlyRecordAt('koha-a');
    editRecord(world, record, retitled(world.biblios.get(record)!.marc));
    await graph.harvest(['koha-a']);
    await vi.waitFor(async () => {
      expect((await changesSince(end)).edges).not.toEqual([]);
    }, 60_000);

    const { edges } = await changesSince(end);
    expect(edges.map(({ node }) => node)).toEqual([
      { id: expect.stringMatching(/^demo:edition:/) as unknown, kind: 'CHANGED', edition: { title: TITLE } },
    ]);
    const after = await published();
    expect(after).not.toEqual(before);
    for (const script of scripts) expect(await harvest(script)).toEqual(after);
    ({ end } = await changesSince(end));
    expect((await changesSince(end)).edges).toEqual([]);
  });
});

/** A record that nobody else in the region has. */
function onlyRecordAt(system: string): number {
  const { truth } = generateDemoRegion({ now: Date.now() });
  const [found] =
    [...Map.groupBy(truth, ({ edition }) => edition).values()].find(
      ([one, ...others]) => one?.system === system && others.length === 0,
    ) ?? [];
  if (found === undefined) throw new Error(`every record of ${system} is one of an edition that others have`);
  return found.record;
}

function retitled({ leader, fields }: MarcRecord): MarcRecord {
  const title = fields.map((field) =>
    field.tag === '245' && !isControlField(field) ? { ...field, subfields: [{ code: 'a', value: TITLE }] } : field,
  );
  return { leader, fields: title };
}

interface Bucket {
  readonly bucket: string;
  readonly live: { readonly count: number; readonly sha256: string };
  readonly deleted: { readonly count: number; readonly sha256: string };
}

function linesOf(buckets: readonly Bucket[]): readonly string[] {
  return buckets
    .filter(({ live, deleted }) => live.count + deleted.count > 0)
    .map(({ bucket, live, deleted }) => `${bucket} ${live.sha256} ${deleted.sha256}`);
}
