import { afterEach, expect, it, vi } from 'vitest';
import { MerciaError } from './errors.ts';
import { refuse } from './refuse-credential.ts';
import { createRefusedCredentials, REFUSED_PER_WINDOW } from './refused-credentials.ts';

const ADDRESS = '192.0.2.7';

const right = (): Promise<void> => Promise.resolve();

function wrong(check: ReturnType<typeof createRefusedCredentials>['check'], serial: number): Promise<void> {
  const refusal = check(ADDRESS, `wrong ${serial}`, () => Promise.reject(refuse('There is no such key.')));
  return expect(refusal).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
}

afterEach(() => vi.useRealTimers());

it('holds an address up for a minute, also where the clock of the machine is set back', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const { check } = createRefusedCredentials();
  for (let one = 0; one < REFUSED_PER_WINDOW; one += 1) await wrong(check, one);

  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(59_000);
  await expect(check(ADDRESS, 'right', right)).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
  vi.advanceTimersByTime(2_000);
  await check(ADDRESS, 'right', right);
});

it('checks no more at the same time than may be refused, and each anew that was not refused', async () => {
  const { check } = createRefusedCredentials();
  const answers: (() => void)[] = [];
  const silent = (): Promise<void> => new Promise((resolve) => answers.push(resolve));
  const begin = (credential: string) => check(ADDRESS, credential, silent);

  const underWay = Array.from({ length: REFUSED_PER_WINDOW }, (_, one) => begin(`slow ${one}`));
  underWay.push(begin('slow 0'));
  await expect(begin('one more')).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 1 });
  await check('192.0.2.8', 'of a neighbour', right);
  for (const answer of answers) answer();
  await Promise.all(underWay);

  expect(answers).toHaveLength(REFUSED_PER_WINDOW + 1);
  await check(ADDRESS, 'one more', right);
});

it('does not hold against an address what could not be checked', async () => {
  const { check } = createRefusedCredentials();
  for (let one = 0; one < 2 * REFUSED_PER_WINDOW; one += 1) {
    const away = (): Promise<never> => Promise.reject(new MerciaError('STORE_UNAVAILABLE', 'The database is away.'));
    await expect(check(ADDRESS, `any ${one}`, away)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  }
  await check(ADDRESS, 'right', right);
});
