import { lookup } from 'node:dns/promises';
import { connect, createServer, type AddressInfo, type LookupFunction } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSftpConnection } from './sftp-connection.ts';
import { createTransport } from './http-transport.ts';
import { createSystemLookup, lookupAddress, systemLookup } from './system-lookup.ts';

// A name that every machine looks up as 0.0.0.0, a refused address at which this machine answers itself.
const NAME = '0';
const server = createServer((socket) => socket.end());
let connections = 0;
let port = 0;

beforeAll(async () => {
  server.on('connection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.close();
});

const refused = expect.objectContaining({ code: 'EMETADATA' }) as unknown;
const leadingTo =
  (...addresses: string[]): LookupFunction =>
  (_host, { all = false }, callback) => {
    const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (all) callback(null, found);
    else callback(null, found[0]?.address ?? '', found[0]?.family);
  };

describe('a name that leads to an address of metadata', () => {
  it('is one that this machine would reach', async () => {
    expect(await lookup(NAME)).toMatchObject({ address: '0.0.0.0' });
  });

  it('is refused to a socket, which connects to nothing', async () => {
    const [error] = (await once(connect({ host: NAME, port, lookup: systemLookup }), 'error').catch((e: unknown) => [
      e,
    ])) as unknown[];

    expect(error).toEqual(refused);
    expect(connections).toBe(0);
  });

  it('is refused to a client that looks names up by itself', async () => {
    await expect(lookupAddress(NAME)).rejects.toEqual(refused);
    expect(await lookupAddress('127.0.0.1')).toBe('127.0.0.1');
  });

  it('is refused by SFTP before anything is said', async () => {
    const { signal } = new AbortController();
    const opening = openSftpConnection({
      name: 'a',
      host: NAME,
      port,
      hostKey: null,
      username: 'u',
      signal,
      silenceMs: 5_000,
    });

    await expect(opening).rejects.toEqual(refused);
    expect(connections).toBe(0);
  });

  it('is refused by HTTP, also if only one of its addresses leads there', async () => {
    const lookup = createSystemLookup(leadingTo('127.0.0.1', 'fe80::1%lo'));
    const transport = createTransport('http://library.example', { connections: 1, maxBytes: 1_000, lookup });
    const url = new URL(`http://library.example:${port}/`);
    const asked = transport.exchange(
      { method: 'GET', url, headers: {}, body: null },
      { signal: AbortSignal.timeout(5_000) },
    );

    await expect(asked).rejects.toEqual(refused);
    expect(connections).toBe(0);
  });
});
