import { describe, expect, it } from 'vitest';
import { copyOfItem } from '../copy.ts';
import { siteOf } from '../site.fixture.ts';
import { wireItem } from '../wire.ts';
import { refuseHold, type HoldSituation } from './hold-rules.ts';
import { wirePatronHold } from './wire-accounts.ts';

const site = siteOf({ suppression: { hiddenItems: { location: ['STAFF'] } }, codes: { LOST: { 4: 'MISSING' } } });
const TITLE = { recordLocalId: '3', itemLocalId: null, enumeration: null, pickup: 'CPL', neededBy: null };

function copy(changes: Readonly<Record<string, unknown>> = {}, itemId = 30) {
  const inOrder = {
    item_id: itemId,
    biblio_id: 3,
    home_library_id: 'CPL',
    lost_status: 0,
    withdrawn: 0,
    damaged_status: 0,
    not_for_loan_status: 0,
    restricted_status: null,
    checked_out_date: null,
  };
  return copyOfItem(wireItem.parse({ ...inOrder, ...changes }));
}

function hold(changes: Readonly<Record<string, unknown>>) {
  return wirePatronHold.parse({ hold_id: 1, patron_id: 5, biblio_id: 3, item_id: null, status: null, ...changes });
}

function codeFor(situation: Partial<HoldSituation>, itemLocalId: string | null = null) {
  const usual = { blocks: [], holds: [], copies: [copy()], recordExists: true };
  return refuseHold(site, { ...TITLE, itemLocalId }, { ...usual, ...situation })?.code ?? 'ASK KOHA';
}

describe('a hold on a copy', () => {
  it.each([
    ['in its place', {}, 'ASK KOHA'],
    ['that is lent', { checked_out_date: '2026-12-01' }, 'ASK KOHA'],
    ['that is damaged: the site says whether those are kept', { damaged_status: 1 }, 'ASK KOHA'],
    ['on order', { not_for_loan_status: -1 }, 'ASK KOHA'],
    ['with a code that nobody mapped', { not_for_loan_status: 77 }, 'ASK KOHA'],
    ['that is lost', { lost_status: 1 }, 'NOT_HOLDABLE'],
    ['that is missing', { lost_status: 4 }, 'NOT_HOLDABLE'],
    ['that is withdrawn', { withdrawn: 1 }, 'NOT_HOLDABLE'],
    ['for use in the library', { not_for_loan_status: 1 }, 'NOT_HOLDABLE'],
    ['of a type for use in the library', { effective_not_for_loan_status: 1 }, 'NOT_HOLDABLE'],
    ['with restricted access', { restricted_status: 1 }, 'NOT_HOLDABLE'],
    ['that the public does not see', { location: 'STAFF' }, 'NOT_FOUND'],
    ['of an interlibrary loan', { item_type_id: 'ILL', effective_item_type_id: 'ILL' }, 'NOT_FOUND'],
  ])('%s', (_which, changes, code) => {
    expect(codeFor({ copies: [copy(changes)] }, '30')).toBe(code);
  });

  it('that is another title’s, or no copy at all, is not found', () => {
    expect(codeFor({}, '31')).toBe('NOT_FOUND');
    expect(codeFor({}, 'no number')).toBe('NOT_FOUND');
  });
});

describe('a hold on a title', () => {
  it('is left to Koha where one copy of several can be lent', () => {
    expect(codeFor({ copies: [copy({ lost_status: 1 }, 30), copy({}, 31)] })).toBe('ASK KOHA');
  });

  it('is refused where none can be, or none is there', () => {
    expect(codeFor({ copies: [copy({ lost_status: 1 })] })).toBe('NOT_HOLDABLE');
    expect(codeFor({ copies: [] })).toBe('NOT_HOLDABLE');
    expect(codeFor({ copies: [], recordExists: false })).toBe('NOT_FOUND');
  });
});

describe('a hold of the same reader', () => {
  it.each([
    ['on the title', { item_id: null }, null, 'ALREADY_DONE'],
    ['on the title, for which another copy was caught', { item_id: '31', status: 'W' }, '30', 'ALREADY_DONE'],
    ['on the same copy', { item_id: '30', item_level: true }, '30', 'ALREADY_DONE'],
    ['on another copy: two volumes may be wanted', { item_id: '31', item_level: true }, '30', 'ASK KOHA'],
    ['on another title', { biblio_id: 4 }, null, 'ASK KOHA'],
  ])('%s', (_which, changes, itemLocalId, code) => {
    expect(codeFor({ holds: [hold(changes)] }, itemLocalId)).toBe(code);
  });
});

it('refuses whoever is blocked before all else', () => {
  const blocks = [{ code: 'BARRED', message: 'Ask at the desk.' }] as const;

  expect(codeFor({ blocks, copies: [], recordExists: false })).toBe('BLOCKED');
});
