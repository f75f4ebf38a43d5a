/** How checks say what they expect. Each throws a finding in words where it is not so. */
import { inspect, isDeepStrictEqual } from 'node:util';
import { Finding } from './check.ts';

const SHOWN = 1_500;

/** Both are the same, deeply. */
export function agree(actual: unknown, expected: unknown, what: string): void {
  if (!isDeepStrictEqual(actual, expected)) {
    throw new Finding(what, `found ${show(actual)}\nexpected ${show(expected)}`);
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
  agree(list, [], what);
}

/** Both lists have the same entries, in whatever order. */
export function sameEntries(actual: readonly string[], expected: readonly string[], what: string): void {
  agree(actual.toSorted(), expected.toSorted(), what);
}

function show(value: unknown): string {
  const text = inspect(value, { depth: 6, breakLength: 120, maxArrayLength: 20 });
  return text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
}
