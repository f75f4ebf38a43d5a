import { readFileSync } from 'node:fs';
import type { ItemFacts } from '#domain/facts.ts';
import { describe, expect, it } from 'vitest';
import { copyOfItem } from './copy.ts';
import { toItemFacts, type CopyContext } from './item-facts.ts';
import { siteOf, warnings } from './site.fixture.ts';
import { wireHold, wireItem, type WireHold } from './wire.ts';

/** An item in the shape that Koha 23.05 gives, every field included. */
const ITEM_ROW = JSON.parse(readFileSync(new URL('item-row.json', import.meta.url), 'utf8')) as object;

const itemRow = (changes: object): object => ({ ...ITEM_ROW, ...changes });

const NO_HOLDS: CopyContext = { holds: [], checkout: null };

function factsOf(
  changes: Record<string, unknown>,
  context: Partial<CopyContext> = {},
  settings: unknown = {},
): ItemFacts {
  return toItemFacts(siteOf(settings), copyOfItem(wireItem.parse(itemRow(changes))), { ...NO_HOLDS, ...context });
}

function hold(changes: Record<string, unknown>): WireHold {
  return wireHold.parse({ biblio_id: 5, item_id: '11', item_level: false, status: 'W', patron_id: 4, ...changes });
}

const loan = (due: string) => ({ item_id: 11, due_date: due, onsite_checkout: false });

describe('the state of a copy', () => {
  it('is AVAILABLE where nothing speaks against it', () => {
    expect(factsOf({})).toMatchObject({
      status: 'AVAILABLE',
      use: 'LOAN',
      due: null,
      statusAtSource: 'no code or loan',
      statusRule: 'Koha: no code or loan',
      reason: null,
    });
  });

  it('takes checked_out_date for the day it is due, as Koha means it', () => {
    const facts = factsOf({ checked_out_date: '2026-12-15', last_checkout_date: '2026-11-24' });

    expect(facts.status).toBe('ON_LOAN');
    expect(facts.due).toEqual({ on: '2026-12-15', at: null });
  });

  it('reads status codes as integers, and a null restricted_status as unrestricted', () => {
    expect(factsOf({ restricted_status: null, lost_status: '0', withdrawn: false }).status).toBe('AVAILABLE');
    expect(factsOf({ restricted_status: 1 }).use).toBe('RESTRICTED');
  });

  it.each([
    [{ withdrawn: 1, lost_status: 1, checked_out_date: '2026-12-15' }, 'WITHDRAWN'],
    [{ lost_status: 1, checked_out_date: '2026-12-15', damaged_status: 1 }, 'LOST'],
    [{ lost_status: 4, checked_out_date: '2026-12-15' }, 'ON_LOAN'],
    [{ lost_status: 4, damaged_status: 1 }, 'MISSING'],
    [{ damaged_status: 1, not_for_loan_status: -1 }, 'DAMAGED'],
    [{ not_for_loan_status: -1 }, 'ON_ORDER'],
    [{ location: 'CART' }, 'AVAILABLE'],
    [{ location: 'PROC' }, 'IN_PROCESS'],
  ])('of several states takes the strongest: %j is %s', (changes, status) => {
    expect(factsOf(changes).status).toBe(status);
  });

  it('knows the hold shelf and the way to it from holds, whose item ids are strings', () => {
    expect(factsOf({}, { holds: [hold({ status: 'W' })] }).status).toBe('ON_HOLD_SHELF');
    expect(factsOf({}, { holds: [hold({ status: 'T' })] }).status).toBe('IN_TRANSIT');
    expect(factsOf({}, { holds: [hold({ status: 'W', item_id: '12' })] }).status).toBe('AVAILABLE');
    expect(factsOf({ lost_status: 4 }, { holds: [hold({ status: 'T' })] }).status).toBe('IN_TRANSIT');
  });

  it('is UNKNOWN, and warned of once, for a code that the site has not explained', () => {
    warnings.length = 0;
    const site = siteOf();
    const read = (changes: Record<string, unknown>) =>
      toItemFacts(site, copyOfItem(wireItem.parse(itemRow(changes))), NO_HOLDS);

    expect(read({ lost_status: 9 })).toMatchObject({ status: 'UNKNOWN', statusAtSource: 'LOST 9' });
    expect(read({ lost_status: 9 }).status).toBe('UNKNOWN');
    expect(read({ not_for_loan_status: 9 })).toMatchObject({ status: 'UNKNOWN', use: 'UNKNOWN' });
    expect(read({ restricted_status: 9 })).toMatchObject({ status: 'UNKNOWN', use: 'UNKNOWN' });
    expect(read({ lost_status: 9, withdrawn: 1 }).status).toBe('WITHDRAWN');
    expect(read({ not_for_loan_status: 9, checked_out_date: '2026-12-15' }).status).toBe('ON_LOAN');
    expect(warnings).toEqual(['LOST 9', 'NOT_LOAN 9', 'RESTRICTED 9']);
  });

  it('follows what the site says of its codes', () => {
    const settings = { codes: { LOST: { '1': 'MISSING', '6': 'CLAIMED_RETURNED' }, NOT_LOAN: { '4': 'AT_BINDERY' } } };

    expect(factsOf({ lost_status: 1 }, {}, settings).status).toBe('MISSING');
    expect(factsOf({ lost_status: 6, checked_out_date: '2026-12-15' }, {}, settings).status).toBe('CLAIMED_RETURNED');
    expect(factsOf({ not_for_loan_status: 4 }, {}, settings).status).toBe('AT_BINDERY');
    expect(factsOf({ lost_status: 2 }, {}, settings).status).toBe('LOST');
  });

  it("gives Koha's own word for it", () => {
    const strings = { _strings: { lost_status: { category: 'LOST', str: 'Gone astray', type: 'av' } } };

    expect(factsOf({ lost_status: 1, ...strings }).statusAtSource).toBe('Gone astray');
    expect(factsOf({ lost_status: 1 }).statusAtSource).toBe('Lost');
    expect(factsOf({ not_for_loan_status: 1 }).statusAtSource).toBe('Not for loan');
  });

  it.each([
    [{}, 'AVAILABLE', ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD']],
    [{ location: 'CART' }, 'AVAILABLE', ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD']],
    [{ damaged_status: 1 }, 'DAMAGED', ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD']],
    [{ checked_out_date: '2026-12-15' }, 'ON_LOAN', []],
  ])(
    'is told as it is seen where holds are not, with what could be true beside: %j',
    (changes, status, limitations) => {
      expect(factsOf(changes, { holds: null })).toMatchObject({ status, limitations, reason: null });
    },
  );

  it.each([
    ['at home', {}, {}, {}, []],
    ['away from home', { holding_library_id: 'FPL' }, {}, {}, ['TRANSIT_NOT_TOLD']],
    ['held by nobody', { holding_library_id: null }, {}, {}, ['TRANSIT_NOT_TOLD']],
    ['away, at a site where nothing travels', { holding_library_id: 'FPL' }, {}, { transfers: 'none' }, []],
    ['at home, where staff send copies out', {}, {}, { transfers: 'manual' }, ['TRANSIT_NOT_TOLD']],
    ['at home, where copies are recalled', {}, {}, { recalls: true }, ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD']],
    ['recalled where nothing travels', {}, {}, { recalls: true, transfers: 'none' }, ['HOLD_SHELF_NOT_TOLD']],
    ['at home, and perhaps booked', { bookable: true }, {}, {}, ['HOLD_SHELF_NOT_TOLD']],
    ['at home, and never booked', { bookable: false }, {}, {}, []],
    ['at home, sent for a hold that is gone', {}, { isUnderWay: true }, {}, ['TRANSIT_NOT_TOLD']],
    ['away, and known not to travel', { holding_library_id: 'FPL' }, { transfer: 'NONE' }, {}, []],
    ['wanted elsewhere', {}, { transfer: 'WANTED' }, {}, ['TRANSIT_NOT_TOLD']],
    ['on the hold shelf', { holding_library_id: 'FPL' }, { holds: [hold({ status: 'W' })] }, {}, []],
    ['at home, holds not read', {}, { holds: null }, {}, ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD']],
  ] as const)('may be another where a copy may be under way: %s', (_where, changes, context, settings, limitations) => {
    expect(factsOf(changes, context, settings).limitations).toEqual(limitations);
  });

  it('is that it travels where its open transfer says so', () => {
    expect(factsOf({}, { transfer: 'SENT' })).toMatchObject({
      status: 'IN_TRANSIT',
      limitations: [],
      currentLocation: null,
    });
  });

  it('of a hold that is being processed has one word: the copy is on its way to the shelf', () => {
    expect(factsOf({}, { holds: [hold({ status: 'P' })] }).status).toBe('IN_TRANSIT');
  });

  it('has the day that a loan is due beside it, lost or withdrawn though the copy is', () => {
    const due = { on: '2026-12-15', at: null };
    const out = { checked_out_date: '2026-12-15' };

    expect(factsOf({ ...out, lost_status: 1 })).toMatchObject({ status: 'LOST', due });
    expect(factsOf({ ...out, withdrawn: 1 })).toMatchObject({ status: 'WITHDRAWN', due });
    expect(factsOf({ ...out, lost_status: 9 })).toMatchObject({ status: 'UNKNOWN', due });
    expect(factsOf({ ...out, lost_status: 1 }, { checkout: loan('2026-12-15T18:30:00+01:00') }).due?.at).toBe(
      '2026-12-15T18:30:00+01:00',
    );
    expect(factsOf({ lost_status: 1 }).due).toBeNull();
  });

  it('knows a loan for use in the building', () => {
    const checkout = { item_id: 11, due_date: '2026-11-24T18:00:00+01:00', onsite_checkout: true };

    expect(factsOf({ checked_out_date: '2026-11-24' }, { checkout }).status).toBe('IN_USE_ON_SITE');
  });
});

describe('the rule for a copy', () => {
  it.each([
    [{ not_for_loan_status: 1, effective_not_for_loan_status: 1 }, 'REFERENCE'],
    [{ not_for_loan_status: 0, effective_not_for_loan_status: 1 }, 'REFERENCE'],
    [{ not_for_loan_status: 2 }, 'RESTRICTED'],
    [{ effective_item_type_id: 'SL', item_type_id: null }, 'SHORT_LOAN'],
    [{ effective_item_type_id: 'HR' }, 'HOURLY'],
    [{ effective_item_type_id: 'HR', restricted_status: 1 }, 'RESTRICTED'],
    [{ effective_item_type_id: 'NEW' }, 'LOAN'],
  ])('%j is %s', (changes, use) => {
    expect(factsOf(changes, {}, { itemTypes: { SL: 'SHORT_LOAN', HR: { use: 'HOURLY', name: 'Hours' } } }).use).toBe(
      use,
    );
  });

  it.each([
    ['an e-book by its type', { effective_item_type_id: 'EB', effective_not_for_loan_status: 1 }, 'ONLINE'],
    ['an e-book by its type that is also marked', { effective_item_type_id: 'EB', not_for_loan_status: 1 }, 'ONLINE'],
    [
      'an address, no barcode, not lent',
      { external_id: null, uri: 'https://x.org/1', effective_not_for_loan_status: 1 },
      'ONLINE',
    ],
    ['an address and a barcode', { uri: 'https://x.org/1', effective_not_for_loan_status: 1 }, 'REFERENCE'],
    ['an address, no barcode, and lent', { external_id: null, uri: 'https://x.org/1' }, 'LOAN'],
    ['no barcode and no address', { external_id: null, effective_not_for_loan_status: 1 }, 'REFERENCE'],
  ])('of %s is what it is for', (_, changes, use) => {
    expect(factsOf(changes, {}, { itemTypes: { EB: 'ONLINE' } }).use).toBe(use);
  });

  it('leaves a reference copy where it is: in its place', () => {
    expect(factsOf({ not_for_loan_status: 1 }).status).toBe('AVAILABLE');
  });
});

describe('when a loan is due', () => {
  it.each([
    ['2026-12-15T23:59:00+01:00', { on: '2026-12-15', at: null }],
    ['2026-10-06T23:59:00+02:00', { on: '2026-10-06', at: null }],
    ['2026-11-24T18:30:00+01:00', { on: '2026-11-24', at: '2026-11-24T18:30:00+01:00' }],
  ])('%s is %j: the end of a day is no hour', (due, expected) => {
    expect(factsOf({ checked_out_date: '2026-11-24' }, { checkout: loan(due) }).due).toEqual(expected);
  });

  it.each(['0000-00-00', '20/12/2026', '2026-02-31', '0000-00-00T00:00:00+00:00', '9999-12-31'])(
    'is not known from %s, and the copy is on loan',
    (text) => {
      expect(factsOf({ checked_out_date: text })).toMatchObject({ status: 'ON_LOAN', due: null });
      const { due } = factsOf({ checked_out_date: '2026-11-24' }, { checkout: loan(text) });
      expect(due).toEqual({ on: '2026-11-24', at: null });
    },
  );
});

describe('the place of a copy', () => {
  it('of a copy at a sister site is that site, and its own shelf stays known', () => {
    const facts = factsOf(
      { home_library_id: 'CPL', holding_library_id: 'MPL' },
      {},
      { locations: { GEN: 'Open shelves' } },
    );

    expect(facts.permanentLocation).toEqual({ code: 'GEN', name: 'Open shelves', siteCode: 'CPL' });
    expect(facts.currentLocation).toEqual({ code: 'MPL', name: null, siteCode: 'MPL' });
  });

  it('of a copy on the book cart keeps its shelf', () => {
    const facts = factsOf({ location: 'CART', permanent_location: 'GEN' });

    expect(facts.permanentLocation?.code).toBe('GEN');
    expect(facts.currentLocation).toMatchObject({ code: 'CART', name: 'Book cart' });
  });

  it.each([
    ['on loan', { checked_out_date: '2026-12-15', holding_library_id: 'MPL' }, {}],
    ['lost', { lost_status: 1 }, {}],
    ['missing', { lost_status: 4 }, {}],
    ['withdrawn', { withdrawn: 1 }, {}],
    ['on its way for a hold', {}, { holds: [hold({ status: 'T' })] }],
  ])('of a copy that is %s is not known, wherever Koha saw it last', (_what, changes, context) => {
    const facts = factsOf(changes, context);

    expect(facts.currentLocation).toBeNull();
    expect(facts.permanentLocation?.code).toBe('GEN');
  });

  it("without a shelf is the branch, under Koha's name for it", () => {
    const strings = { home_library_id: { str: 'Centerville' }, holding_library_id: { str: 'Centerville' } };
    const facts = factsOf({ location: null, permanent_location: '', _strings: strings });

    expect(facts.permanentLocation).toEqual({ code: 'CPL', name: 'Centerville', siteCode: 'CPL' });
  });

  it('takes nulls and empty strings for nothing', () => {
    const facts = factsOf({
      external_id: null,
      callnumber: '',
      copy_number: ' ',
      serial_issue_number: '',
      public_notes: '',
    });

    expect(facts).toMatchObject({
      barcode: null,
      callNumber: null,
      copyNumber: null,
      enumeration: null,
      publicNotes: [],
    });
  });
});

it('counts requests for one copy only, and never names who asked', () => {
  const holds = [
    hold({ status: null, item_level: true }),
    hold({ status: null, item_level: false, item_id: null }),
    hold({ status: null, item_level: true, item_id: '12' }),
  ];

  expect(factsOf({}, { holds }).holdQueue).toBe(1);
  expect(factsOf({}, { holds: null }).holdQueue).toBeNull();
  expect(JSON.stringify(holds)).not.toContain('patron');
});
