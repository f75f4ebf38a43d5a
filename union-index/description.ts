/** What the union index keeps of a record, once read: `record.description` and, merged, `edition.description`. */
import type { ClassScheme, Format, SubjectScheme } from '#domain/catalogue.ts';

export interface SubjectHeading {
  readonly scheme: SubjectScheme;
  readonly heading: string;
  readonly id: string | null;
}

/** A class mark means nothing without its scheme. */
export interface ClassmarkValue {
  readonly scheme: ClassScheme;
  readonly mark: string;
}

export interface LinkValue {
  readonly url: string;
  readonly label: string | null;
  readonly coverage: string | null;
}

/** Identifiers, validated and folded: ISBN-13 digits, ISSN `nnnn-nnnX`, LCCN normalised, OCLC digits, NLM unique id. */
export interface Identifiers {
  /** ISBN-13s that name this edition (020 $a, check digit right, not qualified as a set or another format). */
  readonly isbns: readonly string[];
  /** Valid ISBNs that stand here for something else: cancelled ($z), the set, the other format. Never match evidence alone. */
  readonly otherIsbns: readonly string[];
  readonly issns: readonly string[];
  readonly lccns: readonly string[];
  readonly oclcNumbers: readonly string[];
  readonly nlmIds: readonly string[];
  readonly dois: readonly string[];
}

/** The normalised description of one record. */
export interface RecordDescription {
  /** For people: ISBD punctuation trimmed; never empty, `[untitled]` where the record has none. */
  readonly title: string;
  /** Title proper and the rest, as match evidence. */
  readonly titleProper: string | null;
  readonly titleRemainder: string | null;
  readonly partNumber: string | null;
  readonly partName: string | null;
  /** Lower case, no article, no punctuation: for sorting. */
  readonly sortTitle: string;
  readonly creators: readonly string[];
  readonly publisher: string | null;
  readonly publishedYear: number | null;
  /** Other years that the record states: of the copyright, of the first printing, of a reprint. They excuse a gap of years. */
  readonly otherYears: readonly number[];
  readonly editionStatement: string | null;
  /** Edition number read out of the statement; null where it has none. */
  readonly editionNumber: number | null;
  readonly format: Format;
  readonly serial: boolean;
  readonly online: boolean;
  /** ISO 639-2/B codes, the text's own first. */
  readonly languages: readonly string[];
  readonly pages: number | null;
  /** Number within the first series named in `seriesTitles`; the volume of a set is `partNumber`. */
  readonly volume: string | null;
  readonly seriesTitles: readonly string[];
  readonly identifiers: Identifiers;
  readonly subjects: readonly SubjectHeading[];
  readonly classmarks: readonly ClassmarkValue[];
  readonly links: readonly LinkValue[];
}

/** An edition's merged description. Class marks say whose they are, because libraries class by different schemes. */
export interface EditionDescription extends Omit<RecordDescription, 'classmarks' | 'links'> {
  readonly classmarks: readonly (ClassmarkValue & { readonly libraries: readonly string[] })[];
  readonly links: readonly (LinkValue & { readonly libraries: readonly string[] })[];
}

/** Raised when the reading rules change: records read by older rules are read again from raw. */
export const RULES_VERSION = 1;
