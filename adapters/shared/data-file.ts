/** A file that a library writes for others: on disk, or at an address. Read as a stream, however large it is. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { Readable, pipeline } from 'node:stream';
import { pipeline as pipe } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { isMerciaError, type ErrorCode, type MerciaError } from '#platform/errors.ts';
import { createHttpClient, looksLikeHtml, type HttpClient } from '#platform/http-client.ts';
import { heardFile } from '#platform/wire-tap.ts';
import { lookOf, maySpeakOfTheSame, type FileLook, type ToldHeaders } from './file-look.ts';
import { lmsError } from './lms-error.ts';

export interface DataFileOptions {
  readonly system: string;
  /** A path, or an address that begins with http. */
  readonly source: string;
  /** What errors begin with, and where the region file names the file: `export`, `settings.export.source`. */
  readonly operation: string;
  readonly setting: string;
  /** What should be there, in words: `a MARC file`. */
  readonly expected: string;
  /** Where a path begins that does not begin with a slash; the working directory where not said. */
  readonly directory?: string | undefined;
  /** False for a folder that others write into: what is a symbolic link there is not read. */
  readonly followsLinks?: boolean;
  /** True for files that may be packed by gzip: their bytes come unpacked. */
  readonly unpacks?: boolean;
  readonly timeoutSeconds: number;
  readonly maxMegabytes: number;
  /** Reads over the connections of this client, which stays open when the reader is closed; over one of its own where not said. */
  readonly http?: HttpClient;
}

export interface DataFile extends FileLook {
  /** The same for the same bytes. */
  readonly digest: string;
  chunks(): AsyncIterable<Uint8Array>;
  /** Throws LMS_BAD_RESPONSE where the file was replaced since it was opened. */
  confirm(signal: AbortSignal): Promise<void>;
  /** Forgets what was fetched. */
  release(): Promise<void>;
}

export interface DataFileReader {
  /** The last part of its path, for messages. */
  readonly name: string;
  /** Looks whether the file is there, without reading it. */
  look(signal: AbortSignal): Promise<FileLook>;
  /** From its beginning; whoever stops reading ends it. */
  begin(signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Reads it once for its digest. One at an address is fetched to a file of ours, so that it stays as it is. */
  open(signal: AbortSignal): Promise<DataFile>;
  close(): void;
}

/** The last part of a path or of an address, for messages. */
export function fileNameOf(source: string): string {
  return /[^/\\?#]+(?=\/?(?:[?#].*)?$)/.exec(source)?.[0] ?? source;
}

const MEGABYTE = 1024 * 1024;
/** Opens a file for reading, and no symbolic link, even one that was put there a moment ago. Windows has no such flag. */
export const READ_NO_LINK = constants.O_RDONLY | constants.O_NOFOLLOW;

/** Binds the reading to one file. Throws CONFIG_INVALID for an address that is none. */
export function createDataFileReader(options: DataFileOptions): DataFileReader {
  return /^https?:\/\//i.test(options.source) ? webReader(options) : diskReader(options);
}

function diskReader(options: DataFileOptions): DataFileReader {
  const path = resolve(options.directory ?? '.', options.source);
  async function look(): Promise<FileLook> {
    try {
      const file = await openDisk(options, path);
      try {
        const { size, mtimeMs } = await file.stat();
        if (options.unpacks === true) refuseLong(options, size);
        const { bytesRead } = await file.read(new Uint8Array(1), 0, 1);
        if (bytesRead === 0) throw fault(options, 'LMS_BAD_RESPONSE', 'is empty; check what writes it');
        return { bytes: size, writtenAt: mtimeMs, version: `${size}-${mtimeMs}` };
      } finally {
        await file.close();
      }
    } catch (error) {
      throw unreadable(options, error);
    }
  }
  return {
    name: basename(path),
    look,
    begin: (signal) => readDisk(options, path, signal),
    async open(signal) {
      const before = await look();
      return {
        ...before,
        digest: await digestOf(options, path, signal),
        chunks: () => readDisk(options, path, signal),
        async confirm() {
          if ((await look()).version !== before.version) throw replaced(options);
        },
        release: () => Promise.resolve(),
      };
    },
    close: () => undefined,
  };
}

function openDisk({ followsLinks = true }: DataFileOptions, path: string): Promise<FileHandle> {
  return open(path, followsLinks ? constants.O_RDONLY : READ_NO_LINK);
}

async function digestOf(options: DataFileOptions, path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  try {
    const file = await openDisk(options, path);
    for await (const chunk of file.createReadStream({ signal })) hash.update(chunk as Buffer);
  } catch (error) {
    throw unreadable(options, error);
  }
  return hash.digest('hex');
}

async function* readDisk(options: DataFileOptions, path: string, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    const file = await openDisk(options, path);
    yield* heard(options, unpacked(options, file.createReadStream({ signal })));
  } catch (error) {
    throw unreadable(options, error);
  }
}

function webReader(options: DataFileOptions): DataFileReader {
  const { system, operation, source, setting, timeoutSeconds } = options;
  const url = URL.parse(source);
  if (url === null) throw lmsError(system, 'CONFIG_INVALID', `${setting} is no address`);
  const timeoutMs = timeoutSeconds * 1000;
  const http = options.http ?? createHttpClient({ system, address: url.origin, connections: 1, timeoutMs });
  // What is packed on the way has another length.
  const asked = {
    operation,
    path: url.pathname,
    query: url.search.slice(1),
    headers: { accept: '*/*', 'accept-encoding': 'identity' },
    timeoutMs,
    mayBeCached: true,
  } as const;

  async function fetch(signal: AbortSignal): Promise<FetchedAnswer> {
    const unwanted = new AbortController();
    const giveUp = (): void => {
      unwanted.abort();
    };
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs), unwanted.signal]);
    const { chunks, headers: told, status } = await http.open(asked, timeoutMs, inTime);
    // An answer that nobody reads would keep its connection from whoever asks next.
    if (status !== 200) giveUp();
    refuseStatus(options, status, told);
    return { told, chunks: checked(options, chunks, lookOf(told).bytes), giveUp };
  }

  /** The headers alone: by HEAD, and where a server does not permit that, of an answer that is given up behind them. */
  async function askHeaders(signal: AbortSignal): Promise<ToldHeaders> {
    const { headers, status } = await http.request({ ...asked, method: 'HEAD' }, signal);
    if (status === 405 || status === 501) {
      const { told, giveUp } = await fetch(signal);
      giveUp();
      return refusePage(told);
    }
    refuseStatus(options, status, headers);
    return refusePage(headers);
  }

  function refusePage(told: ToldHeaders): ToldHeaders {
    if (told['content-type']?.startsWith('text/html') === true) throw notExpected(options, 'a web page');
    return told;
  }

  return {
    name: basename(url.pathname) || url.hostname,
    look: async (signal) => lookOf(await askHeaders(signal)),
    async *begin(signal) {
      yield* heard(options, unpacked(options, (await fetch(signal)).chunks));
    },
    async open(signal) {
      const fetched = await fetch(signal);
      const kept = await keepFetched(options, fetched.chunks, signal).catch((error: unknown) => {
        throw unreadable(options, error);
      });
      return {
        ...lookOf(fetched.told),
        ...kept,
        async confirm(now) {
          if (lookOf(fetched.told).version === null) return;
          if (!maySpeakOfTheSame(fetched.told, await askHeaders(now))) throw replaced(options);
        },
      };
    },
    close: () => {
      if (options.http === undefined) http.close();
    },
  };
}

/**
 * A copy of ours of what is fetched, so that it stays as it is. It has no name from before its first byte on: whatever ends this
 * process, nothing of it stays. `inTime` ends the fetching, `signal` the reading behind it. Throws what fetching throws.
 */
export async function keepFetched(
  options: DataFileOptions,
  fetched: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  inTime = signal,
): Promise<Pick<DataFile, 'digest' | 'chunks' | 'release'>> {
  const folder = await mkdtemp(join(tmpdir(), 'mercia-file-'));
  const removeName = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = await open(join(folder, 'fetched'), 'wx+', 0o600);
  const release = async (): Promise<void> => {
    await file.close();
    await removeName();
  };
  try {
    // Where an open file keeps its name, as on Windows, it goes with the file.
    await removeName().catch(() => undefined);
    const hash = createHash('sha256');
    const copy = async (chunks: AsyncIterable<Uint8Array>): Promise<void> => {
      for await (const chunk of hashed(chunks, hash)) await file.appendFile(chunk);
    };
    await pipe(fetched, copy, { signal: inTime });
    return { digest: hash.digest('hex'), chunks: () => readCopy(options, file, signal), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function* readCopy(options: DataFileOptions, file: FileHandle, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    yield* heard(options, unpacked(options, bytesOf(file, signal)));
  } catch (error) {
    throw unreadable(options, error);
  }
}

const PART_BYTES = 65_536;

/** From its beginning. No stream: one that nobody reads to its end would keep the file open. */
async function* bytesOf(file: FileHandle, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for (let position = 0; ;) {
    signal.throwIfAborted();
    const { bytesRead, buffer } = await file.read(Buffer.alloc(PART_BYTES), 0, PART_BYTES, position);
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

interface FetchedAnswer {
  readonly told: ToldHeaders;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Ends it, for whoever wants no more than its headers. */
  readonly giveUp: () => void;
}

/** The same chunks; throws where they are a web page, more than is allowed, or fewer than was said. */
async function* checked(
  options: DataFileOptions,
  chunks: AsyncIterable<Uint8Array>,
  expected: number | null,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of withinLimit(options, chunks)) {
    if (length === 0 && looksLikeHtml(Buffer.from(chunk.subarray(0, 500)).toString('latin1'))) {
      throw notExpected(options, 'a web page');
    }
    length += chunk.length;
    yield chunk;
  }
  if (length === 0) throw fault(options, 'LMS_BAD_RESPONSE', 'is empty; check what writes it');
  if (expected !== null && length < expected) {
    throw fault(options, 'LMS_BAD_RESPONSE', `came cut after ${length} of ${expected} bytes; the next run tries again`);
  }
}

type LimitOptions = Pick<DataFileOptions, 'system' | 'operation' | 'setting' | 'maxMegabytes'>;

/** The same chunks, counted as they come: throws LMS_BAD_RESPONSE at the first that is more than a file may have. */
export async function* withinLimit(
  options: LimitOptions,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > options.maxMegabytes * MEGABYTE) throw tooLong(options);
    yield chunk;
  }
}

async function* hashed(
  chunks: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    hash.update(chunk);
    yield chunk;
  }
}

/** What is shared of a file is its beginning. */
const SHARED_BYTES = 64 * 1024;

function heard({ system, operation }: DataFileOptions, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return heardFile(system, operation, chunks, SHARED_BYTES);
}

async function* unpacked(options: DataFileOptions, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const whole = Readable.from(chunks, { objectMode: false });
  if (options.unpacks !== true) {
    yield* whole as AsyncIterable<Uint8Array>;
    return;
  }
  const plain = (await beginsPacked(whole)) ? pipeline(whole, createGunzip(), () => undefined) : whole;
  try {
    yield* withinLimit(options, plain as AsyncIterable<Uint8Array>);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    throw fault(options, 'LMS_BAD_RESPONSE', 'is packed by gzip and damaged or cut; check what writes it');
  }
}

/** Whether the stream begins as gzip does; it still has every byte. */
async function beginsPacked(stream: Readable): Promise<boolean> {
  await new Promise<void>((done, fail) => {
    stream.once('readable', done).once('end', done).once('error', fail);
  });
  const head = stream.read() as Buffer | null;
  if (head === null) return false;
  stream.unshift(head);
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** A stream comes whatever its status: what that says of the server is said as of any other question. */
function refuseStatus(options: DataFileOptions, status: number, headers: ToldHeaders): void {
  if (status === 200) return;
  const { system, operation } = options;
  if (status === 429 || (status === 503 && headers['retry-after'] !== undefined)) {
    const what = `${operation}: the server asks to be called less often (HTTP ${status}); the next run tries again`;
    throw lmsError(system, 'LMS_RATE_LIMITED', what);
  }
  if ([502, 503, 504].includes(status)) {
    throw lmsError(system, 'LMS_UNAVAILABLE', `${operation}: the server is busy (HTTP ${status})`);
  }
  throw notExpected(options, `HTTP ${status}`);
}

function notExpected(options: DataFileOptions, what: string): MerciaError {
  const { system, operation, expected, setting } = options;
  const where = `answered ${what} where ${expected} was expected; check ${setting}`;
  return lmsError(system, 'LMS_BAD_RESPONSE', `${operation}: ${where}`);
}

/** Throws LMS_BAD_RESPONSE for a file that is said to be longer than one may be. */
export function refuseLong(options: LimitOptions, bytes: number | null): void {
  if (bytes !== null && bytes > options.maxMegabytes * MEGABYTE) throw tooLong(options);
}

function tooLong(options: LimitOptions): MerciaError {
  const what = `is longer than ${options.maxMegabytes} MB; raise maxMegabytes where that is right`;
  return fault(options, 'LMS_BAD_RESPONSE', what);
}

function replaced(options: DataFileOptions): MerciaError {
  return lmsError(
    options.system,
    'LMS_BAD_RESPONSE',
    `${options.operation}: the file was replaced while it was read; the next run reads the new one`,
  );
}

/** The path stays out of the message. */
function fault({ system, operation, setting }: LimitOptions, code: ErrorCode, what: string): MerciaError {
  return lmsError(system, code, `${operation}: the file named in ${setting} ${what}`);
}

/** An error of ours as it is; what the disk says as one that cannot be read. */
function unreadable(options: DataFileOptions, error: unknown): MerciaError {
  if (isMerciaError(error)) return error;
  // Whoever asked for it has given up.
  if (error instanceof Error && error.name === 'AbortError') {
    return fault(options, 'LMS_TIMEOUT', 'was not read to its end in time');
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  if (code === 'ELOOP') return fault(options, 'LMS_BAD_RESPONSE', 'is a symbolic link; put the file itself there');
  return fault(options, 'LMS_UNAVAILABLE', `cannot be read (${code}); check that it is there`);
}
