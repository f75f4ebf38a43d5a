import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSocket, type TlsOptions } from './socket.ts';

const never = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), 'mercia-sip2-'));
const [keyFile, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
// A certificate for one name that nobody but itself signed, as small sites have.
execFileSync(
  'openssl',
  [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
    ...['-subj', '/CN=sip.hill.example', '-addext', 'subjectAltName=DNS:sip.hill.example'],
    ...['-keyout', keyFile, '-out', certificateFile],
  ],
  { stdio: 'ignore' },
);
const certificate = readFileSync(certificateFile, 'utf8');
const { fingerprint256 } = new X509Certificate(certificate);
const asked: TLSSocket[] = [];
const server = createServer({ key: readFileSync(keyFile), cert: certificate }, (socket) => {
  asked.push(socket);
  socket.on('error', () => undefined);
  socket.write('hello');
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  for (const socket of asked) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

async function open(tls: TlsOptions, scheme = 'tls'): Promise<string> {
  const { port } = server.address() as AddressInfo;
  try {
    const socket = await openSocket({ address: `${scheme}://127.0.0.1:${port}`, tls, timeoutMs: 20_000 }, never);
    const text = await new Promise<string>((resolve) =>
      socket.once('data', (chunk) => {
        resolve(chunk.toString());
      }),
    );
    socket.destroy();
    return text;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  }
}

describe('a socket by TLS', () => {
  it('refuses a certificate that nobody known signed', async () => {
    expect(await open({})).toBe('DEPTH_ZERO_SELF_SIGNED_CERT');
  });

  it('refuses a certificate of another name, whoever is trusted', async () => {
    expect(await open({ ca: certificate })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  it('takes one that a named authority signed for a named host', async () => {
    expect(await open({ ca: certificate, servername: 'sip.hill.example' })).toBe('hello');
  });

  it('takes the one that is pinned, and no other', async () => {
    expect(await open({ fingerprint256 })).toBe('hello');
    expect(await open({ fingerprint256: fingerprint256.toLowerCase() })).toBe('hello');
    const other = fingerprint256.replace(/^../, fingerprint256.startsWith('00') ? '01' : '00');
    expect(await open({ fingerprint256: other })).toBe('ERR_TLS_CERT_NOT_PINNED');
  });
});

it('gives up a host that does not answer in time', async () => {
  // The other end listens and never says anything of TLS.
  const silent = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.resume();
  });
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;

  const opened = openSocket({ address: `tls://127.0.0.1:${port}`, timeoutMs: 100 }, never);

  await expect(opened).rejects.toMatchObject({ code: 'ETIMEDOUT' });
  await new Promise((resolve) => silent.close(resolve));
});

describe('a socket to a name', () => {
  it('is not opened if the name leads to an address of metadata', async () => {
    // Every machine looks this name up as 0.0.0.0, at which it would reach its own server.
    const { port } = server.address() as AddressInfo;
    const opening = openSocket({ address: `tcp://0:${port}`, timeoutMs: 20_000 }, never);

    await expect(opening).rejects.toMatchObject({ code: 'EMETADATA' });
  });
});
