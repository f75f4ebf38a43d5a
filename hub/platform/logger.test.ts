import { expect, it } from 'vitest';
import { MerciaError } from './errors.ts';
import { createLogger } from './logger.ts';

function logTo(lines: string[]) {
  return createLogger('info', 'test', { write: (line) => void lines.push(line) });
}

it('writes no key twice in a line', () => {
  const lines: string[] = [];
  const logger = logTo(lines).child({ subgraph: 'catalogue' });

  logger.warn({ subgraph: 'catalogue', correlationId: 'c1' }, 'A field could not be answered');
  logger.info('Nothing besides');

  const keys = [...(lines[0] ?? '').matchAll(/"(\w+)":/g)].map(([, key]) => key);
  expect(keys).toEqual([...new Set(keys)]);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { subgraph: 'catalogue', correlationId: 'c1', msg: 'A field could not be answered' },
    { subgraph: 'catalogue', msg: 'Nothing besides' },
  ]);
});

it('names the causes of an error that was foreseen, as the system and the database call them', () => {
  const lines: string[] = [];
  const full = Object.assign(new Error('write failed'), { code: 'ENOSPC' });
  const cause = Object.assign(new Error('could not extend file "base/1/2"', { cause: full }), { code: '53100' });

  logTo(lines).error({ err: new MerciaError('STORE_UNAVAILABLE', 'database: its disk is full', { cause }) }, 'No');

  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    err: {
      code: 'STORE_UNAVAILABLE',
      message: 'database: its disk is full',
      cause: '53100: could not extend file "base/1/2"; ENOSPC: write failed',
    },
  });
});

it('repeats nothing of a text that is no JSON, wherever it stands among the causes', () => {
  const lines: string[] = [];
  let cause: unknown;
  try {
    JSON.parse('{"title":"CANARY"x}');
  } catch (error) {
    cause = error;
  }
  const errors = [
    cause,
    new Error('fault', { cause }),
    new MerciaError('INTERNAL', 'fault', { cause }),
    new MerciaError('GRAPH_UNAVAILABLE', 'fault', { cause: new Error('answer', { cause }) }),
  ];

  for (const err of errors) logTo(lines).error({ err }, 'No');

  expect(lines).toHaveLength(errors.length);
  for (const line of lines) {
    expect(line).toContain('a text that cannot be read');
    expect(line).not.toContain('CANARY');
  }
});
