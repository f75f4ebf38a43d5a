import { describe, expect, it } from 'vitest';
import { symphonySettings } from './config.ts';

describe('the settings', () => {
  it('give the same again when they are read twice', () => {
    const once = symphonySettings.parse({
      locations: { 'ONHOLD-*': 'ON_HOLD_SHELF', REF: 'REFERENCE', DISPLAY: { name: 'On display' } },
      libraries: { WEST: { locations: { LAW: 'RESTRICTED' }, itemTypes: { BOOK: { name: 'Volume' } } } },
      export: { source: '/exports/all.mrc' },
      lists: { loans: [{ source: '/exports/charges.txt' }], holds: [{ source: '/exports/holds.txt' }] },
    });

    expect(symphonySettings.parse(once)).toEqual(once);
  });

  it.each([
    ['in characters that no tool writes', { lists: { loans: [{ source: 'a.txt', encoding: 'utf-16le' }] } }, 'UTF-16'],
    [
      'at an address with a password',
      {
        export: { source: 'a.mrc' },
        reports: { items: { source: 'https://reader:word@files.example.org/items.txt' } },
      },
      'an address holds no user name and no password',
    ],
  ])('refuse a list %s', (_, settings, words) => {
    expect(symphonySettings.safeParse(settings).error?.message).toContain(words);
  });
});
