/**
 * Places on a plain map, as an own SVG without style attributes: where each stands by its coordinates, how long some miles are, the coast
 * if one is near, and in which part of the country all of it lies. The same places belong in a list beside it.
 */
import { geoMercator } from 'd3-geo';
import { EARTH_MILES, type Point } from '../words/distance.ts';
import { landIn, locate } from './land.ts';

export interface MapGiven {
  readonly title: string;
  /** More than one place may have the same mark: sites of one library. */
  readonly places: readonly { readonly mark: string; readonly at: Point; readonly isOwn?: boolean }[];
}

/** Units of the picture; it is shown at most a little larger, and on narrow screens at three quarters. */
const WIDTH = 420;
const HEIGHT = 340;
const EDGE = 28;
const RADIUS = 12;
/** Marks that would hide each other are moved apart; a line leads to where the place is. */
const APART = 2 * RADIUS + 2;
const STEPS = 60;
/** A single place has no extent: so many degrees around it are shown. */
const AROUND = 0.05;
const BAR_MOST = WIDTH / 4;
/** Coasts are drawn roughly: on a picture of fewer miles a place might stand in the sea. */
const COAST_MILES = 20;
const BAR_MILES = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];

/** Null if no place is known. */
export function drawMap({ title, places }: MapGiven) {
  if (places.length === 0) return null;
  const projection = geoMercator().fitExtent(
    [
      [EDGE, EDGE],
      [WIDTH - EDGE, HEIGHT - 2 * EDGE],
    ],
    { type: 'MultiPoint', coordinates: cornersOf(places.map(({ at }) => at)) },
  );
  const spots = places.map(({ mark, at, isOwn = false }): Spot => {
    const [x = 0, y = 0] = projection([at.longitude, at.latitude]) ?? [];
    return { mark, isOwn, x, y, markX: x, markY: y };
  });
  for (let step = 0; step < STEPS; step += 1) if (!moveApart(spots)) break;
  const scale = scaleBar(
    projection.scale(),
    places.map(({ at }) => at.latitude),
  );
  const where = locate(projection, [WIDTH, HEIGHT]);
  const isWide = WIDTH / scale.unitsPerMile >= COAST_MILES;
  return {
    title,
    width: WIDTH,
    height: HEIGHT,
    radius: RADIUS,
    land: where !== null && isWide ? landIn(projection, [WIDTH, HEIGHT]) : null,
    where,
    spots: spots.map(({ x, y, markX, markY, ...spot }) => ({
      ...spot,
      x: round(x),
      y: round(y),
      markX: round(markX),
      markY: round(markY),
      isMoved: Math.hypot(x - markX, y - markY) > 1,
    })),
    scale,
  };
}

interface Spot {
  readonly mark: string;
  readonly isOwn: boolean;
  readonly x: number;
  readonly y: number;
  markX: number;
  markY: number;
}

function cornersOf(points: readonly Point[]): [number, number][] {
  const longitudes = points.map(({ longitude }) => longitude);
  const latitudes = points.map(({ latitude }) => latitude);
  return [
    [Math.min(...longitudes) - AROUND, Math.min(...latitudes) - AROUND],
    [Math.max(...longitudes) + AROUND, Math.max(...latitudes) + AROUND],
  ];
}

/** One step; false if nothing is too near to anything. Two at one point go to the left and to the right. */
function moveApart(spots: readonly Spot[]): boolean {
  let moved = false;
  for (const [index, a] of spots.entries()) {
    for (const b of spots.slice(index + 1)) {
      const [x, y] = [b.markX - a.markX, b.markY - a.markY];
      const length = Math.hypot(x, y);
      if (length >= APART) continue;
      const [unitX, unitY] = length === 0 ? [1, 0] : [x / length, y / length];
      const by = (APART - length) / 2;
      a.markX = within(a.markX - unitX * by, WIDTH);
      a.markY = within(a.markY - unitY * by, HEIGHT);
      b.markX = within(b.markX + unitX * by, WIDTH);
      b.markY = within(b.markY + unitY * by, HEIGHT);
      moved = true;
    }
  }
  return moved;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function within(value: number, most: number): number {
  return Math.min(most - RADIUS - 1, Math.max(RADIUS + 1, value));
}

/** In the middle of the map: on a map of this kind a mile is longer in the north. */
function scaleBar(unitsPerRadian: number, latitudes: readonly number[]) {
  const middle = ((Math.min(...latitudes) + Math.max(...latitudes)) / 2) * (Math.PI / 180);
  const unitsPerMile = unitsPerRadian / Math.cos(middle) / EARTH_MILES;
  const miles = BAR_MILES.findLast((one) => one * unitsPerMile <= BAR_MOST) ?? 0.1;
  const width = Math.round(miles * unitsPerMile);
  const text = `${String(miles)} ${miles === 1 ? 'mile' : 'miles'}`;
  return { unitsPerMile, width, y: HEIGHT - 14, textY: HEIGHT - 20, text };
}
