import { afterEach, expect, test } from 'vitest';
import { createSip2Client, type Sip2Client } from '#adapters/protocols/sip2/client.ts';
import { GENERIC_DIALECT } from '#adapters/protocols/sip2/dialect.ts';
import { fieldOf } from '#adapters/protocols/sip2/message.ts';
import { itemQuestion, type Sip2Question } from '#adapters/protocols/sip2/questions.ts';
import { isMerciaError } from '#platform/errors.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createRandom } from '#simulators/random.ts';
import type { Sip2Simulator } from '#simulators/sip2/index.ts';
import { BEFORE_RELEASE } from '../../release.ts';
import { barcodeOf, COPIES, forEachOf, startMixingServer, titleOf } from './mixed-answers.ts';

const QUESTIONS = BEFORE_RELEASE ? 10_000 : 2_500;
const CONNECTIONS = 8;
const TIMEOUT_MS = 200;
/** In so many of 1 the question is given up while its answer may be on the way. */
const GIVEN_UP = 0.05;

let simulator: Sip2Simulator | null = null;
let client: Sip2Client | null = null;
afterEach(async () => {
  await client?.close();
  await simulator?.close();
  [client, simulator] = [null, null];
});

interface Told {
  right: number;
  wrong: string[];
  refused: Map<string, number>;
}

/** Asks of copies by chance. `change` may take checks away. */
async function askMany(
  count: number,
  errorDetection: boolean,
  change: (question: Sip2Question) => Sip2Question,
): Promise<Told> {
  simulator = await startMixingServer();
  const dialect = { ...GENERIC_DIALECT, encoding: 'cp850', errorDetection };
  const breaker = { failures: 1_000_000, openMs: 1, maxOpenMs: 1 };
  client = createSip2Client({
    system: 'mixed',
    address: simulator.url,
    dialect,
    credentials: () => ({ user: 'terminal', password: 'terminal-password' }),
    connections: CONNECTIONS,
    timeoutMs: TIMEOUT_MS,
    guard: createHostGuards().for({ id: 'mixed', limits: { connections: CONNECTIONS, breaker } }),
  });
  const asked = client;
  const random = createRandom(3);
  const told: Told = { right: 0, wrong: [], refused: new Map() };
  await forEachOf(count, CONNECTIONS * 2, async () => {
    const copy = random.below(COPIES);
    const question = change(itemQuestion(dialect, { barcode: barcodeOf(copy), at: Date.now() }));
    const signal = random.chance(GIVEN_UP) ? AbortSignal.timeout(random.whole(1, 4)) : new AbortController().signal;
    try {
      const answer = await asked.ask(question, signal);
      const title = fieldOf(answer, 'AJ');
      if (title === titleOf(copy)) told.right += 1;
      else told.wrong.push(`${titleOf(copy)}: ${title ?? 'no title'}`);
    } catch (failure) {
      if (!isMerciaError(failure)) throw failure;
      told.refused.set(failure.code, (told.refused.get(failure.code) ?? 0) + 1);
    }
  });
  return told;
}

test(`${QUESTIONS} questions at a server that mixes up its answers: none goes to the wrong copy`, async () => {
  const { right, wrong, refused } = await askMany(QUESTIONS, true, (question) => question);

  expect(wrong).toEqual([]);
  const failed = [...refused.values()].reduce((sum, count) => sum + count, 0);
  expect(right + failed).toBe(QUESTIONS);
  expect(right).toBeGreaterThan(QUESTIONS / 3);
  expect(refused.get('LMS_BAD_RESPONSE')).toBeGreaterThan(QUESTIONS / 50);
  expect(simulator?.broken).toEqual([]);
  expect(simulator?.sockets.most).toBeLessThanOrEqual(CONNECTIONS * 2);
}, 120_000);

test('a client that compares neither numbers nor barcodes is found out', async () => {
  const { wrong } = await askMany(2_000, false, ({ matches: _matches, ...question }) => question);

  expect(wrong.length).toBeGreaterThan(0);
}, 60_000);
