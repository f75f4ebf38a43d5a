import { setFlagsFromString } from 'node:v8';
import { parentPort, Worker } from 'node:worker_threads';

/** Does work in a second thread, so that this one can go on. */
export interface HelperThread<Question, Answer> {
  /** Sends a copy of the question and gives the answer. Rejects with what the work throws. */
  ask(question: Question): Promise<Answer>;
}

interface Request<Question> {
  readonly number: number;
  readonly question: Question;
}

interface Reply<Answer> {
  readonly number: number;
  readonly answer: Answer;
}

interface Running<Answer> {
  readonly worker: Worker;
  readonly waiting: Map<number, PromiseWithResolvers<Answer>>;
}

/** A thread ends after this long without a question. */
const IDLE_MS = 5_000;
/**
 * What a thread makes is garbage with its answer: a larger young generation would take memory and save nothing, and so would an old
 * one that grows to what the process may have before it is first collected.
 */
const SMALL_HEAP = ['--max-semi-space-size=8', '--initial-old-space-size=32'];

/**
 * `script` does the same work by `answerQuestions`. The thread starts with the first question, and takes some 50 MB. If it
 * fails, `onFailure` gets the error, and the work of every waiting question is done in this thread, which throws if that
 * fails as well. The next question starts a new thread.
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
    // V8 reads them when a thread starts; before the worker's own limits goes what the process was started with.
    for (const flag of SMALL_HEAP) setFlagsFromString(flag);
    const worker = new Worker(script);
    const started: Running<Answer> = { worker, waiting: new Map() };
    const fail = (error: Error): void => {
      if (running === started) running = null;
      for (const { reject } of started.waiting.values()) reject(error);
      started.waiting.clear();
    };
    worker.on('message', ({ number, answer }: Reply<Answer>) => {
      started.waiting.get(number)?.resolve(answer);
      started.waiting.delete(number);
      if (started.waiting.size > 0) return;
      // A process that waits for nothing else may end.
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
    const asked: Request<Question> = { number: (numbers += 1), question };
    // If the question cannot be copied, this throws, and nothing waits for its answer.
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

/** Called in the thread's script: answers every question that the creator of the thread sends. */
export function answerQuestions(work: (question: never) => unknown): void {
  parentPort?.on('message', ({ number, question }: Request<never>) => {
    parentPort?.postMessage({ number, answer: work(question) } satisfies Reply<unknown>);
  });
}
