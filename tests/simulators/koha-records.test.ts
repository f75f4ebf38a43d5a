import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { writeIso2709, writeMarcXml, type MarcRecord } from '#marc/index.ts';
import { dataField as field } from '#marc/marc-record.ts';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import { loadRecord } from '#simulators/koha/load-records.ts';
import { createRandom } from '#simulators/random.ts';
import { readRecords } from '#simulators/read-records.ts';
import { addLibrary, addPatron, createKohaWorld, type KohaWorld } from '#simulators/koha/world.ts';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';

const WITH_COPY: MarcRecord = {
  leader: '00000nam a2200000 a 4500',
  fields: [
    { tag: '001', value: 'one' },
    field('245', ['a', 'Lent out /']),
    field(
      '952',
      ['a', 'TPL'],
      ['b', 'CPL'],
      ['p', '3001'],
      ['o', 'QS 4'],
      ['y', 'WK'],
      ['1', '2'],
      ['q', '2026-12-15'],
    ),
    // Another's local note: no branch, no barcode.
    field('952', ['a', 'Bought with the library fund']),
  ],
};
const WITHOUT_COPY: MarcRecord = {
  leader: '00000nam a2200000 a 4500',
  fields: [
    { tag: '001', value: 'two' },
    field('060', ['a', 'WA 100'], ['b', 'X1']),
    field('245', ['a', 'Not yet bought /']),
  ],
};

function emptyWorld(): KohaWorld {
  const world = createKohaWorld();
  addLibrary(world, 'HOME', 'Home Library');
  addPatron(world, { library_id: 'HOME' });
  return world;
}

function load(world: KohaWorld, file: string, itemsPerRecord: number): ReturnType<typeof readRecords> {
  const random = createRandom(9);
  return readRecords(file, (marc) => loadRecord(world, marc, itemsPerRecord, random));
}

describe('records of files', () => {
  let folder = '';
  let iso = '';
  let xml = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mercia-simulator-'));
    iso = join(folder, 'two.mrc');
    xml = join(folder, 'one.xml');
    await writeFile(iso, Buffer.concat([writeIso2709(WITH_COPY), writeIso2709(WITHOUT_COPY)]));
    await writeFile(xml, writeMarcXml(WITH_COPY));
    await writeFile(join(folder, 'none.txt'), 'nothing of the kind');
  });

  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  test('takes copies from 952 with their places, type, status and loan', async () => {
    const world = emptyWorld();

    const loaded = await load(world, xml, 3);

    expect(loaded).toEqual({ records: 1, rejected: 0, items: 1 });
    expect(world.items.get(1)).toMatchObject({
      external_id: '3001',
      home_library_id: 'TPL',
      item_type_id: 'WK',
      callnumber: 'QS 4',
      lost_status: 2,
      checked_out_date: '2026-12-15',
    });
    expect([...world.libraries.keys()]).toEqual(['HOME', 'TPL', 'CPL']);
    expect(world.biblios.get(1)?.marc.fields.map(({ tag }) => tag)).toEqual(['001', '005', '245', '942']);
  });

  test('invents copies for a record without any, the same ones from the same seed', async () => {
    const worlds = [emptyWorld(), emptyWorld()];

    for (const world of worlds) await load(world, iso, 5);

    const [one, two] = worlds.map((world) => [...world.items.values()].filter((item) => item.biblio_id === 2));
    expect(one?.length).toBeGreaterThan(0);
    expect(one).toEqual(two);
    expect(one?.every((item) => item.callnumber === 'WA 100 X1')).toBe(true);
  });

  test.each([
    ['none.txt', 'holds no MARC record'],
    ['absent.mrc', 'cannot be read'],
  ])('says what is wrong with %s', async (name, message) => {
    const file = join(folder, name);

    await expect(load(emptyWorld(), file, 1)).rejects.toThrow(message);
  });

  test.skipIf(!sharedAvailable)('serves a file of two thousand real records whole over OAI-PMH', async () => {
    const file = sharedPath('data/marc/solrmarc+solrmarc/test/data/records/uva_001_2000.mrc');
    const world = emptyWorld();
    const loaded = await load(world, file, 2);
    const simulator = await createKohaSimulator({ world });

    let records = 0;
    let token: string | undefined;
    do {
      const query = token === undefined ? 'metadataPrefix=marcxml' : `resumptionToken=${encodeURIComponent(token)}`;
      const page = await fetch(`${simulator.url}/cgi-bin/koha/oai.pl?verb=ListRecords&${query}`);
      const text = await page.text();
      records += text.match(/<header>/gu)?.length ?? 0;
      token = /<resumptionToken[^>]*>([^<]+)</u.exec(text)?.[1];
    } while (token !== undefined);
    await simulator.close();

    expect(loaded.records + loaded.rejected).toBe(2000);
    expect(records).toBe(loaded.records);
  });

  test('runs from the command line and ends at SIGTERM', async () => {
    const child = spawn(process.execPath, ['doors/cli/main.ts', 'simulate', 'koha', '--records', iso, '--oai-items'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    await expect.poll(() => printed).toContain('/_simulator/calls');

    const url = /http:\/\/127\.0\.0\.1:\d+/u.exec(printed)?.[0] ?? '';
    const [, user = '', password = ''] = /KOHA_USER=(\S+) KOHA_PASSWORD=(\S+)/u.exec(printed) ?? [];
    const items = await fetch(`${url}/api/v1/items`, {
      headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` },
    });
    child.kill('SIGTERM');
    const status = await ended;

    expect(items.status).toBe(200);
    expect(status).toBe(0);
  });
});
