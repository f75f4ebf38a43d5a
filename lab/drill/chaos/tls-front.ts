/** TLS before a system that speaks HTTP, with a certificate that can be made to have expired. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { createServer } from 'node:tls';

export interface TlsFront {
  /** `https://127.0.0.1:…` */
  readonly url: string;
  /** A file with the authority that signed its certificates. */
  readonly authority: string;
  /** From now on whoever connects is shown this one; what was open is cut. */
  show(certificate: 'valid' | 'expired'): void;
  close(): void;
}

/** Its files go into `folder`. */
export async function startTlsFront(folder: string, target: string): Promise<TlsFront> {
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: readonly string[]): void => {
    execFileSync('openssl', args, { stdio: 'ignore' });
  };
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const authority = at('authority.pem');
  openssl(
    ...['req', '-x509', ...newKey, '-days', '2', '-subj', '/CN=Authority of the rig'],
    ...['-keyout', at('authority.key'), '-out', authority],
  );
  const sign = (name: string, ...dates: readonly string[]): { key: Buffer; cert: Buffer } => {
    openssl(
      ...['req', '-x509', '-CA', authority, '-CAkey', at('authority.key'), ...newKey, ...dates],
      ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-addext', 'basicConstraints=critical,CA:FALSE', '-keyout', at(`${name}.key`), '-out', at(`${name}.pem`)],
    );
    return { key: readFileSync(at(`${name}.key`)), cert: readFileSync(at(`${name}.pem`)) };
  };
  const certificates = {
    valid: sign('valid', '-days', '2'),
    expired: sign('expired', '-not_before', '20200101000000Z', '-not_after', '20210101000000Z'),
  };
  const open = new Set<Socket>();
  const { hostname, port } = new URL(target);
  // No session is taken up again: it would hide the certificate.
  const server = createServer({ ...certificates.valid, sessionTimeout: 1 }, (outside) => {
    const inside = connect(Number(port), hostname);
    open.add(outside);
    outside.on('close', () => {
      open.delete(outside);
      inside.destroy();
    });
    inside.on('close', () => outside.destroy());
    for (const socket of [inside, outside]) socket.on('error', () => socket.destroy());
    outside.pipe(inside).pipe(outside);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authority,
    show(certificate) {
      server.setSecureContext(certificates[certificate]);
      cut();
    },
    close() {
      server.close();
      cut();
    },
  };
}
