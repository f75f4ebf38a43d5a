import { afterEach, expect, it, vi } from 'vitest';
import { createRefusedCredentials, REFUSED_PER_WINDOW } from './refused-credentials.ts';

const ADDRESS = '192.0.2.7';

afterEach(() => vi.useRealTimers());

it('holds an address up for a minute, also where the clock of the machine is set back', () => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
  const refused = createRefusedCredentials();
  for (let one = 0; one < REFUSED_PER_WINDOW; one += 1) refused.noteRefused(ADDRESS, `wrong ${one}`);

  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(59_000);
  expect(refused.waitSeconds(ADDRESS, 'right')).toBe(1);
  vi.advanceTimersByTime(2_000);
  expect(refused.waitSeconds(ADDRESS, 'right')).toBe(0);
});
