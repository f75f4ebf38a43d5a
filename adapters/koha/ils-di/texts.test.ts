import { describe, expect, it } from 'vitest';
import type { ItemLimitation, ItemStatus } from '#domain/facts.ts';
import { siteOf } from '../site.fixture.ts';
import { toCopyState } from './texts.ts';

const BOTH = ['HOLD_SHELF_NOT_TOLD', 'TRANSIT_NOT_TOLD'] as const;
const NOW = '2026-11-24T14:00:00.000Z';

interface Label {
  /** What staff knew of the copy. */
  readonly copy: string;
  readonly source: 'recorded' | 'noted' | 'source of newer versions';
  readonly status: string;
  readonly message: string | null;
  /** Null: the system has no such copy. */
  readonly is: ItemStatus | null;
  readonly limitations?: readonly ItemLimitation[];
  readonly atSource?: string;
}

/** Written from the recordings and notes before there was a mapper. */
const LABELS: readonly Label[] = [
  { copy: 'in place', source: 'recorded', status: 'available', message: null, is: 'AVAILABLE', limitations: BOTH },
  {
    copy: 'waiting on the hold shelf',
    source: 'recorded',
    status: 'available',
    message: null,
    is: 'AVAILABLE',
    limitations: BOTH,
  },
  {
    copy: 'in transit for a hold, or without one',
    source: 'recorded',
    status: 'available',
    message: null,
    is: 'AVAILABLE',
    limitations: BOTH,
  },
  { copy: 'restricted', source: 'noted', status: 'available', message: null, is: 'AVAILABLE', limitations: BOTH },
  { copy: 'on loan', source: 'recorded', status: 'not available', message: 'Checked out', is: 'ON_LOAN' },
  { copy: 'lost', source: 'recorded', status: 'not available', message: 'Item lost', is: 'LOST' },
  { copy: 'withdrawn', source: 'noted', status: 'not available', message: 'Item withdrawn', is: 'WITHDRAWN' },
  // On the hold shelf, or travelling, it is not in its place either.
  {
    copy: 'damaged',
    source: 'noted',
    status: 'not available',
    message: 'Item damaged',
    is: 'DAMAGED',
    limitations: BOTH,
  },
  // Ordered, for reference, or of a type that is not lent; this text hides a loan, a loss and everything else.
  { copy: 'not for loan', source: 'noted', status: 'not available', message: 'Not for loan', is: 'UNKNOWN' },
  {
    copy: 'that there is none of',
    source: 'recorded',
    status: 'unknown',
    message: 'Error: could not retrieve availability for this ID',
    is: null,
  },
  {
    copy: 'in transit, told',
    source: 'source of newer versions',
    status: 'not available',
    message: 'In transit',
    is: 'IN_TRANSIT',
    limitations: ['HOLD_SHELF_NOT_TOLD'],
  },
  // On the hold shelf, or in its place and asked for by its number.
  {
    copy: 'kept for a reader, told',
    source: 'source of newer versions',
    status: 'not available',
    message: 'On hold',
    is: 'UNKNOWN',
  },
];

describe('what ILS-DI says of a copy', () => {
  it.each(LABELS)('$source: $copy', ({ status, message, is, limitations = [] }) => {
    const state = toCopyState(siteOf(), { status, message, location: null }, NOW);

    if (is === null) {
      expect(state).toBeNull();
      return;
    }
    expect(state).toMatchObject({ asOf: NOW, status: is, limitations, due: null, holdQueue: null });
    // Why it is not lent is told by harvest.
    expect(state?.use).toBe(message === 'Not for loan' ? 'REFERENCE' : null);
    expect(state?.statusAtSource).toBe(message ?? status);
    expect(state?.reason?.code).toBe(is === 'UNKNOWN' ? 'NOT_SUPPORTED' : undefined);
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
