import fastify from 'fastify';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { registerHealth, type ReadyReport } from './health.ts';

it('logs why nothing can be said of the systems when that begins, not at every look', async () => {
  const lines: string[] = [];
  const answers: (() => Promise<ReadyReport>)[] = [];
  const app = fastify();
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  registerHealth(app, () => answers.shift()?.() ?? Promise.reject(new Error('the database is gone')), logger);
  answers.push(() => Promise.resolve({ ready: true, systems: [] }));

  const asked = [await app.inject('/ready'), await app.inject('/ready'), await app.inject('/ready')];
  answers.push(() => Promise.resolve({ ready: true, systems: [] }));
  asked.push(await app.inject('/ready'), await app.inject('/ready'));
  await app.close();

  expect(asked.map(({ statusCode }) => statusCode)).toEqual([200, 503, 503, 200, 503]);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toContain('the database is gone');
  expect(asked[1]?.body).not.toContain('database');
});
