/** Points on the earth and how far apart they are. */

/** Degrees of WGS 84, as maps and satellites give them. */
export interface Coordinates {
  /** -90 to 90; north is positive. */
  readonly latitude: number;
  /** -180 to 180; east is positive. */
  readonly longitude: number;
}

/** Mean radius of the earth (IUGG). A sphere of it is at most 0.6 % off the true distance. */
const EARTH_RADIUS_METRES = 6_371_008.8;

/** What is wrong with coordinates, for whoever gave them; null if nothing is. */
export function coordinatesFault({ latitude, longitude }: Coordinates): string | null {
  if (isWithin(latitude, 90) && isWithin(longitude, 180)) return null;
  const isSwapped = isWithin(longitude, 90) && isWithin(latitude, 180);
  const hint = isSwapped ? '; they look swapped' : '';
  return `latitude is -90 to 90 and longitude is -180 to 180 degrees${hint}`;
}

function isWithin(value: number, limit: number): boolean {
  return Number.isFinite(value) && Math.abs(value) <= limit;
}

/** Metres along the great circle between two points, by the haversine formula: exact enough for a few metres, too. */
export function distanceMetres(a: Coordinates, b: Coordinates): number {
  const [latitudeA, latitudeB] = [toRadians(a.latitude), toRadians(b.latitude)];
  const acrossLatitude = Math.sin((latitudeB - latitudeA) / 2) ** 2;
  const acrossLongitude = Math.sin(toRadians(b.longitude - a.longitude) / 2) ** 2;
  const haversine = acrossLatitude + Math.cos(latitudeA) * Math.cos(latitudeB) * acrossLongitude;
  // Rounding may bring the haversine of two opposite points above 1.
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.sqrt(Math.min(1, haversine)));
}

function toRadians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
