/** The interface between harvest and ingest, so that each can be read and tested alone. */
import type {
  HarvestedDeletion,
  HarvestedDescription,
  HarvestPage,
  LooksInterlibrary,
  ReadingRules,
} from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Database, Tx } from '#store/tables.ts';
import type { Kysely } from 'kysely';

export interface IngestTarget {
  readonly number: number;
  readonly systemId: SystemId;
  /** How the region file says that its records are read; absent if nothing is said. */
  readonly rules?: ReadingRules | undefined;
}

/** What a change of the reading rules did to the index, before the system was called. */
export interface RulesApplied {
  readonly before: string | null;
  readonly now: string;
  /** Records that the rules were applied to. */
  readonly records: number;
  /** Of those, the ones that are shown differently now; `hidden`: no longer public at all. */
  readonly changed: number;
  readonly hidden: number;
}

/** Another region file took effect for a system after its rules were read. Nothing of the page was written. */
export class RulesReplacedError extends MerciaError {
  constructor({ systemId }: IngestTarget) {
    super(
      'CONFIG_INVALID',
      `[${systemId}] harvest: another version of the region file is in force; ` +
        'if this goes on, give every process that harvests the same file',
      { system: systemId },
    );
  }
}

export interface PageCounts {
  readonly records: number;
  readonly unchanged: number;
  /** Those that were not in the index before, or were deleted. */
  readonly added: number;
  /** Of those that changed, the ones that are not public now. */
  readonly hidden: number;
  readonly deletions: number;
  readonly rejects: number;
}

/** A record as one text. */
export interface SerialisedRecord {
  /** Visibility, format, fields, items and holdings as JSON; another digest means that the record changed. */
  readonly text: string;
  /** Where its fields begin and end in the text. */
  readonly marcAt: readonly [number, number];
}

export interface CondensedDescription extends Omit<HarvestedDescription, 'marc'>, SerialisedRecord {
  /** What it looks like by the rules of the region file; null for nearly every record. */
  readonly looksInterlibrary: LooksInterlibrary | null;
}

/** A page whose records are texts. */
export interface CondensedPage extends Omit<HarvestPage, 'records'> {
  readonly records: readonly (CondensedDescription | HarvestedDeletion)[];
}

export interface Ingest {
  /**
   * Makes a page ready to be applied, as soon as it comes: what it becomes is small, and keeps nothing that may not be kept.
   * If other rules than `rules` read the page, `rules` are applied as well: what either hides is hidden.
   */
  condense(page: HarvestPage, rules?: ReadingRules): CondensedPage;
  /**
   * Puts the rules of `target` in force: what they hide, and whose copies are whose, is changed in one transaction, from
   * what is stored. From then on no page that other rules read is written. Null if they are in force already.
   */
  applyRules(db: Kysely<Database>, target: IngestTarget, clock: () => Date): Promise<RulesApplied | null>;
  /**
   * Writes one page — records, items, holdings, keys, rejects — and matches what it touches, all in the caller's
   * transaction, so that a page is either wholly in the index, editions and search included, or not at all.
   * Applying the same page twice changes nothing. With `later`, records that are new to the index wait to be matched.
   * Throws {@link RulesReplacedError} if other rules than those of `target` are in force.
   */
  applyPage(
    transaction: Tx,
    target: IngestTarget,
    page: CondensedPage,
    at: Date,
    newRecords: 'match' | 'later',
  ): Promise<PageCounts>;
  /** Reads records again that older rules have read; they then wait to be matched. */
  readAgain(db: Kysely<Database>, clock: () => Date, signal: AbortSignal): Promise<void>;
  /**
   * Reads records again that older rules have read, then matches every record that waits for it at the call, batch by batch; goes
   * on another time from where the signal ends it. What comes meanwhile may wait for the next call.
   */
  matchWaiting(db: Kysely<Database>, clock: () => Date, signal: AbortSignal): Promise<void>;
}
