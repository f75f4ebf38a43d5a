import { readTable } from '#tests/support/tsv-rows.ts';
import { describe, expect, it } from 'vitest';
import { siteOf } from '../site.fixture.ts';
import { toCopyState } from './texts.ts';

const BOTH = ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] as const;
const NOW = '2026-11-24T14:00:00.000Z';

/** What staff knew of a copy, where it is from, what ILS-DI said, and what that means: written before there was a mapper. */
const LABELS = readTable(new URL('labels.tsv', import.meta.url)).map(
  ({ copy, source, status = '', message = '', meaning }) => ({
    copy,
    source,
    status,
    message: message === '' ? null : message,
    meaning,
  }),
);

describe('what ILS-DI says of a copy', () => {
  it.each(LABELS)('$source: $copy', ({ status, message, meaning }) => {
    const state = toCopyState(siteOf(), { status, message, location: null }, NOW);

    expect(state === null ? 'no such copy' : [state.status, ...state.limitations].join(', ')).toBe(meaning);
    if (state === null) return;
    expect(state).toMatchObject({ asOf: NOW, due: null, holdQueue: null });
    // Why it is not lent is told by harvest.
    expect(state.use).toBe(message === 'Not for loan' ? 'REFERENCE' : null);
    expect(state.statusAtSource).toBe(message ?? status);
    expect(state.reason?.code).toBe(state.status === 'UNKNOWN' ? 'NOT_SUPPORTED' : undefined);
  });

  it.each([
    ['available', 'Checked out to Ann Other'],
    ['not available', 'Ausgeliehen'],
    ['not available', null],
    ['disponible', null],
    ['available', 'Error: could not retrieve availability for this ID'],
    ['unknown', null],
    ['unknown', 'Error: something else'],
    ['', ''],
    ['constructor', null],
    ['not available', '__proto__'],
  ])('is unknown, and not repeated, if nobody said what it means: %j, %j', (status, message) => {
    const state = toCopyState(siteOf(), { status, message, location: null }, NOW);

    expect(state).toMatchObject({
      status: 'UNKNOWN',
      statusAtSource: null,
      limitations: [],
      reason: { code: 'BAD_ANSWER' },
    });
    if (message !== null && message !== '') expect(JSON.stringify(state)).not.toContain(message);
  });

  it('is read in the language of the site by the texts of the region file', () => {
    const site = siteOf({
      ilsDi: {
        texts: { Ausgeliehen: 'ON_LOAN', verfügbar: 'AVAILABLE', unbekannt: 'NOT_FOUND', 'Not for loan': 'AVAILABLE' },
      },
    });
    const of = (status: string, message: string | null) => toCopyState(site, { status, message, location: null }, NOW);

    expect(of('nicht verfügbar', ' Ausgeliehen\n')).toMatchObject({ status: 'ON_LOAN', statusAtSource: 'Ausgeliehen' });
    expect(of('verfügbar', null)).toMatchObject({ status: 'AVAILABLE', limitations: BOTH });
    expect(of('irgendwie', 'unbekannt')).toBeNull();
    expect(of('not available', 'Not for loan')).toMatchObject({ status: 'AVAILABLE', limitations: BOTH });
  });

  it('hides no transit where nothing travels, and neither where the version tells both', () => {
    const available = { status: 'available', message: null, location: null };

    expect(toCopyState(siteOf({ transfers: 'none' }), available, NOW)?.limitations).toEqual(['HOLD_SHELF_NOT_TOLD']);
    const newer = siteOf({ ilsDi: { tellsTransitAndHolds: true } });
    expect(toCopyState(newer, available, NOW)?.limitations).toEqual([]);
  });

  it('is at the branch whose name it says, where the region file has that name once', () => {
    const site = siteOf({ branches: { CPL: 'Centerville', FPL: 'Fairview', FP2: 'Fairview' } });
    const at = (location: string | null) =>
      toCopyState(site, { status: 'available', message: null, location }, NOW)?.currentLocation;

    expect(at('Centerville')).toEqual({ code: 'CPL', name: 'Centerville', siteCode: 'CPL' });
    expect(at('Fairview')).toBeNull();
    expect(at('Elsewhere')).toBeNull();
    expect(at(null)).toBeNull();
  });
});
