/** What the union index keeps of a record, once read: `public_description` and, merged, `edition.description`. */
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

/** A publication that a record describes a part of (MARC 773), as the record names it. */
export interface HostEntry {
  readonly title: string | null;
  readonly creator: string | null;
  /** Place, publisher and date. */
  readonly published: string | null;
  /** Where in it: volume, issue, pages. */
  readonly part: string | null;
  /** As in the record: `(NL-AmKIT)17`, `17`. */
  readonly controlNumbers: readonly string[];
  /** Subfields that MARC 21 leaves to systems, by their code; `AdapterKind.hostLinks` says what they are. */
  readonly local: Readonly<Record<string, string>>;
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
  /** Edition number read out of the statement; null if it has none. */
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
  /** Absent from what stands alone, and from what older rules have read. */
  readonly partOf?: readonly HostEntry[];
  readonly evidence: MatchEvidence;
}

/** What a record says that tells its edition from others and is shown to nobody. Text is as it stands in the record. */
export interface MatchEvidence {
  readonly responsibility: string | null;
  readonly uniformTitle: string | null;
  readonly varyingTitles: readonly string[];
  /** What the record says that is in it (505), to the length of some chapters; absent where it says nothing. */
  readonly contents?: string;
  /** The title in the script of the original, where `title` is romanised. */
  readonly scriptTitle: string | null;
  /** Dates behind the name of the main entry: `1780-1844`. */
  readonly creatorDates: string | null;
  readonly publishers: readonly string[];
  readonly places: readonly string[];
  /** Code of the country of publication; null if not coded. */
  readonly country: string | null;
  /** 008/06: what kind of date is coded; blank where none is. */
  readonly dateType: string;
  /** Years as coded in 008/07-14, whatever the type of date says of them. */
  readonly codedYears: readonly number[];
  /** The date as printed: `[1914?]`. */
  readonly statedDate: string | null;
  /** 008/18-34: illustrations, audience, form, contents, publication by a government, index, literary form. */
  readonly coded: string;
  /** Leader/06. */
  readonly recordType: string;
  /** A part of a host: an article, a chapter. */
  readonly component: boolean;
  readonly microform: boolean;
  /**
   * What carries the text, as the record says beyond a code; null if it is paper or online, or where nobody said. Perhaps a
   * microform is what is called one in 245 $h and counts the pages of the printed book.
   */
  readonly carrier: 'disc' | 'microform' | 'perhaps-microform' | null;
  /** The bindings that its ISBNs name: `hbk`, `broché`; absent from what older rules have read. */
  readonly bindings?: readonly Binding[];
  /** The volume that only its ISBNs or its extent name; absent if they name none, and from what older rules have read. */
  readonly statedVolume?: string;
  /** The record speaks of a reprint, facsimile or reproduction. */
  readonly reprint: boolean;
  /** Every arabic number of the extent, in its order: `[19, 8]` of `iv, 19 leaves, [8] leaves of plates`. */
  readonly extentNumbers: readonly number[];
  /** Pages before the text, counted in Roman numbers. */
  readonly prelimPages: number | null;
  readonly volumes: number | null;
  /** `v.`, `Bde`, over years: a set that does not count its volumes; absent from what older rules have read. */
  readonly openSet?: boolean;
  readonly heightCm: number | null;
  readonly illustrated: boolean | null;
  /** Null for what is no serial. */
  readonly serial: SerialEvidence | null;
}

export type Binding = 'hard' | 'soft' | 'other';

/** Names and numbers of a serial besides its title and ISSN. */
export interface SerialEvidence {
  /** As registered with the ISSN, without the qualifier: `BMJ`. */
  readonly keyTitles: readonly string[];
  /** `Br Med J`. */
  readonly abbreviatedTitles: readonly string[];
  /** What tells its key title from the same one of others: `Clinical research ed.` */
  readonly qualifiers: readonly string[];
  /** ISSN-L: one for all forms of a serial. */
  readonly linkingIssns: readonly string[];
  /** ISSNs that were wrong, were cancelled, or belong to the other form. */
  readonly formerIssns: readonly string[];
  /** What it continues and what continues it: other serials by definition. */
  readonly relations: readonly SerialRelation[];
}

export interface SerialRelation {
  readonly title: string | null;
  /** As in `matchKeys`: `issn:0007-1447`, `lccn:49050063`, `oclc:1537004`. */
  readonly numbers: readonly string[];
}

/** An edition's merged description. Class marks say whose they are, because libraries class by different schemes. */
export interface EditionDescription extends Omit<RecordDescription, 'classmarks' | 'links' | 'partOf' | 'evidence'> {
  readonly classmarks: readonly (ClassmarkValue & { readonly libraries: readonly string[] })[];
  readonly links: readonly (LinkValue & { readonly libraries: readonly string[] })[];
  /** Absent from what stands alone. Numbers mean something in their own system alone. */
  readonly partOf?: readonly (HostEntry & { readonly system: string })[];
}

const NO_IDENTIFIERS = {
  isbns: [],
  otherIsbns: [],
  issns: [],
  lccns: [],
  oclcNumbers: [],
  nlmIds: [],
  dois: [],
} satisfies Identifiers;

const NOTHING_SAID = {
  titleProper: null,
  titleRemainder: null,
  partNumber: null,
  partName: null,
  creators: [],
  publisher: null,
  publishedYear: null,
  otherYears: [],
  editionStatement: null,
  editionNumber: null,
  serial: false,
  online: false,
  languages: [],
  pages: null,
  volume: null,
  seriesTitles: [],
  subjects: [],
  classmarks: [],
  links: [],
} satisfies Partial<RecordDescription>;

const NO_EVIDENCE = {
  responsibility: null,
  uniformTitle: null,
  varyingTitles: [],
  scriptTitle: null,
  creatorDates: null,
  publishers: [],
  places: [],
  country: null,
  codedYears: [],
  statedDate: null,
  component: false,
  microform: false,
  carrier: null,
  reprint: false,
  extentNumbers: [],
  prelimPages: null,
  volumes: null,
  heightCm: null,
  illustrated: null,
  serial: null,
} satisfies Partial<MatchEvidence>;

/** A description as {@link parseDescription} takes it: a third of it would be names of what the record says nothing of. */
export function toStoredDescription({ identifiers, evidence, ...said }: RecordDescription): object {
  return {
    ...withoutNothing(said, NOTHING_SAID),
    identifiers: withoutNothing(identifiers, NO_IDENTIFIERS),
    evidence: withoutNothing(evidence, NO_EVIDENCE),
  };
}

/** Without what is as it would be if nothing were said. */
function withoutNothing(said: object, nothing: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(said).filter(([name, value]) => {
      const unsaid = nothing[name];
      return unsaid === undefined || !(value === unsaid || (Array.isArray(value) && value.length === 0));
    }),
  );
}

/**
 * Reads a stored description. Its shape is trusted, not checked: only `prepareRecord` and `readAgain` write descriptions,
 * what other {@link RULES_VERSION}s wrote is read again before it is matched, and matching parses each record's twice.
 */
export function parseDescription(stored: string): RecordDescription {
  // What it says nothing of is not there.
  const said = JSON.parse(stored) as RecordDescription;
  return {
    ...NOTHING_SAID,
    ...said,
    identifiers: { ...NO_IDENTIFIERS, ...said.identifiers },
    evidence: { ...NO_EVIDENCE, ...said.evidence },
  };
}

/** Raised when the rules of reading or matching change: records read by older rules are read again from raw, and matched again. */
export const RULES_VERSION = 11;
