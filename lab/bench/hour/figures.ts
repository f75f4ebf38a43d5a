/** What an hour of questions came to: tables, and whether it held. Pure. */
import { table } from '../support/markdown.ts';
import { median, quantile, round } from '../support/stats.ts';
import type { Asked } from './ask-by-the-clock.ts';
import type { ProcessName, Taken } from './processes.ts';
import { KINDS } from './questions.ts';

export interface Sample {
  /** Milliseconds since the first question. */
  readonly at: number;
  readonly taken: Readonly<Record<ProcessName, Taken>>;
}

export interface Heap {
  readonly at: number;
  readonly megabytes: number;
}

export interface HourFigures {
  readonly asked: readonly Asked[];
  readonly samples: readonly Sample[];
  readonly heaps: readonly Heap[];
}

const P99_MS = 300;
/** The last quarter's median may be above the second quarter's by so much. */
const FLAT = 0.05;
const HEAPS_JUDGED = 5;
/** The systems are simulated: what they take says nothing of Mercia. */
const JUDGED: readonly ProcessName[] = ['Mercia', 'database'];
const PROCESSES: readonly ProcessName[] = [...JUDGED, 'library systems'];

export interface Course {
  /** Medians of the second and of the last quarter. */
  readonly second: number;
  readonly last: number;
  /** Of the last three quarters, for an hour: the first is for what is kept to be filled. */
  readonly slope: number;
}

/** How something went over time, milliseconds; the times need not be even. */
export function courseOf(points: readonly { readonly at: number; readonly value: number }[]): Course {
  const [from, until] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0];
  const quarter = (until - from) / 4;
  const between = (first: number, end: number): number =>
    median(
      points.filter(({ at }) => at >= from + first * quarter && at <= from + end * quarter).map(({ value }) => value),
    );
  return {
    second: between(1, 2),
    last: between(3, 4),
    slope: slopeOf(points.filter(({ at }) => at >= from + quarter)) * 3_600_000,
  };
}

/** Of the line with the least squares. */
function slopeOf(points: readonly { readonly at: number; readonly value: number }[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [at, value] = [mean(points.map((point) => point.at)), mean(points.map((point) => point.value))];
  const over = points.reduce((sum, point) => sum + (point.at - at) * (point.value - value), 0);
  return over / points.reduce((sum, point) => sum + (point.at - at) ** 2, 0);
}

function isFlat({ second, last }: Course): boolean {
  return last <= second * (1 + FLAT);
}

function memoryOf(samples: readonly Sample[], name: ProcessName): Course {
  return courseOf(samples.map(({ at, taken }) => ({ at, value: taken[name].megabytes })));
}

/** Whether memory can be judged: each quarter has a collection. */
export function isLongEnough({ heaps }: Pick<HourFigures, 'heaps'>): boolean {
  return heaps.length >= HEAPS_JUDGED;
}

/** What did not hold, in words; none if all held. */
export function findFailures(figures: HourFigures): readonly string[] {
  const { asked } = figures;
  const errors = asked.filter(({ error }) => error !== null).length;
  return [
    ...(asked.length === 0 ? ['nothing was asked'] : []),
    ...(errors === 0 ? [] : [`${String(errors)} answers were errors`]),
    ...(p99(asked) > P99_MS ? [`the p99 of all questions is above ${String(P99_MS)} ms`] : []),
    ...(isLongEnough(figures) ? findGrown(figures) : []),
  ];
}

function findGrown({ samples, heaps }: HourFigures): readonly string[] {
  const grown = JUDGED.filter((name) => !isFlat(memoryOf(samples, name)));
  const heap = courseOf(heaps.map(({ at, megabytes }) => ({ at, value: megabytes })));
  return [
    ...grown.map((name) => `the memory of ${name} grew by more than ${String(100 * FLAT)} %`),
    ...(isFlat(heap) ? [] : [`Mercia’s heap after collection grew by more than ${String(100 * FLAT)} %`]),
  ];
}

function p99(asked: readonly Asked[]): number {
  return quantile(
    asked.map(({ ms }) => ms),
    0.99,
  );
}

/** What a minute of questions came to, in a line: with the codes of its errors, and between which seconds of the whole they came. */
export function tellMinute(minute: number, asked: readonly Asked[]): string {
  const wrong = asked.filter(({ error }) => error !== null);
  const seconds = wrong.map(({ at }) => at / 1_000);
  const codes = [...countCodes(wrong.map(({ error }) => error ?? ''))].map(
    ([code, times]) => `${code} ${String(times)}`,
  );
  const late = quantile(
    asked.map((one) => one.late),
    1,
  );
  const times = asked.length === 0 ? '' : `, p99 ${round(p99(asked))} ms, asker late by ${round(late)} ms at most`;
  const errors =
    wrong.length === 0
      ? ''
      : ` (${codes.join(', ')}; asked from ${round(Math.min(...seconds))} to ${round(Math.max(...seconds))} s)`;
  return `${String(minute)} min: ${String(asked.length)} answers${times}, ${String(wrong.length)} errors${errors}`;
}

function countCodes(codes: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  return counts;
}

export function toTables(figures: HourFigures): string {
  const { asked } = figures;
  const late = asked.map((one) => one.late);
  const slow = KINDS.filter((kind) => p99(asked.filter((one) => one.kind === kind)) > P99_MS);
  return [
    questionsTable(asked),
    slow.length === 0
      ? `Each kind of question keeps to ${String(P99_MS)} ms (p99) by itself, too.`
      : `The bar of ${String(P99_MS)} ms (p99) is for all questions together. By themselves these are above it: ${slow.join('; ')}.`,
    errorsTable(asked),
    memoryTable(figures),
    `The asker itself was late by ${round(quantile(late, 0.99))} ms (p99), ${round(quantile(late, 1))} ms at most; that is in the times above. Memory is
flat if the median of its last quarter is at most ${String(100 * FLAT)} % above that of its second quarter; it grows by a line of least squares over the last three
quarters. What processes share is counted once. Heap is what is in use after a collection that was asked for ${String(figures.heaps.length)} times, which the questions
waited for, too.`,
  ].join('\n\n');
}

function questionsTable(asked: readonly Asked[]): string {
  const row = (name: string, of: readonly Asked[]): readonly (string | number)[] => {
    const times = of.map(({ ms }) => ms);
    return [
      name,
      of.length,
      of.filter(({ error }) => error !== null).length,
      of.filter(({ notLive }) => notLive.length > 0).length,
      ...[0.5, 0.95, 0.99, 1].map((share) => round(quantile(times, share))),
    ];
  };
  const heads = ['question', 'asked', 'errors', 'less than live', 'p50 ms', 'p95 ms', 'p99 ms', 'longest ms'];
  return table(heads, [
    ...KINDS.map((kind) =>
      row(
        kind,
        asked.filter((one) => one.kind === kind),
      ),
    ),
    row('**all**', asked),
  ]);
}

function errorsTable(asked: readonly Asked[]): string {
  const counts = countCodes(
    asked.flatMap(({ error, notLive }) => [
      ...(error === null ? [] : [`error: ${error}`]),
      ...[...new Set(notLive)].map((code) => `less than live: ${code}`),
    ]),
  );
  if (counts.size === 0) return 'No answer was an error, and every fact of a system that can tell was live.';
  return table(
    ['code', 'answers'],
    [...counts].toSorted(([, a], [, b]) => b - a),
  );
}

function memoryTable({ samples, heaps }: HourFigures): string {
  const toRow = (name: string, { second, last, slope }: Course, processor: string): readonly string[] => [
    name,
    round(second),
    round(last),
    `${round(100 * (last / second - 1))} %`,
    round(slope),
    processor,
  ];
  const heap = courseOf(heaps.map(({ at, megabytes }) => ({ at, value: megabytes })));
  return table(
    ['process', 'MB, second quarter', 'MB, last quarter', 'grown', 'MB an hour', 'of one processor'],
    [
      ...PROCESSES.map((name) => toRow(name, memoryOf(samples, name), `${round(processorShare(samples, name))} %`)),
      toRow('Mercia’s heap after collection', heap, ''),
    ],
  );
}

function processorShare(samples: readonly Sample[], name: ProcessName): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return Number.NaN;
  return (100 * (last.taken[name].cpu - first.taken[name].cpu)) / (last.at - first.at);
}
