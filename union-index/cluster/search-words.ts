import { toIsbn10 } from '#domain/identifiers.ts';
import type { EditionRow } from '../repositories/editions.ts';
import type { EditionDescription, RecordDescription } from '../description.ts';
import { unique } from '../normalise/marc-fields.ts';

/**
 * Words to find an edition by, heaviest first: titles (A), creators (B), subjects (C), publisher, series and numbers (D).
 * Every record's own wording counts, so that a reader finds a book by the title that their library gave it.
 */
export function toSearchWords(
  edition: EditionDescription,
  records: readonly RecordDescription[],
): EditionRow['search'] {
  const { identifiers } = edition;
  const isbns = [...identifiers.isbns, ...identifiers.otherIsbns];
  const issns = unique([...identifiers.issns, ...records.flatMap(otherIssns)]);
  return {
    titles: join([edition.title, ...records.map(({ title }) => title)]),
    creators: join(records.flatMap(({ creators }) => creators)),
    subjects: join(edition.subjects.map(({ heading }) => heading.replaceAll(/--|\//g, ' '))),
    rest: join([
      ...records.map(({ publisher }) => publisher ?? ''),
      ...records.flatMap(({ seriesTitles }) => seriesTitles),
      ...records.map(({ editionStatement }) => editionStatement ?? ''),
      ...isbns,
      ...isbns.map((isbn) => toIsbn10(isbn) ?? ''),
      ...issns,
      ...issns.map((issn) => issn.replace('-', '')),
      ...identifiers.dois,
      ...identifiers.lccns,
      ...identifiers.oclcNumbers,
      ...identifiers.nlmIds,
    ]),
  };
}

/** A reader has the number from a reference, whatever form of the journal that names. */
function otherIssns({ evidence: { serial } }: RecordDescription): readonly string[] {
  return serial === null ? [] : [...serial.linkingIssns, ...serial.formerIssns];
}

function join(texts: readonly string[]): string {
  return unique(texts.filter((text) => text !== '')).join(' \n');
}
