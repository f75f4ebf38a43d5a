/** How far another clock is from ours. */

/** Less is no trouble: budgets have seconds, and some clocks tell whole ones. */
const ALLOWED_MS = 5_000;

/** Milliseconds that a clock is ahead of ours, at least: it said `at`, and we asked and heard at `from` and `to`. Behind is below 0. */
export function skewOf(at: number, from: number, to: number): number {
  return at > to ? at - to : Math.min(0, at - from);
}

/** The same of an answer over HTTP, by its header `Date`; 0 if it has none. */
export function skewOfAnswer(date: unknown, from: number, to: number): number {
  const at = typeof date === 'string' ? Date.parse(date) : Number.NaN;
  return Number.isNaN(at) ? 0 : skewOf(at, from, to);
}

/** In words for people; null if the clocks go together well enough. */
export function describeSkew(whose: string, skewMs: number): string | null {
  if (Math.abs(skewMs) < ALLOWED_MS) return null;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return `the clock of ${whose} is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} ours; let all machines keep the same time (NTP)`;
}
