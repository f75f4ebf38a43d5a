/** Compares records in a thread of its own; started by `compare-records.ts`. */
import { answerQuestions } from '#platform/helper-thread.ts';
import { compareGroups } from './compare-groups.ts';

answerQuestions(compareGroups);
