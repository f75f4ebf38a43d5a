/** How a library shelves: by class mark where the facts hold one, else by author. */
import type { DemoLibrary } from './libraries.ts';
import type { Publication } from './publications.ts';

/** Dewey libraries shelve all of it at 610. */
export function callNumber(publication: Publication, library: DemoLibrary): string {
  const { title } = publication;
  const book = (title.author === '' ? title.title.replace(/^(?:The|An?) /, '') : title.author)
    .replaceAll(/[^\p{L}]/gu, '')
    .slice(0, 3)
    .toUpperCase();
  if (title.kind === 'journal')
    return `Journals ${title.title
      .replace(/^(?:The|An?) /, '')
      .charAt(0)
      .toUpperCase()}`;
  switch (library.habit.shelving) {
    case 'NLM':
      return title.nlm === '' ? `Med ${book}` : `${title.nlm} ${book}${title.year === null ? '' : ` ${title.year}`}`;
    case 'WESSEX':
      return title.nlm === '' ? `Gen. ${book}` : `${title.nlm.replace(' ', '')} ${book}`;
    case 'DEWEY':
      return `610 ${book}`;
  }
}
