/**
 * What identifies a reader, written in one way whatever the system, so that the same person gives the same token
 * everywhere. What comes from here is personal: it goes into a keyed token at once and nowhere else.
 */

import { foldText, isReadable } from './readable-text.ts';

export interface NamedReader {
  readonly surname: string | null;
  readonly forenames: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
}

const BIRTH_DATE = /^\d{4}-\d{2}-\d{2}$/;
/** Systems that want a date are given this where nobody knows it. */
const NO_BIRTH_DATES: ReadonlySet<string> = new Set(['1900-01-01', '0000-00-00']);

/**
 * `o neill|siobhan|1980-03-01`: surname, first forename, birth date. Null if one is missing, because a name alone is
 * shared by many. Titles and further forenames do not count: one system has them, the next has not.
 */
export function nameAndBirthText({ surname, forenames, birthDate }: NamedReader): string | null {
  const family = toWords(surname);
  const [first] = toWords(forenames);
  if (family.length === 0 || first === undefined) return null;
  if (birthDate === null || !BIRTH_DATE.test(birthDate) || NO_BIRTH_DATES.has(birthDate)) return null;
  return `${family.join(' ')}|${first}|${birthDate}`;
}

/** The address in lower case; null for what is none. */
export function emailText(email: string | null): string | null {
  const address = (email ?? '').trim().toLowerCase();
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) ? address : null;
}

/** The number of a card, as any system may take it for the same; leading zeros count. Null for what is no number. */
export function cardText(card: string | null): string | null {
  return card !== null && isReadable(card) ? foldText(card) : null;
}

/** The day on which a registration ends, `YYYY-MM-DD`, without the time of day that may follow; null for what is no day. */
export function expiryText(day: string | null): string | null {
  const text = /^\d{4}-\d{2}-\d{2}/.exec(day ?? '')?.[0];
  return text === undefined || Number.isNaN(Date.parse(text)) ? null : text;
}

const TITLES: ReadonlySet<string> = new Set(['dr', 'mr', 'mrs', 'ms', 'miss', 'prof', 'professor', 'sir', 'dame']);

/** Words without accents, signs and titles: `O’Neill` and `O Neill` are one surname. */
function toWords(name: string | null): readonly string[] {
  return (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !TITLES.has(word));
}
