/** Drops at a web server that lists nothing: found by their dates or in a manifest, and never half. */
import { createAdapter, describeSystem, FULL, marcFile, pagesOf, record } from '#adapters/files/folder.fixture.ts';
import { namePatternOf } from '#adapters/files/drops/name-pattern.ts';
import { createWebPlace } from '#adapters/files/drops/web-place.ts';
import { createFilesSite } from '#adapters/files/site.ts';
import type { HarvestSource } from '#contract/adapter.ts';
import { startDropServer, type DropServer } from '#simulators/files/drop-server.ts';
import { makeDrop } from '#simulators/files/drops.ts';
import { createLogger } from '#platform/logger.ts';
import { expect, it, onTestFinished } from 'vitest';
import { createDropWorld, DAY, dropSystem, NOW, WRITTEN } from './drop-world.ts';

async function serve(): Promise<DropServer> {
  const server = await startDropServer();
  onTestFinished(() => server.close());
  return server;
}

function sourceAt({ address }: DropServer, complete: object): HarvestSource {
  const adapter = createAdapter(dropSystem({ address, complete }), { now: NOW });
  onTestFinished(() => adapter.close());
  if (adapter.harvest === undefined) throw new Error('no harvest');
  return adapter.harvest;
}

const problemOf = (source: HarvestSource): Promise<string> =>
  pagesOf(source, FULL).then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

it.each([
  ['by their dates', 'marker', { marker: 'drop-{date}.done' }],
  ['by their dates, with a manifest', 'manifest', { manifest: 'drop-{date}.json' }],
  ['because they no longer change', 'none', { stableSeconds: 0 }],
] as const)('are found %s', async (_, end, complete) => {
  const server = await serve();
  server.put(makeDrop(createDropWorld(2), { of: '2026-11-24', end }), new Date('2026-11-24T02:00:00Z'));
  server.put(makeDrop(createDropWorld(3), { of: DAY, end }), WRITTEN);

  const pages = await pagesOf(sourceAt(server, complete), FULL);

  expect(pages.flatMap(({ records }) => records)).toHaveLength(3);
  expect(pages[0]?.records[0]).toMatchObject({ holdings: [{ facts: { asOf: '2026-11-26T02:00:00.000Z' } }, {}] });
});

it('are found in a manifest whose own name is always the same', async () => {
  const server = await serve();
  const files = makeDrop(createDropWorld(3), { of: '2026-08-01', end: 'manifest' });
  server.put(
    files.map((file) => (file.name.endsWith('.json') ? { ...file, name: 'current.json' } : file)),
    new Date('2026-08-01T02:00:00Z'),
  );

  const pages = await pagesOf(sourceAt(server, { manifest: 'current.json' }), FULL);

  expect(pages.flatMap(({ records }) => records)).toHaveLength(3);
});

it('are looked for back to a full one, of a quarter ago, in every harvest of everything, with the changes behind it', async () => {
  const server = await serve();
  const told = [
    ['catalogue-2026-09-01.mrc', ['1', '2'], '2026-09-01'],
    ['changes-2026-10-15.mrc', ['2'], '2026-10-15'],
  ] as const;
  for (const [name, ids, day] of told) {
    const bytes = marcFile(...ids.map((id) => record(id, `${id} of ${day}`)));
    server.put([{ name, bytes }], new Date(`${day}T02:00:00Z`));
  }
  const system = describeSystem('.', {
    drop: { address: server.address, complete: { stableSeconds: 0 } },
    records: [{ source: 'catalogue-{date}.mrc', changes: 'changes-{date}.mrc' }],
  });
  const adapter = createAdapter(system, { now: NOW });
  onTestFinished(() => adapter.close());
  const { harvest = expect.fail() } = adapter;

  const first = await pagesOf(harvest, FULL);
  const again = await pagesOf(harvest, { ...FULL, known: first.at(-1)?.nextCursor ?? '' });

  for (const pages of [first, again]) {
    expect(pages.flatMap(({ records }) => records.map(({ localId }) => localId))).toEqual(['1', '2', '2']);
  }
});

it('say how far back was looked where there is none', async () => {
  const server = await serve();

  expect(await problemOf(sourceAt(server, { marker: 'drop-{date}.done' }))).toMatch(
    /no full drop is all there in the web server of drops \(names of the last 366 days were asked for\)/,
  );
});

it('are looked for back to the day that is known, however long ago, and a month back where that is enough', async () => {
  const server = await serve();
  for (const day of ['2026-10-05', '2026-10-06', '2026-11-25']) {
    server.put([{ name: `changes-${day}.mrc`, bytes: Buffer.from('x') }], WRITTEN);
  }
  const system = dropSystem({ address: server.address, complete: { stableSeconds: 0 } });
  const site = createFilesSite(system, createLogger('silent'));
  if (site.settings.drop === null) throw new Error('no drop');
  const options = { site, drop: site.settings.drop, secret: () => undefined, now: () => NOW };
  const place = createWebPlace(options, server.address);
  const visit = await place.visit(new AbortController().signal);
  onTestFinished(() => visit.close());
  const namesSince = async (since: string | null): Promise<readonly string[]> =>
    (await visit.list([namePatternOf('changes-{date}.mrc')], since, () => true)).map(({ name }) => name);

  expect(await namesSince('2026-10-06')).toEqual(['changes-2026-11-25.mrc', 'changes-2026-10-06.mrc']);
  expect(await namesSince(null)).toEqual(['changes-2026-11-25.mrc']);
});

it('that are replaced while they are read are not taken in, and are the next time', async () => {
  const server = await serve();
  server.put(makeDrop(createDropWorld(3), { of: DAY, end: 'marker' }), WRITTEN);
  const source = sourceAt(server, { marker: 'drop-{date}.done' });
  let isReplaced = false;
  server.onSend = (name) => {
    if (!name.startsWith('items') || isReplaced) return;
    isReplaced = true;
    server.put(makeDrop(createDropWorld(4), { of: DAY, end: 'marker' }), new Date('2026-11-26T03:00:00Z'));
  };

  expect(await problemOf(source)).toMatch(/was replaced while it was read; the next run reads the new one/);
  expect((await pagesOf(source, FULL)).flatMap(({ records }) => records)).toHaveLength(4);
});

it('are read over one connection, because an idle one keeps a worker of a small server from the next file', async () => {
  const server = await serve();
  server.put(makeDrop(createDropWorld(3), { of: DAY, end: 'marker' }), WRITTEN);

  await pagesOf(sourceAt(server, { marker: 'drop-{date}.done' }), FULL);

  expect(server.connections).toBe(1);
});

it('leave the one before to be read where a file is there and is refused', async () => {
  const server = await serve();
  server.put(makeDrop(createDropWorld(2), { of: '2026-11-24', end: 'marker' }), new Date('2026-11-24T02:00:00Z'));
  server.put(makeDrop(createDropWorld(3), { of: DAY, end: 'marker' }), WRITTEN);
  server.refused.add(`catalogue-${DAY}.mrc`);

  const pages = await pagesOf(sourceAt(server, { marker: 'drop-{date}.done' }), FULL);

  expect(pages.flatMap(({ records }) => records)).toHaveLength(2);
});

it('are asked for again where the server closes the connection just then', async () => {
  const server = await serve();
  server.put(makeDrop(createDropWorld(3), { of: DAY, end: 'marker' }), WRITTEN);
  server.hangsUp = true;

  const pages = await pagesOf(sourceAt(server, { marker: 'drop-{date}.done' }), FULL);

  expect(pages.flatMap(({ records }) => records)).toHaveLength(3);
});

it('are not taken for missing where the server fails', async () => {
  const server = await serve();
  await server.close();
  onTestFinished(() => undefined);

  expect(await problemOf(sourceAt(server, { marker: 'drop-{date}.done' }))).toMatch(/^\[hill-files\]/);
});
