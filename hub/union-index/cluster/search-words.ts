import { toIsbn10 } from '#domain/identifiers.ts';
import type { EditionRow } from '../repositories/editions.ts';
import type { ClassmarkValue, EditionDescription, RecordDescription } from '../description.ts';
import { unique } from '../normalise/marc-fields.ts';
import { toPartKey } from '../normalise/part-key.ts';
import { acronymWord, editionWord, partWord, wordsOfTitle } from './title-words.ts';

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

const LONGEST_MARK = 40;
/** What is classed, without the letters and figures that set the books of a class in order. */
const CLASS = /^([A-Z]{1,3})\s?(\d+)(\.\d+)?/;

/** `RC681.5.A1` as `RC 681.5` and `RC 681`: in parts, as people type it and as PostgreSQL must not read a host's name. */
function toClassWords({ scheme, mark }: ClassmarkValue): string {
  const [, letters, whole, decimals] = scheme === 'DEWEY' ? [] : (CLASS.exec(mark) ?? []);
  if (letters === undefined || whole === undefined) return mark.slice(0, LONGEST_MARK);
  const coarse = `${letters} ${whole}`;
  return decimals === undefined ? coarse : `${coarse}${decimals} \n${coarse}`;
}

function toNumbers({ identifiers }: EditionDescription, records: readonly RecordDescription[]): readonly string[] {
  const isbns = [...identifiers.isbns, ...identifiers.otherIsbns];
  // A reader has the number from a reference, whatever form of the journal that names.
  const serials = records.flatMap(({ evidence: { serial } }) => serial ?? []);
  const others = serials.flatMap(({ linkingIssns, formerIssns }) => [...linkingIssns, ...formerIssns]);
  const issns = unique([...identifiers.issns, ...others]);
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

/** What `title-words.ts` makes one word of. */
function toSingleWords(
  edition: EditionDescription,
  records: readonly RecordDescription[],
  otherTitles: readonly string[],
  creators: readonly string[],
): readonly string[] {
  const titles = unique([
    ...records.flatMap(({ titleProper, title }) => [titleProper ?? title, title]),
    ...otherTitles,
  ]);
  const found = [
    ...titles.flatMap((title) => wordsOfTitle(title, edition.serial)),
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
