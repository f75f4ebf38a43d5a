/** Deliveries to hosts that refuse, break off, fall silent or are full: nothing half is ever left to be loaded. */
import type { Delivery } from '#domain/feeds.ts';
import { makeDelivery, type DeliveryOptions } from '#feeds/delivery/index.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import type { Kysely } from 'kysely';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startCuttingProxy } from './support/cutting-proxy.ts';
import {
  FTP_USER,
  ftpdAvailable,
  makeCertificate,
  sshdAvailable,
  startFtpHost,
  startSshHost,
  type FtpHostOptions,
  type SshHost,
  type TestHost,
} from './support/delivery-hosts.ts';
import {
  createDeliveriesTo,
  deliveryOptions,
  deliveryTo,
  filesAt,
  hoursLater,
  makeReceiver,
  MORNING,
  recordsIn,
  titles,
} from './support/delivery-world.ts';
import { marcOf, publish } from './support/feed-log.ts';

/** Few and long: a file takes many packets. */
const TITLES = 200;
const LONG = 'A title that goes on. '.repeat(200);
const FULL_NAME = 'full20310302020000.mrc';
const PART_NAME = 'full20310302020000part';

describe('hosts that take files', () => {
  const store = withTestDatabase();
  const folder = makeTemporaryFolder();
  let jobs: Kysely<Database>;

  beforeAll(async () => {
    jobs = store.open();
    await publish(
      store.db,
      titles(TITLES).map((title) => ({ ...title, marc: marcOf(title.identifier, LONG) })),
    );
  });
  afterAll(() => {
    folder.remove();
  });

  const optionsWith = (secrets: Record<string, string>, more: Partial<DeliveryOptions> = {}): DeliveryOptions =>
    deliveryOptions({ db: store.db, jobs, dataFolder: join(folder.path, 'data'), secrets }, more);
  const receiptsOf = (delivery: string) =>
    store.db.selectFrom('feed_delivery').selectAll().where('delivery', '=', delivery).orderBy('id').execute();

  describe.skipIf(!sshdAvailable)('SFTP (skipped where there is no OpenSSH server)', () => {
    let host: SshHost;

    beforeAll(async () => {
      host = await startSshHost(folder.path);
    });
    afterAll(() => host.close());

    const options = (more: Partial<DeliveryOptions> = {}): DeliveryOptions =>
      optionsWith({ EDS_USER: host.user, EDS_KEY: host.privateKey, EDS_PASSWORD: 'not-the-password' }, more);
    const deliveryOf = createDeliveriesTo(() => host, folder.path);

    it('says nothing to a host that shows another key', async () => {
      const other = `SHA256:${'A'.repeat(43)}`;
      const { delivery, receiver } = deliveryOf('otherkey', { hostKey: other });

      await expect(makeDelivery(delivery, options())).rejects.toThrow(
        `[otherkey] 127.0.0.1 shows the key ${host.fingerprint}, and the region file names ${other}: nothing was sent.`,
      );
      expect(filesAt(receiver)).toEqual([]);
    });

    it('reports a password that is refused, and repeats none', async () => {
      const { delivery } = deliveryOf('refused', { passwordEnv: 'EDS_PASSWORD', privateKeyEnv: null });

      const failure = await messageOf(makeDelivery(delivery, options()));

      expect(failure).toMatch(/^\[refused\] logging in at 127\.0\.0\.1: .*authentication methods failed/);
      expect(failure).not.toContain('not-the-password');
      expect(await receiptsOf('refused')).toMatchObject([
        { attempts: 1, finished_at: null, problem: failure, files: [] },
      ]);
    });

    it('names the variable that is not set, and the host that is not there', async () => {
      const { delivery } = deliveryOf('unset', { userEnv: 'NOBODY' });
      const { delivery: nowhere } = deliveryOf('nowhere', { port: await closedPort() });

      expect(await messageOf(makeDelivery(delivery, options()))).toBe(
        '[unset] the environment variable NOBODY is not set',
      );
      expect(await messageOf(makeDelivery(nowhere, options()))).toMatch(
        /^\[nowhere\] logging in at 127\.0\.0\.1: .*ECONNREFUSED/,
      );
      const noKey = optionsWith({ EDS_USER: host.user, EDS_KEY: 'no key at all' });
      const unreadable = await messageOf(makeDelivery({ ...delivery, userEnv: 'EDS_USER' }, noKey));
      expect(unreadable).toMatch(/^\[unset\] logging in at .*privateKey/);
      expect(unreadable).not.toContain('no key at all');
    });

    it('names the folder that the receiver has not made', async () => {
      const { delivery, receiver } = deliveryOf('nofolder');
      rmSync(join(receiver, 'full'), { recursive: true });

      expect(await messageOf(makeDelivery(delivery, options()))).toMatch(
        `[nofolder] listing ${receiver}/full: list: No such file`,
      );
    });

    it('leaves nothing when the connection breaks in the middle of a file, and sends all of it the next time', async () => {
      const { delivery, receiver } = deliveryOf('cut');
      const proxy = await startCuttingProxy({ to: host.port, after: 300_000, then: 'CUT' });
      onTestFinished(() => proxy.close());

      const failure = await messageOf(makeDelivery({ ...delivery, port: proxy.port }, options()));

      expect(failure).toMatch(/^\[cut\] sending .*cutfull20310302020000part: /);
      // The host was gone: what is half there lies beside the folders that it loads from.
      expect(filesAt(receiver)).toEqual([`cut${PART_NAME}`]);
      expect(await makeDelivery(delivery, options())).toMatchObject({ receipt: { attempts: 2, problem: null } });
      // Half of a load went to the other address: whoever takes a record back must find that out.
      expect(await receiptsOf('cut')).toMatchObject([
        { target: expect.stringContaining(`:${String(proxy.port)}/`) as string, attempts: 1, problem: failure },
        { target: expect.stringContaining(`:${String(host.port)}/`) as string, attempts: 2, problem: null },
      ]);
      expect(filesAt(receiver)).toEqual([`full/cut${FULL_NAME}`]);
      expect(recordsIn(join(receiver, 'full', `cut${FULL_NAME}`))).toHaveLength(TITLES);
    });

    it('gives up a host that falls silent in the middle of a file, and one that is told to stop', async () => {
      const { delivery } = deliveryOf('silent');
      const proxy = await startCuttingProxy({ to: host.port, after: 300_000, then: 'SILENCE' });
      const stop = new AbortController();
      onTestFinished(() => proxy.close());

      const silent = { ...delivery, port: proxy.port };
      expect(await messageOf(makeDelivery(silent, options({ silenceMs: 600 })))).toMatch(
        /^\[silent\] sending .*: the host was silent for 0\.6 s$/,
      );
      const stopped = messageOf(makeDelivery(silent, options({ signal: stop.signal })));
      await proxy.reached;
      stop.abort();
      expect(await stopped).toBe('[silent] was told to stop; it is sent again');
    });

    it('removes what a host without room took of it', async () => {
      const { delivery, receiver } = deliveryOf('noroom', { rename: false, gzip: true });
      // Every write to it fails as on a disk that is full.
      symlinkSync('/dev/full', join(receiver, 'full', `noroom${FULL_NAME}.gz`));

      expect(await messageOf(makeDelivery(delivery, options()))).toMatch(
        /^\[noroom\] sending .*\.mrc\.gz: the host failed and does not say why; often its disk/,
      );
      expect(readdirSync(join(receiver, 'full'))).toEqual([]);
    });

    it.skipIf(userInfo().uid === 0)('reports a folder that it may not write into', async () => {
      const { delivery, receiver } = deliveryOf('readonly');
      chmodSync(receiver, 0o500);
      onTestFinished(() => {
        chmodSync(receiver, 0o700);
      });

      expect(await messageOf(makeDelivery(delivery, options()))).toMatch(/^\[readonly\] sending .*Permission denied/);
    });

    it('does not believe a host that has another number of bytes', async () => {
      const { delivery, receiver } = deliveryOf('sized');
      // Takes everything and keeps nothing.
      symlinkSync('/dev/null', join(receiver, 'full', `sized${FULL_NAME}.gz`));

      const direct = { ...delivery, rename: false, gzip: true };
      expect(await messageOf(makeDelivery(direct, options()))).toMatch(
        /^\[sized\] .*sizedfull20310302020000\.mrc\.gz has 0 bytes on the host, \d+ were sent$/,
      );
    });

    it('removes what earlier attempts left, and nothing of others', async () => {
      const { delivery, receiver } = deliveryOf('tidy');
      for (const name of [
        'tidyfull20310301020000part',
        'tidydelete20310228020000part',
        'othersfull20310228020000part',
      ]) {
        writeFileSync(join(receiver, name), 'half');
      }
      writeFileSync(join(receiver, 'full', 'tidyfull20310301020000.mrc'), 'not loaded yet');

      await makeDelivery(delivery, options());

      expect(filesAt(receiver)).toEqual([
        'full/tidyfull20310301020000.mrc',
        `full/tidy${FULL_NAME}`,
        'othersfull20310228020000part',
      ]);
    });

    it('leaves no half of a load whose second file cannot get its name', async () => {
      const { delivery, receiver } = deliveryOf('halfnamed');
      await makeDelivery(delivery, options());
      await publish(store.db, [
        { identifier: 'mids-3', second: 2 },
        { identifier: 'mids-4', second: 2, kind: 'DELETED', marc: null },
      ]);
      mkdirSync(join(receiver, 'update', 'halfnameddelete20310303020000.mrc'));

      const failure = await messageOf(makeDelivery(delivery, options({ clock: () => hoursLater(24) })));

      expect(failure).toMatch(/^\[halfnamed\] renaming .*delete20310303020000/);
      expect(filesAt(receiver)).toEqual([`full/halfnamed${FULL_NAME}`]);
      await publish(store.db, [{ identifier: 'mids-4', second: 3 }]);
    });

    it('lets one of two processes deliver', async () => {
      const { delivery, receiver } = deliveryOf('both');

      const both = await Promise.all([
        makeDelivery(delivery, options()),
        makeDelivery(delivery, options({ dataFolder: join(folder.path, 'other') })),
      ]);

      expect(both.map(({ outcome }) => outcome).sort()).toEqual(['BUSY', 'DELIVERED']);
      expect(filesAt(receiver)).toEqual([`full/both${FULL_NAME}`]);
    });
  });

  describe.skipIf(!ftpdAvailable)('FTP (skipped where there is no pyftpdlib)', () => {
    const secrets = { EDS_USER: FTP_USER.name, EDS_PASSWORD: FTP_USER.password };
    const options = (more: Partial<DeliveryOptions> = {}): DeliveryOptions => optionsWith(secrets, more);

    async function hostFor(
      id: string,
      host: Omit<FtpHostOptions, 'folder'> = {},
      more: Partial<Delivery> = {},
    ): Promise<{ delivery: Delivery; receiver: string; host: TestHost }> {
      const receiver = makeReceiver(folder.path, id);
      const started = await startFtpHost({ folder: receiver, ...host });
      onTestFinished(() => started.close());
      const ftp = { id, protocol: 'FTP', passwordEnv: 'EDS_PASSWORD', privateKeyEnv: null } as const;
      return { receiver, host: started, delivery: deliveryTo(started.port, '/', { ...ftp, ...more }) };
    }

    it('delivers over TLS, everything and then what changed', async () => {
      const tls = makeCertificate(folder.path);
      const { delivery, receiver } = await hostFor('tls', { tls });
      const trusting = { authorities: readFileSync(tls.certificateFile, 'utf8') };

      const first = await makeDelivery(delivery, options(trusting));
      await publish(store.db, [
        { identifier: 'mids-1', second: 2 },
        { identifier: 'mids-2', second: 2, kind: 'DELETED', marc: null },
        { identifier: 'mids-2', second: 2 },
      ]);
      await makeDelivery(delivery, options({ ...trusting, clock: () => hoursLater(24) }));

      expect(first.outcome).toBe('DELIVERED');
      expect(filesAt(receiver)).toEqual([`full/tls${FULL_NAME}`, 'update/tlsupdate20310303020000.mrc']);
      expect(recordsIn(join(receiver, 'full', `tls${FULL_NAME}`))).toHaveLength(TITLES);
      expect(await messageOf(makeDelivery({ ...delivery, id: 'mistrusting' }, options()))).toMatch(
        /^\[mistrusting\] starting TLS at 127\.0\.0\.1: self-signed certificate/,
      );
    });

    it('says its password to no host without TLS, unless the region file does without', async () => {
      const { delivery, receiver } = await hostFor('plain');

      expect(await messageOf(makeDelivery(delivery, options()))).toBe(
        '[plain] 127.0.0.1 offers no TLS: nothing was sent. Use SFTP; or write "unencrypted: true" if user and password may be read on the way.',
      );
      expect((await makeDelivery({ ...delivery, unencrypted: true }, options())).outcome).toBe('DELIVERED');
      expect(filesAt(receiver)).toEqual([`full/plain${FULL_NAME}`]);
    });

    it('reports a password that is refused, and repeats none', async () => {
      const { delivery } = await hostFor('badword', {}, { unencrypted: true });
      const wrong = optionsWith({ ...secrets, EDS_PASSWORD: 'wrong-password' });

      const failure = await messageOf(makeDelivery(delivery, wrong));

      expect(failure).toMatch(/^\[badword\] logging in at 127\.0\.0\.1: 530 /);
      expect(failure).not.toContain('wrong-password');
    });

    it('names the folder that the receiver has not made, and what it may not do', async () => {
      const { delivery, receiver } = await hostFor('nodir', { permissions: 'elrdw' }, { unencrypted: true });

      expect(await messageOf(makeDelivery(delivery, options()))).toMatch(/^\[nodir\] renaming \/nodirfull.*: 550 /);
      expect(filesAt(receiver)).toEqual([]);
      rmSync(join(receiver, 'full'), { recursive: true });
      expect(await messageOf(makeDelivery(delivery, options()))).toMatch(/^\[nodir\] listing \/full: 550 /);
    });

    it('sends compressed files under their own names where nothing may be renamed', async () => {
      const more = { unencrypted: true, rename: false, gzip: true };
      const { delivery, receiver } = await hostFor('direct', { permissions: 'elrdw' }, more);

      expect((await makeDelivery(delivery, options())).outcome).toBe('DELIVERED');
      expect(filesAt(receiver)).toEqual([`full/direct${FULL_NAME}.gz`]);
      expect(recordsIn(join(receiver, 'full', `direct${FULL_NAME}.gz`))).toHaveLength(TITLES);
    });

    it('leaves no file to be loaded when the host dies in the middle of it', async () => {
      const { delivery, receiver } = await hostFor('dies', { diesAfter: 200_000 }, { unencrypted: true });

      expect(await messageOf(makeDelivery(delivery, options()))).toMatch(/^\[dies\] sending \/diesfull/);
      expect(filesAt(receiver)).toEqual([`dies${PART_NAME}`]);
      const again = await startFtpHost({ folder: receiver });
      onTestFinished(() => again.close());
      expect((await makeDelivery({ ...delivery, port: again.port }, options())).outcome).toBe('DELIVERED');
      expect(filesAt(receiver)).toEqual([`full/dies${FULL_NAME}`]);
      expect(await receiptsOf('dies')).toMatchObject([
        { started_at: MORNING, finished_at: null },
        { started_at: MORNING, finished_at: expect.any(Date) as Date },
      ]);
    });

    it('gives up a host that does not answer', async () => {
      const { delivery, host } = await hostFor('hangs', {}, { unencrypted: true });
      host.child.kill('SIGSTOP');

      expect(await messageOf(makeDelivery(delivery, options({ silenceMs: 300 })))).toMatch(
        /^\[hangs\] calling 127\.0\.0\.1: Timeout/,
      );
    });
  });
});

/** What it says as it fails. */
async function messageOf(made: Promise<unknown>): Promise<string> {
  const failed = await made.then(
    () => null,
    (error: unknown) => error,
  );
  if (failed instanceof Error) return failed.message;
  throw new Error('it did not fail');
}

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return address !== null && typeof address === 'object' ? address.port : 0;
}
