/** Writes what is to be sent into files: ISO 2709 in UTF-8, holdings inside the records, deletions in a file of their own. */
import { writeIso2709 } from '#marc/index.ts';
import type { Delivery } from '#domain/feeds.ts';
import { MerciaError } from '#platform/errors.ts';
import {
  EDITIONS_REPOSITORY,
  type Attempt,
  type DeliveredFile,
  type FeedPart,
  type FeedsAtPosition,
  type LoadKind,
} from '#feed-log/index.ts';
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

export interface WriteLoadOptions {
  readonly delivery: Delivery;
  readonly attempt: Pick<Attempt, 'kind' | 'epoch' | 'fromPosition' | 'startedAt'>;
  /** The id of the region: 003 of its records. */
  readonly regionId: string;
  /** On this machine; empty. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** Records are collected until there is so much: a write for each would cost more than the records. */
const CHUNK_BYTES = 256 * 1024;

/** The files, in the order in which they are to be sent. One with nothing in it is not made. */
export async function writeLoad(feeds: FeedsAtPosition, options: WriteLoadOptions): Promise<readonly DeliveredFile[]> {
  const { delivery, attempt, regionId } = options;
  const { epoch, fromPosition } = attempt;
  const since = fromPosition === null ? null : { epoch, position: fromPosition };
  const part: FeedPart = { repository: EDITIONS_REPOSITORY, set: delivery.set, since };
  const records = await writeFile(bodiesOf(feeds, part), 'RECORDS', options);
  if (since !== null) {
    const deletions = await writeFile(deletionsOf(feeds, part, regionId), 'DELETIONS', options);
    return [records, deletions].filter((file) => file.records > 0);
  }
  if (records.records > 0) return [records];
  const what = delivery.set === null ? 'nothing is' : `nothing of the set "${delivery.set}" is`;
  throw new MerciaError(
    'DELIVERY_FAILED',
    `[${delivery.id}] ${what} published: a full load of nothing would empty the receiver's catalogue, so it is not sent`,
  );
}

async function* bodiesOf(feeds: FeedsAtPosition, part: FeedPart): AsyncGenerator<Uint8Array> {
  for await (const page of feeds.entries(part)) {
    for (const { body } of page) if (body !== null) yield body;
  }
}

/** Of what was deleted, and of what left the set that is delivered: the receiver cannot tell one from the other. */
async function* deletionsOf(feeds: FeedsAtPosition, part: FeedPart, regionId: string): AsyncGenerator<Uint8Array> {
  for await (const page of feeds.entries(part)) {
    for (const { identifier, body } of page) if (body === null) yield toDeletion(identifier, regionId);
  }
  for await (const page of feeds.leftSet(part)) {
    for (const { identifier } of page) yield toDeletion(identifier, regionId);
  }
}

/** `d` at position 5 of the leader says that it is deleted; 001 says which. */
function toDeletion(identifier: string, regionId: string): Uint8Array {
  const fields = [
    { tag: '001', value: identifier },
    { tag: '003', value: regionId },
  ];
  return writeIso2709({ leader: '00000dam a2200000   4500', fields });
}

async function writeFile(
  records: AsyncIterable<Uint8Array>,
  holds: DeliveredFile['holds'],
  { delivery, attempt, folder, signal }: WriteLoadOptions,
): Promise<DeliveredFile> {
  const name = toFileName(delivery, attempt.kind, holds, attempt.startedAt);
  const path = join(folder, name);
  const hash = createHash('sha256');
  const counted = { records: 0, bytes: 0 };
  async function* measure(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      counted.bytes += chunk.byteLength;
      yield chunk;
    }
  }
  const source = inChunks(records, () => (counted.records += 1));
  const target = createWriteStream(path);
  if (delivery.gzip) await pipeline(source, createGzip(), measure, target, { signal });
  else await pipeline(source, measure, target, { signal });
  if (counted.records === 0) await rm(path);
  return { name, holds, ...counted, sha256: hash.digest('hex') };
}

async function* inChunks(records: AsyncIterable<Uint8Array>, count: () => void): AsyncGenerator<Uint8Array> {
  let chunk: Uint8Array[] = [];
  let bytes = 0;
  for await (const record of records) {
    count();
    chunk.push(record);
    bytes += record.byteLength;
    if (bytes < CHUNK_BYTES) continue;
    yield Buffer.concat(chunk, bytes);
    chunk = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(chunk, bytes);
}

type Holds = DeliveredFile['holds'];

/** Where the receiver looks for a load of each kind, below the folder of the delivery. */
export const FOLDERS: Readonly<Record<LoadKind, string>> = { FULL: 'full', CHANGES: 'update' };

/**
 * `edsfull20270131020000.mrc`, `edsupdate20270201020000.mrc.gz`, `edsdelete20270201020000.mrc.gz`: letters and digits, because EBSCO
 * takes no others. The receiver's folders tell loads apart.
 */
function toFileName({ id, gzip }: Delivery, kind: LoadKind, holds: Holds, at: Date): string {
  const time = at.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  return `${id}${holds === 'DELETIONS' ? 'delete' : FOLDERS[kind]}${time}.mrc${gzip ? '.gz' : ''}`;
}

/** What it is called until everything of its load has arrived: no receiver takes it for a file to load. */
export function toPartName(name: string): string {
  return `${name.slice(0, name.indexOf('.'))}part`;
}

/** Whether an attempt of this delivery left it behind. */
export function isPartName(name: string, { id }: Delivery): boolean {
  return name.startsWith(id) && /^(?:full|update|delete)\d{14}part$/.test(name.slice(id.length));
}
