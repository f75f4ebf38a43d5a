import { pairCodes } from '#comparison/codes/pair-codes.ts';
import { policiesOfSnapshot } from '#comparison/codes/snapshot-policies.ts';
import { FINDERS } from '#comparison/index.ts';
import { comparePolicies } from '#comparison/policies/compare-policies.ts';
import type { LmsAdapter, PolicySource } from '#contract/adapter.ts';
import { rulesOf } from '#adapters/shared/policies/declared-rules.ts';
import type { SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { createLogger } from '#platform/logger.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { ensureSystemNumber } from '#union-index/harvest/system-number.ts';
import { harvestPolicies } from '#union-index/policies/index.ts';
import { expect, it } from 'vitest';

const store = withTestDatabase();
const signal = new AbortController().signal;

async function read(id: string, policies: PolicySource): Promise<void> {
  const adapter: LmsAdapter = {
    system: { id: id as SystemId, kind: 'sample', name: id },
    capabilities: ['CODE_LISTS', 'LOAN_POLICIES'],
    policies,
    probe: () => Promise.resolve({ reachable: true, product: null, steps: [], capabilities: [], unmapped: [] }),
    close: () => Promise.resolve(),
  };
  const clock = (): Date => new Date('2025-03-01T12:00:00Z');
  await harvestPolicies({ db: store.db, adapter, clock, logger: createLogger('silent'), signal });
}

const lending = (days: number, code: string): PolicySource => ({
  codeLists: async () => [
    { list: 'PATRON_CATEGORY', codes: [{ code, label: 'Consultant' }] },
    { list: 'ITEM_TYPE', codes: [{ code: 'BK', label: 'Book' }] },
    { list: 'COLLECTION', codes: [] },
  ],
  loanRules: async () => rulesOf([{ days }, { category: [code], renewals: 'unlimited' }], 'GBP'),
});

async function takeSnapshot(name: string): Promise<number> {
  const { db } = store;
  const { id } = await db
    .insertInto('snapshot')
    .values({ name, note: null, taken_at: new Date(), taken_by: 'test', state: 'TAKING', region: '{}', mappings: '[]' })
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const system of ['north', 'south', 'west']) {
    const number = await ensureSystemNumber(db, system as SystemId);
    const row = { snapshot: id, system: number, version: 1, not_told: [], libraries: [] };
    await db
      .insertInto('snapshot_system')
      .values({ ...row, harvested_at: null, problem: null })
      .execute();
  }
  await db.transaction().execute(async (transaction) => {
    for (const finder of FINDERS)
      await finder.find(transaction, { number: id, region: { libraries: [], systems: [] } as unknown as Region });
  });
  return id;
}

it('a snapshot answers what a consultant’s loan period is here and there, and goes on to', async () => {
  await read('north', lending(28, 'CON'));
  await read('south', lending(21, 'CONS'));
  const first = await takeSnapshot('first');
  await read('north', lending(14, 'CON'));

  const stored = await policiesOfSnapshot(store.db, first);
  const codesOf = (list: string) =>
    stored.map(({ system, lists }) => ({ system, codes: lists.find((one) => one.list === list)?.codes ?? [] }));
  const [row] = comparePolicies({
    sides: stored.map(({ system, rules }) => ({ system, library: 'MAIN', rules })),
    patronCategories: pairCodes(codesOf('PATRON_CATEGORY')),
    itemTypes: pairCodes(codesOf('ITEM_TYPE')),
  });

  expect(stored.map(({ system, lists }) => [system, lists.map(({ list }) => list)])).toEqual([
    ['north', ['PATRON_CATEGORY', 'ITEM_TYPE', 'COLLECTION']],
    ['south', ['PATRON_CATEGORY', 'ITEM_TYPE', 'COLLECTION']],
  ]);
  expect(row?.patronCategory.name).toBe('Consultant');
  expect(row?.cells.map(({ policy }) => [policy?.loanPeriod, policy?.renewals, policy?.holdLimit])).toEqual([
    [{ amount: 28, unit: 'DAYS' }, 'UNLIMITED', 'NOT_TOLD'],
    [{ amount: 21, unit: 'DAYS' }, 'UNLIMITED', 'NOT_TOLD'],
  ]);
  expect(row?.differs).toEqual(['loanPeriod']);
});
