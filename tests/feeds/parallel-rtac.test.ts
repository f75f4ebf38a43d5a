/** A page of results whose titles are asked for one by one, each on a connection of its own, while machine and caller are busy. */
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { TITLES_PER_QUESTION } from '#feeds/live/question.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { startLiveServices, type LiveServices } from './support/live-services.ts';

/** Asks from a thread of its own: a caller does not stand still while the server is busy. */
const CALLER = `
const { connect } = require('node:net');
const { text } = require('node:stream/consumers');
const { parentPort, workerData: { port, paths, groupOf, pauseMs } } = require('node:worker_threads');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
(async () => {
  const sockets = await Promise.all(paths.map(() => new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => resolve(socket)).once('error', reject);
  })));
  const answers = [];
  for (const [index, socket] of sockets.entries()) {
    if (index > 0 && index % groupOf === 0) await sleep(pauseMs);
    socket.write('GET ' + paths[index] + ' HTTP/1.1\\r\\nhost: 127.0.0.1\\r\\nconnection: close\\r\\n\\r\\n');
    answers.push(text(socket));
  }
  parentPort.postMessage(await Promise.all(answers));
})();`;

interface Caller {
  /** Requests that are sent one after the other; then the caller does something else. */
  readonly groupOf: number;
  readonly pauseMs: number;
}

let live: LiveServices;
beforeAll(async () => {
  // On a machine that stands still the caller's 12 ms may be hundreds.
  live = await startLiveServices({ editions: TITLES_PER_QUESTION, expectedMs: 1_000 });
});
afterAll(() => live.close());
beforeEach(() => {
  live.reset();
});

const ids = Array.from({ length: TITLES_PER_QUESTION }, (_, index) => `region-${index + 1}`);
const callsOf = (): readonly number[] => Object.values(live.adapters).map(({ calls }) => calls.length);

async function askSingly({ groupOf, pauseMs }: Caller): Promise<readonly string[]> {
  const paths = ids.map((id) => `/rtac/${id}`);
  const port = Number(new URL(live.services).port);
  const worker = new Worker(CALLER, { eval: true, workerData: { port, paths, groupOf, pauseMs } });
  const [answers] = (await once(worker, 'message')) as [readonly string[]];
  await worker.terminate();
  return answers;
}

async function callsOfOneQuestion(): Promise<readonly number[]> {
  await (await fetch(`${live.services}/rtac?instanceIds=${ids.join(',')}`)).text();
  const calls = callsOf();
  live.reset();
  return calls;
}

/** Lets nothing else run for most of the time. */
function keepBusy(sliceMs: number): void {
  const timer = setInterval(() => {
    const until = performance.now() + sliceMs;
    while (performance.now() < until);
  }, 1);
  onTestFinished(() => {
    clearInterval(timer);
  });
}

describe('fifty single questions on connections of their own', () => {
  it.each([
    ['at once', { groupOf: TITLES_PER_QUESTION, pauseMs: 0 }, 0],
    ['at once, and the server is busy', { groupOf: TITLES_PER_QUESTION, pauseMs: 0 }, 3],
    ['from a caller who is busy', { groupOf: 25, pauseMs: 12 }, 0],
  ] as const)('ask each system as often as one question for all: %s', async (_, caller, busyMs) => {
    const together = await callsOfOneQuestion();
    if (busyMs > 0) keepBusy(busyMs);

    const answers = await askSingly(caller);

    expect(answers.filter((answer) => answer.includes('<status>On the shelf'))).toHaveLength(TITLES_PER_QUESTION);
    expect(callsOf()).toEqual(together);
  });
});
