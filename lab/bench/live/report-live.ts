/** The figures of live facts as Markdown. */
import type { AvailabilityFigures } from '../rows/availability.ts';
import type { GiantFigures } from '../rows/giant-title.ts';
import type { HangingFigures } from '../rows/hanging-systems.ts';
import type { MeFigures } from '../rows/me.ts';
import type { PageOf50Figures } from '../rows/page-of-50.ts';
import type { CallFigures } from '../rows/shared-calls.ts';
import type { SlowingFigures } from '../rows/slowing-host.ts';
import { drawing, spread, table, type Described } from '../support/markdown.ts';
import { round } from '../support/stats.ts';

export function pageSection(pages: readonly PageOf50Figures[]): Described {
  const [first] = pages;
  const text = `50 titles by ISBN at eight systems (four Kohas, four Symphonies), ${first?.holdings ?? 0} holdings, ${first?.items ?? 0} copies, every fact LIVE. The
systems answer in 20 ms, from memory, what the simulators said once: simulators that worked for each answer would do so on
the hub's cores. A system's own answer is the time for which it was working on a question of this very request (a Koha
is asked twice in turn: loans follow copies), the slowest's is taken; what the hub does in between is the hub's. By hand are
the same calls with \`fetch\` and \`Promise.all\`, in turns with the hub, as for the page of 25.`;
  const lines = pages.map((row) => [
    row.where,
    `${round(row.overFanOut, 2)} ×`,
    row.cpuOverFanOut === null ? '–' : `${round(row.cpuOverFanOut, 2)} ×`,
    spread(row.beyondSlowest),
    spread(row.hub),
    spread(row.slowest),
    row.cpu === null ? '–' : round(row.cpu),
  ]);
  const heads = [
    'parts',
    'hub ÷ by hand',
    'CPU ÷ by hand',
    'beyond the slowest, p50 / p95 ms',
    'hub, p50 / p95 ms',
    'slowest system, p50 / p95 ms',
    'CPU ms a page, hub',
  ];
  return { heading: 'A page of 50 titles at eight systems', text, table: table(heads, lines) };
}

export function availabilitySection({ titles, bytes, graphCpu, overGraph }: AvailabilityFigures): Described {
  const text = `${titles} titles at eight systems by RTAC (XML) and by DAIA, each over the processor time of the very question that they ask of
the graph, asked by a client itself, in turns. Everything is in one process; every fact is LIVE.`;
  const ratio = (value: number | undefined): string => (value === undefined ? '–' : `${round(value, 2)} ×`);
  const kilobytes = (value: number): string => round(value / 1024, 0);
  const lines = [
    ['GraphQL', '1 ×', graphCpu === null ? '–' : round(graphCpu), kilobytes(bytes.graph)],
    ['RTAC', ratio(overGraph?.rtac), '', kilobytes(bytes.rtac)],
    ['DAIA', ratio(overGraph?.daia), '', kilobytes(bytes.daia)],
  ];
  const heads = ['by', 'CPU ÷ GraphQL', 'CPU ms an answer', 'KiB an answer'];
  return { heading: 'Availability by RTAC and DAIA', text, table: table(heads, lines) };
}

export function meSection({ accounts, loans, callsOfOne, hub, slowest, beyondSlowest, silent }: MeFigures): Described {
  const text = `One reader who signs in and has a card at ${accounts} Kohas: \`me\` with loans, holds, charges and blocks of every account, ${loans} loans
in each, every fact LIVE and fetched again. A Koha is asked ${callsOfOne} questions for an account (each loan costs one, whether it can
be renewed), two at once; it answers each in 20 ms. With one of the systems silent and a budget of ${silent.budgetMs} ms, its account alone
was missing in ${silent.wholeAnswers} of ${silent.answers} answers (p50 / p95 ${spread(silent.elapsed, 0)} ms).`;
  const heads = [
    'hub ÷ slowest',
    'beyond the slowest, p50 / p95 ms',
    'hub, p50 / p95 ms',
    'slowest system, p50 / p95 ms',
  ];
  const line = [`${round(hub.p50 / slowest.p50, 2)} ×`, spread(beyondSlowest), spread(hub), spread(slowest)];
  return { heading: `Accounts at ${accounts} systems`, text, table: table(heads, [line]) };
}

export function hangingSection(rows: readonly HangingFigures[]): Described {
  const text = `25 titles at thirty systems, ${rows[0]?.holdings ?? 0} holdings, with a budget of 1,500 ms; two systems take every question and answer
none, the others answer in 20 ms. Breakers are set so that they do not spare the hub the waiting. An answer is whole where
every fact of the other 28 systems is LIVE.`;
  const lines = rows.map(({ atOnce, answers, elapsed, wholeAnswers }) => [
    atOnce,
    spread(elapsed, 0),
    round(elapsed.max, 0),
    `${wholeAnswers} of ${answers}`,
  ]);
  const heads = ['requests at once', 'answer, p50 / p95 ms', 'longest ms', 'whole'];
  return { heading: 'A budget with two of thirty systems hanging', text, table: table(heads, lines) };
}

export function callSection({ bySystem, ofOne, ofHundred, ofHundredUsual }: CallFigures): Described {
  const text = `What the page of 50 titles costs each system in calls. Of five of the titles, one request costs ${ofOne} calls in all; a hundred of
them at once cost ${ofHundredUsual} where regions say nothing else (an answer is told again for two seconds), and ${ofHundred} where nothing is
told again to whoever comes later.`;
  const lines = bySystem.map(({ system, calls }) => [system, calls]);
  return { heading: 'Calls to library systems', text, table: table(['system', 'calls of one page'], lines) };
}

const LEVELS = '▁▂▃▄▅▆▇█';
const HIGHEST = 16;

export function slowingSection({ stages }: SlowingFigures): Described {
  const text = `A host that is asked by sixteen at once, slows from 50 ms to two seconds, and comes back. Each sign is how many exchanges it
may have at once after one more exchange (the highest is ${HIGHEST}).`;
  const width = Math.max(...stages.map(({ answerIn }) => String(answerIn).length));
  const lines = stages.flatMap(({ answerIn, concurrency }) => {
    const signs = concurrency.map((allowed) => LEVELS[Math.ceil((allowed / HIGHEST) * LEVELS.length) - 1] ?? '?');
    return (signs.join('').match(/.{1,60}/gu) ?? []).map((part) => `${String(answerIn).padStart(width)} ms  ${part}`);
  });
  const halved = stages[1]?.concurrency.findIndex((allowed) => allowed <= HIGHEST / 2) ?? -1;
  const back = stages[2]?.concurrency.indexOf(HIGHEST) ?? -1;
  lines.push('', `halved after ${said(halved)} slow answers, whole again after ${said(back)} quick ones`);
  return { heading: 'A host that slows', text, table: drawing(lines) };
}

/** The place of an exchange counted from 1; none is named as such. */
function said(index: number): string {
  return index < 0 ? 'more than that many' : String(index + 1);
}

export function giantSection(giants: readonly GiantFigures[]): Described {
  const text = `A journal of 4,000 issues at one system beside 24 ordinary titles at eight, every fact LIVE. Systems answer in 20 ms
whatever they are asked; a Koha is asked for the journal in pages of 250 issues, one after the other.`;
  const lines = giants.map(({ kind, together, alone, beside }) => [
    kind,
    `${round(together.p50 / alone.p50, 2)} ×`,
    spread(together),
    spread(alone),
    spread(beside),
  ]);
  const heads = [
    'the journal is at a',
    'with ÷ without it',
    'page with the journal, p50 / p95 ms',
    'the 24 alone',
    'the 24, while another asks for the journal',
  ];
  return { heading: 'A giant title', text, table: table(heads, lines) };
}
