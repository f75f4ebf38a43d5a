/** Prepares records in a thread of its own; started by `preparer.ts`. */
import { answerQuestions } from '#platform/helper-thread.ts';
import { prepareRecord, type PreparedRecord, type RecordToPrepare } from './prepare-record.ts';

answerQuestions((records: readonly RecordToPrepare[]): readonly (PreparedRecord | null)[] =>
  records.map(prepareRecord),
);
