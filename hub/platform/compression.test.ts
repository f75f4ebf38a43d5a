import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCompression } from './compression.ts';
import { createHttpApp } from './http-app.ts';

const LONG = 'nursing '.repeat(500);
let parts = new PassThrough();
const app = createHttpApp({});
let url: string;

beforeAll(async () => {
  registerCompression(app, ({ headers }) => headers.authorization === undefined);
  app.get('/long', (_, reply) => reply.header('vary', 'Authorization').type('application/json').send(LONG));
  app.get('/short', (_, reply) => reply.send('short'));
  app.get('/piece', (_, reply) =>
    reply
      .code(206)
      .header('content-range', 'bytes 0-3999/9000')
      .send(Readable.from([LONG])),
  );
  app.get('/parts', (_, reply) => reply.type('multipart/mixed; boundary="-"').send(parts));
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

/** As it is sent. */
async function ask(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const [response] = (await once(
    get(`${url}${path}`, { headers: { 'accept-encoding': 'gzip', ...headers } }),
    'response',
  )) as [IncomingMessage];
  return response;
}
async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  return Buffer.concat((await response.toArray()) as Buffer[]);
}

describe('an answer', () => {
  it('is packed if it is long, and says what else it depends on', async () => {
    const response = await ask('/long');
    const bytes = await bytesOf(response);

    expect(response.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Authorization, accept-encoding' });
    expect(bytes.length).toBeLessThan(200);
    expect(gunzipSync(bytes).toString()).toBe(LONG);
  });

  it.each([
    ['short', '/short', {}],
    ['asked for as it is', '/long', { 'accept-encoding': 'identity' }],
    ['for somebody who signs in', '/long', { authorization: 'Bearer x' }],
    ['a piece of another', '/piece', {}],
  ])('is not if it is %s', async (_, path, headers) => {
    const response = await ask(path, headers);
    const text = (await bytesOf(response)).toString();

    expect(response.headers['content-encoding']).toBeUndefined();
    expect([LONG, 'short']).toContain(text);
  });

  it('in parts arrives part by part', async () => {
    parts = new PassThrough();
    const answer = ask('/parts');
    parts.write('--- first');
    const response = await answer;
    const unpacked = response.pipe(createGunzip()).setEncoding('utf8');
    const [first] = (await once(unpacked, 'data')) as [string];
    parts.end('--- last');
    const [last] = (await once(unpacked, 'data')) as [string];

    expect([response.headers['content-encoding'], first, last]).toEqual(['gzip', '--- first', '--- last']);
  });
});
