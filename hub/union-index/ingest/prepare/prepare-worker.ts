/** Prepares records in a thread of its own; started by `createPreparer`. */
import { answerQuestions } from '#platform/helper-thread.ts';
import { prepareRecords } from './prepare-record.ts';

answerQuestions(prepareRecords);
