import { createLogger } from '#platform/logger.ts';
import { afterEach, expect, it, vi } from 'vitest';
import { createIssuerKeys, KEY_TIMES } from './issuer-keys.ts';

afterEach(() => vi.useRealTimers());

it('asks an issuer that was silent again after its pause, also where the clock of the machine is set back', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const logger = createLogger('silent');
  const warn = vi.spyOn(logger, 'warn');
  // Nobody listens there.
  const keys = createIssuerKeys({ issuer: 'http://127.0.0.1:1', jwksUri: null }, { logger });
  const ask = async (): Promise<void> => {
    const asked = keys({ alg: 'RS256', kid: 'one' }, { payload: '', signature: '' });
    await expect(asked).rejects.toMatchObject({ code: 'IDENTITY_UNAVAILABLE' });
  };
  await ask();

  vi.setSystemTime(Date.now() - 3_600_000);
  await ask();
  expect(warn).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(KEY_TIMES.pauseMs);
  await ask();
  expect(warn).toHaveBeenCalledTimes(2);
});
