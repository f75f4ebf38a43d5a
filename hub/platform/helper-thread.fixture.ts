/** What the thread of `helper-thread.test.ts` does: makes so many megabytes of what outlives some collections, and is garbage then. */
import { getHeapSpaceStatistics } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { answerQuestions } from './helper-thread.ts';

const KEPT = 40_000;
/** A list of so many numbers is some 500 bytes. */
const NUMBERS = 60;

export interface TakenBytes {
  /** What the young generation of the thread has taken, and its old one. */
  readonly young: number;
  readonly old: number;
}

export function makeGarbage(megabytes: number): TakenBytes {
  const kept: number[][] = [];
  for (let made = 0; made < megabytes * 2_000; made += 1) {
    kept[made % KEPT] = Array.from({ length: NUMBERS }, (_, place) => made + place);
  }
  return { young: sizeOf('new_space'), old: sizeOf('old_space') };
}

function sizeOf(space: string): number {
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === space)?.space_size ?? 0;
}

if (!isMainThread) answerQuestions(makeGarbage);
