/** What is delivered, and what the receipts say of it; by SFTP to OpenSSH's own server. */
import type { Delivery } from '#domain/feeds.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { makeDelivery, type DeliveryOptions } from '#feeds/delivery/index.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import { yazAvailable } from '#tests/marc/support/yaz-marcdump.ts';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sshdAvailable, startSshHost, type SshHost } from './support/delivery-hosts.ts';
import {
  createDeliveriesTo,
  deliveryOptions,
  filesAt,
  hoursLater,
  makeReceiver,
  MORNING,
  recordsIn,
  titles,
  yazOn,
} from './support/delivery-world.ts';
import { publish } from './support/feed-log.ts';

describe.skipIf(!sshdAvailable)('what is delivered (skipped where there is no OpenSSH server)', () => {
  const store = withTestDatabase();
  const folder = makeTemporaryFolder();
  let host: SshHost;
  let jobs: Kysely<Database>;

  beforeAll(async () => {
    jobs = store.open();
    host = await startSshHost(folder.path);
  });
  afterAll(async () => {
    await host.close();
    folder.remove();
  });

  const options = (more: Partial<DeliveryOptions> = {}): DeliveryOptions => {
    const secrets = { EDS_USER: host.user, EDS_KEY: host.privateKey };
    return deliveryOptions({ db: store.db, jobs, dataFolder: join(folder.path, 'data'), secrets }, more);
  };
  const deliveryOf = createDeliveriesTo(() => host, folder.path);
  const setWhole = (whole: boolean): Promise<unknown> =>
    store.db
      .updateTable('feed_state')
      .set({ swept_to: whole ? null : 1 })
      .execute();

  it('sends nothing before anything is published, and no full load before everything is', async () => {
    const { delivery, receiver } = deliveryOf('early');

    expect(await makeDelivery(delivery, options())).toEqual({ outcome: 'NOT_PUBLISHED' });
    await publish(store.db, titles(30));
    await setWhole(false);
    expect(await makeDelivery(delivery, options())).toEqual({ outcome: 'NOT_PUBLISHED' });
    await setWhole(true);
    expect(filesAt(receiver)).toEqual([]);
    expect((await makeDelivery(delivery, options())).outcome).toBe('DELIVERED');
  });

  it('sends everything first, then what changed, with deletions in a file of their own', async () => {
    const { delivery, receiver } = deliveryOf('Eds1');
    const before = await publish(store.db, titles(620, { second: 2 }));
    const first = await makeDelivery(delivery, options());
    const after = await publish(store.db, [
      { identifier: 'mids-7', second: 3, kind: 'DELETED', marc: null },
      { identifier: 'mids-8', second: 3, kind: 'MERGED', replacedBy: ['mids-9'], marc: null },
      { identifier: 'mids-9', second: 3 },
      { identifier: 'mids-5000', second: 3 },
    ]);
    const second = await makeDelivery(delivery, options({ clock: () => hoursLater(24) }));

    expect(filesAt(receiver)).toEqual([
      'full/Eds1full20310302020000.mrc',
      'update/Eds1delete20310303020000.mrc',
      'update/Eds1update20310303020000.mrc',
    ]);
    const [full = '', deletions = '', updates = ''] = filesAt(receiver).map((name) => join(receiver, name));
    expect(recordsIn(full)).toHaveLength(620);
    expect(new Set(recordsIn(full).map(({ identifier }) => identifier)).size).toBe(620);
    expect(recordsIn(updates).map(({ identifier }) => identifier)).toEqual(['mids-9', 'mids-5000']);
    expect(recordsIn(deletions)).toEqual([
      { identifier: 'mids-7', status: 'd', title: null },
      { identifier: 'mids-8', status: 'd', title: null },
    ]);
    expect(first).toMatchObject({
      receipt: { kind: 'FULL', fromPosition: null, toPosition: before, attempts: 1, problem: null, startedAt: MORNING },
    });
    expect(second).toMatchObject({ receipt: { kind: 'CHANGES', fromPosition: before, toPosition: after } });
    const sent = second.outcome === 'DELIVERED' ? second.receipt.files : [];
    expect(sent).toEqual([
      { ...measured(updates), name: 'Eds1update20310303020000.mrc', holds: 'RECORDS', records: 2 },
      { ...measured(deletions), name: 'Eds1delete20310303020000.mrc', holds: 'DELETIONS', records: 2 },
    ]);
    expect(readdirSync(join(folder.path, 'data', 'deliveries'))).toEqual([]);
  });

  it.skipIf(!yazAvailable)('sends what yaz-marcdump reads without a word', async () => {
    const { delivery, receiver } = deliveryOf('yaz');
    await publish(store.db, titles(40, { second: 5 }));
    await makeDelivery(delivery, options());
    await publish(store.db, [
      { identifier: 'mids-1', second: 6, marc: null, kind: 'DELETED' },
      { identifier: 'mids-2', second: 6 },
    ]);
    await makeDelivery(delivery, options({ clock: () => hoursLater(24) }));

    const [full = '', deletions = '', updates = ''] = filesAt(receiver).map((name) => join(receiver, name));
    expect(yazOn(full)).toEqual({ records: recordsIn(full).length, complaints: '' });
    expect(yazOn(updates)).toEqual({ records: 1, complaints: '' });
    expect(yazOn(deletions)).toEqual({ records: 1, complaints: '' });
  });

  it('notes that nothing changed without calling the host', async () => {
    const { delivery } = deliveryOf('quiet');
    await makeDelivery(delivery, options());

    const nowhere = { ...delivery, userEnv: 'NOT_SET' };
    const again = await makeDelivery(nowhere, options({ clock: () => hoursLater(24) }));

    expect(again).toMatchObject({ receipt: { kind: 'CHANGES', files: [], finishedAt: hoursLater(24) } });
  });

  it('compresses all files of a delivery, or none', async () => {
    const { delivery, receiver } = deliveryOf('gz', { gzip: true });
    await publish(store.db, titles(20, { second: 7 }));
    await makeDelivery(delivery, options());
    await publish(store.db, [
      { identifier: 'mids-3', second: 8, marc: null, kind: 'DELETED' },
      { identifier: 'mids-4', second: 8 },
    ]);
    await makeDelivery(delivery, options({ clock: () => hoursLater(24) }));

    expect(filesAt(receiver)).toEqual([
      'full/gzfull20310302020000.mrc.gz',
      'update/gzdelete20310303020000.mrc.gz',
      'update/gzupdate20310303020000.mrc.gz',
    ]);
    const full = gunzipSync(readFileSync(join(receiver, 'full/gzfull20310302020000.mrc.gz')));
    expect(full.length).toBeGreaterThan(statSync(join(receiver, 'full/gzfull20310302020000.mrc.gz')).size);
    expect(recordsIn(join(receiver, 'update/gzdelete20310303020000.mrc.gz'))).toHaveLength(1);
  });

  it('deletes what has left the set that is delivered, and nothing that was never in it', async () => {
    const { delivery, receiver } = deliveryOf('shelved', { set: 'without-online' });
    const inSet = { second: 9, sets: ['without-online'] };
    await publish(store.db, [
      { identifier: 'mids-9001', ...inSet },
      { identifier: 'mids-9002', ...inSet },
      { identifier: 'mids-9003', second: 9, sets: ['format:ebook'] },
      { identifier: 'mids-9004', second: 9, sets: ['format:ebook'] },
      { identifier: 'mids-9005', ...inSet },
    ]);
    await makeDelivery(delivery, options());
    await publish(store.db, [
      { identifier: 'mids-9002', second: 10, sets: ['format:ebook'] },
      { identifier: 'mids-9003', ...inSet, second: 10 },
      { identifier: 'mids-9004', second: 10, sets: ['format:ebook'], marc: null, kind: 'DELETED' },
      { identifier: 'mids-9005', second: 10, sets: ['format:ebook'] },
      { identifier: 'mids-9005', second: 11, sets: ['format:ebook'], marc: null, kind: 'DELETED' },
    ]);
    await makeDelivery(delivery, options({ clock: () => hoursLater(24) }));

    const sent = filesAt(receiver).map((name) => recordsIn(join(receiver, name)).map(({ identifier }) => identifier));
    expect(sent).toEqual([['mids-9001', 'mids-9002', 'mids-9005'], ['mids-9002', 'mids-9005'], ['mids-9003']]);
  });

  it('sends everything again in another epoch, to another host, for another set, and after too long a time', async () => {
    const { delivery, receiver } = deliveryOf('anew', { set: 'without-online' });
    const kindOf = async (given: Delivery, hours: number, full = false): Promise<unknown> => {
      const made = await makeDelivery(given, options({ clock: () => hoursLater(hours) }), full);
      return made.outcome === 'DELIVERED' ? made.receipt.kind : made.outcome;
    };
    const beside = join(receiver, 'beside');
    makeReceiver(receiver, 'beside');

    expect(await kindOf(delivery, 0)).toBe('FULL');
    expect(await kindOf(delivery, 1)).toBe('CHANGES');
    expect(await kindOf(delivery, 2, true)).toBe('FULL');
    expect(await kindOf({ ...delivery, set: null }, 3)).toBe('FULL');
    expect(await kindOf({ ...delivery, set: null, folder: beside }, 4)).toBe('FULL');
    expect(await kindOf({ ...delivery, set: null, folder: beside }, 5)).toBe('CHANGES');
    expect(await kindOf({ ...delivery, set: null, folder: beside }, 5 + 91 * 24)).toBe('FULL');
    await store.db.updateTable('feed_state').set({ epoch: 'ffffffff' }).execute();
    expect(await kindOf({ ...delivery, set: null, folder: beside }, 6 + 91 * 24)).toBe('FULL');
  });

  it('waits while its set is held, or everything is', async () => {
    const { delivery } = deliveryOf('held', { set: 'without-online' });
    const [editions] = await store.db
      .selectFrom('feed_repository')
      .select('id')
      .where('name', '=', 'editions')
      .execute();
    const holdSet = (set_spec: string): Promise<unknown> =>
      store.db
        .insertInto('feed_hold')
        .values({ repository: editions?.id ?? 0, set_spec, since: MORNING, would_lose: 40, had: 100 })
        .execute();

    await holdSet('format:book');
    expect((await makeDelivery(delivery, options())).outcome).toBe('DELIVERED');
    await holdSet('without-online');
    expect(await makeDelivery(delivery, options())).toEqual({
      outcome: 'HELD',
      hold: { set: 'without-online', since: MORNING },
    });
    await store.db.deleteFrom('feed_hold').execute();
    await holdSet('');
    expect(await makeDelivery(delivery, options())).toMatchObject({ outcome: 'HELD', hold: { set: '' } });
    await store.db.deleteFrom('feed_hold').execute();
  });

  it('never sends a full load of nothing', async () => {
    const { delivery, receiver } = deliveryOf('empty', { set: 'format:video' });

    await expect(makeDelivery(delivery, options())).rejects.toThrow(
      '[empty] nothing of the set "format:video" is published: a full load of nothing would empty the receiver\'s catalogue, so it is not sent',
    );
    expect(filesAt(receiver)).toEqual([]);
    await expect(makeDelivery({ ...delivery, set: 'format:pamphlet' }, options())).rejects.toThrow(
      'feeds: the repository "editions" has no set "format:pamphlet"',
    );
  });

  it('says what to do if the data folder cannot be written', async () => {
    const { delivery } = deliveryOf('nodisk');
    const file = join(folder.path, 'a-file');
    writeFileSync(file, '');

    const made = makeDelivery(delivery, options({ dataFolder: file }));

    await expect(made).rejects.toThrow(/\[nodisk\] the files cannot be written into the data folder .*MERCIA_DATA/);
  });
});

function measured(path: string): { bytes: number; sha256: string } {
  const bytes = readFileSync(path);
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
