import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeFile } from '../shared/file-look.ts';
import type { SystemId } from '#domain/ids.ts';
import { createExportReader } from './reports/delivery.ts';

const folder = mkdtempSync(join(tmpdir(), 'mercia-export-'));
const bytes = Buffer.alloc(2_500_000, '0');
let server: Server;
let origin: string;
const methods: string[] = [];

beforeAll(async () => {
  server = createServer(({ method = '', url = '' }, response) => {
    methods.push(method);
    const [status = '200', type = 'marc'] = url.slice(1).split('-');
    // What a server does not permit is HEAD.
    response.writeHead(status === '405' && method === 'GET' ? 200 : Number(status), {
      'content-type': type === 'html' ? 'text/html; charset=utf-8' : 'application/marc',
      'content-length': bytes.length,
      'last-modified': 'Sun, 01 Mar 2026 02:00:00 GMT',
    });
    response.end(method === 'GET' ? bytes : undefined);
  });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  server.listen(0, '127.0.0.1', () => {
    resolve(undefined);
  });
  await promise;
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

async function look(source: string): Promise<string> {
  const reader = createExportReader(
    { id: 'vale' as SystemId, directory: folder },
    { source, timeoutSeconds: 5, maxMegabytes: 1, dates: null, uses: null },
  );
  try {
    return describeFile(await reader.look(new AbortController().signal));
  } finally {
    reader.close();
  }
}

describe('looking for an export', () => {
  it('tells its size and age without fetching it, though it is larger than may be fetched', async () => {
    expect(await look(`${origin}/200-marc`)).toBe('2.5 MB, written 2026-03-01T02:00:00.000Z');
    expect(methods).toEqual(['HEAD']);
  });

  it.each([
    ['404-marc', 'HTTP 404'],
    ['403-html', 'HTTP 403'],
    ['200-html', 'a web page'],
  ])('says that %s is no export', async (path, what) => {
    await expect(look(`${origin}/${path}`)).rejects.toThrow(`answered ${what} where a MARC file was expected`);
  });

  it('tells it where the server does not permit HEAD, and fetches no more than the headers', async () => {
    expect(await look(`${origin}/405-marc`)).toBe('2.5 MB, written 2026-03-01T02:00:00.000Z');
  });

  it('tells of a file, of one that is empty, of a folder, and of nothing', async () => {
    const [whole, empty] = [join(folder, 'whole.mrc'), join(folder, 'empty.mrc')];
    writeFileSync(whole, bytes);
    writeFileSync(empty, '');

    expect(await look(whole)).toMatch(/^2\.5 MB, written \d{4}-/);
    // Beside the region file.
    expect(await look('whole.mrc')).toMatch(/^2\.5 MB/);
    await expect(look(empty)).rejects.toThrow('is empty; check what writes it');
    await expect(look(folder)).rejects.toThrow('cannot be read (EISDIR)');
    await expect(look(join(folder, 'gone.mrc'))).rejects.toThrow('cannot be read (ENOENT)');
  });
});
