import { randomBytes } from 'node:crypto';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unpackBody } from './http-transport.ts';

const MAX_BYTES = 2_000_000;

describe('the body of an answer', () => {
  it.each([
    ['short', Buffer.from('{"copies":2}')],
    ['so long that it is unpacked apart', randomBytes(600_000)],
  ])('that is %s is what it was before it was packed', async (_length, body) => {
    expect(await unpackBody(gzipSync(body), 'gzip', MAX_BYTES)).toEqual(body);
    expect(await unpackBody(gzipSync(body), ' X-GZIP ', MAX_BYTES)).toEqual(body);
  });

  it('that was not packed stays as it came', async () => {
    const body = Buffer.from('as it came');

    expect(await unpackBody(body, undefined, MAX_BYTES)).toBe(body);
    expect(await unpackBody(body, 'identity', MAX_BYTES)).toBe(body);
  });

  it('that is empty is empty, whatever its header says', async () => {
    expect(await unpackBody(Buffer.alloc(0), 'gzip', MAX_BYTES)).toHaveLength(0);
  });

  it('that was packed in a way nobody asked for, cut, or is no gzip is refused', async () => {
    const gzip = gzipSync(randomBytes(1_000));

    await expect(unpackBody(brotliCompressSync('x'), 'br', MAX_BYTES)).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
    await expect(unpackBody(gzip.subarray(0, 500), 'gzip', MAX_BYTES)).rejects.toMatchObject({ code: 'Z_BUF_ERROR' });
    await expect(unpackBody(Buffer.from('no gzip'), 'gzip', MAX_BYTES)).rejects.toMatchObject({ code: 'Z_DATA_ERROR' });
  });

  it.each([
    ['short', 1_000],
    ['long', 300_000_000],
  ])('that would be longer than it may be is not unpacked whole (%s as sent)', async (_length, bytes) => {
    const packed = gzipSync(Buffer.alloc(bytes));

    await expect(unpackBody(packed, 'gzip', 999)).rejects.toMatchObject({ code: 'ERR_BUFFER_TOO_LARGE' });
  });
});
