/** A line that could not be used; the rest goes on. */
export interface LineProblem {
  readonly file: 'records' | 'pairs';
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/**
 * Keeps the first so many problems and counts them all, and their lines, so that a broken file of millions of lines fits in memory. What is
 * wrong with one line is to be added one after the other.
 */
export class LineProblems {
  static readonly KEPT = 1000;
  readonly kept: LineProblem[] = [];
  count = 0;
  lines = 0;
  #last = '';

  add(file: LineProblem['file'], line: number, reason: string): void {
    this.count += 1;
    const place = `${file} ${line}`;
    if (place !== this.#last) this.lines += 1;
    this.#last = place;
    if (this.kept.length < LineProblems.KEPT) this.kept.push({ file, line, reason });
  }
}
