import { isControlField, type MarcRecord } from '#marc/marc-record.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { LIBRARIES, type DemoKohaId } from '#demo/libraries.ts';
import {
  addBiblio,
  addItem,
  deleteItem,
  deleteRecord,
  editItem,
  editRecord,
  type KohaWorld,
} from '#simulators/koha/world.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEFORE_RELEASE, beforeRelease } from '../release.ts';
import { contentOf, differences } from './support/index-content.ts';
import { startDemoGraph, startGraph, type DemoGraph } from './support/whole-graph.ts';

let graph: DemoGraph;

beforeAll(async () => {
  graph = await startDemoGraph({ isOwn: true });
}, 120_000);
afterAll(() => graph.close());

const { truth, worlds } = generateDemoRegion({ now: Date.now() });

interface Found {
  readonly record: { readonly title: string | null } | null;
  readonly holdings: readonly string[];
  readonly callNumbers: readonly string[];
}

/** What a reader finds of a record: its title, who holds it, and where it stands on the shelf. */
async function look(id: DemoKohaId, record: number): Promise<Found> {
  const { data, errors } = await graph.ask<{
    record: { title: string | null; edition: { holdings: { id: string; callNumbers: string[] }[] } | null } | null;
  }>('query ($id: ID!) { record(id: $id) { title edition { holdings { id callNumbers } } } }', {
    variables: { id: `${id}:record:${record}` },
  });
  expect(errors).toBeUndefined();
  const own = (data.record?.edition?.holdings ?? []).filter((holding) =>
    holding.id.startsWith(`${id}:holding:${record}@`),
  );
  return {
    record: data.record === null ? null : { title: data.record.title },
    holdings: own.map((holding) => holding.id.split('@')[1] ?? '').toSorted(),
    callNumbers: own.flatMap(({ callNumbers }) => callNumbers).toSorted(),
  };
}

async function countFound(query: string): Promise<number> {
  const { data } = await graph.ask<{ search: { totalCount: number } }>(
    'query ($query: String!) { search(query: $query) { totalCount } }',
    { variables: { query } },
  );
  return data.search.totalCount;
}

/** The record with another title proper, and whatever else is added. */
function retitled(marc: MarcRecord, title: string): MarcRecord {
  const fields = marc.fields.map((field) =>
    field.tag === '245' && !isControlField(field) ? { ...field, subfields: [{ code: 'a', value: title }] } : field,
  );
  return { leader: marc.leader, fields };
}

function suppressed(marc: MarcRecord): MarcRecord {
  const fields = marc.fields.map((field) =>
    field.tag === '942' && !isControlField(field)
      ? { ...field, subfields: [...field.subfields, { code: 'n', value: '1' }] }
      : field,
  );
  return { leader: marc.leader, fields };
}

function shownAgain(marc: MarcRecord): MarcRecord {
  const fields = marc.fields.map((field) =>
    field.tag === '942' && !isControlField(field)
      ? { ...field, subfields: field.subfields.filter(({ code }) => code !== 'n') }
      : field,
  );
  return { leader: marc.leader, fields };
}

/** A record that its own 942$n hides, and not only what its copies are. */
function suppressedRecord(id: DemoKohaId): number {
  const own = truth.find(({ system, record, visibility }) => {
    if (system !== id || visibility !== 'SUPPRESSED') return false;
    const marc = worlds.get(id)?.biblios.get(record)?.marc;
    return marc?.fields.some(
      (field) => field.tag === '942' && !isControlField(field) && field.subfields.some(({ code }) => code === 'n'),
    );
  });
  return own?.record ?? 0;
}

function marcOf(world: KohaWorld, record: number): MarcRecord {
  const marc = world.biblios.get(record)?.marc;
  if (marc === undefined) throw new Error(`no record ${record}`);
  return marc;
}

/** Public records of one library with one copy each that nobody has on loan. */
function simpleRecords(id: DemoKohaId, world: KohaWorld): readonly number[] {
  return truth
    .filter((row) => row.system === id && row.visibility === 'PUBLIC' && /^\d{13}$/.test(row.edition))
    .map(({ record }) => record)
    .filter((record) => {
      const [only, ...more] = (world.itemsOfBiblio.get(record) ?? []).map((item) => world.items.get(item));
      return (
        more.length === 0 && only?.checked_out_date === null && only.item_type_id !== null && only.callnumber !== null
      );
    });
}

// By OAI-PMH, which tells deletions; before a release also by REST alone, where only a comparison of all ids shows them: the gate asks that of
// small systems (`harvest/koha-edits.test.ts`).
describe.each(BEFORE_RELEASE ? (['koha-a', 'koha-b'] as const) : (['koha-a'] as const))(
  'what changes at %s after the first harvest',
  (id) => {
    it('is in the index after the next one, and nothing else', async () => {
      const { world } = graph.simulator(id);
      const [edited = 0, deleted = 0, grown = 0, shrunk = 0, withdrawn = 0, moved = 0] = simpleRecords(id, world);
      const revealed = suppressedRecord(id);
      const [firstItem = 0] = world.itemsOfBiblio.get(grown) ?? [];
      const home = world.items.get(firstItem);
      const libraries = LIBRARIES.filter(({ system }) => system === id);
      const other = libraries.find(({ branches }) => !branches.some(({ code }) => code === home?.home_library_id));
      const branch = other?.branches[0]?.code ?? '';
      const before = await contentOf(graph.database.db);
      const ownerBefore = (await look(id, grown)).holdings;
      expect((await look(id, revealed)).record).toBeNull();

      editRecord(world, edited, retitled(marcOf(world, edited), `Quokka husbandry at ${id}`));
      for (const item of world.itemsOfBiblio.get(deleted) ?? []) deleteItem(world, item);
      deleteRecord(world, deleted);
      addItem(world, {
        biblio_id: grown,
        home_library_id: branch,
        item_type_id: home?.item_type_id ?? null,
        external_id: `NEW-${id}`,
      });
      for (const item of world.itemsOfBiblio.get(shrunk) ?? []) deleteItem(world, item);
      editRecord(world, withdrawn, suppressed(marcOf(world, withdrawn)));
      editRecord(world, revealed, shownAgain(marcOf(world, revealed)));
      for (const item of world.itemsOfBiblio.get(moved) ?? []) editItem(world, item, { callnumber: 'XX 999 MOVED' });
      const added = addBiblio(world, {
        marc: {
          leader: '00000nam a2200000 a 4500',
          fields: [
            { tag: '008', value: '200101s2020    enk           000 0 eng d' },
            { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `Numbat nursing at ${id}` }] },
            { tag: '942', ind1: ' ', ind2: ' ', subfields: [{ code: 'c', value: home?.item_type_id ?? '' }] },
          ],
        },
      }).biblio_id;
      addItem(world, { biblio_id: added, home_library_id: branch, item_type_id: home?.item_type_id ?? null });

      const [result] = await graph.harvest([id]);

      expect(result).toMatchObject({ kind: 'changes', resumed: false, problem: null, rejects: 0, deletions: 1 });
      expect(await look(id, edited)).toMatchObject({ record: { title: `Quokka husbandry at ${id}` } });
      expect(await countFound(`"Quokka husbandry at ${id}"`)).toBe(1);
      expect(await look(id, deleted)).toEqual({ record: null, holdings: [], callNumbers: [] });
      expect((await look(id, grown)).holdings).toEqual([...ownerBefore, other?.id].toSorted());
      expect((await look(id, shrunk)).callNumbers).toEqual([]);
      // 942$n is no column: REST alone does not tell of it, and the next full harvest below does.
      if (id === 'koha-a') {
        expect(await look(id, withdrawn)).toEqual({ record: null, holdings: [], callNumbers: [] });
        expect((await look(id, revealed)).record).not.toBeNull();
      }
      expect((await look(id, moved)).callNumbers).toEqual(['XX 999 MOVED']);
      expect(await look(id, added)).toMatchObject({ holdings: [other?.id] });
      expect(await countFound(`"Numbat nursing at ${id}"`)).toBe(1);

      const after = await contentOf(graph.database.db);
      const touched = new Set([edited, deleted, grown, shrunk, withdrawn, revealed, moved, added].map(String));
      // Of others only the companions and what they say together may have changed.
      const untouched = ({ records }: typeof before): Pick<typeof before, 'records'> => ({
        records: records
          .filter((row) => !(row['system_id'] === id && touched.has(String(row['local_id']))))
          .map((row) => ({ ...row, companions: null, edition: null, words: null })),
      });
      expect(differences(untouched(after), untouched(before))).toEqual([]);
    });

    it('brings nothing when nothing changed', async () => {
      const before = await contentOf(graph.database.db);

      const [result] = await graph.harvest([id]);

      expect(result).toMatchObject({ kind: 'changes', problem: null, deletions: 0 });
      expect(await contentOf(graph.database.db)).toEqual(before);
    });
  },
);

it.runIf(beforeRelease('it asks what the second Koha became, above'))(
  'shows after its next full harvest what a system without OAI-PMH does not tell: a record shown again',
  async () => {
    const revealed = suppressedRecord('koha-b');
    expect((await look('koha-b', revealed)).record).toBeNull();

    const [result] = await graph.harvest(['koha-b'], 'full');

    expect(result).toMatchObject({ kind: 'full', problem: null, deletions: 0 });
    expect((await look('koha-b', revealed)).record).not.toBeNull();
  },
);

it.runIf(beforeRelease('a whole region once more: 24 s'))(
  'leads to the index that a first harvest of the changed systems would make',
  async () => {
    const { regionText, env } = graph.demo;
    const fresh = await startGraph(readDemoRegion({ regionText, secrets: env }));
    try {
      await fresh.harvest();
      const [grown, whole] = [await contentOf(graph.database.db), await contentOf(fresh.database.db)];
      const standing = grown.records.filter((row) => row['deleted'] !== true);

      expect(grown.records.length - standing.length).toBe(2);
      expect(differences({ records: standing }, whole)).toEqual([]);
      expect({ ...grown.counts, record: standing.length }).toEqual(whole.counts);
    } finally {
      await fresh.close();
    }
  },
  60_000,
);
