/** What pages of comparing tell, read out of them and compared with the tables of the snapshot. */
import { readWhen, WHEN } from '#drill/console/moments.ts';
import {
  allOf,
  behindHeading,
  inOrder,
  tableOf,
  tidy,
  wordsOf,
  type Spoken,
  type SpokenTable,
} from '#drill/console/spoken.ts';
import type { TrueCopy, TrueSnapshot, TrueSystem } from './truth-compare.ts';

/** What is wrong with a page; empty if nothing is. `now` in milliseconds since the epoch. */
export type Judge = (
  page: Spoken,
  snapshot: TrueSnapshot,
  now: number,
) => Promise<readonly string[]> | readonly string[];

export const mainOf = (page: Spoken): Spoken => allOf(page, 'main')[0] ?? page;
export const sentencesOf = (page: Spoken): readonly string[] => allOf(page, 'paragraph').map(wordsOf);
export const headingOf = (page: Spoken): string =>
  allOf(page, 'heading')
    .filter(({ level }) => level === 1)
    .map(wordsOf)
    .join(' | ');
export const tablesOf = (page: Spoken): readonly SpokenTable[] => allOf(page, 'table').map(tableOf);

const NUMBER = /^\d{1,3}(?:,\d{3})*$/;
export const numberIn = (words: string): number => Number(words.replaceAll(',', ''));

/** Every number that is a link is as many rows as plain statements count behind it; every page has some. */
export async function judgeLinks(page: Spoken, snapshot: TrueSnapshot): Promise<readonly string[]> {
  const links = allOf(page, 'link').filter(({ url }) => url?.includes(`/compare/${snapshot.name}/rows?`));
  const numbers = links.flatMap((link) => {
    const words = wordsOf(link).replace(/ titles of its own$/, '');
    return NUMBER.test(words) && link.url !== null ? [{ url: link.url, number: numberIn(words) }] : [];
  });
  const wrong: string[] = numbers.length === 0 ? ['has no number that leads to its rows'] : [];
  for (const { url, number } of numbers) {
    const count = await snapshot.count(url);
    if (count !== number) wrong.push(`says ${number} where ${count} rows are behind ${decodeURIComponent(url)}`);
  }
  return wrong;
}

/** The snapshot by its name, with the minute in which it was taken, and how old it is. */
export function judgeName(words: string, { name, takenAt }: TrueSnapshot, now: number): readonly string[] {
  const at = takenAt.getTime();
  const [, when = ''] = new RegExp(`\\b[Tt]aken (${WHEN})`).exec(words) ?? [];
  const minute = readWhen(when, now);
  return [
    ...(new RegExp(`\\b${name}\\b`).test(words) ? [] : [`does not name the snapshot ${name}: ${words}`]),
    ...(minute !== null && minute.from <= at && at < minute.to ? [] : [`does not say when it was taken: ${words}`]),
    ...judgeAge(words, (now - at) / 60_000),
  ];
}

/** Rounded, as people say it; a page may be some seconds older than the judge. */
function judgeAge(words: string, minutes: number): readonly string[] {
  const [, less, count, unit] = /\b(?:(less than a minute)|(\d+) (minute|hour|day)s?) old\b/.exec(words) ?? [];
  const size = unit === 'day' ? 1_440 : unit === 'hour' ? 60 : 1;
  const said = less === undefined ? Number(count ?? NaN) * size : 0;
  return Math.abs(said - minutes) <= size * 0.5 + 1 ? [] : [`does not say how old it is: ${words}`];
}

const THINGS: Readonly<Record<string, string>> = {
  ITEMS: 'copies',
  ITEM_STATUS: 'how copies stand',
  STATEMENTS: 'which years of journals there are',
  CODE_LISTS: 'what codes mean',
  LOANS: 'loans',
  HOLDS: 'holds',
  READERS: 'readers',
};

/** Each system of which something is missing is named with what it is. */
function judgeGaps(sentences: readonly string[], systems: readonly TrueSystem[]): readonly string[] {
  return systems.flatMap(({ name, problem, notTold }) => [
    ...judgeProblem(sentences, { name, problem }),
    ...notTold
      .filter(
        (thing) =>
          !sentences.some(
            (one) => one.includes(name) && one.includes(THINGS[thing] ?? thing) && one.includes('unknown, not 0'),
          ),
      )
      .map((thing) => `does not say that ${name} does not tell ${thing}`),
  ]);
}

function judgeProblem(
  sentences: readonly string[],
  { name, problem }: Pick<TrueSystem, 'name' | 'problem'>,
): readonly string[] {
  if (problem === null) return [];
  const isSaid = sentences.some((one) => one.includes(name) && one.includes(problem.replace(/\.$/, '')));
  return isSaid ? [] : [`does not say of ${name}: ${problem}`];
}

export const judgeIncomplete = (page: Spoken, { systems }: TrueSnapshot): readonly string[] =>
  systems.flatMap((system) => judgeProblem(sentencesOf(mainOf(page)), system));

/** Whose rows are shown: all, to the migration team. */
export const judgeScope = (page: Spoken): readonly string[] =>
  sentencesOf(mainOf(page)).includes('You see the rows of all libraries.') ? [] : ['does not say whose rows it shows'];

/** `/compare`: `snapshots`, the newest first. */
export function judgeSnapshots(page: Spoken, snapshots: readonly TrueSnapshot[], now: number): readonly string[] {
  const regions = behindHeading(mainOf(page), /^Snapshots$/).filter(({ role }) => role === 'region');
  const names = regions.map(({ name }) => name);
  const wanted = snapshots.map(({ name }) => name);
  const [newest] = snapshots;
  const stale = sentencesOf(mainOf(page)).find((one) => one.startsWith('The newest complete snapshot, ')) ?? '';
  return [
    ...judgeScope(page),
    ...(names.join() === wanted.join() ? [] : [`shows the snapshots ${names.join()} where there are ${wanted.join()}`]),
    ...(newest === undefined || stale.includes(`, ${newest.name}, is `)
      ? []
      : [`does not say which snapshot is the newest: ${stale}`]),
    ...snapshots.flatMap((snapshot) => {
      const region = regions.find(({ name }) => name === snapshot.name);
      if (region === undefined) return [];
      const words = wordsOf(region);
      return [
        ...judgeName(words, snapshot, now),
        ...(words.includes(' Taken Taken ') ? [] : [`does not say that ${snapshot.name} was taken: ${words}`]),
        ...(words.includes(`${snapshot.systems.length} systems in it`)
          ? []
          : [`does not say how many systems: ${words}`]),
        ...judgeGaps(sentencesOf(region), snapshot.systems).map((breach) => `${snapshot.name} ${breach}`),
      ];
    }),
  ];
}

/** Rows by their header, with what stands under each column. */
export function cellsOf(
  tables: readonly SpokenTable[],
  name: RegExp,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const table = tables.find((one) => name.test(one.name));
  return new Map(
    table?.rows.map(({ header, cells }) => [
      header,
      new Map(cells.map((cell, place) => [table.head[place + 1] ?? '', cell])),
    ]),
  );
}

export const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
export const say = (number: number): string => number.toLocaleString('en-GB');

/** `/compare/SNAPSHOT`. */
export const judgeSnapshot: Judge = async (page, snapshot, now) => {
  const main = mainOf(page);
  const tables = tablesOf(main);
  const { systems, copies } = snapshot;
  const expected: (readonly [table: RegExp, row: string, column: string, number: string])[] = [
    [/^All of it/, 'Records', 'Number', say(sumOf(systems.map(({ records }) => records)))],
    [/^All of it/, 'Copies', 'Number', say(sumOf(systems.map(({ items }) => items)))],
    [/^All of it/, 'Statements of journals’ runs', 'Number', say(sumOf(systems.map(({ statements }) => statements)))],
    ...systems.flatMap(({ name, notTold, ...numbers }) =>
      (['Records', 'Copies', 'Statements'] as const).map((column) => {
        const [of, number] = (
          {
            Records: ['RECORDS', numbers.records],
            Copies: ['ITEMS', numbers.items],
            Statements: ['STATEMENTS', numbers.statements],
          } as const
        )[column];
        return [/^By system/, name, column, number === 0 && notTold.includes(of) ? 'not told' : say(number)] as const;
      }),
    ),
    ...Array.from(copies, ([library, count]) => [/^By library/, library, 'Copies', say(count)] as const),
  ];
  const read = (table: RegExp, row: string, column: string): string =>
    cellsOf(tables, table).get(row)?.get(column) ?? 'nothing';
  const untold = read(/^All of it/, 'Statements of journals’ runs', 'Not in the number');
  return [
    ...judgeScope(page),
    ...judgeName(`${headingOf(page)} ${sentencesOf(main).join(' ')}`, snapshot, now),
    ...judgeGaps(
      behindHeading(main, /^What is missing$/)
        .filter(({ role }) => role === 'listitem')
        .map(wordsOf),
      systems,
    ),
    ...expected
      .filter(([table, row, column, number]) => read(table, row, column) !== number)
      .map(
        ([table, row, column, number]) =>
          `${table.source}: says ${read(table, row, column)} of ${row}, ${column}, where it is ${number}`,
      ),
    ...systems.flatMap(({ name, harvestedAt, notTold }) => [
      ...judgeRead(read(/^By system/, name, 'As read'), name, harvestedAt, now),
      ...(notTold.includes('STATEMENTS') && !untold.includes(name) ? [`does not say that ${name} is not in it`] : []),
    ]),
    ...(await judgeFindings(main, snapshot)),
    ...(await judgeLinks(main, snapshot)),
  ];
};

/** What was found, each with a link that says of what it tells more. */
async function judgeFindings(main: Spoken, { name, plain, pairs, count }: TrueSnapshot): Promise<readonly string[]> {
  const { titles } = plain;
  const last = titles
    .flatMap(({ libraries, found }) => (libraries.size === 1 && found.length === 1 ? found : []))
    .filter(({ online }) => !online);
  const elsewhere = await count(
    `/compare/${name}/rows?of=ITEMS&where=FINDING:BARCODE_ELSEWHERE,BARCODE_ELSEWHERE_ALIKE`,
  );
  const inShelf = last.filter(({ status }) => status === 'AVAILABLE').length;
  const unknown = last.filter(({ status }) => status === null || status === 'UNKNOWN').length;
  const untold = unknown === 0 ? '' : `, and of ${say(unknown)} nobody knows how they stand`;
  const items = behindHeading(main, /^What was found$/).filter(({ role }) => role === 'listitem');
  const wanted = [
    `Of ${say(titles.length)} titles ${say(titles.filter(({ libraries }) => libraries.size > 1).length)} are held by two libraries or more.`,
    `${say(last.length)} copies are the last of their edition; ${say(inShelf)} of them stood on the shelf${untold}.`,
    `${say(pairs)} pairs of records wait for a person to say whether they are one edition.`,
    `${say(elsewhere)} items have a barcode that a copy in another system has too.`,
  ];
  return wanted.flatMap((finding) => {
    const item = items.find((one) => wordsOf(one).startsWith(finding));
    if (item === undefined) return [`does not say “${finding}”: ${items.map(wordsOf).join(' | ')}`];
    const more = allOf(item, 'link').map((link) => tidy(link.name));
    return more.join() === `More: ${finding}` ? [] : [`leads on from “${finding}” by ${more.join()}`];
  });
}

function judgeRead(words: string, system: string, harvestedAt: Date, now: number): readonly string[] {
  const minute = readWhen(words, now);
  const at = harvestedAt.getTime();
  return minute !== null && minute.from <= at && at < minute.to ? [] : [`says that ${system} was read ${words}`];
}

/** The main numbers stand beside what they are of. */
export function judgeSummary(
  main: Spoken,
  wanted: readonly (readonly [label: string, begins: string])[],
): readonly string[] {
  const said = summaryOf(main);
  return wanted.flatMap(([label, begins]) => {
    const value = said.get(label);
    return value === begins || value?.startsWith(`${begins} `) === true
      ? []
      : [`says of “${label}”: ${value ?? 'nothing'}, which is ${begins}`];
  });
}

export function summaryOf(main: Spoken): ReadonlyMap<string, string> {
  const all = inOrder(main).filter(({ role }) => role === 'term' || role === 'definition');
  return new Map(
    all.flatMap((one, place) => {
      const next = all[place + 1];
      return one.role === 'term' && next?.role === 'definition' ? [[wordsOf(one), wordsOf(next)] as const] : [];
    }),
  );
}

/** Copies of one library; `/compare/SNAPSHOT/rows?of=ITEMS&where=LIBRARY:…`. */
export const ROWS_OF = { library: 'ankerdale', path: 'rows?of=ITEMS&where=LIBRARY:ankerdale&where=STATUS:ON_LOAN' };

export const judgeRows: Judge = async (page, snapshot, now) => {
  const main = mainOf(page);
  const number = await snapshot.count(`/compare/${snapshot.name}/${ROWS_OF.path}`);
  const [table] = tablesOf(main);
  const shown = Math.min(number, 50);
  const conditions = allOf(main, 'listitem').map(wordsOf);
  const words = sentencesOf(main);
  return [
    ...(headingOf(page) === `${say(number)} copies` ? [] : [`is headed “${headingOf(page)}” where it is ${number}`]),
    ...[`Library: ${snapshot.libraries.get(ROWS_OF.library) ?? ''}`, 'How it stood: ON_LOAN']
      .filter((one) => !conditions.includes(one))
      .map((one) => `does not say that it counts “${one}”: ${conditions.join(' | ')}`),
    ...(words.includes('Copies of which all of this is true:') ? [] : ['does not say what is counted']),
    ...judgeScope(page),
    ...judgeName(words.find((one) => /^Snapshot .*taken/.test(one)) ?? '', snapshot, now),
    ...judgeIncomplete(page, snapshot),
    ...(words.includes(`Rows 1 to ${shown} of ${say(number)}.`)
      ? []
      : [`does not say which rows: ${words.join(' | ')}`]),
    ...(table?.rows.length === shown ? [] : [`shows ${table?.rows.length ?? 0} rows of ${shown}`]),
    ...(allOf(main, 'link').some(({ name }) => name === `Save all ${say(number)} rows as CSV`)
      ? []
      : ['does not offer all rows to be saved']),
    ...(table === undefined ? [] : judgeCopies(table, await snapshot.copiesOf(ROWS_OF.library), snapshot)),
  ];
};

/** Each row is a copy of the library, with what its columns say of it. */
function judgeCopies(
  { head, rows }: SpokenTable,
  copies: readonly TrueCopy[],
  { libraries }: TrueSnapshot,
): readonly string[] {
  return rows.flatMap(({ header, cells }) => {
    const row = new Map([header, ...cells].map((cell, place) => [head[place] ?? '', cell]));
    const copy = copies.find(({ barcode }) => barcode === row.get('Barcode'));
    if (copy === undefined) return [`shows a copy of others: ${[header, ...cells].join(' | ')}`];
    const wanted = {
      Library: libraries.get(ROWS_OF.library) ?? '',
      Title: tidy(copy.title ?? '(no title)'),
      'Call number': tidy(copy.callNumber ?? ''),
      'Item type': copy.itemType ?? '',
      Location: copy.location ?? '',
      Status: 'On loan',
    };
    return Object.entries(wanted)
      .filter(([column, value]) => row.get(column) !== value)
      .map(([column, value]) => `says of ${header}, ${column}: ${row.get(column) ?? 'nothing'}, which is ${value}`);
  });
}
