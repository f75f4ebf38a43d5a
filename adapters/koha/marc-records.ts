/** Koha's MARCXML, record by record. */
import { readMarcBytes, type MarcReadResult, type MarcRecord } from '#marc/index.ts';
import { subfieldValues } from '../shared/marc-fields.ts';

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

/** 999$c: 001 is the number of wherever the record came from. */
export function biblioIdOf(marc: MarcRecord): number | null {
  const id = subfieldValues(marc, '999', 'c').find((value) => /^\d+$/.test(value));
  return id === undefined ? null : Number(id);
}
