/** A library of an export and one slow SIP2 connection: what is answered in time is live, and the rest as it was last known. */
import { adapterKinds } from '#adapters/registry.ts';
import { loadRegion } from '#region/load-region.ts';
import { createFilesSimulator } from '#simulators/files/index.ts';
import { addCopy, addRecord, createFilesWorld } from '#simulators/files/world.ts';
import { stockOfFiles } from '#simulators/sip2/files-stock.ts';
import { createSip2Simulator } from '#simulators/sip2/index.ts';
import { addPatron, checkOut, createSip2World } from '#simulators/sip2/world.ts';
import { libraryOf } from '#simulators/sip2/world-library.ts';
import { SIP2_SECRETS } from '#tests/support/sip2-adapter.ts';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startGraph } from './support/whole-graph.ts';

/** A real Koha's median for one message. */
const MESSAGE_MS = 31;
const BUDGET_MS = 2_000;
const TITLES = 20;
const COPIES_EACH = 7;
const ZONE = 'Europe/London';

const QUERY = `{ search(query: "grief", first: 50) { edges { node { holdings { availability {
  state asOf reason { code } items(first: 200) { edges { node { barcode state status } } }
} } } } } }`;

interface Shown {
  readonly search: {
    readonly edges: readonly {
      readonly node: { readonly holdings: readonly { readonly availability: Availability }[] };
    }[];
  };
}
interface Availability {
  readonly state: string;
  readonly items: {
    readonly edges: readonly {
      readonly node: { readonly barcode: string; readonly state: string; readonly status: string };
    }[];
  };
}

async function startLibrary() {
  const files = createFilesWorld();
  for (let title = 1; title <= TITLES; title += 1) {
    const fields = [{ tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `Grief, volume ${title}` }] }];
    const record = addRecord(files, { leader: '00000nam a2200000 a 4500', fields });
    for (let copy = 0; copy < COPIES_EACH; copy += 1) addCopy(files, record, { branch: 'MAIN' });
  }
  const world = createSip2World({ timeZone: ZONE, stock: stockOfFiles(files, ZONE) });
  const exports = await createFilesSimulator({ world: files });
  const server = await createSip2Simulator({ library: libraryOf(world), latencyMs: MESSAGE_MS });
  onTestFinished(async () => {
    await server.close();
    await exports.close();
  });
  return { files, world, exports, server };
}

function regionOf(exports: string, sip2: string) {
  const columns = {
    record: 'BIB',
    barcode: 'BARCODE',
    owner: 'BRANCH',
    itemType: 'TYPE',
    status: 'STATUS',
    due: 'DUE',
  };
  const system = {
    id: 'hill',
    name: 'The library on the hill',
    kind: 'files',
    owners: [{ code: 'MAIN', library: 'hill-library' }],
    settings: {
      records: [{ source: `${exports}/catalogue.mrc` }],
      items: [{ source: `${exports}/items.csv`, columns }],
      statuses: { '0': 'AVAILABLE' },
      itemTypes: { BOOK: 'LOAN' },
    },
    live: {
      kind: 'sip2',
      address: sip2,
      credentials: { userEnv: 'HILL_SIP_USER', passwordEnv: 'HILL_SIP_PASSWORD' },
      limits: { connections: 1, freshForMs: 0 },
      settings: { idleSeconds: 0.5 },
    },
  };
  const text = JSON.stringify({
    region: { id: 'test', name: 'Test' },
    libraries: [{ id: 'hill-library', name: 'Hill Library', system: 'hill' }],
    systems: [system],
  });
  return loadRegion({ text }, { kinds: adapterKinds, fileName: 'the region of the test' });
}

it('shows what one connection answered within two seconds live, and of the other copies what was last known', async () => {
  const { files, world, exports, server } = await startLibrary();
  const graph = await startGraph({ region: regionOf(exports.url, server.url), secret: (name) => SIP2_SECRETS[name] });
  onTestFinished(() => graph.close());
  await graph.harvest();
  // A hub learns how long the rest of an answer takes; each question is asked anew.
  for (let time = 0; time < 3; time += 1) {
    await graph.ask(QUERY, { budgetMs: BUDGET_MS });
    // The connection is given back when nothing is asked any more: no call of before may see what is lent below.
    await vi.waitUntil(() => server.sockets.now === 0, { timeout: 60_000, interval: 20 });
  }
  // Since the export, everything was lent: whoever is shown as available was not asked for.
  const { card } = addPatron(world);
  for (const { copies } of files.records.values()) {
    for (const { barcode } of copies) if (barcode !== null) checkOut(world, { barcode, card });
  }

  const { data, errors } = await graph.ask<Shown>(QUERY, { budgetMs: BUDGET_MS });

  const holdings = data.search.edges.flatMap(({ node }) => node.holdings.map(({ availability }) => availability));
  const copies = holdings.flatMap(({ items }) => items.edges.map(({ node }) => node));
  const byState = Map.groupBy(copies, ({ state }) => state);
  const live = byState.get('LIVE') ?? [];
  expect(errors).toBeUndefined();
  expect(holdings).toHaveLength(TITLES);
  expect(copies).toHaveLength(TITLES * COPIES_EACH);
  // Of the one holding that was being answered the copies that are left are as they last were, too.
  expect([...byState.keys()].sort()).toEqual(['LAST_KNOWN', 'LIVE']);
  expect(holdings.map(({ state }) => state).filter((state) => state !== 'LIVE' && state !== 'LAST_KNOWN')).toEqual([]);
  expect(new Set(live.map(({ status }) => status))).toEqual(new Set(['ON_LOAN']));
  expect(new Set(byState.get('LAST_KNOWN')?.map(({ status }) => status))).toEqual(new Set(['AVAILABLE']));
  expect(byState.get('LAST_KNOWN')?.length ?? 0).toBeGreaterThan(TITLES * COPIES_EACH * 0.5);
  // One message after the other: no more can be there, and on a quiet machine nearly as many are.
  expect(live.length).toBeGreaterThan(0);
  expect(live.length).toBeLessThanOrEqual(BUDGET_MS / MESSAGE_MS);
  expect(server.sockets.most).toBe(1);
  expect(server.broken).toEqual([]);
}, 120_000);
