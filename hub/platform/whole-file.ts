import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { realpath, rename, rm, stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';

/**
 * Writes a file under a name of its own, and gives it its name when it is whole: half a list looks like a whole one, also if the process
 * is ended. If that fails, a file that was there before stays. Rejects with what `write` rejects with. `write` ends the stream.
 */
export async function writeWholeFile(named: string, write: (file: Writable) => Promise<void>): Promise<void> {
  const before = await stat(named).catch(() => null);
  const path = before === null ? named : await realpath(named);
  // A terminal or a pipe takes what it is given.
  const draft = before === null || before.isFile() ? `${path}.unfinished-${process.pid}` : null;
  const file = createWriteStream(draft ?? path, before === null ? {} : { mode: before.mode & 0o777 });
  const closed = once(file, 'close').catch(() => undefined);
  try {
    await write(file);
    await closed;
    if (draft !== null) await rename(draft, path);
  } catch (error) {
    file.destroy();
    // A file that is still being opened would be there after it was removed.
    await closed;
    if (draft !== null) await rm(draft, { force: true });
    throw error;
  }
}
