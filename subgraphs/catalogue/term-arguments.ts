/** Arguments of suggestions and browsing, checked and completed. Each function throws BAD_USER_INPUT that names the argument. */
import { badUserInput } from '#platform/errors.ts';
import { SUGGESTION_KINDS, type Browse, type Suggest } from '#search/index.ts';
import type { QueryBrowseArgs, QuerySuggestArgs } from './__generated__/types.ts';

const TEXT_MAX = 200;
const CURSOR_MAX = 4_000;
const SUGGESTIONS_MAX = 50;
const BEFORE_MAX = 100;
const ENTRIES_MAX = 200;

export function toSuggest({ text, kinds, first }: QuerySuggestArgs): Suggest {
  const wanted = new Set(kinds ?? SUGGESTION_KINDS);
  return {
    text: checkText('text', text, TEXT_MAX),
    kinds: SUGGESTION_KINDS.filter((kind) => wanted.has(kind)),
    first: checkNumber('first', first ?? 8, [1, SUGGESTIONS_MAX]),
  };
}

export function toBrowse({
  list,
  scheme = null,
  at,
  before,
  first,
  cursor = null,
}: QueryBrowseArgs & { readonly at: string }): Browse {
  if (list === 'CLASSMARK' && scheme === null) {
    throw badUserInput('scheme: class marks have an order only within their scheme; name one.');
  }
  if (list !== 'CLASSMARK' && scheme !== null) {
    throw badUserInput(`scheme: only class marks have one; leave it out for ${list}.`);
  }
  return {
    list,
    scheme,
    at: checkText('at', at, TEXT_MAX),
    before: checkNumber('before', before ?? 5, [0, BEFORE_MAX]),
    first: checkNumber('first', first ?? 20, [1, ENTRIES_MAX]),
    cursor: cursor === null ? null : checkText('cursor', cursor, CURSOR_MAX),
  };
}

function checkText(argument: string, text: string, max: number): string {
  if (text.length > max) {
    throw badUserInput(`${argument}: at most ${max} characters; these are ${text.length}.`);
  }
  return text;
}

function checkNumber(argument: string, number: number, [min, max]: readonly [number, number]): number {
  if (number >= min && number <= max) return number;
  throw badUserInput(`${argument}: ${min} to ${max}; this is ${number}.`);
}
