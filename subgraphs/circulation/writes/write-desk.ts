/**
 * Where writes come together: those that are the same share one sending, those of one account are carried out in turn, so
 * that what each leaves in the account can be told apart.
 */
import type { SystemId } from '#domain/ids.ts';
import { otherWish } from './recall.ts';
import type { SendOnce } from './send-once.ts';
import type { InTurn } from './turns.ts';
import type { Write, WriteKind, WriteResult } from './write.ts';

export interface WriteDeskOptions<Done extends { readonly localId: string }> {
  readonly sendOnce: SendOnce<Done>;
  readonly keyOf: (parts: readonly (string | null)[]) => string;
  readonly inTurn: InTurn;
  /** Told once of each write that has ended. */
  readonly onEnd: (system: SystemId, kind: WriteKind, outcome: WriteResult<Done>['outcome']) => void;
}

/**
 * Settles when the write has come to its end, whether or not anybody still waits. Rejects with BAD_USER_INPUT where its
 * key came with another wish before; never for what a system does.
 */
export type CarryOut<Done extends { readonly localId: string }> = (write: Write<Done>) => Promise<WriteResult<Done>>;

export function createWriteDesk<Done extends { readonly localId: string }>({
  sendOnce,
  keyOf,
  inTurn,
  onEnd,
}: WriteDeskOptions<Done>): CarryOut<Done> {
  const underWay = new Map<string, { readonly input: string; readonly result: Promise<WriteResult<Done>> }>();

  async function carryOut(write: Write<Done>, key: string): Promise<WriteResult<Done>> {
    const { system, account } = write;
    try {
      const result = await inTurn(keyOf([account.system, account.account]), () => sendOnce(write, key));
      onEnd(system.id, write.kind, result.outcome);
      return result;
    } finally {
      underWay.delete(key);
    }
  }

  return async (write) => {
    const { kind, account, input, idempotencyKey } = write;
    const wish = idempotencyKey === null ? [null, input] : [idempotencyKey];
    const key = keyOf([kind, account.system, account.account, ...wish]);
    const joined = underWay.get(key);
    if (joined !== undefined) {
      if (joined.input !== input) throw otherWish();
      return joined.result;
    }
    const result = carryOut(write, key);
    underWay.set(key, { input, result });
    return result;
  };
}
