/** What the index tells its readers: public records only, in the words of the domain. */
import type { Slot } from '#contract/adapter.ts';
import type { HoldingBasis, HoldingStatement } from '#domain/catalogue.ts';
import type { Visibility } from '#domain/facts.ts';
import type { EditionId, HoldingId, ItemId, LibraryId, RecordId, SystemId, WorkId } from '#domain/ids.ts';
import type { EditionDescription } from '../description.ts';

export interface EditionView {
  readonly id: EditionId;
  /** Null if its records say too little to tell. */
  readonly work: WorkId | null;
  readonly description: EditionDescription;
}

export interface WorkView {
  readonly id: WorkId;
  /** The newest first. */
  readonly editions: readonly EditionView[];
  /** The newest that a library of the region holds. */
  readonly latestHeld: EditionView | null;
}

export interface DuplicateView {
  readonly edition: EditionView;
  readonly records: readonly RecordId[];
}

export interface HoldingView {
  readonly id: HoldingId;
  readonly system: SystemId;
  readonly library: LibraryId;
  readonly edition: EditionId;
  readonly record: RecordId;
  readonly basis: HoldingBasis;
  /** Findable copies at the last harvest; null if the system gives no items. */
  readonly copies: number | null;
  readonly callNumbers: readonly string[];
  readonly statements: readonly HoldingStatement[];
  readonly catalogueUrl: string | null;
  /** Its record describes something that is read online, or a link is all that is held. */
  readonly online: boolean;
  /** Owner codes of its copies. */
  readonly siteCodes: readonly string[];
  /** Opaque to everyone but the system's own adapter. */
  readonly liveKeys: readonly string[];
}

/** A record without its text, which `marcOfRecords` gives. */
export interface RecordView {
  readonly id: RecordId;
  readonly system: SystemId;
  readonly localId: string;
  readonly edition: EditionId;
  readonly title: string | null;
  readonly visibility: Visibility;
  /** RFC 3339, UTC. */
  readonly harvestedAt: string;
  readonly deleted: boolean;
}

/** A part of a list, and where to go on. */
export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly hasNextPage: boolean;
}

export interface PageOf {
  readonly first: number;
  /** Cursor to go on behind; null for the beginning. */
  readonly after: string | null;
}

/** Identifiers as a caller gives them; exactly one is set. */
export interface EditionKeyInput {
  readonly id?: string | null | undefined;
  readonly isbn?: string | null | undefined;
  readonly issn?: string | null | undefined;
  readonly doi?: string | null | undefined;
  readonly oclcNumber?: string | null | undefined;
  readonly nlmId?: string | null | undefined;
  readonly barcode?: string | null | undefined;
  readonly record?: string | null | undefined;
}

export interface EditionMatches {
  /** All editions that bear the identifier, the oldest in the index first. */
  readonly editions: readonly EditionView[];
  /** The id asked for, where it was merged into the edition answered. */
  readonly redirectedFrom: EditionId | null;
}

/** An item as harvest saw it; what it does now is asked of its system. */
export interface ItemReferenceView {
  readonly item: ItemId;
  /** Null if the owner of the item is no library of the region. */
  readonly holding: HoldingView | null;
}

export interface HostPublicationView {
  readonly title: string | null;
  readonly creator: string | null;
  readonly published: string | null;
  /** Where in it: volume, issue, pages. */
  readonly part: string | null;
  /** Null if it is not known for certain, or not public. */
  readonly edition: EditionId | null;
  /** The one copy of it that has the part; null if none is named, or it is not public. */
  readonly copy: ItemReferenceView | null;
}

/** Why two records are, or are not, one edition. */
export interface MatchEvidenceView {
  readonly a: RecordId;
  readonly b: RecordId;
  /** Whether they are in one edition today. */
  readonly together: boolean;
  /** Whether they share a key that counts: others are never compared, whatever comparing them would say. */
  readonly compared: boolean;
  /** That they are one edition, 0 to 1, before any ruling. */
  readonly probability: number;
  readonly decision: 'SAME' | 'DIFFERENT' | 'UNSURE';
  /** Strongest first; log-odds above nought speak for one edition. */
  readonly reasons: readonly { readonly feature: string; readonly weight: number; readonly detail: string }[];
  /** Rules of which each alone keeps them apart. */
  readonly vetoes: readonly { readonly rule: string; readonly detail: string }[];
  readonly ruling: RulingView | null;
}

/** What a person decided of two records; who it was is nobody's business here. */
export interface RulingView {
  /** Of this ruling: one that replaces it on the same records has another. */
  readonly id: string;
  readonly a: RecordId;
  readonly b: RecordId;
  readonly decision: 'SAME' | 'DIFFERENT';
  /** RFC 3339, UTC. */
  readonly at: string;
  readonly note: string | null;
}

/** Why records of a system may be missing. */
export interface IndexGapView {
  readonly system: SystemId;
  readonly why: 'NEVER_HARVESTED' | 'PARTIAL' | 'STALE' | 'UNREADABLE';
  readonly since: string | null;
}

export type { Slot };
