/** Moments and days as the pages say them, on the clock of London, read back. Written apart from what writes them. */

/** Milliseconds since the epoch; `to` is not included. */
export interface Minute {
  readonly from: number;
  readonly to: number;
}

/** Source of an expression for a moment: `today 14:05`, `yesterday 14:05`, `on 24 November 2026 at 14:05`. */
export const WHEN = String.raw`(?:(?:today|yesterday) \d\d:\d\d|on \d{1,2} [A-Z][a-z]+ \d{4} at \d\d:\d\d)`;
/** Source of an expression for a day: `5 December 2026`. */
export const DAY = String.raw`\d{1,2} [A-Z][a-z]+ \d{4}`;

const DAY_MS = 86_400_000;
const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});

/** `2026-11-24 14:05`. */
function onTheClock(at: number): string {
  const parts = new Map(london.formatToParts(at).map(({ type, value }) => [type, value]));
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** The minute that is meant by who speaks at `now`; null if the words are no moment. */
export function readWhen(words: string, now: number): Minute | null {
  const [, day = '', time = ''] =
    /^(today|yesterday|on .*) (?:at )?(\d\d:\d\d)$/.exec(words.replace(' at ', ' ')) ?? [];
  const date =
    day === 'today'
      ? onTheClock(now).slice(0, 10)
      : day === 'yesterday'
        ? onTheClock(now - DAY_MS).slice(0, 10)
        : readDay(day.replace(/^on /, ''));
  if (date === null || time === '') return null;
  for (const offset of ['Z', '+01:00']) {
    const from = Date.parse(`${date}T${time}:00${offset}`);
    if (onTheClock(from) === `${date} ${time}`) return { from, to: from + 60_000 };
  }
  return null;
}

/** `5 December 2026` as `2026-12-05`; null if the words are no day. */
export function readDay(words: string): string | null {
  if (!new RegExp(`^${DAY}$`).test(words)) return null;
  const at = Date.parse(`${words} UTC`);
  return Number.isNaN(at) ? null : new Date(at).toISOString().slice(0, 10);
}
