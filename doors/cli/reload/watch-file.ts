/** Looks at a file's content, so that a change is seen wherever the file comes from: an editor, a mounted volume, a link. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface FileWatch {
  /** Looks now, not only at the next turn. */
  look(): void;
  close(): void;
}

export interface FileWatchOptions {
  readonly path: string;
  /** The digest of what is in use, taken before it was read: then nothing is missed. */
  readonly seen: string;
  /**
   * Called once for each new content, one call at a time; while a file is being written, only when it no longer
   * changes.
   */
  readonly onChanged: () => Promise<void>;
}

const LOOK_EVERY_MS = 2_000;
const SETTLE_MS = 100;

/** Looks every two seconds, without keeping the process alive. */
export function watchFile({ path, onChanged, ...options }: FileWatchOptions): FileWatch {
  let { seen } = options;
  let looking = false;

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    let found = digestFile(path);
    while (found !== seen) {
      await delay(SETTLE_MS, undefined, { ref: false });
      const again = digestFile(path);
      if (again === found) {
        seen = found;
        await onChanged();
      }
      found = again;
    }
    looking = false;
  }

  const timer = setInterval(() => void look(), LOOK_EVERY_MS).unref();
  return {
    look: () => void look(),
    close: () => {
      clearInterval(timer);
    },
  };
}

/** Of the content. A file that is gone, or may not be read, is a content of its own. */
export function digestFile(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return 'none';
  }
}
