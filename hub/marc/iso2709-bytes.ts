import { Buffer } from 'node:buffer';

export const RECORD_TERMINATOR = 0x1d;
export const FIELD_TERMINATOR = 0x1e;
export const SUBFIELD_DELIMITER = 0x1f;
export const LEADER_LENGTH = 24;

/** The number that the bytes spell; NaN where one of them is no digit. */
export function digits(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Each byte as the character of its number. */
export function asciiText(bytes: Uint8Array, from: number, to: number): string {
  const length = Math.max(Math.min(to, bytes.length) - from, 0);
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString('latin1');
}

/** Tags by their three bytes: a file has few, and making the same text for every field is slow. */
const tags = new Map<number, string>();

/** The three bytes at `at` as text where they are letters and digits of ASCII, as in a tag; else null. */
export function tagText(bytes: Uint8Array, at: number): string | null {
  const key = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  const known = tags.get(key);
  if (known !== undefined) return known;
  const tag = asciiText(bytes, at, at + 3);
  if (!/^[0-9A-Za-z]{3}$/.test(tag)) return null;
  tags.set(key, tag);
  return tag;
}

/** Control characters and the like as `?`: messages go to terminals. */
export function printable(text: string): string {
  return text.slice(0, 20).replace(/[^\x20-\x7e]/g, '?');
}
