import type { LoanRules, RuleTerms } from '#domain/policies.ts';
import { describe, expect, it } from 'vitest';
import { comparePolicies } from './compare-policies.ts';
import type { PolicyRow, PolicySide } from './compare-policies.ts';
import { pairCodes } from '../codes/pair-codes.ts';

const rulesOf = (terms: RuleTerms): LoanRules => ({
  precedence: 'MOST_SPECIFIC',
  rules: [{ libraries: null, patronCategories: null, itemTypes: null, terms }],
  defaults: {},
  needsLoanLimit: false,
  currency: 'GBP',
});
const side = (system: string, terms: RuleTerms | null): PolicySide => ({
  system,
  library: 'MAIN',
  rules: terms === null ? null : rulesOf(terms),
});
const WEEKS: RuleTerms = { loanLength: 28, loanUnit: 'DAYS', renewals: 3 };

function rowOf(sides: readonly PolicySide[]): PolicyRow {
  const codes = new Map(sides.map(({ system }) => [system, 'X']));
  const [row] = comparePolicies({
    sides,
    patronCategories: [{ name: 'Consultant', codes }],
    itemTypes: [{ name: 'Book', codes }],
  });
  if (row === undefined) throw new Error('no row');
  return row;
}

describe('policies side by side', () => {
  it('differ in the terms that two of them tell differently', () => {
    const row = rowOf([side('a', WEEKS), side('b', { ...WEEKS, loanLength: 21 })]);

    expect(row.differs).toEqual(['loanPeriod']);
    expect(row.cells.map(({ policy }) => policy?.loanPeriod)).toEqual([
      { amount: 28, unit: 'DAYS' },
      { amount: 21, unit: 'DAYS' },
    ]);
  });

  it('do not differ, and are not equal, where one of them does not tell a term', () => {
    const row = rowOf([side('a', { ...WEEKS, loanLimit: 5 }), side('b', WEEKS)]);

    expect(row.differs).toEqual([]);
    expect(row.notTold).toContain('loanLimit');
    expect(row.notTold).not.toContain('renewals');
  });

  it('tell no limit from a number', () => {
    expect(rowOf([side('a', { ...WEEKS, renewals: 'UNLIMITED' }), side('b', WEEKS)]).differs).toEqual(['renewals']);
  });

  it('are all not told where a system does not tell its rules', () => {
    const row = rowOf([side('a', WEEKS), side('b', null)]);

    expect(row.differs).toEqual([]);
    expect(row.notTold).toContain('loanPeriod');
    expect(row.cells.at(1)?.policy).toBeNull();
  });

  it('leave out what no system has both codes of, and keep what one alone has', () => {
    const rows = [
      ...comparePolicies({
        sides: [side('a', WEEKS), side('b', WEEKS)],
        patronCategories: [{ name: 'Consultant', codes: new Map([['a', 'CON']]) }],
        itemTypes: [
          { name: 'Book', codes: new Map([['a', 'BK']]) },
          { name: 'Skeleton', codes: new Map([['b', 'SKEL']]) },
        ],
      }),
    ];

    expect(rows.map(({ itemType }) => itemType.name)).toEqual(['Book']);
    expect(rows[0]?.cells.map(({ policy }) => policy === null)).toEqual([false, true]);
    expect(rows[0]?.differs).toEqual([]);
  });
});

describe('codes of several systems', () => {
  const lists = [
    {
      system: 'a',
      codes: [
        { code: 'STL', label: 'Short loan' },
        { code: 'CON', label: 'Consultant' },
        { code: 'MAP', label: null },
      ],
    },
    {
      system: 'b',
      codes: [
        { code: 'stl ', label: 'Staff library' },
        { code: '1WEEK', label: 'short-loan' },
        { code: 'CONS', label: 'CONSULTANT ' },
        { code: 'map', label: 'Maps' },
      ],
    },
  ];

  it('are the same by their labels, and by their spelling only if one has no label', () => {
    expect(pairCodes(lists).map(({ name, codes }) => [name, Object.fromEntries(codes)])).toEqual([
      ['Short loan', { a: 'STL', b: '1WEEK' }],
      ['Consultant', { a: 'CON', b: 'CONS' }],
      ['Maps', { a: 'MAP', b: 'map' }],
      ['Staff library', { b: 'stl ' }],
    ]);
  });
});
