/** Koha's MARCXML, record by record. */
import { readMarcBytes, type MarcReadResult, type MarcRecord } from '#marc/index.ts';
import { dataFieldsOf, subfieldValue, subfieldValues } from '../shared/marc-fields.ts';

export interface KohaMarc {
  /** Koha's own number; null where the record does not carry it, or cannot be read. */
  readonly biblioId: number | null;
  readonly outcome: MarcReadResult;
}

/**
 * The records of a collection, readable or not.
 *
 *     999 ## $c 5 $d 5
 */
export function readMarcXmlRecords(body: Uint8Array): readonly KohaMarc[] {
  return [...readMarcBytes(body, { format: 'marcxml' })].map((outcome) => ({
    biblioId: outcome.kind === 'record' ? biblioIdOf(outcome.record) : null,
    outcome,
  }));
}

/** The readable records of an answer by their numbers, but for numbers that several of them say they have: one of those is wrong. */
export function byOwnNumber(records: readonly KohaMarc[]): ReadonlyMap<number, MarcRead> {
  const found = new Map<number, MarcRead>();
  for (const [id, [first, ...others]] of Map.groupBy(records, ({ biblioId }) => biblioId)) {
    if (id !== null && first?.outcome.kind === 'record' && others.length === 0) found.set(id, first.outcome);
  }
  return found;
}

type MarcRead = Extract<MarcReadResult, { readonly kind: 'record' }>;

/** 999$c: 001 is the number of wherever the record came from. */
export function biblioIdOf(marc: MarcRecord): number | null {
  const id = ownNumbersOf(marc).at(-1) ?? subfieldValues(marc, '999', 'c').find((value) => IS_NUMBER.test(value));
  return id === undefined ? null : Number(id);
}

/** The number that a record says it has where it is not the one that was asked for, else null: then its content is another one's. */
export function otherNumberOf(marc: MarcRecord, biblioId: number): number | null {
  const numbers = ownNumbersOf(marc).map(Number);
  return numbers.includes(biblioId) ? null : (numbers.at(-1) ?? null);
}

/** Why such a record is set aside. */
export function saysOther(biblioId: number, other: number): string {
  return `sent as record ${biblioId}, but 999$c says ${other}; nothing of it is taken for either`;
}

const IS_NUMBER = /^\d+$/;

/** $c of each 999 that has a number in $d, too, as Koha writes it behind all others; what another system left in 999 has its own $c. */
function ownNumbersOf(marc: MarcRecord): readonly string[] {
  return dataFieldsOf(marc, '999').flatMap((field) => {
    const [id, item] = [subfieldValue(field, 'c') ?? '', subfieldValue(field, 'd') ?? ''];
    return IS_NUMBER.test(id) && IS_NUMBER.test(item) ? [id] : [];
  });
}
