/** How far some work is, on standard error: a bar on a terminal, else lines that a log can keep. */
import { SingleBar } from 'cli-progress';

export interface Progress {
  /** What is done, of all there is to do, which may not be known; and what is being done, where that is shown. */
  readonly update: (done: number, all: number | null, step?: string) => void;
  /** Gives the terminal back; may be called twice. */
  readonly stop: () => void;
}

interface Look {
  /** Of the bar. `{goal}` is all there is to do, `{step}` what is being done. */
  readonly format: string;
  readonly begins?: string;
  readonly clearOnComplete?: boolean;
  /** Where no bar can be drawn: printed unless it is null, or the same as before. */
  readonly line: (...update: Parameters<Progress['update']>) => string | null;
}

function createProgress({ format, begins = '', clearOnComplete = false, line }: Look): Progress {
  const stream = process.stderr;
  if (!stream.isTTY) {
    let last: string | null = null;
    return {
      update(...update) {
        const next = line(...update);
        if (next !== null && next !== last) stream.write(`${next}\n`);
        last = next ?? last;
      },
      // Lines are whole as they are written.
      stop: () => undefined,
    };
  }
  // Signals belong to the command, not to its bar.
  const bar = new SingleBar({ stream, format, barsize: 30, hideCursor: true, clearOnComplete, gracefulExit: false });
  bar.start(1, 0, { goal: '?', step: begins });
  return {
    update(done, all, step = '') {
      bar.setTotal(Math.max(all ?? 0, done, 1));
      bar.update(done, { goal: all === null ? '?' : String(Math.max(all, done)), step });
    },
    stop: () => {
      bar.stop();
    },
  };
}

/** A line for every tenth of it. */
export function showTenths(work: string): Progress {
  return createProgress({
    format: `${work} [{bar}] {percentage} %`,
    line(done, all) {
      const tenths = Math.floor((10 * Math.min(done, all ?? 0)) / Math.max(all ?? 0, 1));
      return tenths === 0 ? null : `${work}: ${tenths * 10} %`;
    },
  });
}

const LINE_EVERY = 50_000;

/** A line for so many of them. */
export function showCount(what: string): Progress {
  let printed = 0;
  return createProgress({
    format: `{value}/{goal} ${what} [{bar}]`,
    line(done, all) {
      if (done < printed + LINE_EVERY) return null;
      printed = done;
      return `${done}${all === null ? '' : ` of ${all}`} ${what}`;
    },
  });
}

export function showSteps(): Progress {
  return createProgress({
    format: '{step} [{bar}] {value}/{total}',
    begins: 'begins',
    line: (_done, _all, step = '') => step,
  });
}

const CHECK_SHOWN = 60;

/** No lines: the report names each check. */
export function showChecks(): Progress {
  const { update, stop } = createProgress({
    format: '[{bar}] {value}/{total} {step}',
    clearOnComplete: true,
    line: () => null,
  });
  return {
    stop,
    update: (done, all, name = '') => {
      update(done, all, name.slice(0, CHECK_SHOWN));
    },
  };
}
