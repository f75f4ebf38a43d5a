import type { MarcDataField } from '#marc/index.ts';
import { subfield, type MarcFields } from '../normalise/marc-fields.ts';
import { foldText } from '../normalise/text.ts';

const TITLE_LENGTH = 70;
const PART_LENGTH = 10;
const PARTS_LENGTH = 30;
const SHORT_LENGTH = 5;
const DATES_LENGTH = 15;
const FOLDED_MAX = 30;
const MAIN_ENTRIES = ['100', '110', '111', '130'] as const;
const SEPARATOR = '|';
const ARTICLE = /^\s*(?:a|an|the) +/i;

/**
 * The key by which target systems commonly join records when they are loaded: the Colorado Alliance's Gold Rush rule
 * (December 2024). Two records with one key become one there, whatever their ISBNs say. `docs/matching.md` says what each
 * part takes. Null for a record without a title.
 *
 *     midwiferyinpractice|2001|____|2|elsev|a|||jones|||p
 */
export function loadKey(fields: MarcFields): string | null {
  const title = titleOf(fields);
  if (title === '') return null;
  return [
    title,
    yearOf(fields),
    /\d{4}/.exec(firstOf(fields.data('300'), 'a'))?.[0] ?? '',
    editionOf(firstOf(fields.data('250'), 'a')),
    start(firstOf(fields.data('264'), 'b') || firstOf(fields.data('260'), 'b')),
    fields.leader[6] ?? '',
    partsOf(fields),
    squash(firstOf(fields.data('245'), 'n')).slice(0, PART_LENGTH),
    authorOf(fields),
    squash(firstOf(fields.data('245'), 'f')).slice(0, DATES_LENGTH),
    squash(firstOf(fields.data('086'), 'a')),
    isElectronic(fields) ? 'e' : 'p',
  ].join(SEPARATOR);
}

/** An article is left out at the start of each subfield, as the rule has it. */
function titleOf(fields: MarcFields): string {
  const titles = fields.data('245');
  const title = squash(firstOf(titles, 'a')) + squash(firstOf(titles, 'b')) + squash(firstOf(titles, 'p'));
  return title.slice(0, TITLE_LENGTH);
}

/** The second date of 008 before the first: of a reprint, that of the original. */
function yearOf(fields: MarcFields): string {
  const coded = fields.control('008');
  for (const date of [coded.slice(11, 15), coded.slice(7, 11)]) if (isYear(date)) return date;
  for (const tag of ['264', '260']) {
    const stated = /[1-9]\d{3}/.exec(firstOf(fields.data(tag), 'c'))?.[0] ?? '';
    if (isYear(stated)) return stated;
  }
  return '0000';
}

function isYear(date: string): boolean {
  return /^[1-9]\d{3}$/.test(date) && date !== '9999';
}

const ORDINALS = ['fir', 'sec', 'thi', 'fou', 'fif', 'six', 'sev', 'eig', 'nin', 'ten'];

/** No statement, and one that counts nothing, are the first edition. */
function editionOf(statement: string): string {
  const text = foldText(statement);
  const digits = /^\d{1,3}/.exec(text)?.[0];
  const place = ORDINALS.indexOf(text.slice(0, 3));
  return digits ?? String(place === -1 ? 1 : place + 1);
}

/** Names of parts behind the first, which stands in the title. */
function partsOf(fields: MarcFields): string {
  let parts = '';
  let isFirst = true;
  for (const { subfields } of fields.data('245')) {
    for (const { code, value } of subfields) {
      if (code !== 'p') continue;
      if (!isFirst) parts += squash(value).slice(0, PART_LENGTH);
      isFirst = false;
    }
  }
  return parts.slice(0, PARTS_LENGTH);
}

function authorOf(fields: MarcFields): string {
  let author = '';
  for (const tag of MAIN_ENTRIES) {
    if (author.length < SHORT_LENGTH) author += start(firstOf(fields.data(tag), 'a'));
  }
  return author.slice(0, SHORT_LENGTH);
}

function isElectronic(fields: MarcFields): boolean {
  return (
    /\belectronic resource\b/i.test(firstOf(fields.data('245'), 'h')) ||
    /\belectronic reproduction\b/i.test(firstOf(fields.data('590'), 'a')) ||
    /\belectronic reproduction\b/i.test(firstOf(fields.data('533'), 'a')) ||
    /\bonline resource\b/i.test(firstOf(fields.data('300'), 'a')) ||
    fields.control('007').startsWith('c') ||
    firstOf(fields.data('337'), 'a').startsWith('c') ||
    (fields.data('086').length > 0 && fields.data('856').length > 0)
  );
}

function firstOf(fields: readonly MarcDataField[], code: string): string {
  for (const field of fields) {
    const text = subfield(field, code);
    if (text !== null) return text;
  }
  return '';
}

/** The first letters of a name; what stands far behind need not be folded for them. */
function start(name: string): string {
  return squash(name.slice(0, FOLDED_MAX)).slice(0, SHORT_LENGTH);
}

/** Small letters and digits alone, without accents and without an article at the start. */
function squash(text: string): string {
  return text === '' ? '' : foldText(text.replace(ARTICLE, '')).replaceAll(' ', '');
}
