/** Spans of years, one row for each who has some: journals' runs. No style attributes; the table beside it says the same in words. */
import { scaleLinear } from 'd3-scale';
import { inkOf, patternsOf, round } from './inks.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface TimelineGiven {
  readonly title: string;
  /** Names of the two kinds of spans. */
  readonly series: readonly [string, string];
  readonly rows: readonly {
    readonly label: string;
    readonly spans: readonly Span[];
    /** Spans that stand out among them. */
    readonly marked: readonly Span[];
  }[];
}

/** Units of the picture; it is shown up to 1.4 times as large. */
const WIDTH = 400;
const ROW = 36;
const BAR = 12;
const BAR_Y = 20;
const LABEL_Y = 15;
const LABEL_SIZE = 13;
const WIDE = 0.55;
const FOOT = 22;
const TICKS = 5;

export function drawTimeline({ title, series, rows }: TimelineGiven) {
  const years = rows.flatMap(({ spans }) => spans.flatMap(({ from, to }) => [from, to + 1]));
  const x = scaleLinear()
    .domain(years.length === 0 ? [0, 1] : [Math.min(...years), Math.max(...years)])
    .range([0, WIDTH]);
  const partOf = ({ from, to }: Span, place: number) => ({
    place,
    fill: inkOf(place).fill,
    x: round(x(from)),
    // A year ends where the next begins.
    width: round(Math.max(x(to + 1) - x(from), 1)),
  });
  return {
    title,
    width: WIDTH,
    height: rows.length * ROW + FOOT,
    base: rows.length * ROW + 4,
    patterns: patternsOf(series.length),
    ticks: x
      .ticks(TICKS)
      .filter((year) => Number.isInteger(year) && years.length > 0)
      .map((year) => ({ year, x: round(x(year)), labelX: Math.min(Math.max(round(x(year)), 16), WIDTH - 16) })),
    rows: rows.map(({ label, spans, marked }, place) => ({
      label,
      labelSize: round(Math.min(LABEL_SIZE, WIDTH / (Math.max(label.length, 1) * WIDE))),
      labelY: place * ROW + LABEL_Y,
      y: place * ROW + BAR_Y,
      height: BAR,
      parts: [...spans.map((span) => partOf(span, 0)), ...marked.map((span) => partOf(span, 1))],
    })),
    legend: series.map((text, place) => ({ text, place, fill: inkOf(place).fill })),
  };
}

/** `1990-1994, 1997` as spans; what is no year is left out. */
export function readSpans(text: string): readonly Span[] {
  return text.split(',').flatMap((part) => {
    const [, from = '', to] = /^\s*(\d{4})(?:[-–](\d{4}))?\s*$/.exec(part) ?? [];
    return from === '' ? [] : [{ from: Number(from), to: Number(to ?? from) }];
  });
}
