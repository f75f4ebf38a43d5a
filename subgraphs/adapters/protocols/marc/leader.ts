/**
 * A leader of 24 characters out of one that may be missing, short or long. Positions that the source left out are
 * blanks at the end, unless its last part shows where it belongs.
 */
export function completeLeader(given: string | null, repairs: string[]): string {
  if (given === null) {
    repairs.push('leader: missing, taken as blank');
    return ' '.repeat(24);
  }
  if (given.length === 24) return given;
  repairs.push(`leader: ${String(given.length)} characters, taken as 24`);
  return given.slice(0, 24).padEnd(24);
}
