import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDataFileReader, type DataFileOptions, type DataFileReader } from './data-file.ts';

const BYTES = Buffer.from('a file that a library dropped\n'.repeat(1_000));
let server: Server;
let origin: string;
let answer: (response: ServerResponse) => void;
let methods: string[];

/** Fetched files lie here while they are open. */
const temporary = mkdtempSync(`${tmpdir()}/mercia-test-`);
const before = process.env['TMPDIR'];

beforeAll(async () => {
  process.env['TMPDIR'] = temporary;
  server = createServer(({ method = '' }, response) => {
    methods.push(method);
    answer(response);
  });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.listen(0, '127.0.0.1', () => {
    resolve(undefined);
  });
  await promise;
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  if (before === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = before;
  server.close();
  rmSync(temporary, { recursive: true });
});

beforeEach(() => {
  methods = [];
});

function reader(more: Partial<DataFileOptions> = {}): DataFileReader {
  const made = createDataFileReader({
    system: 'hill',
    source: `${origin}/exports/catalogue.mrc?of=today`,
    operation: 'catalogue.mrc',
    setting: 'settings.records[0].source',
    expected: 'a MARC file',
    unpacks: true,
    timeoutSeconds: 5,
    maxMegabytes: 1,
    ...more,
  });
  onTestFinished(() => {
    made.close();
  });
  return made;
}

const never = new AbortController().signal;

describe('a file on disk', () => {
  it.each([
    ['as it is', Buffer.alloc(1_100_000)],
    ['packed', gzipSync(Buffer.alloc(1_100_000))],
  ])('has the limit that one at an address has: %s', async (_, bytes) => {
    const source = join(temporary, 'long.mrc');
    writeFileSync(source, bytes);
    onTestFinished(() => {
      rmSync(source);
    });
    const read = reader({ source });

    const content = read.open(never).then((file) => buffer(file.chunks()));

    await expect(content).rejects.toThrow(/longer than 1 MB; raise maxMegabytes/);
  });
});

describe('a file at an address', () => {
  it.each([
    ['as it is', BYTES, true],
    ['unpacked', gzipSync(BYTES), true],
    ['packed, where nobody wants it unpacked', gzipSync(BYTES), false],
  ])('is fetched once and read as often as wanted, %s', async (_, sent, unpacks) => {
    answer = (response) => response.end(sent);

    const file = await reader({ unpacks }).open(never);
    const read = [await buffer(file.chunks()), await buffer(file.chunks())];
    await file.confirm(never);
    const meanwhile = readdirSync(temporary);
    await file.release();

    expect(read).toEqual([unpacks ? BYTES : sent, unpacks ? BYTES : sent]);
    expect(methods).toEqual(['GET']);
    // It has no name, so that it goes with the process too.
    expect([meanwhile, readdirSync(temporary)]).toEqual([[], []]);
  });

  it('ends with LMS_TIMEOUT where nobody waits for it any more', async () => {
    const caller = new AbortController();
    answer = (response) => {
      response.write(BYTES.subarray(0, 10), () => {
        caller.abort();
      });
    };

    await expect(reader().open(caller.signal)).rejects.toMatchObject({ code: 'LMS_TIMEOUT' });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is told by its tag and its date, and was replaced where they differ', async () => {
    let tag = '"one"';
    answer = (response) => {
      response.writeHead(200, { etag: tag, 'last-modified': 'Sun, 01 Mar 2026 02:00:00 GMT' }).end(BYTES);
    };
    const read = reader();

    const file = await read.open(never);
    await file.confirm(never);
    tag = '"two"';
    const confirmed = file.confirm(never);

    await expect(confirmed).rejects.toThrow('[hill] catalogue.mrc: the file was replaced while it was read');
    await file.release();
    expect(file.writtenAt).toBe(Date.parse('2026-03-01T02:00:00Z'));
    expect(methods).toEqual(['GET', 'HEAD', 'HEAD']);
  });

  it.each<readonly [string, (response: ServerResponse, headers: Record<string, string>) => void, string[]]>([
    ['does not permit HEAD', (response) => response.writeHead(405).end(), ['GET', 'HEAD', 'GET', 'HEAD', 'GET']],
    ['does not know HEAD', (response) => response.writeHead(501).end(), ['GET', 'HEAD', 'GET', 'HEAD', 'GET']],
    [
      'leaves the length out of what it says to HEAD',
      (response, { 'content-length': _, ...headers }) => response.writeHead(200, headers).end(),
      ['GET', 'HEAD', 'HEAD'],
    ],
  ])('is read to its end where its server %s, and was replaced where its tag differs', async (_, toHead, asked) => {
    let tag = '"one"';
    answer = (response) => {
      const headers = { etag: tag, 'content-length': String(BYTES.length) };
      if (response.req.method === 'HEAD') toHead(response, headers);
      else response.writeHead(200, headers).end(BYTES);
    };

    const file = await reader().open(never);
    await file.confirm(never);
    tag = '"two"';
    const confirmed = file.confirm(never);

    await expect(confirmed).rejects.toThrow('the file was replaced while it was read');
    await file.release();
    expect(methods).toEqual(asked);
  });

  it.each<readonly [string, (response: ServerResponse) => void, string, RegExp]>([
    ['is empty', (response) => response.end(), 'LMS_BAD_RESPONSE', /is empty; check what writes it/],
    [
      'is not given now, but later',
      (response) => response.writeHead(503, { 'retry-after': '30' }).end(),
      'LMS_RATE_LIMITED',
      /asks to be called less often \(HTTP 503\)/,
    ],
    [
      'is too long',
      (response) => response.end(Buffer.alloc(1_100_000)),
      'LMS_BAD_RESPONSE',
      /longer than 1 MB; raise max/,
    ],
    [
      'is too long when it is unpacked',
      (response) => response.end(gzipSync(Buffer.alloc(1_100_000))),
      'LMS_BAD_RESPONSE',
      /longer than 1 MB/,
    ],
    [
      'is a web page',
      (response) => response.end('<!doctype html><p>Sign in'),
      'LMS_BAD_RESPONSE',
      /answered a web page where a MARC file was expected; check settings\.records\[0\]/,
    ],
    [
      'is not there',
      (response) => response.writeHead(404).end(),
      'LMS_BAD_RESPONSE',
      /answered HTTP 404 where a MARC file/,
    ],
    [
      'is elsewhere',
      (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
      'LMS_BAD_RESPONSE',
      /answered HTTP 302/,
    ],
    [
      'cannot be had now',
      (response) => response.writeHead(503).end(),
      'LMS_UNAVAILABLE',
      /the server is busy \(HTTP 503\)/,
    ],
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { 'content-length': 5_000 });
        response.write(BYTES.subarray(0, 2_000), () => response.destroy());
      },
      'LMS_UNAVAILABLE',
      /catalogue\.mrc/,
    ],
  ])('that %s is an error, and nothing of it stays', async (_, respond, code, words) => {
    answer = respond;

    const read = async (): Promise<void> => {
      const file = await reader().open(never);
      try {
        await buffer(file.chunks());
      } finally {
        await file.release();
      }
    };

    await expect(read()).rejects.toMatchObject({ code, message: expect.stringMatching(words) as string });
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('is left where whoever reads its beginning has seen enough', async () => {
    answer = (response) => response.end(BYTES);

    for await (const chunk of reader().begin(never)) {
      expect(Buffer.from(chunk).toString('latin1', 0, 6)).toBe('a file');
      break;
    }
  });
});
