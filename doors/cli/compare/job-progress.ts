import { SingleBar } from 'cli-progress';
import type { Job } from './snapshot-queries.ts';

export interface JobProgressView {
  readonly update: (job: Job) => void;
  /** Gives the terminal back. */
  readonly stop: () => void;
}

/** Shows how far a job is: a bar on a terminal, else a line for each step. */
export function createJobProgress(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }): JobProgressView {
  return stream.isTTY === true ? createBar(stream) : createLines(stream);
}

function describe({ state, step }: Job): string {
  return state === 'WAITING' ? 'waiting for its turn' : (step ?? 'begins');
}

function createBar(stream: NodeJS.WritableStream): JobProgressView {
  const bar = new SingleBar({
    stream,
    format: '{step} [{bar}] {value}/{total}',
    barsize: 30,
    hideCursor: true,
    // Signals belong to the command, not to its bar.
    gracefulExit: false,
  });
  bar.start(1, 0, { step: 'begins' });
  return {
    update(job) {
      bar.setTotal(Math.max(job.total ?? 1, 1));
      bar.update(job.done, { step: describe(job) });
    },
    stop() {
      bar.stop();
    },
  };
}

function createLines(stream: NodeJS.WritableStream): JobProgressView {
  let last = '';
  return {
    update(job) {
      const line = describe(job);
      if (line !== last) stream.write(`${line}\n`);
      last = line;
    },
    stop() {
      // Lines are whole as they are written.
    },
  };
}
