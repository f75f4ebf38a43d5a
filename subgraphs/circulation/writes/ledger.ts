/** The record of writes, for callers that go on without it. A failure of the store is logged here, and nowhere else. */
import type { Logger } from '#platform/logger.ts';
import { redactError } from '#platform/redact-error.ts';
import type { KeptWrite, KeptWrites } from './kept-writes.ts';

/** As {@link KeptWrites}, but never rejects: undefined means that nothing can be read or kept now. */
export interface Ledger {
  find(key: string): Promise<KeptWrite | null | undefined>;
  claim(key: string, write: KeptWrite): Promise<boolean | undefined>;
  settle(key: string, write: KeptWrite): Promise<void>;
  forget(key: string, write: KeptWrite): Promise<void>;
}

export function createLedger(kept: KeptWrites, logger: Logger): Ledger {
  async function orLog<T>(operation: keyof Ledger, ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      // Keys and evidence lead to an account, and an error of the database may quote them.
      logger.error({ operation, ...redactError(error) }, 'Writes to accounts cannot be noted down');
      return undefined;
    }
  }
  return {
    find: (key) => orLog('find', () => kept.find(key)),
    claim: (key, write) => orLog('claim', () => kept.claim(key, write)),
    settle: (key, write) => orLog('settle', () => kept.settle(key, write)),
    forget: (key, write) => orLog('forget', () => kept.forget(key, write)),
  };
}
