/** Written by `npm test -- tests/store/migrate.test.ts -u`, of what the migrations make, `columns.yaml` and `column-types.ts`. */
import type { ColumnType, Generated } from 'kysely';
import type { ColumnTypes } from '../column-types.ts';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** JSON columns are read parsed and written as text. */
type Json<T> = ColumnType<T, string, string>;
/** The same, if the database has a value for it. */
type GeneratedJson<T> = ColumnType<T, string | undefined, string>;
/** Written by SQL. */
type Document = ColumnType<string, never, never>;

export interface Database {
  /** What staff did with an account, or were refused; never changed. */
  account_audit: {
    id: Generated<number>;
    at: Timestamp;
    action: ColumnTypes['account_audit.action'];
    actor: string;
    actor_libraries: string[];
    /** The account's id, its local part sealed; null if none was found. */
    account: string | null;
    /** Pseudonym of the patron whose link or whose data it is about. */
    patron: string | null;
    library: string | null;
    purpose: string | null;
    note: string | null;
    /** Code of the refusal; null if it was granted. */
    refusal: string | null;
  };
  account_link: {
    /** A keyed hash of the account's id: an account is one patron's. */
    account_key: string;
    subject: string;
    /** The account's id and its library. */
    sealed: string;
    verified_by: ColumnTypes['account_link.verified_by'];
    linked_at: Timestamp;
    /** When it was last used, to the day: it is kept as long as it is used. */
    used_at: Timestamp;
  };
  /** What somebody changed; never changed itself. */
  action: {
    id: Generated<number>;
    at: Timestamp;
    kind: ColumnTypes['action.kind'];
    /** Pseudonym of the person, or the id of the key; null at the command line, where nobody signs in. */
    actor: string | null;
    /** As which they did it; null at the command line. */
    role: string | null;
    /** What was changed: the id of a key or a system, two records. Nothing of a reader. */
    subject: string;
    note: string | null;
  };
  /** A key by which a program signs in. */
  api_key: {
    /** The key's readable part. */
    id: string;
    /** SHA-256 of the whole key. */
    hash: Buffer;
    name: string;
    /** No key of staff is accepted any more. */
    role: ColumnTypes['api_key.role'];
    created_at: Timestamp;
    expires_at: Timestamp | null;
    revoked_at: Timestamp | null;
    /** The one service of feeds that it opens; null if it is a key of the graph. */
    service: ColumnTypes['api_key.service'] | null;
    /** What a request with it may take, milliseconds; null if that is as for everybody. */
    budget_ms: number | null;
  };
  /** Who made an edition and how it is classed. True only while `stamp` is the edition's `updated_at`. */
  browse_doc: {
    edition: number;
    stamp: Timestamp;
    creators: string[];
    /** `<SCHEME> <mark>` */
    classmarks: string[];
    /** As they are counted in `search_term`. */
    subjects: Generated<string[]>;
  };
  /** What changed, in order, until everybody who follows it has read it (`hub/union-index/repositories/changes.ts`). */
  change: {
    seq: Generated<number>;
    edition: number;
    kind: ColumnTypes['change.kind'];
    replaced_by: number[];
    at: Timestamp;
  };
  code_mapping: {
    system: number;
    list: ColumnTypes['code_mapping.list'];
    /** As the system spells it. */
    code: string;
    target: string | null;
    state: ColumnTypes['code_mapping.state'];
    reason: string | null;
    note: string | null;
    changed_by: string;
    changed_at: Timestamp;
  };
  comparison_job: {
    id: string;
    kind: string;
    parameters: Json<unknown>;
    snapshot: number | null;
    asked_by: string;
    asked_at: Timestamp;
    state: string;
    step: string | null;
    done: Generated<number>;
    total: number | null;
    started_at: Timestamp | null;
    finished_at: Timestamp | null;
    problem: string | null;
  };
  console_session: {
    /** SHA-256 of the session's id. */
    key: Buffer;
    /** Sealed with a key derived from that id. */
    content: string;
    /** Tokens and role, sealed as well; null if nobody has signed in, empty if nobody is signed in any more. */
    signed_in: string | null;
    /** What pages keep, sealed as well; null for nothing. */
    memory: string | null;
    used_at: Timestamp;
    ends_at: Timestamp;
  };
  /** What a library counted in its own system; the newest entry of a class and conditions counts. */
  control_total: {
    id: Generated<number>;
    library: string;
    class: string;
    /** Of dimensions, sorted, as JSON. */
    conditions: Json<unknown>;
    /** Null takes the entry before back. */
    value: number | null;
    /** `YYYY-MM-DD` */
    counted_on: string;
    note: string | null;
    entered_by: string;
    entered_at: Timestamp;
    /** Members of `CONTROL_PARTS` that the count has in it; null if the library has not said. */
    includes: string[] | null;
    /** Who sees to what remains of the difference. */
    rest_owner: string | null;
    rest_note: string | null;
    /** What remained when they were named, ours less theirs; null if that is not known, or not shown. */
    owned_rest: number | null;
  };
  /** A clash that somebody has to decide; open while `closed_at` is null. */
  decision: {
    id: Generated<number>;
    /** Name of the snapshot that raised it; it may be dropped since. */
    snapshot: string;
    question: string;
    population: string;
    /** Conditions that give its rows in any snapshot. */
    conditions: Json<unknown>;
    /** Libraries of its rows when it was made. */
    libraries: string[];
    /** When it was made; null if not told, or too few to be shown. */
    items: number | null;
    readers: number | null;
    /** What can be done, with the rows that each touches. */
    options: Json<unknown>;
    owner: string | null;
    /** `YYYY-MM-DD` */
    due_on: string | null;
    made_by: string;
    made_at: Timestamp;
    changed_by: string | null;
    changed_at: Timestamp | null;
    /** Place of the option that was chosen, from 0; null for another outcome. */
    chosen: number | null;
    outcome: string | null;
    closed_by: string | null;
    closed_at: Timestamp | null;
  };
  /** What a library says of the draft policy of a plan; the newest answer counts. */
  draft_answer: {
    plan: number;
    library: string;
    agrees: boolean;
    /** Why it objects; null where it agrees. */
    reason: string | null;
    answered_by: string;
    answered_at: Timestamp;
    /** Of the table that it was asked about, so that an answer to an earlier table is told from one to this. */
    digest: string;
  };
  /** One row of the draft policy of a plan, in the codes of the target. */
  draft_rule: {
    plan: number;
    category: string;
    item_type: string;
    terms: Json<ColumnTypes['draft_rule.terms']>;
    /** For each term by which rule it was proposed. */
    proposed: Json<unknown>;
    /** Null while nobody changed what was proposed. */
    changed_by: string | null;
    changed_at: Timestamp | null;
    note: string | null;
  };
  edition: {
    /** Made of the record that founded it (`hub/union-index/cluster/edition-ids.ts`); low numbers are older, of a sequence. */
    id: Generated<number>;
    systems: number[];
    libraries: string[];
    format: string;
    title: string;
    /** Merged description, for the graph. */
    description: Json<unknown>;
    updated_at: Timestamp;
    /** What editions of one work share; null if their records say too little. */
    work: string | null;
  };
  /** A merged edition's id lives on. */
  edition_redirect: {
    id: number;
    target: number;
    at: Timestamp;
  };
  /** What was taken out of snapshots, by whom; never changed. */
  export_audit: {
    number: Generated<number>;
    id: string;
    at: Timestamp;
    /** A pseudonym, or the id of a program's key. */
    actor: string;
    role: string;
    actor_libraries: string[];
    /** Its name: the snapshot itself may be dropped. */
    snapshot: string;
    what: ColumnTypes['export_audit.what'];
    report: string | null;
    population: string | null;
    library: string | null;
    system: string | null;
    /** Of rows and tables the conditions and dimensions, of reports the options. */
    filter: Json<unknown>;
    staff_notes: boolean;
    /** How many rows there were to be given; null if that takes a listing to know. */
    row_count: number | null;
    format: ColumnTypes['export_audit.format'];
  };
  feed_delivery: {
    id: Generated<number>;
    /** `Delivery.id` of the region file. */
    delivery: string;
    kind: ColumnTypes['feed_delivery.kind'];
    epoch: string;
    from_position: number | null;
    to_position: number;
    /** Name, bytes, records and SHA-256 of each. */
    files: Json<unknown>;
    started_at: Timestamp;
    finished_at: Timestamp | null;
    attempts: number;
    problem: string | null;
    /** Host, folder and set. */
    target: string;
  };
  /** Editions to look at again though no row of `change` names them. */
  feed_due: {
    edition: number;
    id: Generated<number>;
  };
  /** A version of an entry. */
  feed_entry: {
    position: number;
    repository: number;
    /** Its 001, and the last part of its OAI identifier. */
    identifier: string;
    edition: number;
    /** Null in the repository of the editions. */
    record: number | null;
    datestamp: Timestamp;
    kind: ColumnTypes['feed_entry.kind'];
    /** Identifiers, for MERGED and SPLIT. */
    replaced_by: string[];
    sets: string[];
    /** SHA-256 of the canonical text; null if it is deleted. */
    hash: Buffer | null;
    /** ISO 2709 in UTF-8; null if it is deleted or replaced. */
    body: Buffer | null;
    /** Position of the next version; null for the newest. */
    replaced_at: number | null;
    /** SHA-256 of what the graph said of the edition; null for a record, and where that is not known. */
    said: Buffer | null;
  };
  /** Editions whose changes wait. */
  feed_held: {
    edition: number;
    /** Sets that it would take something out of: `<repository> <set>`, or `<repository>` for all of it. */
    waits_for: Generated<string[]>;
    /** Of those, the ones that an operator let go. */
    let_go: Generated<string[]>;
    /** To look at again: an operator let something go. */
    due: Generated<boolean>;
    /** Why it could not be rendered; null if it waits for an operator. */
    problem: string | null;
  };
  /** A set that would have lost too much within a day. */
  feed_hold: {
    repository: number;
    /** Empty for the whole repository. */
    set_spec: string;
    since: Timestamp;
    would_lose: number;
    had: number;
  };
  /** Where the newest versions of a set's entries stand. */
  feed_in_set: {
    repository: number;
    set_spec: string;
    position: number;
  };
  /** What a set lost, and when. */
  feed_loss: {
    repository: number;
    set_spec: string;
    at: Timestamp;
    entries: number;
  };
  /** Who has read what within an hour. */
  feed_reading: {
    hour: Timestamp;
    service: ColumnTypes['feed_reading.service'];
    repository: string;
    /** An address; of the graph the id of a key, or empty. */
    caller: string;
    epoch: string;
    last_at: Timestamp;
    requests: number;
    /** Of the entries that were given; null if none was, or if the service does not go by them. */
    from_position: number | null;
    to_position: number | null;
  };
  /** `editions`, or `library/<id>`. */
  feed_repository: {
    id: Generated<number>;
    name: string;
  };
  /** How many entries of a set are not deleted. */
  feed_set_size: {
    repository: number;
    /** Empty for the whole repository. */
    set_spec: string;
    entries: number;
  };
  /** One row, as soon as anything was published. */
  feed_state: {
    one: Generated<boolean>;
    /** Positions count within it; a restored backup begins another one. */
    epoch: string;
    /** Of the database that the epoch was begun in: another one says that a backup was restored. */
    fingerprint: string;
    began_at: Timestamp;
    /** Digest of the rules by which everything was published; null before the first sweep. */
    rules: string | null;
    /** The edition that a sweep over all of them has come to; null if none is under way. */
    swept_to: number | null;
    /** The last row of `change` that was published. */
    change_seq: number;
    /** The last position. */
    position: number;
    /** Of the last position; never goes back. */
    datestamp: Timestamp;
    /** Replaced versions up to here are gone: what the log said at an earlier position cannot be told any more. */
    pruned_to: Generated<number>;
    /** Why nothing was published the last time that it was tried; null if it was. */
    problem: string | null;
  };
  /** One lease per system: whoever holds it harvests; it lapses when it is not renewed. */
  harvest_lease: {
    system: number;
    holder: string;
    expires_at: Timestamp;
  };
  harvest_run: {
    id: Generated<number>;
    system: number;
    kind: ColumnTypes['harvest_run.kind'];
    /** The cursor that a run of changes started from. */
    cursor_from: string | null;
    resume_at: string | null;
    started_at: Timestamp;
    updated_at: Timestamp;
    finished_at: Timestamp | null;
    next_cursor: string | null;
    records: Generated<number>;
    deletions: Generated<number>;
    rejects: Generated<number>;
    expected: number | null;
    /** Why it ended before its end; null while it runs or when it finished. */
    problem: string | null;
    /** Digest of the reading rules that read its pages. */
    rules: string | null;
  };
  /** What is asked of a system's harvests all the time; `hub/union-index/repositories/harvest-state.ts`. */
  harvest_state: {
    system: number;
    /** Null if records came without a run. */
    first_started_at: Timestamp | null;
    last_complete_at: Timestamp | null;
    /** Where the next run of changes begins; null for a full one. */
    next_cursor: string | null;
    /** When the newest full run that finished began. */
    full_started_at: Timestamp | null;
    /** Records that the system said it had, in the newest full run that was told. */
    expected: number | null;
    /** Why the newest run ended before its end; null while it runs or when it finished. */
    problem: string | null;
    /** Begin of the first run that failed since one finished. */
    failing_since: Timestamp | null;
    /** Records that are not deleted, whoever may see them. */
    records: Generated<number>;
  };
  hidden_description: {
    record: number;
    system: number;
    keys: number[];
    description: string;
  };
  hidden_item: {
    id: Generated<number>;
    record: number;
    system: number;
    local_id: string;
    left_out: string;
    barcode: string | null;
    owner_code: string | null;
    library: string | null;
    call_number: string | null;
    location_code: string | null;
    item_type: string | null;
    visibility: string;
    status: string | null;
    status_at_source: string | null;
    use: string | null;
    details: Json<unknown> | null;
    staff_notes: Json<unknown> | null;
  };
  holding: {
    /** The holding's public id: `<system>:holding:<record local id>@<library>`. */
    id: string;
    record: number;
    system: number;
    library: string;
    basis: string;
    copies: number | null;
    call_numbers: string[];
    site_codes: string[];
    statements: Json<ColumnTypes['holding.statements']>;
    catalogue_url: string | null;
    live_keys: string[];
  };
  /** A process that asks library systems. */
  host_process: {
    holder: string;
    expires_at: Timestamp;
  };
  /** How the processes share what one host may be asked. */
  host_share: {
    /** The name of its guard: the system's id, or `<system>/live`. */
    host: string;
    version: Generated<number>;
    /** By holder. */
    claims: GeneratedJson<ColumnTypes['host_share.claims']>;
    /** End of the pause that the host asked for. */
    paused_until: Timestamp | null;
  };
  /** Keys that more records share than the cap allows: the links were decided without them. */
  ignored_key: {
    key: number;
  };
  /** A record of which only a person can say whether it was made for an interlibrary loan. */
  interlibrary_doubt: {
    system_id: string;
    record_id: string;
    /** OPEN: it is public, and the library should look at it. RELEASED: a person said that it may be shown. */
    state: ColumnTypes['interlibrary_doubt.state'];
    since: Timestamp;
  };
  item: {
    /** Rises: of two rows of one copy the higher is the newer. */
    id: Generated<number>;
    record: number;
    system: number;
    local_id: string;
    barcode: string | null;
    owner_code: string;
    library: string | null;
    call_number: string | null;
    location_code: string | null;
    item_type: string | null;
    visibility: ColumnTypes['item.visibility'];
    /** What else decides who may see it (`KeptFields`). */
    kept: Json<ColumnTypes['item.kept']> | null;
    /** How it stood when it was harvested, in the domain's words and in the system's own; null where that is not told. */
    status: string | null;
    status_at_source: string | null;
    use: string | null;
    /** `ItemDetails`: a key that is absent was not told. */
    details: Json<unknown> | null;
    /** For staff of its library alone: no statement of the public graph reads it. Null where it is not told. */
    staff_notes: Json<ColumnTypes['item.staff_notes']> | null;
  };
  /** A record that stays hidden until a person says otherwise, whatever its system says; nothing is kept of what it says. */
  kept_hidden: {
    system_id: string;
    /** The system's own number of the record. */
    record_id: string;
    /** ILL_TEMPORARY: it was typed in for one interlibrary loan. TAKEN_BACK: a person took it back after it was public. */
    reason: ColumnTypes['kept_hidden.reason'];
    since: Timestamp;
    /** Since when its system would show it; null while its system hides it too, or says nothing of it. */
    shown_at_source_since: Timestamp | null;
  };
  /** A write to a patron's account that was sent; `subgraphs/circulation/writes/kept-writes.ts`. */
  kept_write: {
    /** Keyed hash of what the write is. */
    key: string;
    sent_at: Timestamp;
    /** What it was and what became of it; opens only with the region's secret. */
    sealed: string;
  };
  /** What a system last said of a holding's copies; public facts only. */
  last_known: {
    /** The holding's public id. It may be of a record that the index does not have yet, or no longer. */
    holding: string;
    as_of: Timestamp;
    /** False if a copy's status could not be determined. */
    whole: boolean;
    /** Written and read by `repositories/last-known/stored-facts.ts`. */
    facts: Json<unknown>;
    /** As `as_of` if a copy was in its place then, to be borrowed or read in the library; anything else if not, or if that is not known. */
    in_place_as_of: Timestamp | null;
  };
  /** What a system last said of a copy that was asked for by its own id. */
  last_known_item: {
    /** The item's public id. */
    item: string;
    as_of: Timestamp;
    facts: Json<unknown>;
  };
  /** A library's editions together. Each is a cell; the few are those whose number is too small to be shown by itself. */
  library_count: {
    library: string;
    /** Copies with a counter. */
    copies: number;
    /** Null if no copy has a counter. */
    loans: number | null;
    few_loans: number;
    few_loans_sum: number;
    renewals: number | null;
    few_renewals: number;
    few_renewals_sum: number;
    /** The last day on which an edition was borrowed whose loans are shown, and one whose loans are not. */
    last_shown: Timestamp | null;
    last_hidden: Timestamp | null;
    holds: number;
    few_holds: number;
    few_holds_sum: number;
    /** Public copies that are out. */
    loans_now: number;
    years: Json<ColumnTypes['library_count.years']>;
  };
  /** Two records that were decided to be one edition; `a` is the lower number. */
  link: {
    a: number;
    b: number;
    /** Thousandths of what speaks for it: stronger links are followed first. */
    weight: number;
  };
  /** Failures to link an account that are not forgiven yet. */
  link_attempt: {
    /** A keyed hash of a patron, or of a card. */
    who: string;
    failures: number;
    /** Null while it may be tried. */
    locked_until: Timestamp | null;
    last_at: Timestamp;
  };
  /** What a supplier could not load of a plan, a row for each record or copy. */
  load_error: {
    plan: number;
    /** Of `planned_record`. */
    record_number: number;
    /** Of `snapshot_item`, its id; 0 for the whole record. */
    item: number;
    /** As the supplier wrote it in the last list that had it. */
    reason: string;
    /** In how many lists it was. */
    times: number;
    first_at: Timestamp;
    last_at: Timestamp;
    /** When a list came without it; null while it is open. */
    gone_at: Timestamp | null;
  };
  /** How one list of one system stands. */
  loan_list: {
    system: number;
    list: ColumnTypes['loan_list.list'];
    /** When the harvest began that brought it; null if none has finished. */
    as_of: Timestamp | null;
    /** When the first harvest began that brought it, or the first after a silence in which a year began: loans are counted by year from then on. */
    counted_from: Timestamp | null;
    tried_at: Timestamp;
    /** Rows that were not kept: for want of an agreement, or because another loan is known by the same copy. */
    left_out: number;
    /** Why the newest harvest failed; null if it finished. */
    problem: string | null;
    /** Rows that the newest whole harvest kept; null if it is older than the counting of them. */
    row_count: number | null;
    complete_for: string[] | null;
  };
  match_key: {
    /** `<kind>:<value>` as a number (`keyNumber`). */
    key: number;
    record: number;
  };
  /** Which edition a record belongs to. Only PUBLIC records that are not deleted have a row. */
  member: {
    record: number;
    system: number;
    edition: number;
  };
  /** A plan of a move, made of one snapshot. */
  move_plan: {
    id: Generated<number>;
    name: string;
    note: string | null;
    snapshot: number;
    /** The kind of the target system. */
    target: string;
    /** `PlanSettings` (`hub/moving/plans/`). */
    settings: Json<unknown>;
    state: ColumnTypes['move_plan.state'];
    made_by: string;
    made_at: Timestamp;
    /** Name of the plan that it was copied from; it may be dropped since. */
    copied_from: string | null;
    /** When the predicted catalogue was whole; null before. */
    predicted_at: Timestamp | null;
  };
  /** What a reader owes for one thing. */
  open_charge: {
    id: Generated<number>;
    system: number;
    /** The system's own id of the copy; null if it is for none. */
    item: string | null;
    record: number | null;
    /** Whose reader owes it. */
    library: string | null;
    counted: boolean;
    reader_token: string;
    /** The system's code of what it is for. */
    kind: string | null;
    /** What is left to pay, in hundredths of the currency's unit; below 0 for what the library owes. */
    amount_pence: number;
    currency: string;
    charged_on: Timestamp | null;
  };
  /** What a library found of one row of its sample, in both systems; names stand for what may be dropped since. */
  move_sample_result: {
    snapshot: string;
    library: string;
    seed: string;
    stratum: string;
    /** Which thing, as the sample names it. */
    key: string;
    result: ColumnTypes['move_sample_result.result'];
    /** What staff wrote; in no evidence. */
    note: string | null;
    entered_by: string;
    entered_at: Timestamp;
    /** Of everything in the snapshot that the sample was drawn from; names are given anew. */
    snapshot_digest: string | null;
  };
  /** Who signed which evidence of a move; it holds for this digest alone. */
  move_signature: {
    id: Generated<number>;
    /** SHA-256 of the evidence as JSON. */
    digest: string;
    snapshot: string;
    ledger: string | null;
    plan: string | null;
    role: ColumnTypes['move_signature.role'];
    /** For the role `LIBRARY`; null for the others. */
    library: string | null;
    /** The name of whoever holds the role, as they gave it. */
    holder: string;
    /** One person or program, by its pseudonym. */
    subject: string;
    signed_at: Timestamp;
  };
  /** Where a library stands at a system, instead of what the region file says of it. */
  move_phase: {
    library: string;
    system: string;
    phase: ColumnTypes['move_phase.phase'];
    since: Timestamp;
    /** When it last stopped lending from the system; null while it lends from it, or never did. */
    stopped_at: Timestamp | null;
  };
  /** A step of a move that somebody asked for, and what became of it; never removed. */
  move_request: {
    id: Generated<number>;
    library: string;
    /** The system that the library moves away from. */
    source: string;
    /** The system that it moves to. */
    target: string | null;
    /** Where it stood at the source when it was asked for. */
    from_phase: ColumnTypes['move_request.from_phase'];
    /** Where it shall stand at the source. */
    phase: ColumnTypes['move_request.phase'];
    state: ColumnTypes['move_request.state'];
    asked_at: Timestamp;
    /** Pseudonym of the person, or the id of the key. */
    asked_by: string;
    asked_role: string;
    note: string | null;
    /** What was counted when it was asked for; null for a step that counts nothing. */
    counts: Json<unknown> | null;
    ended_at: Timestamp | null;
    /** Who confirmed or withdrew it. */
    ended_by: string | null;
    ended_role: string | null;
    /** All that they were called when they asked, while secrets were replaced. */
    asked_names: Generated<string[]>;
  };
  /** An id of a holding or a copy that goes on standing for the one that the new system gave. */
  moved_id: {
    kind: ColumnTypes['moved_id.kind'];
    /** As clients have it. */
    old_id: string;
    new_id: string;
    library: string;
    old_system: string;
    new_system: string;
  };
  /** An open loan of a library in the new system, as told when its move was confirmed; of no reader. */
  moved_loan: {
    library: string;
    /** The new system. */
    system: string;
    barcode: string;
    due_on: Timestamp | null;
    due_at: Timestamp | null;
    loaned_at: Timestamp | null;
    renewals: number | null;
  };
  open_loan: {
    system: number;
    /** The system's own id of the copy. */
    item: string;
    /** Number of the record in the index; null if it was never harvested. */
    record: number | null;
    /** Null if the copy is not in the index. */
    library: string | null;
    /** Whether the copy is public: only such loans are in counts. */
    counted: boolean;
    reader_token: string;
    loaned_at: Timestamp | null;
    due_on: Timestamp | null;
    due_at: Timestamp | null;
    renewals: number | null;
  };
  planned_hold: {
    plan: number;
    system: number;
    /** Of `snapshot_hold`, its id. */
    hold: number;
    class: ColumnTypes['planned_hold.class'];
    /** Whether it goes to the target, as in all tables of a plan. */
    goes: boolean;
  };
  /** A copy of the snapshot as it shall be. */
  planned_item: {
    plan: number;
    /** Of `snapshot_item`, its id. */
    item: number;
    /** Of `planned_record`; null if its record is not in the snapshot. */
    record_number: number | null;
    class: ColumnTypes['planned_item.class'];
    goes: boolean;
    /** Null if it has none, or must get another (`relabel`). */
    barcode: string | null;
    /** It needs a new label with another barcode. */
    relabel: boolean;
    /** Code of the target, as in the next columns; null if there is none. */
    branch: string | null;
    location: string | null;
    collection: string | null;
    item_type: string | null;
    status: string | null;
    /** The lists whose code of the copy becomes nothing in the target. */
    unmapped: string[];
  };
  planned_loan: {
    plan: number;
    system: number;
    /** As in `snapshot_loan`. */
    item: string;
    class: ColumnTypes['planned_loan.class'];
    goes: boolean;
    /** As it shall be, by the wall clock of the library; null if it is not told, as in `due_at`. */
    due_on: Timestamp | null;
    due_at: Timestamp | null;
    changes: ColumnTypes['planned_loan.changes'];
  };
  planned_reader: {
    plan: number;
    system: number;
    reader_token: string;
    class: ColumnTypes['planned_reader.class'];
    goes: boolean;
    /** The same for accounts that seem to be one person's. */
    person: number;
    /** Whether its card is the one that stays of the person's. */
    keeps: boolean;
    /** The library that the person belongs to; null if not told. */
    home: string | null;
    /** Code of the target; null if not told, or it becomes nothing there. */
    category: string | null;
  };
  /** A record of the predicted catalogue, or one that stays behind. */
  planned_record: {
    plan: number;
    /** From 1, in the order of their bases. */
    number: number;
    class: ColumnTypes['planned_record.class'];
    goes: boolean;
    /** Of `snapshot_record`, the id of the record that the others are merged into. */
    base: number;
    /** Of `snapshot_record`, the base first. */
    members: number[];
    edition: number | null;
    /** Why it is not merged with the others of its edition; null if it is, or there are none. */
    refused: string | null;
  };
  planned_statement: {
    plan: number;
    /** Of `snapshot_statement`, its id. */
    statement: number;
    /** Of `planned_record`; null if its record is not in the snapshot. */
    record_number: number | null;
    class: ColumnTypes['planned_statement.class'];
    goes: boolean;
  };
  /** What a public record says, and who holds it: everything that an edition is made of, in a row of its own for each record that may stand in one. Matching meets records in no order, and must not pass by their bytes. */
  public_description: {
    record: number;
    system: number;
    local_id: string;
    holders: Json<unknown>;
    /** Its rows of `match_key`, which has no index by record. */
    keys: number[];
    /** Normalised description (`hub/union-index/normalise`) as JSON. */
    description: string;
    /** What tells most records that share a key apart (`toOutline`), so that matching need not read the description; 0 if nothing may be concluded. */
    outline: Generated<number>;
  };
  reader: {
    system: number;
    reader_token: string;
    library: string | null;
    name_birth: string | null;
    email: string | null;
    /** Null if not told, or no card. */
    card_token: string | null;
    /** The system's code; null if not told, or none. */
    category: string | null;
    /** Null if not told, or if the registration has no end. */
    expiry_year: number | null;
    /** Whether the registration had ended when the list was harvested; null if not told. */
    expired: boolean | null;
    /** Null if not told, as in `owes`. */
    has_email: boolean | null;
    owes: boolean | null;
    /** Which of these the system told: what is not here is unknown, whatever its column says. */
    told: Generated<ColumnTypes['reader.told']>;
    /** A keyed token of the day, the same in all systems; null if not told, or if the registration has no end. */
    expires_on: string | null;
    /** Whether the reader may not borrow because somebody said so; null if not told. */
    blocked: boolean | null;
    /** How many messages and notes stand on the account; null if not told. */
    messages: number | null;
  };
  /** Accounts of several systems that share what identifies a reader. */
  reader_group: {
    /** A hash of the accounts' tokens: the same for the same accounts. */
    key: string;
    evidence: string[];
    /** The accounts, system and token by place. */
    systems: number[];
    tokens: string[];
  };
  /** Wide and rarely rewritten: re-clustering writes `member`, which is narrow. */
  record: {
    id: Generated<number>;
    system: number;
    local_id: string;
    visibility: ColumnTypes['record.visibility'];
    deleted: boolean;
    changed_at: Timestamp | null;
    harvested_at: Timestamp;
    format: ColumnTypes['record.format'];
    raw: Buffer;
    /** SHA-256 of what the record, its items and its holdings say: an unchanged record is not rewritten. */
    digest: Buffer;
    /** Version of the rules that read it; an older one is read again from raw. */
    rules: number;
    repairs: string[];
    title: string | null;
    /** Digest of the reading rules by which harvest read it; null if an older version did. */
    reading_rules: string | null;
    /** What else those rules read of it (`KeptFields`). */
    kept: Json<ColumnTypes['record.kept']> | null;
    /** MARC 001, by which other records of the system name it; null if it has none, or before it is read again. */
    control_number: string | null;
    /** MARC 003: whose number it is. */
    control_agency: string | null;
  };
  /** The edition that a record is in, or was in last: outlives the index, whose ids are given back from it. */
  record_edition: {
    system_id: string;
    /** The system's own number of the record. */
    record_id: string;
    edition: number;
    /** Those that it was in before, the last one first. */
    formerly: Generated<number[]>;
  };
  record_profile: {
    record: number;
    system: number;
    format: string;
    serial: boolean;
    online: boolean;
    year: number | null;
    languages: string[];
    class_schemes: string[];
    isbns: string[];
    load_key: string | null;
    brief: boolean;
    fields: string[];
    faults: string[];
  };
  /** A row of a file that was not taken. */
  refused_row: {
    id: Generated<number>;
    file: string;
    line: number;
    column_name: string | null;
    problem: string;
    /** What the row said, by column; null if it could not be read. */
    said: Json<unknown> | null;
    refused_by: string;
    refused_at: Timestamp;
  };
  reject: {
    id: Generated<number>;
    system: number;
    local_id: string | null;
    place: string;
    reason: string;
    format: string;
    /** Empty when it is older than the region keeps it. */
    raw: Buffer;
    rejected_at: Timestamp;
    /** SHA-256 of the bytes as they came. */
    digest: Buffer;
  };
  /** A wish that the records of a system that could not be read are read again. */
  reject_retry: {
    id: Generated<number>;
    system: string;
    state: ColumnTypes['reject_retry.state'];
    asked_at: Timestamp;
    started_at: Timestamp | null;
    finished_at: Timestamp | null;
    /** The four numbers are there once it is done. */
    read_now: number | null;
    gone: number | null;
    refused: number | null;
    left_over: number | null;
    /** Why it failed; null if it has not. */
    problem: string | null;
  };
  /** What a person decided of two records, by system and local id; the lower id stands first. */
  ruling: {
    a_system: string;
    a_local: string;
    b_system: string;
    b_local: string;
    decision: ColumnTypes['ruling.decision'];
    ruled_by: string;
    ruled_at: Timestamp;
    note: string | null;
  };
  /** What staff of a library ask to be decided of two records, and what they were answered. */
  ruling_request: {
    id: Generated<number>;
    /** Id of a record, the lower of the two. */
    a: ColumnTypes['ruling_request.a'];
    b: ColumnTypes['ruling_request.b'];
    /** What whoever asks thinks they are. */
    decision: ColumnTypes['ruling_request.decision'];
    /** In the words of whoever asks. */
    reason: string;
    /** Ids of the libraries that whoever asked works for. */
    libraries: string[];
    /** Pseudonym of the person. */
    asked_by: string;
    asked_at: Timestamp;
    /** Null until it is answered. */
    answer: string | null;
    /** Pseudonym of the person, or the id of the key. */
    answered_by: string | null;
    answered_at: Timestamp | null;
  };
  search_doc: {
    edition: number;
    libraries: string[];
    sites: string[];
    format: string;
    languages: string[];
    subjects: string[];
    published_year: number | null;
    online: boolean;
    sort_title: string;
    /** Unaccented words, weights A (title) to D. Written by SQL. */
    document: Document;
  };
  /** A term that some public edition has, or had lately: a candidate, to be counted before it is shown. */
  search_term: {
    kind: ColumnTypes['search_term.kind'];
    /** Of a class mark; empty for the others. */
    scheme: Generated<string>;
    /** Folded, for prefixes, order and likeness; of a class mark its place in the order of its scheme. */
    key: string;
    /** As it is shown; of a word the same as its key. */
    term: string;
    /** How many rows of `browse_doc` have it; of a word about how many editions. */
    weight: number;
  };
  setting: {
    key: string;
    value: Json<unknown>;
  };
  snapshot: {
    id: Generated<number>;
    name: string;
    note: string | null;
    taken_at: Timestamp;
    taken_by: string;
    state: string;
    /** The `Region` of the moment. */
    region: Json<unknown>;
    mappings: Json<unknown>;
    /** Of everything that is in it; null of snapshots that were taken before there were digests. */
    digest: string | null;
  };
  /** How many rows of a system have a value of a dimension. */
  snapshot_cell: {
    snapshot: number;
    population: string;
    /** Names with blanks between them. */
    dimensions: string;
    /** One for each dimension. */
    values: string[];
    system: number;
    /** Null for the whole system. */
    library: string | null;
    row_count: number;
    /** Of the whole system, their ids; null if there are more than a few. */
    few: number[] | null;
  };
  /** A row of `snapshot_record`, field by field beside the first of its title. */
  snapshot_compared: {
    snapshot: number;
    other: number;
    first: number;
    /** A letter for each compared field (`hub/comparison/overlap/`). */
    classes: string;
  };
  snapshot_finding: {
    id: Generated<number>;
    snapshot: number;
    kind: string;
    system: number;
    library: string | null;
    subject: number;
    in_group: string | null;
    detail: Json<unknown> | null;
  };
  /** Which version of a system's list of fixes a snapshot has. */
  snapshot_fix_list: {
    snapshot: number;
    system: number;
    version: number;
  };
  snapshot_item: {
    id: Generated<number>;
    system: number;
    from_version: number;
    to_version: number | null;
    digest: string;
    record: number;
    local_id: string;
    left_out: string | null;
    barcode: string | null;
    owner_code: string | null;
    library: string | null;
    call_number: string | null;
    location_code: string | null;
    item_type: string | null;
    visibility: string;
    status: string | null;
    status_at_source: string | null;
    use: string | null;
    details: Json<unknown> | null;
    /** Of `details`, as dimensions show them: `(not told)`, `(none)`. */
    collection: string;
    last_borrowed_year: string;
    acquired_year: string;
    created_year: string;
    record_visibility: string;
  };
  /** Two rows of `snapshot_record` that matching could not tell apart; with `hidden`, one of which the public does not see. */
  snapshot_pair: {
    snapshot: number;
    a: number;
    b: number;
    decision: ColumnTypes['snapshot_pair.decision'];
    hidden: boolean;
    probability: number;
    copies: number;
    on_loan: number;
  };
  snapshot_reader_list: {
    snapshot: number;
    system: number;
    library: string;
    list: string;
    row_count: number | null;
    /** Rows of the system's whole list that were not kept, whoever's they are: with any, it is unknown whether a reader has none. */
    left_out: Generated<number>;
    as_of: Timestamp | null;
    gone_at: Timestamp | null;
    gone_why: string | null;
    /** What all rows of the list of charges come to, in hundredths; null if it is another list, or they are in several currencies. */
    pence: number | null;
    currency: string | null;
    complete_for: string[] | null;
  };
  /** A row is in version `v` of its system where `from_version <= v AND (to_version IS NULL OR to_version > v)`; copies and statements too. */
  snapshot_record: {
    id: Generated<number>;
    system: number;
    from_version: number;
    to_version: number | null;
    digest: string;
    record: number;
    local_id: string;
    content: Buffer;
    visibility: string;
    title: string | null;
    format: string | null;
    serial: boolean | null;
    online: boolean | null;
    year: number | null;
    languages: string[] | null;
    class_schemes: string[] | null;
    isbns: string[] | null;
    load_key: string | null;
    brief: boolean | null;
    fields: string[] | null;
    faults: string[] | null;
    edition: number | null;
    libraries: string[];
    item_count: number;
    statement_count: number;
  };
  snapshot_result: {
    snapshot: number;
    report: string;
    key: string;
    value: Json<unknown>;
  };
  snapshot_staff_note: {
    item: number;
    notes: Json<unknown>;
  };
  snapshot_system: {
    snapshot: number;
    system: number;
    version: number;
    harvested_at: Timestamp | null;
    problem: string | null;
    /** Populations and lists that the system cannot tell at all. */
    not_told: string[];
    /** The libraries that have copies in it, by the region file. */
    libraries: string[];
    /** Whether its rows are counted in `snapshot_cell`. */
    counted: Generated<boolean>;
    /** Whether two of its copies may have one number. */
    repeats: Generated<boolean>;
  };
  /** Which version of the titles a snapshot has; the titles count their own. */
  snapshot_titles: {
    snapshot: number;
    version: number;
  };
  /** Numbers for the region's systems: a record carries two bytes, not a name. */
  system: {
    id: Generated<number>;
    system_id: string;
    /** Digest of the reading rules in force (`adapters/shared/reading-rules.ts`); null before the first harvest. */
    rules: string | null;
    /** Since when. */
    rules_since: Timestamp | null;
    /** Digest of the rules by which a full harvest last read everything. */
    read_by: string | null;
    /** Digest of which owner codes stand for which sites, by which editions were made. */
    sites: string | null;
  };
  system_code: {
    system: number;
    list: ColumnTypes['system_code.list'];
    code: string;
    label: string | null;
  };
  /** How the reading of one system stands. */
  system_policy: {
    system: number;
    /** The lists that the system told; what is not named here is not told, and not empty. */
    code_lists: ColumnTypes['system_policy.code_lists'];
    /** When the reading began that brought the lists; null if none has succeeded. */
    codes_as_of: Timestamp | null;
    /** Null if the system does not tell its rules, or none has been read. */
    rules: Json<ColumnTypes['system_policy.rules']> | null;
    rules_as_of: Timestamp | null;
    tried_at: Timestamp;
    /** Why the newest reading failed; null if it succeeded. */
    problem: string | null;
  };
  /** One act of taking back, of one record or of many. */
  take_back: {
    id: string;
    at: Timestamp;
    reason: string;
    /** OPEN: everything is hidden, and something is left to be cleaned. */
    state: ColumnTypes['take_back.state'];
    finished_at: Timestamp | null;
    /** Why it could not be finished the last time that it was tried. */
    problem: string | null;
    /** When nothing gave its records any more, because they were hidden and out of snapshots. Null until then, and of acts of before it was kept. */
    withdrawn_at: Timestamp | null;
  };
  target_code: {
    list: ColumnTypes['target_code.list'];
    /** Without blanks at the ends, in capitals: by this it is one code. */
    plain: string;
    code: string;
    label: string | null;
    /** An `ItemStatus` for a status, an `ItemUse` for an item type; null if it stands for none. */
    meaning: string | null;
  };
  target_list: {
    list: ColumnTypes['target_list.list'];
    /** In characters; null if the target sets no limit, or nobody entered it. */
    greatest_length: number | null;
  };
  /** A word that a count has found, in some of the editions. */
  term_count: {
    word: string;
    editions: number;
  };
  /** One row, as soon as terms are kept. */
  term_state: {
    one: Generated<boolean>;
    /** The last row of `change` that was read. */
    change_seq: number;
    /** The edition that a count of all of them has come to; null if none is under way. */
    swept_to: number | null;
    /** Of what that count has found, the part that is added up next; null while it reads editions. */
    adding: number | null;
    /** Changes since the last count began. */
    changed: Generated<number>;
    /** Editions that the last count, or the one under way, has found. */
    editions: Generated<number>;
    /** When everything was counted last; null before the first count. */
    counted_at: Timestamp | null;
  };
  /** Public records that wait to be matched. */
  unmatched: {
    record: number;
    /** One of its keys: records that share it are matched together. */
    place: number;
    /** The system to whose records it is new; null if it is in an edition and is only matched again. */
    new_of: number | null;
  };
  use_by_month: {
    system: number;
    library: string;
    month: Timestamp;
    /** Null if not all loans of the month were counted. */
    loans: number | null;
  };
  vocabulary: {
    id: Generated<number>;
    name: string;
    /** The file that it was loaded from, without its folder. */
    source: string;
    /** MARC authority records, or NLM's descriptor file. */
    format: ColumnTypes['vocabulary.format'];
    headings: number;
    /** Headings and variants. */
    terms: number;
    /** SHA-256 of the file. */
    digest: Buffer;
    loaded_at: Timestamp;
  };
  vocabulary_broader: {
    vocabulary: number;
    heading: number;
    /** The name of a heading above it. */
    broader: string;
  };
  vocabulary_term: {
    vocabulary: number;
    /** Number of its heading within the vocabulary. */
    heading: number;
    /** 0 for the heading itself. */
    place: number;
    term: string;
    /** Its words as the index has them, in their order. */
    key: string;
  };
  vocabulary_word: {
    vocabulary: number;
    /** Folded. */
    word: string;
  };
  /** Renewals and holds that were sent to a system in an hour; of no reader, copy or library. */
  written_hour: {
    system: string;
    /** Its beginning, by the clock of the processes. */
    hour: Timestamp;
    kind: ColumnTypes['written_hour.kind'];
    /** Those that the system did. */
    done: number;
    /** Those of which it was not known when they ended. */
    unknown: number;
  };
}
