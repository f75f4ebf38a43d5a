/** Words that are written short or as a number: `vol` and `volume`, `6th` and `sixth`. Pure. */
import { editionWord } from '#union-index/cluster/title-words.ts';

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
  ['series', 'ser'],
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
  if (number % 100 >= 11 && number % 100 <= 13) return 'th';
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
  found.push(...cardinalForms(bare), ...numberForms(bare), ...apartForms(bare));
  for (const form of SHORT_FORMS_OF.get(bare) ?? []) if (form !== bare) found.push([form]);
  return found;
}

const CARDINALS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** `10` and `ten`. */
function cardinalForms(word: string): readonly (readonly string[])[] {
  const at = CARDINALS.indexOf(word);
  const inWords = /^\d{1,2}$/.test(word) ? CARDINALS[Number(word) - 1] : undefined;
  if (at >= 0) return [[String(at + 1)]];
  return inWords === undefined ? [] : [[inWords]];
}

/** A bare number may count editions: `Gray's anatomy 42`. */
function numberForms(word: string): readonly (readonly string[])[] {
  if (!/^[2-9]$|^[1-9]\d$/.test(word)) return [];
  return [...ordinalForms([word]), [editionWord(Number(word))]];
}

/** `vol.2` and `WG120` are one word to PostgreSQL, `vol. 2` and `WG 120` are two. */
function apartForms(word: string): readonly (readonly string[])[] {
  const [, label = '', rest = ''] = /^(\p{L}{1,8})\.?(\d+(?:\.\d+)?)$/u.exec(word) ?? [];
  if (label === '') return [];
  return (SHORT_FORMS_OF.get(label) ?? [label]).map((form) => [form, rest]);
}

/** The ordinal of a number or of number words, in figures and in words: `10th` and `tenth`. */
export function ordinalForms(words: readonly string[]): readonly (readonly string[])[] {
  const [word = ''] = words;
  const figures = BY_WORDS.get(words.join(' ')) ?? (/^\d+$/.test(word) ? `${word}${endingOf(Number(word))}` : word);
  const inWords = BY_NUMBER.get(figures);
  return inWords === undefined ? [[figures]] : [[figures], inWords];
}

/** Whether two words that follow each other are one number: `twenty first`. */
export function isNumberInWords(first: string, second: string): boolean {
  return BY_WORDS.has(`${first} ${second}`.toLowerCase());
}
