/**
 * What the pairs of the counting family are made of: titles, labels, and numbers as title pages spell them. In `languages.json` words of
 * one list stand in one text, and ` | ` parts what belongs together.
 */
import { readFileSync } from 'node:fs';

/** `head` and `tail` of a title; a number may stand between them. */
export type TitleHalves = readonly [head: string, tail: string];

export type Language = ReturnType<typeof toLanguage>;

interface Said {
  /** MARC code. */
  readonly code: string;
  readonly author: string;
  readonly place: string;
  readonly publisher: string;
  /** One to twelve. */
  readonly cardinals: string;
  /** First to tenth. */
  readonly ordinals: string;
  /** The same as `2nd`, `2.`, `2e`. */
  readonly numbered: string;
  readonly pages: string;
  /** The word for an edition, and its abbreviation. */
  readonly edition: string;
  /** Levels and readers; two of a line are two books. */
  readonly levels: readonly string[];
  /** The half that the rules may be tried on. */
  readonly open: SaidHalf;
  /** The half that is scored: no list of the code has a word of it. */
  readonly scored: SaidHalf;
}

interface SaidHalf {
  readonly titles: readonly string[];
  /** What a number counts: `Step`, `Episode`. */
  readonly labels: string;
}

const words = (text: string): readonly string[] => text.split(' ');

function two(text: string): readonly [string, string] {
  const [one = '', other = ''] = text.split(' | ');
  return [one, other];
}

function toHalf({ titles, labels }: SaidHalf) {
  return { titles: titles.map(two), labels: words(labels) };
}

function toLanguage({ cardinals, ordinals, numbered, edition, levels, open, scored, ...others }: Said) {
  return {
    ...others,
    cardinals: words(cardinals),
    ordinals: words(ordinals),
    numbered: words(numbered),
    edition: two(edition),
    levels: levels.map(two),
    open: toHalf(open),
    scored: toHalf(scored),
  };
}

const said = readFileSync(new URL('languages.json', import.meta.url), 'utf8');

export const LANGUAGES = (JSON.parse(said) as readonly Said[]).map(toLanguage);
