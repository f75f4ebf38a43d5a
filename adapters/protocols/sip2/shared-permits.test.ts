import { execFile } from 'node:child_process';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createPermits } from '#platform/permits.ts';
import { createSip2Client } from './client.ts';
import { GENERIC_DIALECT } from './dialect.ts';
import { itemQuestion } from './questions.ts';
import { itemAnswer, sequenceOf, signed, startScriptedServer, type ScriptedServer } from './scripted-server.fixture.ts';

const run = promisify(execFile);
const PROCESS = fileURLToPath(new URL('one-client.fixture.ts', import.meta.url));

let server: ScriptedServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function start(answer: (line: string, socket: Socket) => void): Promise<ScriptedServer> {
  return startScriptedServer((line, socket) => {
    if (line.startsWith('93')) socket.write(signed('941', sequenceOf(line)));
    else answer(line, socket);
  });
}

async function askInProcess(address: string, timeoutMs: number, barcodes: readonly string[]): Promise<string[]> {
  const { stdout } = await run(process.execPath, [PROCESS, address, String(timeoutMs), ...barcodes]);
  return JSON.parse(stdout) as string[];
}

it('opens one socket at once for two processes that are allowed one, and both get all of their answers', async () => {
  server = await start((line, socket) => setTimeout(() => socket.write(itemAnswer(line)), 5));
  const { address } = server;
  const barcodes = Array.from({ length: 100 }, (_, at) => String(at));

  const answers = await Promise.all([askInProcess(address, 60_000, barcodes), askInProcess(address, 60_000, barcodes)]);

  expect(answers.flat().filter((answer) => answer !== 'answered')).toEqual([]);
  expect(server.most).toBe(1);
  expect(server.opened).toBeGreaterThan(1);
});

it('gives up an idle connection at once when another process wants the permit', async () => {
  server = await start((line, socket) => socket.write(itemAnswer(line)));
  const { address } = server;
  const limits = { connections: 1, breaker: { failures: 1_000, openMs: 1_000, maxOpenMs: 1_000 } };
  const client = createSip2Client({
    system: 'hill',
    address,
    dialect: GENERIC_DIALECT,
    credentials: () => ({ user: 'hub', password: 'secret' }),
    connections: 1,
    timeoutMs: 60_000,
    idleMs: 600_000,
    guard: createHostGuards().for({ id: 'hill', limits }),
    permits: createPermits({ of: address, count: 1 }),
  });
  const question = itemQuestion(GENERIC_DIALECT, { barcode: 'mine', at: 0 });
  const { signal } = new AbortController();
  await client.ask(question, signal);

  expect(await askInProcess(address, 60_000, ['theirs'])).toEqual(['answered']);
  await client.ask(question, signal);
  await client.close();
  expect(server.most).toBe(1);
});

it('says what is the matter where another process never gives the permit back', async () => {
  server = await start((line, socket) => socket.write(itemAnswer(line)));
  const leave = await createPermits({ of: server.address, count: 1 }).take(() => true, new AbortController().signal);

  const [answer] = await askInProcess(server.address, 500, ['1']);
  leave();

  expect(answer).toMatch(/^LMS_RATE_LIMITED: \[hill\] item information: .* in use by another process of Mercia/);
  expect(server.opened).toBe(0);
});
