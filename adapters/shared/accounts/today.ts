import { readWallClock } from '#domain/wall-time.ts';

/** The day in a time zone, `YYYY-MM-DD`: registrations and holds end by the system's own calendar. */
export function todayIn(timeZone: string, nowMs: number): string {
  const { year, month, day } = readWallClock(nowMs, timeZone);
  return `${year}-${month}-${day}`;
}
