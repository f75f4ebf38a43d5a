/** How many characters of fixed fields each answer begins with, behind its code. Named fields follow. */

const DATE = 18;

const FIXED_LENGTHS: ReadonlyMap<string, number> = new Map([
  // Flags and language, date, six counts.
  ['24', 14 + 3 + DATE],
  ['64', 14 + 3 + DATE + 6 * 4],
  ['26', 14 + 3 + DATE],
  // Circulation status, security marker, fee type, date.
  ['18', 2 + 2 + 2 + DATE],
  ['20', 1 + DATE],
  ['30', 4 + DATE],
  ['12', 4 + DATE],
  ['10', 4 + DATE],
  ['16', 2 + DATE],
  ['66', 1 + 4 + 4 + DATE],
  ['36', 1 + DATE],
  ['38', 1 + DATE],
  ['94', 1],
  // Six flags, time-out, retries, date, version.
  ['98', 6 + 3 + 3 + DATE + 4],
  ['96', 0],
]);

/** The length of the fixed fields of an answer; 0 of a code that is not in the specification. */
export function fixedLengthOf(code: string): number {
  return FIXED_LENGTHS.get(code) ?? 0;
}
