/** What operators of the circulation router may count of last-known facts. It gets kinds and numbers only. */
export type KnownKind = 'holdings' | 'items';

export interface LastKnownObserver {
  /** So many were written to the database. */
  kept(count: number): void;
  /** So many were given up: the database was away too long, or would never have taken them. */
  dropped(count: number): void;
  /** So many are not written yet. */
  waiting(count: number): void;
  /** One look-up in the database has ended; unanswered in its time, it found nothing. */
  lookedUp(outcome: 'answered' | 'unanswered'): void;
}

export type ObserveLastKnown = (kind: KnownKind) => LastKnownObserver;
