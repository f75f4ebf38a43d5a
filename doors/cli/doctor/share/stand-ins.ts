/** Stand-ins for what a system answered: as long, with the same kinds of characters, and equal where the values are equal. */
import { createHmac, randomBytes } from 'node:crypto';

export interface StandIns {
  /** Never the text itself in any letter or digit. */
  of(text: string): string;
  /** A number of as many digits. */
  ofNumber(value: number): number;
  /** The same form and time on another day; null for what is no date. */
  ofDate(text: string): string | null;
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const DIGITS = '0123456789';

/** By a key of its own, which nobody keeps: the same text has another stand-in in the next file. */
export function createStandIns(key: Uint8Array = randomBytes(32)): StandIns {
  const bytesOf = (text: string, count: number): Buffer => {
    const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, block) =>
      createHmac('sha256', key).update(`${block}:${text}`).digest(),
    );
    return Buffer.concat(blocks);
  };
  function of(text: string): string {
    const characters = Array.from(text);
    const bytes = bytesOf(text, characters.length);
    return characters.map((character, index) => otherOf(character, bytes[index] ?? 0)).join('');
  }
  return {
    of,
    ofNumber(value) {
      const text = of(String(value)).replace(/^(-?)0(?=\d)/, '$11');
      const number = Number(text);
      return Number.isFinite(number) ? number : 0;
    },
    ofDate(text) {
      const form = DATE_FORMS.find(({ pattern }) => pattern.test(text));
      if (form === undefined) return null;
      const [first = 0, second = 0] = bytesOf(text.replace(TIME, ''), 2);
      // Behind the 12th, so that nobody takes the day for a month.
      const parts = { year: '2001', month: two(1 + (first % 12)), day: two(13 + (second % 16)) };
      return text.replace(form.pattern, (_whole, ...groups: unknown[]) => form.write(parts, groups.map(String)));
    },
  };
}

interface DayParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

const CLOCK = String.raw`(?:[01]\d|2[0-4])`;
const SIXTY = String.raw`[0-5]\d`;
const ZONE = String.raw`(?: ?(?:Z|UTC|[+-]${CLOCK}:?${SIXTY}))`;
/** `HH:MM`, `HH:MM:SS` with a fraction or without, `HHMMSS`. */
const CLOCK_TIME = String.raw`(?:${CLOCK}:${SIXTY}(?::[0-6]\d(?:[.,]\d{1,6})?)?|${CLOCK}${SIXTY}[0-6]\d)`;
/** What may stand behind a day: a time and its zone, and nothing that could be a number of somebody. */
const REST = String.raw`((?:(?:[T ]| {4}| {3}Z)${CLOCK_TIME})?${ZONE}?)`;
const TIME = /[T ].*$/;

const DATE_FORMS: readonly {
  readonly pattern: RegExp;
  readonly write: (parts: DayParts, groups: readonly string[]) => string;
}[] = [
  {
    pattern: new RegExp(String.raw`^\d{4}-\d\d-\d\d${REST}$`),
    write: ({ year, month, day }, [rest]) => `${year}-${month}-${day}${rest ?? ''}`,
  },
  {
    pattern: new RegExp(String.raw`^\d\d([./-])\d\d\1\d{4}${REST}$`),
    write: ({ year, month, day }, [mark, rest]) => `${day}${mark ?? ''}${month}${mark ?? ''}${year}${rest ?? ''}`,
  },
  // The specification of SIP2 has four blanks, or a zone, before the time.
  {
    pattern: new RegExp(
      String.raw`^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])((?: {4}| {3}Z|${CLOCK}${SIXTY})${CLOCK}${SIXTY}[0-6]\d)?$`,
    ),
    write: ({ year, month, day }, [time]) => `${year}${month}${day}${time === 'undefined' ? '' : (time ?? '')}`,
  },
];

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function otherOf(character: string, byte: number): string {
  for (const alphabet of [LOWER, UPPER, DIGITS]) {
    const at = alphabet.indexOf(character);
    if (at >= 0) return alphabet.charAt((at + 1 + (byte % (alphabet.length - 1))) % alphabet.length);
  }
  if (/^[ -~]$/.test(character)) return character;
  if (/^\p{Lu}$/u.test(character)) return 'É';
  return /^\p{L}$/u.test(character) ? 'é' : /^\s$/.test(character) ? ' ' : '¤';
}
