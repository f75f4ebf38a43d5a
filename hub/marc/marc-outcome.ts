import type { MarcFormat, MarcRecord } from './marc-record.ts';

/**
 * What the text of a record was written in. `ascii`: only characters that are the same in all sets. `windows-1252`:
 * what an older system wrote without saying so, Latin-1 among it. `declared`: another one that its XML document names. Bytes that mean nothing in the set stand as U+FFFD in
 * the record, with a repair that counts them, and are whole in `raw`.
 */
export type MarcCharset = 'utf-8' | 'marc-8' | 'windows-1252' | 'ascii' | 'declared';

/** One record as a parser gives it: read, perhaps repaired, or refused with the reason. */
export type MarcParse = MarcParsed | MarcRefused;

export interface MarcParsed {
  readonly kind: 'record';
  readonly record: MarcRecord;
  /** What had to be mended, `kind: detail`; empty for nearly every record. See {@link repairKind}. */
  readonly repairs: readonly string[];
  readonly charset: MarcCharset;
}

export interface MarcRefused {
  readonly kind: 'reject';
  readonly reason: string;
}

/** Why a record is refused that its source broke off in. */
export const CUT_AT_END = 'record not closed at the end of the file';

/** Where a record stands in its source. */
interface Placed {
  readonly format: MarcFormat;
  /**
   * The record's own bytes, as they came; behind the XML declaration of its document where that names another set than
   * UTF-8, so that the record can be read again alone.
   */
  readonly raw: Uint8Array;
  readonly offset: number;
  /** How many bytes of the source it takes: those of `raw`, or more where `raw` stood in another form's quotes. */
  readonly length: number;
  /** Position among all records and rejects of the source, from 1. */
  readonly number: number;
}

/** A record of a file, with the bytes it came in. */
export type MarcReadRecord = MarcParsed & Placed;

/** A record that could not be read, or bytes that are nothing else. `place` says where, for people: `record 3, byte 1042`. */
type MarcReadReject = MarcRefused & Placed & { readonly place: string };

export type MarcReadResult = MarcReadRecord | MarcReadReject;

/** What lies between records: `white space`, `wrapper` (XML or JSON around records), `padding` (nulls, end-of-file). */
export type MarcBetweenKind = 'white space' | 'wrapper' | 'padding' | 'stray bytes';

/** Bytes that belong to no record and hide none. */
export interface MarcBetween {
  readonly kind: 'between';
  readonly what: MarcBetweenKind;
  readonly offset: number;
  readonly length: number;
}

/** Everything in a source in order, without gap or overlap. */
export type MarcOutcome = MarcReadResult | MarcBetween;

export function refuse(reason: string): MarcRefused {
  return { kind: 'reject', reason };
}

export function repairKind(repair: string): string {
  const colon = repair.indexOf(':');
  return colon === -1 ? repair : repair.slice(0, colon);
}

/** Whether letters of the record could not be decoded and stand as U+FFFD. */
export function hasLostText(repairs: readonly string[]): boolean {
  return repairs.some((repair) => ['MARC-8', 'invalid UTF-8'].includes(repairKind(repair)));
}
