import { SingleBar } from 'cli-progress';

export interface CountProgress {
  readonly update: (done: number, total: number | null) => void;
  /** Gives the terminal back. */
  readonly stop: () => void;
}

/** A line for so many where no bar can be drawn. */
const LINE_EVERY = 50_000;

/** Shows how many of something are done: a bar on a terminal, else a line now and then. */
export function createCountProgress(
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
  what: string,
): CountProgress {
  if (stream.isTTY !== true) return createLines(stream, what);
  const format = `{value}/{goal} ${what} [{bar}]`;
  // Signals belong to the command, not to its bar.
  const bar = new SingleBar({ stream, format, barsize: 30, hideCursor: true, gracefulExit: false });
  bar.start(1, 0, { goal: '?' });
  return {
    update(done, total) {
      bar.setTotal(Math.max(total ?? 0, done, 1));
      bar.update(done, { goal: total === null ? '?' : String(Math.max(total, done)) });
    },
    stop() {
      bar.stop();
    },
  };
}

function createLines(stream: NodeJS.WritableStream, what: string): CountProgress {
  let printed = 0;
  return {
    update(done, total) {
      if (done < printed + LINE_EVERY) return;
      printed = done;
      stream.write(`${done}${total === null ? '' : ` of ${total}`} ${what}\n`);
    },
    stop() {
      // Lines are whole as they are written.
    },
  };
}
