/** A command that waits for a job, and a graph that does not answer every question. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import type { JobFragment } from './__generated__/answers.ts';
import { followJob } from './follow-job.ts';

const JOB: JobFragment = {
  ...{ id: 'job', state: 'RUNNING', kind: 'TAKE_SNAPSHOT', snapshot: 'spring', step: 'counting' },
  ...{ done: 1, total: 2, problem: null },
};
const GOES_ON = 'The snapshot is still being taken.';

type Answer = (response: ServerResponse) => void;

const told = (state: JobFragment['state']): Answer => {
  const text = JSON.stringify({ data: { comparisonJob: { ...JOB, state } } });
  return (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
};
const refused = (code: string): Answer => {
  const text = JSON.stringify({ errors: [{ message: `${code}, it says`, extensions: { code } }] });
  return (response) => response.writeHead(200, { 'content-type': 'application/json' }).end(text);
};
const proxySays = (response: ServerResponse): unknown => response.writeHead(502).end('<h1>Bad Gateway</h1>');
const hangUp = (response: ServerResponse): unknown => response.destroy();
const breakOff = (response: ServerResponse): unknown =>
  response.writeHead(200, { 'content-length': '100' }).write('{"data"', () => response.destroy());

const opened: (() => void)[] = [];
afterEach(() => {
  for (const close of opened.splice(0)) close();
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** Gives one answer after the other, the last again and again. */
async function graphOf(...answers: readonly Answer[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume().on('end', () => answers[Math.min(asked++, answers.length - 1)]?.(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const notes: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => notes.push(String(text)) > 0);
  return { graph: { url: `http://127.0.0.1:${port}/graphql`, token: undefined }, notes };
}

it('looks again where one look is not answered: the job goes on', async () => {
  const answers = [
    told('RUNNING'),
    hangUp,
    proxySays,
    told('RUNNING'),
    breakOff,
    refused('RATE_LIMITED'),
    told('DONE'),
  ];
  const { graph, notes } = await graphOf(...answers);

  const job = await followJob(graph, JOB, new AbortController().signal, GOES_ON);

  expect(job?.state).toBe('DONE');
  expect(notes.join('')).toContain('the graph does not answer, asking again');
  expect(notes.join('')).not.toContain(GOES_ON);
}, 20_000);

it('says that the job goes on before it says why it cannot be seen any more', async () => {
  const { graph, notes } = await graphOf(told('RUNNING'), refused('UNAUTHENTICATED'));

  await expect(followJob(graph, JOB, new AbortController().signal, GOES_ON)).rejects.toThrow('Sign in with a token');

  expect(notes.at(-1)).toBe(`${GOES_ON}\n`);
});

it('says so at Ctrl-C, too, and ends as one that was interrupted', async () => {
  const { graph, notes } = await graphOf(told('RUNNING'));
  const interrupted = new AbortController();
  setTimeout(() => {
    interrupted.abort();
  }, 700);

  expect(await followJob(graph, JOB, interrupted.signal, GOES_ON)).toBeNull();

  expect(process.exitCode).toBe(130);
  expect(notes.at(-1)).toBe(`${GOES_ON}\n`);
});
