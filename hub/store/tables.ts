/**
 * The tables of the union index and of last-known facts, as kysely sees them. `migrations/` is the truth; a test compares
 * the two. Tables that only plain SQL names are not here: the compiler would check nothing by their columns.
 * `record` is wide and rarely rewritten; `member` is narrow, so that re-clustering never rewrites records.
 */
import type { KeptFields } from '#domain/catalogue.ts';
import type { ColumnType, Generated, Transaction } from 'kysely';
import type { ConsoleTables } from './console-tables.ts';
import type { FeedTables } from './feed-tables.ts';
import type { Claim } from './host-shares/divide.ts';
import type { HiddenTables } from './hidden-tables.ts';
import type { LoanTables } from './loan-tables.ts';
import type { MappingTables } from './mapping-tables.ts';
import type { OperateTables } from './operate-tables.ts';
import type { PatronTables } from './patron-tables.ts';
import type { PolicyTables } from './policy-tables.ts';
import type { SnapshotTables } from './snapshot-tables.ts';
import type { TakeBackTables } from './take-back-tables.ts';
import type { VocabularyTables } from './vocabulary-tables.ts';
import type { TermTables } from './term-tables.ts';

type Timestamp = ColumnType<Date, Date | string, Date | string>;
/** JSON columns are read parsed and written as text. */
type Json<T> = ColumnType<T, string, string>;

export type Tx = Transaction<Database>;

export interface Database
  extends
    ConsoleTables,
    FeedTables,
    HiddenTables,
    LoanTables,
    MappingTables,
    OperateTables,
    PatronTables,
    PolicyTables,
    SnapshotTables,
    TakeBackTables,
    TermTables,
    VocabularyTables {
  system: SystemTable;
  record: RecordTable;
  public_description: PublicDescriptionTable;
  reject: RejectTable;
  item: ItemTable;
  holding: HoldingTable;
  match_key: MatchKeyTable;
  link: LinkTable;
  ignored_key: IgnoredKeyTable;
  unmatched: UnmatchedTable;
  ruling: RulingTable;
  member: MemberTable;
  edition: EditionTable;
  edition_redirect: EditionRedirectTable;
  record_edition: RecordEditionTable;
  search_doc: SearchDocTable;
  change: ChangeTable;
  harvest_run: HarvestRunTable;
  harvest_state: HarvestStateTable;
  harvest_lease: HarvestLeaseTable;
  host_process: HostProcessTable;
  host_share: HostShareTable;
  setting: SettingTable;
  last_known: LastKnownTable;
  last_known_item: LastKnownItemTable;
  api_key: ApiKeyTable;
  kept_write: KeptWriteTable;
}

/** Numbers for the region's systems: a record carries two bytes, not a name. */
export interface SystemTable {
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
}

export interface RecordTable {
  id: Generated<number>;
  system: number;
  local_id: string;
  visibility: 'PUBLIC' | 'SUPPRESSED' | 'ILL_TEMPORARY' | 'UNKNOWN';
  deleted: boolean;
  changed_at: Timestamp | null;
  harvested_at: Timestamp;
  format: 'iso2709' | 'marcxml' | 'marc-in-json';
  raw: Buffer;
  /** SHA-256 of what the record, its items and its holdings say: an unchanged record is not rewritten. */
  digest: Buffer;
  /** Version of the rules that read it; an older one is read again from raw. */
  rules: number;
  repairs: string[];
  title: string | null;
  /** MARC 001, by which other records of the system name it; null if it has none, or before it is read again. */
  control_number: string | null;
  /** MARC 003: whose number it is. */
  control_agency: string | null;
  /** Digest of the reading rules by which harvest read it; null if an older version did. */
  reading_rules: string | null;
  /** What else those rules read of it (`KeptFields`). */
  kept: Json<KeptFields> | null;
}

/**
 * What a public record says, and who holds it: everything that an edition is made of, in a row of its own for each record
 * that may stand in one. Matching meets records in no order, and must not pass by their bytes.
 */
export interface PublicDescriptionTable {
  record: number;
  system: number;
  local_id: string;
  holders: Json<unknown>;
  /** Its rows of `match_key`, which has no index by record. */
  keys: number[];
  /** Normalised description (`hub/union-index/normalise`) as JSON. */
  description: string;
}

export interface RejectTable {
  id: Generated<number>;
  system: number;
  local_id: string | null;
  place: string;
  reason: string;
  format: string;
  /** Empty when it is older than the region keeps it. */
  raw: Buffer;
  /** SHA-256 of the bytes as they came. */
  digest: Buffer;
  rejected_at: Timestamp;
}

export interface ItemTable {
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
  visibility: 'PUBLIC' | 'SUPPRESSED' | 'ILL_TEMPORARY' | 'UNKNOWN';
  /** What else decides who may see it (`KeptFields`). */
  kept: Json<KeptFields> | null;
  /** How it stood when it was harvested, in the domain's words and in the system's own; null where that is not told. */
  status: string | null;
  status_at_source: string | null;
  use: string | null;
  /** `ItemDetails`: a key that is absent was not told. */
  details: Json<unknown> | null;
  /** For staff of its library alone: no statement of the public graph reads it. Null where it is not told. */
  staff_notes: Json<readonly string[]> | null;
}

export interface HoldingTable {
  /** The holding's public id: `<system>:holding:<record local id>@<library>`. */
  id: string;
  record: number;
  system: number;
  library: string;
  basis: string;
  copies: number | null;
  call_numbers: string[];
  site_codes: string[];
  statements: Json<readonly unknown[]>;
  catalogue_url: string | null;
  live_keys: string[];
}

export interface MatchKeyTable {
  /** `<kind>:<value>` as a number (`keyNumber`). */
  key: number;
  record: number;
}

/** Two records that were decided to be one edition; `a` is the lower number. */
export interface LinkTable {
  a: number;
  b: number;
  /** Thousandths of what speaks for it: stronger links are followed first. */
  weight: number;
}

/** Keys that more records share than the cap allows: the links were decided without them. */
export interface IgnoredKeyTable {
  key: number;
}

/** Public records that wait to be matched. */
export interface UnmatchedTable {
  record: number;
  /** One of its keys: records that share it are matched together. */
  place: number;
  /** The system to whose records it is new; null if it is in an edition and is only matched again. */
  new_of: number | null;
}

/** What a person decided of two records, by system and local id; the lower id stands first. */
export interface RulingTable {
  a_system: string;
  a_local: string;
  b_system: string;
  b_local: string;
  decision: 'SAME' | 'DIFFERENT';
  ruled_by: string;
  ruled_at: Timestamp;
  note: string | null;
}

/** Which edition a record belongs to. Only PUBLIC records that are not deleted have a row. */
export interface MemberTable {
  record: number;
  system: number;
  edition: number;
}

export interface EditionTable {
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
}

/** A merged edition's id lives on. */
export interface EditionRedirectTable {
  id: number;
  target: number;
  at: Timestamp;
}

/** The edition that a record is in, or was in last: outlives the index, whose ids are given back from it. */
export interface RecordEditionTable {
  system_id: string;
  /** The system's own number of the record. */
  record_id: string;
  edition: number;
  /** Those that it was in before, the last one first. */
  formerly: Generated<number[]>;
}

export interface SearchDocTable {
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
  document: ColumnType<string, never, never>;
}

/** What changed, in order, until everybody who follows it has read it (`hub/union-index/repositories/changes.ts`). */
export interface ChangeTable {
  seq: Generated<number>;
  edition: number;
  kind: 'CHANGED' | 'MERGED' | 'SPLIT' | 'WITHDRAWN';
  replaced_by: number[];
  at: Timestamp;
}

export interface HarvestRunTable {
  id: Generated<number>;
  system: number;
  kind: 'full' | 'changes';
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
}

/** What is asked of a system's harvests all the time; `hub/union-index/repositories/harvest-state.ts`. */
export interface HarvestStateTable {
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
}

/** One lease per system: whoever holds it harvests; it lapses when it is not renewed. */
export interface HarvestLeaseTable {
  system: number;
  holder: string;
  expires_at: Timestamp;
}

/** A process that asks library systems. */
export interface HostProcessTable {
  holder: string;
  expires_at: Timestamp;
}

/** How the processes share what one host may be asked. */
export interface HostShareTable {
  /** The name of its guard: the system's id, or `<system>/live`. */
  host: string;
  version: Generated<number>;
  /** By holder. */
  claims: ColumnType<Readonly<Record<string, Claim>>, string | undefined, string>;
  /** End of the pause that the host asked for. */
  paused_until: Timestamp | null;
}

export interface SettingTable {
  key: string;
  value: Json<unknown>;
}

/** What a system last said of a holding's copies; public facts only. */
export interface LastKnownTable {
  /** The holding's public id. It may be of a record that the index does not have yet, or no longer. */
  holding: string;
  as_of: Timestamp;
  /** False if a copy's status could not be determined. */
  whole: boolean;
  /** Written and read by `repositories/last-known/stored-facts.ts`. */
  facts: Json<unknown>;
}

/** What a system last said of a copy that was asked for by its own id. */
export interface LastKnownItemTable {
  /** The item's public id. */
  item: string;
  as_of: Timestamp;
  facts: Json<unknown>;
}

/** A write to a patron's account that was sent; `subgraphs/circulation/writes/write-rows.ts`. */
export interface KeptWriteTable {
  /** Keyed hash of what the write is. */
  key: string;
  sent_at: Timestamp;
  /** What it was and what became of it; opens only with the region's secret. */
  sealed: string;
}

/** A key by which a program signs in. */
export interface ApiKeyTable {
  /** The key's readable part. */
  id: string;
  /** SHA-256 of the whole key. */
  hash: Buffer;
  name: string;
  /** No key of staff is accepted any more. */
  role: 'public' | 'staff' | 'migration' | 'operator';
  created_at: Timestamp;
  expires_at: Timestamp | null;
  revoked_at: Timestamp | null;
  /** The one service of feeds that it opens; null if it is a key of the graph. */
  service: 'rtac' | 'daia' | null;
  /** What a request with it may take, milliseconds; null if that is as for everybody. */
  budget_ms: number | null;
}
