/** What was true when: a value, and the moments at which it changed. */

export interface History<T> {
  readonly now: T;
  /** Changes it; `at` in milliseconds since the epoch, never before the last change. */
  set(at: number, value: T): void;
  /** Everything that was true at some moment between the two, both included; the newest first. */
  between(from: number, to: number): readonly T[];
}

export function createHistory<T>(first: T): History<T> {
  const earlier: { readonly at: number; readonly value: T }[] = [];
  let last = { at: Number.NEGATIVE_INFINITY, value: first };
  return {
    get now() {
      return last.value;
    },
    set(at, value) {
      earlier.push(last);
      last = { at, value };
    },
    between(from, to) {
      const values: T[] = [];
      for (const { at, value } of [...earlier, last].toReversed()) {
        if (at <= to) values.push(value);
        if (at <= from) break;
      }
      return values;
    },
  };
}
