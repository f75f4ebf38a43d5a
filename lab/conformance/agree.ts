/** How checks say what they expect. Each throws a finding in words where it is not so. */
import { inspect, isDeepStrictEqual } from 'node:util';
import { Finding } from './check.ts';

const SHOWN = 1_500;
const MOST_LISTED = 8;

/** Both are the same, deeply. The detail names only what differs, told and expected side by side. */
export function agree(actual: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Finding(what, linesOf(differencesOf(actual, expected)));
  }
}

/** It is so. */
export function holds(isSo: boolean, what: string, found?: unknown): asserts isSo {
  if (!isSo) throw new Finding(what, found === undefined ? null : `found ${show(found)}`);
}

/** It is there. */
export function given<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new Finding(what);
  return value;
}

/** Nothing is in the list. */
export function none(list: readonly unknown[], what: string): void {
  if (list.length > 0) throw new Finding(what, `found ${show(list)}`);
}

/** Both lists have the same entries, in whatever order. */
export function sameEntries(actual: readonly string[], expected: readonly string[], what: string): void {
  const [told, wanted] = [actual.toSorted(), expected.toSorted()];
  if (isDeepStrictEqual(told, wanted)) return;
  const lists = { missing: without(wanted, told), 'too many': without(told, wanted) };
  const lines = Object.entries(lists).flatMap(([name, list]) => (list.length === 0 ? [] : [`${name}: ${show(list)}`]));
  throw new Finding(what, lines.join('\n'));
}

export interface Difference {
  /** `due.on`, `[3].status`; empty where the values differ as a whole. */
  readonly path: string;
  readonly told: unknown;
  readonly expected: unknown;
}

/** Where two values differ, as deep as both have the same form. */
export function differencesOf(told: unknown, expected: unknown, path = ''): readonly Difference[] {
  if (isDeepStrictEqual(told, expected)) return [];
  if (Array.isArray(told) && Array.isArray(expected) && told.length === expected.length) {
    return expected.flatMap((one, place) => differencesOf(told[place], one, `${path}[${String(place)}]`));
  }
  if (isPlain(told) && isPlain(expected)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(told)])];
    return keys.flatMap((key) => differencesOf(told[key], expected[key], path === '' ? key : `${path}.${key}`));
  }
  return [{ path, told, expected }];
}

/** A line for each: `due.on: told '2031-07-10', expected '2031-07-11'`. */
export function linesOf(differences: readonly Difference[]): string {
  const lines = differences
    .slice(0, MOST_LISTED)
    .map(
      ({ path, told, expected }) => `${path === '' ? '' : `${path}: `}told ${show(told)}, expected ${show(expected)}`,
    );
  const more = differences.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${String(more)} more`] : [])].join('\n');
}

/** In one line, where it fits. */
export function show(value: unknown): string {
  const text = inspect(value, { depth: 6, breakLength: 120, maxArrayLength: 20 });
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Entries of one list that the other does not have as often. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return list.filter((one) => {
    const place = left.indexOf(one);
    if (place >= 0) left.splice(place, 1);
    return place < 0;
  });
}
