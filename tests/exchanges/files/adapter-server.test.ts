/** Files that lie beside an adapter server: the hub gets of them what it would read itself. */
import {
  createAdapter,
  createFolder,
  dataField,
  describeSystem,
  marcFile,
  pagesOf,
  record,
} from '#adapters/files/folder.fixture.ts';
import type { HarvestedRecord, HarvestPage, HarvestReject } from '#contract/adapter.ts';
import { readingRulesOf } from '#adapters/registry.ts';
import { createRemoteAdapter } from '#adapters/remote/index.ts';
import { createLogger } from '#platform/logger.ts';
import { createContextSigner } from '#platform/signed-context.ts';
import { startAdapterServer, TEST_SECRET } from '#tests/support/adapter-server.ts';
import { expect, it, onTestFinished } from 'vitest';

/** Bytes are bytes, of whatever class. */
function toPlain({ records, rejects, rules: _rules, ...page }: HarvestPage): unknown {
  const plain = (one: HarvestedRecord | HarvestReject): unknown => ('raw' in one ? { ...one, raw: [...one.raw] } : one);
  return { ...page, records: records.map(plain), rejects: rejects.map(plain) };
}

it('are harvested as from the disk, whatever folder the region file of the hub lies in', async () => {
  const folder = createFolder();
  folder.write(
    'catalogue.mrc',
    marcFile(record('b1', 'Grief', dataField('952', { p: '1', a: 'A1' })), record('b2', 'Asthma')),
  );
  const settings = {
    records: [{ source: 'catalogue.mrc' }],
    copies: { tag: '952', subfields: { barcode: 'p', owner: 'a' } },
    maxDeletedShare: 0.25,
  };
  const beside = createAdapter(describeSystem(folder.path, settings));
  const server = await startAdapterServer(new Map([[beside.system.id, beside]]));
  onTestFinished(async () => {
    await server.close();
    await beside.close();
  });
  const system = describeSystem('/somewhere/else', settings);
  const hub = createRemoteAdapter({
    system,
    address: server.address,
    sign: createContextSigner(TEST_SECRET),
    now: Date.now,
    rules: readingRulesOf(system, createLogger('silent')),
  });
  onTestFinished(() => hub.close());

  await hub.learn(new AbortController().signal);
  if (hub.harvest === undefined || beside.harvest === undefined) throw new Error('no harvest');
  const [far, near] = [await pagesOf(hub.harvest), await pagesOf(beside.harvest)];

  expect(hub.capabilities).toEqual(beside.capabilities);
  expect(hub.items).toBeUndefined();
  expect(hub.harvest.rules.readsBy).toBe(hub.harvest.rules.digest);
  expect(far.map(toPlain)).toEqual(near.map(toPlain));
  expect(far.at(-1)).toMatchObject({ maxDeletedShare: 0.25, expectedCopies: 1 });
});
