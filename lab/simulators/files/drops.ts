/**
 * What a library's export job leaves behind, night after night: files with a date or a number, and a marker or a manifest behind
 * them; and everything that can go wrong with it. It shares no code with the adapter that it tests.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { EXPORTS } from './index.ts';
import type { FilesWorld } from './world.ts';

/** What goes wrong with a drop. */
export const DROP_FAULTS = [
  /** The MARC file ends after `at` bytes, and nobody noticed: the manifest is of the cut file. */
  'cut',
  /** The marker is there before the files are whole. */
  'early-marker',
  /** No marker and no manifest, and the list of copies is half there. */
  'growing',
  'no-marker',
  'empty',
  'wrong-totals',
  /** The files of another library under the right names. */
  'other-library',
  /** Bytes of UTF-16 where MARC is expected. */
  'wrong-encoding',
] as const;
export type DropFault = (typeof DROP_FAULTS)[number];

export interface DropOptions {
  /** `2026-11-26`, or a number: what stands in the names. */
  readonly of: string;
  readonly end: 'marker' | 'manifest' | 'sums' | 'none';
  readonly gzip?: boolean | undefined;
  readonly fault?: DropFault | null | undefined;
  /** Where a file is cut, 0 to 1. */
  readonly at?: number | undefined;
}

export interface DroppedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The files of one drop in the order in which they are sent. */
export function makeDrop(
  world: FilesWorld,
  { of, end, gzip = false, fault = null, at = 0.5 }: DropOptions,
): readonly DroppedFile[] {
  const packed = gzip ? '.gz' : '';
  const pack = (bytes: Buffer): Buffer => (gzip ? gzipSync(bytes) : bytes);
  const records = { name: `catalogue-${of}.mrc${packed}`, bytes: pack(recordsOf(world, fault)) };
  const items = { name: `items-${of}.csv${packed}`, bytes: pack(itemsOf(world, fault)) };
  const told = [records, items];
  const sent = told.map((file) => spoilt(file, file === records, fault, at));
  const last = endOf(world, of, end, fault === 'cut' ? sent : told, fault);
  if (fault === 'no-marker' || fault === 'growing') return sent;
  return fault === 'early-marker' ? [...last, ...sent] : [...sent, ...last];
}

/** Writes a drop into a folder; every file has this time. */
export function writeDrop(folder: string, files: readonly DroppedFile[], writtenAt: Date): void {
  mkdirSync(folder, { recursive: true });
  for (const [index, { name, bytes }] of files.entries()) {
    const path = join(folder, name);
    // Each a little later than the one before, as they were sent.
    const time = new Date(writtenAt.getTime() + index * 10_000);
    writeFileSync(path, bytes);
    utimesSync(path, time, time);
  }
}

function exported(world: FilesWorld, path: string): Buffer {
  return EXPORTS[path]?.(world) ?? Buffer.alloc(0);
}

function recordsOf(world: FilesWorld, fault: DropFault | null): Buffer {
  const bytes = exported(world, '/catalogue.mrc');
  if (fault === 'empty') return Buffer.alloc(0);
  if (fault === 'wrong-encoding') return Buffer.from(`\ufeff${bytes.toString('latin1')}`, 'utf16le');
  if (fault !== 'other-library') return bytes;
  // Other numbers of the same length, so that lengths and directories hold.
  return Buffer.from(bytes.toString('latin1').replaceAll(/\bb1(\d{6})\b/g, 'z9$1'), 'latin1');
}

function itemsOf(world: FilesWorld, fault: DropFault | null): Buffer {
  const bytes = exported(world, '/items.csv');
  return fault === 'empty' ? Buffer.alloc(0) : bytes;
}

function spoilt(file: DroppedFile, isRecords: boolean, fault: DropFault | null, at: number): DroppedFile {
  const isCut = (fault === 'cut' && isRecords) || (fault === 'growing' && !isRecords) || fault === 'early-marker';
  return isCut ? { ...file, bytes: file.bytes.subarray(0, Math.floor(file.bytes.length * at)) } : file;
}

function endOf(
  world: FilesWorld,
  of: string,
  end: DropOptions['end'],
  files: readonly DroppedFile[],
  fault: DropFault | null,
): readonly DroppedFile[] {
  if (end === 'none') return [];
  if (end === 'marker') return [{ name: `drop-${of}.done`, bytes: Buffer.alloc(0) }];
  if (end === 'sums') {
    const lines = files.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`);
    return [{ name: `drop-${of}.sha256`, bytes: Buffer.from(lines.join('')) }];
  }
  const all = [...world.records.values()];
  const manifest = {
    files: files.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
    records: all.length + (fault === 'wrong-totals' ? 1 : 0),
    copies: all.reduce((sum, { copies }) => sum + copies.length, 0),
    loans: all.reduce((sum, { copies }) => sum + copies.filter(({ due }) => due !== '').length, 0),
    writtenAt: new Date(world.writtenAt).toISOString(),
  };
  return [{ name: `drop-${of}.json`, bytes: Buffer.from(JSON.stringify(manifest)) }];
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface DroppingOptions extends Pick<DropOptions, 'end' | 'fault'> {
  /** Each time the date in the names is of another day, the first of today. */
  readonly everyMs: number;
}

/** Writes a drop at once and then one after the other; gives what ends it. */
export function keepDropping(world: FilesWorld, folder: string, { everyMs, ...options }: DroppingOptions): () => void {
  let days = 0;
  const drop = (): void => {
    const now = world.now();
    const of = new Date(now + days * 86_400_000).toISOString().slice(0, 10);
    writeDrop(folder, makeDrop(world, { of, ...options }), new Date(now - 60_000));
    days += 1;
  };
  drop();
  const timer = setInterval(drop, everyMs);
  return () => {
    clearInterval(timer);
  };
}
