import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
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

  it('has the coast that is near, and shows where in the country it lies', () => {
    const of = (...points: readonly ReturnType<typeof at>[]) =>
      drawMap({ title: 'Places', places: points.map((one, index) => ({ mark: String(index + 1), at: one })) });
    const [inland, bristol] = [of(at(52.2, -2.2), at(52.7, -1.7)), of(at(51.45, -2.6), at(51.35, -3.1))];
    const whole = (drawn: typeof inland) =>
      drawn?.land === `M0,0L${drawn?.width},0L${drawn?.width},${drawn?.height}L0,${drawn?.height}Z`;

    // Far from the sea all is land; at the Severn's mouth it is not.
    expect([whole(inland), whole(bristol)]).toEqual([true, false]);
    expect(bristol?.land?.length).toBeGreaterThan(100);
    expect(Buffer.byteLength(bristol?.land ?? '') + Buffer.byteLength(bristol?.where?.outline ?? '')).toBeLessThan(
      20_000,
    );
    // The north is above the south, the east right of the west.
    const [north, south] = [of(at(57.48, -4.22)), of(at(50.37, -4.14))];
    expect(north?.where?.y).toBeLessThan(south?.where?.y ?? 0);
    expect(bristol?.where?.x).toBeLessThan(inland?.where?.x ?? 0);
  });

  it('has no coast on a picture of a few miles, and says nothing of other parts of the world', () => {
    const one = (point: ReturnType<typeof at>) => drawMap({ title: 'Places', places: [{ mark: '1', at: point }] });

    expect(one(at(51.45, -2.6))).toMatchObject({ land: null, where: { width: 88 } });
    expect(one(at(-36.85, 174.76))).toMatchObject({ land: null, where: null });
  });

  it('says under a coast what is not drawn', () => {
    const templates = new nunjucks.Environment(
      new nunjucks.FileSystemLoader(fileURLToPath(new URL('..', import.meta.url))),
      { autoescape: true },
    );
    const under = (point: ReturnType<typeof at>) =>
      templates.renderString('{% from "charts/map.njk" import placeMap %}{{ placeMap(map, "m") }}', {
        map: drawMap({ title: 'Places', places: [{ mark: '1', at: point }] }),
      });

    expect(under(at(51.45, -2.6))).toContain('drawn roughly; other countries are not drawn.');
    expect(under(at(-36.85, 174.76))).not.toContain('Coasts');
  });

  it('is none of no place, and one of a single place', () => {
    expect(drawMap({ title: 'Places', places: [] })).toBeNull();
    expect(drawMap({ title: 'Places', places: [{ mark: '1', at: at(52, -2) }] })?.spots).toHaveLength(1);
  });
});
