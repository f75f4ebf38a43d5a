/** Columns in the order of time: years of publication, of last loans, months. No style attributes; the table beside it has the numbers. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { inkOf, patternsOf, round } from './inks.ts';

export interface ColumnsGiven {
  readonly title: string;
  readonly columns: readonly { readonly label: string; readonly value: number; readonly ink?: number }[];
  /** What the inks stand for, if there is more than one. */
  readonly series?: readonly string[];
}

/** Units of the picture; it is shown up to 1.4 times as large. */
const WIDTH = 400;
const HEIGHT = 200;
const TOP = 20;
const FOOT = 26;
/** Room of a label, and of a number above its column. */
const LABEL = 44;
const NUMBER = 30;

export function drawColumns({ title, columns, series = [] }: ColumnsGiven) {
  const x = scaleBand<number>()
    .domain(columns.map((_, place) => place))
    .range([0, WIDTH])
    .padding(0.15);
  const y = scaleLinear()
    .domain([0, Math.max(1, ...columns.map(({ value }) => value))])
    .range([HEIGHT - FOOT, TOP]);
  // Where columns are narrow, every second or third of them is named.
  const every = Math.max(1, Math.ceil(LABEL / Math.max(x.step(), 1)));
  const most = Math.max(...columns.map(({ value }) => value));
  return {
    title,
    width: WIDTH,
    height: HEIGHT,
    base: HEIGHT - FOOT,
    patterns: patternsOf(Math.max(series.length, 1)),
    columns: columns.map(({ label, value, ink = 0 }, place) => {
      const middle = round((x(place) ?? 0) + x.bandwidth() / 2);
      const isNumbered = value > 0 && (x.step() >= NUMBER || value === most);
      return {
        place: ink,
        x: round(x(place) ?? 0),
        y: round(y(value)),
        width: round(x.bandwidth()),
        height: round(HEIGHT - FOOT - y(value)),
        fill: inkOf(ink).fill,
        middle,
        label: place % every === 0 ? label : '',
        labelX: Math.min(Math.max(middle, LABEL / 2), WIDTH - LABEL / 2),
        number: isNumbered ? value.toLocaleString('en-GB') : '',
        numberX: Math.min(Math.max(middle, NUMBER / 2), WIDTH - NUMBER / 2),
        numberY: round(y(value)) - 5,
      };
    }),
    legend: series.length < 2 ? [] : series.map((text, place) => ({ text, place, fill: inkOf(place).fill })),
  };
}
