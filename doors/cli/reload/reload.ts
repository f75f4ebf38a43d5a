/** Takes a changed file into use while the process runs; a file that is wrong is refused, and the one before goes on. */
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { RegionFileError } from '#region/region-file-error.ts';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export type Reload = ReturnType<typeof createReload>;

export interface ReloadedFile {
  readonly path: string;
  /** The digest of what is in use, taken before it was read: then nothing is missed. */
  readonly seen: string;
  /** In a word or two: `region file`, `supergraph`. */
  readonly what: string;
  /** Reads the file and takes it into use; fails, and changes nothing, where it cannot. */
  readonly use: () => void | Promise<void>;
}

/** SIGHUP ends the process: terminals and npm send it. */
const LOOK_SIGNAL = 'SIGUSR2';

/**
 * Watches files; `SIGUSR2` makes it look at once, where the platform has that signal. A refusal is logged with every fault
 * by its line.
 */
export function createReload(logger: Logger) {
  const refused = new Map<string, string>();
  const watches: ReturnType<typeof watchFile>[] = [];
  const lookAtAll = (): void => {
    for (const watch of watches) watch.look();
  };
  if (process.platform !== 'win32') process.on(LOOK_SIGNAL, lookAtAll);

  async function take({ path, what, use }: ReloadedFile): Promise<void> {
    try {
      await use();
      refused.delete(path);
      logger.info({ file: path, what }, 'A changed file is in use');
    } catch (error) {
      refused.set(path, describeRefusal(path, error));
      logger.error({ err: error, file: path, what }, 'A changed file is refused; the previous one stays in use');
    }
  }
  return {
    follow: (file: ReloadedFile) => void watches.push(watchFile(file, () => take(file))),
    /** What is refused and why, in words that may be shown to anybody; empty if every file on disk is in use. */
    refused: () => [...refused.values()],
    close(): void {
      process.off(LOOK_SIGNAL, lookAtAll);
      for (const watch of watches) watch.close();
    },
  };
}

/** Where the first fault is, never its value: addresses are for the log only. */
function describeRefusal(path: string, error: unknown): string {
  const why = error instanceof RegionFileError ? describeFaults(error) : isMerciaError(error) ? error.code : 'INTERNAL';
  return `${basename(path)} on disk is refused (${why}): the previous one is in use; see the log`;
}

function describeFaults({ faults }: RegionFileError): string {
  const [first] = faults;
  const where = first === undefined ? '' : `: line ${first.line}${first.path === '' ? '' : `, ${first.path}`}`;
  return `${faults.length === 1 ? '1 fault' : `${faults.length} faults, the first`}${where}`;
}

const LOOK_EVERY_MS = 2_000;
const SETTLE_MS = 100;

/**
 * Looks at a file's content every two seconds, without keeping the process alive, so that a change is seen wherever the file comes from: an
 * editor, a mounted volume, a link. `onChanged` is called once for each new content, one call at a time; while a file is being written, only
 * when it no longer changes.
 */
function watchFile({ path, seen: first }: ReloadedFile, onChanged: () => Promise<void>) {
  let seen = first;
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
