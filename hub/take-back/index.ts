/** Taking back what was public. */
export { cleanIndex, countTermsAgain, vacuumTables } from './clean-index.ts';
export { assertSaysNothing, findUnknown, toNamed, toReason, toRecords, type TakeBackOrder } from './order.ts';
export { listReaders, type FeedReaders, forgetWrittenFile, listOwnFiles, noteWrittenFiles } from './readers.ts';
export { appendToRegister, readRegister, REGISTER_FILE } from './register.ts';
export {
  CLEANING_LOCK,
  finishTakeBack,
  findTakeBack,
  listOpenTakeBacks,
  listRegistered,
  listTakeBacks,
  listTakeBacksSince,
  noteProblem,
  type RegisteredRecord,
  type TakeBack,
} from './rows.ts';
export { takeBack } from './hide-records.ts';
