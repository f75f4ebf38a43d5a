/** The bytes of an answer as they were before they were packed for the way, within a limit. */
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';

/** The packing that is asked for. */
export const ACCEPT_ENCODING = 'gzip';
/** The code of an error for a body that is too long; zlib's own for what is too long when unpacked. */
export const TOO_LONG = 'ERR_BUFFER_TOO_LARGE';

/** Unpacking more than this in one go, in bytes as sent, would keep everything else waiting for some milliseconds. */
const AT_ONCE_BYTES = 256 * 1024;

const gunzipApart = promisify(gunzip);

/** All bytes of a stream. What is longer than `maxBytes` ends it, with an error that has the code {@link TOO_LONG}. */
export async function collectBody(stream: Readable, maxBytes: number): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
    else stream.destroy(Object.assign(new Error('The body is too long.'), { code: TOO_LONG }));
  });
  stream.once('end', () => {
    resolve(Buffer.concat(chunks, length));
  });
  stream.once('error', reject);
  return promise;
}

/**
 * Most answers are small: with a stream for each, a whole call takes half as much processor time again. Rejects with the code
 * {@link TOO_LONG} for what would be longer than `maxBytes`, with a code `Z_…` for what is no gzip, with `Z_DATA_ERROR` for
 * another packing.
 */
export async function unpackBody(packed: Buffer, encoding: string | undefined, maxBytes: number): Promise<Buffer> {
  const options = { maxOutputLength: maxBytes };
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return packed;
    case 'gzip':
    case 'x-gzip':
      if (packed.length === 0) return packed;
      return packed.length <= AT_ONCE_BYTES ? gunzipSync(packed, options) : gunzipApart(packed, options);
    default:
      throw Object.assign(new Error('a packing that was not asked for'), { code: 'Z_DATA_ERROR' });
  }
}
