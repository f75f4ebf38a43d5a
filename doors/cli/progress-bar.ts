import { SingleBar } from 'cli-progress';

export interface ProgressBar {
  /** What is done, of all there is to do. */
  readonly update: (done: number, all: number) => void;
  /** Leaves the bar as it is and gives the terminal back. */
  readonly stop: () => void;
}

/** Lines that are printed where no bar can be drawn. */
const LINES = 10;

/** Shows on a stream how far some work is: a bar on a terminal, else a line for every tenth of it. */
export function createProgressBar(
  stream: NodeJS.WritableStream & { readonly isTTY?: boolean },
  work: string,
): ProgressBar {
  return stream.isTTY === true ? createBar(stream, work) : createLines(stream, work);
}

function createBar(stream: NodeJS.WritableStream, work: string): ProgressBar {
  const bar = new SingleBar({
    stream,
    format: `${work} [{bar}] {percentage} %`,
    barsize: 30,
    hideCursor: true,
    // Signals belong to the process that draws, not to its bar.
    gracefulExit: false,
  });
  bar.start(1, 0);
  return {
    update(done, all) {
      bar.setTotal(Math.max(all, 1));
      bar.update(Math.min(done, all));
    },
    stop() {
      bar.stop();
    },
  };
}

function createLines(stream: NodeJS.WritableStream, work: string): ProgressBar {
  let printed = 0;
  return {
    update(done, all) {
      const tenth = Math.floor((LINES * Math.min(done, all)) / Math.max(all, 1));
      if (tenth === printed) return;
      printed = tenth;
      stream.write(`${work}: ${String((100 / LINES) * tenth)} %\n`);
    },
    stop() {
      // Lines are whole as they are written.
    },
  };
}
