/** What a backup has: a folder with a manifest and one file for each table. */
import { MerciaError } from '#platform/errors.ts';
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorMessage } from '../errors.ts';

const MANIFEST_FILE = 'manifest.json';

const contentShape = z.object({
  format: z.literal(1),
  /** The Mercia that wrote it. */
  mercia: z.string(),
  /** The time of the snapshot, by the clock of its server. */
  at: z.iso.datetime(),
  postgresql: z.string(),
  /** What had been done to the tables. */
  migrations: z.array(z.string()).min(1),
  tables: z.array(
    z.object({
      name: z.string(),
      columns: z.array(z.string()),
      file: z.string().regex(/^[\w-]+\.copy\.gz$/),
      rows: z.int().nonnegative(),
      bytes: z.int().nonnegative(),
      sha256: z.string(),
    }),
  ),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), isCalled: z.boolean() })),
});
const manifestShape = contentShape.extend({ sha256: z.string() });

export type Manifest = z.infer<typeof contentShape>;
export type BackedUpTable = Manifest['tables'][number];

export function newDigest(): Hash {
  return createHash('sha256');
}

/** Written last: a folder without it is no backup. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = JSON.stringify({ ...manifest, sha256: digestOf(manifest) }, undefined, 1);
  await writeFile(join(folder, MANIFEST_FILE), `${text}\n`, { mode: 0o600, flush: true });
}

function digestOf(manifest: Manifest): string {
  return newDigest().update(JSON.stringify(manifest)).digest('hex');
}

/** Throws CONFIG_INVALID that names the file at fault. */
async function readManifest(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw damaged(path, `it cannot be read (${errorMessage(error)}), so ${folder} is no whole backup`, error);
  });
  let read: z.infer<typeof manifestShape>;
  try {
    read = manifestShape.parse(JSON.parse(text));
  } catch (error) {
    throw damaged(path, 'it is no manifest of a backup that this version reads', error);
  }
  const { sha256, ...manifest } = read;
  if (digestOf(manifest) !== sha256) throw damaged(path, 'it is not as it was written');
  return manifest;
}

/** Reads all of a backup and compares it with its manifest. Throws CONFIG_INVALID that names the file and the table at fault. */
export async function checkBackup(
  folder: string,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const { file, name, sha256, bytes } of manifest.tables) {
    const path = join(folder, file);
    const digest = newDigest();
    let length = 0;
    try {
      for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
        digest.update(chunk);
        length += chunk.length;
        onBytes(chunk.length);
      }
    } catch (error) {
      throw damaged(path, `it has the table ${name} and cannot be read (${errorMessage(error)})`, error);
    }
    if (length < bytes) throw damaged(path, `it has the table ${name} and is ${bytes - length} bytes too short`);
    if (digest.digest('hex') !== sha256) throw damaged(path, `it has the table ${name} and is not as it was written`);
  }
  return manifest;
}

function damaged(path: string, why: string, cause?: unknown): MerciaError {
  return new MerciaError('CONFIG_INVALID', `${path}: ${why}. Nothing was restored: use another copy of the backup.`, {
    cause,
  });
}
