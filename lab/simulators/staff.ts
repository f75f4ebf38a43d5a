/** What the staff of a simulated library do, in the same words for every kind of system. */

/** States that staff give a copy; null puts it back on its shelf. */
export type Mark = 'LOST' | 'MISSING' | null;

export interface Staff {
  /** Adds a copy under a title; gives its barcode. */
  add(title: number): string;
  remove(barcode: string): void;
  /** Lends it for so many days; gives the day it is due. */
  lend(barcode: string, days: number): string;
  takeBack(barcode: string): void;
  mark(barcode: string, mark: Mark): void;
  /** Takes a copy out of the stock for good; left out where nothing of it depends on what was harvested. */
  withdraw?(barcode: string): void;
  /** Null where the system does not tell readers of its holds: then none are placed. */
  readonly holds: HoldStaff | null;
  /** Null where copies do not travel. */
  readonly transits: TransitStaff | null;
  /** Makes the row of a copy unreadable; the function that it returns mends it. */
  spoil(barcode: string): () => void;
}

export interface TransitStaff {
  /** Sends a copy to another site, for nobody. */
  send(barcode: string): void;
  /** It is back in its place. */
  arrive(barcode: string): void;
}

export interface HoldStaff {
  /** A reader asks for a title; the queue grows by one. */
  queue(title: number): void;
  /** A copy waits on the hold shelf for another reader; the queue stays. */
  shelve(title: number, barcode: string): void;
  unshelve(barcode: string): void;
}
