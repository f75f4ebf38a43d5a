/** The tables of a target by the numbers of the source, and what rows of a ledger about them are called. */
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';
import {
  localDate,
  type KohaCharge,
  type KohaCheckout,
  type KohaHold,
  type KohaItem,
  type KohaPatron,
  type KohaWorld,
} from '#simulators/koha/world.ts';
import { barcodeOf, type Moved } from './moved-world.ts';

/** `LOANS 301000000117`: a class and the row in it. */
export type RowName = string;

export interface PlantedFault {
  /** Rows that must be named, each as unexplained. */
  readonly named: readonly RowName[];
  /** The field of the first of them that must be named, as a pattern; any if not said. */
  readonly field?: RegExp;
  /** Rows that say no more than what follows from it. */
  readonly follows?: readonly RowName[];
}

export interface PlantedKind {
  readonly kind: string;
  readonly faults: readonly PlantedFault[];
}

export const recordRow = (n: number): RowName => `RECORDS old:record:${String(n)}`;
export const itemRow = (n: number, copy: 'a' | 'b'): RowName => `ITEMS ${barcodeOf(n, copy)}`;
export const loanRow = (n: number, copy: 'a' | 'b' = 'a'): RowName => `LOANS ${barcodeOf(n, copy)}`;
export const statementRow = (n: number): RowName => `STATEMENTS old:record:${String(n)} MAIN`;
export const readerRow = (reader: number): RowName => `READERS reader:${String(reader)}`;
export const holdRow = (reader: number, n: number): RowName => `HOLDS reader:${String(reader)} on record ${String(n)}`;

/** Of the target alone, under its own number of the record. */
export const extraHold = (biblio: number): RowName => `HOLDS reader:? on record ${String(biblio)}`;

/** The target by the numbers of the source. */
export class Target {
  readonly world: KohaWorld;
  readonly #moved: Moved;
  readonly #loans: ReadonlyMap<number, KohaCheckout>;
  readonly #holds = new Map<number, KohaHold[]>();
  readonly #charges = new Map<number, KohaCharge[]>();
  readonly #readers: ReadonlyMap<number, number>;

  constructor(moved: Moved) {
    this.#moved = moved;
    this.world = moved.world;
    this.#loans = new Map([...moved.world.checkouts.values()].map((one) => [one.item_id, one]));
    this.#readers = new Map([...moved.patron].map(([from, to]) => [to, from]));
    for (const hold of moved.world.holds.values()) {
      this.#holds.set(hold.biblio_id, [...(this.#holds.get(hold.biblio_id) ?? []), hold]);
    }
    for (const charge of moved.world.charges.values()) {
      this.#charges.set(charge.patron_id, [...(this.#charges.get(charge.patron_id) ?? []), charge]);
    }
  }
  biblio(n: number): number {
    return must(this.#moved.biblio.get(n));
  }
  item(n: number, copy: 'a' | 'b'): KohaItem {
    return must(this.world.items.get(must(this.#moved.item.get(copy === 'a' ? 2 * n - 1 : 2 * n))));
  }
  loan(n: number): KohaCheckout {
    return must(this.#loans.get(this.item(n, 'a').item_id));
  }
  setDue(n: number, due: number): void {
    this.loan(n).due_date = due;
    this.item(n, 'a').checked_out_date = localDate(due, this.world.timeZone);
  }
  patron(reader: number): KohaPatron {
    return must(this.world.patrons.get(must(this.#moved.patron.get(reader))));
  }
  readerOf(patronId: number): number {
    return must(this.#readers.get(patronId));
  }
  /** In the order of the queue. */
  holds(n: number): readonly KohaHold[] {
    return must(this.#holds.get(this.biblio(n)));
  }
  holdRows(n: number): readonly RowName[] {
    return this.holds(n).map(({ patron_id: id }) => holdRow(this.readerOf(id), n));
  }
  /** Every row that is about a reader, and about what the target has in its place. */
  about(reader: number): readonly RowName[] {
    const { patron_id: id } = this.patron(reader);
    const holds = [...this.world.holds.values()].filter(({ patron_id: of }) => of === id);
    return [
      readerRow(reader),
      `BLOCKS reader:${String(reader)}`,
      ...this.charges(reader).flatMap(({ debit_type: kind }) => [
        `CHARGES reader:${String(reader)} ${kind}`,
        `CHARGES reader:? ${kind}`,
      ]),
      loanRow(reader),
      ...holds.flatMap(({ biblio_id: biblio }) => {
        const n = biblio - this.biblio(1) + 1;
        return [holdRow(reader, n), extraHold(biblio)];
      }),
    ];
  }
  charges(reader: number): readonly KohaCharge[] {
    return must(this.#charges.get(this.patron(reader).patron_id));
  }
  chargeRow(reader: number, kind = this.charges(reader)[0]?.debit_type ?? ''): RowName {
    return `CHARGES reader:${String(reader)} ${kind}`;
  }
  /** Straight into the table, as a load leaves it. */
  edit(n: number, change: (fields: readonly MarcField[]) => readonly MarcField[]): void {
    const biblio = must(this.world.biblios.get(this.biblio(n)));
    biblio.marc = { leader: biblio.marc.leader, fields: [...change(biblio.marc.fields)] };
  }
  marc(n: number): MarcRecord {
    return must(this.world.biblios.get(this.biblio(n))).marc;
  }
  setLeader(n: number, at: number, to: string): void {
    const biblio = must(this.world.biblios.get(this.biblio(n)));
    const { leader, fields } = biblio.marc;
    biblio.marc = { leader: leader.slice(0, at) + to + leader.slice(at + to.length), fields };
  }
  deleteItem(n: number, copy: 'a' | 'b'): void {
    const { item_id: id, biblio_id: biblio } = this.item(n, copy);
    this.world.items.delete(id);
    this.world.itemsOfBiblio.set(
      biblio,
      (this.world.itemsOfBiblio.get(biblio) ?? []).filter((one) => one !== id),
    );
  }
}

export function must<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the target does not have it');
  return value;
}

export const range = (from: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => from + at);
export const text = (value: string): RegExp => new RegExp(value, 'iu');

/** Changes what subfields of fields with this tag say. */
export function reworded(
  fields: readonly MarcField[],
  tag: string,
  to: (value: string, code: string) => string,
): MarcField[] {
  return fields.map((field) =>
    field.tag !== tag || isControlField(field)
      ? field
      : { ...field, subfields: field.subfields.map(({ code, value }) => ({ code, value: to(value, code) })) },
  );
}

export function nextDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
