import { parentPort, Worker } from 'node:worker_threads';

/** Work done in a second thread, so that this one can go on: a process has one thread of its own and often two cores. */
export interface HelperThread<Question, Answer> {
  /** Copies the question over and gives the answer. Rejects with what the work throws. */
  ask(question: Question): Promise<Answer>;
}

interface Asked<Question> {
  readonly number: number;
  readonly question: Question;
}

interface Told<Answer> {
  readonly number: number;
  readonly answer: Answer;
}

interface Running<Answer> {
  readonly worker: Worker;
  readonly waiting: Map<number, PromiseWithResolvers<Answer>>;
}

/** Without a question for so long a thread ends. */
const IDLE_MS = 5_000;

/**
 * `script` does the same work by `answerQuestions`. The thread starts with the first question, and takes some 80 MB. What it
 * fails over, and what waits with that, is told to `onFailure` and done here: what broke there may break here, and then says
 * so. The next question has a new thread.
 */
export function createHelperThread<Question, Answer>(
  script: URL,
  work: (question: Question) => Answer,
  onFailure: (error: unknown) => void,
): HelperThread<Question, Answer> {
  let running: Running<Answer> | null = null;
  let idle: NodeJS.Timeout | undefined;
  let numbers = 0;

  function start(): Running<Answer> {
    const worker = new Worker(script);
    const started: Running<Answer> = { worker, waiting: new Map() };
    const fail = (error: Error): void => {
      if (running === started) running = null;
      for (const { reject } of started.waiting.values()) reject(error);
      started.waiting.clear();
    };
    worker.on('message', ({ number, answer }: Told<Answer>) => {
      started.waiting.get(number)?.resolve(answer);
      started.waiting.delete(number);
      if (started.waiting.size > 0) return;
      // Who waits for nothing else may end.
      worker.unref();
      idle = setTimeout(() => {
        if (running === started) running = null;
        void worker.terminate();
      }, IDLE_MS).unref();
    });
    worker.on('error', fail);
    worker.on('exit', () => {
      fail(new Error('the thread ended'));
    });
    return started;
  }

  async function askThread(question: Question): Promise<Answer> {
    clearTimeout(idle);
    const { worker, waiting } = (running ??= start());
    worker.ref();
    const answer = Promise.withResolvers<Answer>();
    const asked: Asked<Question> = { number: (numbers += 1), question };
    // What cannot be copied over is not waited for.
    worker.postMessage(asked);
    waiting.set(asked.number, answer);
    return answer.promise;
  }

  return {
    async ask(question) {
      try {
        return await askThread(question);
      } catch (error) {
        onFailure(error);
        return work(question);
      }
    },
  };
}

/** In the thread's script: does the work of every question that comes, which is what the creator of the thread asks. */
export function answerQuestions(work: (question: never) => unknown): void {
  parentPort?.on('message', ({ number, question }: Asked<never>) => {
    parentPort?.postMessage({ number, answer: work(question) } satisfies Told<unknown>);
  });
}
