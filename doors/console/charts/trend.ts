/** How numbers went from snapshot to snapshot: one line each, told apart by dashes and marks as well. No style attributes. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { line, symbol, symbolCircle, symbolSquare, symbolTriangle } from 'd3-shape';
import { inkOf, round } from './inks.ts';

export interface TrendGiven {
  readonly title: string;
  /** Names of the moments, oldest first. */
  readonly moments: readonly string[];
  /** One number for each moment; null if it was not told then, and the line is broken there. */
  readonly lines: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

/** Units of the picture; it is shown up to 1.4 times as large. */
const WIDTH = 400;
const HEIGHT = 200;
const TOP = 16;
const FOOT = 28;
const SIDE = 40;
const MARKS = [symbolCircle, symbolSquare, symbolTriangle] as const;
const DASHES = ['', '8 4', '2 3'] as const;
const MARK_SIZE = 50;
/** Room of the name of a moment. */
const LABEL = 70;

export function drawTrend({ title, moments, lines }: TrendGiven) {
  const x = scalePoint<number>()
    .domain(moments.map((_, place) => place))
    .range([SIDE, WIDTH - SIDE]);
  const known = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const y = scaleLinear()
    .domain([0, Math.max(1, ...known)])
    .range([HEIGHT - FOOT, TOP]);
  const every = Math.max(1, Math.ceil(LABEL / Math.max(x.step(), 1)));
  const draw = line<number | null>()
    .defined((value) => value !== null)
    .x((_value, place) => round(x(place) ?? 0))
    .y((value) => round(y(value ?? 0)));
  return {
    title,
    width: WIDTH,
    height: HEIGHT,
    base: HEIGHT - FOOT,
    moments: moments.flatMap((text, place) => (place % every === 0 ? [{ text, x: round(x(place) ?? 0) }] : [])),
    lines: lines.map(({ name, values }, place) => ({
      name,
      colour: inkOf(place).fill,
      dash: DASHES[place % DASHES.length] ?? '',
      mark: symbol(MARKS[place % MARKS.length], MARK_SIZE)() ?? '',
      path: draw([...values]) ?? '',
      points: values.flatMap((value, at) =>
        value === null
          ? []
          : [
              {
                x: round(x(at) ?? 0),
                y: round(y(value)),
                textY: round(y(value)) - 8,
                text: value.toLocaleString('en-GB'),
              },
            ],
      ),
    })),
  };
}
