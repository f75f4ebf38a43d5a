import { describe, expect, it } from 'vitest';
import { kohaSettings } from './config.ts';

describe('the settings', () => {
  it('can be checked twice: what was completed is still valid', () => {
    const once = kohaSettings.parse({
      codes: { LOST: { 7: 'CLAIMED_RETURNED' } },
      locations: { GEN: 'Open' },
      itemTypes: { REF: 'REFERENCE' },
    });

    expect(kohaSettings.parse(once)).toEqual(once);
  });

  it('refuse a word that is no status, a field that cannot hide and a key that is not known', () => {
    const faults = kohaSettings.safeParse({
      codes: { LOST: { 7: 'GONE' } },
      suppression: { hiddenItems: { colour: ['red'] } },
      speed: 1,
    });

    expect(faults.error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      'codes.LOST.7',
      'suppression.hiddenItems',
      '',
    ]);
  });
});
