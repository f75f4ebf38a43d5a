import { describe, expect, it } from 'vitest';
import { drawMap } from './map.ts';

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

describe('a map of places', () => {
  const map = drawMap({
    title: 'Places',
    places: [
      { mark: '1', at: at(52, -2) },
      { mark: '2', at: at(53, -2) },
      { mark: '3', at: at(52.001, -2.001) },
    ],
  });

  it('has north up, in its frame, with marks that hide none other and lead to where they belong', () => {
    const [one, two, three] = map?.spots ?? [];
    if (map === null || one === undefined || two === undefined || three === undefined)
      throw new Error('places are missing');

    expect(two.y).toBeLessThan(one.y);
    expect(two.markX).toBe(two.x);
    expect(Math.hypot(one.markX - three.markX, one.markY - three.markY)).toBeGreaterThan(2 * map.radius);
    expect([one.isMoved, two.isMoved, three.isMoved]).toEqual([true, false, true]);
    for (const spot of map.spots) {
      expect(spot.markX).toBeGreaterThan(map.radius);
      expect(spot.markX).toBeLessThan(map.width - map.radius);
    }
  });

  it('has a bar of so many miles as it says', () => {
    // A degree of latitude is 69.1 miles.
    const [one, two] = map?.spots ?? [];
    const units = ((one?.y ?? 0) - (two?.y ?? 0)) / 69.1;

    expect(map?.scale.text).toBe('20 miles');
    expect((map?.scale.width ?? 0) / 20 / units).toBeCloseTo(1, 1);
  });

  it('is none of no place, and one of a single place', () => {
    expect(drawMap({ title: 'Places', places: [] })).toBeNull();
    expect(drawMap({ title: 'Places', places: [{ mark: '1', at: at(52, -2) }] })?.spots).toHaveLength(1);
  });
});
