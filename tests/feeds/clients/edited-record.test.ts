/** A record edited in a simulated Koha arrives in clients of other people, and in the graph's own list of changes. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isInstalled } from '../support/tools.ts';
import { KOHA, recordsOnlyAtTheKoha, startDemoFeeds, type DemoFeeds } from './demo-feeds.ts';

const run = promisify(execFile);
const TITLE = 'Edited at the counter';
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

const perlThere = isInstalled('perl', '-MMARC::File::XML', '-MHTTP::OAI', '-MCatmandu::Importer::OAI', '-e', '1');

describe.runIf(perlThere)('a record edited in a simulated Koha (skipped without its Perl clients)', () => {
  const folder = makeTemporaryFolder();
  let demo: DemoFeeds;

  beforeAll(async () => {
    demo = await startDemoFeeds();
  }, 180_000);
  afterAll(async () => {
    await demo.close();
    folder.remove();
  });

  async function changesSince(since: string | null): Promise<Changes['changes']> {
    const { data, errors } = await demo.graph.ask<Changes>(CHANGES, { variables: { since } });
    expect(errors).toBeUndefined();
    return data.changes;
  }

  /** What the client holds after a harvest of what changed: a line for each bucket that is not empty. */
  async function harvest(script: string): Promise<readonly string[]> {
    const program = fileURLToPath(new URL(script, import.meta.url));
    const { stdout } = await run('perl', [program, `${demo.url}/oai/editions`, join(folder.path, script)], {
      maxBuffer: 1e7,
    });
    return linesOf(JSON.parse(stdout) as readonly Bucket[]);
  }

  async function published(): Promise<readonly string[]> {
    const response = await fetch(`${demo.url}/manifest/editions`);
    const { buckets } = (await response.json()) as { readonly buckets: readonly Bucket[] };
    return linesOf(buckets);
  }

  it('arrives in HTTP::OAI, Catmandu::OAI and changes(since:)', { timeout: 240_000 }, async () => {
    const scripts = ['http-oai.pl', 'catmandu-oai.pl'];
    await vi.waitFor(async () => {
      expect(await changesSince(null)).toMatchObject({ complete: true });
    }, 60_000);
    let { end } = await changesSince(null);
    const before = await published();
    for (const script of scripts) expect(await harvest(script)).toEqual(before);

    const [record = 0] = recordsOnlyAtTheKoha();
    demo.edit(record, { title: TITLE, callNumber: 'WX 900' });
    await demo.graph.harvest([KOHA]);
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
