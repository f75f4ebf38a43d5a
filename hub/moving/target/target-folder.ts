/** A folder of files that is there whole or not at all, with how much is in each and its SHA-256. */
import { badUserInput } from '#platform/errors.ts';
import type { Column, Row } from '#platform/sheets/cells.ts';
import { writeCsv } from '#platform/sheets/write-csv.ts';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { PassThrough, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface WrittenFile {
  readonly file: string;
  /** Records, or rows without their header. */
  readonly rows: number;
  readonly bytes: number;
  readonly sha256: string;
}

export interface TargetFile {
  readonly name: string;
  /** How many rows there are so far. */
  readonly rows: () => number;
  /** Waits if the disk is slower. `rows` is 0 for what stands around them. */
  write(bytes: Uint8Array | string, rows?: 0 | 1): Promise<void>;
  close(): Promise<WrittenFile>;
}

export interface TargetSheet {
  add(row: Row): Promise<void>;
  close(): Promise<WrittenFile>;
}

export interface TargetFolder {
  /** Where the files are: while they are written, and then. */
  readonly places: readonly [unfinished: string, finished: string];
  open(name: string): TargetFile;
  openSheet(name: string, columns: readonly Column[]): TargetSheet;
  /** Gives the folder its name, with `manifest.json` in it. */
  commit(manifest: object): Promise<void>;
  discard(): Promise<void>;
}

/** With the folders that it is in. Not by `recursive`: where none can be made, as below `/proc`, Node then tries for ever. */
async function makeFolder(folder: string, path: string): Promise<void> {
  const missing: string[] = [];
  for (let place = folder; !(await isFolder(place)); place = dirname(place)) missing.unshift(place);
  try {
    for (const place of missing) await mkdir(place);
  } catch {
    throw badUserInput(`--to ${path}: no folder can be made there; name another.`);
  }
}

async function isFolder(place: string): Promise<boolean> {
  if (place === dirname(place)) return true;
  return stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

/** What nobody has written to for so long was left by a process that was killed. */
const LEFT_AFTER_MS = 3_600_000;

/** Deletes what killed processes left of a folder of this name: it may name readers, and no list of files has it. */
async function sweep(folder: string, now: number): Promise<void> {
  const parent = dirname(folder);
  const left = (await readdir(parent).catch(() => [])).filter(
    (name) => name.startsWith(`.${basename(folder)}.`) && /\.[0-9a-f]{8}\.part$/.test(name),
  );
  for (const name of left) {
    const place = join(parent, name);
    const files = (await readdir(place).catch(() => [])).map((file) => join(place, file));
    const times = await Promise.all([place, ...files].map(async (one) => stat(one).catch(() => null)));
    const newest = Math.max(...times.map((found) => found?.mtimeMs ?? 0));
    if (now - newest > LEFT_AFTER_MS) await rm(place, { recursive: true, force: true });
  }
}

/** Throws BAD_USER_INPUT if there is something in a folder of this name, or none can be made. */
export async function openTargetFolder(path: string): Promise<TargetFolder> {
  const folder = resolve(path);
  const found = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw badUserInput(`--to ${path}: it is no folder that can be read; name another.`);
  });
  if (found !== null && found.length > 0) {
    throw badUserInput(`--to ${path}: there are files in it already; name a folder that is empty or not there.`);
  }
  await sweep(folder, Date.now());
  const unfinished = join(dirname(folder), `.${basename(folder)}.${randomUUID().slice(0, 8)}.part`);
  await makeFolder(unfinished, path);
  const open = (name: string): TargetFile => openFile(unfinished, name);
  return {
    places: [unfinished, folder],
    open,
    openSheet: (name, columns) => openSheet(unfinished, name, columns),
    async commit(manifest) {
      await writeFile(join(unfinished, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
      if (found !== null) await rmdir(folder);
      await rename(unfinished, folder);
    },
    discard: () => rm(unfinished, { recursive: true, force: true }),
  };
}

function openFile(folder: string, name: string): TargetFile {
  const meter = createMeter();
  const input = new PassThrough();
  const written = pipeline(input, meter.stream, createWriteStream(join(folder, name)));
  // Awaited with the next row, or at the end.
  written.catch(() => undefined);
  let rows = 0;
  return {
    name,
    rows: () => rows,
    async write(bytes, added = 1) {
      rows += added;
      if (!input.write(bytes)) await Promise.race([once(input, 'drain'), written]);
    },
    async close() {
      input.end();
      await written;
      return { file: name, rows, ...meter.measured() };
    },
  };
}

function openSheet(folder: string, name: string, columns: readonly Column[]): TargetSheet {
  const meter = createMeter();
  const rows = new PassThrough({ objectMode: true });
  const file = createWriteStream(join(folder, name));
  const written = Promise.all([
    writeCsv(meter.stream, columns, rows as AsyncIterable<Row>),
    pipeline(meter.stream, file),
  ]);
  written.catch(() => undefined);
  let count = 0;
  return {
    async add(row) {
      count += 1;
      if (!rows.write(row)) await Promise.race([once(rows, 'drain'), written]);
    },
    async close() {
      rows.end();
      await written;
      return { file: name, rows: count, ...meter.measured() };
    },
  };
}

function createMeter() {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, measured: () => ({ bytes, sha256: hash.digest('hex') }) };
}
