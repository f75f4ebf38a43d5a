const LEADER_LENGTH = 24;
const BLANK = ' '.repeat(LEADER_LENGTH);

/**
 * A leader of 24 characters out of one that may be missing, short or long. A short one has usually lost blanks
 * (`00552cz a2200145n 4500`): the fixed `22`, the base address and `4500` show where its parts belong. What cannot be
 * placed for certain is a blank.
 */
export function completeLeader(given: string | null, repairs: string[]): string {
  if (given?.length === LEADER_LENGTH) return given;
  if (given === null || given.trim() === '') {
    repairs.push('leader: missing, taken as blank');
    return BLANK;
  }
  repairs.push(`leader: ${String(given.length)} characters instead of 24`);
  if (given.length > LEADER_LENGTH) return given.slice(0, LEADER_LENGTH);
  return spread(given) ?? given.padEnd(LEADER_LENGTH);
}

/** `01668cgma2200349Ia 450` → length, five positions, `22`, base address, three positions, `4500` */
function spread(given: string): string | null {
  const parts = /^(\d{5}|\s*)(\S.*?)22(\d{5}|\s+)(.*?)(?:450{1,2})?$/.exec(given);
  if (parts === null) return null;
  const [, length = '', head = '', base = '', tail = ''] = parts;
  if (head.length > 5 || tail.trim().length > 3) return null;
  const address = /^\d{5}$/.test(base) ? base : '     ';
  const status = widen(head, 5) ?? head.slice(0, 3).padEnd(5);
  return `${length.trim().padEnd(5)}${status}22${address}${widen(tail, 3) ?? '   '}4500`;
}

/** Puts back blanks that were dropped from the one run of blanks; null where that is not certain. */
function widen(part: string, width: number): string | null {
  if (part.length >= width) return part.slice(0, width);
  const runs = part.match(/ +/g);
  if (part.trim() === '') return ' '.repeat(width);
  return runs?.length === 1 ? part.replace(/ +/, ' '.repeat(width - part.replace(/ +/, '').length)) : null;
}

/** Fixed by MARC 21: two indicators, two characters of a subfield code, and the entry map. */
const FIXED = '          22        4500';

/**
 * An ISO 2709 leader whose characters are all printable; null where it holds delimiters, which shows that it is
 * shorter than 24 bytes. A damaged position is given its fixed value where it has one, else a blank.
 */
export function printableLeader(leader: string, repairs: string[]): string | null {
  if (/^[\x20-\x7e]{24}$/.test(leader)) return leader;
  if (/[\x1d-\x1f]/.test(leader)) return null;
  let mended = '';
  const damaged: number[] = [];
  for (let at = 0; at < leader.length; at += 1) {
    const character = leader.charAt(at);
    const whole = character >= ' ' && character <= '~';
    if (!whole) damaged.push(at);
    mended += whole ? character : FIXED.charAt(at);
  }
  repairs.push(
    `leader: position ${damaged.join(', ')} damaged, read as "${damaged.map((at) => FIXED.charAt(at)).join('')}"`,
  );
  return mended;
}
