/** Parts of publications that a Koha catalogues without copies of their own, from its records to the live state of the one copy. */
import { readDemoRegion } from '#cli/region/region-source.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { addBiblio, checkOut, editItem, editRecord } from '#simulators/koha/world.ts';
import { createTestWorld, marcOf, TEST_SECRETS } from '#tests/conformance/koha-system.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startGraph, type WholeGraph } from './support/whole-graph.ts';

const QUESTION = `query ($record: ID!) {
  editions(by: [{ record: $record }]) {
    editions {
      holdings { copies }
      partOf {
        title
        part
        edition { id title holdings { copies availability { itemCount } } }
        copy { holding { library { id } edition { id } } item { barcode state status } }
      }
    }
  }
}`;

interface Part {
  readonly title: string | null;
  readonly part: string | null;
  readonly edition: {
    readonly id: string;
    readonly title: string;
    readonly holdings: readonly { readonly copies: number; readonly availability: { readonly itemCount: number } }[];
  } | null;
  readonly copy: { readonly holding: { readonly edition: { readonly id: string } }; readonly item: unknown } | null;
}

/** A host of one copy, and one of three. */
const [HOST, LARGE_HOST] = [4, 9];
const HIDDEN_HOST = 7;
let koha: KohaSimulator;
let graph: WholeGraph;

/** A record without copies that is a part of another. */
function addPart(id: number, subfields: Readonly<Record<string, string>>): void {
  const host = Object.entries(subfields).map(([code, value]) => ({ code, value }));
  addBiblio(koha.world, {
    biblio_id: id,
    marc: marcOf(`A paper ${id}`, { tag: '773', ind1: '0', ind2: ' ', subfields: host }),
  });
}

interface Asked {
  readonly holdings: readonly unknown[];
  readonly partOf: readonly Part[];
}

async function ask(id: number): Promise<Asked> {
  const { data, errors } = await graph.ask<{ editions: readonly { editions: readonly Asked[] }[] }>(QUESTION, {
    variables: { record: `k:record:${id}` },
  });
  expect(errors).toBeUndefined();
  const [edition] = data.editions[0]?.editions ?? [];
  if (edition === undefined) throw new Error(`no edition of ${id}`);
  return edition;
}

beforeAll(async () => {
  koha = await createKohaSimulator({ world: createTestWorld({ login: 'oauth' }) });
  addPart(101, { 0: String(HOST), 9: '40', t: 'Title 4 /', g: 'p. 12-19' });
  addPart(102, { t: 'Title 4', w: 'src-Title 4' });
  addPart(103, { 0: String(HIDDEN_HOST), 9: '70', t: 'Title 7', g: 'p. 3' });
  addPart(104, { 0: String(LARGE_HOST), 9: '91', t: 'Title 9' });
  addPart(105, { 9: '92', t: 'Title 9' });
  editItem(koha.world, 91, { collection_code: 'CLOSED' });
  const regionText = `
region: { id: fens, name: The Fens }
libraries: [{ id: alder, name: Alder, system: k }, { id: birch, name: Birch, system: k }]
systems:
  - id: k
    name: Koha
    kind: koha
    address: ${koha.url}
    timeZone: Europe/Berlin
    credentials: { clientIdEnv: CLIENT_ID, clientSecretEnv: CLIENT_SECRET }
    limits: { freshForMs: 0 }
    owners: [{ code: A1, library: alder }, { code: A2, library: alder }, { code: B1, library: birch }]
    settings: { suppression: { hiddenItems: { collection_code: [CLOSED] } } }
`;
  graph = await startGraph(readDemoRegion({ regionText, secrets: TEST_SECRETS }));
  await graph.harvest(undefined, 'full');
});
afterAll(async () => {
  await graph.close();
  await koha.close();
});

it('links a part to its host, with the one copy that has it as it stands now, and counts that copy at the host alone', async () => {
  const before = await ask(101);

  expect(before.holdings).toEqual([]);
  const [part] = before.partOf;
  expect(part).toMatchObject({ title: 'Title 4', part: 'p. 12-19', edition: { title: 'Title 4' } });
  expect(part?.edition?.holdings).toEqual([{ copies: 1, availability: { itemCount: 1 } }]);
  expect(part?.copy).toEqual({
    holding: { library: { id: 'alder' }, edition: { id: part?.edition?.id } },
    item: { barcode: 'bar40', state: 'LIVE', status: 'AVAILABLE' },
  });

  checkOut(koha.world, { item_id: 40, patron_id: 5 });
  const [lent] = (await ask(101)).partOf;
  expect(lent?.copy?.item).toEqual({ barcode: 'bar40', state: 'LIVE', status: 'ON_LOAN' });
});

it('links a part to its host by the control number, and by the copy alone', async () => {
  expect((await ask(102)).partOf).toMatchObject([{ edition: { title: 'Title 4' }, copy: null }]);
  expect((await ask(105)).partOf).toMatchObject([
    { edition: { title: 'Title 9' }, copy: { item: { barcode: 'bar92', state: 'LIVE' } } },
  ]);
});

it('shows no copy of the host that is hidden', async () => {
  expect((await ask(104)).partOf).toMatchObject([{ edition: { title: 'Title 9' }, copy: null }]);
});

it('says in words alone of what a hidden record is, and when the host is hidden later', async () => {
  expect((await ask(103)).partOf).toEqual([{ title: 'Title 7', part: 'p. 3', edition: null, copy: null }]);

  const hidden = { tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'n', value: '1' }] };
  editRecord(koha.world, HOST, marcOf('Title 4', hidden));
  await graph.harvest(undefined, 'full');
  expect((await ask(101)).partOf).toEqual([{ title: 'Title 4', part: 'p. 12-19', edition: null, copy: null }]);
  expect((await ask(102)).partOf).toMatchObject([{ title: 'Title 4', edition: null, copy: null }]);
});
