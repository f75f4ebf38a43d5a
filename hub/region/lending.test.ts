import { describe, expect, it } from 'vitest';
import { USUAL_LENDING } from '#domain/lending/lending-rules.ts';
import type { Library } from '#domain/region.ts';
import { load, shire, wordsOf } from './shire.fixture.ts';

const libraryOf = (library: string): Library | undefined => load(shire({ library })).libraries[0];

describe('lending in a region file', () => {
  it('is what is usual where the file says nothing, or nothing else', () => {
    expect(libraryOf('')?.lending).toBeUndefined();
    expect(libraryOf('lending: {}')?.lending).toEqual(USUAL_LENDING);
  });

  it('holds what a library lends', () => {
    const library = libraryOf('lending: { outsideRegion: true, lastResort: true }');

    expect(library?.lending).toEqual({ ...USUAL_LENDING, outsideRegion: true, lastResort: true });
  });

  it('still takes hours and closures, which are the library’s own now', () => {
    const library = libraryOf(
      'lending: { hours: { monday: 08:30-17:00 }, closures: [{ from: 2026-12-24 }], copies: false }',
    );

    expect(library).toMatchObject({
      hours: { monday: [{ from: 510, to: 1020 }] },
      closures: [{ from: '2026-12-24', to: null, note: null }],
    });
    expect(library?.lending).toEqual({ ...USUAL_LENDING, copies: false });
  });

  it('takes them in one place only', () => {
    const library = 'lending: { hours: { monday: 08:30-17:00 } }\nhours: { tuesday: 08:30-17:00 }';

    expect(wordsOf(shire({ library }))).toEqual([
      'libraries[0].lending.hours: is given for the library, too: libraries[0].hours | keep that one; it counts for lending as well',
    ]);
  });

  it('refuses what it does not know', () => {
    expect(wordsOf(shire({ library: 'lending: { lends: true }' }))).toEqual([
      'libraries[0].lending.lends: unknown key | known here: loans, copies, outsideNetwork, outsideRegion, lastResort, hours, closures',
    ]);
  });
});
