/**
 * Bars as an own SVG without style attributes: only where each part stands is worked out here, in units of the picture. The
 * same numbers belong in a table beside it, in the same order.
 */
import { scaleLinear } from 'd3-scale';
import { inkOf, patternsOf, round } from './inks.ts';

export interface BarsGiven {
  readonly title: string;
  /** Names of the parts of each bar: one to six. */
  readonly series: readonly string[];
  /** One number of each part. */
  readonly bars: readonly { readonly label: string; readonly values: readonly number[] }[];
}

/** Units of the picture; it is shown up to 1.4 times as large, and on narrow screens at three quarters. */
const WIDTH = 400;
/** With one line above the bar; each further one needs its own. */
const ROW = 48;
const LINE = 17;
const BAR = 20;
const LABEL_Y = 16;
const LABEL_SIZE = 15;
/** Letters of a line, at their usual width. */
const LINE_LETTERS = 44;
const BAR_Y = 22;
/** For the sum behind the longest bar. */
const ROOM = 56;
/** Width of a digit, with air. */
const DIGIT = 9;
/** Between parts. */
const GAP = 1;

export function drawBars({ title, series, bars }: BarsGiven) {
  const sums = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const scale = scaleLinear()
    .domain([0, Math.max(1, ...sums)])
    .range([0, WIDTH - ROOM]);
  let height = 0;
  return {
    title,
    width: WIDTH,
    labelSize: LABEL_SIZE,
    patterns: patternsOf(series.length),
    bars: bars.map(({ label, values }, place) => {
      const lines = linesOf(label).map((text, line) => ({ text, y: height + LABEL_Y + line * LINE }));
      const top = height + (lines.length - 1) * LINE;
      const sum = sums[place] ?? 0;
      height = top + ROW;
      return {
        label,
        lines,
        y: top + BAR_Y,
        height: BAR,
        parts: partsOf(values, scale),
        sum: sum.toLocaleString('en-GB'),
        sumX: round(scale(sum)) + 6,
        sumY: top + BAR_Y + 15,
      };
    }),
    height,
    legend: series.length < 2 ? [] : series.map((text, place) => ({ text, place, fill: inkOf(place).fill })),
  };
}

/** A long name goes on in the next line: small letters could not be read on a telephone. */
function linesOf(label: string): readonly string[] {
  const lines: string[] = [];
  for (const word of label.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE_LETTERS) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function partsOf(values: readonly number[], scale: (value: number) => number) {
  let before = 0;
  return values.flatMap((value, place) => {
    const from = scale(before);
    before += value;
    const width = scale(before) - from;
    if (value <= 0) return [];
    const { fill, text: textFill } = inkOf(place);
    const text = value.toLocaleString('en-GB');
    const textWidth = text.length * DIGIT + 6;
    const hasRoom = values.length > 1 && width >= textWidth;
    return [
      {
        place,
        x: round(from),
        width: round(Math.max(width - GAP, 1)),
        fill,
        text: hasRoom ? text : '',
        textX: round(from + width / 2),
        // The number stands on the plain colour, between the lines of the pattern.
        textFrom: round(from + (width - textWidth) / 2),
        textWidth,
        textFill,
      },
    ];
  });
}
