import { describe, expect, it } from 'vitest';
import { blocksOf } from './blocks.ts';
import { kohaSettings } from '../config.ts';
import { wirePatron } from './wire-accounts.ts';

const TODAY = '2026-11-24';
const open = kohaSettings.parse({});
const limited = kohaSettings.parse({ patrons: { owesLimit: 10 } });

function patron(changes: Readonly<Record<string, unknown>> = {}) {
  return wirePatron.parse({ patron_id: 5, expiry_date: '2027-01-01', ...changes });
}

function codes(changes: Readonly<Record<string, unknown>>, balance: number | null = 0, settings = open) {
  return blocksOf(patron(changes), balance, TODAY, settings)?.map(({ code }) => code) ?? null;
}

describe('what blocks a patron', () => {
  it('is nothing where nothing is in the way, or nothing is told', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ expiry_date: null, restricted: null })).toEqual([]);
  });

  it('is a registration that has ended, from the day after its last', () => {
    expect(codes({ expiry_date: TODAY })).toEqual([]);
    expect(codes({ expiry_date: '2026-11-23' })).toEqual(['EXPIRED']);
  });

  it.each([
    [{ restricted: true }, 'BARRED'],
    [{ patron_card_lost: true }, 'CARD_LOST'],
    [{ incorrect_address: true }, 'ADDRESS_WRONG'],
  ])('is what Koha notes of the patron: %o', (noted, code) => {
    expect(codes(noted)).toEqual([code]);
  });

  it('is more debt than the region file allows, never exactly so much, and never where it names no limit', () => {
    expect(codes({}, 10, limited)).toEqual([]);
    expect(codes({}, 10.01, limited)).toEqual(['OWES']);
    expect(codes({}, 500, open)).toEqual([]);
  });

  it('is unknown where nobody can see what is owed, and a limit says that it matters', () => {
    expect(codes({}, null, limited)).toBeNull();
    expect(codes({}, null, open)).toEqual([]);
    expect(codes({ restricted: true }, null, limited)).toEqual(['BARRED']);
  });

  it('may be several things at once', () => {
    expect(codes({ restricted: true, expiry_date: '2020-01-01' }, 11, limited)).toEqual(['EXPIRED', 'BARRED', 'OWES']);
  });
});
