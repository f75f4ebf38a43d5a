import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';

/**
 * Writes a file, and leaves none behind if that fails: half a list looks like a whole one. Rejects with what `write` rejects with.
 * `write` ends the stream.
 */
export async function writeWholeFile(path: string, write: (file: Writable) => Promise<void>): Promise<void> {
  const file = createWriteStream(path);
  const closed = once(file, 'close').catch(() => undefined);
  try {
    await write(file);
  } catch (error) {
    file.destroy();
    // A file that is still being opened would be there after it was removed.
    await closed;
    await rm(path, { force: true });
    throw error;
  }
}
