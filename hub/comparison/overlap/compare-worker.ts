/** Compares records in a thread of its own; started by `find-conflicts.ts`. */
import { answerQuestions } from '#platform/helper-thread.ts';
import { compareGroups } from './compare-groups.ts';

answerQuestions(compareGroups);
