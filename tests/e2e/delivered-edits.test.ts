/** A record that is edited, and one that is deleted, in a simulated Koha: seen to arrive in delivered files. */
import { toDeliveryOptions } from '#cli/graph/deliveries.ts';
import { startPublishing } from '#cli/graph/feeds.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import { makeDelivery } from '#feeds/delivery/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { KohaSimulator } from '#simulators/koha/index.ts';
import { deleteItem, deleteRecord, editRecord } from '#simulators/koha/world.ts';
import { sshdAvailable, startSshHost, type SshHost } from '#tests/feeds/support/delivery-hosts.ts';
import { deliveryTo, filesAt, makeReceiver, recordsIn, type SentRecord } from '#tests/feeds/support/delivery-world.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { feedStatus } from '#feed-log/publish/index.ts';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph, type WholeGraph } from './support/whole-graph.ts';

const SYSTEM = 'koha-c';
const NEW_TITLE = 'A title that nobody had before';

describe.skipIf(!sshdAvailable)('edits in a Koha (skipped where there is no OpenSSH server)', () => {
  const folder = makeTemporaryFolder();
  const stop = new AbortController();
  let demo: RunningDemo;
  let graph: WholeGraph;
  let host: SshHost;
  let publishing: Promise<void>;

  beforeAll(async () => {
    demo = await startDemoRegion({ logger: createLogger('silent'), changeEveryMs: 0 });
    graph = await startGraph(readDemoRegion({ regionText: demo.regionText, secrets: demo.env }));
    host = await startSshHost(folder.path);
    publishing = startPublishing(graph.hub, stop.signal);
  });
  afterAll(async () => {
    stop.abort();
    await publishing;
    await host.close();
    await graph.close();
    await demo.close();
    folder.remove();
  });

  /** Harvests, waits until that is published, and delivers; gives what is new at the receiver, by the word in its name. */
  async function deliverNext(receiver: string): Promise<ReadonlyMap<string, readonly SentRecord[]>> {
    const before = new Set(filesAt(receiver));
    expect(await graph.harvest([SYSTEM])).toMatchObject([{ problem: null }]);
    const { hub } = graph;
    await expect
      .poll(() => feedStatus(hub.store.db), { timeout: 60_000 })
      .toMatchObject({ sweptTo: null, waitingSince: null });
    const delivery = deliveryTo(host.port, receiver, { hostKey: host.fingerprint });
    const secrets = new Map([
      ['EDS_USER', host.user],
      ['EDS_KEY', host.privateKey],
    ]);
    const options = { ...toDeliveryOptions(hub, stop.signal), dataFolder: folder.path };
    const made = await makeDelivery(delivery, { ...options, secret: (name) => secrets.get(name) });
    expect(made).toMatchObject({ outcome: 'DELIVERED' });
    const files = filesAt(receiver).filter((name) => !before.has(name));
    return new Map(files.map((name) => [/eds([a-z]+)/.exec(name)?.[1] ?? '', recordsIn(join(receiver, name))]));
  }

  it('arrive in the next delivery: the edited record in the updates, the deleted one in the deletions', async () => {
    const receiver = makeReceiver(folder.path, 'eds');
    const { world } = simulatorOf(demo);
    // Nobody can delete a copy that is on loan.
    const [edited, deleted] = [...world.biblios.values()].filter(({ biblio_id: id }) => {
      const items = world.itemsOfBiblio.get(id) ?? [];
      return items.length > 0 && items.every((item) => world.items.get(item)?.checked_out_date === null);
    });
    if (edited === undefined || deleted === undefined) throw new Error('the Koha has too few titles');
    const [oldTitle, deletedTitle] = [titleOf(edited.marc), titleOf(deleted.marc)];

    const first = await deliverNext(receiver);
    const fields = edited.marc.fields.map((field) =>
      field.tag === '245' ? { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: NEW_TITLE }] } : field,
    );
    editRecord(world, edited.biblio_id, { ...edited.marc, fields });
    for (const item of [...(world.itemsOfBiblio.get(deleted.biblio_id) ?? [])]) deleteItem(world, item);
    deleteRecord(world, deleted.biblio_id);
    const next = await deliverNext(receiver);

    const everything = first.get('full') ?? [];
    const identifierOf = (title: string): string | undefined =>
      everything.find((record) => record.title === title)?.identifier;
    expect(everything.length).toBeGreaterThan(20);
    expect(next.get('update')).toEqual([
      expect.objectContaining({ identifier: identifierOf(oldTitle), title: NEW_TITLE }),
    ]);
    expect(next.get('delete')).toEqual([{ identifier: identifierOf(deletedTitle), status: 'd', title: null }]);
  });
});

function titleOf({ fields }: { readonly fields: readonly object[] }): string {
  const title = fields.find((field) => 'tag' in field && field.tag === '245');
  if (title === undefined || !('subfields' in title)) throw new Error('a record without a title');
  return (title.subfields as readonly { readonly value: string }[])[0]?.value ?? '';
}

function simulatorOf(demo: RunningDemo): KohaSimulator {
  const found = demo.systems.find((system) => system.id === SYSTEM);
  if (found === undefined || found.id === 'symphony-d') throw new Error(`no ${SYSTEM}`);
  return found.simulator;
}
