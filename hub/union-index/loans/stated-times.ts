/** Days as library systems state them, and the current year in their time zone. */

const DAY = /^\d{4}-\d{2}-\d{2}/;

/** `YYYY-MM-DD`, without the time of day that may follow; null for what is no day. */
export function toDay(text: string | null): string | null {
  const day = DAY.exec(text ?? '')?.[0] ?? null;
  return day === null || Number.isNaN(Date.parse(day)) ? null : day;
}

/** The year that it is in a time zone. */
export function yearIn(timeZone: string, at: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric' }).format(at));
}
