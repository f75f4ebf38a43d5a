/** What was found of what libraries and systems have together, in one sentence each. */
import { plural } from '../../words/moments.ts';
import type { HeatRow } from './heat.ts';

export interface Said {
  /** Gives the name of a library or system by its id. */
  readonly name: (id: string) => string;
  /** Whether the rows are those of the visitor's own libraries alone, of which nothing follows for the region. */
  readonly isOwn: boolean;
}

const say = (number: number): string => number.toLocaleString('en-GB');

/** `80 %`: rounded down, so that less than all is never 100 %, and what there is never 0 %. */
export function sayPart(part: number, all: number): string {
  const percent = Math.floor((part * 100) / all);
  return percent < 1 && part > 0 ? 'less than 1 %' : `${String(percent)} %`;
}

interface Alone {
  readonly id: string;
  /** How many titles no other library has, then those that others have, too. */
  readonly numbers: readonly number[];
}

/** `rows`: that with most of its own first. */
export function sayAlone(rows: readonly Alone[], { name, isOwn }: Said): string {
  const [first] = rows;
  if (first === undefined) return isOwn ? 'Your libraries have no titles.' : 'No library has titles.';
  const all = rows.reduce((sum, { numbers: [alone = 0] }) => sum + alone, 0);
  const are = all === 1 ? 'is' : 'are';
  if (isOwn && rows.length === 1) {
    return all === 0
      ? `${name(first.id)} has no title that no other has.`
      : `${plural(all, 'title')} of ${name(first.id)} ${are} in no other library.`;
  }
  if (all === 0) return `${isOwn ? 'None of your libraries' : 'No library'} has a title that no other has.`;
  const most = `${say(first.numbers[0] ?? 0)} of them in ${name(first.id)}`;
  return isOwn
    ? `${plural(all, 'title')} of your libraries ${are} in one library only, ${most}; no other of yours has more.`
    : `${plural(all, 'title')} ${are} in one library only, ${most}; no other has more.`;
}

interface Pair {
  readonly a: string;
  readonly b: string;
  /** How many titles the first has, and how many the other. */
  readonly numbers: readonly number[];
  readonly together: number;
}

/** `pairs`: those with most together first. */
export function sayMostTogether([most]: readonly Pair[], { name, isOwn }: Said): string {
  if (most === undefined || most.together === 0) {
    return isOwn
      ? 'No system of your libraries has a title together with another.'
      : 'No two systems have a title together.';
  }
  const both = `${name(most.a)} and ${name(most.b)} overlap most`;
  const titles = plural(most.together, 'title');
  return isOwn ? `Of your systems and others, ${both}: ${titles}.` : `${both} of all systems: ${titles}.`;
}

/** Of a small system most titles may be in a large one, and few of the large one's in it. Null if no two have a title together. */
export function sayGreatestShare(pairs: readonly Pair[], { name, isOwn }: Said): string | null {
  const shares = pairs.flatMap(({ a, b, together, numbers: [first = 0, other = 0] }) => [
    { of: a, titles: first, withOther: b, together },
    { of: b, titles: other, withOther: a, together },
  ]);
  const [most] = shares
    .filter(({ together }) => together > 0)
    .toSorted((x, y) => y.together / y.titles - x.together / x.titles);
  if (most === undefined) return null;
  const { of, titles, withOther, together } = most;
  const share = `${say(together)} of its ${plural(titles, 'title')}, ${sayPart(together, titles)}`;
  return isOwn
    ? `Of these, by its share, ${name(of)} has most in common with another: ${share}, with ${name(withOther)}.`
    : `By its share, ${name(of)} has most in common with another: ${share}, with ${name(withOther)}.`;
}

/**
 * The two that have most titles together; if one system has both, also those of different systems, because a move brings them together.
 * `systems`: id of the system of each library, by its own id.
 */
export function sayMostAlike(
  rows: readonly HeatRow[],
  { name, isOwn }: Said,
  systems: ReadonlyMap<string, string>,
): string {
  const pairs = rows
    .flatMap(({ id, together }) => [...together].map(([other, both]) => ({ id, other, both })))
    .filter(({ id, other, both }) => id !== other && both > 0)
    .toSorted((a, b) => b.both - a.both);
  const [most] = pairs;
  if (most === undefined) {
    return isOwn
      ? 'None of your libraries has a title together with another.'
      : 'No two libraries have a title together.';
  }
  const sayPair = ({ id, other, both }: typeof most): string =>
    `${name(id)} and ${name(other)} have most together: ${plural(both, 'title')}.`;
  const systemsOf = ({ id, other }: typeof most) => [systems.get(id), systems.get(other)] as const;
  const first = `${isOwn ? 'Of your libraries and others, ' : ''}${sayPair(most)}`;
  const [one, another] = systemsOf(most);
  if (one === undefined || one !== another) return first;
  const apart = pairs.find((pair) => {
    const [a, b] = systemsOf(pair);
    return a !== undefined && b !== undefined && a !== b;
  });
  return `${first} They are on one system. ${sayApart(apart === undefined ? null : sayPair(apart), isOwn)}`;
}

function sayApart(pair: string | null, isOwn: boolean): string {
  if (pair !== null)
    return `${isOwn ? 'Of yours and those on other systems' : 'Of libraries on different systems'}, ${pair}`;
  return isOwn
    ? 'None of your libraries has a title together with one on another system.'
    : 'No two libraries on different systems have a title together.';
}
