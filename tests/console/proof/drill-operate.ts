/** What operators are told, read out of their pages and compared with what the graph tells an operator, and with the tables. */
import { readWhen, WHEN } from '#drill/console/moments.ts';
import { allOf, behindHeading, tableOf, wordsOf, type Spoken } from '#drill/console/spoken.ts';
import { headingOf, mainOf, sentencesOf, summaryOf, tablesOf } from './drill-compare.ts';
import type { TrueHost, TrueOperation, TrueStanding } from './truth-operate.ts';

const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en-GB')} ${one}${count === 1 ? '' : 's'}`;

/** Whether the words have the moment where the expression finds it; a moment is told to the minute. */
function judgeMoment(words: string, pattern: RegExp, moment: string, now: number): readonly string[] {
  const [, when = ''] = pattern.exec(words) ?? [];
  const minute = readWhen(/^\d/.test(when) ? `on ${when}` : when, now);
  const at = Date.parse(moment);
  return minute !== null && minute.from <= at && at < minute.to
    ? []
    : [`does not say ${moment} (${pattern.source.slice(0, 40)}): ${words}`];
}

const SINCE = new RegExp(`\\bsince (${WHEN}|\\d{1,2} [A-Z][a-z]+ \\d{4} at \\d\\d:\\d\\d)`);

/** `/operate`: systems in trouble since when, hosts that are not asked, records, jobs, keys; and how many things these are. */
export function judgeOverview(page: Spoken, operation: TrueOperation, now: number): readonly string[] {
  const { standings, failedJobs, endingKeys } = operation;
  const main = mainOf(page);
  const itemsOf = (heading: string): readonly string[] =>
    behindHeading(main, new RegExp(`^${heading}$`))
      .filter(({ role }) => role === 'listitem')
      .map(wordsOf);
  const [failing, spared, unread] = [
    'Systems in trouble',
    'Hosts that are not asked',
    'Records that could not be read',
  ].map(itemsOf) as [readonly string[], readonly string[], readonly string[]];
  const silent = standings.filter(({ failingSince }) => failingSince !== null);
  const open = standings.flatMap(({ hosts }) => hosts.filter(({ breaker }) => breaker !== 'CLOSED'));
  const rejecting = standings.filter(({ rejects }) => rejects.length > 0);
  const things = silent.length + open.length + rejecting.length + failedJobs.length + endingKeys.length;
  const sum = things === 1 ? '1 thing needs you now.' : `${things} things need you now.`;
  const next = allOf(main, 'listitem').filter(
    (item) => allOf(item, 'paragraph').length > 0 && allOf(item, 'link').length === 0,
  );
  return [
    ...(sentencesOf(main).includes(sum) ? [] : [`does not sum up “${sum}”: ${sentencesOf(main)[0] ?? ''}`]),
    ...(failing.length === silent.length
      ? []
      : [`names ${failing.length} systems in trouble, which are ${silent.length}`]),
    ...silent.flatMap(({ name, failingSince }) => {
      const told = failing.find((item) => item.startsWith(`${name}: `));
      if (told === undefined) return [`does not say that ${name} is in trouble`];
      return judgeMoment(told, SINCE, failingSince ?? '', now);
    }),
    ...(spared.length === open.length
      ? []
      : [`names ${spared.length} hosts that are not asked, which are ${open.length}`]),
    ...open.flatMap((host) => judgeSpared(spared, host, now)),
    ...(unread.length === rejecting.length
      ? []
      : [`names ${unread.length} systems with rejects, which are ${rejecting.length}`]),
    ...rejecting
      .filter(
        ({ name, rejects }) =>
          !unread.some((item) => item.startsWith(`${name}: ${counted(rejects.length, 'record')} could not be read.`)),
      )
      .map(({ name, rejects }) => `does not say that ${name} has ${rejects.length}: ${unread.join(' | ')}`),
    ...missingIn(itemsOf('Jobs that failed'), failedJobs, 'the failed job'),
    ...missingIn(itemsOf('Keys that end soon'), endingKeys, 'the key'),
    ...next.map((item) => `names no next step: ${wordsOf(item)}`),
  ];
}

function missingIn(items: readonly string[], wanted: readonly string[], what: string): readonly string[] {
  return wanted
    .filter((words) => !items.some((item) => item.includes(words)))
    .map((words) => `does not tell of ${what}: ${words}`);
}

function judgeSpared(
  items: readonly string[],
  { name, openSince, lastFailure }: TrueHost,
  now: number,
): readonly string[] {
  const told = items.find((item) => item.startsWith(`${name} is asked less, or not at all`));
  if (told === undefined) return [`does not say that ${name} is not asked`];
  return [
    ...(openSince === null ? [] : judgeMoment(told, SINCE, openSince, now)),
    ...(lastFailure === null || told.includes(`The last failure was ${lastFailure.code}.`)
      ? []
      : [`does not say that ${name} failed by ${lastFailure.code}: ${told}`]),
  ];
}

const BREAKERS: Readonly<Record<TrueHost['breaker'], RegExp>> = {
  CLOSED: /^Yes$/,
  OPEN: /^No: it failed several times in a row$/,
  HALF_OPEN: /^One question at a time: it failed$/,
};

/** `/systems/ID` as an operator sees it. */
export function judgeSystem(page: Spoken, standing: TrueStanding, now: number): readonly string[] {
  const main = mainOf(page);
  const words = wordsOf(main);
  const facts = summaryOf(main);
  const behind = (heading: RegExp): string =>
    behindHeading(main, heading)
      .filter(({ role }) => role === 'paragraph')
      .map(wordsOf)
      .join(' ');
  const { name, hosts, failingSince, rejects, records } = standing;
  const since = facts.get('In trouble since') ?? null;
  const held = facts.get('Records held') ?? '';
  const tags = sentencesOf(main)[0] ?? '';
  const answers = failingSince === null ? /Copies: (?:answers|not asked yet)/ : /Copies: not answering/;
  return [
    ...(headingOf(page) === name ? [] : [`is headed “${headingOf(page)}”`]),
    ...(answers.test(tags) ? [] : [`has no word for how it answers: ${tags}`]),
    ...(held.startsWith(records.toLocaleString('en-GB')) ? [] : [`holds “${held}”, which are ${records}`]),
    ...(facts.get('Records that could not be read') === String(rejects.length)
      ? []
      : [`could not read ${facts.get('Records that could not be read') ?? 'nothing'}, which are ${rejects.length}`]),
    ...(failingSince === null
      ? since === null
        ? []
        : [`is in trouble since ${since}, and it is well`]
      : [
          ...judgeMoment(`since ${(since ?? '').replace(/^T/, 't').replace(/^Y/, 'y')}`, SINCE, failingSince, now),
          ...judgeMoment(
            words,
            /has not answered questions about copies since (today \d\d:\d\d|yesterday \d\d:\d\d)/,
            failingSince,
            now,
          ),
          ...(behind(/^What this means for readers$/).includes('A copy may well be on its shelf')
            ? []
            : ['does not say what it means for readers']),
          ...(behind(/^Who acts$/) === '' ? ['does not say who acts'] : []),
        ]),
    ...judgeTold(main, standing, now),
    ...judgeHosts(main, hosts, now),
  ];
}

/** What is told of a system by its capability, and what is told without it. */
const CAN: readonly (readonly [capability: string, yes: string, no: string])[] = [
  ['LIVE_ITEMS', 'Says how copies stand now', 'Cannot be asked how copies stand now: ask the library'],
  ['HOLD_QUEUE', 'Says how many readers wait for a title', 'Does not say how many readers wait for a title'],
  ['PATRON_ACCOUNT', 'Shows readers their loans', 'Does not show readers their loans here'],
  ['RENEW', 'Renews loans', 'Does not renew loans here'],
  ['CANCEL_HOLD', 'Cancels requests', 'Does not cancel requests here'],
];

function judgeTold(main: Spoken, standing: TrueStanding, now: number): readonly string[] {
  const { lastAnswerAt, lastReadAt, capabilities, libraries, failingSince } = standing;
  const facts = summaryOf(main);
  const when = (fact: string): string =>
    (facts.get(fact) ?? 'nothing').replace(/^[TY]/, (letter) => letter.toLowerCase());
  const itemsOf = (heading: RegExp): readonly string[] =>
    behindHeading(main, heading)
      .filter(({ role }) => role === 'listitem')
      .map(wordsOf);
  const answered = readWhen(when('Last answer about copies'), now);
  const isAsked =
    lastAnswerAt === null
      ? when('Last answer about copies').startsWith('Not ')
      : // Whoever looks at the page has a system asked that is well.
        answered !== null &&
        answered.to > Date.parse(lastAnswerAt) &&
        (failingSince === null || answered.from <= Date.parse(lastAnswerAt));
  const can = itemsOf(/^What it can tell$/);
  const shown = itemsOf(/^Libraries$/);
  return [
    ...(isAsked ? [] : [`last answered ${when('Last answer about copies')}, which was ${String(lastAnswerAt)}`]),
    ...judgeMoment(when('Catalogue last read to its end'), new RegExp(`^(${WHEN})`), lastReadAt, now),
    ...CAN.filter(([capability, yes, no]) => !can.includes(capabilities.includes(capability) ? yes : no)).map(
      ([capability]) => `does not say whether it has ${capability}: ${can.join(' | ')}`,
    ),
    ...(shown.toSorted().join() === libraries.toSorted().join() ? [] : [`names the libraries ${shown.join()}`]),
  ];
}

function judgeHosts(main: Spoken, hosts: readonly TrueHost[], now: number): readonly string[] {
  const table = tablesOf(main).find(({ name }) => name.startsWith('Hosts'));
  const of = (cells: readonly string[], column: string): string => cells[(table?.head.indexOf(column) ?? 0) - 1] ?? '';
  return [
    ...(table?.rows.length === hosts.length ? [] : [`shows ${table?.rows.length ?? 0} hosts of ${hosts.length}`]),
    ...hosts.flatMap(({ name, breaker, openSince, lastFailure }) => {
      const cells = table?.rows.find(({ header }) => header === name)?.cells ?? [];
      const [asked, since, failure] = ['Asked now', 'Since', 'Last failure'].map((column) => of(cells, column));
      return [
        ...(BREAKERS[breaker].test(asked ?? '') ? [] : [`says “${asked ?? ''}” of ${name}, which is ${breaker}`]),
        ...(openSince === null
          ? since === ''
            ? []
            : [`is open since ${since ?? ''}`]
          : judgeMoment(since ?? '', new RegExp(`(${WHEN})`), openSince, now)),
        ...(lastFailure === null
          ? failure === 'None'
            ? []
            : [`says “${failure ?? ''}” of ${name}, which did not fail`]
          : [
              ...(failure?.startsWith(`${lastFailure.code}, `) === true
                ? []
                : [`says that ${name} failed by ${failure ?? ''}`]),
              ...judgeMoment(failure ?? '', new RegExp(`(${WHEN})`), lastFailure.at, now),
            ]),
      ];
    }),
  ];
}

/** `/operate/rejects`: how many of which system, and which they are. */
export function judgeRejects(page: Spoken, standings: readonly TrueStanding[]): readonly string[] {
  const main = mainOf(page);
  const all = standings.flatMap(({ name, rejects }) => rejects.map((reject) => ({ name, ...reject })));
  const sections = allOf(main, 'region');
  const rows = allOf(main, 'table').flatMap((table) => tableOf(table).rows);
  const shown = rows.map(({ header, cells: [system, place, reason] }) => [header, system, place, reason].join(' | '));
  const wanted = all.map(({ name, localId, place, reason }) =>
    [localId ?? 'Number not known', name, place, reason].join(' | '),
  );
  const undated = rows.filter(({ cells }) => !new RegExp(`^${WHEN}$`).test(cells[3] ?? ''));
  return [
    ...(sentencesOf(main).includes(`${counted(all.length, 'record')} could not be read.`)
      ? []
      : [`does not say that ${all.length} could not be read`]),
    ...standings
      .filter(({ rejects }) => rejects.length > 0)
      .filter(
        ({ name, rejects }) =>
          !sections.some(
            (section) =>
              section.name === name &&
              wordsOf(section).includes(`${counted(rejects.length, 'record')} could not be read.`),
          ),
      )
      .map(({ name, rejects }) => `does not say of ${name} that ${rejects.length} could not be read`),
    ...(shown.toSorted().join('; ') === wanted.toSorted().join('; ')
      ? []
      : [`lists [${shown.join('; ')}], which are [${wanted.join('; ')}]`]),
    ...undated.map(({ header }) => `does not say since when ${header} cannot be read`),
  ];
}
