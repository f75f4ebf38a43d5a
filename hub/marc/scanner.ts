import type { ByteWindow } from './byte-window.ts';
import type { MarcBetween, MarcBetweenKind, MarcOutcome, MarcParse, MarcReadResult } from './marc-outcome.ts';
import type { MarcFormat } from './marc-record.ts';

/** A record without an end is given up at this size, so that a wrong file cannot fill the memory. */
export const MAX_RECORD_BYTES = 16 * 1024 * 1024;

/** Cuts a source into outcomes; called again after each chunk, with `atEnd` once nothing follows. */
export interface MarcScanner {
  scan(window: ByteWindow, atEnd: boolean): Generator<MarcOutcome>;
}

/** Numbers and places what a scanner finds, and consumes its bytes. */
export class OutcomeWriter {
  readonly #format: MarcFormat;
  #number = 0;

  constructor(format: MarcFormat) {
    this.#format = format;
  }

  /**
   * What the bytes up to the absolute position `to` are; they leave the window. `form` for a record that stood quoted in another
   * form: its own bytes and form.
   */
  result(
    window: ByteWindow,
    to: number,
    parse: MarcParse,
    form: { readonly raw?: Uint8Array; readonly format?: MarcFormat } = {},
  ): MarcReadResult {
    const { offset } = window;
    const length = to - offset;
    const raw = form.raw ?? window.take(offset, to);
    const format = form.format ?? this.#format;
    window.consume(length);
    this.#number += 1;
    const number = this.#number;
    if (parse.kind === 'record') return { ...parse, format, raw, offset, length, number };
    const place = `record ${String(number)}, byte ${String(offset)}`;
    return { ...parse, format, place, raw, offset, length, number };
  }

  between(window: ByteWindow, to: number, what: MarcBetweenKind): MarcBetween {
    const offset = window.offset;
    window.consume(to - offset);
    return { kind: 'between', what, offset, length: to - offset };
  }

  /** What lies before the absolute position `to` is wrapper. */
  *upTo(window: ByteWindow, to: number): Generator<MarcOutcome> {
    if (to <= window.offset) return;
    const white = allWhiteSpace(window.bytes.subarray(0, to - window.offset));
    yield this.between(window, to, white ? 'white space' : 'wrapper');
  }
}

const WHITE_SPACE = new Set([0x09, 0x0a, 0x0d, 0x20]);

export function isWhiteSpace(byte: number | undefined): boolean {
  return byte !== undefined && WHITE_SPACE.has(byte);
}

export function allWhiteSpace(bytes: Uint8Array): boolean {
  return bytes.every((byte) => WHITE_SPACE.has(byte));
}
