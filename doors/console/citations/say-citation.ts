/** A title as one line that people read, and as what fills the request form of a library. */
import type { CitedFragment } from '../__generated__/operations.ts';

/** `Kumar, P. Clinical medicine. 9th ed. Elsevier, 2017. ISBN 9780702066016.` What is not known is left out. */
export function sayCitation(edition: CitedFragment): string {
  const { before, title, after } = citationParts(edition);
  return [before, title, after].filter((part) => part !== '').join(' ');
}

/** The same around its title, which may be in another language. */
export function citationParts(edition: CitedFragment) {
  const { title, creators, publisher, publishedYear, editionStatement, isbns, issns } = edition;
  const [isbn, issn] = [isbns[0], issns[0]];
  return {
    before: inSentences([creators.join('; ')]),
    title: inSentences([title]),
    after: inSentences([
      editionStatement ?? '',
      [publisher, publishedYear].filter((part) => part !== null).join(', '),
      isbn === undefined ? '' : `ISBN ${isbn}`,
      issn === undefined ? '' : `ISSN ${issn}`,
    ]),
  };
}

function inSentences(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.?!]$/.test(part) ? part : `${part}.`))
    .join(' ');
}

/**
 * The address of a library's request form with a title in its places. What is not known leaves its place empty; nothing of a reader is
 * known here. `form` as the region file has it: https or mailto.
 */
export function fillForm(form: string, edition: CitedFragment): string {
  const { title, creators, publisher, publishedYear, editionStatement, isbns, issns } = edition;
  const values: Readonly<Record<string, string>> = {
    title,
    author: creators.join('; '),
    edition: editionStatement ?? '',
    publisher: publisher ?? '',
    year: publishedYear === null ? '' : String(publishedYear),
    isbn: isbns[0] ?? '',
    issn: issns[0] ?? '',
    citation: sayCitation(edition),
  };
  return form.replaceAll(/\{(\w+)\}/g, (_, place: string) => encodeURIComponent(values[place] ?? ''));
}
