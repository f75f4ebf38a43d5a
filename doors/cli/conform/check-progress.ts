import { SingleBar } from 'cli-progress';

export interface CheckProgressView {
  readonly update: (done: number, total: number, name: string) => void;
  /** Gives the terminal back. */
  readonly stop: () => void;
}

const SHOWN = 60;

/** Shows how far the checks are: a bar on a terminal, else nothing, because the report names each of them. */
export function createCheckProgress(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }): CheckProgressView {
  if (stream.isTTY !== true) return { update: () => undefined, stop: () => undefined };
  const bar = new SingleBar({
    stream,
    format: '[{bar}] {value}/{total} {name}',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    // Signals belong to the command, not to its bar.
    gracefulExit: false,
  });
  bar.start(1, 0, { name: '' });
  return {
    update(done, total, name) {
      bar.setTotal(total);
      bar.update(done, { name: name.slice(0, SHOWN) });
    },
    stop() {
      bar.stop();
    },
  };
}
