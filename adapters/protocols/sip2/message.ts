/** One SIP2 message: a code, fixed fields, named fields, and with error detection a sequence number and a checksum. */
import iconv from 'iconv-lite';

const DATE = 18;

/** How many characters of fixed fields each answer begins with, behind its code. Named fields follow. */
const FIXED_LENGTHS: ReadonlyMap<string, number> = new Map([
  // Flags and language, date, six counts.
  ['24', 14 + 3 + DATE],
  ['64', 14 + 3 + DATE + 6 * 4],
  ['26', 14 + 3 + DATE],
  // Circulation status, security marker, fee type, date.
  ['18', 2 + 2 + 2 + DATE],
  ['20', 1 + DATE],
  ['30', 4 + DATE],
  ['12', 4 + DATE],
  ['10', 4 + DATE],
  ['16', 2 + DATE],
  ['66', 1 + 4 + 4 + DATE],
  ['36', 1 + DATE],
  ['38', 1 + DATE],
  ['94', 1],
  // Six flags, time-out, retries, date, version.
  ['98', 6 + 3 + 3 + DATE + 4],
  ['96', 0],
]);

/** The length of the fixed fields of an answer; 0 of a code that is not in the specification. */
function fixedLengthOf(code: string): number {
  return FIXED_LENGTHS.get(code) ?? 0;
}

/** A named field: two characters and a value. */
export type Sip2Field = readonly [name: string, value: string];

export interface Sip2Request {
  /** Two digits: `17`. */
  readonly code: string;
  /** What stands between the code and the first named field. */
  readonly fixed: string;
  readonly fields: readonly Sip2Field[];
}

export interface Sip2Message {
  readonly code: string;
  readonly fixed: string;
  /** Every value of each field, in the order of the message; fields that nobody specified included. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** 0 to 9; null if the server left it out. */
  readonly sequence: number | null;
  readonly checksum: 'ok' | 'wrong' | 'absent';
}

export interface EncodeOptions {
  readonly text: TextCodec;
  /** 0 to 9. */
  readonly sequence: number;
  /** Whether to send the sequence number and the checksum: a server detects errors only if they are there. */
  readonly errorDetection: boolean;
  /** `\r` by the specification. */
  readonly terminator: string;
  /** `|` by the specification. */
  readonly separator: string;
}

export type DecodeOptions = Pick<EncodeOptions, 'text' | 'separator'>;

/** Characters that end a message, and bytes that some servers send between messages. */
const CONTROL = /[\0\r\n]/;

/**
 * The bytes of a message. If a value cannot be sent, the name of its field instead: it holds a line end or a separator, with
 * which it would become another question, or a character that the encoding does not have.
 */
export function encode(request: Sip2Request, options: EncodeOptions): Buffer | { readonly unsendable: string } {
  const { text, sequence, errorDetection, terminator, separator } = options;
  const parts: Buffer[] = [];
  for (const [name, value] of [['', request.code], ['', request.fixed], ...request.fields] as readonly Sip2Field[]) {
    const isNamed = name !== '';
    const bytes = text.encode(isNamed ? `${name}${value}${separator}` : value);
    if (bytes === null || CONTROL.test(value) || value.includes(separator)) return { unsendable: name };
    parts.push(bytes);
  }
  if (errorDetection) {
    parts.push(Buffer.from(`AY${sequence}AZ`, 'latin1'));
    parts.push(Buffer.from(checksumOf(Buffer.concat(parts)), 'latin1'));
  }
  parts.push(Buffer.from(terminator, 'latin1'));
  return Buffer.concat(parts);
}

/** Behind the last field; some servers leave out the separator before it. */
const TRAILER = /(?:AY(\d))?(?:AZ([0-9A-Fa-f]{4}))?$/;

/**
 * Reads a message without its line end; null if it is none. Lenient where servers differ: fields come in any order and
 * repeat, unknown ones are kept, and a value may contain the separator, which counts only before another field's name.
 *
 *     1804000120260105    091502CF0|AB30001000000017|AJOxford handbook of clinical medicine|AY3AZD981
 */
export function decode(bytes: Uint8Array, { text, separator }: DecodeOptions): Sip2Message | null {
  const line = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Latin-1 keeps one character a byte, so that places in the text are places in the bytes.
  const trailer = TRAILER.exec(line.toString('latin1'));
  const end = trailer?.index ?? line.length;
  const [whole = '', sequence, sum] = trailer ?? [];
  const body = text.decode(line.subarray(0, end));
  const code = body.slice(0, 2);
  const start = 2 + fixedLengthOf(code);
  if (!/^\d\d$/.test(code) || body.length < start) return null;
  return {
    code,
    fixed: body.slice(2, start),
    fields: readFields(body.slice(start), separator),
    sequence: sequence === undefined ? null : Number(sequence),
    checksum: compare(line.subarray(0, end + whole.length - 4), sum),
  };
}

function compare(summed: Uint8Array, sum: string | undefined): Sip2Message['checksum'] {
  if (sum === undefined) return 'absent';
  return checksumOf(summed) === sum.toUpperCase() ? 'ok' : 'wrong';
}

const NAME = /^[A-Z][A-Z0-9]/;

function readFields(body: string, separator: string): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  let last: string[] | null = null;
  for (const part of body.split(separator)) {
    const name = NAME.exec(part)?.[0];
    if (name !== undefined) {
      last = fields.get(name) ?? [];
      fields.set(name, last);
      last.push(part.slice(2));
    } else if (last !== null) {
      last.push(`${last.pop() ?? ''}${separator}${part}`);
    }
  }
  // The separator behind the last field ends it, and is no part of it.
  const value = last?.pop();
  if (value !== undefined) last?.push(value.endsWith(separator) ? value.slice(0, -separator.length) : value);
  return fields;
}

/** The first value of a field; undefined if the message does not have it. */
export function fieldOf(message: Pick<Sip2Message, 'fields'>, name: string): string | undefined {
  return message.fields.get(name)?.[0];
}

/**
 * Four hexadecimal digits: the two's complement of the sum of all bytes up to and including `AZ`. Bytes as encoded, not
 * characters.
 *
 *     941AY3AZ → FDFA
 */
export function checksumOf(bytes: Uint8Array): string {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xffff;
  return (-sum & 0xffff).toString(16).toUpperCase().padStart(4, '0');
}

/** Writes and reads text in the encoding of one server. */
type TextCodec = ReturnType<typeof createTextCodec>;

/** Whether messages can be written in an encoding of this name: `utf-8`, `iso-8859-1`, `cp850`, `windows-1252`. */
export function isKnownEncoding(name: string): boolean {
  const ascii = '1720260105    091502AO|';
  // Those of two bytes for each letter cannot: the code and the separator are ASCII.
  return iconv.encodingExists(name) && iconv.encode(ascii, name).toString('latin1') === ascii;
}

/** The codec of an encoding that {@link isKnownEncoding}: code page 850 by the specification, UTF-8 or Latin-1 at most sites today. */
export function createTextCodec(encoding: string) {
  const decode = (bytes: Uint8Array): string => iconv.decode(bytes, encoding, { stripBOM: false });
  return {
    /** Null if the encoding has no bytes for some character: sending another one in its place would name somebody else. */
    encode(text: string): Buffer | null {
      // One character with its accent, which older encodings have, not a letter and an accent, which they have not.
      const composed = text.normalize('NFC');
      const bytes = iconv.encode(composed, encoding);
      return decode(bytes) === composed ? bytes : null;
    },
    /** Bytes that stand for nothing become the replacement character. */
    decode,
  };
}
