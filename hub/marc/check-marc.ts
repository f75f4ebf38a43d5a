import { Buffer } from 'node:buffer';
import { type MarcCharset, type MarcOutcome, repairKind } from './marc-outcome.ts';
import type { MarcFormat } from './marc-record.ts';
import { describeOther, isOaiPmh } from './other-files.ts';
import { scanMarc, SNIFF_BYTES } from './read-marc.ts';

export type MarcFileFormat = MarcFormat | 'oai-pmh/marcxml' | 'none';

export interface MarcCheckReject {
  /** Position among the records and rejects of the source, from 1. */
  readonly record: number;
  /** In bytes. */
  readonly offset: number;
  readonly length: number;
  readonly reason: string;
}

/** What a source holds; `read + rejected = found`. */
export interface MarcCheck {
  /** `none`: no MARC in any form. */
  readonly format: MarcFileFormat;
  readonly found: number;
  readonly read: number;
  /** Of those read: with at least one repair. */
  readonly repaired: number;
  readonly rejected: number;
  readonly bytes: number;
  /** Bytes that are in no record, no reject and nothing named between them. Always 0 unless the reader is wrong. */
  readonly bytesUnaccounted: number;
  /** Repairs summed by kind. */
  readonly repairs: Readonly<Record<string, number>>;
  /** The first ones, {@link MAX_LISTED_REJECTS} at most. */
  readonly rejects: readonly MarcCheckReject[];
  /** What a source without MARC seems to be; null where there is nothing to say. */
  readonly note: string | null;
  /** Records may lie in the source in a form that is not read, or a web page stands where they should: see `note`. */
  readonly refused: boolean;
  /** Records by what their text was read as. */
  readonly charsets: Readonly<Partial<Record<MarcCharset, number>>>;
}

export const MAX_LISTED_REJECTS = 1_000;

/** Reads a source to its end and counts. Memory is bounded; errors of the source itself are passed on. */
export async function checkMarc(source: AsyncIterable<Uint8Array>): Promise<MarcCheck> {
  const meter = new SourceMeter(source);
  const tally = new Tally();
  for await (const outcome of scanMarc(meter.chunks())) tally.add(outcome);
  const format = tally.format();
  const head = meter.head();
  const other = format === 'none' ? describeOther(head) : null;
  return {
    format: format === 'marcxml' && isOaiPmh(head.toString('latin1')) ? 'oai-pmh/marcxml' : format,
    found: tally.read + tally.rejected,
    read: tally.read,
    repaired: tally.repaired,
    rejected: tally.rejected,
    bytes: meter.bytes,
    bytesUnaccounted: tally.unaccounted(meter.bytes),
    repairs: Object.fromEntries(tally.repairs),
    rejects: tally.rejects,
    note: other?.what ?? null,
    refused: other?.refused ?? false,
    charsets: Object.fromEntries(tally.charsets),
  };
}

class SourceMeter {
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #head: Buffer[] = [];
  bytes = 0;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#source) {
      if (this.bytes < SNIFF_BYTES) this.#head.push(Buffer.from(chunk.subarray(0, SNIFF_BYTES)));
      this.bytes += chunk.length;
      yield chunk;
    }
  }

  head(): Buffer {
    return Buffer.concat(this.#head);
  }
}

class Tally {
  read = 0;
  repaired = 0;
  rejected = 0;
  readonly repairs = new Map<string, number>();
  readonly rejects: MarcCheckReject[] = [];
  readonly charsets = new Map<MarcCharset, number>();
  #format: MarcFormat | 'none' = 'none';
  #position = 0;
  #lost = 0;

  add(outcome: MarcOutcome): void {
    // A gap was given to nobody, an overlap to two.
    this.#lost += Math.abs(outcome.offset - this.#position);
    this.#position = outcome.offset + outcome.length;
    if (outcome.kind === 'between') return;
    if (this.#format === 'none') this.#format = outcome.format;
    if (outcome.kind === 'record') {
      this.read += 1;
      this.charsets.set(outcome.charset, (this.charsets.get(outcome.charset) ?? 0) + 1);
      if (outcome.repairs.length > 0) this.repaired += 1;
      for (const repair of outcome.repairs) {
        const kind = repairKind(repair);
        this.repairs.set(kind, (this.repairs.get(kind) ?? 0) + 1);
      }
      return;
    }
    this.rejected += 1;
    const { number: record, offset, length, reason } = outcome;
    if (this.rejects.length < MAX_LISTED_REJECTS) this.rejects.push({ record, offset, length, reason });
  }

  format(): MarcFormat | 'none' {
    return this.#format;
  }

  unaccounted(bytes: number): number {
    return this.#lost + Math.abs(bytes - this.#position);
  }
}
