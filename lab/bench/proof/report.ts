/** The page of a proof. Pure. */
import { nameState, type CodeState } from '#drill/code-state.ts';
import { table } from '../support/markdown.ts';
import { round } from '../support/stats.ts';
import { LEFT_OUT } from './claims.ts';
import { PARTS } from './parts.ts';
import type { PartOutcome, Verdict } from './run-parts.ts';

export interface ProofFigures {
  readonly outcomes: readonly PartOutcome[];
  /** `2026-01-05` */
  readonly date: string;
  readonly machine: string;
  /** Processor microseconds. */
  readonly yardstick: number;
  /** Processes of others that wanted a core when it began. */
  readonly load: number;
  readonly made: CodeState;
}

const WORDS = { true: 'yes', false: '**no**', null: 'not run' } as const;

/** 0 if every figure held, 1 if one did not, 2 if all that could be run held. */
export function toExitCode(outcomes: readonly PartOutcome[]): 0 | 1 | 2 {
  const held = outcomes.flatMap(({ verdicts }) => verdicts.map((verdict) => verdict.held));
  if (held.includes(false)) return 1;
  return held.includes(null) ? 2 : 0;
}

export function toSummary(outcomes: readonly PartOutcome[]): string {
  const held = outcomes.flatMap(({ verdicts }) => verdicts.map((verdict) => verdict.held));
  const count = (wanted: boolean | null): number => held.filter((one) => one === wanted).length;
  const rest = [
    ...(count(false) === 0 ? [] : [`${String(count(false))} did not`]),
    ...(count(null) === 0 ? [] : [`${String(count(null))} were not tried`]),
  ];
  return `${[`${String(count(true))} of ${String(held.length)} figures held`, ...rest].join('; ')}.`;
}

export function toVerdictTable(outcomes: readonly PartOutcome[]): string {
  const line = ({ claim, seen, held }: Verdict): readonly string[] => [
    `“${claim.says.replaceAll('|', '·')}”`,
    claim.page,
    seen.replaceAll('|', '·'),
    WORDS[`${held}`],
    `\`npm run proof -- ${claim.part}\``,
  ];
  const verdicts = outcomes.flatMap((outcome) => outcome.verdicts);
  return table(['what it says', 'where', 'what was seen', 'held', 'by'], verdicts.map(line));
}

export function toPage(figures: ProofFigures): string {
  const { outcomes, date, machine, yardstick, load, made } = figures;
  return `# What is claimed, and what was seen

\`npm run proof\` wrote this page on ${date}, of ${nameState(made)}, on ${machine}. When it began, ${round(load)} other processes wanted a core. Its
yardstick, the processor time to read a record of forty fields from JSON, was ${round(yardstick)} µs: on a machine with half of that, times are about half.

**${toSummary(outcomes)}**

Ratios are of two sides that were asked in turns on this machine. The systems are simulated ones that speak the real protocols; no figure here is
of a real library system.

${toVerdictTable(outcomes)}

## What was run

${table(
  ['part', 'what it does', 'command', 'seconds'],
  outcomes.map(({ name, seconds }) => [
    name,
    PARTS[name].about,
    `\`npm run ${PARTS[name].command}\``,
    seconds === 0 ? 'not run' : round(seconds, 0),
  ]),
)}

## What it leaves out

Figures of the pages that README leads to which this does not find again:

${LEFT_OUT.map((line) => `- ${line}`).join('\n')}
`;
}
