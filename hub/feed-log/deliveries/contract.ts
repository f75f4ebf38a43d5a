/** What deliveries know of the index: what is to be sent, what was sent, and that nobody else is sending it. */
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
