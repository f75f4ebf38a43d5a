/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What a library system can do. */
export type Capability =
  /** Cancelling of holds. */
  | 'CANCEL_HOLD'
  /** Lists of codes with their labels: branches, locations, item types, categories of patrons. */
  | 'CODE_LISTS'
  /** Records that changed since the last harvest. */
  | 'HARVEST_CHANGES'
  /** All its records, for the index. */
  | 'HARVEST_FULL'
  /** Holding statements of serials. */
  | 'HOLDING_STATEMENTS'
  /** Length of the queue for a title. */
  | 'HOLD_QUEUE'
  /** Live status of items. */
  | 'LIVE_ITEMS'
  /** Loan counts, for reports. */
  | 'LOAN_COUNTS'
  /** Rules of lending. */
  | 'LOAN_POLICIES'
  /** Loans and holds that are open, with a token for the reader. */
  | 'OPEN_LOANS'
  /** A reader's account. */
  | 'PATRON_ACCOUNT'
  /** Placing of holds. */
  | 'PLACE_HOLD'
  /** Reader tokens, to find the same person at two systems. */
  | 'READER_TOKENS'
  /** Renewal of loans. */
  | 'RENEW'
  /** A check of a reader's card and PIN. */
  | 'VERIFY_PATRON';

/** What is in the cells of a column. */
export type CellKind =
  /** A day: `2026-01-31`. */
  | 'DATE'
  /** An address. */
  | 'LINK'
  /** A number. */
  | 'NUMBER'
  /** Text, such as a barcode: never a number, even if it has digits only. */
  | 'TEXT';

/** What is changed of a decision; what is not given stays. */
export type ChangeDecisionInput = {
  /** The day by which it is to be decided. */
  readonly dueOn?: string | null | undefined;
  /** Its id. */
  readonly id: string;
  /** What can be done, instead of what could be before. */
  readonly options?: ReadonlyArray<DecisionOptionInput> | null | undefined;
  /** Who sees to it. */
  readonly owner?: string | null | undefined;
  /** The question. */
  readonly question?: string | null | undefined;
};

/** What codes are to become. */
export type ChangeMappingsInput = {
  /** The file that they come from, if they do. */
  readonly file?: FilePartInput | null | undefined;
  /** The mappings. */
  readonly mappings: ReadonlyArray<CodeMappingInput>;
};

/** Schemes of classification. */
export type ClassScheme =
  /** The Dewey Decimal Classification. */
  | 'DEWEY'
  /** The Library of Congress Classification. */
  | 'LCC'
  /** A library's own scheme. */
  | 'LOCAL'
  /** The classification of the National Library of Medicine. */
  | 'NLM'
  /** A scheme that the record does not name. */
  | 'UNKNOWN'
  /** The Wessex classification of NHS libraries. */
  | 'WESSEX';

/**
 * Class marks of one scheme that begin alike. Capitals and blanks do not matter: `WG120` is `WG 120`. A number counts as a
 * whole, so that `WG 12` is not the beginning of `WG 120`, only of `WG 12.5`; Dewey numbers begin alike digit by digit.
 */
export type ClassmarkRange = {
  /** How they begin: `WG`, `WG 120`, `616.1`. An empty text is every mark of the scheme. At most 100 characters. */
  readonly prefix: string;
  /** The scheme. */
  readonly scheme: ClassScheme;
};

/** What was decided. */
export type CloseDecisionInput = {
  /** The decision's id. */
  readonly id: string;
  /** Place of the option that was chosen, from 0; not given for another outcome. */
  readonly option?: number | null | undefined;
  /** The outcome in words; that of the option if not given. */
  readonly outcome?: string | null | undefined;
};

/** The lists of codes that a system has. */
export type CodeListName =
  /** Branches: who owns a copy. */
  | 'BRANCH'
  /** Collections. */
  | 'COLLECTION'
  /** Item types. */
  | 'ITEM_TYPE'
  /** Locations: where a copy stands. */
  | 'LOCATION'
  /** Categories of readers. */
  | 'PATRON_CATEGORY'
  /** Statuses of copies, as the system calls them. */
  | 'STATUS';

/** What a code is to become. */
export type CodeMappingInput = {
  /** The code, as the system spells it; if only one is like it, case and blanks at the ends may differ. */
  readonly code: string;
  /** Its line in the file. */
  readonly line?: number | null | undefined;
  /** The list. */
  readonly list: CodeListName;
  /** A note. Null leaves the one that there is. */
  readonly note?: string | null | undefined;
  /** `SUGGESTED` leaves a suggestion of the same target as it is. Everything else is a decision. */
  readonly state?: MappingState | null | undefined;
  /** Id of the system. */
  readonly system: string;
  /** The code of the target. Null takes the mapping back. */
  readonly target?: string | null | undefined;
};

/** How a job stands. */
export type ComparisonJobState =
  /** Somebody ended it. */
  | 'CANCELLED'
  /** It is done. */
  | 'DONE'
  /** It could not be done: see `problem`. */
  | 'FAILED'
  /** It is being done. */
  | 'RUNNING'
  /** Nobody has begun. */
  | 'WAITING';

/** Rows that have one of some values. */
export type Condition = {
  /** Which dimension. */
  readonly dimension: Dimension;
  /** One or more values; `(not told)` and `(none)` are values too. */
  readonly in: ReadonlyArray<string>;
};

/** Something that can be done. */
export type DecisionOptionInput = {
  /** What, in words. */
  readonly text: string;
  /** Which of the decision's rows it changes; all if not given. */
  readonly where?: ReadonlyArray<Condition> | null | undefined;
};

/** How a decision stands. */
export type DecisionState =
  /** It is decided. */
  | 'DECIDED'
  /** It is to be decided. */
  | 'OPEN';

/** By what rows are counted and chosen. A value that the system does not tell is `(not told)`, one that is empty is `(none)`. */
export type Dimension =
  /** Items: year of acquisition. */
  | 'ACQUIRED_YEAR'
  /** Items: `USUAL`; `MISSING`; `SCIENTIFIC`, what a spreadsheet makes of a long number; `BLANKS` in it; `SIGNS` in it that are neither letters nor digits. */
  | 'BARCODE_FORM'
  /** Items: how many characters the barcode has. */
  | 'BARCODE_LENGTH'
  /** Items: the first four characters of the barcode. */
  | 'BARCODE_PREFIX'
  /** Records: `YES` if it says too little to judge whether it is the same edition as another. */
  | 'BRIEF'
  /** Records: schemes of the class marks. */
  | 'CLASS_SCHEME'
  /** Items: the system's code of the collection. */
  | 'COLLECTION'
  /** Records: in which fields it differs from the first record of its edition, and how: `<field>:<class>`; see docs/comparing.md. */
  | 'CONFLICT'
  /** Items: year in which it came into its system. */
  | 'CREATED_YEAR'
  /** Statements: `YES` if its first year or volume can be read. */
  | 'DATED'
  /** Records: rules that its MARC fields break, `<tag>:<rule>`; see docs/profiles.md. */
  | 'FAULT'
  /** Records: tags of the MARC fields that it has. */
  | 'FIELD'
  /** Records, items, statements: what was found in it when the snapshot was taken; see `findingKinds`. */
  | 'FINDING'
  /** Items: what was found in it, with what it shares with others, `<finding>:<group>`: all rows of one clash have the same. */
  | 'FINDING_GROUP'
  /** Records: book, journal and so on, as `Edition.format`. */
  | 'FORMAT'
  /** Records: `YES` if it has copies, hidden ones included. */
  | 'HAS_ITEMS'
  /** Records: `YES` if a library states a run under it. */
  | 'HAS_STATEMENTS'
  /** Records: `NO` if it has no title. */
  | 'HAS_TITLE'
  /** Records: how many libraries have the edition: with a copy that can be found, or without copies (a run, a link). `(none)` for records that are in no edition. */
  | 'HELD_BY'
  /** Records: the libraries that have the edition, as in `HELD_BY`. */
  | 'HOLDER'
  /** Records: `YES` if it has a valid ISBN. */
  | 'IDENTIFIER'
  /** Items: the system's code of the item type. */
  | 'ITEM_TYPE'
  /** Statements: `MAIN`, `SUPPLEMENT`, `INDEX`. */
  | 'KIND'
  /** Records: what nearly every record says and this one does not: `TITLE`, `CLASS_MARK`, `SUBJECT` and so on; see docs/profiles.md. */
  | 'LACKS'
  /** Records: language codes (ISO 639-2/B). */
  | 'LANGUAGE'
  /** Items: year of the last loan. */
  | 'LAST_BORROWED_YEAR'
  /** Items: `YES` for the only copy of its edition in the region that can be found. */
  | 'LAST_COPY'
  /** Items: why it stands in no public count; `(none)` for all others. */
  | 'LEFT_OUT'
  /** Records, items, statements: id of the library that owns the copy, or holds the title. Copies whose owner nobody knows are `(none)`. */
  | 'LIBRARY'
  /** Items: the system's code of the permanent location. */
  | 'LOCATION'
  /** Records: `YES` for what is read online. */
  | 'ONLINE'
  /** Items: the system's code of the owner. */
  | 'OWNER_CODE'
  /** Records: ids of records, the same in every snapshot: `koha-a:record:12`. */
  | 'RECORD'
  /** Items, statements: who may see its record. */
  | 'RECORD_VISIBILITY'
  /** Records: rows by their numbers, as the filters behind reports name them. */
  | 'ROW'
  /** Items: ids of libraries of which another copy has the same barcode, or one that is alike. */
  | 'SAME_BARCODE_AT'
  /** Items: ids of systems in which another copy has the same barcode, or one that is alike. */
  | 'SAME_BARCODE_IN'
  /** Records: `YES` for serials. */
  | 'SERIAL'
  /** Items: how it stood at harvest, as `Item.status`. */
  | 'STATUS'
  /** Items: the same in the system's own words. */
  | 'STATUS_AT_SOURCE'
  /** Records, items, statements: id of the system. */
  | 'SYSTEM'
  /**
   * Records: the libraries of which it is the first public record of its edition. Records of one library here are as many as its
   * titles, each once; with `HOLDER` of the same library those of which it has a copy that can be found.
   */
  | 'TITLE_OF'
  /** Items: what may be done with it, as `Item.use`. */
  | 'USE'
  /** Records, items: who may see it: `PUBLIC`, `SUPPRESSED`, `ILL_TEMPORARY`, `UNKNOWN`. */
  | 'VISIBILITY'
  /** Records: the libraries that have any edition of the work. */
  | 'WORK_HOLDER'
  /** Records: year of publication. */
  | 'YEAR';

/** What an export is written to. */
export type ExportFormat =
  /** Comma-separated values. */
  | 'CSV'
  /** JSON, for a program. */
  | 'JSON'
  /** A workbook. */
  | 'XLSX';

/** Properties by which search results are counted. */
export type FacetField =
  /** Format of the edition. */
  | 'FORMAT'
  /** Languages of the text. */
  | 'LANGUAGE'
  /** Libraries that hold it; an edition counts once for each. */
  | 'LIBRARY'
  /** Networks with a library that holds it; an edition counts once for each. */
  | 'NETWORK'
  /** Whether it is read online: `true` or `false`. */
  | 'ONLINE'
  /** Sites that keep copies of it; an edition counts once for each. */
  | 'SITE'
  /** Subject headings. */
  | 'SUBJECT'
  /** Year of publication. For `publishedFrom` and `publishedTo`. */
  | 'YEAR';

/** How far a live fact can be trusted. */
export type FactState =
  /** The system stated it earlier, at `asOf`, and cannot confirm it now. */
  | 'LAST_KNOWN'
  /** The system stated it for this answer. */
  | 'LIVE'
  /** This system cannot state it. */
  | 'NOT_SUPPORTED'
  /** Not known; never to be read as "not available". */
  | 'UNKNOWN';

/** A file, or a part of one, from which rows come. What is refused of it can be listed again (`refusedRows`). */
export type FilePartInput = {
  /** True for the first part: what was refused of an earlier file of this name is forgotten then. */
  readonly isFirst: boolean;
  /** Its name, without folders: 1 to 200 characters. */
  readonly name: string;
  /** Rows that could not be read. */
  readonly unread?: ReadonlyArray<UnreadRowInput> | null | undefined;
};

/** What kind of thing an edition is. */
export type Format =
  /** A sound recording. */
  | 'AUDIO'
  /** A printed book. */
  | 'BOOK'
  /** A book that is read online. */
  | 'EBOOK'
  /** A journal or other serial that is read online. */
  | 'EJOURNAL'
  /** A printed journal or other serial. */
  | 'JOURNAL'
  /** A kit of several things. */
  | 'KIT'
  /** An object: a model, a bone, a game. */
  | 'OBJECT'
  /** None of these. */
  | 'OTHER'
  /** A report or other grey literature. */
  | 'REPORT'
  /** A thesis or dissertation. */
  | 'THESIS'
  /** The record does not say. */
  | 'UNKNOWN'
  /** Video or film. */
  | 'VIDEO';

/** What a system does not report of a copy. */
export type ItemLimitation =
  /** It may be on the hold shelf: holds could not be seen. */
  | 'HOLD_SHELF_NOT_TOLD'
  /** It may be on its way somewhere: transfers, or some of them, could not be seen. */
  | 'TRANSIT_NOT_TOLD';

/**
 * Status of a copy, not the rule for its use. If several are true, the first of these counts: withdrawn, lost, claimed
 * returned, on loan, on hold shelf, in transit, missing, damaged, in process or on order, available.
 */
export type ItemStatus =
  /** Being bound or repaired. */
  | 'AT_BINDERY'
  /** In its place, or being put back today. */
  | 'AVAILABLE'
  /** Said to be returned by the reader, not found by the library. */
  | 'CLAIMED_RETURNED'
  /** Damaged. */
  | 'DAMAGED'
  /** Arrived and not ready for readers. */
  | 'IN_PROCESS'
  /** On its way between sites, or to the hold shelf. */
  | 'IN_TRANSIT'
  /** In use inside the library. */
  | 'IN_USE_ON_SITE'
  /** Given up by the library. */
  | 'LOST'
  /** Not found where it should be. */
  | 'MISSING'
  /** Waiting for the reader who asked for it. */
  | 'ON_HOLD_SHELF'
  /** Lent to a reader. */
  | 'ON_LOAN'
  /** Ordered and not arrived. */
  | 'ON_ORDER'
  /** Returned and not back in its place yet. */
  | 'RESHELVING'
  /** Not available, for a reason without a value of its own here. */
  | 'UNAVAILABLE'
  /** Not known; never to be read as "not available". */
  | 'UNKNOWN'
  /** No longer part of the stock. */
  | 'WITHDRAWN';

/** Rule for the use of a copy, not its state. */
export type ItemUse =
  /** Lent by the hour. */
  | 'HOURLY'
  /** Lent for days or weeks. */
  | 'LOAN'
  /** Read online: there is no physical copy. */
  | 'ONLINE'
  /** Read in the library only. */
  | 'REFERENCE'
  /** Lent to some readers only, or on request. */
  | 'RESTRICTED'
  /** Lent for a shorter time than others. */
  | 'SHORT_LOAN'
  /** Not known. */
  | 'UNKNOWN';

/** What is to be decided. */
export type MakeDecisionInput = {
  /** The day by which it is to be decided. */
  readonly dueOn?: string | null | undefined;
  /** What the rows are. */
  readonly of: Population;
  /** What can be done. If not given: each system, or each library if there is one system only, changes its rows. */
  readonly options?: ReadonlyArray<DecisionOptionInput> | null | undefined;
  /** Who sees to it. */
  readonly owner?: string | null | undefined;
  /** The question, as somebody would ask it. */
  readonly question: string;
  /** Name of the snapshot that raises it; the newest if not given. */
  readonly snapshot?: string | null | undefined;
  /**
   * The rows that it is about, such as one `FINDING_GROUP`, or the codes of two systems. The `drill` of a report's row says
   * both.
   */
  readonly where: ReadonlyArray<Condition>;
};

/** How far a mapping is. */
export type MappingState =
  /** Somebody decided it. */
  | 'DECIDED'
  /** Mercia suggests it, and nobody has decided. */
  | 'SUGGESTED'
  /** The code becomes nothing yet. */
  | 'UNMAPPED';

/** What is to be looked at before a mapping is used. */
export type MappingWarning =
  /** More than one target is possible, or codes that differ by case and blanks alone become different things. */
  | 'AMBIGUOUS'
  /** Codes that mean something else become the same. */
  | 'DIFFERENT_MEANINGS'
  /** The target no longer has the code. */
  | 'TARGET_GONE'
  /** The code of the target is longer than the target takes. */
  | 'TOO_LONG';

/** What can be counted. */
export type Population =
  /** Copies, those in no public count included. */
  | 'ITEMS'
  /** Bibliographic records, whoever may see them. */
  | 'RECORDS'
  /** Statements of runs. */
  | 'STATEMENTS';

/** Reasons why a fact is not fully live. */
export type ReasonCode =
  /** The answer could not be read. */
  | 'BAD_ANSWER'
  /** The system failed so often that it is not asked for a while. */
  | 'CIRCUIT_OPEN'
  /** The system is frozen for a move. */
  | 'FROZEN'
  /** The system cannot say. */
  | 'NOT_SUPPORTED'
  /** The system asked for fewer requests. */
  | 'RATE_LIMITED'
  /** The system refused the credentials, or Mercia lacks a permission there. */
  | 'REFUSED'
  /** No answer in time. */
  | 'TIMEOUT'
  /** The title has more copies than can be checked at once. */
  | 'TOO_MANY_ITEMS'
  /** No connection, or a broken one. */
  | 'UNREACHABLE';

/** One more thing that a report is told. */
export type ReportOption = {
  /** What, as the report calls it: `other`. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
};

/** What the value of a report's option is. */
export type ReportOptionValue =
  /** The id of a library. */
  | 'LIBRARY'
  /** The name of an earlier snapshot. */
  | 'SNAPSHOT'
  /** Any text. */
  | 'TEXT'
  /** One of the option's `values`. */
  | 'VALUE';

/** Filter of a search. An edition must match every field given, and at least one of the values in each field. */
export type SearchFilter = {
  /** Class marks by how they begin, each within its scheme. */
  readonly classmarks?: ReadonlyArray<ClassmarkRange> | null | undefined;
  /** Complete names of creators, as in `Edition.creators`. */
  readonly creators?: ReadonlyArray<string> | null | undefined;
  /** Formats. */
  readonly formats?: ReadonlyArray<Format> | null | undefined;
  /** Languages of the text, ISO 639-2/B codes such as `eng`. */
  readonly languages?: ReadonlyArray<string> | null | undefined;
  /** Ids of libraries that hold it. */
  readonly libraries?: ReadonlyArray<string> | null | undefined;
  /** Ids of networks with a library that holds it. */
  readonly networks?: ReadonlyArray<string> | null | undefined;
  /** Whether it is read online. */
  readonly online?: boolean | null | undefined;
  /** First year of publication, inclusive. Editions without a year are left out. */
  readonly publishedFrom?: number | null | undefined;
  /** Last year of publication, inclusive. Editions without a year are left out. */
  readonly publishedTo?: number | null | undefined;
  /** Ids of sites that keep copies of it. */
  readonly sites?: ReadonlyArray<string> | null | undefined;
  /** Complete subject headings, as in `Subject.heading`. */
  readonly subjects?: ReadonlyArray<string> | null | undefined;
};

/** Whether a snapshot is all there. */
export type SnapshotState =
  /** It could not be taken. Drop it and take another. */
  | 'FAILED'
  /** It is being taken; its numbers are not complete. */
  | 'TAKING'
  /** It is complete and stays as it is. */
  | 'WHOLE';

/** What is exported: a report (`report`), the rows of a population (`of`, `where`), or its numbers (`of`, `where`, `by`). */
export type StartExportInput = {
  /** By which dimensions they are counted, if only numbers are exported. */
  readonly by?: ReadonlyArray<Dimension> | null | undefined;
  /** What the rows are written to. */
  readonly format: ExportFormat;
  /** Id of the library that the report is about. */
  readonly library?: string | null | undefined;
  /** What the rows are. */
  readonly of?: Population | null | undefined;
  /** What the report is told besides. */
  readonly options?: ReadonlyArray<ReportOption> | null | undefined;
  /** Name of the report. */
  readonly report?: string | null | undefined;
  /** Name of the snapshot. */
  readonly snapshot: string;
  /** Whether notes of staff on copies go along, as far as the caller may see them. */
  readonly staffNotes?: boolean | null | undefined;
  /** Id of the system that the report is about. */
  readonly system?: string | null | undefined;
  /** Which of them; all if not given. */
  readonly where?: ReadonlyArray<Condition> | null | undefined;
};

/** Why a target was suggested, or why none was. */
export type SuggestionReason =
  /** The target has a code that is spelled alike, and its label or meaning is another: none is suggested. */
  | 'MEANS_OTHERWISE'
  /** The target has nothing like it. */
  | 'NOTHING_ALIKE'
  /** The target has a code that is spelled alike; case and blanks at the ends are no difference. */
  | 'SAME_CODE'
  /** The target has one code of the same label. */
  | 'SAME_LABEL'
  /** The target has one code that stands for the same status or use. */
  | 'SAME_MEANING'
  /** Several codes of the target are like it: none is suggested. */
  | 'SEVERAL_ALIKE';

/** What is wanted of a snapshot. */
export type TakeSnapshotInput = {
  /** Its name: 1 to 80 letters, digits, blanks, dots, hyphens and underscores; no other snapshot may have it. */
  readonly name: string;
  /** What it is for. */
  readonly note?: string | null | undefined;
  /** Ids of the systems; all of the region if not given. */
  readonly systems?: ReadonlyArray<string> | null | undefined;
};

/** A row of a file that could not be read. */
export type UnreadRowInput = {
  /** Header of the column; null if the whole row is meant. */
  readonly column?: string | null | undefined;
  /** Its line. */
  readonly line: number;
  /** Why, in a sentence. */
  readonly problem: string;
};

/** Roles of callers who signed in. */
export type ViewerRole =
  /** A person or program that plans the move of libraries to another system. */
  | 'MIGRATION'
  /** A person or program that runs this Mercia. */
  | 'OPERATOR'
  /** A person whom an issuer knows: their own accounts, once they are linked. */
  | 'PATRON'
  /** Staff of the libraries in `Viewer.libraries`. */
  | 'STAFF';

/** Days of the week. */
export type Weekday =
  /** Friday. */
  | 'FRIDAY'
  /** Monday. */
  | 'MONDAY'
  /** Saturday. */
  | 'SATURDAY'
  /** Sunday. */
  | 'SUNDAY'
  /** Thursday. */
  | 'THURSDAY'
  /** Tuesday. */
  | 'TUESDAY'
  /** Wednesday. */
  | 'WEDNESDAY';

export type SnapshotsQueryVariables = Exact<{ [key: string]: never; }>;


export type SnapshotsQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly harvest: { readonly lastCompleteAt: string | null, readonly records: number } | null }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly note: string | null, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }> }> | null };

export type RecordsThenQueryVariables = Exact<{
  snapshot: string;
}>;


export type RecordsThenQuery = { readonly snapshot: { readonly table: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null };

export type SnapshotJobsQueryVariables = Exact<{ [key: string]: never; }>;


export type SnapshotJobsQuery = { readonly comparisonJobs: ReadonlyArray<{ readonly id: string, readonly kind: string, readonly snapshot: string | null, readonly state: ComparisonJobState, readonly step: string | null, readonly done: number, readonly total: number | null, readonly askedAt: string, readonly startedAt: string | null, readonly finishedAt: string | null, readonly problem: string | null }> | null };

export type CompareRegionQueryVariables = Exact<{ [key: string]: never; }>;


export type CompareRegionQuery = { readonly region: { readonly name: string } | null };

export type TakeSnapshotMutationVariables = Exact<{
  input: TakeSnapshotInput;
}>;


export type TakeSnapshotMutation = { readonly takeSnapshot: { readonly snapshot: { readonly name: string }, readonly job: { readonly id: string } } | null };

export type DropSnapshotMutationVariables = Exact<{
  name: string;
}>;


export type DropSnapshotMutation = { readonly dropSnapshot: { readonly name: string } | null };

export type CancelSnapshotJobMutationVariables = Exact<{
  id: string;
}>;


export type CancelSnapshotJobMutation = { readonly cancelComparisonJob: { readonly job: { readonly id: string, readonly snapshot: string | null } | null } | null };

export type DecisionsQueryVariables = Exact<{
  state: DecisionState;
  snapshot: string;
  library?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type DecisionsQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState } | null, readonly decisions: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly question: string, readonly owner: string | null, readonly dueOn: string | null, readonly libraries: ReadonlyArray<string>, readonly outcome: string | null, readonly closedAt: string | null, readonly items: number | null, readonly of: Population, readonly inSnapshot: { readonly items: number | null, readonly readers: number | null, readonly why: string | null, readonly stillThere: boolean | null } | null, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type OneDecisionQueryVariables = Exact<{
  id: string;
  snapshot: string;
}>;


export type OneDecisionQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly findingKinds: ReadonlyArray<{ readonly name: string, readonly says: string }>, readonly decision: { readonly id: string, readonly snapshot: string, readonly question: string, readonly of: Population, readonly libraries: ReadonlyArray<string>, readonly items: number | null, readonly readers: number | null, readonly owner: string | null, readonly dueOn: string | null, readonly madeAt: string, readonly changedAt: string | null, readonly state: DecisionState, readonly chosen: number | null, readonly outcome: string | null, readonly closedAt: string | null, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }>, readonly options: ReadonlyArray<{ readonly text: string, readonly items: number | null, readonly readers: number | null, readonly why: string | null }>, readonly inSnapshot: { readonly items: number | null, readonly readers: number | null, readonly why: string | null, readonly stillThere: boolean | null } | null } | null };

export type RowsToDecideQueryVariables = Exact<{
  snapshot: string;
  of: Population;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
}>;


export type RowsToDecideQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly findingKinds: ReadonlyArray<{ readonly name: string, readonly says: string }>, readonly snapshot: { readonly state: SnapshotState, readonly count: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> } } | null };

export type RaiseDecisionMutationVariables = Exact<{
  input: MakeDecisionInput;
}>;


export type RaiseDecisionMutation = { readonly makeDecision: { readonly decision: { readonly id: string } } | null };

export type ChangeDecisionMutationVariables = Exact<{
  input: ChangeDecisionInput;
}>;


export type ChangeDecisionMutation = { readonly changeDecision: { readonly decision: { readonly id: string } } | null };

export type CloseDecisionMutationVariables = Exact<{
  input: CloseDecisionInput;
}>;


export type CloseDecisionMutation = { readonly closeDecision: { readonly decision: { readonly outcome: string | null } } | null };

export type FindQueryVariables = Exact<{
  query: string;
  filter?: SearchFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type FindQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly name: string, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly problem: string | null } | null }> } | null, readonly search: { readonly totalCount: number, readonly approximate: boolean, readonly searchedInstead: string | null, readonly didYouMean: string | null, readonly wordsLeftOut: ReadonlyArray<string>, readonly nodes: ReadonlyArray<{ readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly publisher: string | null, readonly format: Format, readonly holdings: ReadonlyArray<{ readonly library: { readonly id: string } }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly facets: ReadonlyArray<{ readonly field: FacetField, readonly values: ReadonlyArray<{ readonly value: string, readonly label: string, readonly count: number, readonly exact: boolean }> }> } | null };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly libraries: ReadonlyArray<{ readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null }> } | null, readonly search: { readonly totalCount: number, readonly approximate: boolean } | null };

export type LibraryQueryVariables = Exact<{
  id: string;
}>;


export type LibraryQuery = { readonly region: { readonly name: string, readonly bankHolidays: ReadonlyArray<string> } | null, readonly library: { readonly id: string, readonly name: string, readonly holdingsCount: number, readonly timeZone: string, readonly openNow: boolean | null, readonly opensNext: string | null, readonly closesAt: string | null, readonly network: { readonly name: string } | null, readonly organisations: ReadonlyArray<{ readonly name: string }>, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null, readonly closures: ReadonlyArray<{ readonly from: string, readonly to: string | null, readonly note: string | null }>, readonly sites: ReadonlyArray<{ readonly id: string, readonly name: string, readonly openNow: boolean | null, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null, readonly address: { readonly lines: ReadonlyArray<string>, readonly town: string | null, readonly postcode: string | null } | null, readonly openingHours: ReadonlyArray<{ readonly day: Weekday, readonly times: ReadonlyArray<{ readonly opens: string, readonly closes: string }> }> | null }>, readonly system: { readonly id: string, readonly name: string, readonly capabilities: ReadonlyArray<Capability> }, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly problem: string | null, readonly running: boolean } | null } | null };

export type MappingsQueryVariables = Exact<{
  snapshot: string;
  list?: CodeListName | null | undefined;
  system?: string | null | undefined;
  state?: MappingState | null | undefined;
  after?: string | null | undefined;
}>;


export type MappingsQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly state: SnapshotState }> | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState, readonly report: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null } | null, readonly codeMappings: { readonly nodes: ReadonlyArray<{ readonly system: string, readonly list: CodeListName, readonly code: string, readonly label: string | null, readonly items: number | null, readonly target: string | null, readonly targetLabel: string | null, readonly state: MappingState, readonly reason: SuggestionReason | null, readonly warnings: ReadonlyArray<MappingWarning>, readonly note: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CodesToDecideQueryVariables = Exact<{
  snapshot: string;
  list: CodeListName;
  system: string;
  after?: string | null | undefined;
}>;


export type CodesToDecideQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly state: SnapshotState }> | null, readonly targetLists: ReadonlyArray<{ readonly list: CodeListName, readonly greatestLength: number | null, readonly codes: ReadonlyArray<{ readonly code: string, readonly label: string | null }> }> | null, readonly codeMappings: { readonly nodes: ReadonlyArray<{ readonly system: string, readonly list: CodeListName, readonly code: string, readonly label: string | null, readonly items: number | null, readonly target: string | null, readonly targetLabel: string | null, readonly state: MappingState, readonly reason: SuggestionReason | null, readonly warnings: ReadonlyArray<MappingWarning>, readonly note: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type DecideMappingMutationVariables = Exact<{
  input: ChangeMappingsInput;
}>;


export type DecideMappingMutation = { readonly changeMappings: { readonly taken: number, readonly refused: ReadonlyArray<{ readonly column: string | null, readonly problem: string }> } | null };

export type SuggestMappingsMutationVariables = Exact<{ [key: string]: never; }>;


export type SuggestMappingsMutation = { readonly suggestMappings: { readonly suggested: number, readonly unmapped: number } | null };

export type FixListOfQueryVariables = Exact<{ [key: string]: never; }>;


export type FixListOfQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly takenAt: string, readonly state: SnapshotState }> | null };

export type OverlapQueryVariables = Exact<{
  snapshot: string;
}>;


export type OverlapQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }>, readonly report: { readonly title: string, readonly notReconciled: ReadonlyArray<{ readonly text: string }>, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string> }>, readonly matrix: ReadonlyArray<{ readonly columns: ReadonlyArray<{ readonly header: string }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }> } }>, readonly alone: ReadonlyArray<{ readonly columns: ReadonlyArray<{ readonly header: string }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }> } }> } | null } | null };

export type ReportQueryVariables = Exact<{
  snapshot: string;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
  table?: string | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ReportQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string }> }> } | null, readonly comparisonReports: ReadonlyArray<{ readonly name: string, readonly question: string, readonly scope: string, readonly aboutReaders: boolean, readonly options: ReadonlyArray<{ readonly name: string, readonly says: string, readonly takes: ReportOptionValue, readonly values: ReadonlyArray<string> }> }>, readonly snapshots: ReadonlyArray<{ readonly name: string, readonly takenAt: string, readonly state: SnapshotState }> | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly problem: string | null }>, readonly report: { readonly title: string, readonly notReconciled: ReadonlyArray<{ readonly text: string }>, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }>, readonly tables: ReadonlyArray<{ readonly name: string, readonly title: string, readonly totalRows: number | null, readonly columns: ReadonlyArray<{ readonly header: string, readonly kind: CellKind, readonly counts: boolean }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null>, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }> } | null } | null };

export type ReportFindingQueryVariables = Exact<{
  snapshot: string;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
}>;


export type ReportFindingQuery = { readonly snapshot: { readonly report: { readonly title: string, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly remedy: string | null, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }> } | null } | null };

export type StartReportExportMutationVariables = Exact<{
  input: StartExportInput;
}>;


export type StartReportExportMutation = { readonly startExport: { readonly export: { readonly id: string } } | null };

export type ReportRowsQueryVariables = Exact<{
  snapshot: string;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
  table: string;
  first: number;
  after?: string | null | undefined;
  export: string;
}>;


export type ReportRowsQuery = { readonly snapshot: { readonly report: { readonly notReconciled: ReadonlyArray<{ readonly text: string }>, readonly tables: ReadonlyArray<{ readonly columns: ReadonlyArray<{ readonly header: string, readonly kind: CellKind }>, readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }> } | null } | null };

export type CountedRowsQueryVariables = Exact<{
  snapshot: string;
  of: Population;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
}>;


export type CountedRowsQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshot: { readonly name: string, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string>, readonly libraries: ReadonlyArray<string> }>, readonly count: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> } } | null, readonly findingKinds: ReadonlyArray<{ readonly name: string, readonly says: string }> };

export type RecordRowsQueryVariables = Exact<{
  snapshot: string;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
  first: number;
  after?: string | null | undefined;
  export?: string | null | undefined;
}>;


export type RecordRowsQuery = { readonly snapshot: { readonly records: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly system: string, readonly localId: string, readonly title: string | null, readonly visibility: string, readonly format: string | null, readonly year: number | null, readonly libraries: ReadonlyArray<string>, readonly itemCount: number, readonly staffLink: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type ItemRowsQueryVariables = Exact<{
  snapshot: string;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
  first: number;
  after?: string | null | undefined;
  export?: string | null | undefined;
}>;


export type ItemRowsQuery = { readonly snapshot: { readonly items: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly system: string, readonly localId: string, readonly recordLocalId: string | null, readonly title: string | null, readonly barcode: string | null, readonly ownerCode: string | null, readonly library: string | null, readonly callNumber: string | null, readonly locationCode: string | null, readonly itemType: string | null, readonly visibility: string, readonly status: string | null, readonly statusAtSource: string | null, readonly leftOut: string | null, readonly staffLink: string | null, readonly details: ReadonlyArray<{ readonly name: string, readonly values: ReadonlyArray<string> }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type StatementRowsQueryVariables = Exact<{
  snapshot: string;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
  first: number;
  after?: string | null | undefined;
  export?: string | null | undefined;
}>;


export type StatementRowsQuery = { readonly snapshot: { readonly statements: { readonly nodes: ReadonlyArray<{ readonly system: string, readonly recordLocalId: string | null, readonly title: string | null, readonly library: string, readonly kind: string, readonly text: string, readonly starts: string | null, readonly ends: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type StartExportMutationVariables = Exact<{
  input: StartExportInput;
}>;


export type StartExportMutation = { readonly startExport: { readonly export: { readonly id: string, readonly rowCount: number | null } } | null };

export type RegionNameQueryVariables = Exact<{ [key: string]: never; }>;


export type RegionNameQuery = { readonly region: { readonly name: string } | null };

export type ViewerQueryVariables = Exact<{ [key: string]: never; }>;


export type ViewerQuery = { readonly viewer: { readonly role: ViewerRole, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null };

export type SnapshotOverviewQueryVariables = Exact<{
  snapshot: string;
}>;


export type SnapshotOverviewQuery = { readonly region: { readonly name: string, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string }> } | null, readonly snapshot: { readonly name: string, readonly note: string | null, readonly takenAt: string, readonly state: SnapshotState, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string>, readonly libraries: ReadonlyArray<string> }>, readonly records: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly items: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly statements: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly recordsBySystem: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly itemsBySystem: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly statementsBySystem: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly itemsByLibrary: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly hidden: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> }, readonly leftOut: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null, readonly comparisonReports: ReadonlyArray<{ readonly name: string, readonly question: string, readonly scope: string, readonly aboutReaders: boolean }> };

export type SnapshotFindingQueryVariables = Exact<{
  snapshot: string;
  name: string;
}>;


export type SnapshotFindingQuery = { readonly snapshot: { readonly report: { readonly title: string } | null } | null };

export type SystemsQueryVariables = Exact<{ [key: string]: never; }>;


export type SystemsQuery = { readonly region: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly name: string, readonly kind: string, readonly capabilities: ReadonlyArray<Capability>, readonly libraries: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly harvest: { readonly lastCompleteAt: string | null, readonly lagSeconds: number | null, readonly records: number, readonly rejects: number, readonly running: boolean, readonly problem: string | null } | null }> } | null };

export type TitleQueryVariables = Exact<{
  id: string;
}>;


export type TitleQuery = { readonly region: { readonly name: string } | null, readonly edition: { readonly id: string, readonly title: string, readonly creators: ReadonlyArray<string>, readonly publisher: string | null, readonly publishedYear: number | null, readonly editionStatement: string | null, readonly format: Format, readonly isbns: ReadonlyArray<string>, readonly issns: ReadonlyArray<string>, readonly subjects: ReadonlyArray<{ readonly heading: string }>, readonly links: ReadonlyArray<{ readonly url: string, readonly label: string | null }>, readonly work: { readonly editions: ReadonlyArray<{ readonly id: string, readonly title: string, readonly editionStatement: string | null, readonly publishedYear: number | null, readonly format: Format }> } | null, readonly holdings: ReadonlyArray<{ readonly id: string, readonly online: boolean | null, readonly callNumbers: ReadonlyArray<string>, readonly catalogueUrl: string | null, readonly statements: ReadonlyArray<{ readonly text: string }>, readonly library: { readonly id: string, readonly name: string, readonly contact: { readonly telephone: string | null, readonly email: string | null, readonly website: string | null } | null }, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly itemCount: number | null, readonly availableCount: number | null, readonly unknownCount: number | null, readonly holdQueueAtLeast: number | null, readonly reason: { readonly code: ReasonCode, readonly message: string } | null, readonly earliestDue: { readonly on: string, readonly at: string | null } | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly state: FactState | null, readonly asOf: string | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly use: ItemUse | null, readonly callNumber: string | null, readonly enumeration: string | null, readonly reason: { readonly code: ReasonCode } | null, readonly due: { readonly on: string } | null, readonly currentLocation: { readonly name: string | null, readonly site: { readonly name: string } | null } | null, readonly permanentLocation: { readonly name: string | null, readonly site: { readonly name: string } | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null } | null }> } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const SnapshotsDocument = new TypedDocumentString(`
    query Snapshots {
  region {
    name
    systems {
      id
      name
      harvest {
        lastCompleteAt
        records
      }
    }
  }
  snapshots {
    name
    note
    takenAt
    state
    systems {
      id
      harvestedAt
      problem
      notTold
    }
  }
}
    `) as unknown as TypedDocumentString<SnapshotsQuery, SnapshotsQueryVariables>;
export const RecordsThenDocument = new TypedDocumentString(`
    query RecordsThen($snapshot: String!) {
  snapshot(name: $snapshot) {
    table(of: RECORDS, by: [SYSTEM]) {
      rows {
        values
        count
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordsThenQuery, RecordsThenQueryVariables>;
export const SnapshotJobsDocument = new TypedDocumentString(`
    query SnapshotJobs {
  comparisonJobs(first: 10) {
    id
    kind
    snapshot
    state
    step
    done
    total
    askedAt
    startedAt
    finishedAt
    problem
  }
}
    `) as unknown as TypedDocumentString<SnapshotJobsQuery, SnapshotJobsQueryVariables>;
export const CompareRegionDocument = new TypedDocumentString(`
    query CompareRegion {
  region {
    name
  }
}
    `) as unknown as TypedDocumentString<CompareRegionQuery, CompareRegionQueryVariables>;
export const TakeSnapshotDocument = new TypedDocumentString(`
    mutation TakeSnapshot($input: TakeSnapshotInput!) {
  takeSnapshot(input: $input) {
    snapshot {
      name
    }
    job {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<TakeSnapshotMutation, TakeSnapshotMutationVariables>;
export const DropSnapshotDocument = new TypedDocumentString(`
    mutation DropSnapshot($name: String!) {
  dropSnapshot(input: {name: $name}) {
    name
  }
}
    `) as unknown as TypedDocumentString<DropSnapshotMutation, DropSnapshotMutationVariables>;
export const CancelSnapshotJobDocument = new TypedDocumentString(`
    mutation CancelSnapshotJob($id: ID!) {
  cancelComparisonJob(input: {id: $id}) {
    job {
      id
      snapshot
    }
  }
}
    `) as unknown as TypedDocumentString<CancelSnapshotJobMutation, CancelSnapshotJobMutationVariables>;
export const DecisionsDocument = new TypedDocumentString(`
    query Decisions($state: DecisionState!, $snapshot: String!, $library: ID, $after: String) {
  region {
    name
    libraries {
      id
      name
    }
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
  }
  decisions(state: $state, library: $library, first: 200, after: $after) {
    nodes {
      id
      question
      owner
      dueOn
      libraries
      outcome
      closedAt
      items
      inSnapshot(name: $snapshot) {
        items
        readers
        why
        stillThere
      }
      of
      where {
        dimension
        in
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<DecisionsQuery, DecisionsQueryVariables>;
export const OneDecisionDocument = new TypedDocumentString(`
    query OneDecision($id: ID!, $snapshot: String!) {
  region {
    name
    libraries {
      id
      name
    }
    systems {
      id
      name
    }
  }
  findingKinds {
    name
    says
  }
  decision(id: $id) {
    id
    snapshot
    question
    of
    where {
      dimension
      in
    }
    libraries
    items
    readers
    options {
      text
      items
      readers
      why
    }
    owner
    dueOn
    madeAt
    changedAt
    state
    chosen
    outcome
    closedAt
    inSnapshot(name: $snapshot) {
      items
      readers
      why
      stillThere
    }
  }
}
    `) as unknown as TypedDocumentString<OneDecisionQuery, OneDecisionQueryVariables>;
export const RowsToDecideDocument = new TypedDocumentString(`
    query RowsToDecide($snapshot: String!, $of: Population!, $where: [Condition!]) {
  region {
    name
    libraries {
      id
      name
    }
    systems {
      id
      name
    }
  }
  findingKinds {
    name
    says
  }
  snapshot(name: $snapshot) {
    state
    count(of: $of, where: $where) {
      value
      notToldBy
    }
  }
}
    `) as unknown as TypedDocumentString<RowsToDecideQuery, RowsToDecideQueryVariables>;
export const RaiseDecisionDocument = new TypedDocumentString(`
    mutation RaiseDecision($input: MakeDecisionInput!) {
  makeDecision(input: $input) {
    decision {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RaiseDecisionMutation, RaiseDecisionMutationVariables>;
export const ChangeDecisionDocument = new TypedDocumentString(`
    mutation ChangeDecision($input: ChangeDecisionInput!) {
  changeDecision(input: $input) {
    decision {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<ChangeDecisionMutation, ChangeDecisionMutationVariables>;
export const CloseDecisionDocument = new TypedDocumentString(`
    mutation CloseDecision($input: CloseDecisionInput!) {
  closeDecision(input: $input) {
    decision {
      outcome
    }
  }
}
    `) as unknown as TypedDocumentString<CloseDecisionMutation, CloseDecisionMutationVariables>;
export const FindDocument = new TypedDocumentString(`
    query Find($query: String!, $filter: SearchFilter, $after: String) {
  region {
    name
    systems {
      name
      libraries {
        name
      }
      harvest {
        lastCompleteAt
        problem
      }
    }
  }
  search(query: $query, filter: $filter, first: 20, after: $after) {
    totalCount
    approximate
    searchedInstead
    didYouMean
    wordsLeftOut
    nodes {
      id
      title
      creators
      publishedYear
      editionStatement
      publisher
      format
      holdings {
        library {
          id
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
    facets(fields: [LIBRARY, FORMAT, LANGUAGE], first: 12) {
      field
      values {
        value
        label
        count
        exact
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FindQuery, FindQueryVariables>;
export const HomeDocument = new TypedDocumentString(`
    query Home {
  region {
    name
    libraries {
      id
    }
    systems {
      id
      name
      libraries {
        name
      }
      harvest {
        lastCompleteAt
        lagSeconds
        records
        rejects
        running
        problem
      }
    }
  }
  search(query: "", first: 0) {
    totalCount
    approximate
  }
}
    `) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const LibraryDocument = new TypedDocumentString(`
    query Library($id: ID!) {
  region {
    name
    bankHolidays
  }
  library(id: $id) {
    id
    name
    network {
      name
    }
    organisations {
      name
    }
    holdingsCount
    timeZone
    openNow
    opensNext
    closesAt
    contact {
      telephone
      email
      website
    }
    address {
      lines
      town
      postcode
    }
    openingHours {
      day
      times {
        opens
        closes
      }
    }
    closures {
      from
      to
      note
    }
    sites {
      id
      name
      openNow
      contact {
        telephone
        email
        website
      }
      address {
        lines
        town
        postcode
      }
      openingHours {
        day
        times {
          opens
          closes
        }
      }
    }
    system {
      id
      name
      capabilities
    }
    harvest {
      lastCompleteAt
      lagSeconds
      problem
      running
    }
  }
}
    `) as unknown as TypedDocumentString<LibraryQuery, LibraryQueryVariables>;
export const MappingsDocument = new TypedDocumentString(`
    query Mappings($snapshot: String!, $list: CodeListName, $system: ID, $state: MappingState, $after: String) {
  region {
    name
    systems {
      id
      name
    }
  }
  snapshots {
    name
    state
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
    report(
      name: "unmapped"
      system: $system
      options: [{name: "mappings", value: "now"}]
    ) {
      title
      summary {
        label
        value
        text
        notToldBy
        remedy
        drill {
          of
          where {
            dimension
            in
          }
        }
      }
    }
  }
  codeMappings(
    snapshot: $snapshot
    list: $list
    system: $system
    state: $state
    first: 50
    after: $after
  ) {
    nodes {
      system
      list
      code
      label
      items
      target
      targetLabel
      state
      reason
      warnings
      note
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<MappingsQuery, MappingsQueryVariables>;
export const CodesToDecideDocument = new TypedDocumentString(`
    query CodesToDecide($snapshot: String!, $list: CodeListName!, $system: ID!, $after: String) {
  region {
    name
    systems {
      id
      name
    }
  }
  snapshots {
    name
    state
  }
  targetLists {
    list
    greatestLength
    codes {
      code
      label
    }
  }
  codeMappings(
    snapshot: $snapshot
    list: $list
    system: $system
    first: 200
    after: $after
  ) {
    nodes {
      system
      list
      code
      label
      items
      target
      targetLabel
      state
      reason
      warnings
      note
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CodesToDecideQuery, CodesToDecideQueryVariables>;
export const DecideMappingDocument = new TypedDocumentString(`
    mutation DecideMapping($input: ChangeMappingsInput!) {
  changeMappings(input: $input) {
    taken
    refused {
      column
      problem
    }
  }
}
    `) as unknown as TypedDocumentString<DecideMappingMutation, DecideMappingMutationVariables>;
export const SuggestMappingsDocument = new TypedDocumentString(`
    mutation SuggestMappings {
  suggestMappings {
    suggested
    unmapped
  }
}
    `) as unknown as TypedDocumentString<SuggestMappingsMutation, SuggestMappingsMutationVariables>;
export const FixListOfDocument = new TypedDocumentString(`
    query FixListOf {
  region {
    name
    libraries {
      id
      name
    }
  }
  snapshots {
    name
    takenAt
    state
  }
}
    `) as unknown as TypedDocumentString<FixListOfQuery, FixListOfQueryVariables>;
export const OverlapDocument = new TypedDocumentString(`
    query Overlap($snapshot: String!) {
  region {
    name
    libraries {
      id
      name
    }
    systems {
      id
      name
    }
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
    systems {
      id
      harvestedAt
      problem
      notTold
    }
    report(name: "overlap-matrix") {
      title
      notReconciled {
        text
      }
      summary {
        label
        value
        text
        notToldBy
      }
      matrix: tables(name: "matrix") {
        columns {
          header
        }
        rows(first: 200) {
          nodes {
            cells
          }
        }
      }
      alone: tables(name: "alone") {
        columns {
          header
        }
        rows(first: 200) {
          nodes {
            cells
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OverlapQuery, OverlapQueryVariables>;
export const ReportDocument = new TypedDocumentString(`
    query Report($snapshot: String!, $name: String!, $library: ID, $system: ID, $options: [ReportOption!], $table: String, $first: Int!, $after: String) {
  region {
    name
    libraries {
      id
      name
    }
    systems {
      id
      name
      libraries {
        id
      }
    }
  }
  comparisonReports {
    name
    question
    scope
    aboutReaders
    options {
      name
      says
      takes
      values
    }
  }
  snapshots {
    name
    takenAt
    state
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
    systems {
      id
      problem
    }
    report(name: $name, library: $library, system: $system, options: $options) {
      title
      notReconciled {
        text
      }
      summary {
        label
        value
        text
        notToldBy
        remedy
        drill {
          of
          where {
            dimension
            in
          }
        }
      }
      tables(name: $table) {
        name
        title
        totalRows
        columns {
          header
          kind
          counts
        }
        rows(first: $first, after: $after) {
          nodes {
            cells
            drill {
              of
              where {
                dimension
                in
              }
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportQuery, ReportQueryVariables>;
export const ReportFindingDocument = new TypedDocumentString(`
    query ReportFinding($snapshot: String!, $name: String!, $library: ID, $system: ID, $options: [ReportOption!]) {
  snapshot(name: $snapshot) {
    report(name: $name, library: $library, system: $system, options: $options) {
      title
      summary {
        label
        value
        text
        notToldBy
        remedy
        drill {
          of
          where {
            dimension
            in
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportFindingQuery, ReportFindingQueryVariables>;
export const StartReportExportDocument = new TypedDocumentString(`
    mutation StartReportExport($input: StartExportInput!) {
  startExport(input: $input) {
    export {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<StartReportExportMutation, StartReportExportMutationVariables>;
export const ReportRowsDocument = new TypedDocumentString(`
    query ReportRows($snapshot: String!, $name: String!, $library: ID, $system: ID, $options: [ReportOption!], $table: String!, $first: Int!, $after: String, $export: ID!) {
  snapshot(name: $snapshot) {
    report(name: $name, library: $library, system: $system, options: $options) {
      notReconciled {
        text
      }
      tables(name: $table) {
        columns {
          header
          kind
        }
        rows(first: $first, after: $after, export: $export) {
          nodes {
            cells
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReportRowsQuery, ReportRowsQueryVariables>;
export const CountedRowsDocument = new TypedDocumentString(`
    query CountedRows($snapshot: String!, $of: Population!, $where: [Condition!]) {
  region {
    name
    libraries {
      id
      name
    }
    systems {
      id
      name
    }
  }
  snapshot(name: $snapshot) {
    name
    takenAt
    state
    systems {
      id
      harvestedAt
      problem
      notTold
      libraries
    }
    count(of: $of, where: $where) {
      value
      notToldBy
    }
  }
  findingKinds {
    name
    says
  }
}
    `) as unknown as TypedDocumentString<CountedRowsQuery, CountedRowsQueryVariables>;
export const RecordRowsDocument = new TypedDocumentString(`
    query RecordRows($snapshot: String!, $where: [Condition!], $first: Int!, $after: String, $export: ID) {
  snapshot(name: $snapshot) {
    records(where: $where, first: $first, after: $after, export: $export) {
      nodes {
        id
        system
        localId
        title
        visibility
        format
        year
        libraries
        itemCount
        staffLink
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<RecordRowsQuery, RecordRowsQueryVariables>;
export const ItemRowsDocument = new TypedDocumentString(`
    query ItemRows($snapshot: String!, $where: [Condition!], $first: Int!, $after: String, $export: ID) {
  snapshot(name: $snapshot) {
    items(where: $where, first: $first, after: $after, export: $export) {
      nodes {
        id
        system
        localId
        recordLocalId
        title
        barcode
        ownerCode
        library
        callNumber
        locationCode
        itemType
        visibility
        status
        statusAtSource
        leftOut
        details {
          name
          values
        }
        staffLink
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ItemRowsQuery, ItemRowsQueryVariables>;
export const StatementRowsDocument = new TypedDocumentString(`
    query StatementRows($snapshot: String!, $where: [Condition!], $first: Int!, $after: String, $export: ID) {
  snapshot(name: $snapshot) {
    statements(where: $where, first: $first, after: $after, export: $export) {
      nodes {
        system
        recordLocalId
        title
        library
        kind
        text
        starts
        ends
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StatementRowsQuery, StatementRowsQueryVariables>;
export const StartExportDocument = new TypedDocumentString(`
    mutation StartExport($input: StartExportInput!) {
  startExport(input: $input) {
    export {
      id
      rowCount
    }
  }
}
    `) as unknown as TypedDocumentString<StartExportMutation, StartExportMutationVariables>;
export const RegionNameDocument = new TypedDocumentString(`
    query RegionName {
  region {
    name
  }
}
    `) as unknown as TypedDocumentString<RegionNameQuery, RegionNameQueryVariables>;
export const ViewerDocument = new TypedDocumentString(`
    query Viewer {
  viewer {
    role
    libraries {
      id
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ViewerQuery, ViewerQueryVariables>;
export const SnapshotOverviewDocument = new TypedDocumentString(`
    query SnapshotOverview($snapshot: String!) {
  region {
    name
    libraries {
      id
      name
    }
    systems {
      id
      name
    }
  }
  snapshot(name: $snapshot) {
    name
    note
    takenAt
    state
    systems {
      id
      harvestedAt
      problem
      notTold
      libraries
    }
    records: count(of: RECORDS) {
      value
      notToldBy
    }
    items: count(of: ITEMS) {
      value
      notToldBy
    }
    statements: count(of: STATEMENTS) {
      value
      notToldBy
    }
    recordsBySystem: table(of: RECORDS, by: [SYSTEM]) {
      rows {
        values
        count
      }
    }
    itemsBySystem: table(of: ITEMS, by: [SYSTEM]) {
      rows {
        values
        count
      }
    }
    statementsBySystem: table(of: STATEMENTS, by: [SYSTEM]) {
      rows {
        values
        count
      }
    }
    itemsByLibrary: table(of: ITEMS, by: [LIBRARY]) {
      rows {
        values
        count
      }
    }
    hidden: count(
      of: RECORDS
      where: [{dimension: VISIBILITY, in: ["SUPPRESSED", "ILL_TEMPORARY", "UNKNOWN"]}]
    ) {
      value
      notToldBy
    }
    leftOut: table(of: ITEMS, by: [LEFT_OUT]) {
      rows {
        values
        count
      }
    }
  }
  comparisonReports {
    name
    question
    scope
    aboutReaders
  }
}
    `) as unknown as TypedDocumentString<SnapshotOverviewQuery, SnapshotOverviewQueryVariables>;
export const SnapshotFindingDocument = new TypedDocumentString(`
    query SnapshotFinding($snapshot: String!, $name: String!) {
  snapshot(name: $snapshot) {
    report(name: $name) {
      title
    }
  }
}
    `) as unknown as TypedDocumentString<SnapshotFindingQuery, SnapshotFindingQueryVariables>;
export const SystemsDocument = new TypedDocumentString(`
    query Systems {
  region {
    name
    systems {
      id
      name
      kind
      capabilities
      libraries {
        id
        name
      }
      harvest {
        lastCompleteAt
        lagSeconds
        records
        rejects
        running
        problem
      }
    }
  }
}
    `) as unknown as TypedDocumentString<SystemsQuery, SystemsQueryVariables>;
export const TitleDocument = new TypedDocumentString(`
    query Title($id: ID!) {
  region {
    name
  }
  edition(id: $id) {
    id
    title
    creators
    publisher
    publishedYear
    editionStatement
    format
    isbns
    issns
    subjects {
      heading
    }
    links {
      url
      label
    }
    work {
      editions {
        id
        title
        editionStatement
        publishedYear
        format
      }
    }
    holdings {
      id
      online
      callNumbers
      catalogueUrl
      statements {
        text
      }
      library {
        id
        name
        contact {
          telephone
          email
          website
        }
      }
      availability {
        state
        asOf
        reason {
          code
          message
        }
        itemCount
        availableCount
        unknownCount
        holdQueueAtLeast
        earliestDue {
          on
          at
        }
        items(first: 50) {
          nodes {
            id
            state
            asOf
            reason {
              code
            }
            status
            limitations
            use
            callNumber
            enumeration
            due {
              on
            }
            currentLocation {
              name
              site {
                name
              }
            }
            permanentLocation {
              name
              site {
                name
              }
            }
          }
          pageInfo {
            hasNextPage
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TitleQuery, TitleQueryVariables>;