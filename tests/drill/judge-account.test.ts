/** What the drill takes for a true account: every loan, named, or without its title and with the reason; nothing else. */
import type { Reason } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { judgeAccount } from '#drill/accounts/judge-account.ts';
import type { AccountAnswer, LoanAnswer } from '#drill/accounts/ask-accounts.ts';
import type { DrilledSystem } from '#drill/systems.ts';
import { createHistory } from '#drill/world/history.ts';
import type { CopyTruth, TitleTruth } from '#drill/world/truth.ts';
import { describe, expect, it } from 'vitest';

const AS_OF = '2026-11-26T12:00:00.000Z';
const NOW = Date.parse(AS_OF);
const BAD: Reason = { code: 'BAD_ANSWER', message: 'x', system: 'koha-oauth' as SystemId };
const lent = (dueOn: string): CopyTruth => ({ status: 'ON_LOAN', dueOn });

/** Two of title 1 and one of title 2 are out, one is on its shelf. */
const titles = new Map<number, TitleTruth>(
  [
    [lent('2026-12-01'), lent('2026-12-01')],
    [lent('2026-12-24'), { status: 'AVAILABLE', dueOn: null } as const],
  ].map((copies, index) => [
    index + 1,
    {
      title: index + 1,
      queue: null,
      copies: new Map(copies.map((copy, place) => [`${index}-${place}`, createHistory<CopyTruth>(copy)])),
    },
  ]),
);
const system = {
  id: 'koha-oauth',
  login: { login: 'koha-oauth', showsAccounts: true },
  freshForMs: 0,
  truth: { titles },
} as unknown as DrilledSystem;

const named = (title: number, on: string): LoanAnswer => ({
  title: `Drills of chapter ${title}`,
  recordId: `koha-oauth:record:${title}`,
  due: { on },
  reason: null,
});
const untitled = (on: string, reason: Reason | null = BAD): LoanAnswer => ({
  title: null,
  recordId: null,
  due: { on },
  reason,
});

function breachesOf(
  loans: readonly LoanAnswer[],
  { reason = null as Reason | null, settled = false } = {},
): readonly string[] {
  const told: AccountAnswer = {
    state: 'LIVE',
    asOf: AS_OF,
    reason,
    category: null,
    expiresOn: null,
    loans,
    holds: [],
    charges: [],
    blocks: [],
  };
  const of = {
    system,
    askedAt: NOW,
    answeredAt: NOW,
    settled,
    newestAsOf: new Map<string, number>(),
    heard: new Map(),
  };
  return judgeAccount(told, of).breaches;
}

describe('an account whose titles were read', () => {
  it('has every loan by its record and no other', () => {
    const all = [named(1, '2026-12-01'), named(1, '2026-12-01'), named(2, '2026-12-24')];

    expect(breachesOf(all)).toEqual([]);
    expect(breachesOf(all.slice(1))).toEqual([
      expect.stringContaining('a loan too few: koha-oauth:record:1 2026-12-01'),
    ]);
    expect(breachesOf([...all, named(2, '2026-12-24')])).toEqual([expect.stringContaining('a loan too many')]);
    expect(breachesOf([...all.slice(1), named(2, '2026-12-01')])).toHaveLength(2);
  });
});

describe('an account whose titles could not be read', () => {
  it('has every loan all the same, with its due date and the reason', () => {
    const all = [untitled('2026-12-01'), untitled('2026-12-01'), untitled('2026-12-24')];

    expect(breachesOf(all, { reason: BAD })).toEqual([]);
    expect(breachesOf([named(1, '2026-12-01'), ...all.slice(1)], { reason: BAD })).toEqual([]);
  });

  it.each<[string, readonly LoanAnswer[], RegExp]>([
    ['loses a loan', [untitled('2026-12-01'), untitled('2026-12-24')], /a loan too few: koha-oauth:record:1/],
    [
      'makes one up',
      [untitled('2026-12-01'), untitled('2026-12-01'), untitled('2026-12-01'), untitled('2026-12-24')],
      /a loan too many, without its record: due 2026-12-01/,
    ],
    [
      'has one that is due on another day',
      [untitled('2026-12-01'), untitled('2026-12-02'), untitled('2026-12-24')],
      /a loan too few[^]*a loan too many, without its record: due 2026-12-02/,
    ],
    [
      'does not say why of one of them',
      [untitled('2026-12-01', null), untitled('2026-12-01'), untitled('2026-12-24')],
      /does not say why/,
    ],
    [
      'gives a reason for what it tells',
      [{ ...named(1, '2026-12-01'), reason: BAD }, untitled('2026-12-01'), untitled('2026-12-24')],
      /with a reason for what it does tell/,
    ],
    [
      'gives the reason of another system',
      [
        untitled('2026-12-01', { ...BAD, system: 'symphony' as SystemId }),
        untitled('2026-12-01'),
        untitled('2026-12-24'),
      ],
      /with a reason of symphony/,
    ],
  ])('is wrong where it %s', (_, loans, breach) => {
    expect(breachesOf(loans, { reason: BAD }).join('\n')).toMatch(breach);
  });

  it('may lack titles for want of time where its system is well, and for nothing else', () => {
    const late: Reason = { ...BAD, code: 'TIMEOUT' };
    const without = (reason: Reason): readonly LoanAnswer[] => [
      untitled('2026-12-01', reason),
      untitled('2026-12-01', reason),
      untitled('2026-12-24', reason),
    ];

    expect(breachesOf(without(late), { reason: late, settled: true })).toEqual([]);
    expect(breachesOf(without(BAD), { reason: BAD, settled: true })).not.toEqual([]);
  });

  it('says so of itself too, and is wrong where its system is well', () => {
    const all = [untitled('2026-12-01'), untitled('2026-12-01'), untitled('2026-12-24')];

    expect(breachesOf(all)[0]).toMatch(/with a reason that the account does not give/);
    expect(breachesOf(all, { reason: BAD, settled: true }).join('\n')).toMatch(/and its system is well/);
  });
});
