/** Servers of other people: YAZ's own test server by Z39.50, and Zebra by Z39.50 and by SRU, with words in 952 as Koha's responder writes them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapterOf } from '#adapters/z3950/catalogue.fixture.ts';
import { KOHA_WORDS } from '#adapters/z3950/config.ts';
import { writeIso2709 } from '#marc/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import { findFreePort, isInstalled } from '#tests/feeds/support/tools.ts';
import { HAS_ZEBRA, startZebraOf, type Zebra } from '#tests/feeds/support/zebra.ts';

const SIGNAL = new AbortController().signal;
const HAS_YAZ = isInstalled('zoomsh', 'quit') && isInstalled('yaz-ztest', '-V');
const refOf = (recordLocalId: string, barcode: string) => ({ localId: barcode, barcode, recordLocalId });

/** What is told of a copy, in a word; an error by its code. */
async function toldBy(address: string, settings: object, record: string, barcode: string, withinMs?: number) {
  const adapter = adapterOf(address, settings, withinMs);
  const [slot] = (await adapter.copies?.findCopies([refOf(record, barcode)], SIGNAL)) ?? [];
  await adapter.close();
  return slot === null || slot === undefined ? 'no such copy' : isMerciaError(slot) ? slot.code : slot.status;
}

describe.skipIf(!HAS_YAZ)("YAZ's test server (skipped where YAZ is not installed)", () => {
  let server: ChildProcess;
  let address: string;

  beforeAll(async () => {
    const port = await findFreePort();
    address = `tcp://127.0.0.1:${port}`;
    server = spawn('yaz-ztest', ['-t', '1', `tcp:127.0.0.1:${port}`], { stdio: 'ignore' });
    await untilOpen(port);
  });

  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
  });

  // Whatever is searched for, it has one record, and counts as many as the number in the query says.
  it.each([
    ['the copy of its OPAC record', {}, '1226176', 'AVAILABLE'],
    ['a copy that may be in a record that did not come', {}, '7', 'LMS_BAD_RESPONSE'],
    [
      'a record in a MARC syntax, without copies',
      { items: { tag: '952', barcode: 'p', status: 'k' } },
      '7',
      'LMS_BAD_RESPONSE',
    ],
    ['a database that it does not have', { database: 'Nowhere' }, '1226176', 'LMS_BAD_RESPONSE'],
  ])('tells of %s', async (_what, settings, barcode, told) => {
    expect(await toldBy(address, { find: { by: 'barcode' }, ...settings }, '11224466', barcode)).toBe(told);
  });

  it('is down where nobody listens, and too slow where nobody answers', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;

    expect(await toldBy('tcp://127.0.0.1:9', {}, '1', '1')).toBe('LMS_UNAVAILABLE');
    expect(await toldBy(`tcp://127.0.0.1:${port}`, {}, '1', '1', 300)).toBe('LMS_TIMEOUT');

    silent.close();
  });
});

describe.skipIf(!HAS_ZEBRA || !HAS_YAZ)('Zebra (skipped where it is not installed)', () => {
  let zebra: Zebra;
  const WORDS = [
    ['b1', '3001', 'Available', 'AVAILABLE'],
    ['b1', '3002', 'Checked Out, On Hold', 'ON_LOAN'],
    ['b2', '3003', 'Checked Out, Lost, Not for Loan, Damaged, Withdrawn, In Transit, On Hold', 'WITHDRAWN'],
    ['b2', '3004', 'Free as a bird', 'UNKNOWN'],
    ['b3', '3005', 'On Hold', 'UNAVAILABLE'],
  ] as const;
  const SETTINGS = { items: { tag: '952', barcode: 'p', status: 'k' }, statuses: KOHA_WORDS };

  beforeAll(async () => {
    zebra = await startZebraOf((folder) => {
      const path = join(folder, 'records.mrc');
      const ids = [...new Set(WORDS.map(([id]) => id))];
      const written = ids.map((id) =>
        writeIso2709({
          leader: '00000nam a2200000 a 4500',
          fields: [
            { tag: '001', value: id },
            { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `Title ${id}` }] },
            ...WORDS.filter(([of]) => of === id).map(([, barcode, word]) => ({
              tag: '952',
              ind1: ' ',
              ind2: ' ',
              subfields: [
                { code: 'p', value: barcode },
                { code: 'k', value: word },
              ],
            })),
          ],
        }),
      );
      writeFileSync(path, Buffer.concat(written));
      return Promise.resolve({ path, records: ids.length });
    });
  }, 60_000);

  afterAll(() => zebra.close());

  it.each(['http', 'tcp'])('tells by %s how each copy stands, in one search for all of them', async (scheme) => {
    const { origin, port } = new URL(zebra.url);
    const address = scheme === 'http' ? origin : `tcp://127.0.0.1:${port}`;
    const adapter = adapterOf(address, { ...SETTINGS, path: '/Default' });
    const wanted = [...WORDS.map(([id, barcode]) => refOf(id, barcode)), refOf('b1', '9'), refOf('b9', '3001')];

    const slots = (await adapter.copies?.findCopies(wanted, SIGNAL)) ?? [];
    await adapter.close();

    const told = slots.map((slot) => (slot === null ? null : isMerciaError(slot) ? slot.message : slot.status));
    expect(told).toEqual([...WORDS.map(([, , , status]) => status), null, null]);
  });

  it('says by its diagnostics what is wrong with the settings', async () => {
    const { origin } = new URL(zebra.url);
    const adapter = adapterOf(origin, { ...SETTINGS, path: '/Default', find: { index: 'rec.nothing' } });

    const [slot] = (await adapter.copies?.findCopies([refOf('b1', '3001')], SIGNAL)) ?? [];
    await adapter.close();

    expect(slot).toMatchObject({
      code: 'LMS_BAD_RESPONSE',
      message: expect.stringContaining('settings.find.index') as string,
    });
  });
});

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await Promise.race([
      once(socket, 'connect').then(() => true),
      once(socket, 'error').then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (isOpen) return;
    await wait(50);
  }
  throw new Error('yaz-ztest does not listen');
}
