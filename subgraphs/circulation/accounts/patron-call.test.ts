import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { createLogger } from '#platform/logger.ts';
import { describe, expect, it } from 'vitest';
import { createPatronCalls } from './patron-call.ts';

const SYSTEM = 'here' as SystemId;
const MINUTE_MS = 60_000;

function openCalls() {
  const logged: object[] = [];
  const logger = createLogger('silent');
  logger.error = logger.warn = (fields: object) => void logged.push(fields);
  return { call: createPatronCalls({ callTimeout: () => MINUTE_MS, logger }), logged };
}

/** A call that is given up, whose adapter fails only then. */
async function failLate(late: unknown) {
  const { call, logged } = openCalls();
  const caller = new AbortController();
  const { promise: answer, reject } = Promise.withResolvers<never>();
  const called = call({ system: SYSTEM, kind: 'account', ask: () => answer, until: caller.signal });
  caller.abort();
  await expect(called).rejects.toMatchObject({ code: 'LMS_TIMEOUT' });
  reject(late);
  await answer.catch(() => undefined);
  await new Promise(setImmediate);
  return logged;
}

describe('a fault of an adapter', () => {
  it('is logged by its kind and place, without its words', async () => {
    const { call, logged } = openCalls();
    const fault = new TypeError('card A1');

    const called = call({ system: SYSTEM, kind: 'account', ask: () => Promise.reject(fault) });

    await expect(called).rejects.toMatchObject({ code: 'LMS_BAD_RESPONSE' });
    expect(logged).toEqual([expect.objectContaining({ system: SYSTEM, fault: 'TypeError' })]);
    expect(JSON.stringify(logged)).not.toContain('A1');
  });

  it('is logged too if it comes after the call was given up', async () => {
    const logged = await failLate(new TypeError('card A1'));

    expect(logged).toContainEqual(
      expect.objectContaining({ fault: 'TypeError', at: expect.stringContaining('patron-call.test') as string }),
    );
    expect(JSON.stringify(logged)).not.toContain('A1');
  });

  it('is none if a call that was given up ends as such', async () => {
    expect(await failLate(new MerciaError('LMS_TIMEOUT', 'given up'))).toEqual([
      { system: SYSTEM, kind: 'account', code: 'LMS_TIMEOUT' },
    ]);
    expect(await failLate(new DOMException('given up', 'AbortError'))).toHaveLength(1);
  });
});
