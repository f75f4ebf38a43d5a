import { vi } from 'vitest';

const realNow = performance.now.bind(performance);

/** As if so many more milliseconds had passed by the clock that is never set back; until the test ends. Timers do not run sooner. */
export function letPass(ms: number): void {
  const passed = Math.round(performance.now() - realNow()) + ms;
  vi.spyOn(performance, 'now').mockImplementation(() => realNow() + passed);
}
