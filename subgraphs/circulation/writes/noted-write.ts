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
 * Notes down what became of it. Without a key of the caller's own a refusal is not kept: the next wish of the same kind is
 * a new one. That it cannot be noted changes nothing: whoever asks again has the account looked at.
 */
export async function settle<Done extends { readonly localId: string }>(
  { key, write, note }: NotedWrite<Done>,
  outcome: KeptOutcome,
  ledger: Ledger,
): Promise<void> {
  const isOver = write.idempotencyKey === null && outcome.outcome === 'REFUSED';
  await (isOver ? ledger.forget(key, note) : ledger.settle(key, { ...note, outcome }));
}

/** Done, where the account shows that it happened; null where it does not. */
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
 * Without a key of the caller's own, the same wish is the same for so long: whoever was told "still under way" asks again,
 * and whoever clicks twice means it once.
 */
const SAME_WISH_MS = 10 * 60_000;

/** Whether it stands for a wish that was fulfilled so long ago that this one is another. */
export function isAnotherWish<Done extends { readonly localId: string }>(
  { write, note }: NotedWrite<Done>,
  nowMs: number,
): boolean {
  return write.idempotencyKey === null && note.outcome !== null && nowMs - note.sentAt > SAME_WISH_MS;
}
