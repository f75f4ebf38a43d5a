import { withinTime } from '#platform/deadline.ts';

/** What a promise gives, or the error of `late` after `ms` milliseconds. */
export async function settleBefore<T>(answer: Promise<T>, ms: number, late: () => Error): Promise<T> {
  return withinTime(answer, ms, () => {
    throw late();
  });
}
