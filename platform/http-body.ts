/** The bytes of an answer as they were before they were packed for the way. */
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';

/** The packing that is asked for. */
export const ACCEPT_ENCODING = 'gzip';

/** Unpacking more than this in one go, in bytes as sent, would keep everything else waiting for some milliseconds. */
const AT_ONCE_BYTES = 256 * 1024;

const gunzipApart = promisify(gunzip);

/**
 * Most answers are small: with a stream for each, a whole call takes half as much processor time again. Rejects with `ERR_BUFFER_TOO_LARGE`
 * for what would be longer than `maxBytes`, with a code `Z_…` for what is no gzip, with `Z_DATA_ERROR` for another packing.
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
