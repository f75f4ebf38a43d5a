/** What pages of comparing tell of titles: who has them together, alone, and as a last copy. */
import { wordsOf, type SpokenTable } from '#drill/console/spoken.ts';
import {
  cellsOf,
  headingOf,
  judgeIncomplete,
  judgeLinks,
  judgeName,
  judgeScope,
  judgeSummary,
  mainOf,
  numberIn,
  say,
  sentencesOf,
  sumOf,
  tablesOf,
  type Judge,
} from './drill-compare.ts';
import type { TrueSnapshot } from './truth-compare.ts';

/** What is left out of numbers of titles. */
const EXCLUDED = [/hidden from the public/, /lost, missing or withdrawn/, /only perhaps the same count as two/];

/** `/compare/SNAPSHOT/overlap?library=severnhythe` */
export const judgeOverlap: Judge = async (page, snapshot, now) => {
  const main = mainOf(page);
  const tables = tablesOf(main);
  const { titles } = snapshot.plain;
  const held = (least: number, most: number): number =>
    titles.filter(({ libraries: { size } }) => size >= least && size <= most).length;
  const spread = tables.find(({ name }) => name.startsWith('The same numbers, Of'));
  const numbers = spread?.rows.map(({ cells }) => cells.join()).join(' ');
  const wanted = [held(1, 1), held(2, 3), held(4, Infinity), held(0, 0)].map(say).join(' ');
  const words = sentencesOf(main).join(' ');
  return [
    ...judgeName(sentencesOf(main).find((one) => one.includes(', taken ')) ?? '', snapshot, now),
    ...(headingOf(page).includes(say(held(2, Infinity))) ? [] : [`is headed “${headingOf(page)}”`]),
    ...(numbers === wanted ? [] : [`spreads titles as ${String(numbers)}, where it is ${wanted}`]),
    ...EXCLUDED.filter((one) => !one.test(words)).map((one) => `does not say what is not counted: ${String(one)}`),
    ...judgeScope(page),
    ...judgeIncomplete(page, snapshot),
    ...judgeMatrix(tables, snapshot),
    ...judgeAlone(tables, snapshot),
    ...(sentencesOf(main).some((one) => one.startsWith(`${say(held(1, 1))} titles are in one library only; `))
      ? []
      : ['does not say how many titles are in one library only']),
    ...(await judgeLinks(main, snapshot)),
  ];
};

/** Titles of the library of the row that the library of the column has too. */
function together({ plain, libraries }: TrueSnapshot, row: string, column: string): number {
  const idOf = (name: string): string => [...libraries].find(([, one]) => one === name)?.[0] ?? '';
  const [a, b] = [idOf(row), idOf(column)];
  return plain.titles.filter((title) => title.onBooks.has(a) && title.libraries.has(a) && title.libraries.has(b))
    .length;
}

function judgeMatrix(tables: readonly SpokenTable[], snapshot: TrueSnapshot): readonly string[] {
  const matrix = tables.find(({ name }) => name.startsWith('Titles that each two libraries have together'));
  const ranked = tables.find(({ name }) => name.startsWith('Titles together with others'));
  const about = /, (.*) has [\d,]+ titles?$/.exec(ranked?.name ?? '')?.[1] ?? '';
  const own = together(snapshot, about, about);
  const order = ranked?.rows.map(({ cells: [number = ''] }) => numberIn(number)) ?? [];
  return [
    ...(matrix?.rows.length === snapshot.libraries.size ? [] : ['has no row for each library']),
    ...(matrix?.rows ?? []).flatMap(({ header, cells }) =>
      cells.flatMap((cell, place) => {
        const column = matrix?.head[place + 1] ?? '';
        const wanted = `${say(together(snapshot, header, column))}${header === column ? ' titles of its own' : ''}`;
        return cell === wanted ? [] : [`says that ${header} and ${column} have ${cell} together, which is ${wanted}`];
      }),
    ),
    ...(order.length === snapshot.libraries.size - 1 && order.join() === order.toSorted((a, b) => b - a).join()
      ? []
      : [`ranks others as ${order.join()}`]),
    ...(ranked?.rows ?? []).flatMap(({ header, cells }) => {
      const number = together(snapshot, about, header);
      const wanted = `${say(number)} ${Math.round((number / own) * 100)} %`;
      return cells.join(' ') === wanted ? [] : [`says of ${header}: ${cells.join(' ')}, which is ${wanted}`];
    }),
  ];
}

function judgeAlone(tables: readonly SpokenTable[], { plain, libraries }: TrueSnapshot): readonly string[] {
  const rows = cellsOf(tables, /^The same numbers, titles of each library/);
  const columns: readonly (readonly [string, number, number])[] = [
    ['No other has them', 1, 1],
    ['One or two others have them', 2, 3],
    ['More have them', 4, Infinity],
  ];
  return [...libraries].flatMap(([id, name]) =>
    columns.flatMap(([column, least, most]) => {
      const wanted = say(
        plain.titles.filter(
          (title) =>
            title.onBooks.has(id) &&
            title.libraries.has(id) &&
            title.libraries.size >= least &&
            title.libraries.size <= most,
        ).length,
      );
      const said = rows.get(name)?.get(column) ?? 'nothing';
      return said === wanted ? [] : [`says of ${name}, ${column}: ${said}, which is ${wanted}`];
    }),
  );
}

/** `/compare/SNAPSHOT/scarce`: a report with its numbers, of which snapshot it is, and what is not in it. */
export const judgeScarce: Judge = async (page, snapshot, now) => {
  const main = mainOf(page);
  const copies = snapshot.plain.titles
    .flatMap(({ libraries, found }) => (libraries.size === 1 && found.length === 1 ? found : []))
    .filter(({ online }) => !online);
  const byLibrary = Map.groupBy(copies, ({ library }) => snapshot.libraries.get(library) ?? library);
  const inShelf = copies.filter(({ status }) => status === 'AVAILABLE').length;
  const table = tablesOf(main).find(({ name }) => name.startsWith('Last copies by library and status'));
  const [place, of] = ['Copies', 'Library'].map((column) => table?.head.indexOf(column) ?? -1);
  const shown = Map.groupBy(table?.rows ?? [], ({ header, cells }) => [header, ...cells][of ?? -1] ?? '');
  const whole = wordsOf(main);
  return [
    ...(whole.includes(
      `${say(copies.length)} copies are the last of their edition; ${say(inShelf)} of them stood on the shelf`,
    )
      ? []
      : [`is headed “${headingOf(page)}” where ${copies.length} are last copies, ${inShelf} in their place`]),
    ...judgeName(sentencesOf(main).find((one) => /^Snapshot .*taken/.test(one)) ?? '', snapshot, now),
    ...(table === undefined || sentencesOf(main).includes(`${table.rows.length} rows.`)
      ? []
      : [`does not say that ${table.rows.length} rows are all`]),
    ...(/\bAbout all libraries of the region\./.test(whole) ? [] : ['does not say about whom it is']),
    ...judgeIncomplete(page, snapshot),
    ...judgeSummary(main, [
      ['Last copies', say(copies.length)],
      ['On the shelf when harvested', say(inShelf)],
    ]),
    ...Array.from(byLibrary, ([library, own]) => {
      const number = sumOf(
        (shown.get(library) ?? []).map(({ header, cells }) => numberIn([header, ...cells][place ?? -1] ?? '')),
      );
      return number === own.length ? [] : [`says that ${library} has ${number} last copies, which are ${own.length}`];
    }).flat(),
    ...(await judgeLinks(main, snapshot)),
  ];
};
