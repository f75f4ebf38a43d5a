/** What the parts of feeds tell each other: what is read of the index, what it becomes, and how it is read again. */
import type { MarcRecord } from '#marc/index.ts';
import type { HoldingBasis, HoldingStatement } from '#domain/catalogue.ts';
import type { ItemDescription, ItemStatus } from '#domain/facts.ts';
import type { FeedChange } from '#domain/feeds.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { EditionDescription } from '#union-index/description.ts';
import type { PublicMarc } from '#union-index/read/public-marc.ts';

/** The repository of the region's editions; that of a library is `library/<id>`. */
export const EDITIONS_REPOSITORY = 'editions';
export const libraryRepository = (library: LibraryId): string => `library/${library}`;

/** A public copy of a record. */
export interface FeedItem extends ItemDescription {
  readonly localId: string;
  readonly ownerCode: string;
  readonly locationCode: string | null;
  readonly itemType: string | null;
  /** As it stood at harvest; null if that is not told. */
  readonly status: ItemStatus | null;
  readonly publicNotes: readonly string[];
}

export interface FeedHolding {
  readonly library: LibraryId;
  readonly basis: HoldingBasis;
  readonly callNumbers: readonly string[];
  readonly statements: readonly HoldingStatement[];
  readonly catalogueUrl: string | null;
  readonly items: readonly FeedItem[];
}

/** A public record of an edition. */
export interface FeedRecord {
  /** Its number in the index. */
  readonly record: number;
  readonly system: SystemId;
  readonly localId: string;
  /** Null if its bytes cannot be read. */
  readonly marc: PublicMarc | null;
  readonly holdings: readonly FeedHolding[];
  /** Libraries whose holdings under it are not shown, because they are moving; none if absent. */
  readonly hiddenHolders?: readonly LibraryId[];
}

export interface FeedEdition {
  readonly edition: number;
  readonly description: EditionDescription;
  /** In a fixed order: by the place of their system in the region file, then by local id. */
  readonly records: readonly FeedRecord[];
}

/** An entry as it is to be served. */
export interface RenderedEntry {
  readonly repository: string;
  /** Its 001. */
  readonly identifier: string;
  /** Null in the repository of the editions. */
  readonly record: number | null;
  readonly sets: readonly string[];
  readonly marc: MarcRecord;
}

/** Turns an edition into its entries: its own, and one for each record in the repository of each library that holds it. */
export interface FeedRenderer {
  /** Digest of everything that the bytes depend on besides the index: the region file's names and rules, and the code. */
  readonly rules: string;
  /** Empty if nothing of the edition may be passed on. */
  render(edition: FeedEdition): readonly RenderedEntry[];
}

/** The newest version of an entry. */
export interface FeedEntry {
  readonly position: number;
  readonly identifier: string;
  readonly datestamp: Date;
  readonly kind: FeedChange;
  readonly replacedBy: readonly string[];
  readonly sets: readonly string[];
  /** ISO 2709 in UTF-8; null if it is deleted. */
  readonly body: Uint8Array | null;
}

/** Where a feed stands: positions of another epoch mean nothing. */
export interface FeedPosition {
  readonly epoch: string;
  readonly position: number;
}

export interface FeedState extends FeedPosition {
  readonly beganAt: Date;
  readonly datestamp: Date;
  /** Whether everything has been published by the rules in force. */
  readonly whole: boolean;
}

export interface FeedSelection {
  readonly repository: string;
  /** Null for everything. */
  readonly set: string | null;
  /** Both inclusive, to the second; null for no bound. */
  readonly from: Date | null;
  readonly until: Date | null;
}

export interface FeedPage {
  readonly entries: readonly FeedEntry[];
  /** Position of the last entry if there are more; else null. */
  readonly next: number | null;
}

export interface FeedSet {
  readonly spec: string;
  readonly name: string;
}
