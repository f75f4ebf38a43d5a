/** Text as a SIP2 server writes it: code page 850 by the specification, UTF-8 or Latin-1 at most sites today. */
import iconv from 'iconv-lite';

/** Writes and reads text in the encoding of one server. */
export type TextCodec = ReturnType<typeof createTextCodec>;

/** Whether messages can be written in an encoding of this name: `utf-8`, `iso-8859-1`, `cp850`, `windows-1252`. */
export function isKnownEncoding(name: string): boolean {
  const ascii = '1720260105    091502AO|';
  // Those of two bytes for each letter cannot: the code and the separator are ASCII.
  return iconv.encodingExists(name) && iconv.encode(ascii, name).toString('latin1') === ascii;
}

/** The codec of an encoding that {@link isKnownEncoding}. */
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
