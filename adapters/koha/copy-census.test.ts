import { createKohaSimulator } from '#simulators/koha/index.ts';
import { addBiblio, addItem, addLibrary, addUser, createKohaWorld, deleteItem } from '#simulators/koha/world.ts';
import type { KohaWorld } from '#simulators/koha/world.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { expect, it, onTestFinished } from 'vitest';
import { createKohaClients } from './client.ts';
import { endCopyCensus } from './copy-census.ts';
import { siteOf } from './site.fixture.ts';

const { signal } = new AbortController();

/** 3,000 copies with every seventh number left out, and a gap of a thousand numbers. */
function worldOfCopies(): KohaWorld {
  const world = createKohaWorld();
  addLibrary(world, 'CPL', 'City');
  addUser(world, 'service', 'secret', ['catalogue']);
  addBiblio(world, { biblio_id: 1, marc: { leader: '', fields: [] } });
  for (let number = 1; number <= 3_000; number += 1) {
    if (number % 7 === 0 || (number > 1_200 && number <= 2_200)) continue;
    addItem(world, { item_id: number, biblio_id: 1, home_library_id: 'CPL' });
  }
  return world;
}

it('finds copies that are gone among thousands by counting, and lists only where one is missing', async () => {
  const world = worldOfCopies();
  const simulator = await createKohaSimulator({ world });
  const site = siteOf();
  const system = {
    ...site.system,
    address: simulator.url,
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: 'USER', passwordEnv: 'PASSWORD' },
  };
  const secrets: Readonly<Record<string, string>> = { USER: 'service', PASSWORD: 'secret' };
  const secret = (name: string): string | undefined => secrets[name];
  const { settings } = site;
  const clients = createKohaClients({ system, settings, secret, guard: freshGuard(system) });
  onTestFinished(async () => {
    clients.close();
    await simulator.close();
  });
  const context = { site, client: clients.live };

  const first = await endCopyCensus(context, undefined, signal);
  expect(first.gone).toEqual([]);
  expect(first.census).toEqual({ upTo: 3_000, counts: expect.any(String) as string });
  expect(first.census.counts.length).toBeLessThan(40);

  simulator.calls.clear();
  const quiet = await endCopyCensus(context, first.census, signal);
  expect(quiet).toEqual({ census: first.census, gone: [] });
  expect(simulator.calls.count('items')).toBeLessThanOrEqual(4);

  deleteItem(world, 601);
  deleteItem(world, 2_999);
  addItem(world, { item_id: 3_001, biblio_id: 1, home_library_id: 'CPL' });
  simulator.calls.clear();
  const second = await endCopyCensus(context, quiet.census, signal);

  expect(second.gone).toContain('601');
  expect(second.gone).toContain('2999');
  expect(second.gone.filter((number) => world.items.has(Number(number)))).toEqual([]);
  expect(second.gone).not.toContain('1500');
  expect(second.census.upTo).toBe(3_001);
  expect(simulator.calls.count('items')).toBeLessThan(20);
  expect((await endCopyCensus(context, second.census, signal)).gone).toEqual([]);
});
