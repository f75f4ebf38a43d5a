/** Each lie reaches a client over a real socket, and is no more and no less than docs/simulators.md says. */
import { afterEach, describe, expect, it } from 'vitest';
import { createKohaSimulator } from '#simulators/koha/index.ts';
import { checkOut, placeHold, setWaiting } from '#simulators/koha/world.ts';
import type { Lie } from '#simulators/lies.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import * as sip2 from '#simulators/sip2/world.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import { addBib, addClient, addItem, addLibrary, createSymphonyWorld } from '#simulators/symphony/world.ts';
import { createTestWorld, marcOf } from '#tests/conformance/koha-system.ts';
import { openLine } from '#tests/support/sip2-line.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

const headers = { authorization: `Basic ${Buffer.from('service:correct horse').toString('base64')}` };
const copiesOf3 = (behind = 0) =>
  `/api/v1/items?_per_page=100&q=${encodeURIComponent(`{"biblio_id":3,"item_id":{">":${behind}}}`)}`;

async function startKoha() {
  const world = createTestWorld({ login: 'basic', preferences: { 'ILS-DI': true } });
  const { url, faults, close } = await createKohaSimulator({ world });
  closing.push(close);
  const ask = (path: string, accept = 'application/json') => fetch(url + path, { headers: { ...headers, accept } });
  return {
    world,
    lie: (lie: Lie) => faults.set({ lie }),
    text: async (path: string, accept?: string) => (await ask(path, accept)).text(),
    async list(path = copiesOf3()) {
      const answer = await ask(path);
      const rows = (await answer.json()) as readonly Readonly<Record<string, unknown>>[];
      return { rows, total: answer.headers.get('x-total-count'), head: answer.headers };
    },
  };
}

describe('a simulated Koha tells of the copies of a title', () => {
  it.each<readonly [Lie, readonly unknown[], string | null]>([
    ['fewerRows', [30, 31], '3'],
    ['thirds', [30, 31], '2'],
    ['noRows', [], '0'],
    ['noTotal', [30, 31, 32], null],
    ['twice', [30, 30, 31, 31, 32, 32], '6'],
    ['texts', ['30', '31', '32'], '3'],
  ])('%s', async (lie, ids, said) => {
    const koha = await startKoha();
    await koha.lie(lie);

    const { rows, total } = await koha.list();

    expect([rows.map(({ item_id }) => item_id), total]).toEqual([ids, said]);
  });

  it('those of every title, or of others alone, counted as they come; or one more than come, for ever', async () => {
    const koha = await startKoha();
    const titlesIn = async (lie: Lie, path?: string) => {
      await koha.lie(lie);
      const { rows, total } = await koha.list(path);
      return [rows.length, new Set(rows.map(({ biblio_id }) => biblio_id)).has(3), total];
    };
    const all = koha.world.items.size;

    expect(await titlesIn('everyRow')).toEqual([all, true, String(all)]);
    expect(await titlesIn('otherRows')).toEqual([all - 3, false, String(all - 3)]);
    const shown = [all, true, String(all)];
    expect(await titlesIn('everyRow', '/api/v1/public/biblios/3/items?_per_page=100')).toEqual(shown);
    expect(await titlesIn('endless')).toEqual([3, true, '4']);
    expect(await titlesIn('endless', copiesOf3(32))).toEqual([all, true, String(all + 1)]);
  });

  it('what it told before, and how old that is', async () => {
    const koha = await startKoha();
    const before = await koha.list();
    checkOut(koha.world, { item_id: 30, patron_id: 5 });
    await koha.lie('old');

    const { rows, head } = await koha.list();

    expect(rows).toEqual(before.rows);
    expect(head.get('age')).toBe('3600');
    expect(Date.now() - Date.parse(head.get('date') ?? '')).toBeGreaterThanOrEqual(3_600_000);
  });

  it('one without branch, and days that there are not', async () => {
    const koha = await startKoha();
    for (const item_id of [30, 31, 32]) checkOut(koha.world, { item_id, patron_id: 5 });
    await koha.lie('noBranch');
    const branches = (await koha.list()).rows.map((row) => [row['home_library_id'], row['holding_library_id']]);
    await koha.lie('impossibleDays');
    const days = (await koha.list()).rows.map(({ checked_out_date }) => checked_out_date);

    expect(branches).toEqual([
      [null, null],
      ['A2', 'A2'],
      ['B1', 'B1'],
    ]);
    expect(days).toEqual(['2026-02-30', '9999-12-31', '0000-00-00']);
  });

  it('a hold that keeps one of them, and not which', async () => {
    const koha = await startKoha();
    const wanted = { biblio_id: 3, patron_id: 5, pickup_library_id: 'A1' };
    setWaiting(koha.world, placeHold(koha.world, wanted).hold_id, 30);
    await koha.lie('noCopy');

    expect((await koha.list('/api/v1/holds')).rows).toMatchObject([{ biblio_id: 3, status: 'W', item_id: null }]);
  });
});

describe('a simulated Koha tells', () => {
  it('of its first record the number of another one, and of no record', async () => {
    const koha = await startKoha();
    const records = '/cgi-bin/koha/oai.pl?verb=ListRecords&metadataPrefix=marcxml';
    await koha.lie('otherNumber');
    const [single, listed] = [
      await koha.text('/api/v1/biblios/15', 'application/marcxml+xml'),
      await koha.text(records),
    ];
    await koha.lie('thirds');
    const lessened = await koha.text(records);
    await koha.lie('noRows');

    expect(single).toMatch(/tag="999"[^>]*>\s*<subfield code="c">16</);
    expect([...listed.matchAll(/tag='999'[^>]*>\s*<subfield code='c'>(\d+)/g)].map(([, id]) => Number(id))).toEqual([
      2, 2, 3, 4, 5, 6, 7, 8, 9, 10,
    ]);
    expect([...lessened.matchAll(/<identifier>[^<]*:(\d+)</g)].map(([, id]) => Number(id))).toEqual([
      1, 2, 4, 5, 7, 8, 10,
    ]);
    expect(await koha.text(records)).toMatch(/<ListRecords>(?:<resumptionToken.*)?<\/ListRecords>/);
  });

  it('by ILS-DI of other titles, without branch, and each of them twice', async () => {
    const koha = await startKoha();
    const told = async (lie: Lie) => {
      await koha.lie(lie);
      const xml = await koha.text('/cgi-bin/koha/ilsdi.pl?service=GetAvailability&id=3&id_type=bib');
      return { titles: [...xml.matchAll(/bibliographic id="(\d+)"/g)].map(([, id]) => id), xml };
    };

    const { titles } = await told('otherRows');
    expect([titles.length, titles.includes('3')]).toEqual([25, false]);
    expect((await told('twice')).titles).toEqual(['3', '3']);
    expect((await told('noBranch')).xml).not.toContain('<dlf:location>');
  });
});

it('a simulated Symphony tells of other titles, and of fewer copies than it counts', async () => {
  const world = createSymphonyWorld();
  addLibrary(world, 'NORTH', 'North');
  addClient(world, 'client', 'public');
  for (const key of ['1', '2']) {
    addBib(world, { key, marc: marcOf(`Title ${key}`) });
    for (const copy of ['a', 'b'])
      addItem(world, { bibKey: key, library: 'NORTH', barcode: `${copy}${key}`, callNumber: 'W' });
  }
  const { baseUrl, faults, close } = await createSymphonySimulator({ world });
  closing.push(close);
  const told = async (lie: Lie) => {
    await faults.set({ lie });
    const query = 'clientID=client&titleID=1&includeItemInfo=true';
    return (await fetch(`${baseUrl}/rest/standard/lookupTitleInfo?${query}`)).text();
  };

  const others = await told('otherRows');
  expect([...others.matchAll(/<itemID>(\w+)/g)].map(([, barcode]) => barcode)).toEqual(['a2', 'b2']);
  const fewer = await told('fewerRows');
  expect([...fewer.matchAll(/<(?:numberOfCopies|itemID)>(\w+)/g)].map(([, said]) => said)).toEqual(['1', '1', 'b1']);
});

it('a simulated SIP2 server calls a copy available that it gives a day for, and gives days that there are not', async () => {
  const world = sip2.createSip2World();
  sip2.addCopy(world, { barcode: '1', title: 'Lent' });
  sip2.addCopy(world, { barcode: '2', title: 'In its place' });
  sip2.checkOut(world, { barcode: '1', card: sip2.addPatron(world).card });
  const simulator = await createSip2Simulator({ library: libraryOf(world), login: 'none' });
  const line = await openLine(simulator.port);
  closing.push(() => {
    line.close();
    return simulator.close();
  });
  const told = async (lie: Lie, barcode: string) => {
    await simulator.faults.set({ lie });
    return String(await line.exchange(`1720260105    091501AODEMO|AB${barcode}|AC|\r`));
  };

  expect(await told('contradiction', '1')).toMatch(/^1803.*\|AH\d{8}/);
  expect(await told('contradiction', '2')).toMatch(/^1803(?!.*\|AH)/);
  expect(await told('impossibleDays', '1')).toMatch(/^1804.*\|AH20260230/);
});
