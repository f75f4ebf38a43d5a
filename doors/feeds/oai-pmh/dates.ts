/** Dates of OAI-PMH: UTC, by the second or by the day. */

export type Granularity = 'day' | 'second';

/** A moment or a day as it was asked for. */
export interface OaiDate {
  readonly granularity: Granularity;
  /** Its first second. */
  readonly first: Date;
  /** Its last second; of a moment the same. */
  readonly last: Date;
}

// XML Schema has no year 0.
const DATE = /^(?!0000)\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/;
const DAY_LENGTH = 10;

/** Null for what is no date of these two forms, and for days that no calendar has. */
export function readOaiDate(text: string): OaiDate | null {
  if (!DATE.test(text)) return null;
  const isDay = text.length === DAY_LENGTH;
  const first = new Date(isDay ? `${text}T00:00:00Z` : text);
  // 2026-02-30 is read as the second of March.
  if (Number.isNaN(first.getTime()) || !writeOaiDate(first).startsWith(text)) return null;
  return { granularity: isDay ? 'day' : 'second', first, last: isDay ? new Date(`${text}T23:59:59Z`) : first };
}

/** To the second. */
export function writeOaiDate(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
