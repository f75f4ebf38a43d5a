/** Judges pairs in a thread of its own; started by `find-pairs.ts`. */
import { answerQuestions } from '#platform/helper-thread.ts';
import { judgeBatch } from './judge-batch.ts';

answerQuestions(judgeBatch);
