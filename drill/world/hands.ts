/** What the staff of a simulated library do, in the same words for every make of system. */
import type { MarcRecord } from '#adapters/protocols/marc/marc-record.ts';

/** States that staff give a copy; null puts it back on its shelf. */
export type Mark = 'LOST' | 'MISSING' | null;

export interface Hands {
  /** Adds a copy under a title; gives its barcode. */
  add(title: number): string;
  remove(barcode: string): void;
  /** Lends it for so many days; gives the day it is due. */
  lend(barcode: string, days: number): string;
  takeBack(barcode: string): void;
  mark(barcode: string, mark: Mark): void;
  /** Null where the system does not tell readers of its holds: then none are placed. */
  readonly holds: HoldHands | null;
  /** Makes the row of a copy unreadable; what is given mends it. */
  spoil(barcode: string): () => void;
}

export interface HoldHands {
  /** A reader asks for a title; the queue grows by one. */
  queue(title: number): void;
  /** A copy waits on the hold shelf for another reader; the queue stays. */
  shelve(title: number, barcode: string): void;
  unshelve(barcode: string): void;
}

/** Titles of a drilled system. */
export const TITLES = 10;
/** Copies of each at the beginning; the first goes without. */
export function copiesOf(title: number): number {
  return title % 4;
}

/** The same title at every system, under a number of its own: an ISBN brings them together. */
export function describeTitle(title: number): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [
      { tag: '008', value: '200101s2020    enk           000 0 eng d' },
      { tag: '020', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value: isbnOf(title) }] },
      { tag: '245', ind1: '1', ind2: '0', subfields: [{ code: 'a', value: `Drills of chapter ${title} /` }] },
      {
        tag: '260',
        ind1: ' ',
        ind2: ' ',
        subfields: [
          { code: 'b', value: 'Drill Press,' },
          { code: 'c', value: '2020.' },
        ],
      },
    ],
  };
}

export function isbnOf(title: number): string {
  const body = `978000000${String(title).padStart(3, '0')}`;
  const sum = Array.from(body).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
