export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A day: `2026-01-31`. */
  Date: { input: string; output: string; }
  /** A moment in RFC 3339 form, UTC: `2026-01-31T09:30:00Z`. */
  DateTime: { input: string; output: string | Date; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** A rule of the team. */
export type AddLedgerRuleInput = {
  /** Whose rows it explains. */
  readonly class: LedgerClass;
  /** The field, as the differences name it. */
  readonly field: Scalars['String']['input'];
  /** What the field was, with `*` for any text; anything if not given. */
  readonly from?: InputMaybe<Scalars['String']['input']>;
  /** Name of the ledger. */
  readonly ledger: Scalars['String']['input'];
  /** Its name: 3 to 60 small letters, digits and hyphens. */
  readonly name: Scalars['String']['input'];
  /** What it says, in a sentence that somebody can sign. */
  readonly says: Scalars['String']['input'];
  /** What the field became; anything if not given. */
  readonly to?: InputMaybe<Scalars['String']['input']>;
};

/** What a library says of a draft. */
export type AnswerDraftPolicyInput = {
  /** Whether it agrees. */
  readonly agrees: Scalars['Boolean']['input'];
  /** Id of the library. */
  readonly library: Scalars['ID']['input'];
  /** Name of the plan. */
  readonly plan: Scalars['String']['input'];
  /** Why; needed if it objects. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What libraries say of a draft. */
export type AnswerDraftPolicyPayload = {
  readonly __typename?: 'AnswerDraftPolicyPayload';
  /** The plan. */
  readonly plan: MovePlan;
};

/** How a library shall stand. */
export type AskForPhaseInput = {
  /**
   * For MOVED: whether open loans may be left that the new system does not have, or of which one of the systems has told nothing since
   * the freeze.
   */
  readonly acceptLoansMissing?: InputMaybe<Scalars['Boolean']['input']>;
  /** For MOVED: how many holdings and copies are left without a number in the new system; exactly so many. */
  readonly acceptMissing?: InputMaybe<Scalars['Int']['input']>;
  /**
   * For MOVED: how many records of the new system, in other editions than the records that they came from, are ruled to be the same
   * as these; exactly so many, 1000 at most. Then it is asked for again after the next harvest.
   */
  readonly joinRecords?: InputMaybe<Scalars['Int']['input']>;
  /** Id of the library. */
  readonly library: Scalars['ID']['input'];
  /** What whoever asks has to say of it; names no reader. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** How it shall stand at the system that it moves away from. */
  readonly phase: MovePhase;
  /** Id of that system; needed only if it could be several. */
  readonly system?: InputMaybe<Scalars['ID']['input']>;
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

/** What is changed of a decision; what is not given stays. */
export type ChangeDecisionInput = {
  /** The day by which it is to be decided. */
  readonly dueOn?: InputMaybe<Scalars['Date']['input']>;
  /** Its id. */
  readonly id: Scalars['ID']['input'];
  /** What can be done, instead of what could be before. */
  readonly options?: InputMaybe<ReadonlyArray<DecisionOptionInput>>;
  /** Who sees to it. */
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  /** The question. */
  readonly question?: InputMaybe<Scalars['String']['input']>;
};

/** A change of a row of a draft. */
export type ChangeDraftRuleInput = {
  /** Category of the row. */
  readonly category: Scalars['String']['input'];
  /** Item type of the row. */
  readonly itemType: Scalars['String']['input'];
  /** Why. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** Name of the plan. */
  readonly plan: Scalars['String']['input'];
  /** The terms that are set, as JSON; others stay. */
  readonly terms: Scalars['String']['input'];
};

/** A row that was changed. */
export type ChangeDraftRulePayload = {
  readonly __typename?: 'ChangeDraftRulePayload';
  /** The row. */
  readonly rule: DraftRule;
};

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

/** What was decided. */
export type CloseDecisionInput = {
  /** The decision's id. */
  readonly id: Scalars['ID']['input'];
  /** Place of the option that was chosen, from 0; not given for another outcome. */
  readonly option?: InputMaybe<Scalars['Int']['input']>;
  /** The outcome in words; that of the option if not given. */
  readonly outcome?: InputMaybe<Scalars['String']['input']>;
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
  /** The code that it becomes. Null while that is not decided. */
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
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<CodeMapping>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of mappings. */
export type CodeMappingEdge = {
  readonly __typename?: 'CodeMappingEdge';
  /** Opaque cursor of this mapping, for `after`. */
  readonly cursor: Scalars['String']['output'];
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
  /** What it does: `TAKE_SNAPSHOT`, `PREDICT_PLAN`, `MAKE_LEDGER`. */
  readonly kind: Scalars['String']['output'];
  /** Why it failed; null if it did not. */
  readonly problem?: Maybe<Scalars['String']['output']>;
  /** Name of the snapshot that it is about. Null if it is about none, or the snapshot was dropped. */
  readonly snapshot?: Maybe<Scalars['String']['output']>;
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
  /**
   * Names of reports that are put together in this one. They are still accepted: the answer is this one, and says so in the first line of
   * its summary.
   */
  readonly formerly: ReadonlyArray<Scalars['String']['output']>;
  /** Its name, for `Snapshot.report` and for `mercia compare`. */
  readonly name: Scalars['String']['output'];
  /** What it may be told besides, as `Snapshot.report` takes it. */
  readonly options: ReadonlyArray<ComparisonReportOption>;
  /** The question, in words. */
  readonly question: Scalars['String']['output'];
  /** What must be named: `LIBRARY`, or nothing (`REGION`). */
  readonly scope: Scalars['String']['output'];
};

/** Something that a report may be told. */
export type ComparisonReportOption = {
  readonly __typename?: 'ComparisonReportOption';
  /** Its name: `since`. */
  readonly name: Scalars['String']['output'];
  /** What it does, in a few words. */
  readonly says: Scalars['String']['output'];
  /** What its value is. */
  readonly takes: ReportOptionValue;
  /** The values that there are, if it takes one of them. Several may be given, with commas between. */
  readonly values: ReadonlyArray<Scalars['String']['output']>;
};

/** Rows that have one of some values. */
export type Condition = {
  /** Which dimension. */
  readonly dimension: Dimension;
  /** One or more values; `(not told)` and `(none)` are values too. */
  readonly in: ReadonlyArray<Scalars['String']['input']>;
};

/** What can be counted in a library's own system. */
export type ControlClass =
  /** Charges that are not paid. */
  | 'CHARGES'
  /** What all charges come to that are not paid, in pence. */
  | 'CHARGES_PENCE'
  /** Holds that are open. */
  | 'HOLDS'
  /** Copies, hidden ones and those without barcode included. */
  | 'ITEMS'
  /** Loans that are open. */
  | 'LOANS'
  /** Registered readers. */
  | 'READERS'
  /** Bibliographic records of which the library has copies or states a run, hidden ones included. */
  | 'RECORDS'
  /** Statements of runs. */
  | 'STATEMENTS';

/** What a library may count and Mercia not, or the other way round. The report `reconcile` has the number of each (`known`). */
export type ControlPart =
  /** Copies of a code that no library owns. Mercia counts them for no library. */
  | 'GHOST_OWNERS'
  /** Records and copies that are hidden from the public, shadowed ones included. */
  | 'HIDDEN'
  /** Records and copies that were made for one interlibrary loan. */
  | 'INTERLIBRARY'
  /** Copies and statements whose record is hidden. */
  | 'ON_HIDDEN_RECORDS'
  /** Copies that name no owner, and records that no library has. Mercia counts them for no library. */
  | 'OWNERLESS'
  /** Records that could not be read. */
  | 'REJECTED'
  /** Copies that came without their number or barcode. */
  | 'WITHOUT_NUMBER';

/** What a library counted in its own system. */
export type ControlTotal = {
  readonly __typename?: 'ControlTotal';
  /** What was counted. */
  readonly class: ControlClass;
  /** When they were counted. */
  readonly countedOn: Scalars['Date']['output'];
  /** When it was entered. */
  readonly enteredAt: Scalars['DateTime']['output'];
  /** Who signed: the same for one person or program at each sign-in, and says nothing of who it is. */
  readonly enteredBy: Scalars['String']['output'];
  /** What the count has in it of what one side may not count. Null if nobody said. */
  readonly includes?: Maybe<ReadonlyArray<ControlPart>>;
  /** Id of the library. */
  readonly library: Scalars['ID']['output'];
  /** How they were counted. Null if nobody said. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** What is to be said of what remains. Null if nothing is. */
  readonly restNote?: Maybe<Scalars['String']['output']>;
  /** Who sees to what remains of the difference. Null if nobody is named. */
  readonly restOwner?: Maybe<Scalars['String']['output']>;
  /** How many there are. */
  readonly value: Scalars['Int']['output'];
  /** Which of them; all if it is empty. */
  readonly where: ReadonlyArray<ReportCondition>;
};

/** One count. */
export type ControlTotalInput = {
  /** What was counted. */
  readonly class: ControlClass;
  /**
   * What the count has in it of what one side may count and the other not: none if it is empty. Mercia's number is then made the same. For all
   * `RECORDS`, `ITEMS` or `STATEMENTS` only. If not given, it stays as it was; null says that nobody knows.
   */
  readonly includes?: InputMaybe<ReadonlyArray<ControlPart>>;
  /** What is to be said of what remains. If not given, it stays as it was. */
  readonly restNote?: InputMaybe<Scalars['String']['input']>;
  /** Who sees to what remains of the difference: a person or a role, up to 200 characters. If not given, it stays as it was. */
  readonly restOwner?: InputMaybe<Scalars['String']['input']>;
  /** How many. Null takes back what was entered before. */
  readonly value?: InputMaybe<Scalars['Int']['input']>;
  /** Which of them; all if not given. For `RECORDS`, `ITEMS` and `STATEMENTS` only. */
  readonly where?: InputMaybe<ReadonlyArray<Condition>>;
};

/** A plan to copy. */
export type CopyPlanInput = {
  /** Settings that are laid over those of the other plan, as YAML or JSON. None if not given. */
  readonly changes?: InputMaybe<Scalars['String']['input']>;
  /** Name of the plan that is copied. */
  readonly from: Scalars['String']['input'];
  /** Name of the new plan. */
  readonly name: Scalars['String']['input'];
  /** What the new plan is for. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
};

/** A clash that somebody has to decide, or has decided. */
export type Decision = {
  readonly __typename?: 'Decision';
  /** When it was changed last. Null if it never was. */
  readonly changedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who changed it last. Null if nobody did. */
  readonly changedBy?: Maybe<Scalars['String']['output']>;
  /** Place of the option that was chosen, from 0. Null while it is open, and for another outcome. */
  readonly chosen?: Maybe<Scalars['Int']['output']>;
  /** When it was decided. Null while it is open. */
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who decided. Null while it is open. */
  readonly closedBy?: Maybe<Scalars['String']['output']>;
  /** The day by which it is to be decided. Null if there is none. */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** Opaque id. */
  readonly id: Scalars['ID']['output'];
  /** What a snapshot has of it. Null if there is no such snapshot. */
  readonly inSnapshot?: Maybe<DecisionInSnapshot>;
  /** How many items it touched when it was raised. Null if that was not told. */
  readonly items?: Maybe<Scalars['Int']['output']>;
  /** Ids of the libraries that it touched when it was raised. */
  readonly libraries: ReadonlyArray<Scalars['ID']['output']>;
  /** When it was raised. */
  readonly madeAt: Scalars['DateTime']['output'];
  /** Who raised it: the same for one person or program at each sign-in, and says nothing of who it is. */
  readonly madeBy: Scalars['String']['output'];
  /** What its rows are. */
  readonly of: Population;
  /** What can be done. */
  readonly options: ReadonlyArray<DecisionOption>;
  /** What was decided. Null while it is open. */
  readonly outcome?: Maybe<Scalars['String']['output']>;
  /** Who sees to it. Null if nobody does yet. */
  readonly owner?: Maybe<Scalars['String']['output']>;
  /** The question. */
  readonly question: Scalars['String']['output'];
  /** How many readers had a loan or hold of them then. Null if that was not told, or they are too few to be shown. */
  readonly readers?: Maybe<Scalars['Int']['output']>;
  /** Name of the snapshot that raised it. */
  readonly snapshot: Scalars['String']['output'];
  /** How it stands. */
  readonly state: DecisionState;
  /** The conditions that give its rows, in any snapshot. */
  readonly where: ReadonlyArray<ReportCondition>;
};


/** A clash that somebody has to decide, or has decided. */
export type DecisionInSnapshotArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
};

/** A page of decisions. */
export type DecisionConnection = {
  readonly __typename?: 'DecisionConnection';
  /** The decisions of this page. */
  readonly edges: ReadonlyArray<DecisionEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Decision>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of decisions. */
export type DecisionEdge = {
  readonly __typename?: 'DecisionEdge';
  /** Opaque cursor of this row, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The decision. */
  readonly node: Decision;
};

/** What a snapshot has of a decision. */
export type DecisionInSnapshot = {
  readonly __typename?: 'DecisionInSnapshot';
  /** How many items it touches there. Null if that is not told. */
  readonly items?: Maybe<Scalars['Int']['output']>;
  /** How many readers have a loan or hold of them. Null if that is not told, or they are too few to be shown. */
  readonly readers?: Maybe<Scalars['Int']['output']>;
  /** Name of the snapshot. */
  readonly snapshot: Scalars['String']['output'];
  /** Whether there is anything left to do. Null if that is not told. */
  readonly stillThere?: Maybe<Scalars['Boolean']['output']>;
  /** Why there is no number of readers. Null if there is one. */
  readonly why?: Maybe<Scalars['String']['output']>;
};

/** Something that can be done. */
export type DecisionOption = {
  readonly __typename?: 'DecisionOption';
  /** How many items it touches. Null if that is not told. */
  readonly items?: Maybe<Scalars['Int']['output']>;
  /** How many readers have a loan or hold of them. Null if that is not told, or they are too few to be shown. */
  readonly readers?: Maybe<Scalars['Int']['output']>;
  /** What, in words. */
  readonly text: Scalars['String']['output'];
  /** Which of the decision's rows it changes; all if it is empty. */
  readonly where: ReadonlyArray<ReportCondition>;
  /** Why there is no number of readers. Null if there is one. */
  readonly why?: Maybe<Scalars['String']['output']>;
};

/** Something that can be done. */
export type DecisionOptionInput = {
  /** What, in words. */
  readonly text: Scalars['String']['input'];
  /** Which of the decision's rows it changes; all if not given. */
  readonly where?: InputMaybe<ReadonlyArray<Condition>>;
};

/** A decision as it stands now. */
export type DecisionPayload = {
  readonly __typename?: 'DecisionPayload';
  /** The decision. */
  readonly decision: Decision;
};

/** How a decision stands. */
export type DecisionState =
  /** It is decided. */
  | 'DECIDED'
  /** It is to be decided. */
  | 'OPEN';

/** What is declared. */
export type DeclareForLedgerInput = {
  /** What becomes of it. */
  readonly choice: LedgerChoice;
  /** Name of the ledger. */
  readonly ledger: Scalars['String']['input'];
  /** Of what. */
  readonly thing: LedgerThing;
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
  /** Records: `YES` for a part of another publication (MARC 773), whose copies are those of that one. */
  | 'PART'
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

/** What a library says of a draft of one policy of lending. */
export type DraftAnswer = {
  readonly __typename?: 'DraftAnswer';
  /** Whether it agrees. */
  readonly agrees: Scalars['Boolean']['output'];
  /** When. */
  readonly answeredAt: Scalars['DateTime']['output'];
  /** Pseudonym of whoever answered. */
  readonly answeredBy: Scalars['String']['output'];
  /** Id of the library. */
  readonly library: Scalars['ID']['output'];
  /** Whether the table has changed since: then it was another that was answered. */
  readonly ofEarlierDraft: Scalars['Boolean']['output'];
  /** Why it objects. Null if it agrees without a word. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** A row of a draft of one policy of lending. */
export type DraftRule = {
  readonly __typename?: 'DraftRule';
  /** Category of readers: a code of the target. */
  readonly category: Scalars['String']['output'];
  /** Whether a person changed what was proposed. */
  readonly changed: Scalars['Boolean']['output'];
  /** Item type: a code of the target. */
  readonly itemType: Scalars['String']['output'];
  /** Why it was changed. Null if nobody said, or nobody changed it. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /**
   * What it says, as JSON: `loanLength` in `loanUnit`, `renewals`, `loanLimit`, `overdueCharge` for each `chargeLength`, and so on; see
   * docs/move-plan.md.
   */
  readonly terms: Scalars['String']['output'];
};

/** A ledger to drop. */
export type DropLedgerInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
};

/** The ledger that is gone. */
export type DropLedgerPayload = {
  readonly __typename?: 'DropLedgerPayload';
  /** Its name. */
  readonly name: Scalars['String']['output'];
};

/** A rule to drop. */
export type DropLedgerRuleInput = {
  /** Name of the ledger. */
  readonly ledger: Scalars['String']['input'];
  /** Name of the rule. */
  readonly rule: Scalars['String']['input'];
};

/** Which plan to drop. */
export type DropPlanInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
};

/** What was dropped. */
export type DropPlanPayload = {
  readonly __typename?: 'DropPlanPayload';
  /** The name of the plan that is gone. */
  readonly name: Scalars['String']['output'];
};

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

/** Which step. */
export type EndPhaseRequestInput = {
  /** The step's id. */
  readonly id: Scalars['ID']['input'];
};

/** What a library counted in its own system. */
export type EnterControlTotalsInput = {
  /** The day on which they were counted: today if not given. */
  readonly countedOn?: InputMaybe<Scalars['Date']['input']>;
  /** Id of the library. */
  readonly library: Scalars['ID']['input'];
  /** How they were counted. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /**
   * True if a number is meant that looks mistyped beside the newest snapshot: with a digit too many or too few, or two of them the wrong way
   * round. Such a number is refused, and all with it, until somebody is sure.
   */
  readonly sure?: InputMaybe<Scalars['Boolean']['input']>;
  /** The counts: 1 to 200. */
  readonly totals: ReadonlyArray<ControlTotalInput>;
};

/** The counts of the library that stand now. */
export type EnterControlTotalsPayload = {
  readonly __typename?: 'EnterControlTotalsPayload';
  /** All of the library. */
  readonly totals: ReadonlyArray<ControlTotal>;
};

/** What a library found of rows of its sample. */
export type EnterSampleResultsInput = {
  /** How many rows of each kind were drawn, 1 to 50: 5 if not given. */
  readonly each?: InputMaybe<Scalars['Int']['input']>;
  /** Id of the library. */
  readonly library: Scalars['ID']['input'];
  /** What was found: at most 1,000 rows. */
  readonly results: ReadonlyArray<SampleResultInput>;
  /** The seed that it was drawn with: 1 if not given. */
  readonly seed?: InputMaybe<Scalars['String']['input']>;
  /** Name of the snapshot that the sample was drawn from. */
  readonly snapshot: Scalars['String']['input'];
};

/** What was taken of the results of a sample. */
export type EnterSampleResultsPayload = {
  readonly __typename?: 'EnterSampleResultsPayload';
  /** What was refused. */
  readonly refused: ReadonlyArray<RowRefusal>;
  /** How many rows were entered. */
  readonly taken: Scalars['Int']['output'];
};

/** What somebody took out of a snapshot: written before the first row was given, and never changed. */
export type Export = {
  readonly __typename?: 'Export';
  /** Who: the pseudonym of a person or the id of a program's key, the same at each sign-in. */
  readonly actor: Scalars['String']['output'];
  /** Ids of the libraries that the actor works for, as they signed in; empty for other roles than `staff`. */
  readonly actorLibraries: ReadonlyArray<Scalars['ID']['output']>;
  /** When it was asked for. */
  readonly at: Scalars['DateTime']['output'];
  /** The conditions and dimensions of rows, or the options of a report, as JSON. */
  readonly filter: Scalars['String']['output'];
  /** What they were written to. */
  readonly format: ExportFormat;
  /** Opaque id. */
  readonly id: Scalars['ID']['output'];
  /** The library that was named. Null if none was. */
  readonly library?: Maybe<Scalars['ID']['output']>;
  /** What the rows are. Null for a report. */
  readonly of?: Maybe<Population>;
  /** Name of the report. Null if it was none. */
  readonly report?: Maybe<Scalars['String']['output']>;
  /** The actor's role at that moment. */
  readonly role: Scalars['String']['output'];
  /** How many rows there were to be given. Null if it takes a listing to know. */
  readonly rowCount?: Maybe<Scalars['Int']['output']>;
  /** Name of the snapshot. */
  readonly snapshot: Scalars['String']['output'];
  /** Whether notes of staff went along. */
  readonly staffNotes: Scalars['Boolean']['output'];
  /** The system that was named. Null if none was. */
  readonly system?: Maybe<Scalars['ID']['output']>;
  /** What kind: `REPORT`, `ROWS` or `TABLE`. */
  readonly what: Scalars['String']['output'];
};

/** A page of exports. */
export type ExportConnection = {
  readonly __typename?: 'ExportConnection';
  /** The exports of this page, newest first. */
  readonly edges: ReadonlyArray<ExportEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<Export>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of exports. */
export type ExportEdge = {
  readonly __typename?: 'ExportEdge';
  /** Opaque cursor of this export, for `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The export. */
  readonly node: Export;
};

/** What an export is written to. */
export type ExportFormat =
  /** Comma-separated values. */
  | 'CSV'
  /** JSON, for a program. */
  | 'JSON'
  /** A workbook. */
  | 'XLSX';

/** A file, or a part of one, from which rows come. What is refused of it can be listed again (`refusedRows`). */
export type FilePartInput = {
  /** True for the first part: what was refused of an earlier file of this name is forgotten then. */
  readonly isFirst: Scalars['Boolean']['input'];
  /** Its name, without folders: 1 to 200 characters. */
  readonly name: Scalars['String']['input'];
  /** Rows that could not be read. */
  readonly unread?: InputMaybe<ReadonlyArray<UnreadRowInput>>;
};

/** Something that is looked for in every snapshot. */
export type FindingKind = {
  readonly __typename?: 'FindingKind';
  /** The value of `FINDING`. */
  readonly name: Scalars['String']['output'];
  /** In whose rows it is found. */
  readonly of: Population;
  /** What it means, in one sentence. */
  readonly says: Scalars['String']['output'];
};

/** A source beside a target, row by row. Its rows are the reports `ledger` and `ledger-readers` of either snapshot, with the option `ledger`. */
export type Ledger = {
  readonly __typename?: 'Ledger';
  /** Name of the snapshot that shows the target before anything was loaded. Null if none was given. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** What became of the rows, by class. Empty before it is whole. About readers for the role `migration` alone. */
  readonly classes: ReadonlyArray<LedgerClassCount>;
  /** What is not compared, and what the team declares of it. */
  readonly declared: ReadonlyArray<LedgerDeclaration>;
  /** In spite of what it was made. */
  readonly despite: ReadonlyArray<LedgerReservation>;
  /**
   * Whether nothing is unexplained and every rule is signed. Null for whoever may not see all classes, before it is whole, and if nothing
   * is wrong but a class is not told.
   */
  readonly isDone?: Maybe<Scalars['Boolean']['output']>;
  /** Ids of the libraries whose rows are compared. Null for all of these systems. */
  readonly libraries?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** When it was asked for. */
  readonly madeAt: Scalars['DateTime']['output'];
  /** The greatest share of its class, 0 to 1, that a rule may explain without a signature that knew it. */
  readonly maxShare: Scalars['Float']['output'];
  /** Its name: no other ledger has it. */
  readonly name: Scalars['String']['output'];
  /** What it is for. Null if nobody said. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** Name of the plan that says what the target should have. Null without one. */
  readonly plan?: Maybe<Scalars['String']['output']>;
  /** The rules that explain something, and those of the team. About readers for the role `migration` alone. */
  readonly rules: ReadonlyArray<LedgerRule>;
  /** Seed of the samples: the same seed draws the same. */
  readonly seed: Scalars['Int']['output'];
  /** Name of the snapshot of the source. */
  readonly source: Scalars['String']['output'];
  /** How far it is. */
  readonly state: LedgerState;
  /** Ids of the systems that are the source. */
  readonly systems: ReadonlyArray<Scalars['ID']['output']>;
  /** Name of the snapshot of the target. */
  readonly target: Scalars['String']['output'];
  /** Id of the system that is the target. */
  readonly targetSystem: Scalars['ID']['output'];
  /** How much more than when it was signed a rule may explain, as a share: 0.01 is one in a hundred. */
  readonly tolerance: Scalars['Float']['output'];
  /** When it was whole. Null before. */
  readonly wholeAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What becomes of it. */
export type LedgerChoice =
  /** It is carried without the readers. */
  | 'ANONYMISE'
  /** The supplier is asked for it. */
  | 'ASK_THE_SUPPLIER'
  /** It is carried. */
  | 'CARRY'
  /** It is left behind. */
  | 'LEAVE';

/** What a ledger compares. */
export type LedgerClass =
  /** Readers who are blocked or have messages. */
  | 'BLOCKS'
  /** What readers owe. */
  | 'CHARGES'
  /** Open holds. */
  | 'HOLDS'
  /** Items. */
  | 'ITEMS'
  /** Open loans. */
  | 'LOANS'
  /** Registrations of readers. */
  | 'READERS'
  /** Bibliographic records. */
  | 'RECORDS'
  /** Statements of runs. */
  | 'STATEMENTS';

/** How many rows of a class became what. */
export type LedgerClassCount = {
  readonly __typename?: 'LedgerClassCount';
  /** The same to the last field. Null if no system of the source tells the class. */
  readonly carried?: Maybe<Scalars['Int']['output']>;
  /** Changed as a rule says. Null if no system of the source tells the class. */
  readonly changedByRule?: Maybe<Scalars['Int']['output']>;
  /** The class. */
  readonly class: LedgerClass;
  /** Left behind as a rule says. Null if no system of the source tells the class. */
  readonly droppedByRule?: Maybe<Scalars['Int']['output']>;
  /** Of these, rows of the target alone. Null if a side does not tell the class. */
  readonly extra?: Maybe<Scalars['Int']['output']>;
  /** One of several that became one. Null if no system of the source tells the class. */
  readonly merged?: Maybe<Scalars['Int']['output']>;
  /** Neither carried nor lost as far as can be known: one side does not tell a field of it. Null if no system of the source tells the class. */
  readonly notProvable?: Maybe<Scalars['Int']['output']>;
  /** Systems that do not tell the class: nothing of theirs is in a number. */
  readonly notToldBy: ReadonlyArray<Scalars['ID']['output']>;
  /** Of charges, what the source has in all, in pence. Null for other classes, and if it is not told. */
  readonly penceFrom?: Maybe<Scalars['Int']['output']>;
  /** Of charges, what the target has in all, in pence. Null for other classes, and if it is not told. */
  readonly penceTo?: Maybe<Scalars['Int']['output']>;
  /** Rows of the source. Null if no system of the source tells the class. */
  readonly source?: Maybe<Scalars['Int']['output']>;
  /** Rows of the source, and of the target, that nothing explains. Null if a side does not tell the class. */
  readonly unexplained?: Maybe<Scalars['Int']['output']>;
};

/** What the team declares of something that is not compared. */
export type LedgerDeclaration = {
  readonly __typename?: 'LedgerDeclaration';
  /** What becomes of it. Null if nobody has declared it yet. */
  readonly choice?: Maybe<LedgerChoice>;
  /** Of what. */
  readonly thing: LedgerThing;
};

/** A ledger after a change. */
export type LedgerPayload = {
  readonly __typename?: 'LedgerPayload';
  /** The ledger. */
  readonly ledger: Ledger;
};

/** In spite of what a ledger may be made. */
export type LedgerReservation =
  /** The source has changed after its snapshot was taken: the target was loaded from what the snapshot shows. */
  | 'SOURCE_CHANGED'
  /** The snapshot of the target may lack some of what it has. */
  | 'TARGET_PROBLEM';

/** A rule that explains differences. */
export type LedgerRule = {
  readonly __typename?: 'LedgerRule';
  /** Whose rows it explains. */
  readonly class: LedgerClass;
  /** The field that it explains. Null for a rule that every ledger has. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** What the field was, with `*` for any text. Null for anything. */
  readonly from?: Maybe<Scalars['String']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** How many rows it explains, wholly or in part. */
  readonly rows: Scalars['Int']['output'];
  /** Rows that it explains, drawn by the seed. */
  readonly sample: ReadonlyArray<LedgerSample>;
  /** What it says, in a sentence. */
  readonly says: Scalars['String']['output'];
  /** Which share of its class that is: 0 to 1. */
  readonly share: Scalars['Float']['output'];
  /** The newest signature. Null if nobody has signed. */
  readonly signature?: Maybe<LedgerSignature>;
  /** Whether it asks for a signature. */
  readonly state: LedgerRuleState;
  /** What the field became. Null for anything. */
  readonly to?: Maybe<Scalars['String']['output']>;
};

/** How a rule stands. */
export type LedgerRuleState =
  /** It explains more than when it was signed. */
  | 'GREW'
  /** It has come to explain more than the share that was set. */
  | 'OVER_SHARE'
  /** It is signed. */
  | 'SIGNED'
  /** Nobody has signed it. */
  | 'UNSIGNED'
  /** It explains nothing, and needs no signature. */
  | 'UNUSED';

/** A row that a rule explains. */
export type LedgerSample = {
  readonly __typename?: 'LedgerSample';
  /** The field. */
  readonly field: Scalars['String']['output'];
  /** What it was. Null if it was not there. */
  readonly from?: Maybe<Scalars['String']['output']>;
  /** The row: an id, a barcode, or a digest of a reader. */
  readonly key: Scalars['String']['output'];
  /** What it became. Null if it is not there. */
  readonly to?: Maybe<Scalars['String']['output']>;
};

/** Who signed a rule, for how much. */
export type LedgerSignature = {
  readonly __typename?: 'LedgerSignature';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** How many rows it explained then. */
  readonly rows: Scalars['Int']['output'];
  /** Which share of its class that was. */
  readonly share: Scalars['Float']['output'];
  /** As what the person signed. */
  readonly signedAs: Scalars['String']['output'];
  /** A pseudonym, the same at each sign-in. */
  readonly subject: Scalars['String']['output'];
};

/** How far a ledger is. */
export type LedgerState =
  /** It broke off; make it again. */
  | 'FAILED'
  /** A job compares. */
  | 'MAKING'
  /** All is compared. */
  | 'WHOLE';

/** What no two systems keep alike. */
export type LedgerThing =
  /** Authority records. */
  | 'AUTHORITIES'
  /** Opening days and holidays. */
  | 'CALENDARS'
  /** Requests to other libraries. */
  | 'INTERLIBRARY_REQUESTS'
  /** Loans that are over. */
  | 'LOAN_HISTORY'
  /** Orders and their funds. */
  | 'ORDERS'
  /** Routing lists of serials. */
  | 'ROUTING';

/** Where a library stands on its way from one system to another. */
export type LibraryPhases = {
  readonly __typename?: 'LibraryPhases';
  /** The step that waits to be confirmed or withdrawn. Null if there is none. */
  readonly asked?: Maybe<PhaseRequest>;
  /** What was asked for and what became of it, the newest first; 200 at most. */
  readonly history: ReadonlyArray<PhaseRequest>;
  /** Id of the library. */
  readonly library: Scalars['ID']['output'];
  /** Where it stands at each of its systems. */
  readonly systems: ReadonlyArray<SystemPhase>;
  /**
   * What is to be keyed into the old system after a switch back, from the open loans, holds and charges of both systems. For the role `migration`. Null if
   * the library never moved, or with an error.
   */
  readonly toRekey?: Maybe<RekeyList>;
  /** Holdings and copies that had no new id when MOVED was last asked for, holdings first. Empty before it is FROZEN. */
  readonly withoutNewId: ReadonlyArray<WithoutNewId>;
};


/** Where a library stands on its way from one system to another. */
export type LibraryPhasesWithoutNewIdArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What is to be decided. */
export type MakeDecisionInput = {
  /** The day by which it is to be decided. */
  readonly dueOn?: InputMaybe<Scalars['Date']['input']>;
  /** What the rows are. */
  readonly of: Population;
  /** What can be done. If not given: each system, or each library if there is one system only, changes its rows. */
  readonly options?: InputMaybe<ReadonlyArray<DecisionOptionInput>>;
  /** Who sees to it. */
  readonly owner?: InputMaybe<Scalars['String']['input']>;
  /** The question, as somebody would ask it. */
  readonly question: Scalars['String']['input'];
  /** Name of the snapshot that raises it; the newest if not given. */
  readonly snapshot?: InputMaybe<Scalars['String']['input']>;
  /**
   * The rows that it is about, such as one `FINDING_GROUP`, or the codes of two systems. The `drill` of a report's row says
   * both.
   */
  readonly where: ReadonlyArray<Condition>;
};

/** A ledger to make. */
export type MakeLedgerInput = {
  /** True to make a ledger that is there once more: its rules and signatures stay. */
  readonly again?: InputMaybe<Scalars['Boolean']['input']>;
  /** Name of a snapshot that shows the target before anything was loaded: what it had then is not counted as more. */
  readonly before?: InputMaybe<Scalars['String']['input']>;
  /** In spite of what it is made; of nothing if not given. */
  readonly despite?: InputMaybe<ReadonlyArray<LedgerReservation>>;
  /** Ids of the libraries whose rows are compared; all if not given. */
  readonly libraries?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The greatest share of its class that a rule may explain without a signature that knew it; 0.25 if not given. */
  readonly maxShare?: InputMaybe<Scalars['Float']['input']>;
  /** Its name: 1 to 80 letters, digits, blanks, dots, hyphens and underscores. */
  readonly name: Scalars['String']['input'];
  /** What it is for. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** Name of a plan of that snapshot, which says what the target should have. */
  readonly plan?: InputMaybe<Scalars['String']['input']>;
  /** Rows of each sample, 1 to 200; 20 if not given. */
  readonly sampleSize?: InputMaybe<Scalars['Int']['input']>;
  /** Seed of the samples; 1 if not given. */
  readonly seed?: InputMaybe<Scalars['Int']['input']>;
  /** Name of the snapshot of the source; that of the plan if not given. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Ids of the systems that are the source; all but the target if not given. */
  readonly systems?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Name of the snapshot of the target. */
  readonly target: Scalars['String']['input'];
  /** Id of the system that is the target. */
  readonly targetSystem: Scalars['ID']['input'];
  /** How much more than when it was signed a rule may explain, as a share; 0 if not given. */
  readonly tolerance?: InputMaybe<Scalars['Float']['input']>;
};

/** A ledger, and who makes it. */
export type MakeLedgerPayload = {
  readonly __typename?: 'MakeLedgerPayload';
  /** The job that makes it. */
  readonly job: ComparisonJob;
  /** The ledger. */
  readonly ledger: Ledger;
};

/** A plan to make. */
export type MakePlanInput = {
  /** Its name: 1 to 80 letters, digits, blanks, dots, hyphens and underscores; no other plan may have it. */
  readonly name: Scalars['String']['input'];
  /** What it is for. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** What it says, as YAML or JSON: docs/move-plan.md has every key. */
  readonly settings: Scalars['String']['input'];
  /** Name of the snapshot that it is made of; the newest whole one if not given. */
  readonly snapshot?: InputMaybe<Scalars['String']['input']>;
};

/** How far a mapping is. */
export type MappingState =
  /** Somebody decided it. */
  | 'DECIDED'
  /** Mercia suggests it, and nobody has decided. */
  | 'SUGGESTED'
  /** It is not decided yet what the code becomes. */
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

/** The evidence of a move. */
export type MoveEvidence = {
  readonly __typename?: 'MoveEvidence';
  /** SHA-256 of that text. */
  readonly digest: Scalars['String']['output'];
  /** All of it as JSON text, byte for byte the same whenever it is made of the same. */
  readonly json: Scalars['String']['output'];
  /** Who has signed this and nothing else, in the order in which they did. */
  readonly signatures: ReadonlyArray<MoveSignature>;
};

/** Phases of a library at a system. */
export type MovePhase =
  /** A system that is kept to read only. */
  | 'ARCHIVED'
  /** A catalogue that is no longer edited; loans go on. */
  | 'CATALOGUE_FROZEN'
  /** No data is changed until the move is done. */
  | 'FROZEN'
  /** The system in use. */
  | 'LIVE'
  /** A system that the library has left for another. */
  | 'MOVED'
  /** A trial load of the library's data. */
  | 'TEST_LOADED';

/** A plan of a move. What it comes to are the reports `plan` and `plan-compare` of its snapshot, with the option `plan`. */
export type MovePlan = {
  readonly __typename?: 'MovePlan';
  /**
   * The table as rows of Koha's `circulation_rules`: CSV with the columns `branchcode`, `categorycode`, `itemtype`, `rule_name`,
   * `rule_value`.
   */
  readonly circulationRules: Scalars['String']['output'];
  /** Name of the plan that it was copied from; null for a new one. */
  readonly copiedFrom?: Maybe<Scalars['String']['output']>;
  /** What its libraries say of that table; for staff, their own. */
  readonly draftAnswers: ReadonlyArray<DraftAnswer>;
  /**
   * One table of lending out of those of its libraries, in codes of the target; empty before the first prediction. The report
   * `policy-draft` says what changes for whom.
   */
  readonly draftRules: ReadonlyArray<DraftRule>;
  /** When it was made. */
  readonly madeAt: Scalars['DateTime']['output'];
  /** Its name: no other plan has it. */
  readonly name: Scalars['String']['output'];
  /** What it is for. Null if nobody said. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** When what it comes to was predicted last; null before the first time. */
  readonly predictedAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * All that it says, those settings included that it leaves as they usually are, as JSON. For the roles `migration` and `operator`; null
   * for staff, to whom the reports about the plan say what becomes of what their library has.
   */
  readonly settings?: Maybe<Scalars['String']['output']>;
  /** The snapshot that it is made of. */
  readonly snapshot: Snapshot;
  /** How far it is. */
  readonly state: MovePlanState;
  /** Kind of the target system, such as `koha`. */
  readonly target: Scalars['String']['output'];
};

/** How far a plan is. */
export type MovePlanState =
  /** Nothing is predicted yet. */
  | 'DRAFT'
  /** The prediction broke off. */
  | 'FAILED'
  /** A job predicts what it comes to. */
  | 'PREDICTING'
  /** What it comes to is predicted. */
  | 'WHOLE';

/** A signature below the evidence of a move. */
export type MoveSignature = {
  readonly __typename?: 'MoveSignature';
  /** The name of whoever holds the role, as they gave it. */
  readonly holder: Scalars['String']['output'];
  /** Id of the library; null for other roles than `LIBRARY`. */
  readonly library?: Maybe<Scalars['ID']['output']>;
  /** In which role. */
  readonly role: SigningRole;
  /** When. */
  readonly signedAt: Scalars['DateTime']['output'];
  /** Pseudonym of who was signed in. */
  readonly signedBy: Scalars['String']['output'];
};

/** The changes that can be made through the graph. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Adds a rule of the team to a ledger; one that matches everything is refused. For the role `migration`. Null only with an error. */
  readonly addLedgerRule?: Maybe<LedgerPayload>;
  /**
   * Says for a library that it agrees to a plan's draft of one policy of lending, or objects and why. Its newest answer counts. For
   * staff of the library, and the roles `migration` and `operator`. Null only with an error.
   */
  readonly answerDraftPolicy?: Maybe<AnswerDraftPolicyPayload>;
  /**
   * Asks that a library shall stand otherwise on its way to another system. Nothing changes until somebody else confirms it. For
   * the roles `migration` and `operator`. An API key is refused (`FORBIDDEN`) in a region where people can sign in. Null only with
   * an error.
   */
  readonly askForPhase?: Maybe<PhasePayload>;
  /** Ends a job that waits or runs. For the roles `migration` and `operator`. Null only with an error. */
  readonly cancelComparisonJob?: Maybe<CancelComparisonJobPayload>;
  /** Changes a decision that is open. For the role `migration`. Null only with an error. */
  readonly changeDecision?: Maybe<DecisionPayload>;
  /** Changes a row of a plan's draft of one policy of lending. For the roles `migration` and `operator`. Null only with an error. */
  readonly changeDraftRule?: Maybe<ChangeDraftRulePayload>;
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
  /** Takes a decision, for good. For the role `migration`. Null only with an error. */
  readonly closeDecision?: Maybe<DecisionPayload>;
  /**
   * Takes a step that somebody else asked for; every process acts by it within two seconds. For the roles `migration` and
   * `operator`. An API key is refused (`FORBIDDEN`) in a region where people can sign in. Null only with an error.
   */
  readonly confirmPhase?: Maybe<PhasePayload>;
  /**
   * Makes a plan like another, but for changes, of the same snapshot. For the roles `migration` and `operator`. Null only with an
   * error.
   */
  readonly copyPlan?: Maybe<PlanPayload>;
  /** Declares what becomes of something that is not compared. For the role `migration`. Null only with an error. */
  readonly declareForLedger?: Maybe<LedgerPayload>;
  /** Drops a ledger, with its signatures. For the roles `migration` and `operator`. Null only with an error. */
  readonly dropLedger?: Maybe<DropLedgerPayload>;
  /** Drops a rule of the team: what it explained is unexplained again. For the role `migration`. Null only with an error. */
  readonly dropLedgerRule?: Maybe<LedgerPayload>;
  /** Drops a plan, and all that it predicts. For the roles `migration` and `operator`. Null only with an error. */
  readonly dropPlan?: Maybe<DropPlanPayload>;
  /**
   * Drops a snapshot, and what no other snapshot has. It cannot be taken again. For the roles `migration` and `operator`.
   * Null only with an error.
   */
  readonly dropSnapshot?: Maybe<DropSnapshotPayload>;
  /**
   * Enters what a library counted in its own system, and signs for it as whoever asks. What was entered before of the same
   * class and conditions is replaced. For staff of the library, and the roles `migration` and `operator`. Null only with an
   * error.
   */
  readonly enterControlTotals?: Maybe<EnterControlTotalsPayload>;
  /**
   * Enters what a library found of the rows of its sample (report `move-sample`), in the place of what was entered of them before.
   * What is not of the sample is refused with the reason, the rest is taken. For staff of the library, and the roles `migration`
   * and `operator`. Null only with an error.
   */
  readonly enterSampleResults?: Maybe<EnterSampleResultsPayload>;
  /** Makes a clash a decision, from rows of a snapshot. For the role `migration`. Null only with an error. */
  readonly makeDecision?: Maybe<DecisionPayload>;
  /**
   * Sets a source beside a target, row by row: gives the job that does it. For the roles `migration` and `operator`. Null only with
   * an error.
   */
  readonly makeLedger?: Maybe<MakeLedgerPayload>;
  /**
   * Makes a plan of a move, and gives the job that predicts what it comes to. For the roles `migration` and `operator`. Null only
   * with an error.
   */
  readonly makePlan?: Maybe<PlanPayload>;
  /**
   * Predicts a plan once more, as after its draft of the policy was changed. For the roles `migration` and `operator`. Null only
   * with an error.
   */
  readonly predictPlan?: Maybe<PlanPayload>;
  /**
   * Signs the evidence of a move, in a role. It is made again first: if it is not what was signed, nothing is signed. For the roles
   * `migration` and `operator`, and for staff, for the role `LIBRARY` of their own libraries. An API key is refused (`FORBIDDEN`) in a
   * region where people can sign in: a person signs. Null only with an error.
   */
  readonly signEvidence?: Maybe<SignEvidencePayload>;
  /** Signs a rule for as much as it explains now. For the role `migration`. Null only with an error. */
  readonly signRule?: Maybe<LedgerPayload>;
  /**
   * Writes down that rows are about to be exported, and gives the id with which they may be asked for in large pages. For
   * everybody who may see them. Null only with an error.
   */
  readonly startExport?: Maybe<StartExportPayload>;
  /**
   * Suggests a target for every code of the newest whole snapshot of which nobody has decided, with the reason. For the roles
   * `migration` and `operator`. Null only with an error.
   */
  readonly suggestMappings?: Maybe<SuggestMappingsPayload>;
  /** Takes a snapshot: gives the job that does it. For the roles `migration` and `operator`. Null only with an error. */
  readonly takeSnapshot?: Maybe<TakeSnapshotPayload>;
  /**
   * Withdraws a step that was asked for. For the roles `migration` and `operator`. An API key is refused (`FORBIDDEN`) in a region
   * where people can sign in. Null only with an error.
   */
  readonly withdrawPhase?: Maybe<PhasePayload>;
};


/** The changes that can be made through the graph. */
export type MutationAddLedgerRuleArgs = {
  input: AddLedgerRuleInput;
};


/** The changes that can be made through the graph. */
export type MutationAnswerDraftPolicyArgs = {
  input: AnswerDraftPolicyInput;
};


/** The changes that can be made through the graph. */
export type MutationAskForPhaseArgs = {
  input: AskForPhaseInput;
};


/** The changes that can be made through the graph. */
export type MutationCancelComparisonJobArgs = {
  input: CancelComparisonJobInput;
};


/** The changes that can be made through the graph. */
export type MutationChangeDecisionArgs = {
  input: ChangeDecisionInput;
};


/** The changes that can be made through the graph. */
export type MutationChangeDraftRuleArgs = {
  input: ChangeDraftRuleInput;
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
export type MutationCloseDecisionArgs = {
  input: CloseDecisionInput;
};


/** The changes that can be made through the graph. */
export type MutationConfirmPhaseArgs = {
  input: EndPhaseRequestInput;
};


/** The changes that can be made through the graph. */
export type MutationCopyPlanArgs = {
  input: CopyPlanInput;
};


/** The changes that can be made through the graph. */
export type MutationDeclareForLedgerArgs = {
  input: DeclareForLedgerInput;
};


/** The changes that can be made through the graph. */
export type MutationDropLedgerArgs = {
  input: DropLedgerInput;
};


/** The changes that can be made through the graph. */
export type MutationDropLedgerRuleArgs = {
  input: DropLedgerRuleInput;
};


/** The changes that can be made through the graph. */
export type MutationDropPlanArgs = {
  input: DropPlanInput;
};


/** The changes that can be made through the graph. */
export type MutationDropSnapshotArgs = {
  input: DropSnapshotInput;
};


/** The changes that can be made through the graph. */
export type MutationEnterControlTotalsArgs = {
  input: EnterControlTotalsInput;
};


/** The changes that can be made through the graph. */
export type MutationEnterSampleResultsArgs = {
  input: EnterSampleResultsInput;
};


/** The changes that can be made through the graph. */
export type MutationMakeDecisionArgs = {
  input: MakeDecisionInput;
};


/** The changes that can be made through the graph. */
export type MutationMakeLedgerArgs = {
  input: MakeLedgerInput;
};


/** The changes that can be made through the graph. */
export type MutationMakePlanArgs = {
  input: MakePlanInput;
};


/** The changes that can be made through the graph. */
export type MutationPredictPlanArgs = {
  input: PredictPlanInput;
};


/** The changes that can be made through the graph. */
export type MutationSignEvidenceArgs = {
  input: SignEvidenceInput;
};


/** The changes that can be made through the graph. */
export type MutationSignRuleArgs = {
  input: SignRuleInput;
};


/** The changes that can be made through the graph. */
export type MutationStartExportArgs = {
  input: StartExportInput;
};


/** The changes that can be made through the graph. */
export type MutationTakeSnapshotArgs = {
  input: TakeSnapshotInput;
};


/** The changes that can be made through the graph. */
export type MutationWithdrawPhaseArgs = {
  input: EndPhaseRequestInput;
};

/** A count that does not agree, was not compared, or has become less than usual. */
export type NotReconciled = {
  readonly __typename?: 'NotReconciled';
  /** `ours` less `theirs`, or what has gone since the snapshot before, below 0. Null if it is not known, or not shown. */
  readonly difference?: Maybe<Scalars['Int']['output']>;
  /** Id of the library. Null if it is about several. */
  readonly library?: Maybe<Scalars['ID']['output']>;
  /** What the snapshot has. Null if that is not told, or too small to be shown. */
  readonly ours?: Maybe<Scalars['Int']['output']>;
  /** The same in one sentence. */
  readonly text: Scalars['String']['output'];
  /** What the library counted. Null if it has entered nothing. */
  readonly theirs?: Maybe<Scalars['Int']['output']>;
};

/** Where a page ends. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last entry, for `after`; null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is a next page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /**
   * Whether something comes before this page: true if the page was asked for behind a cursor. What came before may be gone
   * since.
   */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first entry; null if the page is empty, or its entries have no cursors of their own. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** The step as it stands now. */
export type PhasePayload = {
  readonly __typename?: 'PhasePayload';
  /** The step. */
  readonly request: PhaseRequest;
};

/** A step of a library's move that somebody asked for. */
export type PhaseRequest = {
  readonly __typename?: 'PhaseRequest';
  /** When it was asked for. */
  readonly askedAt: Scalars['DateTime']['output'];
  /** Who asked: the same person or program at each time, and nothing of who it is. */
  readonly askedBy: Scalars['String']['output'];
  /** As which. */
  readonly askedRole: Scalars['String']['output'];
  /** What was counted when MOVED was asked for. Null for every other step. */
  readonly counts?: Maybe<SwitchCounts>;
  /** When it was confirmed or withdrawn. Null while it waits. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who did that. Null while it waits. */
  readonly endedBy?: Maybe<Scalars['String']['output']>;
  /** How it stood at the source when this was asked for. */
  readonly from: MovePhase;
  /** The step's id. */
  readonly id: Scalars['ID']['output'];
  /** Id of the library. */
  readonly library: Scalars['ID']['output'];
  /** What whoever asked said of it. Null if nothing. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** How it shall stand there. */
  readonly phase: MovePhase;
  /** Id of the system that it moves away from. */
  readonly source: Scalars['ID']['output'];
  /** What became of it. */
  readonly state: PhaseRequestState;
  /** Id of the system that it moves to. */
  readonly target: Scalars['ID']['output'];
};

/** What became of a step that was asked for. */
export type PhaseRequestState =
  /** It waits to be confirmed by somebody else. */
  | 'ASKED'
  /** It was taken. */
  | 'CONFIRMED'
  /** It was withdrawn. */
  | 'WITHDRAWN';

/** A plan, and who predicts it. */
export type PlanPayload = {
  readonly __typename?: 'PlanPayload';
  /** The job that predicts it. */
  readonly job: ComparisonJob;
  /** The plan. */
  readonly plan: MovePlan;
};

/** What can be counted. */
export type Population =
  /** Copies, those in no public count included. */
  | 'ITEMS'
  /** Bibliographic records, whoever may see them. */
  | 'RECORDS'
  /** Statements of runs. */
  | 'STATEMENTS';

/** Which plan to predict once more. */
export type PredictPlanInput = {
  /** Its name. */
  readonly name: Scalars['String']['input'];
};

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
   * What libraries counted in their own systems, to compare with snapshots (`SnapshotReport.notReconciled`, report
   * `reconcile`). For staff, that of their own libraries. Null, with an error, if it cannot be read or the caller may not see
   * it.
   */
  readonly controlTotals?: Maybe<ReadonlyArray<ControlTotal>>;
  /** One decision by its id. Null if there is none, or it touches no library of the caller. */
  readonly decision?: Maybe<Decision>;
  /**
   * What is to be decided, and what was, in the order in which it was raised. For staff, what touches their own libraries.
   * Null, with an error, if it cannot be read or the caller may not see it.
   */
  readonly decisions?: Maybe<DecisionConnection>;
  /** What was exported from snapshots, newest first; only for operators. Null only with an error. */
  readonly exports?: Maybe<ExportConnection>;
  /** What is looked for in every snapshot: the values of the dimension `FINDING`. */
  readonly findingKinds: ReadonlyArray<FindingKind>;
  /** One ledger by its name. For the roles `migration` and `operator`. Null if there is none. */
  readonly ledger?: Maybe<Ledger>;
  /** Ledgers of moves, the newest first. For the roles `migration` and `operator`. Null only with an error. */
  readonly ledgers?: Maybe<ReadonlyArray<Ledger>>;
  /**
   * Where libraries stand on their way from one system to another, and what was asked for, in the order of the region file: every
   * library of which the file names more than one system, or a step was asked for. For staff, their own libraries. Null, with an
   * error, if it cannot be read or the caller may not see it.
   */
  readonly phases?: Maybe<ReadonlyArray<LibraryPhases>>;
  /** One plan by its name. Null if there is none. */
  readonly plan?: Maybe<MovePlan>;
  /** Plans of moves, the newest first. Null, with an error, if they cannot be read or the caller may not see them. */
  readonly plans?: Maybe<ReadonlyArray<MovePlan>>;
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
export type QueryControlTotalsArgs = {
  library?: InputMaybe<Scalars['ID']['input']>;
};


/** The queries of the graph. */
export type QueryDecisionArgs = {
  id: Scalars['ID']['input'];
};


/** The queries of the graph. */
export type QueryDecisionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  library?: InputMaybe<Scalars['ID']['input']>;
  state?: InputMaybe<DecisionState>;
};


/** The queries of the graph. */
export type QueryExportsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The queries of the graph. */
export type QueryLedgerArgs = {
  name: Scalars['String']['input'];
};


/** The queries of the graph. */
export type QueryPhasesArgs = {
  library?: InputMaybe<Scalars['ID']['input']>;
};


/** The queries of the graph. */
export type QueryPlanArgs = {
  name: Scalars['String']['input'];
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
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<RefusedRow>;
  /** The end of this page, and whether there are more. */
  readonly pageInfo: PageInfo;
};

/** One of refused rows. */
export type RefusedRowEdge = {
  readonly __typename?: 'RefusedRowEdge';
  /** Opaque cursor of this row, for `after`. */
  readonly cursor: Scalars['String']['output'];
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

/** What happened to a loan, a hold or a charge. */
export type RekeyAction =
  /** It was renewed, or returned and lent again. */
  | 'CHANGED'
  /** A charge was made, or became more. */
  | 'CHARGED'
  /** A hold was placed: the old system does not know it. */
  | 'HELD'
  /** A hold is there no more: filled, given up, or never loaded. */
  | 'HOLD_ENDED'
  /** It was lent: the old system does not know the loan. */
  | 'LENT'
  /** A charge is there no more, or less of it: paid, waived, or never loaded. */
  | 'PAID'
  /** It was returned: the old system still has it on loan. */
  | 'RETURNED';

/** How certain it is that something is to be keyed in. */
export type RekeyCertainty =
  /** The new system's list says it: a copy that was lent otherwise at the switch, or a hold or charge of a day after it. */
  | 'CERTAIN'
  /** It may be of before the switch, lost in the load, or of another reader: look it up in the new system first. */
  | 'POSSIBLE';

/** What happened in the new system that the old one does not know. */
export type RekeyList = {
  readonly __typename?: 'RekeyList';
  /** When the new system told its open loans. Null if it never did. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The lists that both systems have told, and of when they are in the new one. Rows are concluded from these alone. */
  readonly lists: ReadonlyArray<RekeyTold>;
  /** What cannot be told, and how much was sent to the new system through Mercia, in sentences. */
  readonly notTold: ReadonlyArray<Scalars['String']['output']>;
  /** Loans by their copies, then holds, then charges. What one of the two systems has not told has no rows; `notTold` says so. */
  readonly rows: ReadonlyArray<RekeyRow>;
};

/** A loan, a hold or a charge that is another one in the new system. */
export type RekeyRow = {
  readonly __typename?: 'RekeyRow';
  /** What happened. */
  readonly action: RekeyAction;
  /** Barcode of the copy. Null for a hold or a charge that is for no copy. */
  readonly barcode?: Maybe<Scalars['String']['output']>;
  /** How certain it is. */
  readonly certainty: RekeyCertainty;
  /** Currency of a charge, as ISO 4217 writes it. Null for others. */
  readonly currency?: Maybe<Scalars['String']['output']>;
  /** When it is due in the new system. Null for what is no loan, for a return, and if it is not told. */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** From which list of both systems it is concluded. */
  readonly list: RekeySource;
  /** When the hold was placed, or the charge made. Null for a loan, and if it is not told. */
  readonly on?: Maybe<Scalars['Date']['output']>;
  /** What is left to pay of a charge in the new system, in hundredths of the currency's unit. Null for others, and if it has no such charge. */
  readonly pence?: Maybe<Scalars['Int']['output']>;
  /** Title of the edition. Null for a loan, and for what is for none. */
  readonly title?: Maybe<Scalars['String']['output']>;
  /** When it was due in the old one. Null for what is no loan, and for a loan that it does not know. */
  readonly wasDueOn?: Maybe<Scalars['Date']['output']>;
  /** What was left to pay of it in the old system, in the same unit. Null for others, and if it had no such charge. */
  readonly wasPence?: Maybe<Scalars['Int']['output']>;
};

/** A list of both systems from which a row is concluded. */
export type RekeySource =
  /** The open charges. */
  | 'OPEN_CHARGES'
  /** The open holds. */
  | 'OPEN_HOLDS'
  /** The open loans. */
  | 'OPEN_LOANS';

/** A list that both systems have told. */
export type RekeyTold = {
  readonly __typename?: 'RekeyTold';
  /** When the new system told it. */
  readonly asOf: Scalars['DateTime']['output'];
  /** Which list. */
  readonly list: RekeySource;
};

/** A column of a report. */
export type ReportColumn = {
  readonly __typename?: 'ReportColumn';
  /** Whether its numbers are how many rows the `drill` of each row gives. */
  readonly counts: Scalars['Boolean']['output'];
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
  /** Ids of systems that do not tell it, or not of all that they have: what they do not tell is not in the number. */
  readonly notToldBy: ReadonlyArray<Scalars['ID']['output']>;
  /** What to do about one of the rows. Null if nothing is to be done, or it is no list of faults. */
  readonly remedy?: Maybe<Scalars['String']['output']>;
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

/** One row of a report. */
export type ReportRow = {
  readonly __typename?: 'ReportRow';
  /** One for each column, as text; null is empty. */
  readonly cells: ReadonlyArray<Maybe<Scalars['String']['output']>>;
  /** The rows behind it. Null if it does not stand for rows of the snapshot. */
  readonly drill?: Maybe<ReportDrill>;
  /** Language of the title in it, ISO 639-2/B. Null if it has none, if its record names none, or where the report does not tell it. */
  readonly language?: Maybe<Scalars['String']['output']>;
};

/** A page of rows of a report. */
export type ReportRowConnection = {
  readonly __typename?: 'ReportRowConnection';
  /** The rows of this page. */
  readonly edges: ReadonlyArray<ReportRowEdge>;
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<ReportRow>;
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
  /** What stands above the rows where the table is a sheet of its own. Empty where the lines of the report serve. */
  readonly summary: ReadonlyArray<ReportLine>;
  /** What it shows. */
  readonly title: Scalars['String']['output'];
  /** How many rows there are. Null if it takes a listing to know. */
  readonly totalRows?: Maybe<Scalars['Int']['output']>;
};


/** A table of a report. */
export type ReportTableRowsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  export?: InputMaybe<Scalars['ID']['input']>;
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

/** What somebody found who looked at a row of a sample in both systems. */
export type SampleResult =
  /** It is not in the target. */
  | 'NOT_FOUND'
  /** It is the same in both. */
  | 'RIGHT'
  /** It is in both, and differs. */
  | 'WRONG';

/** What was found of one row of a sample. */
export type SampleResultInput = {
  /** Its key, as the sample has it. */
  readonly key: Scalars['String']['input'];
  /** Its kind, as the sample has it: `ON_LOAN`. */
  readonly kind: Scalars['String']['input'];
  /** Its line in the file that it comes from. */
  readonly line?: InputMaybe<Scalars['Int']['input']>;
  /** What differs: at most 500 characters, and nothing of a reader. It is in no evidence. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** What was found. */
  readonly result: SampleResult;
};

/** What is signed, and as whom. */
export type SignEvidenceInput = {
  /** Digest of what is signed. */
  readonly digest: Scalars['String']['input'];
  /** The name of whoever holds the role: 1 to 100 characters. */
  readonly holder: Scalars['String']['input'];
  /** Name of the ledger that it is about; none if not given. */
  readonly ledger?: InputMaybe<Scalars['String']['input']>;
  /** Id of the library, for the role `LIBRARY`. */
  readonly library?: InputMaybe<Scalars['ID']['input']>;
  /** Name of the plan that it is about; none if not given. */
  readonly plan?: InputMaybe<Scalars['String']['input']>;
  /** In which role. */
  readonly role: SigningRole;
  /** Name of the snapshot. */
  readonly snapshot: Scalars['String']['input'];
};

/** What is signed. */
export type SignEvidencePayload = {
  readonly __typename?: 'SignEvidencePayload';
  /** Who has signed it now. */
  readonly signatures: ReadonlyArray<MoveSignature>;
};

/** A rule to sign. */
export type SignRuleInput = {
  /** Name of the ledger. */
  readonly ledger: Scalars['String']['input'];
  /** How many rows it explains, as the caller has seen: refused if it explains another number by now. */
  readonly rows: Scalars['Int']['input'];
  /** Name of the rule. */
  readonly rule: Scalars['String']['input'];
  /** As what the caller signs, such as `systems librarian`. */
  readonly signedAs: Scalars['String']['input'];
};

/** Who signs the evidence of a move, whoever holds the role. */
export type SigningRole =
  /** Records merged, changed and left behind, and the rules for them. */
  | 'CATALOGUE'
  /** What was done with the data of readers. */
  | 'INFORMATION'
  /** Loans, holds, readers and charges, and the rules for them. */
  | 'LENDING'
  /** One library: its control totals, and the sample that it looked at in both systems. */
  | 'LIBRARY'
  /** Go, or no-go. */
  | 'SPONSOR'
  /** Snapshots, codes mapped, load errors, and the ids that go on. */
  | 'SYSTEMS';

/** How the systems of the region stood at one time. What it says never changes, unless records are taken back. */
export type Snapshot = {
  readonly __typename?: 'Snapshot';
  /** How many rows there are. The lists `records`, `items` and `statements` with the same conditions give exactly these. */
  readonly count: SnapshotCount;
  /**
   * Sixteen digits for everything that is in it, whatever its order: another one says that it was changed, because records were taken
   * back. Null before it is whole, and of snapshots that were taken before there were digests.
   */
  readonly digest?: Maybe<Scalars['String']['output']>;
  /**
   * The evidence of a move that rests on this snapshot. The same snapshot, ledger and plan give the same. For the roles `migration`
   * and `operator`. Null, with an error, if it cannot be made or the caller may not see it.
   */
  readonly evidence?: Maybe<MoveEvidence>;
  /** Items, in a fixed order. */
  readonly items: SnapshotItemConnection;
  /**
   * Numbers that have become less than usual since the snapshot before that has the system, the greatest loss first; the report `changes`
   * says by which rule, and lists what went. Staff see those of their own libraries.
   */
  readonly losses: ReadonlyArray<SnapshotLoss>;
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
  /** Records that were taken back since it was taken, the oldest first. Their rows stay and say nothing any more. */
  readonly takenBack: ReadonlyArray<SnapshotTakenBack>;
};


/** How the systems of the region stood at one time. What it says never changes, unless records are taken back. */
export type SnapshotCountArgs = {
  of: Population;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


/** How the systems of the region stood at one time. What it says never changes, unless records are taken back. */
export type SnapshotEvidenceArgs = {
  ledger?: InputMaybe<Scalars['String']['input']>;
  plan?: InputMaybe<Scalars['String']['input']>;
};


/** How the systems of the region stood at one time. What it says never changes, unless records are taken back. */
export type SnapshotItemsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  export?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


/** How the systems of the region stood at one time. What it says never changes, unless records are taken back. */
export type SnapshotRecordsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  export?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


/** How the systems of the region stood at one time. What it says never changes, unless records are taken back. */
export type SnapshotReportArgs = {
  library?: InputMaybe<Scalars['ID']['input']>;
  name: Scalars['String']['input'];
  options?: InputMaybe<ReadonlyArray<ReportOption>>;
  system?: InputMaybe<Scalars['ID']['input']>;
};


/** How the systems of the region stood at one time. What it says never changes, unless records are taken back. */
export type SnapshotStatementsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  export?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};


/** How the systems of the region stood at one time. What it says never changes, unless records are taken back. */
export type SnapshotTableArgs = {
  by: ReadonlyArray<Dimension>;
  first?: InputMaybe<Scalars['Int']['input']>;
  of: Population;
  where?: InputMaybe<ReadonlyArray<Condition>>;
};

/** A number, and who could not tell. */
export type SnapshotCount = {
  readonly __typename?: 'SnapshotCount';
  /** Ids of systems that do not tell what the number is about, or not of all that they have: what they do not tell is not in it. */
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
  /** Language of the title, ISO 639-2/B; null if its record names none, or is not in the snapshot. */
  readonly language?: Maybe<Scalars['String']['output']>;
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
  /**
   * What staff have noted on it. For the role `migration`, and for staff of the copy's own library. Null if the caller may not
   * see it, nothing was noted, or the system does not tell it. In large pages only if `startExport` was told of it.
   */
  readonly staffNotes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
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
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<SnapshotItem>;
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

/** A number that has become less than usual. */
export type SnapshotLoss = {
  readonly __typename?: 'SnapshotLoss';
  /** What has become less. */
  readonly class: ControlClass;
  /** Id of the library. Null for the whole system. */
  readonly library?: Maybe<Scalars['ID']['output']>;
  /** How many there are. Null if the system tells it no more, or it is too small to be shown. */
  readonly now?: Maybe<Scalars['Int']['output']>;
  /** Name of the snapshot that it is compared with. */
  readonly since: Scalars['String']['output'];
  /** Id of the system. */
  readonly system: Scalars['ID']['output'];
  /** The same in one sentence. */
  readonly text: Scalars['String']['output'];
  /** How many there were. */
  readonly then: Scalars['Int']['output'];
  /** Up to how many is usual. */
  readonly usual: Scalars['Int']['output'];
  /** How many went; of loans, holds and readers how many fewer there are. Null if a small number would follow from it. */
  readonly went?: Maybe<Scalars['Int']['output']>;
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
  /** Language of the title, ISO 639-2/B; null if the record names none. */
  readonly language?: Maybe<Scalars['String']['output']>;
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
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<SnapshotRecord>;
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
  /**
   * Why the numbers may not be those that the libraries have in their own systems: a line if something has become less than usual since
   * the snapshot before (`Snapshot.losses`), and one if a count of theirs does not agree, or was not entered. Empty only if neither is so.
   */
  readonly notReconciled: ReadonlyArray<NotReconciled>;
  /** The main numbers. */
  readonly summary: ReadonlyArray<ReportLine>;
  /** The tables. */
  readonly tables: ReadonlyArray<ReportTable>;
  /** What was found, in one sentence. */
  readonly title: Scalars['String']['output'];
};


/** The answer to a question, from a snapshot. */
export type SnapshotReportTablesArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
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
  /** Language of the title, ISO 639-2/B; null if its record names none, or is not in the snapshot. */
  readonly language?: Maybe<Scalars['String']['output']>;
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
  /** The same without cursors. */
  readonly nodes: ReadonlyArray<SnapshotStatement>;
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
  /**
   * What the system cannot tell at all: `ITEMS`, `ITEM_STATUS`, `STATEMENTS`, `CODE_LISTS`, `LOANS`, `HOLDS`, `READERS`,
   * `CHARGES`. Its
   * numbers are unknown, not 0.
   */
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

/** Records that were taken back, and so say nothing in a snapshot any more. */
export type SnapshotTakenBack = {
  readonly __typename?: 'SnapshotTakenBack';
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Its digest after. */
  readonly digestAfter: Scalars['String']['output'];
  /** The snapshot's digest before: reports with it were made while the records were in it. */
  readonly digestBefore: Scalars['String']['output'];
  /** Why, as whoever did it wrote. */
  readonly reason: Scalars['String']['output'];
  /** How many records. */
  readonly records: Scalars['Int']['output'];
};

/** What is exported: a report (`report`), the rows of a population (`of`, `where`), or its numbers (`of`, `where`, `by`). */
export type StartExportInput = {
  /** By which dimensions they are counted, if only numbers are exported. */
  readonly by?: InputMaybe<ReadonlyArray<Dimension>>;
  /** What the rows are written to. */
  readonly format: ExportFormat;
  /** Id of the library that the report is about. */
  readonly library?: InputMaybe<Scalars['ID']['input']>;
  /** What the rows are. */
  readonly of?: InputMaybe<Population>;
  /** What the report is told besides. */
  readonly options?: InputMaybe<ReadonlyArray<ReportOption>>;
  /** Name of the report. */
  readonly report?: InputMaybe<Scalars['String']['input']>;
  /** Name of the snapshot. */
  readonly snapshot: Scalars['String']['input'];
  /** Whether notes of staff on copies go along, as far as the caller may see them. */
  readonly staffNotes?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id of the system that the report is about. */
  readonly system?: InputMaybe<Scalars['ID']['input']>;
  /** Which of them; all if not given. */
  readonly where?: InputMaybe<ReadonlyArray<Condition>>;
};

/** An export that is written down. */
export type StartExportPayload = {
  readonly __typename?: 'StartExportPayload';
  /** The entry; its `id` is the argument `export` of the lists, for a day and for the same caller and the same conditions. */
  readonly export: Export;
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

/** What of a library is in the new system, as counted before its switch. */
export type SwitchCounts = {
  readonly __typename?: 'SwitchCounts';
  /** Holdings at the old system. */
  readonly holdings: Scalars['Int']['output'];
  /** Those of them whose number in the new system is known. */
  readonly holdingsKnown: Scalars['Int']['output'];
  /** Public copies at the old system. */
  readonly items: Scalars['Int']['output'];
  /** Those of them whose number in the new system is known. */
  readonly itemsKnown: Scalars['Int']['output'];
  /** Open loans at the old system. Null where one of the two systems has not told its open loans. */
  readonly openLoans?: Maybe<Scalars['Int']['output']>;
  /** Those of them that the new system has. Null as `openLoans`. */
  readonly openLoansThere?: Maybe<Scalars['Int']['output']>;
};

/** Where a library stands at one system. */
export type SystemPhase = {
  readonly __typename?: 'SystemPhase';
  /** What the file and what was decided have against each other, which of them counts, and what to do. Null if nothing. */
  readonly contradiction?: Maybe<Scalars['String']['output']>;
  /** How it stands there. */
  readonly phase: MovePhase;
  /** Since when. Null if the region file does not say. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the system. */
  readonly system: Scalars['ID']['output'];
  /** What the region file says. Null if it does not name this system for the library: then what was decided does not count. */
  readonly written?: Maybe<MovePhase>;
};

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

/** A holding or a copy of the old system of which no number in the new one is known. */
export type WithoutNewId = {
  readonly __typename?: 'WithoutNewId';
  /** The copy's barcode. Null for a holding, and for a copy that has none. */
  readonly barcode?: Maybe<Scalars['String']['output']>;
  /** Its id. */
  readonly id: Scalars['ID']['output'];
};
