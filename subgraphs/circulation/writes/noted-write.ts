/** A write that was noted down before it was sent. */
import type { AskedBack } from './ask-back.ts';
import type { KeptOutcome, KeptWrite } from './kept-writes.ts';
import type { Ledger } from './ledger.ts';
import type { Write, WriteResult } from './write.ts';

export interface NotedWrite<Done extends { readonly localId: string }> {
  readonly key: string;
  readonly write: Write<Done>;
  readonly note: KeptWrite;
}

/**
 * Keeps the outcome. Without a key of the caller's own a refusal is not kept: the next request of the same kind is a new one.
 * If it cannot be kept nothing is lost: the account is looked at when the write is asked for again.
 */
export async function settle<Done extends { readonly localId: string }>(
  { key, write, note }: NotedWrite<Done>,
  outcome: KeptOutcome,
  ledger: Ledger,
): Promise<void> {
  const isOver = write.idempotencyKey === null && outcome.outcome === 'REFUSED';
  await (isOver ? ledger.forget(key, note) : ledger.settle(key, { ...note, outcome }));
}

/** DONE if the account shows that the write happened; null if it does not. */
export async function concludeFrom<Done extends { readonly localId: string }>(
  noted: NotedWrite<Done>,
  { happened, account }: AskedBack,
  ledger: Ledger,
): Promise<WriteResult<Done> | null> {
  if (happened !== true || account === null) return null;
  const done = noted.write.find(account, noted.note.evidence, null);
  await settle(noted, { outcome: 'DONE', localId: done?.localId ?? null }, ledger);
  return { outcome: 'DONE', done };
}

/**
 * Without a key of the caller's own, the same input counts as the same write for so long: somebody who was told "still under
 * way" asks again, and a double click means one write.
 */
const SAME_WRITE_MS = 10 * 60_000;

/** Whether the noted write was done so long ago that this one is a new one. */
export function isNewWrite<Done extends { readonly localId: string }>(
  { write, note }: NotedWrite<Done>,
  nowMs: number,
): boolean {
  return write.idempotencyKey === null && note.outcome !== null && nowMs - note.sentAt > SAME_WRITE_MS;
}
