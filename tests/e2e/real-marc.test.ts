import { isControlField, type MarcRecord } from '#marc/marc-record.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { createKohaSimulator, type KohaSimulator } from '#simulators/koha/index.ts';
import { loadFiles } from '#simulators/from-files.ts';
import { loadRecord } from '#simulators/koha/load-records.ts';
import {
  addLibrary,
  addOAuthClient,
  addPatron,
  addUser,
  createKohaWorld,
  type KohaWorld,
} from '#simulators/koha/world.ts';
import type { HarvestResult } from '#union-index/harvest/index.ts';
import { sql } from 'kysely';
import { sharedAvailable, sharedPath } from '#tests/support/shared.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGraph, type WholeGraph } from './support/whole-graph.ts';

/** Larger files of real records: in Latin, Hebrew and Devanagari script, MARC-8 and UTF-8, whole and damaged. */
const FILES = [
  'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/jazz_1k.mrc',
  'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/lul_fre_500.mrc',
  'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/nepali.marc',
  'evergreen-library-system+Evergreen/Open-ILS/tests/datasets/hebrew.marc',
  'demarque+marc-record-ex/samples/marc8_multiple.mrc',
  'LibreCat+Catmandu-MARC/t/bu_bibs.mrc',
  'marc4j+marc4j/test/resources/pride-and-prejudice-with-many-errors.mrc',
  'solrmarc+solrmarc/test/data/records/specTestRecs.mrc',
];
/** The largest; at the first system alone, for time's sake. */
const LARGEST = 'solrmarc+solrmarc/test/data/records/uva_001_2000.mrc';
/** Records that the second system cannot write in any MARC form. */
const UNWRITABLE = [42, 1234];
const EDITIONS = 25;
const SYSTEMS = ['by-oai', 'by-rest'] as const;
const CREDENTIALS = { REAL_CLIENT_ID: 'real', REAL_CLIENT_SECRET: 'a worthless secret' };

async function loadWorld(oai: boolean): Promise<KohaWorld> {
  const world = createKohaWorld({
    now: Date.now,
    preferences: { 'OAI-PMH': oai, 'OAI-PMH:include_items': oai, 'OAI-PMH:MaxCount': 200 },
  });
  for (const code of ['NORTH', 'SOUTH']) addLibrary(world, code, `${code} library`);
  for (const code of ['NORTH', 'SOUTH']) addPatron(world, { library_id: code });
  addUser(world, 'mercia', 'not used', [
    'catalogue',
    'circulate:circulate_remaining_permissions',
    'reserveforothers:place_holds',
  ]);
  addOAuthClient(world, CREDENTIALS.REAL_CLIENT_ID, CREDENTIALS.REAL_CLIENT_SECRET, 'mercia');
  const files = oai ? [...FILES, LARGEST] : FILES;
  const records = files.map((file) => sharedPath('data', 'marc', file));
  await loadFiles({ records, seed: 1 }, (marc, random) => loadRecord(world, marc, 3, random));
  return world;
}

function describeSystem(id: (typeof SYSTEMS)[number], address: string, owners: readonly string[]): string {
  return `  - id: ${id}
    name: Real records ${id}
    kind: koha
    address: ${address}
    credentials: { clientIdEnv: REAL_CLIENT_ID, clientSecretEnv: REAL_CLIENT_SECRET }
    owners: [${owners.map((code) => `{ code: '${code}', library: ${id}-library }`).join(', ')}]
    harvest: { method: ${id === 'by-oai' ? 'oai-pmh' : 'rest'}, pageSize: 200 }
    settings: { transfers: none }
`;
}

/** The words of a title proper as they stand there; none where the record has no title. */
function wordsOf(marc: MarcRecord): readonly string[] {
  const field = marc.fields.find(({ tag }) => tag === '245');
  if (field === undefined || isControlField(field)) return [];
  const title = field.subfields.find(({ code }) => code === 'a')?.value ?? '';
  return title
    .split(/\s+/u)
    .map((word) => word.replaceAll(/^[^\p{L}\d]+|[^\p{L}\p{M}\d]+$/gu, ''))
    .filter((word) => word !== '');
}

interface Found {
  readonly search: {
    readonly totalCount: number;
    readonly edges: readonly {
      readonly node: { readonly records: { readonly edges: readonly { readonly node: { readonly id: string } }[] } };
    }[];
  };
}

interface Live {
  readonly search: {
    readonly edges: readonly {
      readonly node: {
        readonly holdings: readonly {
          readonly record: { readonly id: string };
          readonly availability: {
            readonly state: string;
            readonly itemCount: number | null;
            readonly unknownCount: number | null;
          };
        }[];
      };
    }[];
  };
}

describe.skipIf(!sharedAvailable)(
  'real records, skipped where the shared data is not at hand',
  { timeout: 60_000 },
  () => {
    const simulators = new Map<string, KohaSimulator>();
    let graph: WholeGraph;
    let results: readonly HarvestResult[];

    beforeAll(async () => {
      let systems = '';
      for (const id of SYSTEMS) {
        const simulator = await createKohaSimulator({ world: await loadWorld(id === 'by-oai') });
        simulators.set(id, simulator);
        systems += describeSystem(id, simulator.url, [...simulator.world.libraries.keys()]);
      }
      await simulators.get('by-rest')?.faults.set({ badRecords: UNWRITABLE });
      const libraries = SYSTEMS.map((id) => `  - { id: ${id}-library, name: Library ${id}, system: ${id} }\n`).join('');
      const regionText = `region: { id: real, name: Real records }\nlibraries:\n${libraries}systems:\n${systems}`;
      graph = await startGraph(readDemoRegion({ regionText, secrets: CREDENTIALS }));
      results = await graph.harvest();
    }, 120_000);
    afterAll(async () => {
      await graph.close();
      await Promise.all([...simulators.values()].map((simulator) => simulator.close()));
    });

    function worldOf(id: string): KohaWorld {
      const found = simulators.get(id)?.world;
      if (found === undefined) throw new Error(`no ${id}`);
      return found;
    }

    it('are all in the index, by OAI-PMH and by REST, those that cannot be written by their columns and among the rejects', async () => {
      expect(results).toMatchObject([
        { system: 'by-oai', kind: 'full', rejects: 0, problem: null },
        { system: 'by-rest', kind: 'full', rejects: UNWRITABLE.length, problem: null },
      ]);
      const { rows } = await sql<{ system_id: string; local_id: string; rejected: boolean }>`
      SELECT s.system_id, r.local_id, false AS rejected FROM record r JOIN system s ON s.id = r.system WHERE NOT r.deleted
      UNION ALL SELECT s.system_id, j.local_id, true FROM reject j JOIN system s ON s.id = j.system`.execute(
        graph.database.db,
      );
      for (const id of SYSTEMS) {
        const own = rows.filter(({ system_id: system }) => system === id);
        const rejected = own.filter((row) => row.rejected).map((row) => Number(row.local_id));

        expect(worldOf(id).biblios.size).toBeGreaterThan(2000);
        const indexed = own.filter((row) => !row.rejected).map((row) => Number(row.local_id));
        expect(indexed.toSorted((a, b) => a - b)).toEqual([...worldOf(id).biblios.keys()]);
        expect(rejected.toSorted((a, b) => a - b)).toEqual(id === 'by-rest' ? UNWRITABLE : []);
      }
      const { data } = await graph.ask<unknown>('{ region { systems { id harvest { records rejects } } } }');
      expect(data).toEqual({
        region: {
          systems: SYSTEMS.map((id) => {
            const rejects = id === 'by-rest' ? UNWRITABLE.length : 0;
            return { id, harvest: { records: worldOf(id).biblios.size, rejects } };
          }),
        },
      });
    });

    it('are found by the words of their titles', async () => {
      const asked = [...worldOf('by-oai').biblios.values()]
        .map(({ biblio_id: record, marc }) => ({ id: `by-oai:record:${record}`, words: wordsOf(marc) }))
        .filter(({ words }) => words.length >= 4)
        .filter((_, index) => index % 40 === 0);
      expect(asked.length).toBeGreaterThan(50);

      const missed: string[] = [];
      for (const { id, words } of asked) {
        const { data, errors } = await graph.ask<Found>(
          `query ($query: String!) {
          search(query: $query, first: 60) { totalCount edges { node { records(first: 50) { edges { node { id } } } } } }
        }`,
          { variables: { query: words.join(' ') } },
        );
        expect(errors).toBeUndefined();
        const ids = data.search.edges.flatMap(({ node }) => node.records.edges.map((edge) => edge.node.id));
        if (!ids.includes(id)) missed.push(`${id} ${words.join(' ')} (${data.search.totalCount} found)`);
      }
      expect(missed).toEqual([]);
    });

    it('are told live, every copy of a page with its state', async () => {
      for (const simulator of simulators.values()) simulator.calls.clear();

      const { data, errors } = await graph.ask<Live>(`{
      search(query: "", first: ${EDITIONS}) {
        edges { node { holdings { record { id } availability { state itemCount unknownCount } } } }
      }
    }`);

      expect(errors).toBeUndefined();
      expect(data.search.edges).toHaveLength(EDITIONS);
      const holdings = data.search.edges.flatMap(({ node }) => node.holdings);
      expect(holdings.length).toBeGreaterThanOrEqual(EDITIONS);
      expect(holdings.map(({ availability }) => availability)).toEqual(
        holdings.map(({ record }) => {
          const [id = '', , local = ''] = record.id.split(':');
          const { items, itemsOfBiblio } = worldOf(id);
          const copies = [...(itemsOfBiblio.get(Number(local)) ?? [])].map((item) => items.get(item));
          const found = copies.filter((copy) => copy?.withdrawn === 0 && [0, 4, 5].includes(copy.lost_status));
          return { state: 'LIVE', itemCount: found.length, unknownCount: 0 };
        }),
      );
      for (const simulator of simulators.values()) expect(simulator.calls.count('items')).toBe(1);
    });
  },
);
