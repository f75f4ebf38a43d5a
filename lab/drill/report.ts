/** The figures of a drill: a summary for the screen, and `docs/drill.md`. */
import { KINDS } from './faults/kinds.ts';
import { CROWD_KIND } from './crowd.ts';
import { DATABASE_KINDS } from './faults/database.ts';
import { APART, LOGINS } from './systems.ts';
import { BUDGETS_MS } from './question.ts';
import { toStateLine, type CodeState } from './code-state.ts';
import type { Breach, Tally } from './tally.ts';

export interface Figures {
  readonly tally: Tally;
  readonly seed: number;
  readonly elapsedMs: number;
}

export interface DatedFigures extends Figures {
  /** `2026-01-05` */
  readonly date: string;
  readonly machine: string;
  readonly made: CodeState;
}

const BAR = 50;
const SYSTEM_KINDS = [...KINDS, CROWD_KIND];
const WAYS = SYSTEM_KINDS.length + DATABASE_KINDS.length;

export function toSummary({ tally, seed, elapsedMs }: Figures): string {
  const { faults, unmet, questions, breaches, settled } = tally;
  const late = tally.lateMs;
  return [
    `${faults} faults met by ${questions} questions in ${Math.round(elapsedMs / 1000)} s (seed ${seed}); ${unmet} more met nobody.`,
    `${breaches.length} times something untrue was shown; ${tally.unjudged} answers were not judged.`,
    statesChart(tally.states),
    accountsLine(tally),
    servicesLine(tally),
    `Of ${settled.facts} facts of systems that were well, ${settled.facts - settled.late} were LIVE: ${settledLine(tally)}.`,
    `Beyond the budget: median ${at(late, 0.5)} ms, 99 of 100 within ${at(late, 0.99)} ms, worst ${at(late, 1)} ms.`,
  ].join('\n');
}

/** What was shown that was untrue, with all that is needed to see it again. */
export function describeBreach({ seed, step, what, faults }: Breach): string {
  return `${what}\n  step ${step}, with ${faults.join('; ') || 'no fault'}\n  again: npm run drill -- --seed ${seed} --step ${step}`;
}

export function toMarkdown(figures: DatedFigures): string {
  const { tally, date, machine, seed, elapsedMs, made } = figures;
  const { faults, unmet, questions, breaches, settled, forgotten, lateMs } = tally;
  return `# Fault drill

Written by \`npm run drill\` on ${date} (${machine}, seed ${seed}, ${Math.round(elapsedMs / 1000)} s).
${toStateLine(made)}

**${faults} faults; something untrue was shown ${breaches.length} times.**

Simulated systems of ${LOGINS.length} kinds, and the database, fail in the ${WAYS} ways of [the table below](#what-failed), alone and together, while copies are lent, returned, lost, found, held,
added and removed at all of them. Among these ways are answers that can be read and are not so: rows of other titles, fewer rows than they
count, what they said an hour ago ([lies](simulators.md#lies)). The graph is asked through its real gateway: editions under two aliases, a search, copies
by barcode, in one operation with a budget of ${Math.min(...BUDGETS_MS)} to ${Math.max(...BUDGETS_MS)} ms. Every fact of every answer is compared with what the
simulated system's own history says of that moment:

- \`LIVE\` must have been so when the system was asked; \`LAST_KNOWN\` when it says, and no older than what was shown before.
- A loan may come without its day, and a copy may say that it could be on the hold shelf or travel, while its system gives days that there are not,
  holds that name no copy, or no branch.
- If a state is unknown, every count is null. No copy is left out, made up or counted as not available.
- \`data\` is never null, and nothing of a neighbour is missing.
- A reader's account has every loan that is open and no other or, if they are unknown, no list at all: never "no loans". A loan
  whose title could not be read is there all the same, with its due date, no record, and the reason.
- A library moves from one system to another and back while both fail and copies are lent at both: nothing of the target is shown while
  it is tried out, nothing is LIVE while it is FROZEN, and after MOVED the target answers under the ids of before.
- While a crowd that did not sign in asks a slow system for more than it can answer, an account there is LIVE in its time.
- RTAC and DAIA, asked of the same titles over their own sockets, tell of no copy that it is away if it was in its place all the
  time, and leave no library's copies out.

A fault counts when a question met it: ${unmet} more met nobody, because their system was left alone just then. A test plants
mistakes of the kinds that the drill is for, and fails where the drill does not find them.

Not drilled here: faults while records are harvested; writes, of which [the chaos run](chaos.md) makes holds and rulings;
and a hold that is cancelled while its copy travels, the one case known in which a copy of a Koha counts that is not in its place
([case by case](koha-availability.md#case-by-case)).

## What was shown

\`\`\`text
${statesChart(tally.states)}
\`\`\`

${accountsLine(tally)}

${servicesLine(tally)}

${questions} questions; ${tally.unjudged} more were not judged, because the whole machine stood still for too long to say anything of the hub. Of ${settled.facts} facts of systems that were well for some time, ${settled.facts - settled.late} were LIVE; the others came too late for
their budget. By system, directly / through an adapter server: ${settledLine(tally)}. ${forgotten} facts were UNKNOWN although the index could be asked: their system was silent, and looking up what was
last known took longer than what was left of the budget.

Beyond the budget, less the delay of a plain timer in the same process: median ${at(lateMs, 0.5)} ms, 99 of 100 within
${at(lateMs, 0.99)} ms, worst ${at(lateMs, 1)} ms. The simulated systems, the hub and the drill share one process for
each of two stages side by side.

## What failed

Faults met, by kind and by how the hub asks the system: directly / through an adapter server.

${faultsTable(tally)}
`;
}

function accountsLine({ accounts: { LIVE, UNKNOWN, NOT_SUPPORTED } }: Tally): string {
  return `Accounts of the one reader who borrows: ${LIVE} LIVE, ${UNKNOWN} UNKNOWN, ${NOT_SUPPORTED} NOT_SUPPORTED.`;
}

function servicesLine({ told: { copies, away } }: Tally): string {
  return `RTAC was asked as well as the graph: it told of ${copies} copies, and said of ${away} of them that they were away. DAIA was asked for the same copies.`;
}

/** Directly / through an adapter server: how many facts of a system that was well were live. */
function settledLine({ settledBy }: Tally): string {
  const of = (system: string): string => {
    const { facts, late } = settledBy.get(system) ?? { facts: 0, late: 0 };
    return `${facts - late} of ${facts}`;
  };
  return LOGINS.map((login) => `${login} ${of(login)} / ${of(login + APART)}`).join(', ');
}

function statesChart(states: Tally['states']): string {
  const most = Math.max(1, ...Object.values(states));
  return Object.entries(states)
    .map(([state, count]) => `${state.padEnd(13)} ${'█'.repeat(Math.ceil((count / most) * BAR))} ${count}`)
    .join('\n');
}

function faultsTable({ met }: Tally): string {
  const of = (kind: string, system: string): number => met.get(kind)?.get(system) ?? 0;
  const rows = SYSTEM_KINDS.map((kind) => [
    kind,
    String([...(met.get(kind)?.values() ?? [])].reduce((sum, count) => sum + count, 0)),
    ...LOGINS.map((login) => `${of(kind, login)} / ${of(kind, login + APART)}`),
  ]);
  const database = DATABASE_KINDS.map((kind) => [kind, String(of(kind, 'database')), ...LOGINS.map(() => '')]);
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const heads = ['fault', 'met', ...LOGINS];
  return [line(heads), line(heads.map(() => '---')), ...[...rows, ...database].map(line)].join('\n');
}

/** The value that so much of a list does not pass. */
function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0);
}
