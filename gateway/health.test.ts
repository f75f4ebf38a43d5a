import fastify from 'fastify';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createDeparture } from '#platform/departure.ts';
import { registerHealth, type ReadyReport } from './health.ts';

const READY: ReadyReport = { ready: true, systems: [] };

function serve(ready: () => Promise<ReadyReport>) {
  const lines: string[] = [];
  const app = fastify();
  const departure = createDeparture(app);
  registerHealth(app, { ready, departure, logger: pino({}, { write: (line: string) => void lines.push(line) }) });
  return { app, departure, lines };
}

it('logs why nothing can be said of the systems when that begins, not at every look, and when it ends', async () => {
  const answers: (() => Promise<ReadyReport>)[] = [];
  const { app, lines } = serve(() => answers.shift()?.() ?? Promise.reject(new Error('the database is gone')));

  const before = [await app.inject('/ready'), await app.inject('/ready')];
  answers.push(() => Promise.resolve(READY));
  const after = [await app.inject('/ready'), await app.inject('/ready')];
  await app.close();

  expect(before.map(({ statusCode }) => statusCode)).toEqual([503, 503]);
  // What was ready stays ready, and says what is wrong.
  expect(after.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect(after[1]?.json()).toEqual({ ...READY, problem: 'the state of the systems cannot be read' });
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('the database is gone');
  expect(lines[1]).toContain('All is well again');
  expect(before[1]?.body).not.toContain('database');
});

it('answers while the report hangs, and asks for no other meanwhile', async () => {
  let asked = 0;
  const { app } = serve(() => {
    asked += 1;
    return asked === 1 ? Promise.resolve(READY) : new Promise(() => undefined);
  });

  await app.inject('/ready');
  const hanging = await Promise.all([app.inject('/ready'), app.inject('/ready')]);
  await app.close();

  expect(hanging.map(({ statusCode }) => statusCode)).toEqual([200, 200]);
  expect(hanging[0].json()).toEqual({ ...READY, problem: 'the database does not answer' });
  expect(asked).toBe(2);
});

it('says that it goes away, and is alive all the same', async () => {
  const { app, departure } = serve(() => Promise.resolve(READY));
  await app.inject('/ready');

  departure.leave();
  const [ready, health] = [await app.inject('/ready'), await app.inject('/health')];
  await app.close();

  expect([ready.statusCode, ready.json()]).toEqual([
    503,
    { ready: false, systems: [], problem: 'this process is going away' },
  ]);
  expect(health.statusCode).toBe(200);
});
