import { USUAL_LENDING } from '#domain/lending/lending-rules.ts';
import { describe, expect, it } from 'vitest';
import { interloanRules, withInterloan } from './interloan.ts';
import type { Services } from './services.ts';

const inPlace: Services = { available: [{ service: 'presentation' }], unavailable: [{ service: 'loan' }] };
const inRegion = { content: 'For libraries of the region' };

describe('copies of articles', () => {
  it('are a part that is delivered, of what may be read where it is', () => {
    const told = withInterloan(inPlace, { ...USUAL_LENDING, loans: false }, true);

    expect(told.available.slice(1)).toMatchObject([
      { service: 'interloan', limitation: [{ content: 'A copy of a part' }, inRegion] },
    ]);
    expect(told.unavailable).toEqual(inPlace.unavailable);
  });

  it('are made of journals alone', () => {
    const told = withInterloan(inPlace, { ...USUAL_LENDING, loans: false }, false);

    expect(told.available).toEqual(inPlace.available);
    expect(told.unavailable.slice(1)).toEqual([{ service: 'interloan' }]);
  });
});

describe('a closure', () => {
  const closed = {
    lending: USUAL_LENDING,
    sites: [],
    closures: [{ from: '2031-03-02', to: '2031-03-03', note: null }],
  };

  it('counts by the day at the library, its last one too', () => {
    const at = (moment: string) => interloanRules(closed, Date.parse(moment), 'Europe/Berlin') === null;

    expect(at('2031-03-01T22:59:00Z')).toBe(false);
    expect(at('2031-03-01T23:00:00Z')).toBe(true);
    expect(at('2031-03-03T22:59:00Z')).toBe(true);
    expect(at('2031-03-03T23:00:00Z')).toBe(false);
  });
});
