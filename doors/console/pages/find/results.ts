/** The titles of a page of results: editions of one work, and what is called the same, stand together in the place of the first. */
import type { FindQuery } from '../../__generated__/operations.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { languageOf } from '../../words/language.ts';
import { plural } from '../../words/moments.ts';
import { titleHref } from '../hrefs.ts';

/** An edition that was found. */
export type Found = NonNullable<FindQuery['search']>['nodes'][number];

/** What each row is called in the template, where its state finds its place. */
export function slotOf({ id }: Pick<Found, 'id'>): string {
  return `where-${id}`;
}

export function toResults(nodes: readonly Found[]) {
  const works = Map.groupBy(nodes, keyOf);
  return [...works.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...toRow(first), others: others.map(toRow) }],
  );
}

/** Records that name no author say too little for a work: then title, names and publisher have to be the same. */
function keyOf({ work, title, creators, publisher }: Found): string {
  return work?.id ?? [title, ...creators, publisher ?? ''].join('\n').toLowerCase();
}

export function toRow(edition: Found) {
  const { title, language, creators, publishedYear, editionStatement, publisher, format, holdings } = edition;
  const libraries = new Set(holdings.map(({ library }) => library.id)).size;
  const facts = [creators.slice(0, 3).join('; '), editionStatement, publisher, publishedYear, FORMAT_WORDS[format]];
  return {
    slot: slotOf(edition),
    href: titleHref(edition.id),
    title,
    // Nobody is asked, and little space is kept for the answer.
    isOnline: holdings.length > 0 && holdings.every(({ online }) => online === true),
    lang: languageOf({ title, language }),
    facts: facts.filter((fact) => fact !== null && fact !== '').join(' · '),
    holders: plural(libraries, 'library', 'libraries'),
  };
}
