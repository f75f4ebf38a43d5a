/** What the thread of `helper-thread.test.ts` does: makes so many megabytes of what outlives some collections, and is garbage then. */
import { getHeapSpaceStatistics } from 'node:v8';
import { isMainThread } from 'node:worker_threads';
import { answerQuestions } from './helper-thread.ts';

const KEPT = 40_000;
/** A list of so many numbers is some 500 bytes. */
const NUMBERS = 60;

/** Gives how many bytes the young generation of the thread has taken for that. */
export function makeGarbage(megabytes: number): number {
  const kept: number[][] = [];
  for (let made = 0; made < megabytes * 2_000; made += 1) {
    kept[made % KEPT] = Array.from({ length: NUMBERS }, (_, place) => made + place);
  }
  return getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')?.space_size ?? 0;
}

if (!isMainThread) answerQuestions(makeGarbage);
