/** Takes a changed file into use while the process runs; a file that is wrong is refused, and the one before goes on. */
import { isMerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import { RegionFileError } from '#region/region-file-error.ts';
import { basename } from 'node:path';
import { watchFile, type FileWatch } from './watch-file.ts';

export interface Reload {
  /** Watches one more file. */
  follow(file: ReloadedFile): void;
  /** What is refused and why, in words that may be shown to anybody; empty if every file on disk is in use. */
  refused(): readonly string[];
  close(): void;
}

export interface ReloadedFile {
  readonly path: string;
  /** The digest of what is in use. */
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
export function createReload(logger: Logger): Reload {
  const refused = new Map<string, string>();
  const watches: FileWatch[] = [];
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
    follow(file) {
      const { path, seen } = file;
      watches.push(watchFile({ path, seen, onChanged: () => take(file) }));
    },
    refused: () => [...refused.values()],
    close() {
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
