import { countRows, findSnapshot, listRows } from '#comparison/index.ts';
import { readProfile, type FieldProfile } from '#comparison/profiles/read-profile.ts';
import { readMarcBytes } from '#marc/index.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startComparedRegion, type ComparedRegion } from './support/compared-region.ts';

/** Fields in which Koha and Symphony send the copies; adapters take them out of the record. */
const COPIES = new Set(['952', '999']);

let region: ComparedRegion;
let snapshot: number;

beforeAll(async () => {
  region = await startComparedRegion({ first: true });
  snapshot = (await findSnapshot(region.graph.database.db, 'first'))?.number ?? 0;
});
afterAll(() => region.close());

const scopes = async () => {
  const { db } = region.graph.database;
  const systems = await db.selectFrom('system').select('system_id').execute();
  const libraries = await db.selectFrom('holding').select('library').distinct().execute();
  return [
    null,
    ...systems.map(({ system_id: id }) => ({ dimension: 'SYSTEM' as const, id })),
    ...libraries.map(({ library: id }) => ({ dimension: 'LIBRARY' as const, id })),
  ];
};

async function profileOf(scope: Parameters<typeof readProfile>[1]['scope']): Promise<FieldProfile> {
  const profile = await readProfile(region.graph.database.db, { snapshot, scope });
  if (profile === null) throw new Error(`no profile of ${scope?.id ?? 'all'}`);
  return profile;
}

describe('the profile of a snapshot', () => {
  it('has numbers whose filters list as many records', async () => {
    const { db } = region.graph.database;
    for (const scope of await scopes()) {
      const { records, nothingKept, notTold, fields, lacks, faults } = await profileOf(scope);
      expect(notTold.count).toBe(0);
      const some = [fields, lacks, faults].flatMap((list) => list.filter((_, place) => place % 5 === 0));
      for (const { count, where } of [records, nothingKept, ...some]) {
        const selection = { snapshot, population: 'RECORDS', where } as const;
        expect({ where, count: (await countRows(db, selection)).value }).toEqual({ where, count });
        expect(await listRows(db, selection, { after: null, first: 10_000 })).toHaveLength(count);
      }
    }
  });

  it('counts the tags that the stored bytes have', async () => {
    const stored = await region.graph.database.db
      .selectFrom('record')
      .select(['raw', 'format'])
      .where('deleted', '=', false)
      .execute();
    const counted = new Map<string, number>();
    for (const { raw, format } of stored) {
      const [read] = readMarcBytes(raw, { format });
      if (read?.kind !== 'record') continue;
      for (const tag of new Set(read.record.fields.map((field) => field.tag))) {
        if (COPIES.has(tag)) continue;
        counted.set(tag, (counted.get(tag) ?? 0) + 1);
      }
    }

    const { records, fields } = await profileOf(null);

    const ownFields = fields.filter(({ value }) => !COPIES.has(value));
    expect(new Map(ownFields.map(({ value, count }) => [value, count]))).toEqual(counted);
    expect(records.count).toBe(stored.length);
  });

  it('says of each fault what is wrong and where it is said, and of each lack its share', async () => {
    const { faults, lacks, fields } = await profileOf(null);

    expect(faults.filter(({ rule }) => rule === null)).toEqual([]);
    expect(fields.find(({ value }) => value === '245')?.share).toBeGreaterThan(0.9);
    expect([...faults, ...lacks, ...fields].filter(({ share }) => !(share > 0 && share <= 1))).toEqual([]);
  });

  it('is none of what the snapshot has not', async () => {
    const scope = { dimension: 'SYSTEM', id: 'nowhere' } as const;

    expect(await readProfile(region.graph.database.db, { snapshot, scope })).toBeNull();
  });
});
