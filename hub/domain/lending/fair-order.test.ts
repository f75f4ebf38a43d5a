import { describe, expect, it } from 'vitest';
import { fairOrder } from './find-lenders.ts';

const LIBRARIES = ['lib-a', 'lib-b', 'lib-c', 'lib-d', 'lib-e'];

function firstOf(edition: string, asker: string): string | undefined {
  return LIBRARIES.toSorted((a, b) => fairOrder(edition, asker, a) - fairOrder(edition, asker, b))[0];
}

describe('fairOrder', () => {
  it('asks each library first for its share of the titles', () => {
    const firsts = Array.from({ length: 5000 }, (_, number) => firstOf(`mids:edition:${number}`, 'asker'));

    const counts = LIBRARIES.map((library) => firsts.filter((first) => first === library).length);
    // A fair share is 1000; five standard deviations are 141.
    expect(Math.min(...counts)).toBeGreaterThan(859);
    expect(Math.max(...counts)).toBeLessThan(1141);
  });

  it('does not send all askers of one title to the same library', () => {
    const firsts = Array.from({ length: 40 }, (_, number) => firstOf('mids:edition:1', `asker-${number}`));

    expect(new Set(firsts)).toEqual(new Set(LIBRARIES));
  });

  it('is the same each time', () => {
    expect(fairOrder('mids:edition:1', 'asker', 'lib-a')).toBe(fairOrder('mids:edition:1', 'asker', 'lib-a'));
  });
});
