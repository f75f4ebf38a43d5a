import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** A file that is there whole or not at all: it is written under another name in the same folder. */
export interface AtomicFile {
  /** Waits if the disk is slower than the writer. */
  write(chunk: Uint8Array | string): Promise<void>;
  /** Gives the file its name; one that had it before is replaced. */
  commit(): Promise<void>;
  /** Takes away what was written. */
  discard(): Promise<void>;
}

export function createAtomicFile(path: string, { gzip }: { readonly gzip: boolean }): AtomicFile {
  const unfinished = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}.part`);
  const input = new PassThrough();
  const target = createWriteStream(unfinished, { flags: 'wx' });
  const written = gzip ? pipeline(input, createGzip(), target) : pipeline(input, target);
  // Awaited with the next chunk, or at the end.
  written.catch(() => undefined);

  return {
    async write(chunk) {
      if (!input.write(chunk)) await Promise.race([once(input, 'drain'), written]);
      else if (input.destroyed) await written;
    },
    async commit() {
      input.end();
      await written;
      const file = await open(unfinished, 'r+');
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    },
    async discard() {
      input.destroy();
      await written.catch(() => undefined);
      await rm(unfinished, { force: true });
    },
  };
}
