import type { EditionDescription, RecordDescription, SubjectHeading } from '../description.ts';
import { unique } from '../normalise/marc-fields.ts';
import { compareText } from './compare-text.ts';

/** A record's share in its edition. */
export interface Contribution {
  readonly description: RecordDescription;
  /** `<system> <local id>` */
  readonly sortKey: string;
  readonly system: string;
  /** Place of its system in the region file: breaks ties between records that say as much. */
  readonly systemOrder: number;
  /** Libraries that hold the edition under this record. */
  readonly libraries: readonly string[];
}

/**
 * One description out of all records of an edition. The record that says most speaks first; what it leaves out, the next
 * says. Identifiers and subjects are everybody's; class marks and links stay with the libraries whose they are.
 */
export function mergeDescriptions(contributions: readonly Contribution[]): EditionDescription {
  const ordered = contributions
    .map((contribution) => ({ ...contribution, said: completeness(contribution.description) }))
    .sort((a, b) => b.said - a.said || a.systemOrder - b.systemOrder || compareText(a.sortKey, b.sortKey));
  const all = ordered.map(({ description }) => description);
  const best = all[0];
  if (best === undefined) throw new RangeError('an edition has at least one record');
  const edition = firstWith(all, ({ editionStatement }) => editionStatement !== null) ?? best;
  const dated = firstWith(all, ({ publishedYear }) => publishedYear !== null) ?? best;
  const series = firstWith(all, ({ seriesTitles }) => seriesTitles.length > 0) ?? best;
  const partOf = mergeHosts(ordered);
  const isbns = unique(all.flatMap(({ identifiers }) => identifiers.isbns));
  return {
    title: best.title,
    titleProper: best.titleProper,
    titleRemainder: best.titleRemainder,
    partNumber: best.partNumber,
    partName: best.partName,
    sortTitle: best.sortTitle,
    creators: firstWith(all, ({ creators }) => creators.length > 0)?.creators ?? [],
    publisher: firstWith(all, ({ publisher }) => publisher !== null)?.publisher ?? null,
    publishedYear: dated.publishedYear,
    otherYears: dated.otherYears,
    editionStatement: edition.editionStatement,
    editionNumber: edition.editionNumber,
    format: best.format,
    serial: best.serial,
    online: best.online,
    languages: firstWith(all, ({ languages }) => languages.length > 0)?.languages ?? [],
    pages: firstWith(all, ({ pages }) => pages !== null)?.pages ?? null,
    volume: series.volume,
    seriesTitles: series.seriesTitles,
    identifiers: {
      isbns,
      otherIsbns: unique(all.flatMap(({ identifiers }) => identifiers.otherIsbns)).filter(
        (isbn) => !isbns.includes(isbn),
      ),
      issns: unique(all.flatMap(({ identifiers }) => identifiers.issns)),
      lccns: unique(all.flatMap(({ identifiers }) => identifiers.lccns)),
      oclcNumbers: unique(all.flatMap(({ identifiers }) => identifiers.oclcNumbers)),
      nlmIds: unique(all.flatMap(({ identifiers }) => identifiers.nlmIds)),
      dois: unique(all.flatMap(({ identifiers }) => identifiers.dois)),
    },
    subjects: mergeSubjects(all),
    classmarks: byLibrary(
      ordered.flatMap(({ description, libraries }) => description.classmarks.map((value) => ({ value, libraries }))),
      ({ scheme, mark }) => `${scheme} ${mark}`,
    ),
    links: byLibrary(
      ordered.flatMap(({ description, libraries }) => description.links.map((value) => ({ value, libraries }))),
      ({ url }) => url,
    ),
    ...(partOf.length === 0 ? {} : { partOf }),
  };
}

/** How much a record says: one point for each thing that an edition needs. */
function completeness(description: RecordDescription): number {
  const { identifiers } = description;
  const said = [
    description.titleProper !== null,
    description.titleRemainder !== null,
    description.creators.length > 0,
    description.publisher !== null,
    description.publishedYear !== null,
    description.editionStatement !== null,
    description.languages.length > 0,
    description.pages !== null,
    description.seriesTitles.length > 0,
    identifiers.isbns.length > 0 || identifiers.issns.length > 0,
    identifiers.lccns.length > 0 || identifiers.oclcNumbers.length > 0 || identifiers.nlmIds.length > 0,
    description.subjects.length > 0,
    description.classmarks.length > 0,
  ];
  // Text that could not be decoded is there, yet a record that spells its title is better.
  return said.filter(Boolean).length - (description.title.includes('\ufffd') ? 3 : 0);
}

function firstWith(
  all: readonly RecordDescription[],
  has: (description: RecordDescription) => boolean,
): RecordDescription | undefined {
  return all.find(has);
}

/** The same heading once, with the first id that anybody gives. */
function mergeSubjects(all: readonly RecordDescription[]): readonly SubjectHeading[] {
  const merged = new Map<string, SubjectHeading>();
  for (const subject of all.flatMap(({ subjects }) => subjects)) {
    const key = `${subject.scheme} ${subject.heading.toLowerCase()}`;
    const known = merged.get(key);
    if (known === undefined || (known.id === null && subject.id !== null))
      merged.set(key, { ...subject, heading: known?.heading ?? subject.heading });
  }
  return [...merged.values()];
}

/** What several records of one system say alike once. */
function mergeHosts(ordered: readonly Contribution[]): NonNullable<EditionDescription['partOf']> {
  const hosts = ordered.flatMap(({ system, description }) =>
    (description.partOf ?? []).map((host) => ({ ...host, system })),
  );
  return [...new Map(hosts.map((host) => [JSON.stringify(host), host])).values()];
}

function byLibrary<T extends object>(
  stated: readonly { readonly value: T; readonly libraries: readonly string[] }[],
  keyOf: (value: T) => string,
): readonly (T & { readonly libraries: readonly string[] })[] {
  const merged = new Map<string, { value: T; libraries: Set<string> }>();
  for (const { value, libraries } of stated) {
    const key = keyOf(value);
    const known = merged.get(key) ?? { value, libraries: new Set<string>() };
    for (const library of libraries) known.libraries.add(library);
    merged.set(key, known);
  }
  return [...merged.values()].map(({ value, libraries }) => ({
    ...value,
    libraries: [...libraries].sort(compareText),
  }));
}
