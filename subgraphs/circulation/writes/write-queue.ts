/**
 * The queue of writes. The same write asked for twice is sent once. Writes to one account are carried out one after another,
 * so that the traces of each can be distinguished in the account.
 */
import type { SystemId } from '#domain/ids.ts';
import { keyReusedError } from './noted-write.ts';
import type { SendOnce } from './send-once.ts';
import type { Write, WriteKind, WriteResult } from './write.ts';

export interface WriteQueueOptions<Done extends { readonly localId: string }> {
  readonly sendOnce: SendOnce<Done>;
  readonly inTurn: InTurn;
  /** Called once for each write that has ended. */
  readonly onEnd: (system: SystemId, kind: WriteKind, outcome: WriteResult<Done>['outcome']) => void;
}

/**
 * Settles when the write has ended, whether or not anybody still waits. Rejects with BAD_USER_INPUT if its key came with
 * another input before; never for what a system does.
 */
export type CarryOut<Done extends { readonly localId: string }> = (write: Write<Done>) => Promise<WriteResult<Done>>;

export function createWriteQueue<Done extends { readonly localId: string }>({
  sendOnce,
  inTurn,
  onEnd,
}: WriteQueueOptions<Done>): CarryOut<Done> {
  const underWay = new Map<string, { readonly input: string; readonly result: Promise<WriteResult<Done>> }>();

  async function carryOut(write: Write<Done>, key: string): Promise<WriteResult<Done>> {
    const { system, account } = write;
    try {
      const result = await inTurn(JSON.stringify([account.system, account.account]), () => sendOnce(write, key));
      onEnd(system.id, write.kind, result.outcome);
      return result;
    } finally {
      underWay.delete(key);
    }
  }

  return async (write) => {
    const { kind, account, input, idempotencyKey } = write;
    const wish = idempotencyKey === null ? [null, input] : [idempotencyKey];
    const key = JSON.stringify([kind, account.system, account.account, ...wish]);
    const joined = underWay.get(key);
    if (joined !== undefined) {
      if (joined.input !== input) throw keyReusedError();
      return joined.result;
    }
    const result = carryOut(write, key);
    underWay.set(key, { input, result });
    return result;
  };
}

/** Runs tasks of the same name one after another; tasks of different names do not wait for each other. */
type InTurn = <T>(name: string, task: () => Promise<T>) => Promise<T>;

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();

  return (name, task) => {
    const before = last.get(name) ?? Promise.resolve();
    const running = before.then(task, task);
    last.set(name, running);
    const forget = (): void => {
      if (last.get(name) === running) last.delete(name);
    };
    running.then(forget, forget);
    return running;
  };
}
