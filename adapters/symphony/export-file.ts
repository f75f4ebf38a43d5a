/** The export, wherever it lies: a file that is read as a stream, or an address that is fetched whole. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { isMerciaError } from '#platform/errors.ts';
import type { MerciaError } from '#platform/errors.ts';
import { createHttpClient, looksLikeHtml } from '#platform/http-client.ts';
import type { HttpClient } from '#platform/http-client.ts';
import { lmsError, timeOfHeader } from '../shared/lms-error.ts';
import type { SymphonySettings } from './config.ts';

export interface ExportFile {
  /** The same for the same bytes. */
  readonly digest: string;
  /** When the file was written, milliseconds since the epoch; null where it does not say. */
  readonly writtenAt: number | null;
  chunks(): AsyncIterable<Uint8Array>;
  /** Throws LMS_BAD_RESPONSE where the file was replaced since it was opened. */
  confirm(): Promise<void>;
}

export interface ExportReader {
  /** Looks whether the file is there and may be an export, without reading it; gives its size and age in words. */
  look(signal: AbortSignal): Promise<string>;
  open(signal: AbortSignal): Promise<ExportFile>;
  close(): void;
}

const OPERATION = 'export';

/** Binds the reading to one site's export. */
export function createExportReader(system: string, settings: NonNullable<SymphonySettings['export']>): ExportReader {
  return /^https?:\/\//i.test(settings.source) ? webReader(system, settings) : fileReader(system, settings.source);
}

function webReader(system: string, settings: NonNullable<SymphonySettings['export']>): ExportReader {
  const url = URL.parse(settings.source);
  if (url === null) {
    throw lmsError(system, 'CONFIG_INVALID', `settings: export.source is no address`);
  }
  const http: HttpClient = createHttpClient({
    system,
    address: url.origin,
    connections: 1,
    timeoutMs: settings.timeoutSeconds * 1000,
    maxBytes: settings.maxMegabytes * 1024 * 1024,
  });
  return {
    async look(signal) {
      const asked = { operation: OPERATION, path: url.pathname, query: url.search.slice(1) } as const;
      // What is packed has another length.
      const headers = { accept: '*/*', 'accept-encoding': 'identity' };
      const { headers: told, status } = await http.request({ ...asked, method: 'HEAD', headers }, signal);
      if (status === 405 || status === 501) return 'the server says nothing of it without sending it';
      if (status !== 200) throw notExpected(system, `HTTP ${status}`);
      if (told['content-type']?.startsWith('text/html') === true) throw notExpected(system, 'a web page');
      return describeFile(Number(told['content-length'] ?? Number.NaN), timeOfHeader(told['last-modified']));
    },
    async open(signal) {
      const response = await http.request(
        { operation: OPERATION, path: url.pathname, query: url.search.slice(1), headers: { accept: '*/*' } },
        signal,
      );
      const { body, status } = response;
      if (status !== 200 || looksLikeHtml(body.toString('latin1', 0, 500))) {
        throw notExpected(system, status === 200 ? 'a web page' : `HTTP ${status}`);
      }
      return {
        digest: createHash('sha256').update(body).digest('hex'),
        writtenAt: timeOfHeader(response.headers['last-modified']),
        chunks: () => once(body),
        confirm: () => Promise.resolve(),
      };
    },
    close: () => {
      http.close();
    },
  };
}

function notExpected(system: string, what: string): MerciaError {
  return lmsError(
    system,
    'LMS_BAD_RESPONSE',
    `${OPERATION}: answered ${what} where a MARC file was expected; check settings.export.source`,
  );
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(bytes);
}

function fileReader(system: string, path: string): ExportReader {
  async function look(): Promise<{ readonly signature: string; readonly writtenAt: number }> {
    try {
      const { size, mtimeMs } = await stat(path);
      return { signature: `${size}-${mtimeMs}`, writtenAt: mtimeMs };
    } catch (error) {
      throw unreadable(system, error);
    }
  }
  return {
    async look() {
      try {
        const file = await open(path);
        try {
          const { size, mtimeMs } = await file.stat();
          const { bytesRead } = await file.read(new Uint8Array(1), 0, 1);
          if (bytesRead === 0) throw emptyFile(system);
          return describeFile(size, mtimeMs);
        } finally {
          await file.close();
        }
      } catch (error) {
        throw isMerciaError(error) ? error : unreadable(system, error);
      }
    },
    async open(signal) {
      const before = await look();
      const hash = createHash('sha256');
      try {
        for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
      } catch (error) {
        throw unreadable(system, error);
      }
      return {
        digest: hash.digest('hex'),
        writtenAt: before.writtenAt,
        chunks: () => createReadStream(path, { signal }),
        async confirm() {
          if ((await look()).signature === before.signature) return;
          throw lmsError(
            system,
            'LMS_BAD_RESPONSE',
            `${OPERATION}: the file was replaced while it was read; the next run reads the new one`,
          );
        },
      };
    },
    close: () => undefined,
  };
}

/** `12.3 MB, written 2026-03-01T02:00:00.000Z` */
function describeFile(bytes: number, writtenAt: number | null): string {
  const size = Number.isNaN(bytes) ? 'there' : `${(bytes / 1_000_000).toFixed(1)} MB`;
  return writtenAt === null ? size : `${size}, written ${new Date(writtenAt).toISOString()}`;
}

function emptyFile(system: string): MerciaError {
  const what = 'the file named in settings.export.source is empty; check what writes it';
  return lmsError(system, 'LMS_BAD_RESPONSE', `${OPERATION}: ${what}`);
}

/** The path stays out of the message. */
function unreadable(system: string, error: unknown): MerciaError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
  return lmsError(
    system,
    'LMS_UNAVAILABLE',
    `${OPERATION}: the file named in settings.export.source cannot be read (${code}); check that it is there`,
  );
}
