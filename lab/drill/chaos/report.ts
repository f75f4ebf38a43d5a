/** The figures of a chaos run: a table for the screen, and `docs/chaos.md`. */
import { toStateLine, type CodeState } from '../code-state.ts';
import type { ChaosRow } from './chaos.ts';
import type { PartName } from './parts.ts';

export interface ChaosFigures {
  readonly rows: readonly ChaosRow[];
  readonly seed: number;
  readonly minutes: number;
  /** Whether the machine had nothing else to do, before and after. */
  readonly isIdle: boolean;
  /** Processors that others kept busy before and after, on average. */
  readonly busyProcessors: number;
  readonly processors: number;
}

/** On a machine that does nothing else. */
export const USEFUL_WITHIN_MS = 5_000;

/** One fault over all the times that it befell the region. */
interface Line {
  readonly fault: string;
  readonly times: number;
  readonly impossible: string | null;
  /** The longest that a part took, and which; null if one did not become useful at all. */
  readonly worst: { readonly part: PartName; readonly ms: number | null } | null;
  readonly facts: number;
  readonly untrue: number;
  readonly acknowledged: number;
  readonly lost: number;
  /** Null if it need not be named. */
  readonly named: string | null;
  readonly unnamed: number;
}

/** What ends the run with 1. */
export function findFailures({ rows, isIdle }: ChaosFigures): readonly string[] {
  return rows.flatMap(({ fault, checks, useful, named }) => [
    ...checks.untrue.map((what) => `${fault}: untrue: ${what}`),
    ...checks.lost.map((what) => `${fault}: lost: ${what}`),
    ...checks.stuck.map((how) => `${fault}: a write fails for good: ${how}`),
    ...[...useful].flatMap(([part, ms]) =>
      ms === null || (isIdle && ms > USEFUL_WITHIN_MS)
        ? [`${fault}: ${part} was ${ms === null ? 'not useful within a minute' : `useful only after ${ms} ms`}`]
        : [],
    ),
    ...(named === null ? [`${fault}: no log names the cause`] : []),
  ]);
}

function toLines(rows: readonly ChaosRow[]): readonly Line[] {
  return [...Map.groupBy(rows, ({ fault }) => fault)]
    .map(([fault, all]) => toLine(fault, all))
    .toSorted((a, b) => a.fault.localeCompare(b.fault));
}

function toLine(fault: string, rows: readonly ChaosRow[]): Line {
  const sum = (of: (row: ChaosRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const took = rows.flatMap(({ useful }) => [...useful].map(([part, ms]) => ({ part, ms })));
  const [worst = null] = took.toSorted((a, b) => (b.ms ?? Infinity) - (a.ms ?? Infinity));
  const names = new Set(rows.flatMap(({ named }) => named?.part ?? []));
  return {
    fault,
    times: rows.length,
    impossible: rows[0]?.impossible ?? null,
    worst,
    facts: sum(({ checks }) => checks.facts),
    untrue: sum(({ checks }) => checks.untrue.length),
    acknowledged: sum(({ checks }) => checks.acknowledged),
    lost: sum(({ checks }) => checks.lost.length),
    named: rows.every(({ named }) => named === undefined) ? null : [...names].join(', '),
    unnamed: rows.filter(({ named }) => named === null).length,
  };
}

const HEADINGS = ['fault', 'times', 'useful again', 'facts', 'untrue', 'writes', 'lost', 'named by'] as const;

function toCells(line: Line): readonly string[] {
  if (line.impossible !== null) return [line.fault, '–', `not done: ${line.impossible}`, '', '', '', '', ''];
  const { worst, named, unnamed } = line;
  const useful =
    worst === null ? '–' : worst.ms === null ? `never (${worst.part})` : `${seconds(worst.ms)} (${worst.part})`;
  const by = named === null ? '–' : unnamed > 0 ? `nobody, ${unnamed} times` : named;
  const counts = [line.facts, line.untrue, line.acknowledged, line.lost].map(String);
  return [line.fault, String(line.times), useful, ...counts, by];
}

export function toTable(rows: readonly ChaosRow[]): string {
  const table = [HEADINGS, ...toLines(rows).map(toCells)];
  const widths = HEADINGS.map((_, column) => Math.max(...table.map((cells) => cells[column]?.length ?? 0)));
  return table
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function toSummary(figures: ChaosFigures): string {
  const { rows, seed, minutes, isIdle, busyProcessors, processors } = figures;
  const sum = (of: (row: ChaosRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const done = rows.filter(({ impossible }) => impossible === null);
  const lines = toLines(done);
  const late = lines.filter(({ worst }) => worst !== null && (worst.ms ?? Infinity) > USEFUL_WITHIN_MS);
  const load = isIdle
    ? `The machine (${processors} processors) did nothing else.`
    : `Other work kept ${busyProcessors.toFixed(1)} of ${processors} processors busy before and after: how long parts took is a figure, no failure.`;
  return [
    `${done.length} faults in ${minutes} minutes (seed ${seed}). ${load}`,
    `${sum(({ checks }) => checks.facts)} facts were checked, ${sum(({ checks }) => checks.untrue.length)} were untrue; ${sum(({ checks }) => checks.questions)} questions, ${sum(({ checks }) => checks.unanswered)} without an answer.`,
    `${sum(({ checks }) => checks.acknowledged)} writes were acknowledged, ${sum(({ checks }) => checks.lost.length)} of them lost.`,
    `After ${late.length} of ${lines.length} kinds of fault a part was useful again only after more than ${USEFUL_WITHIN_MS / 1000} s, the bar, or not at all. The run ended with ${findFailures(figures).length === 0 ? 0 : 1}.`,
  ].join('\n');
}

/** `date`: `2026-01-05`. */
export function toMarkdown(figures: ChaosFigures & { readonly date: string; readonly made: CodeState }): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = toLines(figures.rows).map((line) => row(toCells(line)));
  return `# The chaos run

\`npm run chaos -- --markdown docs/chaos.md\` wrote this page on ${figures.date}. ${toStateLine(figures.made)}

A region of simulated systems, every part of Mercia as a process of its own, two PostgreSQL servers (the second has every commit
before it is acknowledged) and PgBouncer. While questions, searches, feeds and pages are asked for and holds and rulings are made without end, one
fault after the other befalls it. Copies are lent and come back meanwhile, and every fact is compared with what was so.

${toSummary(figures)}

${[row(HEADINGS), row(HEADINGS.map(() => '---')), ...lines].join('\n')}

- **useful again**: until every part did what it is there for, as those who need it see it, from when the cause was gone: the part that took
  longest, over all times.
- **facts**: what was told during the fault and after it. Answers that did not come, or said that something failed, tell none.
- **writes**: holds and rulings that were said to be done. A ruling is looked for in the database, a hold at its system.
- **named by**: the part whose log names the cause; – where no other part asks the one that died, and whoever starts it sees that it ended.
- A clock, a secret and a certificate are wrong for some seconds and right again after a restart.
`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
