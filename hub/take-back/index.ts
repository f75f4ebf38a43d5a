/** Taking back what was public. */
export { cleanIndex, countTermsAgain, vacuumTables } from './clean-index.ts';
export { assertSaysNothing, findUnknown, toNamed, toReason, toRecords, type TakeBackOrder } from './order.ts';
export { listReaders, type FeedReaders, forgetWrittenFile, listOwnFiles, noteWrittenFiles } from './readers.ts';
export { appendToRegister, assertRegisterCanBeKept, readRegister, REGISTER_FILE } from './register.ts';
export {
  CLEANING_LOCK,
  countTakeBacks,
  finishTakeBack,
  findTakeBack,
  listOpenTakeBacks,
  listRegistered,
  listTakeBacks,
  listTakeBacksSince,
  noteProblem,
  noteWithdrawn,
  type RegisteredRecord,
  type TakeBack,
  wasWithdrawing,
} from './rows.ts';
export { takeBack } from './hide-records.ts';
