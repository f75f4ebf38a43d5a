export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment in RFC 3339 form, UTC: `2026-01-31T09:30:00Z`. */
  DateTime: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Which job to end. */
export type CancelComparisonJobInput = {
  /** Its id. */
  readonly id: Scalars['ID']['input'];
};

/** What became of the job. */
export type CancelComparisonJobPayload = {
  readonly __typename?: 'CancelComparisonJobPayload';
  /** The job; null if it was over already, or there is none. */
  readonly job?: Maybe<ComparisonJob>;
};

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

/** What codes are to become. */
export type ChangeMappingsInput = {
  /** The file that they come from, if they do. */
  readonly file?: InputMaybe<FilePartInput>;
  /** The mappings. */
  readonly mappings: ReadonlyArray<CodeMappingInput>;
};

/** What was taken of mappings. */
export type ChangeMappingsPayload = {
  readonly __typename?: 'ChangeMappingsPayload';
  /** What was refused. */
  readonly refused: ReadonlyArray<RowRefusal>;
  /** How many were taken. */
  readonly taken: Scalars['Int']['output'];
};

/** Codes of the target that are entered, changed, or taken away. */
export type ChangeTargetCodesInput = {
  /** Codes to enter, or to change where the list has them. */
  readonly codes?: InputMaybe<ReadonlyArray<TargetCodeInput>>;
  /** The file that the codes come from, if they do. */
  readonly file?: InputMaybe<FilePartInput>;
  /** The greatest length of the codes of some lists. */
  readonly lengths?: InputMaybe<ReadonlyArray<TargetLengthInput>>;
  /** Codes to take away. What is mapped to them stays, and is warned of. */
  readonly remove?: InputMaybe<ReadonlyArray<TargetCodeReference>>;
};

/** What was taken of codes of the target. */
export type ChangeTargetCodesPayload = {
  readonly __typename?: 'ChangeTargetCodesPayload';
  /** What was refused. */
  readonly refused: ReadonlyArray<RowRefusal>;
  /** How many codes were taken away. */
  readonly removed: Scalars['Int']['output'];
  /** How many codes were entered or changed. */
  readonly taken: Scalars['Int']['output'];
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

/** What a code of a system becomes in the target. */
export type CodeMapping = {
  readonly __typename?: 'CodeMapping';
  /** The code, as the system spells it. */
  readonly code: Scalars['String']['output'];
  /** Copies that carry it. Null for codes that no copy carries. */
  readonly items?: Maybe<Scalars['Int']['output']>;
  /** What the system calls it. Null if it does not tell. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** The list of the code. */
  readonly list: CodeListName;
  /** What somebody noted. Null if nobody did. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** Why it was suggested, or why nothing was. Null if somebody decided it, or no suggestion was asked for. */
  readonly reason?: Maybe<SuggestionReason>;
  /** How far the mapping is. */
  readonly state: MappingState;
  /** Id of the system. */
  readonly system: Scalars['ID']['output'];
  /** The code that it becomes. Null if it becomes nothing yet. */
  readonly target?: Maybe<Scalars['String']['output']>;
  /** What the target calls that. Null if nobody said. */
  readonly targetLabel?: Maybe<Scalars['String']['output']>;
  /** What is to be looked at. */
  readonly warnings: ReadonlyArray<MappingWarning>;
};

/** A page of mappings. */
export type CodeMappingConnection = {
  readonly __typename?: 'CodeMappingConnection';
  /** The mappings of this page. */
  readonly edges: ReadonlyArray<CodeMappingEdge>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of mappings. */
export type CodeMappingEdge = {
  readonly __typename?: 'CodeMappingEdge';
  /** The mapping. */
  readonly node: CodeMapping;
};

/** What a code is to become. */
export type CodeMappingInput = {
  /** The code, as the system spells it; if only one is like it, case and blanks at the ends may differ. */
  readonly code: Scalars['String']['input'];
  /** Its line in the file. */
  readonly line?: InputMaybe<Scalars['Int']['input']>;
  /** The list. */
  readonly list: CodeListName;
  /** A note. Null leaves the one that there is. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** `SUGGESTED` leaves a suggestion of the same target as it is. Everything else is a decision. */
  readonly state?: InputMaybe<MappingState>;
  /** Id of the system. */
  readonly system: Scalars['ID']['input'];
  /** The code of the target. Null takes the mapping back. */
  readonly target?: InputMaybe<Scalars['String']['input']>;
};

/** Work that takes longer than a question may. If the process that does it ends, another goes on with it. */
export type ComparisonJob = {
  readonly __typename?: 'ComparisonJob';
  /** When it was asked for. */
  readonly askedAt: Scalars['DateTime']['output'];
  /** How much of the step is done. */
  readonly done: Scalars['Int']['output'];
  /** When it ended; null while it waits or runs. */
  readonly finishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Opaque id. */
  readonly id: Scalars['ID']['output'];
  /** What it does: `TAKE_SNAPSHOT`. */
  readonly kind: Scalars['String']['output'];
  /** Why it failed; null if it did not. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** When it began; null while it waits. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How it stands. */
  readonly state: ComparisonJobState;
  /** What it does at the moment, in words. Null before it begins. */
  readonly step?: Maybe<Scalars['String']['output']>;
  /** How much there is to do in the step; null if that is not known. */
  readonly total?: Maybe<Scalars['Int']['output']>;
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

/** A question that can be asked of a snapshot. */
export type ComparisonReport = {
  readonly __typename?: 'ComparisonReport';
  /**
   * Whether it says anything of readers. Such a report is for the role `migration`, and only of libraries whose agreement
   * allows it.
   */
  readonly aboutReaders: Scalars['Boolean']['output'];
  /** Its name, for `Snapshot.report` and for `mercia compare`. */
  readonly name: Scalars['String']['output'];
  /** The question, in words. */
  readonly question: Scalars['String']['output'];
  /** What must be named: `LIBRARY`, `SYSTEM`, or nothing (`REGION`). */
  readonly scope: Scalars['String']['output'];
};

/** Rows that have one of some values. */
export type Condition = {
  /** Which dimension. */
  readonly dimension: Dimension;
  /** One or more values; `(not told)` and `(none)` are values too. */
  readonly in: ReadonlyArray<Scalars['String']['input']>;
};

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
  /** Items: year in which it came into its system. */
  | 'CREATED_YEAR'
  /** Statements: `YES` if its first year or volume can be read. */
  | 'DATED'
  /** Records: rules that its MARC fields break, `<tag>:<rule>`; see docs/profiles.md. */
  | 'FAULT'
  /** Records: tags of the MARC fields that it has. */
  | 'FIELD'
  /** Records, items, statements: what was found in it when the snapshot was taken. */
  | 'FINDING'
  /** Records: book, journal and so on, as `Edition.format`. */
  | 'FORMAT'
  /** Records: `YES` if it has copies, hidden ones included. */
  | 'HAS_ITEMS'
  /** Records: `YES` if a library states a run under it. */
  | 'HAS_STATEMENTS'
  /** Records: `NO` if it has no title. */
  | 'HAS_TITLE'
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
  /** Items, statements: who may see its record. */
  | 'RECORD_VISIBILITY'
  /** Records: `YES` for serials. */
  | 'SERIAL'
  /** Items: how it stood at harvest, as `Item.status`. */
  | 'STATUS'
  /** Items: the same in the system's own words. */
  | 'STATUS_AT_SOURCE'
  /** Records, items, statements: id of the system. */
  | 'SYSTEM'
  /** Items: what may be done with it, as `Item.use`. */
  | 'USE'
  /** Records, items: who may see it: `PUBLIC`, `SUPPRESSED`, `ILL_TEMPORARY`, `UNKNOWN`. */
  | 'VISIBILITY'
  /** Records: year of publication. */
  | 'YEAR';

/** Which snapshot to drop. */
export type DropSnapshotInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
};

/** What was dropped. */
export type DropSnapshotPayload = {
  readonly __typename?: 'DropSnapshotPayload';
  /** The name of the snapshot that is gone. */
  readonly name: Scalars['String']['output'];
};

/** A file, or a part of one, from which rows come. What is refused of it can be listed again (`refusedRows`). */
export type FilePartInput = {
  /** True for the first part: what was refused of an earlier file of this name is forgotten then. */
  readonly isFirst: Scalars['Boolean']['input'];
  /** Its name, without folders: 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** Rows that could not be read. */
  readonly unread?: InputMaybe<ReadonlyArray<UnreadRowInput>>;
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

/** The changes that can be made through the graph. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Ends a job that waits or runs. For the roles `migration` and `operator`. Null only with an error. */
  readonly cancelComparisonJob?: Maybe<CancelComparisonJobPayload>;
  /**
   * Decides what codes of the newest whole snapshot become. What is wrong is refused with the reason, the rest is taken. For the
   * roles `migration` and `operator`. Null only with an error.
   */
  readonly changeMappings?: Maybe<ChangeMappingsPayload>;
  /**
   * Enters codes of the target, changes them, or takes them away. What is wrong is refused with the reason, the rest is taken. For
   * the roles `migration` and `operator`. Null only with an error.
   */
  readonly changeTargetCodes?: Maybe<ChangeTargetCodesPayload>;
  /**
   * Drops a snapshot, and what no other snapshot has. It cannot be taken again. For the roles `migration` and `operator`.
   * Null only with an error.
   */
  readonly dropSnapshot?: Maybe<DropSnapshotPayload>;
  /**
   * Suggests a target for every code of the newest whole snapshot of which nobody has decided, with the reason. For the roles
   * `migration` and `operator`. Null only with an error.
   */
  readonly suggestMappings?: Maybe<SuggestMappingsPayload>;
  /** Takes a snapshot: gives the job that does it. For the roles `migration` and `operator`. Null only with an error. */
  readonly takeSnapshot?: Maybe<TakeSnapshotPayload>;
};


/** The changes that can be made through the graph. */
export type MutationCancelComparisonJobArgs = {
  input: CancelComparisonJobInput;
};


/** The changes that can be made through the graph. */
export type MutationChangeMappingsArgs = {
  input: ChangeMappingsInput;
};


/** The changes that can be made through the graph. */
export type MutationChangeTargetCodesArgs = {
  input: ChangeTargetCodesInput;
};


/** The changes that can be made through the graph. */
export type MutationDropSnapshotArgs = {
  input: DropSnapshotInput;
};


/** The changes that can be made through the graph. */
export type MutationTakeSnapshotArgs = {
  input: TakeSnapshotInput;
};

/** Where a page ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last entry, for `after`; null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is a next page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
};

/** What can be counted. */
export type Population =
  /** Copies, those in no public count included. */
  | 'ITEMS'
  /** Bibliographic records, whoever may see them. */
  | 'RECORDS'
  /** Statements of runs. */
  | 'STATEMENTS';

/** The queries of the graph. */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * Every code of a snapshot with what it becomes in the target, as the mappings are now: by list, system, and number of items. Staff
   * see the codes on copies of their own libraries. Null, with an error, if they cannot be read or the caller may not see them.
   */
  readonly codeMappings?: Maybe<CodeMappingConnection>;
  /** One job by its id. Null if there is none. */
  readonly comparisonJob?: Maybe<ComparisonJob>;
  /** Work that was asked for, the newest first. Null, with an error, if it cannot be read or the caller may not see it. */
  readonly comparisonJobs?: Maybe<ReadonlyArray<ComparisonJob>>;
  /** The reports that there are: each answers one question from a snapshot (`Snapshot.report`). */
  readonly comparisonReports: ReadonlyArray<ComparisonReport>;
  /**
   * Rows of files that were refused, until a file of the same name is brought in again. For the roles `migration` and `operator`.
   * Null, with an error, if they cannot be read or the caller may not see them.
   */
  readonly refusedRows?: Maybe<RefusedRowConnection>;
  /** One snapshot by its name; the newest whole one if no name is given. Null if there is none. */
  readonly snapshot?: Maybe<Snapshot>;
  /** Snapshots, the newest first. Null, with an error, if they cannot be read or the caller may not see them. */
  readonly snapshots?: Maybe<ReadonlyArray<Snapshot>>;
  /** The target's lists of codes, as they were entered. Null, with an error, if they cannot be read or the caller may not see them. */
  readonly targetLists?: Maybe<ReadonlyArray<TargetList>>;
};


/** The queries of the graph. */
export type QueryCodeMappingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  list?: InputMaybe<CodeListName>;
  snapshot?: InputMaybe<Scalars['String']['input']>;
  state?: InputMaybe<MappingState>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


/** The queries of the graph. */
export type QueryComparisonJobArgs = {
  id: Scalars['ID']['input'];
};


/** The queries of the graph. */
export type QueryComparisonJobsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries of the graph. */
export type QueryRefusedRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  file?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries of the graph. */
export type QuerySnapshotArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
};

/** A row of a file that was not taken. */
export type RefusedRow = {
  readonly __typename?: 'RefusedRow';
  /** Header of the column. Null if the whole row is meant. */
  readonly column?: Maybe<Scalars['String']['output']>;
  /** Name of the file. */
  readonly file: Scalars['String']['output'];
  /** Its line there. */
  readonly line: Scalars['Int']['output'];
  /** Why it was not taken. */
  readonly problem: Scalars['String']['output'];
  /** When it was refused. */
  readonly refusedAt: Scalars['DateTime']['output'];
  /** What the row said. Empty if it could not be read. */
  readonly said: ReadonlyArray<RefusedValue>;
};

/** A page of refused rows. */
export type RefusedRowConnection = {
  readonly __typename?: 'RefusedRowConnection';
  /** The rows of this page. */
  readonly edges: ReadonlyArray<RefusedRowEdge>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of refused rows. */
export type RefusedRowEdge = {
  readonly __typename?: 'RefusedRowEdge';
  /** The row. */
  readonly node: RefusedRow;
};

/** A value of a row that was not taken. */
export type RefusedValue = {
  readonly __typename?: 'RefusedValue';
  /** The column. */
  readonly column: Scalars['String']['output'];
  /** The value. Null if there was none. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** A column of a report. */
export type ReportColumn = {
  readonly __typename?: 'ReportColumn';
  /** What stands above it. */
  readonly header: Scalars['String']['output'];
  /** What is in it. */
  readonly kind: CellKind;
};

/** A condition, as `Condition` takes it. */
export type ReportCondition = {
  readonly __typename?: 'ReportCondition';
  /** Which dimension. */
  readonly dimension: Dimension;
  /** One or more values. */
  readonly in: ReadonlyArray<Scalars['String']['output']>;
};

/** The rows behind a number: ask `records`, `items` or `statements` of the same snapshot with these conditions. */
export type ReportDrill = {
  readonly __typename?: 'ReportDrill';
  /** What to list. */
  readonly of: Population;
  /** The conditions. */
  readonly where: ReadonlyArray<ReportCondition>;
};

/** One of the main numbers of a report. */
export type ReportLine = {
  readonly __typename?: 'ReportLine';
  /** The rows behind it. Null if it does not stand for rows of the snapshot. */
  readonly drill?: Maybe<ReportDrill>;
  /** What it is. */
  readonly label: Scalars['String']['output'];
  /** Ids of systems that do not tell it: what they have is not in the number. */
  readonly notToldBy: ReadonlyArray<Scalars['ID']['output']>;
  /** What is to be said instead of a number, or beside it. Null if nothing is. */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** The number. Null if no system tells it, or it is so small that it could point at a person; `text` then says why. */
  readonly value?: Maybe<Scalars['Int']['output']>;
};

/** One more thing that a report is told. */
export type ReportOption = {
  /** What, as the report calls it: `other`. */
  readonly name: Scalars['String']['input'];
  /** Its value. */
  readonly value: Scalars['String']['input'];
};

/** One row of a report. */
export type ReportRow = {
  readonly __typename?: 'ReportRow';
  /** One for each column, as text; null is empty. */
  readonly cells: ReadonlyArray<Maybe<Scalars['String']['output']>>;
  /** The rows behind it. Null if it does not stand for rows of the snapshot. */
  readonly drill?: Maybe<ReportDrill>;
};

/** A page of rows of a report. */
export type ReportRowConnection = {
  readonly __typename?: 'ReportRowConnection';
  /** The rows of this page. */
  readonly edges: ReadonlyArray<ReportRowEdge>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One row of a report. */
export type ReportRowEdge = {
  readonly __typename?: 'ReportRowEdge';
  /** The row. */
  readonly node: ReportRow;
};

/** A table of a report. */
export type ReportTable = {
  readonly __typename?: 'ReportTable';
  /** Its columns. */
  readonly columns: ReadonlyArray<ReportColumn>;
  /** Its name, different from that of the others of the report. */
  readonly name: Scalars['String']['output'];
  /** The rows, in a fixed order. */
  readonly rows: ReportRowConnection;
  /** What it shows. */
  readonly title: Scalars['String']['output'];
  /** How many rows there are. Null if it takes a listing to know. */
  readonly totalRows?: Maybe<Scalars['Int']['output']>;
};


/** A table of a report. */
export type ReportTableRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Why a row was not taken. */
export type RowRefusal = {
  readonly __typename?: 'RowRefusal';
  /** The column. Null if the whole row is meant. */
  readonly column?: Maybe<Scalars['String']['output']>;
  /** Its line in the file; without a file, its place among the rows, from 1. */
  readonly line: Scalars['Int']['output'];
  /** Why, and what to do. */
  readonly problem: Scalars['String']['output'];
};

/** How the systems of the region stood at one time. What it says never changes. */
export type Snapshot = {
  readonly __typename?: 'Snapshot';
  /** How many rows there are. The lists `records`, `items` and `statements` with the same conditions give exactly these. */
  readonly count: SnapshotCount;
  /** Items, in a fixed order. */
  readonly items: SnapshotItemConnection;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** What it is for. Null if nobody said. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** Records, in a fixed order. */
  readonly records: SnapshotRecordConnection;
  /**
   * A report: the answer to one question. Null, with an error, if there is none of this name, what it is about is not
   * named, or the caller may not see it.
   */
  readonly report?: Maybe<SnapshotReport>;
  /** Whether all of it is there. */
  readonly state: SnapshotState;
  /** Statements of runs, in a fixed order. */
  readonly statements: SnapshotStatementConnection;
  /** The systems that are in it, and what it lacks of them. */
  readonly systems: ReadonlyArray<SnapshotSystem>;
  /** Numbers by one to three dimensions, the largest first. */
  readonly table: SnapshotTable;
  /** When it was asked for. */
  readonly takenAt: Scalars['DateTime']['output'];
};


/** How the systems of the region stood at one time. What it says never changes. */
export type SnapshotCountArgs = {
  of: Population;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


/** How the systems of the region stood at one time. What it says never changes. */
export type SnapshotItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


/** How the systems of the region stood at one time. What it says never changes. */
export type SnapshotRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


/** How the systems of the region stood at one time. What it says never changes. */
export type SnapshotReportArgs = {
  library?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['String']['input'];
  options?: InputMaybe<ReadonlyArray<ReportOption>>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


/** How the systems of the region stood at one time. What it says never changes. */
export type SnapshotStatementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


/** How the systems of the region stood at one time. What it says never changes. */
export type SnapshotTableArgs = {
  by: ReadonlyArray<Dimension>;
  first?: InputMaybe<Scalars['Int']['input']>;
  of: Population;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};

/** A number, and who could not tell. */
export type SnapshotCount = {
  readonly __typename?: 'SnapshotCount';
  /** Ids of systems that do not tell what the number is about: what they have is not in it. */
  readonly notToldBy: ReadonlyArray<Scalars['ID']['output']>;
  /** The number; null if no system that was asked tells it. */
  readonly value?: Maybe<Scalars['Int']['output']>;
};

/** One more thing that a system tells of a copy. */
export type SnapshotDetail = {
  readonly __typename?: 'SnapshotDetail';
  /** Which: `price`, `acquiredOn`, `publicNotes` and so on. */
  readonly name: Scalars['String']['output'];
  /** Its values; empty if the system tells it and it is empty. */
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

/** A copy as a snapshot has it. */
export type SnapshotItem = {
  readonly __typename?: 'SnapshotItem';
  /** Its barcode, exactly as it is in the system; null for none. */
  readonly barcode?: Maybe<Scalars['String']['output']>;
  /** Its call number. Null if it has none. */
  readonly callNumber?: Maybe<Scalars['String']['output']>;
  /** What else the system tells of it. What it does not tell is not in the list. */
  readonly details: ReadonlyArray<SnapshotDetail>;
  /** Id of the copy, as in the rest of the graph. */
  readonly id: Scalars['ID']['output'];
  /** The system's code of its type. Null if it has none. */
  readonly itemType?: Maybe<Scalars['String']['output']>;
  /** Why it stands in no public count; null if it does. */
  readonly leftOut?: Maybe<Scalars['String']['output']>;
  /** Id of the library; null if nobody knows the owner. */
  readonly library?: Maybe<Scalars['ID']['output']>;
  /** The system's own number of the copy. */
  readonly localId: Scalars['String']['output'];
  /** The system's code of its permanent location. Null if it has none. */
  readonly locationCode?: Maybe<Scalars['String']['output']>;
  /** The system's code of the owner. Null if it has none. */
  readonly ownerCode?: Maybe<Scalars['String']['output']>;
  /** The system's own number of its record. Null if its record is not in the snapshot. */
  readonly recordLocalId?: Maybe<Scalars['String']['output']>;
  /** Where staff see it in the system; null if the region file does not say how that is addressed. */
  readonly staffLink?: Maybe<Scalars['String']['output']>;
  /** How it stood; null if the system does not tell. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** The same in the system's own words; null if it does not tell. */
  readonly statusAtSource?: Maybe<Scalars['String']['output']>;
  /** Id of the system. */
  readonly system: Scalars['ID']['output'];
  /** Title of its record. Null if it has none. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** Who may see it. */
  readonly visibility: Scalars['String']['output'];
};

/** A page of items. */
export type SnapshotItemConnection = {
  readonly __typename?: 'SnapshotItemConnection';
  /** The rows of this page. */
  readonly edges: ReadonlyArray<SnapshotItemEdge>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of items. */
export type SnapshotItemEdge = {
  readonly __typename?: 'SnapshotItemEdge';
  /** Opaque cursor of this row, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: SnapshotItem;
};

/** A record as a snapshot has it. */
export type SnapshotRecord = {
  readonly __typename?: 'SnapshotRecord';
  /** Book, journal and so on. Null for a record that is yet to be read by this version. */
  readonly format?: Maybe<Scalars['String']['output']>;
  /** Id of the record, as in the rest of the graph. */
  readonly id: Scalars['ID']['output'];
  /** Its copies, hidden ones included. */
  readonly itemCount: Scalars['Int']['output'];
  /** Ids of the libraries that hold it. */
  readonly libraries: ReadonlyArray<Scalars['ID']['output']>;
  /** The system's own number of the record. */
  readonly localId: Scalars['String']['output'];
  /** Where staff see it in the system; null if the region file does not say how that is addressed. */
  readonly staffLink?: Maybe<Scalars['String']['output']>;
  /** Id of the system. */
  readonly system: Scalars['ID']['output'];
  /** Its title; null for one that has none, and for a reader of staff who may not see it. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** Who may see it. */
  readonly visibility: Scalars['String']['output'];
  /** Year of publication. Null if it names none. */
  readonly year?: Maybe<Scalars['Int']['output']>;
};

/** A page of records. */
export type SnapshotRecordConnection = {
  readonly __typename?: 'SnapshotRecordConnection';
  /** The rows of this page. */
  readonly edges: ReadonlyArray<SnapshotRecordEdge>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of records. */
export type SnapshotRecordEdge = {
  readonly __typename?: 'SnapshotRecordEdge';
  /** Opaque cursor of this row, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: SnapshotRecord;
};

/** The answer to a question, from a snapshot. */
export type SnapshotReport = {
  readonly __typename?: 'SnapshotReport';
  /** The main numbers. */
  readonly summary: ReadonlyArray<ReportLine>;
  /** The tables. */
  readonly tables: ReadonlyArray<ReportTable>;
  /** What was found, in one sentence. */
  readonly title: Scalars['String']['output'];
};

/** Whether a snapshot is all there. */
export type SnapshotState =
  /** It could not be taken. Drop it and take another. */
  | 'FAILED'
  /** It is being taken; its numbers are not complete. */
  | 'TAKING'
  /** It is complete and stays as it is. */
  | 'WHOLE';

/** A statement of a run as a snapshot has it. */
export type SnapshotStatement = {
  readonly __typename?: 'SnapshotStatement';
  /** Where it ends; null for one that goes on, or cannot be read. */
  readonly ends?: Maybe<Scalars['String']['output']>;
  /** `MAIN`, `SUPPLEMENT` or `INDEX`. */
  readonly kind: Scalars['String']['output'];
  /** Id of the library. */
  readonly library: Scalars['ID']['output'];
  /** The system's own number of its record. Null if its record is not in the snapshot. */
  readonly recordLocalId?: Maybe<Scalars['String']['output']>;
  /** Where the run begins, as far as it can be read. Null if it cannot. */
  readonly starts?: Maybe<Scalars['String']['output']>;
  /** Id of the system. */
  readonly system: Scalars['ID']['output'];
  /** The statement as the library wrote it. */
  readonly text: Scalars['String']['output'];
  /** Title of its record. Null if it has none. */
  readonly title?: Maybe<Scalars['String']['output']>;
};

/** A page of statements. */
export type SnapshotStatementConnection = {
  readonly __typename?: 'SnapshotStatementConnection';
  /** The rows of this page. */
  readonly edges: ReadonlyArray<SnapshotStatementEdge>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of statements. */
export type SnapshotStatementEdge = {
  readonly __typename?: 'SnapshotStatementEdge';
  /** Opaque cursor of this row, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The row. */
  readonly node: SnapshotStatement;
};

/** What a snapshot has of one system. */
export type SnapshotSystem = {
  readonly __typename?: 'SnapshotSystem';
  /** When the harvest ended that the snapshot shows; null if the system was never harvested in full. */
  readonly harvestedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the system. */
  readonly id: Scalars['ID']['output'];
  /** Ids of the libraries whose copies are in it. */
  readonly libraries: ReadonlyArray<Scalars['ID']['output']>;
  /** What the system cannot tell at all: `ITEMS`, `STATEMENTS`, `LOANS`, `HOLDS`, `READERS`. Its numbers are unknown, not 0. */
  readonly notTold: ReadonlyArray<Scalars['String']['output']>;
  /** Why the snapshot may lack some of what the system has; null if nothing is known to be missing. */
  readonly problem?: Maybe<Scalars['String']['output']>;
};

/** Numbers by dimensions. */
export type SnapshotTable = {
  readonly __typename?: 'SnapshotTable';
  /** The largest first. */
  readonly rows: ReadonlyArray<SnapshotTableRow>;
  /** How many rows the table has. */
  readonly totalRows: Scalars['Int']['output'];
};

/** One number of a table. */
export type SnapshotTableRow = {
  readonly __typename?: 'SnapshotTableRow';
  /** The number. */
  readonly count: Scalars['Int']['output'];
  /** The values that it is about, in the order of the dimensions. */
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

/** What was suggested. */
export type SuggestMappingsPayload = {
  readonly __typename?: 'SuggestMappingsPayload';
  /** Codes that have a suggestion now. */
  readonly suggested: Scalars['Int']['output'];
  /** Codes that have neither a decision nor a suggestion. */
  readonly unmapped: Scalars['Int']['output'];
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
  readonly name: Scalars['String']['input'];
  /** What it is for. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** Ids of the systems; all of the region if not given. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** A snapshot that is being taken. */
export type TakeSnapshotPayload = {
  readonly __typename?: 'TakeSnapshotPayload';
  /** The job that takes it. */
  readonly job: ComparisonJob;
  /** The snapshot; its state is `TAKING`. */
  readonly snapshot: Snapshot;
};

/** A code of the target. */
export type TargetCode = {
  readonly __typename?: 'TargetCode';
  /** The code, as the target spells it. */
  readonly code: Scalars['String']['output'];
  /** What it is called. Null if nobody said. */
  readonly label?: Maybe<Scalars['String']['output']>;
  /** What it stands for: a value of `ItemStatus` for a status, of `ItemUse` for an item type. Null if nobody said. */
  readonly meaning?: Maybe<Scalars['String']['output']>;
};

/** A code of the target. */
export type TargetCodeInput = {
  /** The code. Case and blanks at the ends are no difference between two. */
  readonly code: Scalars['String']['input'];
  /** What it is called. */
  readonly label?: InputMaybe<Scalars['String']['input']>;
  /** Its line in the file. */
  readonly line?: InputMaybe<Scalars['Int']['input']>;
  /** The list. */
  readonly list: CodeListName;
  /** What it stands for: a value of `ItemStatus` for a status, of `ItemUse` for an item type. */
  readonly meaning?: InputMaybe<Scalars['String']['input']>;
};

/** A code of a list of the target. */
export type TargetCodeReference = {
  /** The code. */
  readonly code: Scalars['String']['input'];
  /** The list. */
  readonly list: CodeListName;
};

/** How long the codes of a list may be. */
export type TargetLengthInput = {
  /** Characters; null for no limit. */
  readonly greatestLength?: InputMaybe<Scalars['Int']['input']>;
  /** The list. */
  readonly list: CodeListName;
};

/** A list of codes of the target. */
export type TargetList = {
  readonly __typename?: 'TargetList';
  /** The codes. */
  readonly codes: ReadonlyArray<TargetCode>;
  /** How many characters a code may have. Null if there is no limit, or none was entered. */
  readonly greatestLength?: Maybe<Scalars['Int']['output']>;
  /** Which list. */
  readonly list: CodeListName;
};

/** A row of a file that could not be read. */
export type UnreadRowInput = {
  /** Header of the column; null if the whole row is meant. */
  readonly column?: InputMaybe<Scalars['String']['input']>;
  /** Its line. */
  readonly line: Scalars['Int']['input'];
  /** Why, in a sentence. */
  readonly problem: Scalars['String']['input'];
};
