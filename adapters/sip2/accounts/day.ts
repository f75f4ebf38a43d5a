/** Days as SIP2 servers write them. */

/**
 * `YYYY-MM-DD` of a text that begins with a day; null if it does not. Some servers write on behind it.
 *
 *     PA20270108    235900   PE20270903    235900STAFF
 */
export function readDay(text: string | undefined): string | null {
  const [, year, month, day] = /^\s*(\d{4})-?(\d\d)-?(\d\d)/.exec(text ?? '') ?? [];
  const written = `${year}-${month}-${day}`;
  // The calendar has no 31 February, which this would make 3 March.
  const at = new Date(`${written}T00:00:00Z`);
  return year !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(written) ? written : null;
}
