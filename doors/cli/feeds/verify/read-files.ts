/** Reads what `mercia export records` wrote, in any of its forms. */
import { constants, createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isControlField, parseMarcInJson, readMarc, type MarcRecord } from '#marc/index.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import { z } from 'zod';
import type { Received } from './received.ts';

const lineShape = z.object({ identifier: z.string(), marc: z.unknown().optional() });
/** Records between two looks at the progress. */
const PROGRESS_EVERY = 500;

export interface ReadFilesOptions {
  readonly records: string;
  readonly deletions: string;
  readonly received: Received;
  readonly onUnread: (what: string) => void;
  readonly onRecords: (records: number) => void;
}

export async function readFiles({
  records,
  deletions,
  received,
  onUnread,
  onRecords,
}: ReadFilesOptions): Promise<void> {
  for (const path of [records, deletions]) await assertReadable(path);
  const read = toItsEnd(records, isLines(records) ? readLines(records) : readRecords(records));
  let count = 0;
  for await (const { identifier, record, reason } of read) {
    count += 1;
    if (count % PROGRESS_EVERY === 0) onRecords(count);
    if (record === null || identifier === null) onUnread(`record ${count}: ${reason}`);
    else received.keep(identifier, record);
  }
  for await (const line of toItsEnd(deletions, linesOf(deletions))) {
    const identifier = isLines(deletions) ? readLine(line)?.identifier : line;
    if (identifier === undefined) onUnread('a line of the deletions');
    else received.drop(identifier);
  }
  onRecords(received.count());
}

/** A packed file that was cut fails at its end, in words that name no file. */
async function* toItsEnd<T>(path: string, read: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* read;
  } catch (cause) {
    if (isMerciaError(cause)) throw cause;
    throw new MerciaError('BAD_USER_INPUT', `${path} cannot be read to its end: it is cut or damaged.`, { cause });
  }
}

interface ReadRecord {
  readonly identifier: string | null;
  /** Null with a reason. */
  readonly record: MarcRecord | null;
  readonly reason: string;
}

async function* readLines(path: string): AsyncGenerator<ReadRecord> {
  for await (const line of linesOf(path)) {
    const found = readLine(line);
    const parsed = parseMarcInJson(found?.marc);
    if (found === null) yield { identifier: null, record: null, reason: 'no line of an export' };
    else if (parsed.kind === 'reject') yield { identifier: null, record: null, reason: parsed.reason };
    else yield { identifier: found.identifier, record: parsed.record, reason: '' };
  }
}

function readLine(line: string): z.output<typeof lineShape> | null {
  try {
    return lineShape.parse(JSON.parse(line));
  } catch {
    return null;
  }
}

async function* readRecords(path: string): AsyncGenerator<ReadRecord> {
  for await (const result of readMarc(openFile(path))) {
    if (result.kind === 'reject') {
      yield { identifier: null, record: null, reason: result.reason };
      continue;
    }
    const first = result.record.fields.find((field) => field.tag === '001');
    const identifier = first !== undefined && isControlField(first) ? first.value : null;
    yield { identifier, record: result.record, reason: 'it has no 001' };
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  for await (const line of createInterface({ input: openFile(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== '') yield line;
  }
}

function isLines(path: string): boolean {
  return /\.ndjson(?:\.gz)?$/.test(path);
}

function openFile(path: string): Readable {
  const file = createReadStream(path);
  return path.endsWith('.gz') ? pipeline(file, createGunzip(), () => undefined) : file;
}

async function assertReadable(path: string): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (cause) {
    throw new MerciaError('BAD_USER_INPUT', `${path} cannot be read: is it there?`, { cause });
  }
}
