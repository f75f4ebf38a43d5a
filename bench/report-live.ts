/** The figures of live facts as Markdown. */
import type { LiveFigures } from './live/measure-live.ts';
import type { SlowingStage } from './rows/slowing-host.ts';
import type { TwoCheckoutsFigures } from './rows/two-checkouts.ts';
import { HOW_TO_INSTALL_HIVE, type TwoRoutersFigures } from './rows/two-routers.ts';
import { drawing, spread, table, type Section } from './support/markdown.ts';
import { round } from './support/stats.ts';

export function toLiveSections({ pages, me, calls, giants, hanging, slowing }: LiveFigures): readonly Section[] {
  return [
    pageSection(pages),
    meSection(me),
    hangingSection(hanging),
    callSection(calls),
    slowingSection(slowing.stages),
    giantSection(giants),
  ];
}

function pageSection(pages: LiveFigures['pages']): Section {
  const [first] = pages;
  const text = `50 titles by ISBN at eight systems (four Kohas, four Symphonies), ${first?.holdings ?? 0} holdings, ${first?.items ?? 0} copies, every fact LIVE. The
systems answer in 20 ms, from memory, what the simulators said once: simulators that worked for each answer would do so on
the hub's cores. A system's own answer is the time for which it had a question of this very request in its hands (a Koha
is asked twice in turn: loans follow copies), the slowest's is taken; what the hub does in between is the hub's.`;
  const lines = pages.map((row) => [
    row.where,
    spread(row.beyondSlowest),
    spread(row.hub),
    spread(row.slowest),
    row.cpu === null ? '–' : round(row.cpu),
  ]);
  const heads = [
    'parts',
    'beyond the slowest, p50 / p95 ms',
    'hub, p50 / p95 ms',
    'slowest system, p50 / p95 ms',
    'CPU ms a page, hub',
  ];
  return { heading: 'A page of 50 titles at eight systems', text, table: table(heads, lines) };
}

function meSection({ accounts, loans, callsOfOne, hub, slowest, beyondSlowest, silent }: LiveFigures['me']): Section {
  const text = `One reader who signs in and has a card at ${accounts} Kohas: \`me\` with loans, holds, charges and blocks of every account, ${loans} loans
in each, every fact LIVE and asked for anew. A Koha is asked ${callsOfOne} questions for an account (each loan costs one, whether it can
be renewed), two at once; it answers each in 20 ms. With one of the systems silent and a budget of ${silent.budgetMs} ms, its account alone
was missing in ${silent.wholeAnswers} of ${silent.answers} answers (p50 / p95 ${spread(silent.elapsed, 0)} ms).`;
  const heads = ['beyond the slowest, p50 / p95 ms', 'hub, p50 / p95 ms', 'slowest system, p50 / p95 ms'];
  const line = [spread(beyondSlowest), spread(hub), spread(slowest)];
  return { heading: `Accounts at ${accounts} systems`, text, table: table(heads, [line]) };
}

function hangingSection(rows: LiveFigures['hanging']): Section {
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

function callSection({ bySystem, ofOne, ofHundred, ofHundredUsual }: LiveFigures['calls']): Section {
  const text = `What the page of 50 titles costs each system in calls. Of five of the titles, one request costs ${ofOne} calls in all; a hundred of
them at once cost ${ofHundredUsual} where regions say nothing else (an answer is told again for two seconds), and ${ofHundred} where nothing is
told again to whoever comes later.`;
  const lines = bySystem.map(({ system, calls }) => [system, calls]);
  return { heading: 'Calls to library systems', text, table: table(['system', 'calls of one page'], lines) };
}

const LEVELS = '▁▂▃▄▅▆▇█';
const HIGHEST = 16;

function slowingSection(stages: readonly SlowingStage[]): Section {
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

function giantSection(giants: LiveFigures['giants']): Section {
  const text = `A journal of 4,000 issues at one system beside 24 ordinary titles at eight, every fact LIVE. Systems answer in 20 ms
whatever they are asked; a Koha is asked for the journal in pages of 250 issues, one after the other.`;
  const lines = giants.map(({ kind, together, alone, beside }) => [
    kind,
    spread(together),
    spread(alone),
    spread(beside),
  ]);
  const heads = [
    'the journal is at a',
    'page with the journal, p50 / p95 ms',
    'the 24 alone',
    'the 24, while another asks for the journal',
  ];
  return { heading: 'A giant title', text, table: table(heads, lines) };
}

export function toTwoCheckoutsSection(figures: TwoCheckoutsFigures): Section {
  const { cpuRatio, other, ours, pages, timeRatio, yardsticks } = figures;
  const text = `${pages} pages of 50 titles at eight systems, asked of this checkout and of another in turns.`;
  const lines = [
    ['this checkout', round(ours.cpu), spread(ours.elapsed)],
    ['the other', round(other.cpu), spread(other.elapsed)],
    [
      'this ÷ the other',
      `${round(cpuRatio.median, 3)} × (${round(cpuRatio.from, 3)}–${round(cpuRatio.to, 3)})`,
      `${round(timeRatio, 3)} ×`,
    ],
    ['yardstick µs, before / after', yardsticks.map((yard) => round(yard)).join(' / '), ''],
  ];
  return {
    heading: 'A page of 50 titles, two checkouts',
    text,
    table: table(['', 'CPU ms a page (middle half)', 'answer, p50 / p95 ms'], lines),
  };
}

export function toTwoRoutersSection(figures: TwoRoutersFigures | null): Section {
  const heading = "Beside Hive's gateway";
  if (figures === null) return { heading, text: HOW_TO_INSTALL_HIVE, table: '' };
  const text = `The same catalogue, circulation router and patrons part, asked through Mercia's gateway and through Hive's with its planner
in Rust, in turns; both give the same data. Systems answer at once and from memory. Processor time is that of the gateway alone.`;
  const lines = figures.rows.map(({ question, atOnce, ours, theirs, rateRatio, cpuRatio }) => [
    question,
    atOnce,
    `${round(rateRatio, 2)} ×`,
    cpuRatio === null ? '–' : `${round(cpuRatio, 2)} ×`,
    round(ours, 0),
    round(theirs, 0),
  ]);
  const heads = ['question', 'at once', 'answers/s ÷ Hive', 'CPU ÷ Hive', 'answers/s', 'answers/s, Hive'];
  return { heading, text, table: table(heads, lines) };
}
