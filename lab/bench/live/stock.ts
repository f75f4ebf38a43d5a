/** The simulated systems of the bench's own region: Kohas and Symphonies in turns, with loans and holds as they have. */
import { createKohaSimulator } from '#simulators/koha/index.ts';
import * as koha from '#simulators/koha/world.ts';
import { createSymphonySimulator } from '#simulators/symphony/index.ts';
import * as symphony from '#simulators/symphony/world.ts';
import { kindOf, OWNER } from './kinds.ts';
import { TITLES } from './titles.ts';

export interface StockedSystem {
  readonly url: string;
  close(): Promise<void>;
}

/** Worthless: they open simulated systems on the loopback interface. */
export const SECRETS = {
  BENCH_CLIENT_ID: 'mercia-bench',
  BENCH_CLIENT_SECRET: 'worthless-bench-secret',
  BENCH_USER: 'mercia',
  BENCH_PASSWORD: 'worthless-bench-password',
} as const;

/** Every so manieth copy is on loan, every so manieth title has a hold. */
const LENT = 4;
const HELD = 6;

export async function startStocked(system: number): Promise<StockedSystem> {
  const simulator = await (kindOf(system) === 'koha'
    ? createKohaSimulator({ world: stockKoha(system), workers: 16 })
    : createSymphonySimulator({ world: stockSymphony(system), workers: 16 }));
  return { url: simulator.url, close: () => simulator.close() };
}

function stockKoha(system: number): koha.KohaWorld {
  const world = koha.createKohaWorld({ now: Date.now, preferences: { 'OAI-PMH:include_items': true } });
  koha.addLibrary(world, OWNER, `Library ${system}`);
  koha.addPatron(world, { patron_id: 5, library_id: OWNER });
  koha.addUser(world, 'service', 'no-basic-login-here', [
    'catalogue',
    'circulate:circulate_remaining_permissions',
    'reserveforothers',
  ]);
  koha.addOAuthClient(world, SECRETS.BENCH_CLIENT_ID, SECRETS.BENCH_CLIENT_SECRET, 'service');
  for (const { number, marc, copiesAt } of TITLES) {
    const copies = copiesAt(system);
    if (copies === 0) continue;
    koha.addBiblio(world, { biblio_id: number, marc });
    for (let copy = 1; copy <= copies; copy += 1) {
      const item = koha.addItem(world, {
        biblio_id: number,
        home_library_id: OWNER,
        item_type_id: 'BK',
        location: 'GEN',
        callnumber: `WY 100 ${number}`,
        external_id: `k${system}-${number}-${copy}`,
      });
      if (item.item_id % LENT === 0) koha.checkOut(world, { item_id: item.item_id, patron_id: 5 });
    }
    if (number % HELD === 0) koha.placeHold(world, { patron_id: 5, biblio_id: number, pickup_library_id: OWNER });
  }
  return world;
}

function stockSymphony(system: number): symphony.SymphonyWorld {
  const world = symphony.createSymphonyWorld({ now: Date.now });
  symphony.addLibrary(world, OWNER, `Library ${system}`);
  symphony.addPatron(world, { key: '5', library: OWNER });
  symphony.addClient(world, SECRETS.BENCH_CLIENT_ID, 'staff');
  symphony.addStaff(world, SECRETS.BENCH_USER, SECRETS.BENCH_PASSWORD);
  for (const { number, marc, copiesAt } of TITLES) {
    const copies = copiesAt(system);
    if (copies === 0) continue;
    const bibKey = String(number);
    symphony.addBib(world, { key: bibKey, marc });
    for (let copy = 1; copy <= copies; copy += 1) {
      const barcode = `s${system}-${number}-${copy}`;
      const item = symphony.addItem(world, { bibKey, library: OWNER, callNumber: `WY 100 ${number}`, barcode });
      if (world.items.size % LENT === 0) symphony.checkOut(world, { itemKey: item.key, patronKey: '5' });
    }
  }
  return world;
}
