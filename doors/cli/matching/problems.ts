/** A line that could not be used; the rest goes on. */
export interface LineProblem {
  readonly file: 'records' | 'pairs';
  /** Counted from 1. */
  readonly line: number;
  readonly reason: string;
}

/** Keeps the first so many problems and counts them all, so that a broken file of millions of lines fits in memory. */
export class LineProblems {
  static readonly KEPT = 1000;
  readonly kept: LineProblem[] = [];
  count = 0;

  add(file: LineProblem['file'], line: number, reason: string): void {
    this.count += 1;
    if (this.kept.length < LineProblems.KEPT) this.kept.push({ file, line, reason });
  }
}
