import { MerciaError } from '#platform/errors.ts';

/** A page of a thousand long records with their copies is a tenth of this. */
const LONGEST_LINE_BYTES = 256 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a byte stream, empty ones left out; a last line without its end is left out too: it was cut. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      const line = Buffer.concat([...parts, chunk.subarray(start, end)]);
      parts = [];
      length = 0;
      start = end + 1;
      if (line.length > 0) yield line.toString('utf8');
    }
    if (start === chunk.length) continue;
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    if (length > LONGEST_LINE_BYTES) {
      throw new MerciaError('LMS_BAD_RESPONSE', `A page of harvest is longer than ${LONGEST_LINE_BYTES} bytes.`);
    }
  }
}
