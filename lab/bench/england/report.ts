/** The tables of a region that grows. Pure. */
import { spread, table } from '../support/markdown.ts';
import { round } from '../support/stats.ts';
import type { HarvestFigures } from '../load/measure-harvest.ts';
import type { AskedFigures, ChangeFigures, JoinFigures, TableSize } from './england-child.ts';

/** What was measured when so many systems had joined. */
export interface Mark {
  readonly systems: number;
  /** Of all of them. */
  readonly records: number;
  /** Of those that joined since the mark before. */
  readonly join: JoinFigures;
  /** Processor microseconds, right after. */
  readonly yardstick: number;
  readonly asked: AskedFigures;
  /** Null where there was none. */
  readonly round: HarvestFigures | null;
  /** Null where it was not asked again. */
  readonly rested: (AskedFigures & { readonly restedSeconds: number }) | null;
  readonly changes: ChangeFigures;
  readonly sizes: readonly TableSize[];
}

/** Smaller tables are summed up. */
const SHARE_SHOWN = 0.02;
const BAR_OF_CURVE = 50;

/** All marks are compared with the one at `base` records. */
export function toReport(marks: readonly Mark[], base: number): string {
  return [
    joinTable(marks, base),
    curve(marks),
    askedTable(marks),
    changesTable(marks),
    roundTable(marks),
    sizeTable(marks),
  ].join('\n\n');
}

function joinTable(marks: readonly Mark[], base: number): string {
  const compared = marks.find(({ records }) => Math.abs(records - base) < base / 20);
  const heads = [
    'records',
    'systems',
    'editions',
    'CPU µs a record, hub',
    'CPU µs a record, database',
    `both ÷ at ${formatCount(base)}`,
    'records/s',
    'peak memory, MB',
    'yardstick µs',
  ];
  const lines = marks.map((mark) => {
    const { records, systems, join, yardstick } = mark;
    return [
      formatCount(records),
      systems,
      formatCount(join.editions),
      round((join.hubCpu / join.records) * 1e6, 0),
      round(((join.databaseCpu ?? Number.NaN) / join.records) * 1e6, 0),
      compared === undefined ? '–' : round(costOf(mark) / costOf(compared), 2),
      round(join.records / join.seconds, 0),
      round(join.peakMegabytes, 0),
      round(yardstick),
    ];
  });
  return table(heads, lines);
}

/** Processor microseconds of a record that joined since the mark before; NaN where the machine does not tell the database's. */
function costOf({ join }: Mark): number {
  return ((join.hubCpu + (join.databaseCpu ?? Number.NaN)) / join.records) * 1e6;
}

/** Each mark as a bar as long as its records cost. */
function curve(marks: readonly Mark[]): string {
  const most = Math.max(...marks.map(costOf));
  const lines = marks.map((mark) => {
    const bar = '█'.repeat(Math.round((costOf(mark) / most) * BAR_OF_CURVE) || 0);
    return `${formatCount(mark.records).padStart(10)}  ${bar} ${round(costOf(mark), 0)} µs`;
  });
  return `\`\`\`text\n${lines.join('\n')}\n\`\`\``;
}

/** Twice for a mark that was asked again: right after the load, and when the database rested. */
function askedTable(marks: readonly Mark[]): string {
  const heads = [
    'records',
    'asked',
    'three words of a title',
    'one word, with counts and facets',
    'an ISBN, with holdings',
    'an id, with holdings',
  ];
  const line = (records: number, when: string, { words, word, isbn, id }: AskedFigures): readonly string[] => [
    formatCount(records),
    when,
    ...[words, word, isbn, id].map(spread),
  ];
  const lines = marks.flatMap(({ records, asked, rested }) => [
    line(records, 'at once', asked),
    ...(rested === null ? [] : [line(records, `after ${round(rested.restedSeconds, 0)} s`, rested)]),
  ]);
  return table(heads, lines);
}

function changesTable(marks: readonly Mark[]): string {
  const heads = ['records', 'one system', 'systems at once', 'each of them', 'share of it spent waiting'];
  const lines = marks.map(({ records, changes: { alone, together, systems, waiting } }) => [
    formatCount(records),
    spread(alone),
    systems,
    spread(together),
    `${round(100 * waiting, 0)} %`,
  ]);
  return table(heads, lines);
}

function roundTable(marks: readonly Mark[]): string {
  const lines = marks.flatMap(({ records, systems, round: harvested }) =>
    harvested === null
      ? []
      : [[formatCount(records), systems, formatCount(harvested.records), round(harvested.seconds, 0)]],
  );
  return table(['records', 'systems', 'changed records', 'seconds'], lines);
}

function sizeTable(marks: readonly Mark[]): string {
  const last = marks.at(-1)?.sizes ?? [];
  const whole = sumOf(last);
  const names = last.filter(({ megabytes }) => megabytes >= whole * SHARE_SHOWN).map(({ name }) => name);
  const perRecords = (megabytes: number, { records }: Mark): string => round((megabytes / records) * 100_000, 0);
  const lines = names.map((name) => {
    const sizesOf = marks.map(({ sizes }) => sizes.find((size) => size.name === name));
    const newest = sizesOf.at(-1);
    return [
      `\`${name}\``,
      ...marks.map((mark, place) => perRecords(sizesOf[place]?.megabytes ?? 0, mark)),
      `${round((100 * (newest?.inIndexes ?? 0)) / (newest?.megabytes ?? 1), 0)} %`,
    ];
  });
  const rest = marks.map((mark) => perRecords(sumOf(mark.sizes.filter(({ name }) => !names.includes(name))), mark));
  const all = marks.map((mark) => perRecords(sumOf(mark.sizes), mark));
  const heads = ['MB for 100,000 records', ...marks.map(({ records }) => `at ${formatCount(records)}`), 'in indexes'];
  return table(heads, [...lines, ['all other tables', ...rest, ''], ['**together**', ...all, '']]);
}

function sumOf(sizes: readonly TableSize[]): number {
  return sizes.reduce((sum, { megabytes }) => sum + megabytes, 0);
}

function formatCount(count: number): string {
  return count.toLocaleString('en-GB');
}
