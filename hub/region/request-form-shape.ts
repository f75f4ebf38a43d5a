/** The shape of the address at which readers ask a library for a title: with places for what is known of the title, and of no reader. */
import { z } from 'zod';

/** What the address of a library's request form may be filled with: facts of a title, never of a reader. */
const CITATION_PLACES = ['title', 'author', 'edition', 'publisher', 'year', 'isbn', 'issn', 'citation'] as const;

const PLACE = /\{([^{}]*)\}/g;

export const requestFormShape = z.string().superRefine((address, context) => {
  const fault = faultOf(address);
  if (fault !== null) context.addIssue({ code: 'custom', message: fault });
});

function faultOf(address: string): string | null {
  if (!/^(?:https:\/\/|mailto:)/.test(address))
    return 'a request form is an address that begins with https:// or mailto:';
  const unknown = Array.from(address.matchAll(PLACE), ([, name = '']) => name).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) return `an address of a request form has places for a title alone: ${PLACES_IN_WORDS}`;
  const [where = ''] = address.split('?', 1);
  if (/[{}]/.test(where)) return 'what is known of the title stands after the ?, never before it';
  if (!URL.canParse(address.replaceAll(PLACE, 'x'))) return 'this address cannot be read';
  if (where.startsWith('mailto:')) {
    return z.email().safeParse(where.slice('mailto:'.length)).success
      ? null
      : 'mailto: is followed by one e-mail address';
  }
  const { username, password } = new URL(where);
  return username + password === '' ? null : 'an address holds no user name and no password';
}

const KNOWN: ReadonlySet<string> = new Set(CITATION_PLACES);
const PLACES_IN_WORDS = CITATION_PLACES.map((name) => `{${name}}`).join(', ');
