/** Words that are written short or as a number: `vol` and `volume`, `6th` and `sixth`. Pure. */

/** Each of a line stands for each other. Endings do not count, `volumes` is `volume`. */
const SHORT_FORMS: readonly (readonly string[])[] = [
  ['volume', 'vol'],
  ['volumes', 'vols'],
  ['edition', 'ed', 'edn'],
  ['part', 'pt'],
  ['parts', 'pts'],
  ['chapter', 'chap'],
  ['supplement', 'suppl'],
  ['revised', 'rev'],
  ['enlarged', 'enl'],
  ['department', 'dept'],
];

const SHORT_FORMS_OF = new Map(SHORT_FORMS.flatMap((line) => line.map((word) => [word, line] as const)));

const UNITS = [
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth',
  'fifteenth sixteenth seventeenth eighteenth nineteenth',
].flatMap((line) => line.split(' '));
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

/** `6th` → `sixth`, `21st` → `twenty first`, and back; one entry for each up to the ninety-ninth. */
const ORDINALS: readonly (readonly [number: string, words: readonly string[]])[] = Array.from(
  { length: 99 },
  (_, at) => {
    const number = at + 1;
    const ten = TENS[Math.floor(number / 10) - 2];
    const unit = UNITS[(ten === undefined ? number : number % 10) - 1];
    const words = ten === undefined ? [unit ?? ''] : unit === undefined ? [`${ten.slice(0, -1)}ieth`] : [ten, unit];
    return [`${String(number)}${endingOf(number)}`, words];
  },
);

const BY_NUMBER = new Map(ORDINALS);
const BY_WORDS = new Map(ORDINALS.map(([number, words]) => [words.join(' '), number]));

function endingOf(number: number): string {
  if (number >= 11 && number <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][number % 10] ?? 'th';
}

/** Other ways to write these words together, each a phrase. */
export function formsOf(words: readonly string[]): readonly (readonly string[])[] {
  const lower = words.map((word) => word.toLowerCase());
  const number = BY_WORDS.get(lower.join(' '));
  const found: (readonly string[])[] = number === undefined ? [] : [[number]];
  const [word = ''] = lower;
  if (lower.length > 1) return found;
  const bare = word.replace(/\.$/, '');
  const ordinal = BY_NUMBER.get(bare);
  if (ordinal !== undefined) found.push(ordinal);
  // `vol.2` is one word to PostgreSQL, `vol. 2` are two.
  const [, label, rest] = /^(\p{L}+)\.(\d+)$/u.exec(bare) ?? [];
  if (label !== undefined && rest !== undefined) {
    for (const form of SHORT_FORMS_OF.get(label) ?? [label]) found.push([form, rest]);
  }
  for (const form of SHORT_FORMS_OF.get(bare) ?? []) if (form !== bare) found.push([form]);
  return found;
}

/** Whether two words that follow each other are one number: `twenty first`. */
export function isNumberInWords(first: string, second: string): boolean {
  return BY_WORDS.has(`${first} ${second}`.toLowerCase());
}
