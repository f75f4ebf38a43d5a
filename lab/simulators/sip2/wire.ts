/** How a message looks on the wire: fields, sequence number, checksum, end. */
import { toBytes, toText, type Encoding } from './encodings.ts';

export type Field = readonly [name: string, value: string];

export interface Received {
  /** Two digits. */
  readonly code: string;
  /** Everything behind the code, without sequence number and checksum. */
  readonly body: string;
  /** Null if the message has none. */
  readonly sequence: string | null;
  readonly checksum: 'ok' | 'wrong' | 'absent';
}

const CR = 0x0d;
const LF = 0x0a;
const NUL = 0x00;
const TRAILER = /(?:AY(\d))?AZ([0-9A-F]{4})$/u;

/** Messages that are complete, and what has come of the next one. Line feeds and NULs between messages are left out. */
export function takeMessages(bytes: Uint8Array): {
  readonly messages: readonly Uint8Array[];
  readonly rest: Uint8Array;
} {
  const messages: Uint8Array[] = [];
  let from = 0;
  for (let end = bytes.indexOf(CR); end >= 0; end = bytes.indexOf(CR, from)) {
    while (bytes[from] === LF || bytes[from] === NUL) from += 1;
    if (end > from) messages.push(bytes.subarray(from, end));
    from = Math.max(from, end + 1);
  }
  while (bytes[from] === LF || bytes[from] === NUL) from += 1;
  return { messages, rest: bytes.subarray(from) };
}

/** Null if it does not begin with a message code. */
export function readMessage(bytes: Uint8Array, encoding: Encoding): Received | null {
  const ascii = toText(bytes, 'latin1');
  if (!/^\d\d/u.test(ascii)) return null;
  const trailer = TRAILER.exec(ascii);
  const end = trailer?.index ?? bytes.length;
  const received = {
    code: ascii.slice(0, 2),
    body: toText(bytes.subarray(2, end), encoding),
    sequence: trailer?.[1] ?? null,
  };
  if (trailer === null) return { ...received, checksum: 'absent' };
  const right = checksumOf(bytes.subarray(0, bytes.length - 4));
  return { ...received, checksum: right === trailer[2] ? 'ok' : 'wrong' };
}

/** `AO…|AB…|`; the last field has its separator, too. */
export function writeFields(fields: readonly Field[]): string {
  return fields.map(([name, value]) => `${name}${value}|`).join('');
}

export interface Sealing {
  readonly encoding: Encoding;
  /** Null leaves out both sequence number and checksum. */
  readonly sequence: string | null;
  /** Put in place of the right one. */
  readonly checksum?: string | undefined;
  readonly terminator: string;
}

export function seal(message: string, { encoding, sequence, checksum, terminator }: Sealing): Uint8Array {
  if (sequence === null) return toBytes(message + terminator, encoding);
  const bytes = toBytes(`${message}AY${sequence}AZ`, encoding);
  return Buffer.concat([bytes, toBytes((checksum ?? checksumOf(bytes)) + terminator, 'ascii')]);
}

/** The sum of all bytes up to and including `AZ`, its two's complement, 16 bits, as four capital hexadecimal digits. */
export function checksumOf(bytes: Uint8Array): string {
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  return (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0');
}
