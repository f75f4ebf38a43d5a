/** What deliveries know of the index: what is to be sent, what was sent, and that nobody else is sending it. */
import type { FeedsAtPosition } from '../read/at-one-position.ts';

/** A delivery of everything takes the place of what the receiver has; one of changes is added to it. */
export type LoadKind = 'FULL' | 'CHANGES';

export interface DeliveredFile {
  readonly name: string;
  readonly holds: 'RECORDS' | 'DELETIONS';
  readonly records: number;
  /** As it was sent: of the compressed file, if it is compressed. */
  readonly bytes: number;
  readonly sha256: string;
}

/** A delivery and what became of it. One that failed is tried again under the same receipt. */
export interface DeliveryReceipt {
  readonly id: number;
  /** `Delivery.id` of the region file. */
  readonly delivery: string;
  /** Whose receiver it is, and of which set: another one has nothing of what was sent before. */
  readonly target: string;
  readonly kind: LoadKind;
  readonly epoch: string;
  /** What the receiver had before; null if it gets everything. */
  readonly fromPosition: number | null;
  readonly toPosition: number;
  readonly files: readonly DeliveredFile[];
  /** When its newest attempt began. */
  readonly startedAt: Date;
  /** When all its files were found whole on the host; null if that has not happened yet. */
  readonly finishedAt: Date | null;
  readonly attempts: number;
  /** Why the newest attempt failed; null if it did not, or was broken off. */
  readonly problem: string | null;
}

export type Attempt = Pick<DeliveryReceipt, 'target' | 'kind' | 'epoch' | 'fromPosition' | 'toPosition' | 'startedAt'>;

export interface DeliveryHistory {
  readonly newest: DeliveryReceipt | null;
  /** The newest that arrived: it says what the receiver has. */
  readonly arrived: DeliveryReceipt | null;
}

/** A set that an operator has to let go first. */
export interface DeliveryHold {
  /** As `mercia feed release` takes it; empty for the whole repository. */
  readonly set: string;
  readonly since: Date;
}

/** Keeps the receipt of one delivery while it is made. */
export interface DeliveryLog {
  /** Continues the newest receipt if it has not arrived, else begins another one. What follows is about that one. */
  begin(attempt: Attempt): Promise<void>;
  noteFiles(files: readonly DeliveredFile[]): Promise<void>;
  finish(at: Date): Promise<DeliveryReceipt>;
  /** Does nothing if no attempt has begun. */
  fail(problem: string): Promise<void>;
}

export interface DeliveryStore {
  history(delivery: string): Promise<DeliveryHistory>;
  /** The newest first. */
  receipts(delivery: string, first: number): Promise<readonly DeliveryReceipt[]>;
  /** Why a set, or everything if there is none, must wait; null if it need not. */
  hold(set: string | null): Promise<DeliveryHold | null>;
  /** Null before anything was published. */
  readFeeds<T>(work: (feeds: FeedsAtPosition) => Promise<T>): Promise<T | null>;
  /** Null if another process is at this delivery. It goes to the next as soon as this one has ended, however it ended. */
  runAlone<T>(delivery: string, work: (log: DeliveryLog) => Promise<T>): Promise<T | null>;
}
