import type { AccountFacts, HoldFacts, LoanFacts } from '#domain/accounts.ts';
import { describe, expect, it } from 'vitest';
import { tracesOfCancelling, tracesOfNewHold, tracesOfRenewal } from './traces.ts';

const ACCOUNT: AccountFacts = {
  asOf: '2026-01-05T09:00:00Z',
  category: null,
  homeSite: null,
  expiresOn: null,
  loans: null,
  holds: null,
  charges: null,
  blocks: null,
  limitation: null,
};

function withLoan(over: Partial<LoanFacts>): AccountFacts {
  const loan: LoanFacts = {
    localId: '51',
    item: null,
    recordLocalId: null,
    title: null,
    loanedAt: null,
    due: null,
    overdue: null,
    renewals: null,
    renewable: null,
    ...over,
  };
  return { ...ACCOUNT, loans: [loan] };
}

function withHolds(...holds: readonly Partial<HoldFacts>[]): AccountFacts {
  const hold: HoldFacts = {
    localId: '53',
    recordLocalId: '12',
    title: null,
    item: null,
    enumeration: null,
    status: 'QUEUED',
    queuePosition: null,
    pickup: null,
    placedAt: null,
    neededBy: null,
    expiresOn: null,
  };
  return { ...ACCOUNT, holds: holds.map((over) => ({ ...hold, ...over })) };
}

const day = (on: string): LoanFacts['due'] => ({ on, at: null });
const hour = (at: string): LoanFacts['due'] => ({ on: at.slice(0, 10), at });

describe('the traces of a renewal', () => {
  const { happened, noteBefore } = tracesOfRenewal('51');
  const cases: readonly (readonly [string, Partial<LoanFacts>, Partial<LoanFacts>, boolean | null])[] = [
    ['a later day', { due: day('2026-02-01') }, { due: day('2026-02-15') }, true],
    [
      'a later hour of another offset',
      { due: hour('2026-03-29T00:30:00+00:00') },
      { due: hour('2026-03-29T02:00:00+01:00') },
      true,
    ],
    [
      'the same hour in another offset',
      { due: hour('2026-03-29T00:30:00+00:00') },
      { due: hour('2026-03-29T01:30:00+01:00') },
      false,
    ],
    [
      'one more renewal to the same day',
      { due: day('2026-02-01'), renewals: 1 },
      { due: day('2026-02-01'), renewals: 2 },
      true,
    ],
    ['nothing changed', { due: day('2026-02-01'), renewals: 1 }, { due: day('2026-02-01'), renewals: 1 }, false],
    ['a recall to an earlier day', { due: day('2026-02-01') }, { due: day('2026-01-20') }, false],
    ['neither a day nor a count', {}, {}, null],
  ];

  it.each(cases)('%s: %j, then %j', (_, before, after, expected) => {
    expect(happened(noteBefore(withLoan(before)), withLoan(after))).toBe(expected);
  });

  it('say nothing where the loan is gone, or loans are not told: it may have been renewed before', () => {
    const evidence = noteBefore(withLoan({ due: day('2026-02-01') }));

    expect(happened(evidence, { ...ACCOUNT, loans: [] })).toBeNull();
    expect(happened(evidence, ACCOUNT)).toBeNull();
  });
});

describe('the traces of a new hold', () => {
  const wanted = { recordLocalId: '12', itemLocalId: null, enumeration: null, pickup: null, neededBy: null };
  const { happened, noteBefore, find } = tracesOfNewHold(wanted);

  it('are a hold on the record that was not there before', () => {
    const before = noteBefore(withHolds({ localId: '1' }));

    expect(happened(before, withHolds({ localId: '1' }, { localId: '2' }))).toBe(true);
    expect(happened(before, withHolds({ localId: '1' }))).toBe(false);
    expect(happened(before, withHolds({ localId: '1' }, { localId: '2', recordLocalId: '13' }))).toBe(false);
  });

  it('say nothing where holds are not told, before or after', () => {
    expect(happened(noteBefore(ACCOUNT), withHolds({}))).toBeNull();
    expect(happened(noteBefore(withHolds()), ACCOUNT)).toBeNull();
  });

  it('lead to the hold, by its number or by what is new', () => {
    const before = noteBefore(withHolds({ localId: '1' }));
    const after = withHolds({ localId: '1' }, { localId: '2' });

    expect(find(after, before, '1')?.localId).toBe('1');
    expect(find(after, before, null)?.localId).toBe('2');
    expect(find(after, noteBefore(ACCOUNT), null)).toBeNull();
  });
});

describe('the traces of cancelling', () => {
  const { happened, refusalBefore } = tracesOfCancelling('53');

  it('are that the hold is gone, or stands as cancelled', () => {
    expect(
      [withHolds(), withHolds({ status: 'CANCELLED' }), withHolds({}), ACCOUNT].map((after) => happened([], after)),
    ).toEqual([true, true, false, null]);
  });

  it('need not be made where the hold is gone already', () => {
    expect(refusalBefore(withHolds())?.code).toBe('NOT_FOUND');
    expect(refusalBefore(withHolds({ status: 'CANCELLED' }))?.code).toBe('ALREADY_DONE');
    expect([refusalBefore(withHolds({})), refusalBefore(ACCOUNT)]).toEqual([null, null]);
  });
});

describe('a loan or a hold that another reading of the account called otherwise', () => {
  const otherNames = ['12345'];
  const renamed = { localId: '12345 Clinical audit', otherNames };

  it('is the same: neither gone nor new', () => {
    const wanted = { recordLocalId: '12', itemLocalId: null, enumeration: null, pickup: null, neededBy: null };
    const { refusalBefore, happened } = tracesOfCancelling('12345');
    const placing = tracesOfNewHold(wanted);

    expect([refusalBefore(withHolds(renamed)), happened([], withHolds(renamed))]).toEqual([null, false]);
    expect(placing.happened(placing.noteBefore(withHolds({ localId: '12345' })), withHolds(renamed))).toBe(false);
    expect(tracesOfRenewal('12345').refusalBefore(withLoan(renamed))).toBeNull();
  });
});

describe('the traces of a hold at a system that names holds by barcodes', () => {
  const copies = [{ localId: 'b1/01', barcode: '01', recordLocalId: 'b1' }];
  const wanted = { recordLocalId: 'b1', itemLocalId: null, enumeration: null, pickup: null, neededBy: null, copies };
  const named = (barcode: string) => ({ localId: barcode, recordLocalId: null, barcode });
  const cases: readonly (readonly [string, readonly string[], readonly string[], boolean | null])[] = [
    ['one by a copy of the title', ['07'], ['07', '01'], true],
    ['one by a copy that nobody knows, which may be of the title', ['07'], ['07', '09'], null],
    ['none that was not there', ['07'], ['07'], false],
  ];

  it.each(cases)('%s', (_, before, after, expected) => {
    const { happened, noteBefore } = tracesOfNewHold(wanted);

    expect(happened(noteBefore(withHolds(...before.map(named))), withHolds(...after.map(named)))).toBe(expected);
  });
});
