/** Opens the socket to a SIP2 server, by TCP or TLS. */
import { connect as connectTcp, type Socket } from 'node:net';
import { TLSSocket, connect as connectTls } from 'node:tls';
import { systemLookup } from '#platform/system-lookup.ts';

export interface TlsOptions {
  /** Certificates of the authorities that are trusted in place of the usual ones, as PEM. */
  readonly ca?: string | undefined;
  /** The name in the certificate, where it is not that of the address. */
  readonly servername?: string | undefined;
  /** SHA-256 fingerprint of the one certificate that is accepted, as `openssl x509 -fingerprint` prints it. */
  readonly fingerprint256?: string | undefined;
}

export interface SocketOptions {
  /** `tcp://host:port` or `tls://host:port`. */
  readonly address: string;
  readonly tls?: TlsOptions | undefined;
  readonly timeoutMs: number;
}

/** The port that most SIP2 servers listen on. */
const USUAL_PORT = 6001;

/** Host and port as errors name them. */
export function calledOf(address: string): string {
  return new URL(address).host;
}

/**
 * Opens a socket without Nagle's delay, so that a message leaves at once and in one piece. Rejects with what prevented it,
 * with the code ETIMEDOUT after `timeoutMs`.
 */
export async function openSocket({ address, tls, timeoutMs }: SocketOptions, signal: AbortSignal): Promise<Socket> {
  const { protocol, hostname, port } = new URL(address);
  const target = {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? USUAL_PORT : Number(port),
    noDelay: true,
    keepAlive: true,
    lookup: systemLookup,
  };
  const isTls = protocol === 'tls:';
  const socket = isTls
    ? connectTls({
        ...target,
        ...(tls?.ca === undefined ? {} : { ca: tls.ca }),
        // Node sends a name only for hosts that have one, and checks the certificate against the address.
        ...(tls?.servername === undefined ? {} : { servername: tls.servername }),
        // A pinned certificate is compared below, whoever signed it: small sites sign their own.
        rejectUnauthorized: tls?.fingerprint256 === undefined,
      })
    : connectTcp(target);
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const onAbort = (): void => {
    reject(coded('ECONNABORTED'));
  };
  const timer = setTimeout(() => {
    reject(coded('ETIMEDOUT'));
  }, timeoutMs);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  socket.once(isTls ? 'secureConnect' : 'connect', () => {
    if (isPinned(socket, tls?.fingerprint256)) resolve(socket);
    else reject(coded('ERR_TLS_CERT_NOT_PINNED'));
  });
  socket.once('error', reject);
  socket.once('close', () => {
    reject(coded('ECONNRESET'));
  });
  try {
    return await promise;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    // A fault that comes later ends the socket, and `close` tells of it.
    socket.on('error', () => undefined);
  }
}

/** How long a server may take to close its end, in milliseconds. */
const CLOSING_MS = 1_000;

/**
 * Closes a socket and takes no notice of what still arrives on it. `close` is emitted when the server has closed its end too, so that it
 * does not count the next connection as one more; or after a second.
 */
export function retireSocket(socket: Socket): void {
  if (socket.destroyed || socket.writableEnded) return;
  socket.removeAllListeners('data');
  socket.resume();
  socket.end();
  const timer = setTimeout(() => {
    socket.destroy();
  }, CLOSING_MS);
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

function isPinned(socket: Socket, fingerprint256: string | undefined): boolean {
  if (fingerprint256 === undefined || !(socket instanceof TLSSocket)) return true;
  return plainFingerprint(socket.getPeerCertificate().fingerprint256) === plainFingerprint(fingerprint256);
}

function plainFingerprint(text: string): string {
  return text.replace(/^.*=/, '').replaceAll(':', '').trim().toUpperCase();
}

function coded(code: string): Error {
  return Object.assign(new Error(code), { code });
}
