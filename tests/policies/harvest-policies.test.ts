import type { LmsAdapter, PolicySource } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { createPolicyKeeper, findCodes, findPolicies, harvestPolicies } from '#union-index/policies/index.ts';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';

const store = withTestDatabase();
const north = 'north' as SystemId;
const signal = new AbortController().signal;
const logger = createLogger('silent');

beforeEach(async () => {
  await sql`TRUNCATE system_policy CASCADE`.execute(store.db);
});

function toldBy(policies: PolicySource): LmsAdapter {
  return {
    system: { id: north, kind: 'sample', name: 'North' },
    capabilities: ['CODE_LISTS'],
    policies,
    probe: () => Promise.resolve({ reachable: true, product: null, steps: [], capabilities: [], unmapped: [] }),
    close: () => Promise.resolve(),
  };
}

const read = (policies: PolicySource, at = '2025-03-01T12:00:00Z') =>
  harvestPolicies({ db: store.db, adapter: toldBy(policies), clock: () => new Date(at), logger, signal });
const codes = async () => {
  const rows = await findCodes(store.db, [await ensureSystemNumber(store.db, north)]);
  return rows.map(({ list, code, label }) => [list, code, label]);
};
const state = async () => (await findPolicies(store.db, [await ensureSystemNumber(store.db, north)]))[0];

describe('what a system has set up', () => {
  it('is stored whole, in the place of what was told before', async () => {
    await read({
      codeLists: async () => [
        { list: 'ITEM_TYPE', codes: [{ code: 'STL', label: 'Short loan' }] },
        { list: 'COLLECTION', codes: [] },
      ],
    });
    await read(
      { codeLists: async () => [{ list: 'ITEM_TYPE', codes: [{ code: 'stl', label: null }] }] },
      '2025-03-02T12:00:00Z',
    );

    expect(await codes()).toEqual([['ITEM_TYPE', 'stl', null]]);
    expect(await state()).toMatchObject({
      codeLists: ['ITEM_TYPE'],
      codesAsOf: new Date('2025-03-02T12:00:00Z'),
      rules: null,
      rulesAsOf: null,
      problem: null,
    });
  });

  it('has a code once that its list names twice, with the last label', async () => {
    const told = ['Book', 'DVD', null, 'Book, three weeks'].map((label) => ({ code: 'BK', label }));
    await read({ codeLists: async () => [{ list: 'ITEM_TYPE', codes: [...told, { code: 'DV', label: 'DVD' }] }] });

    expect(await codes()).toEqual([
      ['ITEM_TYPE', 'BK', 'Book, three weeks'],
      ['ITEM_TYPE', 'DV', 'DVD'],
    ]);
  });

  it('stays with its time if the next reading fails', async () => {
    await read({ codeLists: async () => [{ list: 'BRANCH', codes: [{ code: 'NQ', label: 'North Quay' }] }] });

    const failing = read(
      { codeLists: () => Promise.reject(new MerciaError('LMS_TIMEOUT', '[north] too slow')) },
      '2025-03-02T12:00:00Z',
    );

    await expect(failing).rejects.toMatchObject({ code: 'LMS_TIMEOUT' });
    expect(await codes()).toEqual([['BRANCH', 'NQ', 'North Quay']]);
    expect(await state()).toMatchObject({
      codesAsOf: new Date('2025-03-01T12:00:00Z'),
      triedAt: new Date('2025-03-02T12:00:00Z'),
      problem: expect.stringContaining('LMS_TIMEOUT') as string,
    });
  });
});

describe('the keeper of codes and rules', () => {
  it('reads them once a day, and an hour after it failed', async () => {
    let now = new Date('2025-03-01T12:00:00Z');
    let asked = 0;
    let broken = false;
    const adapter = toldBy({
      codeLists: async () => {
        asked += 1;
        if (broken) throw new MerciaError('LMS_TIMEOUT', '[north] too slow');
        return [];
      },
    });
    const keep = createPolicyKeeper({ db: store.db, clock: () => now, logger });
    const at = async (time: string, answered = true): Promise<number> => {
      now = new Date(time);
      await keep(adapter, signal, answered);
      return asked;
    };

    expect(await at('2025-03-01T12:00:00Z', false)).toBe(0);
    expect(await at('2025-03-01T12:00:00Z')).toBe(1);
    expect(await at('2025-03-02T11:59:00Z')).toBe(1);
    broken = true;
    expect(await at('2025-03-02T12:00:00Z')).toBe(2);
    expect(await at('2025-03-02T12:59:00Z')).toBe(2);
    expect(await at('2025-03-02T13:00:00Z')).toBe(3);
  });
});
