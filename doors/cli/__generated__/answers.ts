/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** A rule of the team. */
export type AddLedgerRuleInput = {
  /** Whose rows it explains. */
  readonly class: LedgerClass;
  /** The field, as the differences name it. */
  readonly field: string;
  /** What the field was, with `*` for any text; anything if not given. */
  readonly from?: string | null | undefined;
  /** Name of the ledger. */
  readonly ledger: string;
  /** Its name: 3 to 60 small letters, digits and hyphens. */
  readonly name: string;
  /** What it says, in a sentence that somebody can sign. */
  readonly says: string;
  /** What the field became; anything if not given. */
  readonly to?: string | null | undefined;
};

/** What a library says of a draft. */
export type AnswerDraftPolicyInput = {
  /** Whether it agrees. */
  readonly agrees: boolean;
  /** Id of the library. */
  readonly library: string;
  /** Name of the plan. */
  readonly plan: string;
  /** Why; needed if it objects. */
  readonly reason?: string | null | undefined;
};

/** How a library shall stand. */
export type AskForPhaseInput = {
  /**
   * For MOVED: whether open loans may be left that the new system does not have, or of which one of the systems has told nothing since
   * the freeze.
   */
  readonly acceptLoansMissing?: boolean | null | undefined;
  /** For MOVED: how many holdings and copies are left without a number in the new system; exactly so many. */
  readonly acceptMissing?: number | null | undefined;
  /**
   * For MOVED: how many records of the new system, in other editions than the records that they came from, are ruled to be the same
   * as these; exactly so many, 1000 at most. Then it is asked for again after the next harvest.
   */
  readonly joinRecords?: number | null | undefined;
  /** Id of the library. */
  readonly library: string;
  /** What whoever asks has to say of it; names no reader. */
  readonly note?: string | null | undefined;
  /** How it shall stand at the system that it moves away from. */
  readonly phase: MovePhase;
  /** Id of that system; needed only if it could be several. */
  readonly system?: string | null | undefined;
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

/** A change of a row of a draft. */
export type ChangeDraftRuleInput = {
  /** Category of the row. */
  readonly category: string;
  /** Item type of the row. */
  readonly itemType: string;
  /** Why. */
  readonly note?: string | null | undefined;
  /** Name of the plan. */
  readonly plan: string;
  /** The terms that are set, as JSON; others stay. */
  readonly terms: string;
};

/** What codes are to become. */
export type ChangeMappingsInput = {
  /** The file that they come from, if they do. */
  readonly file?: FilePartInput | null | undefined;
  /** The mappings. */
  readonly mappings: ReadonlyArray<CodeMappingInput>;
};

/** Codes of the target that are entered, changed, or taken away. */
export type ChangeTargetCodesInput = {
  /** Codes to enter, or to change where the list has them. */
  readonly codes?: ReadonlyArray<TargetCodeInput> | null | undefined;
  /** The file that the codes come from, if they do. */
  readonly file?: FilePartInput | null | undefined;
  /** The greatest length of the codes of some lists. */
  readonly lengths?: ReadonlyArray<TargetLengthInput> | null | undefined;
  /** Codes to take away. What is mapped to them stays, and is warned of. */
  readonly remove?: ReadonlyArray<TargetCodeReference> | null | undefined;
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

/** One count. */
export type ControlTotalInput = {
  /** What was counted. */
  readonly class: ControlClass;
  /**
   * What the count has in it of what one side may count and the other not: none if it is empty. Mercia's number is then made the same. For all
   * `RECORDS`, `ITEMS` or `STATEMENTS` only. If not given, it stays as it was; null says that nobody knows.
   */
  readonly includes?: ReadonlyArray<ControlPart> | null | undefined;
  /** What is to be said of what remains. If not given, it stays as it was. */
  readonly restNote?: string | null | undefined;
  /** Who sees to what remains of the difference: a person or a role, up to 200 characters. If not given, it stays as it was. */
  readonly restOwner?: string | null | undefined;
  /** How many. Null takes back what was entered before. */
  readonly value?: number | null | undefined;
  /** Which of them; all if not given. For `RECORDS`, `ITEMS` and `STATEMENTS` only. */
  readonly where?: ReadonlyArray<Condition> | null | undefined;
};

/** A plan to copy. */
export type CopyPlanInput = {
  /** Settings that are laid over those of the other plan, as YAML or JSON. None if not given. */
  readonly changes?: string | null | undefined;
  /** Name of the plan that is copied. */
  readonly from: string;
  /** Name of the new plan. */
  readonly name: string;
  /** What the new plan is for. */
  readonly note?: string | null | undefined;
};

/** What is declared. */
export type DeclareForLedgerInput = {
  /** What becomes of it. */
  readonly choice: LedgerChoice;
  /** Name of the ledger. */
  readonly ledger: string;
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

/** A rule to drop. */
export type DropLedgerRuleInput = {
  /** Name of the ledger. */
  readonly ledger: string;
  /** Name of the rule. */
  readonly rule: string;
};

/** An identifier of an edition. Give exactly one of its fields. */
export type EditionKey = {
  /** Barcode of an item. */
  readonly barcode?: string | null | undefined;
  /** DOI, bare or as an address. */
  readonly doi?: string | null | undefined;
  /** Id of an edition; if it was merged into another, that one is meant. */
  readonly id?: string | null | undefined;
  /** ISBN of 10 or 13 digits, with or without hyphens. */
  readonly isbn?: string | null | undefined;
  /** ISSN, with or without hyphen. */
  readonly issn?: string | null | undefined;
  /** Id of the title at the National Library of Medicine. */
  readonly nlmId?: string | null | undefined;
  /** OCLC number, with or without its prefix. */
  readonly oclcNumber?: string | null | undefined;
  /** Id of a bibliographic record. */
  readonly record?: string | null | undefined;
};

/** Which step. */
export type EndPhaseRequestInput = {
  /** The step's id. */
  readonly id: string;
};

/** What a library counted in its own system. */
export type EnterControlTotalsInput = {
  /** The day on which they were counted: today if not given. */
  readonly countedOn?: string | null | undefined;
  /** Id of the library. */
  readonly library: string;
  /** How they were counted. */
  readonly note?: string | null | undefined;
  /**
   * True if a number is meant that looks mistyped beside the newest snapshot: with a digit too many or too few, or two of them the wrong way
   * round. Such a number is refused, and all with it, until somebody is sure.
   */
  readonly sure?: boolean | null | undefined;
  /** The counts: 1 to 200. */
  readonly totals: ReadonlyArray<ControlTotalInput>;
};

/** What a library found of rows of its sample. */
export type EnterSampleResultsInput = {
  /** How many rows of each kind were drawn, 1 to 50: 5 if not given. */
  readonly each?: number | null | undefined;
  /** Id of the library. */
  readonly library: string;
  /** What was found: at most 1,000 rows. */
  readonly results: ReadonlyArray<SampleResultInput>;
  /** The seed that it was drawn with: 1 if not given. */
  readonly seed?: string | null | undefined;
  /** Name of the snapshot that the sample was drawn from. */
  readonly snapshot: string;
};

/** What an export is written to. */
export type ExportFormat =
  /** Comma-separated values. */
  | 'CSV'
  /** JSON, for a program. */
  | 'JSON'
  /** A workbook. */
  | 'XLSX';

/** How far a live fact can be trusted. */
export type FactState =
  /** It was so at `asOf`, as the system stated; it cannot confirm it now, or its library does not lend from it now. */
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
  /** Returned, and waiting to be put back: where the system tells that from being put back today. */
  | 'RESHELVING'
  /** Not available, for a reason without a value of its own here. */
  | 'UNAVAILABLE'
  /** Not known; never to be read as "not available". */
  | 'UNKNOWN'
  /** No longer part of the stock. */
  | 'WITHDRAWN';

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

/** In spite of what a ledger may be made. */
export type LedgerReservation =
  /** The source has changed after its snapshot was taken: the target was loaded from what the snapshot shows. */
  | 'SOURCE_CHANGED'
  /** The snapshot of the target may lack some of what it has. */
  | 'TARGET_PROBLEM';

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

/** A ledger to make. */
export type MakeLedgerInput = {
  /** True to make a ledger that is there once more: its rules and signatures stay. */
  readonly again?: boolean | null | undefined;
  /** Name of a snapshot that shows the target before anything was loaded: what it had then is not counted as more. */
  readonly before?: string | null | undefined;
  /** In spite of what it is made; of nothing if not given. */
  readonly despite?: ReadonlyArray<LedgerReservation> | null | undefined;
  /** Ids of the libraries whose rows are compared; all if not given. */
  readonly libraries?: ReadonlyArray<string> | null | undefined;
  /** The greatest share of its class that a rule may explain without a signature that knew it; 0.25 if not given. */
  readonly maxShare?: number | null | undefined;
  /** Its name: 1 to 80 letters, digits, blanks, dots, hyphens and underscores. */
  readonly name: string;
  /** What it is for. */
  readonly note?: string | null | undefined;
  /** Name of a plan of that snapshot, which says what the target should have. */
  readonly plan?: string | null | undefined;
  /** Rows of each sample, 1 to 200; 20 if not given. */
  readonly sampleSize?: number | null | undefined;
  /** Seed of the samples; 1 if not given. */
  readonly seed?: number | null | undefined;
  /** Name of the snapshot of the source; that of the plan if not given. */
  readonly source?: string | null | undefined;
  /** Ids of the systems that are the source; all but the target if not given. */
  readonly systems?: ReadonlyArray<string> | null | undefined;
  /** Name of the snapshot of the target. */
  readonly target: string;
  /** Id of the system that is the target. */
  readonly targetSystem: string;
  /** How much more than when it was signed a rule may explain, as a share; 0 if not given. */
  readonly tolerance?: number | null | undefined;
};

/** A plan to make. */
export type MakePlanInput = {
  /** Its name: 1 to 80 letters, digits, blanks, dots, hyphens and underscores; no other plan may have it. */
  readonly name: string;
  /** What it is for. */
  readonly note?: string | null | undefined;
  /** What it says, as YAML or JSON: docs/move-plan.md has every key. */
  readonly settings: string;
  /** Name of the snapshot that it is made of; the newest whole one if not given. */
  readonly snapshot?: string | null | undefined;
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

/** What became of a step that was asked for. */
export type PhaseRequestState =
  /** It waits to be confirmed by somebody else. */
  | 'ASKED'
  /** It was taken. */
  | 'CONFIRMED'
  /** It was withdrawn. */
  | 'WITHDRAWN';

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
  /** The library does not lend from this system while it moves to another: what it lends and takes back is not told there. */
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

/** A list of both systems from which a row is concluded. */
export type RekeySource =
  /** The open charges. */
  | 'OPEN_CHARGES'
  /** The open holds. */
  | 'OPEN_HOLDS'
  /** The open loans. */
  | 'OPEN_LOANS';

/** One more thing that a report is told. */
export type ReportOption = {
  /** What, as the report calls it: `other`. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
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
  readonly key: string;
  /** Its kind, as the sample has it: `ON_LOAN`. */
  readonly kind: string;
  /** Its line in the file that it comes from. */
  readonly line?: number | null | undefined;
  /** What differs: at most 500 characters, and nothing of a reader. It is in no evidence. */
  readonly note?: string | null | undefined;
  /** What was found. */
  readonly result: SampleResult;
};

/** What is signed, and as whom. */
export type SignEvidenceInput = {
  /** Digest of what is signed. */
  readonly digest: string;
  /** The name of whoever holds the role: 1 to 100 characters. */
  readonly holder: string;
  /** Name of the ledger that it is about; none if not given. */
  readonly ledger?: string | null | undefined;
  /** Id of the library, for the role `LIBRARY`. */
  readonly library?: string | null | undefined;
  /** Name of the plan that it is about; none if not given. */
  readonly plan?: string | null | undefined;
  /** In which role. */
  readonly role: SigningRole;
  /** Name of the snapshot. */
  readonly snapshot: string;
};

/** A rule to sign. */
export type SignRuleInput = {
  /** Name of the ledger. */
  readonly ledger: string;
  /** How many rows it explains, as the caller has seen: refused if it explains another number by now. */
  readonly rows: number;
  /** Name of the rule. */
  readonly rule: string;
  /** As what the caller signs, such as `systems librarian`. */
  readonly signedAs: string;
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

/** A code of the target. */
export type TargetCodeInput = {
  /** The code. Case and blanks at the ends are no difference between two. */
  readonly code: string;
  /** What it is called. */
  readonly label?: string | null | undefined;
  /** Its line in the file. */
  readonly line?: number | null | undefined;
  /** The list. */
  readonly list: CodeListName;
  /** What it stands for: a value of `ItemStatus` for a status, of `ItemUse` for an item type. */
  readonly meaning?: string | null | undefined;
};

/** A code of a list of the target. */
export type TargetCodeReference = {
  /** The code. */
  readonly code: string;
  /** The list. */
  readonly list: CodeListName;
};

/** How long the codes of a list may be. */
export type TargetLengthInput = {
  /** Characters; null for no limit. */
  readonly greatestLength?: number | null | undefined;
  /** The list. */
  readonly list: CodeListName;
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

export type EnterTotalsMutationVariables = Exact<{
  input: EnterControlTotalsInput;
}>;


export type EnterTotalsMutation = { readonly enterControlTotals: { readonly totals: ReadonlyArray<{ readonly class: ControlClass }> } | null };

export type ControlTotalsQueryVariables = Exact<{
  library?: string | null | undefined;
}>;


export type ControlTotalsQuery = { readonly controlTotals: ReadonlyArray<{ readonly library: string, readonly class: ControlClass, readonly value: number, readonly countedOn: string, readonly note: string | null, readonly enteredBy: string, readonly enteredAt: string, readonly includes: ReadonlyArray<ControlPart> | null, readonly restOwner: string | null, readonly restNote: string | null, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> }> | null };

export type SuggestMappingsMutationVariables = Exact<{ [key: string]: never; }>;


export type SuggestMappingsMutation = { readonly suggestMappings: { readonly suggested: number, readonly unmapped: number } | null };

export type NewestQueryVariables = Exact<{ [key: string]: never; }>;


export type NewestQuery = { readonly snapshot: { readonly name: string } | null };

export type TargetListsQueryVariables = Exact<{ [key: string]: never; }>;


export type TargetListsQuery = { readonly targetLists: ReadonlyArray<{ readonly list: CodeListName, readonly codes: ReadonlyArray<{ readonly code: string, readonly label: string | null, readonly meaning: string | null }> }> | null };

export type ChangeMappingsMutationVariables = Exact<{
  input: ChangeMappingsInput;
}>;


export type ChangeMappingsMutation = { readonly changeMappings: { readonly taken: number, readonly refused: ReadonlyArray<{ readonly line: number, readonly column: string | null, readonly problem: string }> } | null };

export type ChangeTargetCodesMutationVariables = Exact<{
  input: ChangeTargetCodesInput;
}>;


export type ChangeTargetCodesMutation = { readonly changeTargetCodes: { readonly taken: number, readonly refused: ReadonlyArray<{ readonly line: number, readonly column: string | null, readonly problem: string }> } | null };

export type RefusedRowsQueryVariables = Exact<{
  file?: string | null | undefined;
  after?: string | null | undefined;
}>;


export type RefusedRowsQuery = { readonly refusedRows: { readonly nodes: ReadonlyArray<{ readonly file: string, readonly line: number, readonly column: string | null, readonly problem: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type CodeMappingsQueryVariables = Exact<{
  list?: CodeListName | null | undefined;
  system?: string | null | undefined;
  state?: MappingState | null | undefined;
  after?: string | null | undefined;
}>;


export type CodeMappingsQuery = { readonly codeMappings: { readonly nodes: ReadonlyArray<{ readonly list: CodeListName, readonly system: string, readonly code: string, readonly label: string | null, readonly items: number | null, readonly target: string | null, readonly targetLabel: string | null, readonly state: MappingState, readonly reason: SuggestionReason | null, readonly warnings: ReadonlyArray<MappingWarning>, readonly note: string | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } | null };

export type PilotTitlesQueryVariables = Exact<{
  library: string;
  after?: string | null | undefined;
}>;


export type PilotTitlesQuery = { readonly search: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string }>, readonly pageInfo: { readonly endCursor: string | null, readonly hasNextPage: boolean } } | null };

export type PilotAvailabilityQueryVariables = Exact<{
  by: ReadonlyArray<EditionKey> | EditionKey;
}>;


export type PilotAvailabilityQuery = { readonly editions: ReadonlyArray<{ readonly editions: ReadonlyArray<{ readonly title: string, readonly holdings: ReadonlyArray<{ readonly catalogueUrl: string | null, readonly library: { readonly id: string }, readonly availability: { readonly state: FactState, readonly asOf: string | null, readonly availableCount: number | null, readonly itemCount: number | null, readonly reason: { readonly message: string } | null, readonly items: { readonly nodes: ReadonlyArray<{ readonly state: FactState | null, readonly asOf: string | null, readonly barcode: string | null, readonly status: ItemStatus | null, readonly limitations: ReadonlyArray<ItemLimitation> | null, readonly callNumber: string | null, readonly reason: { readonly message: string } | null, readonly due: { readonly on: string } | null, readonly permanentLocation: { readonly siteCode: string | null } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } | null } | null }> }> } | null> | null };

export type TakeSnapshotMutationVariables = Exact<{
  input: TakeSnapshotInput;
}>;


export type TakeSnapshotMutation = { readonly takeSnapshot: { readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type JobsQueryVariables = Exact<{ [key: string]: never; }>;


export type JobsQuery = { readonly comparisonJobs: ReadonlyArray<{ readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null }> | null };

export type CancelMutationVariables = Exact<{
  id: string;
}>;


export type CancelMutation = { readonly cancelComparisonJob: { readonly job: { readonly id: string } | null } | null };

export type DropMutationVariables = Exact<{
  name: string;
}>;


export type DropMutation = { readonly dropSnapshot: { readonly name: string } | null };

export type SnapshotsQueryVariables = Exact<{ [key: string]: never; }>;


export type SnapshotsQuery = { readonly snapshots: ReadonlyArray<{ readonly name: string, readonly note: string | null, readonly takenAt: string, readonly state: SnapshotState, readonly digest: string | null, readonly systems: ReadonlyArray<{ readonly id: string }> }> | null };

export type NumbersFragment = { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> };

export type TakenQueryVariables = Exact<{
  name: string;
}>;


export type TakenQuery = { readonly snapshot: { readonly name: string, readonly systems: ReadonlyArray<{ readonly id: string, readonly harvestedAt: string | null, readonly problem: string | null, readonly notTold: ReadonlyArray<string> }>, readonly losses: ReadonlyArray<{ readonly text: string }>, readonly records: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly items: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> }, readonly statements: { readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null };

export type ReportQueryVariables = Exact<{
  snapshot?: string | null | undefined;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
}>;


export type ReportQuery = { readonly snapshot: { readonly report: { readonly title: string, readonly notReconciled: ReadonlyArray<{ readonly text: string }>, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string>, readonly drill: { readonly of: Population, readonly where: ReadonlyArray<{ readonly dimension: Dimension, readonly in: ReadonlyArray<string> }> } | null }>, readonly tables: ReadonlyArray<{ readonly name: string, readonly title: string, readonly totalRows: number | null, readonly columns: ReadonlyArray<{ readonly header: string, readonly kind: CellKind }>, readonly summary: ReadonlyArray<{ readonly label: string, readonly value: number | null, readonly text: string | null, readonly notToldBy: ReadonlyArray<string> }> }> } | null } | null };

export type ReportRowsQueryVariables = Exact<{
  snapshot?: string | null | undefined;
  name: string;
  library?: string | null | undefined;
  system?: string | null | undefined;
  options?: ReadonlyArray<ReportOption> | ReportOption | null | undefined;
  table: string;
  first: number;
  after?: string | null | undefined;
  export?: string | null | undefined;
}>;


export type ReportRowsQuery = { readonly snapshot: { readonly report: { readonly tables: ReadonlyArray<{ readonly rows: { readonly nodes: ReadonlyArray<{ readonly cells: ReadonlyArray<string | null> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } }> } | null } | null };

export type CountQueryVariables = Exact<{
  snapshot: string;
  of: Population;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
}>;


export type CountQuery = { readonly snapshot: { readonly count: { readonly value: number | null, readonly notToldBy: ReadonlyArray<string> } } | null };

export type TableQueryVariables = Exact<{
  snapshot: string;
  of: Population;
  by: ReadonlyArray<Dimension> | Dimension;
  where?: ReadonlyArray<Condition> | Condition | null | undefined;
}>;


export type TableQuery = { readonly snapshot: { readonly table: { readonly totalRows: number, readonly rows: ReadonlyArray<{ readonly values: ReadonlyArray<string>, readonly count: number }> } } | null };

export type ChosenQueryVariables = Exact<{
  name?: string | null | undefined;
}>;


export type ChosenQuery = { readonly snapshot: { readonly name: string, readonly takenAt: string } | null };

export type ReportsQueryVariables = Exact<{ [key: string]: never; }>;


export type ReportsQuery = { readonly comparisonReports: ReadonlyArray<{ readonly name: string, readonly formerly: ReadonlyArray<string>, readonly question: string, readonly scope: string, readonly aboutReaders: boolean }> };

export type StartExportMutationVariables = Exact<{
  input: StartExportInput;
}>;


export type StartExportMutation = { readonly startExport: { readonly export: { readonly id: string } } | null };

export type JobFragment = { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null };

export type OneJobQueryVariables = Exact<{
  id: string;
}>;


export type OneJobQuery = { readonly comparisonJob: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } | null };

export type SignedFragment = { readonly role: SigningRole, readonly library: string | null, readonly holder: string, readonly signedBy: string, readonly signedAt: string };

export type EvidenceQueryVariables = Exact<{
  snapshot: string;
  ledger?: string | null | undefined;
  plan?: string | null | undefined;
}>;


export type EvidenceQuery = { readonly snapshot: { readonly evidence: { readonly json: string, readonly digest: string, readonly signatures: ReadonlyArray<{ readonly role: SigningRole, readonly library: string | null, readonly holder: string, readonly signedBy: string, readonly signedAt: string }> } | null } | null };

export type SignEvidenceMutationVariables = Exact<{
  input: SignEvidenceInput;
}>;


export type SignEvidenceMutation = { readonly signEvidence: { readonly signatures: ReadonlyArray<{ readonly role: SigningRole, readonly library: string | null, readonly holder: string, readonly signedBy: string, readonly signedAt: string }> } | null };

export type EnterSampleMutationVariables = Exact<{
  input: EnterSampleResultsInput;
}>;


export type EnterSampleMutation = { readonly enterSampleResults: { readonly taken: number, readonly refused: ReadonlyArray<{ readonly line: number, readonly column: string | null, readonly problem: string }> } | null };

export type MakeLedgerMutationVariables = Exact<{
  input: MakeLedgerInput;
}>;


export type MakeLedgerMutation = { readonly makeLedger: { readonly ledger: { readonly name: string }, readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type LedgersQueryVariables = Exact<{ [key: string]: never; }>;


export type LedgersQuery = { readonly ledgers: ReadonlyArray<{ readonly name: string, readonly note: string | null, readonly state: LedgerState, readonly source: string, readonly systems: ReadonlyArray<string>, readonly target: string, readonly targetSystem: string, readonly madeAt: string, readonly isDone: boolean | null }> | null };

export type LedgerDetailsQueryVariables = Exact<{
  name: string;
}>;


export type LedgerDetailsQuery = { readonly ledger: { readonly name: string, readonly note: string | null, readonly state: LedgerState, readonly source: string, readonly systems: ReadonlyArray<string>, readonly libraries: ReadonlyArray<string> | null, readonly plan: string | null, readonly target: string, readonly targetSystem: string, readonly before: string | null, readonly despite: ReadonlyArray<LedgerReservation>, readonly madeAt: string, readonly isDone: boolean | null, readonly classes: ReadonlyArray<{ readonly class: LedgerClass, readonly source: number | null, readonly carried: number | null, readonly merged: number | null, readonly changedByRule: number | null, readonly droppedByRule: number | null, readonly notProvable: number | null, readonly unexplained: number | null, readonly extra: number | null, readonly penceFrom: number | null, readonly penceTo: number | null, readonly notToldBy: ReadonlyArray<string> }>, readonly rules: ReadonlyArray<{ readonly name: string, readonly class: LedgerClass, readonly says: string, readonly rows: number, readonly share: number, readonly state: LedgerRuleState, readonly signature: { readonly signedAs: string, readonly at: string, readonly rows: number } | null, readonly sample: ReadonlyArray<{ readonly key: string, readonly field: string, readonly from: string | null, readonly to: string | null }> }>, readonly declared: ReadonlyArray<{ readonly thing: LedgerThing, readonly choice: LedgerChoice | null }> } | null };

export type SignRuleMutationVariables = Exact<{
  input: SignRuleInput;
}>;


export type SignRuleMutation = { readonly signRule: { readonly ledger: { readonly name: string } } | null };

export type AddLedgerRuleMutationVariables = Exact<{
  input: AddLedgerRuleInput;
}>;


export type AddLedgerRuleMutation = { readonly addLedgerRule: { readonly ledger: { readonly name: string } } | null };

export type DropLedgerRuleMutationVariables = Exact<{
  input: DropLedgerRuleInput;
}>;


export type DropLedgerRuleMutation = { readonly dropLedgerRule: { readonly ledger: { readonly name: string } } | null };

export type DeclareForLedgerMutationVariables = Exact<{
  input: DeclareForLedgerInput;
}>;


export type DeclareForLedgerMutation = { readonly declareForLedger: { readonly ledger: { readonly declared: ReadonlyArray<{ readonly thing: LedgerThing, readonly choice: LedgerChoice | null }> } } | null };

export type DropLedgerMutationVariables = Exact<{
  name: string;
}>;


export type DropLedgerMutation = { readonly dropLedger: { readonly name: string } | null };

export type MakePlanMutationVariables = Exact<{
  input: MakePlanInput;
}>;


export type MakePlanMutation = { readonly makePlan: { readonly plan: { readonly name: string, readonly snapshot: { readonly name: string } }, readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type CopyPlanMutationVariables = Exact<{
  input: CopyPlanInput;
}>;


export type CopyPlanMutation = { readonly copyPlan: { readonly plan: { readonly name: string, readonly snapshot: { readonly name: string } }, readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type PredictPlanMutationVariables = Exact<{
  name: string;
}>;


export type PredictPlanMutation = { readonly predictPlan: { readonly plan: { readonly name: string, readonly snapshot: { readonly name: string } }, readonly job: { readonly id: string, readonly state: ComparisonJobState, readonly kind: string, readonly snapshot: string | null, readonly step: string | null, readonly done: number, readonly total: number | null, readonly problem: string | null } } | null };

export type DropPlanMutationVariables = Exact<{
  name: string;
}>;


export type DropPlanMutation = { readonly dropPlan: { readonly name: string } | null };

export type PlansQueryVariables = Exact<{ [key: string]: never; }>;


export type PlansQuery = { readonly plans: ReadonlyArray<{ readonly name: string, readonly note: string | null, readonly state: MovePlanState, readonly target: string, readonly madeAt: string, readonly copiedFrom: string | null, readonly predictedAt: string | null, readonly snapshot: { readonly name: string } }> | null };

export type PlanRulesQueryVariables = Exact<{
  name: string;
}>;


export type PlanRulesQuery = { readonly plan: { readonly circulationRules: string } | null };

export type ChangeRuleMutationVariables = Exact<{
  input: ChangeDraftRuleInput;
}>;


export type ChangeRuleMutation = { readonly changeDraftRule: { readonly rule: { readonly terms: string } } | null };

export type AnswerDraftMutationVariables = Exact<{
  input: AnswerDraftPolicyInput;
}>;


export type AnswerDraftMutation = { readonly answerDraftPolicy: { readonly plan: { readonly name: string } } | null };

export type PlanDetailsQueryVariables = Exact<{
  name: string;
}>;


export type PlanDetailsQuery = { readonly plan: { readonly name: string, readonly note: string | null, readonly state: MovePlanState, readonly target: string, readonly madeAt: string, readonly copiedFrom: string | null, readonly predictedAt: string | null, readonly settings: string | null, readonly snapshot: { readonly name: string } } | null };

export type MayKeyQueryVariables = Exact<{
  library: string;
}>;


export type MayKeyQuery = { readonly phases: ReadonlyArray<{ readonly systems: ReadonlyArray<{ readonly system: string, readonly phase: MovePhase }>, readonly toRekey: { readonly asOf: string | null } | null }> | null };

export type CopyThereQueryVariables = Exact<{
  barcode: string;
}>;


export type CopyThereQuery = { readonly items: ReadonlyArray<{ readonly holding: { readonly library: { readonly id: string } } | null, readonly item: { readonly state: FactState | null, readonly status: ItemStatus | null, readonly due: { readonly on: string } | null, readonly reason: { readonly code: ReasonCode } | null } | null }> | null };

export type PhasesQueryVariables = Exact<{
  library?: string | null | undefined;
}>;


export type PhasesQuery = { readonly phases: ReadonlyArray<{ readonly library: string, readonly systems: ReadonlyArray<{ readonly system: string, readonly phase: MovePhase, readonly since: string | null, readonly contradiction: string | null }>, readonly history: ReadonlyArray<{ readonly id: string, readonly phase: MovePhase, readonly from: MovePhase, readonly source: string, readonly target: string, readonly state: PhaseRequestState, readonly askedAt: string, readonly askedBy: string, readonly askedRole: string, readonly note: string | null, readonly endedAt: string | null, readonly endedBy: string | null, readonly counts: { readonly items: number, readonly itemsKnown: number, readonly holdings: number, readonly holdingsKnown: number, readonly openLoans: number | null, readonly openLoansThere: number | null } | null }> }> | null };

export type WithoutNewIdQueryVariables = Exact<{
  library?: string | null | undefined;
}>;


export type WithoutNewIdQuery = { readonly phases: ReadonlyArray<{ readonly withoutNewId: ReadonlyArray<{ readonly id: string, readonly barcode: string | null }> }> | null };

export type ToRekeyQueryVariables = Exact<{
  library?: string | null | undefined;
}>;


export type ToRekeyQuery = { readonly phases: ReadonlyArray<{ readonly toRekey: { readonly notTold: ReadonlyArray<string>, readonly lists: ReadonlyArray<{ readonly list: RekeySource, readonly asOf: string }>, readonly rows: ReadonlyArray<{ readonly action: RekeyAction, readonly list: RekeySource, readonly certainty: RekeyCertainty, readonly barcode: string | null, readonly title: string | null, readonly dueOn: string | null, readonly wasDueOn: string | null, readonly on: string | null, readonly pence: number | null, readonly wasPence: number | null, readonly currency: string | null }> } | null }> | null };

export type AskForPhaseMutationVariables = Exact<{
  input: AskForPhaseInput;
}>;


export type AskForPhaseMutation = { readonly askForPhase: { readonly request: { readonly id: string, readonly phase: MovePhase, readonly counts: { readonly items: number, readonly itemsKnown: number, readonly holdings: number, readonly holdingsKnown: number, readonly openLoans: number | null, readonly openLoansThere: number | null } | null } } | null };

export type ConfirmPhaseMutationVariables = Exact<{
  input: EndPhaseRequestInput;
}>;


export type ConfirmPhaseMutation = { readonly confirmPhase: { readonly request: { readonly library: string, readonly phase: MovePhase } } | null };

export type WithdrawPhaseMutationVariables = Exact<{
  input: EndPhaseRequestInput;
}>;


export type WithdrawPhaseMutation = { readonly withdrawPhase: { readonly request: { readonly library: string, readonly phase: MovePhase } } | null };
