/** What a page says in the words of programs: codes, ids, days as computers write them, and links that a number alone names. */

import { projectRoot } from '#tests/support/mercia-process.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Ids of libraries and systems, none of which is a word that people use. */
export function notInPlainWords(html: string, ids: readonly string[]): readonly string[] {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  const bare = Array.from(main.matchAll(/<a (?![^>]*aria-label)[^>]*>\s*([\d,.]+)\s*<\/a>/g), ([, number]) => {
    return `a link named ${String(number)}`;
  });
  const text = main
    .replaceAll(/<(textarea|code|pre|script)\b[\s\S]*?<\/\1>/g, ' ')
    // A command to be copied, and the key of a row that is sent back as it is.
    .replaceAll(/>mercia [^<]*</g, '><')
    .replaceAll(/>[A-Z_]+ [\w-]+:(?:item|record|holding):[^<]*</g, '><')
    .replaceAll('<wbr>', '')
    .replaceAll(/<[^>]+>/g, ' ');
  const found = [CODE, DAY, KEY, ...ids.map((id) => new RegExp(`(?<![\\w.:/@-])${id}(?![\\w/-])`, 'g'))].flatMap(
    (pattern) => text.match(pattern) ?? [],
  );
  return [...new Set([...bare, ...found.filter((word) => !LIBRARY_CODE.test(word) || CODES.has(word))])];
}

/** Libraries have codes of their own that look alike. */
const LIBRARY_CODE = /^[A-Z]/;
const CODES: ReadonlySet<string> = new Set(
  readFileSync(join(projectRoot, 'schema', 'supergraph.graphql'), 'utf8').match(/\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b/g),
);
const CODE = /(?:\b\d{3}:)?\b[A-Z]{2,}(?:_[A-Z0-9]+)+\b/g;
const DAY = /\b\d{4}-\d{2}-\d{2}(?:T[\d:.]+Z?)?\b/g;
const KEY = /\bkey\.[0-9a-f]{4,}/g;
