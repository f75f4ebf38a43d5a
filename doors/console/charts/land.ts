/**
 * The land of the United Kingdom, Ireland and the islands between them, as the ground of a map. `land.json` has its coasts, drawn roughly;
 * `npm run land:write` made it of Natural Earth, which is in the public domain. Elsewhere a map has no ground.
 */
import { readFileSync } from 'node:fs';
import { geoIdentity, geoMercator, geoPath, type GeoProjection } from 'd3-geo';

type Corner = readonly [number, number];
type Ring = readonly [number, number][];

const LAND = JSON.parse(readFileSync(new URL('land.json', import.meta.url), 'utf8')) as readonly Ring[];
const COASTS = { type: 'MultiPoint' as const, coordinates: LAND.flat() };
/** Units of the small picture. */
const SMALL: Corner = [88, 120];
const SMALL_PROJECTION = geoMercator().fitExtent(
  [
    [1, 1],
    [SMALL[0] - 1, SMALL[1] - 1],
  ],
  COASTS,
);
const SMALL_OUTLINE = landIn(SMALL_PROJECTION, SMALL);
/** Of the frame in the small picture, so that it is seen. */
const LEAST = 5;

/** What of it a picture of this size shows, as the path of an SVG. */
export function landIn(projection: GeoProjection, [width, height]: Corner): string {
  const rings = LAND.map((ring) => thin(ring.map((point) => projection(point) ?? [0, 0]))).filter(
    ({ length }) => length > 3,
  );
  const path = geoPath(
    geoIdentity().clipExtent([
      [0, 0],
      [width, height],
    ]),
  ).digits(0);
  return path({ type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) }) ?? '';
}

/** Where in the whole such a picture lies; null if its middle is elsewhere. */
export function locate(projection: GeoProjection, [width, height]: Corner) {
  const at = (corner: [number, number]) => SMALL_PROJECTION(projection.invert?.(corner) ?? [0, 0]) ?? [0, 0];
  const [[left, top], [right, bottom]] = [at([0, 0]), at([width, height])];
  const middle = [(left + right) / 2, (top + bottom) / 2] as const;
  if (middle.some((one, axis) => one < 0 || one > (SMALL[axis] ?? 0))) return null;
  const [frameWidth, frameHeight] = [Math.max(LEAST, right - left), Math.max(LEAST, bottom - top)];
  return {
    width: SMALL[0],
    height: SMALL[1],
    outline: SMALL_OUTLINE,
    x: Math.round(middle[0] - frameWidth / 2),
    y: Math.round(middle[1] - frameHeight / 2),
    frameWidth: Math.round(frameWidth),
    frameHeight: Math.round(frameHeight),
  };
}

/** Without points that are less than a unit from the one before. */
function thin(ring: readonly [number, number][]): [number, number][] {
  const kept: [number, number][] = [];
  for (const point of ring) {
    const last = kept.at(-1);
    if (last === undefined || Math.hypot(point[0] - last[0], point[1] - last[1]) >= 1) kept.push(point);
  }
  const [first] = kept;
  return first === undefined ? kept : [...kept, first];
}
