/** What was published of some editions against what they are now: the versions that have to be written. */
import type { FeedChange } from '#domain/feeds.ts';

interface Entry {
  readonly edition: number;
  readonly record: number | null;
  readonly repository: string;
  readonly identifier: string;
  readonly sets: readonly string[];
}

/** An entry as it would be served now. */
export interface EntryNow extends Entry {
  readonly hash: Buffer;
  /** Digest of all that the graph says of an edition; null for a record. */
  readonly said: Buffer | null;
  readonly body: Uint8Array;
}

/** The newest version of an entry; its record is 0 for one that the index does not have. */
export interface EntryBefore extends Entry {
  readonly position: number;
  /** As the log has it. */
  readonly loggedRecord: number | null;
  readonly datestamp: Date;
  readonly kind: FeedChange;
  readonly replacedBy: readonly string[];
  /** Null if it is deleted. */
  readonly hash: Buffer | null;
  /** Null also for an edition that was published before this was kept. */
  readonly said: Buffer | null;
}

/** What became of an edition, as the index noted it last; ids of editions. */
export interface Fate {
  readonly kind: 'MERGED' | 'SPLIT' | 'WITHDRAWN';
  readonly replacedBy: readonly number[];
  /** Whether it was not published yet. */
  readonly isNew: boolean;
}

export interface Published {
  readonly before: readonly EntryBefore[];
  readonly now: readonly EntryNow[];
  /** Editions that were looked at, those that are in the index no more among them. */
  readonly editions: ReadonlySet<number>;
  /** Those that are in the index. */
  readonly inIndex: ReadonlySet<number>;
  /** The edition that a record is in, of all records in `before`. */
  readonly editionOf: ReadonlyMap<number, number>;
  readonly fates: ReadonlyMap<number, Fate>;
  /** Entries that are older are of a former epoch, and are written again. */
  readonly epochBeganAt: Date;
  /** 001 of an edition. */
  readonly toIdentifier: (edition: number) => string;
}

/** A version to write; deleted if it has no hash. */
export interface NewVersion extends Entry {
  readonly before: EntryBefore | null;
  readonly kind: FeedChange;
  readonly replacedBy: readonly string[];
  readonly hash: Buffer | null;
  readonly said: Buffer | null;
  readonly body: Uint8Array | null;
}

/** An entry that stays as it is and belongs to another edition, or record, than before. */
export interface MovedEntry {
  readonly position: number;
  readonly edition: number;
  readonly record: number | null;
}

export interface Differences {
  readonly versions: readonly NewVersion[];
  readonly moved: readonly MovedEntry[];
}

export function compare(published: Published): Differences {
  const { before, now } = published;
  const versions: NewVersion[] = [];
  const moved: MovedEntry[] = [];
  const left = new Map(before.map((entry) => [keyOf(entry), entry]));
  for (const entry of now) {
    const key = keyOf(entry);
    const old = left.get(key) ?? null;
    left.delete(key);
    if (old === null || isOther(old, entry, published)) versions.push(toVersion(old, entry, published));
    else if (old.edition !== entry.edition || old.loggedRecord !== entry.record)
      moved.push({ position: old.position, edition: entry.edition, record: entry.record });
  }
  for (const old of left.values()) {
    const edition = ownerOf(old, published);
    if (edition !== null && (old.hash !== null || isOfFormerEpoch(old, published)))
      versions.push(toDeletion(old, edition, published));
  }
  return { versions, moved };
}

function keyOf({ repository, identifier }: { readonly repository: string; readonly identifier: string }): string {
  return `${repository} ${identifier}`;
}

function isOther(old: EntryBefore, now: EntryNow, published: Published): boolean {
  if (old.hash === null || !old.hash.equals(now.hash) || isOfFormerEpoch(old, published)) return true;
  if (now.said !== null && old.said?.equals(now.said) !== true) return true;
  return old.sets.length !== now.sets.length || old.sets.some((set) => !now.sets.includes(set));
}

function isOfFormerEpoch({ datestamp }: EntryBefore, { epochBeganAt }: Published): boolean {
  return datestamp < epochBeganAt;
}

function toVersion(before: EntryBefore | null, now: EntryNow, { fates, toIdentifier }: Published): NewVersion {
  const fate = now.record === null ? fates.get(now.edition) : undefined;
  const isSplit = fate?.kind === 'SPLIT' && fate.isNew;
  return {
    ...now,
    before,
    kind: isSplit ? 'SPLIT' : 'CHANGED',
    replacedBy: isSplit ? fate.replacedBy.map(toIdentifier) : [],
  };
}

/**
 * The edition of an entry that is not there now; null if another edition answers for it: its record has moved there, and is
 * looked at with it.
 */
function ownerOf({ record, edition }: EntryBefore, { editions, editionOf }: Published): number | null {
  const owner = record === null ? edition : (editionOf.get(record) ?? edition);
  return editions.has(owner) ? owner : null;
}

/** The version that stands in the place of an entry that is deleted. */
export function deletionOf(before: EntryBefore): NewVersion {
  const { edition, record, repository, identifier, sets } = before;
  const nothing = { hash: null, said: null, body: null };
  return { before, edition, record, repository, identifier, sets, kind: 'DELETED', replacedBy: [], ...nothing };
}

function toDeletion(before: EntryBefore, edition: number, published: Published): NewVersion {
  const same = { ...deletionOf(before), edition };
  if (before.hash === null) return { ...same, kind: before.kind, replacedBy: before.replacedBy };
  const fate = before.record === null && !published.inIndex.has(edition) ? published.fates.get(edition) : undefined;
  if (fate === undefined || fate.kind === 'WITHDRAWN') return same;
  return { ...same, kind: fate.kind, replacedBy: fate.replacedBy.map(published.toIdentifier) };
}
