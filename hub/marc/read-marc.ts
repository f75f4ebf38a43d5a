import { ByteWindow } from './byte-window.ts';
import { findLeader, Iso2709Scanner } from './iso2709-scan.ts';
import type { MarcOutcome, MarcReadResult } from './marc-outcome.ts';
import { MarcInJsonScanner } from './marc-in-json-scan.ts';
import type { MarcFormat } from './marc-record.ts';
import { findRefusedForm } from './other-files.ts';
import { MarcXmlScanner } from './marcxml-scan.ts';
import { isWhiteSpace, type MarcScanner } from './scanner.ts';

/** How much of a source is looked at to find out what it is. */
export const SNIFF_BYTES = 64 * 1024;

export interface ReadMarcOptions {
  /** What the source is; found out by looking where left out. */
  readonly format?: MarcFormat;
}

/**
 * Every record of a source, in order, and every part of it that should be one and cannot be read. Never throws for
 * what the bytes are; a source that holds no MARC gives nothing. Memory is bounded for a stream.
 */
export async function* readMarc(
  source: AsyncIterable<Uint8Array> | Uint8Array,
  options: ReadMarcOptions = {},
): AsyncGenerator<MarcReadResult> {
  for await (const outcome of scanMarc(source, options)) if (outcome.kind !== 'between') yield outcome;
}

/** {@link readMarc} for bytes at hand. `raw` of the results are views on them. */
export function* readMarcBytes(bytes: Uint8Array, options: ReadMarcOptions = {}): Generator<MarcReadResult> {
  for (const outcome of scanMarcBytes(bytes, options)) if (outcome.kind !== 'between') yield outcome;
}

/** {@link readMarc} with what lies between the records: the outcomes cover every byte, in order. */
export async function* scanMarc(
  source: AsyncIterable<Uint8Array> | Uint8Array,
  options: ReadMarcOptions = {},
): AsyncGenerator<MarcOutcome> {
  if (source instanceof Uint8Array) {
    yield* scanMarcBytes(source, options);
    return;
  }
  const window = new ByteWindow();
  let scanner = options.format === undefined ? null : scannerFor(options.format);
  for await (const chunk of source) {
    window.append(chunk);
    if (scanner === null) {
      if (window.length < SNIFF_BYTES) continue;
      scanner = scannerFor(sniffMarcFormat(window.bytes));
    }
    yield* scanner.scan(window, false);
  }
  scanner ??= scannerFor(sniffMarcFormat(window.bytes));
  yield* scanner.scan(window, true);
}

/** {@link scanMarc} for bytes at hand. */
export function* scanMarcBytes(bytes: Uint8Array, options: ReadMarcOptions = {}): Generator<MarcOutcome> {
  const window = new ByteWindow();
  window.appendWhole(bytes);
  yield* scannerFor(options.format ?? sniffMarcFormat(bytes)).scan(window, true);
}

/** What the first bytes of a source look like; `none` where they show no MARC in any form. */
export function sniffMarcFormat(bytes: Uint8Array): MarcFormat | 'none' {
  const start = bytes.subarray(0, SNIFF_BYTES);
  if (findRefusedForm(start) !== null) return 'none';
  let at = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf ? 3 : 0;
  while (isWhiteSpace(start[at]) || start[at] === 0) at += 1;
  const first = start[at];
  if (first === 0x3c) return 'marcxml';
  if (first === 0x7b || first === 0x5b) return 'marc-in-json';
  return findLeader(start, 0) === -1 && !looksLikeIso2709(start.subarray(at)) ? 'none' : 'iso2709';
}

/** A damaged record that begins the file: at least two of the signs of a leader and its directory. */
function looksLikeIso2709(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 36));
  const signs = [
    /^\d{5}/.test(head),
    head.slice(10, 12) === '22',
    /^\d{5}$/.test(head.slice(12, 17)),
    /^\w{3}\d{9}$/.test(head.slice(24, 36)),
  ];
  return signs.filter(Boolean).length >= 2;
}

function scannerFor(format: MarcFormat | 'none'): MarcScanner {
  switch (format) {
    case 'iso2709':
      return new Iso2709Scanner();
    case 'marcxml':
      return new MarcXmlScanner();
    case 'marc-in-json':
      return new MarcInJsonScanner();
    case 'none':
      return new NoMarcScanner();
  }
}

class NoMarcScanner implements MarcScanner {
  *scan(window: ByteWindow): Generator<MarcOutcome> {
    const { offset, length } = window;
    if (length === 0) return;
    window.consume(length);
    yield { kind: 'between', what: 'wrapper', offset, length };
  }
}
