import { describe, expect, it } from 'vitest';
import { coordinatesFault, distanceMetres, type Coordinates } from './coordinates.ts';

const at = (latitude: number, longitude: number): Coordinates => ({ latitude, longitude });
const [LONDON, PARIS, SYDNEY, NEW_YORK] = [
  at(51.5074, -0.1278),
  at(48.8566, 2.3522),
  at(-33.8688, 151.2093),
  at(40.7128, -74.006),
];
/** Half of the way round. */
const HALF_ROUND = Math.PI * 6_371_008.8;

describe('distanceMetres', () => {
  // Distances on the ellipsoid (WGS 84); a sphere is at most 0.6 % off.
  it.each([
    ['London', LONDON, 'Paris', PARIS, 343_923],
    ['London', LONDON, 'New York', NEW_YORK, 5_585_234],
    ['London', LONDON, 'Sydney', SYDNEY, 16_989_298],
  ])('from %s to %s is that of a map', (_from, a, _to, b, expected) => {
    expect(Math.abs(distanceMetres(a, b) / expected - 1)).toBeLessThan(0.006);
    expect(distanceMetres(b, a)).toBe(distanceMetres(a, b));
  });

  it('is none from a place to itself, and of a few metres along a corridor', () => {
    expect(distanceMetres(LONDON, LONDON)).toBe(0);
    // 0.0001 degrees of latitude are 11.1 m everywhere.
    expect(distanceMetres(at(52, -2), at(52.0001, -2))).toBeCloseTo(11.12, 2);
  });

  it('goes the short way across the antimeridian', () => {
    const metres = distanceMetres(at(-16.8, 179.99), at(-16.8, -179.99));

    expect(metres).toBeCloseTo(distanceMetres(at(-16.8, 10), at(-16.8, 10.02)), 3);
    expect(distanceMetres(at(10, 180), at(10, -180))).toBeCloseTo(0, 6);
  });

  it('takes no notice of the longitude at a pole', () => {
    expect(distanceMetres(at(90, 17), at(90, -120))).toBeCloseTo(0, 6);
    expect(distanceMetres(at(90, 0), at(-90, 90))).toBeCloseTo(HALF_ROUND, 3);
    expect(distanceMetres(at(89.9, 0), at(89.9, 180))).toBeCloseTo(HALF_ROUND * (0.2 / 180), 3);
  });

  it('is half of the way round to the other end of the earth, wherever that is', () => {
    for (let latitude = -90; latitude <= 90; latitude += 7.3) {
      const point = at(latitude, latitude * 1.9);
      const other = at(-latitude, point.longitude + (point.longitude > 0 ? -180 : 180));

      expect(distanceMetres(point, other)).toBeCloseTo(HALF_ROUND, 0);
    }
  });
});

describe('coordinatesFault', () => {
  it.each([at(0, 0), at(90, 180), at(-90, -180), at(-0, 51.5)])('finds nothing wrong with %o', (point) => {
    expect(coordinatesFault(point)).toBeNull();
  });

  it.each([at(90.001, 0), at(0, 180.5), at(Number.NaN, 0), at(0, Number.POSITIVE_INFINITY), at(1e309, 1)])(
    'refuses %o',
    (point) => {
      expect(coordinatesFault(point)).toMatch(/^latitude is -90 to 90 and longitude is -180 to 180 degrees/);
    },
  );

  it('says so if they look swapped', () => {
    expect(coordinatesFault(at(151.2, -33.9))).toMatch(/; they look swapped$/);
    expect(coordinatesFault(at(151.2, 133.9))).not.toMatch(/swapped/);
  });
});
