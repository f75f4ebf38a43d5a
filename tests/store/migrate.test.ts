import { MIGRATIONS, migrateToLatest, SCHEMA_LOCK, type Code } from '#store/migrate.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { createBareDatabase } from '#tests/support/fresh-database.ts';
import { sql, type ColumnType } from 'kysely';
import { describe, expect, it } from 'vitest';

type Nullability<Value> = unknown extends Value ? 'required' : null extends Value ? 'may be null' : 'required';

type Shape<Column> =
  Column extends ColumnType<infer Select, infer Insert, unknown>
    ? undefined extends Insert
      ? unknown extends Insert
        ? Nullability<Select>
        : 'made by the database'
      : Nullability<Select>
    : Nullability<Column>;

/** Every column of `hub/store/tables.ts`; the compiler refuses one too many, one too few, or one described wrongly. */
const TABLES: {
  readonly [Table in keyof Database]: { readonly [Name in keyof Database[Table]]: Shape<Database[Table][Name]> };
} = {
  system: {
    id: 'made by the database',
    system_id: 'required',
    rules: 'may be null',
    rules_since: 'may be null',
    read_by: 'may be null',
    sites: 'may be null',
  },
  console_session: {
    key: 'required',
    content: 'required',
    signed_in: 'may be null',
    memory: 'may be null',
    used_at: 'required',
    ends_at: 'required',
  },
  kept_hidden: {
    system_id: 'required',
    record_id: 'required',
    reason: 'required',
    since: 'required',
    shown_at_source_since: 'may be null',
  },
  interlibrary_doubt: { system_id: 'required', record_id: 'required', state: 'required', since: 'required' },
  take_back: {
    id: 'required',
    at: 'required',
    reason: 'required',
    state: 'required',
    finished_at: 'may be null',
    problem: 'may be null',
  },
  taken_back_record: { take_back: 'required', system_id: 'required', record_id: 'required', digest: 'may be null' },
  taken_back_entry: {
    take_back: 'required',
    repository: 'required',
    identifier: 'required',
    epoch: 'required',
    position: 'required',
    published_at: 'required',
  },
  feed_reading: {
    hour: 'required',
    service: 'required',
    repository: 'required',
    caller: 'required',
    epoch: 'required',
    last_at: 'required',
    requests: 'required',
    from_position: 'may be null',
    to_position: 'may be null',
  },
  written_file: { machine: 'required', path: 'required', written_at: 'required' },
  snapshot_taken_back: {
    snapshot: 'required',
    take_back: 'required',
    at: 'required',
    reason: 'required',
    records: 'required',
    digest_before: 'required',
    digest_after: 'required',
  },
  vocabulary: {
    id: 'made by the database',
    name: 'required',
    source: 'required',
    format: 'required',
    headings: 'required',
    terms: 'required',
    digest: 'required',
    loaded_at: 'required',
  },
  vocabulary_term: {
    vocabulary: 'required',
    heading: 'required',
    place: 'required',
    term: 'required',
    key: 'required',
  },
  vocabulary_broader: { vocabulary: 'required', heading: 'required', broader: 'required' },
  vocabulary_word: { vocabulary: 'required', word: 'required' },
  record: {
    id: 'made by the database',
    system: 'required',
    local_id: 'required',
    visibility: 'required',
    deleted: 'required',
    changed_at: 'may be null',
    harvested_at: 'required',
    format: 'required',
    raw: 'required',
    digest: 'required',
    rules: 'required',
    repairs: 'required',
    title: 'may be null',
    control_number: 'may be null',
    control_agency: 'may be null',
    reading_rules: 'may be null',
    kept: 'may be null',
  },
  public_description: {
    record: 'required',
    system: 'required',
    local_id: 'required',
    holders: 'required',
    keys: 'required',
    description: 'required',
  },
  reject: {
    id: 'made by the database',
    system: 'required',
    local_id: 'may be null',
    place: 'required',
    reason: 'required',
    format: 'required',
    raw: 'required',
    rejected_at: 'required',
    digest: 'required',
  },
  item: {
    id: 'made by the database',
    record: 'required',
    system: 'required',
    local_id: 'required',
    barcode: 'may be null',
    owner_code: 'required',
    library: 'may be null',
    call_number: 'may be null',
    location_code: 'may be null',
    item_type: 'may be null',
    visibility: 'required',
    kept: 'may be null',
    status: 'may be null',
    status_at_source: 'may be null',
    use: 'may be null',
    details: 'may be null',
    staff_notes: 'may be null',
  },
  holding: {
    id: 'required',
    record: 'required',
    system: 'required',
    library: 'required',
    basis: 'required',
    copies: 'may be null',
    call_numbers: 'required',
    site_codes: 'required',
    statements: 'required',
    catalogue_url: 'may be null',
    live_keys: 'required',
  },
  match_key: { key: 'required', record: 'required' },
  link: { a: 'required', b: 'required', weight: 'required' },
  ignored_key: { key: 'required' },
  unmatched: { record: 'required', place: 'required', new_of: 'may be null' },
  ruling: {
    a_system: 'required',
    a_local: 'required',
    b_system: 'required',
    b_local: 'required',
    decision: 'required',
    ruled_by: 'required',
    ruled_at: 'required',
    note: 'may be null',
  },
  member: { record: 'required', system: 'required', edition: 'required' },
  edition: {
    id: 'made by the database',
    systems: 'required',
    libraries: 'required',
    format: 'required',
    title: 'required',
    description: 'required',
    updated_at: 'required',
    work: 'may be null',
  },
  edition_redirect: { id: 'required', target: 'required', at: 'required' },
  record_edition: {
    system_id: 'required',
    record_id: 'required',
    edition: 'required',
    formerly: 'made by the database',
  },
  search_doc: {
    edition: 'required',
    libraries: 'required',
    sites: 'required',
    format: 'required',
    languages: 'required',
    subjects: 'required',
    published_year: 'may be null',
    online: 'required',
    sort_title: 'required',
    document: 'required',
  },
  change: {
    seq: 'made by the database',
    edition: 'required',
    kind: 'required',
    replaced_by: 'required',
    at: 'required',
  },
  harvest_state: {
    system: 'required',
    first_started_at: 'may be null',
    last_complete_at: 'may be null',
    next_cursor: 'may be null',
    full_started_at: 'may be null',
    expected: 'may be null',
    problem: 'may be null',
    failing_since: 'may be null',
    records: 'made by the database',
  },
  harvest_run: {
    id: 'made by the database',
    system: 'required',
    kind: 'required',
    cursor_from: 'may be null',
    resume_at: 'may be null',
    started_at: 'required',
    updated_at: 'required',
    finished_at: 'may be null',
    next_cursor: 'may be null',
    records: 'made by the database',
    deletions: 'made by the database',
    rejects: 'made by the database',
    expected: 'may be null',
    problem: 'may be null',
    rules: 'may be null',
  },
  host_process: { holder: 'required', expires_at: 'required' },
  host_share: {
    host: 'required',
    version: 'made by the database',
    claims: 'made by the database',
    paused_until: 'may be null',
  },
  harvest_lease: { system: 'required', holder: 'required', expires_at: 'required' },
  setting: { key: 'required', value: 'required' },
  last_known: { holding: 'required', as_of: 'required', whole: 'required', facts: 'required' },
  last_known_item: { item: 'required', as_of: 'required', facts: 'required' },
  api_key: {
    id: 'required',
    hash: 'required',
    name: 'required',
    role: 'required',
    created_at: 'required',
    expires_at: 'may be null',
    revoked_at: 'may be null',
    service: 'may be null',
    budget_ms: 'may be null',
  },
  kept_write: { key: 'required', sent_at: 'required', sealed: 'required' },
  account_link: {
    account_key: 'required',
    subject: 'required',
    sealed: 'required',
    verified_by: 'required',
    linked_at: 'required',
    used_at: 'required',
  },
  link_attempt: { who: 'required', failures: 'required', locked_until: 'may be null', last_at: 'required' },
  account_audit: {
    id: 'made by the database',
    at: 'required',
    action: 'required',
    actor: 'required',
    actor_libraries: 'required',
    account: 'may be null',
    patron: 'may be null',
    library: 'may be null',
    purpose: 'may be null',
    note: 'may be null',
    refusal: 'may be null',
  },
  action: {
    id: 'made by the database',
    at: 'required',
    kind: 'required',
    actor: 'may be null',
    role: 'may be null',
    subject: 'required',
    note: 'may be null',
  },
  reject_retry: {
    id: 'made by the database',
    system: 'required',
    state: 'required',
    asked_at: 'required',
    started_at: 'may be null',
    finished_at: 'may be null',
    read_now: 'may be null',
    gone: 'may be null',
    refused: 'may be null',
    left_over: 'may be null',
    problem: 'may be null',
  },
  loan_list: {
    system: 'required',
    list: 'required',
    as_of: 'may be null',
    counted_from: 'may be null',
    tried_at: 'required',
    left_out: 'required',
    row_count: 'may be null',
    problem: 'may be null',
  },
  loan_list_page: { system: 'required', list: 'required', page: 'required', rows: 'required' },
  open_loan: {
    system: 'required',
    item: 'required',
    record: 'may be null',
    library: 'may be null',
    counted: 'required',
    reader_token: 'required',
    loaned_at: 'may be null',
    due_on: 'may be null',
    due_at: 'may be null',
    renewals: 'may be null',
  },
  open_hold: {
    id: 'made by the database',
    system: 'required',
    item: 'may be null',
    record: 'may be null',
    library: 'may be null',
    counted: 'required',
    reader_token: 'required',
    status: 'required',
    placed_on: 'may be null',
    arrived_on: 'may be null',
  },
  use_count: {
    system: 'required',
    item: 'required',
    record: 'required',
    library: 'required',
    loans: 'may be null',
    renewals: 'may be null',
    last_borrowed_on: 'may be null',
  },
  use_by_year: { record: 'required', library: 'required', year: 'required', loans: 'required' },
  library_count: {
    library: 'required',
    copies: 'required',
    loans: 'may be null',
    few_loans: 'required',
    few_loans_sum: 'required',
    renewals: 'may be null',
    few_renewals: 'required',
    few_renewals_sum: 'required',
    last_shown: 'may be null',
    last_hidden: 'may be null',
    holds: 'required',
    few_holds: 'required',
    few_holds_sum: 'required',
    loans_now: 'required',
    years: 'required',
  },
  system_policy: {
    system: 'required',
    code_lists: 'required',
    codes_as_of: 'may be null',
    rules: 'may be null',
    rules_as_of: 'may be null',
    tried_at: 'required',
    problem: 'may be null',
  },
  system_code: {
    system: 'required',
    list: 'required',
    code: 'required',
    label: 'may be null',
  },
  snapshot: {
    id: 'made by the database',
    name: 'required',
    note: 'may be null',
    taken_at: 'required',
    taken_by: 'required',
    state: 'required',
    region: 'required',
    mappings: 'required',
    digest: 'may be null',
  },
  snapshot_system: {
    snapshot: 'required',
    system: 'required',
    version: 'required',
    harvested_at: 'may be null',
    problem: 'may be null',
    not_told: 'required',
    libraries: 'required',
    counted: 'made by the database',
    repeats: 'made by the database',
  },
  snapshot_record: {
    id: 'made by the database',
    system: 'required',
    from_version: 'required',
    to_version: 'may be null',
    digest: 'required',
    record: 'required',
    local_id: 'required',
    content: 'required',
    visibility: 'required',
    title: 'may be null',
    format: 'may be null',
    serial: 'may be null',
    online: 'may be null',
    year: 'may be null',
    languages: 'may be null',
    class_schemes: 'may be null',
    isbns: 'may be null',
    load_key: 'may be null',
    brief: 'may be null',
    fields: 'may be null',
    faults: 'may be null',
    edition: 'may be null',
    libraries: 'required',
    item_count: 'required',
    statement_count: 'required',
  },
  snapshot_item: {
    id: 'made by the database',
    system: 'required',
    from_version: 'required',
    to_version: 'may be null',
    digest: 'required',
    record: 'required',
    local_id: 'required',
    left_out: 'may be null',
    barcode: 'may be null',
    owner_code: 'may be null',
    library: 'may be null',
    call_number: 'may be null',
    location_code: 'may be null',
    item_type: 'may be null',
    visibility: 'required',
    status: 'may be null',
    status_at_source: 'may be null',
    use: 'may be null',
    details: 'may be null',
    collection: 'required',
    last_borrowed_year: 'required',
    acquired_year: 'required',
    created_year: 'required',
    record_visibility: 'required',
  },
  snapshot_staff_note: {
    item: 'required',
    notes: 'required',
  },
  snapshot_statement: {
    id: 'made by the database',
    system: 'required',
    from_version: 'required',
    to_version: 'may be null',
    digest: 'required',
    record: 'required',
    library: 'required',
    place: 'required',
    kind: 'required',
    text: 'required',
    starts: 'may be null',
    ends: 'may be null',
    retention: 'may be null',
    note: 'may be null',
    record_visibility: 'required',
  },
  snapshot_past_record: {
    record: 'required',
    content: 'required',
    format: 'required',
    raw: 'required',
  },
  snapshot_cell: {
    snapshot: 'required',
    population: 'required',
    dimensions: 'required',
    values: 'required',
    system: 'required',
    library: 'may be null',
    row_count: 'required',
    few: 'may be null',
  },
  snapshot_finding: {
    id: 'made by the database',
    snapshot: 'required',
    kind: 'required',
    system: 'required',
    library: 'may be null',
    subject: 'required',
    in_group: 'may be null',
    detail: 'may be null',
  },
  snapshot_fix_list: {
    snapshot: 'required',
    system: 'required',
    version: 'required',
  },
  snapshot_fix: {
    id: 'made by the database',
    from_version: 'required',
    to_version: 'may be null',
    library: 'required',
    system: 'required',
    kind: 'required',
    cost: 'required',
    subject: 'may be null',
    what: 'required',
    detail: 'may be null',
  },
  target_list: { list: 'required', greatest_length: 'may be null' },
  target_code: {
    list: 'required',
    plain: 'required',
    code: 'required',
    label: 'may be null',
    meaning: 'may be null',
  },
  code_mapping: {
    system: 'required',
    list: 'required',
    code: 'required',
    target: 'may be null',
    state: 'required',
    reason: 'may be null',
    note: 'may be null',
    changed_by: 'required',
    changed_at: 'required',
  },
  refused_row: {
    id: 'made by the database',
    file: 'required',
    line: 'required',
    column_name: 'may be null',
    problem: 'required',
    said: 'may be null',
    refused_by: 'required',
    refused_at: 'required',
  },
  snapshot_result: {
    snapshot: 'required',
    report: 'required',
    key: 'required',
    value: 'required',
  },
  snapshot_titles: { snapshot: 'required', version: 'required' },
  snapshot_title: {
    edition: 'required',
    from_version: 'required',
    to_version: 'may be null',
    work: 'may be null',
    holders: 'required',
    not_found: 'required',
    systems: 'required',
    work_holders: 'required',
    copies: 'required',
    brief: 'required',
  },
  snapshot_pair: {
    snapshot: 'required',
    a: 'required',
    b: 'required',
    decision: 'required',
    hidden: 'required',
    probability: 'required',
    copies: 'required',
    on_loan: 'required',
  },
  snapshot_compared: { snapshot: 'required', other: 'required', first: 'required', classes: 'required' },
  snapshot_reader_list: {
    snapshot: 'required',
    system: 'required',
    library: 'required',
    list: 'required',
    row_count: 'may be null',
    left_out: 'made by the database',
    as_of: 'may be null',
    gone_at: 'may be null',
    gone_why: 'may be null',
  },
  control_total: {
    id: 'made by the database',
    library: 'required',
    class: 'required',
    conditions: 'required',
    value: 'may be null',
    counted_on: 'required',
    note: 'may be null',
    entered_by: 'required',
    entered_at: 'required',
  },
  decision: {
    id: 'made by the database',
    snapshot: 'required',
    question: 'required',
    population: 'required',
    conditions: 'required',
    libraries: 'required',
    items: 'may be null',
    readers: 'may be null',
    options: 'required',
    owner: 'may be null',
    due_on: 'may be null',
    made_by: 'required',
    made_at: 'required',
    changed_by: 'may be null',
    changed_at: 'may be null',
    chosen: 'may be null',
    outcome: 'may be null',
    closed_by: 'may be null',
    closed_at: 'may be null',
  },
  comparison_job: {
    id: 'required',
    kind: 'required',
    parameters: 'required',
    snapshot: 'may be null',
    asked_by: 'required',
    asked_at: 'required',
    state: 'required',
    step: 'may be null',
    done: 'made by the database',
    total: 'may be null',
    started_at: 'may be null',
    finished_at: 'may be null',
    problem: 'may be null',
  },
  export_audit: {
    number: 'made by the database',
    id: 'required',
    at: 'required',
    actor: 'required',
    role: 'required',
    actor_libraries: 'required',
    snapshot: 'required',
    what: 'required',
    report: 'may be null',
    population: 'may be null',
    library: 'may be null',
    system: 'may be null',
    filter: 'required',
    staff_notes: 'required',
    row_count: 'may be null',
    format: 'required',
  },
  search_term: {
    kind: 'required',
    scheme: 'made by the database',
    key: 'required',
    term: 'required',
    weight: 'required',
  },
  browse_doc: {
    edition: 'required',
    stamp: 'required',
    creators: 'required',
    classmarks: 'required',
    subjects: 'made by the database',
  },
  term_state: {
    one: 'made by the database',
    change_seq: 'required',
    swept_to: 'may be null',
    adding: 'may be null',
    changed: 'made by the database',
    editions: 'made by the database',
    counted_at: 'may be null',
  },
  term_count: { word: 'required', editions: 'required' },
  feed_state: {
    one: 'made by the database',
    epoch: 'required',
    fingerprint: 'required',
    began_at: 'required',
    rules: 'may be null',
    swept_to: 'may be null',
    change_seq: 'required',
    position: 'required',
    datestamp: 'required',
    pruned_to: 'made by the database',
    problem: 'may be null',
  },
  feed_repository: {
    id: 'made by the database',
    name: 'required',
  },
  feed_entry: {
    position: 'required',
    repository: 'required',
    identifier: 'required',
    edition: 'required',
    record: 'may be null',
    datestamp: 'required',
    kind: 'required',
    replaced_by: 'required',
    sets: 'required',
    hash: 'may be null',
    said: 'may be null',
    body: 'may be null',
    replaced_at: 'may be null',
  },
  feed_in_set: {
    repository: 'required',
    set_spec: 'required',
    position: 'required',
  },
  feed_due: {
    id: 'made by the database',
    edition: 'required',
  },
  feed_hold: {
    repository: 'required',
    set_spec: 'required',
    since: 'required',
    would_lose: 'required',
    had: 'required',
  },
  feed_held: {
    edition: 'required',
    waits_for: 'made by the database',
    let_go: 'made by the database',
    due: 'made by the database',
    problem: 'may be null',
  },
  feed_set_size: {
    repository: 'required',
    set_spec: 'required',
    entries: 'required',
  },
  feed_loss: {
    repository: 'required',
    set_spec: 'required',
    at: 'required',
    entries: 'required',
  },
  former_member: {
    record: 'required',
    edition: 'required',
  },
  feed_delivery: {
    id: 'made by the database',
    delivery: 'required',
    target: 'required',
    kind: 'required',
    epoch: 'required',
    from_position: 'may be null',
    to_position: 'required',
    files: 'required',
    started_at: 'required',
    finished_at: 'may be null',
    attempts: 'required',
    problem: 'may be null',
  },
  hidden_item: {
    id: 'made by the database',
    record: 'required',
    system: 'required',
    local_id: 'required',
    left_out: 'required',
    barcode: 'may be null',
    owner_code: 'may be null',
    library: 'may be null',
    call_number: 'may be null',
    location_code: 'may be null',
    item_type: 'may be null',
    visibility: 'required',
    status: 'may be null',
    status_at_source: 'may be null',
    use: 'may be null',
    details: 'may be null',
    staff_notes: 'may be null',
  },
  hidden_holding: {
    id: 'required',
    record: 'required',
    system: 'required',
    library: 'required',
    basis: 'required',
    copies: 'may be null',
    call_numbers: 'required',
    site_codes: 'required',
    statements: 'required',
  },
  hidden_description: {
    record: 'required',
    system: 'required',
    keys: 'required',
    description: 'required',
  },
  record_profile: {
    record: 'required',
    system: 'required',
    format: 'required',
    serial: 'required',
    online: 'required',
    year: 'may be null',
    languages: 'required',
    class_schemes: 'required',
    isbns: 'required',
    load_key: 'may be null',
    brief: 'required',
    fields: 'required',
    faults: 'required',
  },
  snapshot_loan: {
    snapshot: 'required',
    system: 'required',
    item: 'required',
    record: 'may be null',
    library: 'may be null',
    counted: 'required',
    reader_token: 'required',
    loaned_at: 'may be null',
    due_on: 'may be null',
    due_at: 'may be null',
    renewals: 'may be null',
  },
  snapshot_hold: {
    snapshot: 'required',
    id: 'required',
    system: 'required',
    item: 'may be null',
    record: 'may be null',
    library: 'may be null',
    counted: 'required',
    reader_token: 'required',
    status: 'required',
    placed_on: 'may be null',
    arrived_on: 'may be null',
  },
  snapshot_reader: {
    snapshot: 'required',
    system: 'required',
    reader_token: 'required',
    library: 'may be null',
    name_birth: 'may be null',
    email: 'may be null',
    card_token: 'may be null',
    category: 'may be null',
    expiry_year: 'may be null',
    expired: 'may be null',
    has_email: 'may be null',
    owes: 'may be null',
    told: 'made by the database',
  },
  reader_group: { key: 'required', evidence: 'required', systems: 'required', tokens: 'required' },
  reader: {
    system: 'required',
    reader_token: 'required',
    library: 'may be null',
    name_birth: 'may be null',
    email: 'may be null',
    card_token: 'may be null',
    category: 'may be null',
    expiry_year: 'may be null',
    expired: 'may be null',
    has_email: 'may be null',
    owes: 'may be null',
    told: 'made by the database',
  },
};

/** Two are enough where it does not matter which. */
const FIRST = Object.fromEntries(Object.entries(MIGRATIONS).slice(0, 2));

describe('migrations', () => {
  const store = withTestDatabase();

  it('make the tables that the code believes in', async () => {
    const tables = await store.db.introspection.getTables();

    const found = Object.fromEntries(
      tables
        .filter((table) => !table.name.startsWith('kysely_'))
        .map((table) => [
          table.name,
          Object.fromEntries(
            table.columns.map((column) => [
              column.name,
              column.isAutoIncrementing || column.hasDefaultValue
                ? 'made by the database'
                : column.isNullable
                  ? 'may be null'
                  : 'required',
            ]),
          ),
        ]),
    );
    expect(found).toEqual(TABLES);
  });

  it('are carried out once, also by processes that start together', async () => {
    const others = [store.open(), store.open()];

    const done = await Promise.all(others.map((db) => migrateToLatest(db)));

    expect(done.map(({ done: names }) => names)).toEqual([[], []]);
  });

  it('wait for a process that changes the tables, and have no limit of time', async () => {
    const bare = await createBareDatabase();
    const limits: string[] = [];
    const code: Code = {
      version: '1.0.0',
      changes: {
        ...FIRST,
        '9998-look': {
          async up(db) {
            const { rows } = await sql<{ statement_timeout: string }>`SHOW statement_timeout`.execute(db);
            limits.push(...rows.map(({ statement_timeout: limit }) => limit));
          },
        },
      },
    };
    const [{ promise: waits, resolve: saidSo }, began] = [Promise.withResolvers<undefined>(), [] as string[]];
    try {
      let migrated = Promise.resolve({ done: [] as readonly string[] });
      await bare.db.transaction().execute(async (other) => {
        await sql`SELECT pg_advisory_xact_lock(${SCHEMA_LOCK})`.execute(other);
        migrated = migrateToLatest(bare.db, {
          code,
          onWait: () => {
            saidSo(undefined);
          },
          onBegin: (name) => began.push(name),
        });
        await waits;
        expect(began).toEqual([]);
      });

      expect((await migrated).done).toEqual(Object.keys(code.changes));
      expect(began).toEqual(Object.keys(code.changes));
      expect(limits).toEqual(['0']);
    } finally {
      await bare.close();
    }
  });

  it('leave the database as it was if one of them fails, and can be tried again', async () => {
    const bare = await createBareDatabase();
    const failing: Code = {
      version: '1.0.0',
      changes: { ...FIRST, '9998-fails': { up: (db) => sql`SELECT 1 / 0`.execute(db).then(() => undefined) } },
    };
    try {
      await expect(migrateToLatest(bare.db, { code: failing })).rejects.toThrow('division by zero');
      expect(await bare.db.introspection.getTables()).toEqual([]);

      const code: Code = { version: '1.0.1', changes: FIRST };
      expect((await migrateToLatest(bare.db, { code })).done).toEqual(Object.keys(FIRST));
    } finally {
      await bare.close();
    }
  });

  describe('of a newer Mercia', () => {
    const adds = { up: () => Promise.resolve(), olderMayRun: true } as const;
    const newer: Code = { version: '7.1.0', changes: { ...MIGRATIONS, '9998-adds': adds } };
    const newest: Code = {
      version: '7.2.0',
      changes: { ...newer.changes, '9999-changes': { up: () => Promise.resolve() } },
    };

    it('let this one start beside what they only added, and it says so', async () => {
      expect(await migrateToLatest(store.db, { code: newer })).toEqual({ done: ['9998-adds'], newer: null });

      const { done, newer: words } = await migrateToLatest(store.db);

      expect(done).toEqual([]);
      expect(words).toContain('brought to 9998-adds by Mercia 7.1.0, beside which this one (');
    });

    it('keep this one out after a change that it cannot bear, and both versions are named', async () => {
      await migrateToLatest(store.db, { code: newest });

      await expect(migrateToLatest(store.db)).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        message: expect.stringMatching(
          /brought to 9998-adds, 9999-changes by Mercia 7\.2\.0, and this is Mercia \d+\.\d+\.\d+, which knows it up to/,
        ) as string,
      });
      await sql`DELETE FROM kysely_migration WHERE name LIKE '999%'`.execute(store.db);
    });
  });

  it('read int8 and lists of it as numbers', async () => {
    const at = '2026-01-02T03:04:05Z';
    const change = { edition: 5_000_000_000, kind: 'SPLIT' as const, replaced_by: [6_000_000_000, 7], at };

    const row = await store.db.insertInto('change').values(change).returningAll().executeTakeFirstOrThrow();

    expect(row).toMatchObject({ seq: 1, edition: 5_000_000_000, replaced_by: [6_000_000_000, 7], at: new Date(at) });
  });

  it.each([
    ['Médecine générale', 'medecine'],
    ['Wound care', 'wounds'],
    ['The WHO pain ladder', 'WHO'],
    ['Nursing the acutely ill', '"acutely ill" nurse'],
    ['COVID-19 and ICD-10', 'covid 19 icd 10'],
    ['COVID 19', '"covid-19"'],
    ['HIV/AIDS: a guide', 'aids hiv/aids'],
    ['Ethics : a view', 'ethics - a -- view -'],
    ['Evidence-based <i>in vitro</i> R&amp;D', 'Evidence-based <i>in vitro</i> R&amp;D'],
  ])('let %s be found by %s', async (title, words) => {
    const { rows } = await sql<{ found: boolean }>`
      SELECT mercia_document(${title}, null, null, null) @@ mercia_query(${words}) AS found`.execute(store.db);

    expect(rows).toEqual([{ found: true }]);
  });

  it('leave out what stands behind a hyphen of its own', async () => {
    const { rows } = await sql<{ words: string }>`
      SELECT mercia_query('well-being -19 -care -"primary care"')::text AS words`.execute(store.db);

    expect(rows[0]?.words).toBe("'well' & 'be' & !'19' & !'care' & !( 'primari' <-> 'care' )");
  });

  it('weigh a word in the title above one in the rest', async () => {
    const { rows } = await sql<{ title: number; rest: number }>`
      SELECT ts_rank(mercia_document('asthma', null, null, null), mercia_query('asthma')) AS title,
             ts_rank(mercia_document('x', null, null, 'asthma'), mercia_query('asthma')) AS rest`.execute(store.db);

    expect(rows[0]?.title).toBeGreaterThan(rows[0]?.rest ?? Infinity);
  });
});
