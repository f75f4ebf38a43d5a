/** A day of one system in a row of a table: a strip of its hours, and how long answers took. No style attributes, like every picture. */
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { round } from './inks.ts';

/** What one hour brought; null for an hour in which nobody asked. */
export type HourGiven = {
  readonly answered: number;
  readonly failed: number;
  readonly averageMs: number | null;
} | null;

/** Units of the picture, which are its pixels. */
const STEP = 7;
const HEIGHT = 24;
const GAP = 1;

/** They differ by how high they are as well: failures stand out where no colour is seen. */
const KINDS = {
  ANSWERED: { fill: '#007f3b', height: 10 },
  PARTLY: { fill: '#d5281b', height: 17 },
  FAILED: { fill: '#7c1109', height: HEIGHT },
  NOT_ASKED: { fill: '#aeb7bd', height: 2 },
} as const;

function kindOf(hour: HourGiven): keyof typeof KINDS {
  if (hour === null || hour.answered + hour.failed === 0) return 'NOT_ASKED';
  if (hour.failed === 0) return 'ANSWERED';
  return hour.answered === 0 ? 'FAILED' : 'PARTLY';
}

/** One bar for each hour, the oldest first. */
export function drawStrip(hours: readonly HourGiven[]) {
  const kinds = hours.map(kindOf);
  const count = (kind: keyof typeof KINDS): number => kinds.filter((one) => one === kind).length;
  return {
    width: hours.length * STEP,
    height: HEIGHT,
    bars: kinds.map((kind, place) => {
      const { fill, height } = KINDS[kind];
      return { x: place * STEP, y: HEIGHT - height, width: STEP - GAP, height, fill };
    }),
    counts: {
      answered: count('ANSWERED'),
      partly: count('PARTLY'),
      failed: count('FAILED'),
      notAsked: count('NOT_ASKED'),
    },
  };
}

/** A line through the averages of the hours, broken where there is none; a lone hour is a dot. */
export function drawSpark(hours: readonly HourGiven[]) {
  const averages = hours.map((hour) => hour?.averageMs ?? null);
  const known = averages.filter((average) => average !== null);
  const most = Math.max(1, ...known);
  const y = scaleLinear()
    .domain([0, most])
    .range([HEIGHT - 2, 2]);
  const x = (place: number): number => place * STEP + STEP / 2;
  const draw = line<number | null>()
    .defined((average) => average !== null)
    .x((_average, place) => x(place))
    .y((average) => round(y(average ?? 0)));
  return {
    width: hours.length * STEP,
    height: HEIGHT,
    path: draw(averages) ?? '',
    dots: averages.flatMap((average, place) => (average === null ? [] : [{ x: x(place), y: round(y(average)) }])),
    /** Milliseconds: of the hour whose answers took longest; null if there were none. */
    most: known.length === 0 ? null : most,
  };
}
