import { toIsbn10 } from '#domain/identifiers.ts';
import type { EditionRow } from '../repositories/editions.ts';
import type { ClassmarkValue, EditionDescription, RecordDescription } from '../description.ts';
import { unique } from '../normalise/marc-fields.ts';
import { toPartKey } from '../normalise/part-key.ts';
import { acronymWord, editionWord, initialsWord, partWord, titleWord } from '../search/title-words.ts';

/**
 * Words to find an edition by, heaviest first: titles (A), creators (B), subjects and the titles of what a serial was or
 * became (C), publisher, series, contents, class marks and numbers (D). Every record's own wording counts, so that a reader
 * finds a book by the title that their library gave it.
 */
export function toSearchWords(
  edition: EditionDescription,
  records: readonly RecordDescription[],
): EditionRow['search'] {
  const creators = unique(records.flatMap((record) => record.creators));
  const otherTitles = unique(records.flatMap(toOtherTitles));
  return {
    titles: join([edition.title, ...records.map(({ title }) => title), ...otherTitles]),
    creators: join(creators),
    subjects: join([
      ...edition.subjects.map(({ heading }) => heading.replaceAll(/--|\//g, ' ')),
      ...records.flatMap(({ evidence: { serial } }) => serial?.relations.map(({ title }) => title ?? '') ?? []),
    ]),
    rest: join([
      ...records.flatMap(toImprint),
      ...edition.classmarks.map(toClassWords),
      ...toNumbers(edition, records),
      ...toSingleWords(edition, records, otherTitles, creators),
    ]),
  };
}

/** Titles that a record has besides that of the title page. */
function toOtherTitles({ evidence }: RecordDescription): readonly string[] {
  const { serial, uniformTitle, scriptTitle, varyingTitles } = evidence;
  return [
    uniformTitle ?? '',
    scriptTitle ?? '',
    ...varyingTitles,
    ...(serial === null ? [] : [...serial.keyTitles, ...serial.abbreviatedTitles]),
  ].filter((title) => title !== '');
}

function toImprint(record: RecordDescription): readonly string[] {
  const { publisher, seriesTitles, volume, editionStatement, publishedYear, evidence } = record;
  return [
    publisher ?? '',
    ...seriesTitles.map((title, at) => (at === 0 && volume !== null ? `${title} ${volume}` : title)),
    editionStatement ?? '',
    publishedYear?.toString() ?? '',
    evidence.responsibility ?? '',
    evidence.contents ?? '',
  ];
}

/** `RC681.A1` as `RC 681 A1`: in parts, as people type it and as PostgreSQL must not read a host's name. */
function toClassWords({ scheme, mark }: ClassmarkValue): string {
  if (scheme === 'DEWEY') return mark;
  const [, letters, whole] = CLASS_WITH_DECIMALS.exec(mark) ?? [];
  const coarse = letters === undefined || whole === undefined ? '' : ` \n${letters} ${whole}`;
  return mark.replace(/^([A-Z]{1,3})\s?(?=\d)/, '$1 ').replaceAll(/\.(?=[A-Z])/g, ' ') + coarse;
}

/** `RC 455.4` is found by its class `RC 455`, too. */
const CLASS_WITH_DECIMALS = /^([A-Z]{1,3})\s?(\d+)\.\d/;

function toNumbers({ identifiers }: EditionDescription, records: readonly RecordDescription[]): readonly string[] {
  const isbns = [...identifiers.isbns, ...identifiers.otherIsbns];
  const issns = unique([...identifiers.issns, ...records.flatMap(otherIssns)]);
  return [
    ...isbns,
    ...isbns.map((isbn) => toIsbn10(isbn) ?? ''),
    ...issns,
    ...issns.map((issn) => issn.replace('-', '')),
    ...identifiers.dois,
    ...identifiers.lccns,
    ...identifiers.oclcNumbers,
    ...identifiers.nlmIds,
  ];
}

/** A reader has the number from a reference, whatever form of the journal that names. */
function otherIssns({ evidence: { serial } }: RecordDescription): readonly string[] {
  return serial === null ? [] : [...serial.linkingIssns, ...serial.formerIssns];
}

/** What `title-words.ts` makes one word of. */
function toSingleWords(
  edition: EditionDescription,
  records: readonly RecordDescription[],
  otherTitles: readonly string[],
  creators: readonly string[],
): readonly string[] {
  const proper = unique(records.flatMap(({ titleProper, title }) => [titleProper ?? title, title]));
  const found = [
    ...[...proper, ...otherTitles].map(titleWord),
    ...[...proper, ...otherTitles].map(initialsWord),
    ...creators.map(acronymWord),
    edition.editionNumber === null ? null : editionWord(edition.editionNumber),
    ...[edition.partNumber, edition.volume].map((number) => {
      const key = toPartKey(number ?? '');
      return /^\d{1,4}$/.test(key) ? partWord(key) : null;
    }),
  ];
  return unique(found.filter((word) => word !== null));
}

function join(texts: readonly string[]): string {
  return unique(texts.filter((text) => text !== '')).join(' \n');
}
