/** What the demonstration's systems have set up, read over the wire and put side by side. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { createAdapter } from '#adapters/registry.ts';
import { pairCodes } from '#comparison/codes/pair-codes.ts';
import { comparePolicies } from '#comparison/policies/compare-policies.ts';
import { readDemoRegion } from '#cli/region/region-source.ts';
import { startDemoRegion, type RunningDemo } from '#demo/index.ts';
import type { CodeListName, LabelledCode, LoanRules } from '#domain/policies.ts';
import { createLogger } from '#platform/logger.ts';
import { freshGuard } from '#tests/support/host-guard.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';

const signal = new AbortController().signal;
const logger = createLogger('silent');

interface SetUp {
  readonly system: string;
  readonly codes: (list: CodeListName) => readonly LabelledCode[];
  readonly rules: LoanRules | null;
}

let demo: RunningDemo;
let setUps: readonly SetUp[];

beforeAll(async () => {
  demo = await startDemoRegion({ logger, changeEveryMs: 0 });
  const { region } = readDemoRegion({ regionText: demo.regionText, secrets: demo.env });
  setUps = await Promise.all(
    region.systems.map(async (system) => {
      const adapter = createAdapter({
        system,
        logger,
        secret: (name) => demo.env[name],
        guard: freshGuard(system),
        liveGuard: freshGuard(system),
        now: Date.now,
      });
      const read = await readSetUp(adapter);
      await adapter.close();
      return read;
    }),
  );
}, 60_000);
afterAll(() => demo.close());

async function readSetUp({ system, policies }: LmsAdapter): Promise<SetUp> {
  const lists = (await policies?.codeLists(signal)) ?? [];
  return {
    system: system.id,
    codes: (wanted) => lists.find(({ list }) => list === wanted)?.codes ?? [],
    rules: (await policies?.loanRules?.(signal)) ?? null,
  };
}

const codesOf = (list: CodeListName) => setUps.map(({ system, codes }) => ({ system, codes: codes(list) }));

/** The owner codes that are asked about, one or two of each system. */
const SIDES = [
  ['koha-a', 'MAIN'],
  ['koha-a', 'HAG'],
  ['koha-b', 'MAIN'],
  ['koha-c', 'FOS'],
  ['symphony-d', 'TEM-GEN'],
  ['symphony-d', 'LEAM'],
] as const;

function compare(category: string, types: Readonly<Record<string, string>>) {
  const patronCategories = pairCodes(codesOf('PATRON_CATEGORY')).filter(({ name }) => name === category);
  const [row] = comparePolicies({
    sides: SIDES.map(([system, library]) => ({
      system,
      library,
      rules: setUps.find((one) => one.system === system)?.rules ?? null,
    })),
    patronCategories,
    itemTypes: [{ name: 'Book', codes: new Map(Object.entries(types)) }],
  });
  if (row === undefined) throw new Error(`nobody has a category ${category}`);
  return row;
}

it('tell a consultant’s loan period here and there', () => {
  const row = compare('Consultant', { 'koha-a': 'BK', 'koha-b': 'BOOK', 'koha-c': 'LOAN', 'symphony-d': 'BOOK' });

  expect(row.cells.map(({ side, policy }) => [side.library, policy?.loanPeriod, policy?.renewals])).toEqual([
    ['MAIN', { amount: 28, unit: 'DAYS' }, 3],
    ['HAG', { amount: 42, unit: 'DAYS' }, 3],
    ['MAIN', { amount: 21, unit: 'DAYS' }, 5],
    ['FOS', undefined, undefined],
    ['TEM-GEN', { amount: 28, unit: 'DAYS' }, 'UNLIMITED'],
    ['LEAM', 'NOT_LENT', 'NOT_LENT'],
  ]);
  expect(row.differs).toContain('loanPeriod');
  expect(row.notTold).toContain('loanPeriod');
});

it('use a code for a week here and some hours there', () => {
  const row = compare('Student', { 'symphony-d': 'SHORT' });

  expect(row.cells.slice(4).map(({ policy }) => policy?.loanPeriod)).toEqual([
    { amount: 7, unit: 'DAYS' },
    { amount: 3, unit: 'HOURS' },
  ]);
});

it('mean two things by STL, and lend by it differently', () => {
  const meanings = codesOf('ITEM_TYPE').flatMap(({ system, codes }) =>
    codes.filter(({ code }) => code === 'STL').map(({ label }) => [system, label]),
  );

  expect(meanings).toEqual([
    ['koha-a', 'Short loan, three days'],
    ['koha-b', 'Staff library'],
  ]);
  expect(
    compare('Consultant', { 'koha-a': 'STL', 'koha-b': 'STL' }).cells.map(({ policy }) => policy?.loanPeriod),
  ).toEqual([{ amount: 3, unit: 'DAYS' }, { amount: 3, unit: 'DAYS' }, 'NOT_LENT', undefined, undefined, undefined]);
});
