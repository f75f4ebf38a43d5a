/**
 * The contract of every subgraph adapter. An adapter is the only code that knows one kind of library system; what it
 * gives is in the words of the domain. A capability is there or absent: never "not implemented", never empty for
 * "cannot". Not found is null, not able is an absent capability, not working is an error.
 */
import type { HarvestedHolding, HarvestedItem, KeptFields, LeftOutItem } from '#domain/catalogue.ts';
import type { CopyRef, CopyState, HoldingFacts, HoldingRef, LiveItem, Visibility } from '#domain/facts.ts';
import type { ItemId, LibraryId, SystemId } from '#domain/ids.ts';
import type { CredentialNames, DataPurpose, SystemConfig } from '#domain/region.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { HostGuard } from '#platform/host-guard/index.ts';
import type { Logger } from '#platform/logger.ts';
import type { ReaderTokenOf } from '#platform/reader-token.ts';
import type { WireQuestion } from '#platform/wire-tap.ts';
import type { ZodType } from 'zod';
import type { MarcFormat, MarcRecord } from '#marc/marc-record.ts';
import type { WriteSource, LoanSource, PatronSource } from './reader-sources.ts';
import type { CodeList, LoanRules } from '#domain/policies.ts';

export type { CopyRef, CopyState, LiveItem } from '#domain/facts.ts';
export type {
  WriteSource,
  ListPage,
  LoanSource,
  OpenCharge,
  OpenHold,
  OpenLoan,
  PatronSource,
  ReaderTokens,
  ReadersWanted,
  UseCount,
  AccountReadOptions,
} from './reader-sources.ts';

export interface SystemIdentity {
  readonly id: SystemId;
  readonly kind: string;
  readonly name: string;
}

export const CAPABILITIES = [
  'HARVEST_FULL',
  'HARVEST_CHANGES',
  'LIVE_ITEMS',
  'HOLD_QUEUE',
  'HOLDING_STATEMENTS',
  'PATRON_ACCOUNT',
  'VERIFY_PATRON',
  'RENEW',
  'PLACE_HOLD',
  'CANCEL_HOLD',
  'CODE_LISTS',
  'LOAN_POLICIES',
  'LOAN_COUNTS',
  'OPEN_LOANS',
  'READER_TOKENS',
  'OPEN_CHARGES',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** One thing that `mercia doctor` asked of a system. */
export interface ProbeStep {
  /** A short noun phrase: `log in`, `live items`, `harvest by OAI-PMH`. */
  readonly what: string;
  readonly ok: boolean;
  /** True if it works, and something should be done about what was found. */
  readonly warn?: boolean | undefined;
  readonly elapsedMs: number;
  /** What was found, or what to do about it. */
  readonly detail: string;
}

/** A code that the system uses and the region file does not map. */
export interface UnmappedCode {
  /** The list that the code belongs to, in the system's own words: `NOT_LOAN`, `branch`, `LOC`. */
  readonly list: string;
  readonly code: string;
  readonly label: string | null;
  /** Where the system's entry in the region file says what the code means: `owners`, or a path such as `settings.codes.LOST`. */
  readonly where?: string | undefined;
}

export interface Probe {
  readonly reachable: boolean;
  /** Product and version as far as the system tells. */
  readonly product: string | null;
  readonly steps: readonly ProbeStep[];
  readonly capabilities: readonly Capability[];
  readonly unmapped: readonly UnmappedCode[];
}

export type HarvestedRecord = HarvestedDescription | HarvestedDeletion;

export interface HarvestedDescription {
  readonly deleted: false;
  /** The system's own record id. */
  readonly localId: string;
  /** The record's last change as the system states it; null where it does not. */
  readonly changedAt: string | null;
  readonly visibility: Visibility;
  /** As it came: nothing parsed away. */
  readonly raw: Uint8Array;
  readonly format: MarcFormat;
  /** The description without local item fields. */
  readonly marc: MarcRecord;
  /** What had to be mended to read it, in words; empty for nearly every record. */
  readonly repairs: readonly string[];
  readonly items: readonly HarvestedItem[];
  /** Copies that no holding counts, because nothing identifies them. */
  readonly leftOutItems: readonly LeftOutItem[];
  /** Of a record that is not public: what its libraries own all the same. It is kept apart, and has neither facts nor live keys. */
  readonly holdings: readonly HarvestedHolding[];
  /** What the rules of the region file also read of the record and is not in its bytes; see {@link ReadingRules}. */
  readonly kept?: KeptFields | undefined;
}

export interface HarvestedDeletion {
  readonly deleted: true;
  readonly localId: string;
  readonly changedAt: string | null;
}

/** A record that could not be read: kept, listed, retried. */
export interface HarvestReject {
  /** Null if not even that could be read. */
  readonly localId: string | null;
  /** Where: page, position, field. */
  readonly place: string;
  readonly reason: string;
  readonly raw: Uint8Array;
  readonly format: MarcFormat | 'unknown';
}

/** One step of a harvest, applied in one transaction together with `resumeAt`. */
export interface HarvestPage {
  readonly records: readonly HarvestedRecord[];
  readonly rejects: readonly HarvestReject[];
  /** Passing this as {@link HarvestFrom.resumeAt} goes on behind this page. Opaque, holds no secret. */
  readonly resumeAt: string;
  /** Records that the whole run will bring, where the system tells. */
  readonly expected: number | null;
  /** Set on the last page only: where the next harvest of changes starts. */
  readonly nextCursor: string | null;
  /**
   * Set on the last page of a run that saw every id (a full harvest, or an id sweep): what the system still holds.
   * Everything else that the index has of this system is gone there.
   */
  readonly allLocalIds: ReadonlySet<string> | null;
  /** Copies that the whole run will bring, where the system tells before it begins. */
  readonly expectedCopies?: number | undefined;
  /**
   * The share of the system's records, and of its copies, 0 to 1, that may be gone without somebody's yes. Absent where the
   * index judges by its own measure.
   */
  readonly maxDeletedShare?: number | undefined;
  /**
   * What each library will have after the run, where it is told before the run begins: no library loses more than
   * {@link maxDeletedShare} of its own without somebody's yes, however small its part of the whole. One that is absent has nothing.
   */
  readonly expectedByLibrary?: Readonly<Record<LibraryId, HeldByLibrary>> | undefined;
  /** Digest of the rules that read the page, if they are not the {@link HarvestSource.rules} of this process. */
  readonly rules?: string | undefined;
  /**
   * Ids of copies that the system does not have, some of which may never have been: where the index has one, its record is
   * asked for again. For systems that tell of deleted copies no other way.
   */
  readonly goneItems?: readonly string[] | undefined;
  /** RFC 3339: when the list of copies that the records are of was made, where that is known and no facts are dated by it. */
  readonly listedAt?: string | undefined;
}

/** What one library has of a system, whoever may see it. */
export interface HeldByLibrary {
  readonly records: number;
  readonly copies: number;
}

export interface HarvestFrom {
  /** `full` brings everything; `changes` what changed since the cursor, deletions included. */
  readonly run: { readonly kind: 'full' } | { readonly kind: 'changes'; readonly cursor: string };
  /** Where an interrupted run of the same kind goes on; null for its beginning. */
  readonly resumeAt: string | null;
  /** The cursor of the last run that finished, for a source that may hold something older; absent before the first. */
  readonly known?: string | undefined;
}

/** A record as the index keeps it: what harvest brought, hidden copies included, without how the copies stood. */
export type KeptDescription = Omit<HarvestedDescription, 'marc'>;

/** LOAN: it was typed in for one interlibrary loan, and may name a reader. DOUBT: only a person can say. */
export type LooksInterlibrary = 'LOAN' | 'DOUBT';

export interface ReadingRules {
  /** Differs if anything in the region file differs that may change what is stored of a record. */
  readonly digest: string;
  /**
   * Digest of the rules by which the system is really read at the moment: another process reads it, and its region file may
   * be another. Absent if this process reads.
   */
  readonly readsBy?: string | undefined;
  /**
   * Applies these rules to a stored record; the system is not asked. What was hidden stays hidden, and the record's copies
   * have no facts. Null if the stored bytes cannot be read.
   */
  readAgain(kept: KeptDescription): HarvestedDescription | null;
  /**
   * What a record looks like by what it says itself, whatever its system says of it; null for nearly every record. Absent if the
   * region file has no say in it.
   */
  looksInterlibrary?(record: Pick<HarvestedDescription, 'marc' | 'items' | 'leftOutItems'>): LooksInterlibrary | null;
}

export interface HarvestSource {
  /** How the region file says that records are read. */
  readonly rules: ReadingRules;
  /** How this site is harvested, for status pages: `OAI-PMH with items`, `REST by record id`. */
  describe(signal: AbortSignal): Promise<string>;
  /**
   * Kinds of edit, in words, that runs of changes do not bring as this site is harvested, so that everything is harvested
   * every night. Absent where they bring all.
   */
  unseenEdits?(signal: AbortSignal): Promise<readonly string[]>;
  /** Pages in order; resuming may bring a record twice, never skips one. Throws a {@link MerciaError} that ends the run. */
  pages(from: HarvestFrom, signal: AbortSignal): AsyncIterable<HarvestPage>;
  /**
   * Single records out of turn, by the system's own ids: read again, refused again, or, where the system no longer has
   * one, deleted. Absent where the system gives its records only all together.
   */
  findRecords?(localIds: readonly string[], signal: AbortSignal): Promise<FoundRecords>;
}

export type FoundRecords = Pick<HarvestPage, 'records' | 'rejects' | 'rules' | 'listedAt'>;

/** A value or, in its own place, why it is not there: one bad answer never costs its neighbours. */
export type Slot<T> = T | MerciaError;

/**
 * Told of each slot as soon as it is known, and again where more is known of it later: the last time counts. Whoever asked
 * keeps what came before a call ended or was given up, so that a slow system loses only what it has not answered.
 */
export type OnSlot<T> = (index: number, slot: Slot<T>) => void;

/**
 * What a protocol without a catalogue tells: how single copies stand, found by what harvest knows them by. Such a source is one
 * half of a system; `adapters/composed/` makes an {@link ItemSource} of it and of the list of copies that harvest brought.
 */
export interface CopySource {
  /** What it finds a copy by: a copy without a barcode, or with another's, cannot be asked for by `barcode`, the usual case. */
  readonly by?: 'barcode' | 'id' | undefined;
  /** The same for barcodes that may be one to it, of whichever copies. Absent if only blanks around them do not matter. */
  readonly comparable?: ((barcode: string) => string) | undefined;
  /**
   * Same length and order as asked, asked in that order; null where the system says that it has no such copy. `onSlot` is
   * called as each answer comes. When the signal ends, slots without an answer are LMS_TIMEOUT, and those with one keep it.
   * Rejects only when nothing at all could be asked.
   */
  findCopies(
    copies: readonly CopyRef[],
    signal: AbortSignal,
    onSlot?: OnSlot<CopyState | null>,
  ): Promise<readonly Slot<CopyState | null>[]>;
}

export interface ItemSource {
  /**
   * Whether a holding's title has so many copies that it takes seconds: ask for it in a call of its own, or those that
   * are asked with it wait. Absent if no title can be distinguished; no call is made.
   */
  isLarge?(holding: HoldingRef): boolean;
  /**
   * Facts of many holdings in as few calls as the system allows. Same length and order as asked; null where the system
   * no longer has the record, or no longer shows it to the public. Rejects only when nothing at all could be asked.
   * `onSlot` is called as answers come, by sources that give them one after the other.
   */
  findAvailability(
    holdings: readonly HoldingRef[],
    signal: AbortSignal,
    onSlot?: OnSlot<HoldingFacts | null>,
  ): Promise<readonly Slot<HoldingFacts | null>[]>;
  /** Same length and order as asked; null where the system has no such item, or does not show it to the public. */
  findItems(ids: readonly ItemId[], signal: AbortSignal): Promise<readonly Slot<LiveItem | null>[]>;
  /**
   * True where a copy can only be asked for with its holding, because its id alone does not say who may see it: whoever has the
   * index finds the holding first, and `findItems` gives CAPABILITY_UNSUPPORTED in every slot.
   */
  readonly needsHolding?: boolean | undefined;
}

export interface LmsAdapter {
  readonly system: SystemIdentity;
  /** What this system can do as it is configured; no call is made. */
  readonly capabilities: readonly Capability[];
  /** Asks the system; never throws for what the system does, only reports. */
  probe(signal: AbortSignal): Promise<Probe>;
  readonly harvest?: HarvestSource;
  readonly items?: ItemSource;
  /** How single copies stand, of a half that has no list of copies itself. */
  readonly copies?: CopySource;
  readonly patrons?: PatronSource;
  readonly writes?: WriteSource;
  readonly loans?: LoanSource;
  readonly policies?: PolicySource;
  /** Why {@link writes} that its settings ask for are not there, and which line of the region file turns them on. */
  readonly writesOff?: string | undefined;
  /** Closes sockets; calls under way end with LMS_UNAVAILABLE. */
  close(): Promise<void>;
}

export interface AdapterContext {
  readonly system: SystemConfig;
  /** Reads an environment variable named in the region file; undefined where it is not set. */
  readonly secret: (name: string) => string | undefined;
  readonly logger: Logger;
  /** What spares the system: every request goes through it. */
  readonly guard: HostGuard;
  /** The same for the live part of a system that has one: that one protocol is down says nothing of the other. */
  readonly liveGuard?: HostGuard | undefined;
  /** The clock, so that tests need no sleep. Milliseconds since the epoch. */
  readonly now: () => number;
  /**
   * A keyed token for what identifies a reader. Of an account it is of this system alone; of a name with a birth date,
   * of an e-mail address, of a card and of the day of expiry it is the same all over the region. Nobody without the region's key can go back or
   * try names. In an adapter server it is sealed for the hub instead, another text each time. Absent where there is no key: then
   * there is no {@link LoanSource} but for counts of use.
   */
  readonly readerToken?: ReaderTokenOf | undefined;
  /**
   * What libraries of the system have agreed to have their readers' data used for. Whoever asks for a list looks at it first; here
   * it is for what an adapter reads unasked, as for `probe`. None where not said.
   */
  readonly agreedPurposes?: ReadonlySet<DataPurpose> | undefined;
}

/** One step in what the region file may say of a system of some kind. */
export interface DescribedWay {
  /** What the table of capabilities says: `yes`, `service account`, a setting in backquotes. */
  readonly as: string;
  readonly credentials?: Partial<CredentialNames>;
  readonly settings?: object;
}

/** Which half of a system: the one that its records come from, or the one that only says how copies stand. */
export type SystemPart = 'main' | 'live';

/** The subfields of MARC 773 in which a system keeps its own numbers: of the host's record, and of the one copy that has the part. */
export interface HostLinks {
  readonly record: string;
  readonly item: string;
}

/** Something that was read of a running system, and whose. */
export interface Sighting {
  /** What it answered, in words: `renewals, done and refused`. */
  readonly what: string;
  /** Who asked it. */
  readonly by: string;
  /** The system and its version, and where the answers are kept. */
  readonly where: string;
}

/** How well one make is known. Where nothing was seen it is experimental: `adapters/experimental.ts`. */
export interface MakeEvidence {
  /** As docs name it: `Koha`, `SIP2 of Symphony`. */
  readonly make: string;
  readonly seen: readonly Sighting[];
  /** Read in what its maker has published, or in other people's programs: what, and where. */
  readonly documented: readonly string[];
  /** What nobody has said yet. */
  readonly assumed: readonly string[];
}

/**
 * What `mercia doctor --share` may ask of a system of a kind, and what it may show of the answers. Everything that is not named here
 * is replaced.
 */
export interface ShareRules {
  /** Settings laid over those of the region file: no accounts, and fewer questions. Of the part that the kind is. */
  readonly settings: object;
  /** `show`: the answer is shown; `pass`: it is asked and never shown, as a log-in. Anything else is not asked: no account, no loan. */
  ask(question: WireQuestion): 'show' | 'pass' | 'refuse';
  /** Names of fields, elements, columns and subfields (`952$a`) that are not somebody's data. */
  readonly names: ReadonlySet<string>;
  /** Those whose values are codes of the system: each that looks like one is shown. `parent.name` where the name alone says too little. */
  codes(question: WireQuestion): ReadonlySet<string>;
  /** Those whose values are dates: they keep their form and their time, and get another day. */
  readonly dates: ReadonlySet<string>;
}

/** One kind of system: its settings' schema and how to build its adapter. */
export interface AdapterKind {
  readonly kind: string;
  /** The product's name in tables: `Innovative Sierra` for the kind `innovative-sierra`. */
  readonly title: string;
  /** How the region file may describe such a system, each as the one before and more; docs/capabilities.md is made of it. */
  readonly described: readonly DescribedWay[];
  /** What is known of the makes that it can ask, the usual one first. */
  readonly evidence: readonly [MakeEvidence, ...MakeEvidence[]];
  /** Which of them a system is, where its settings say so; the first if absent. */
  evidenceOf?(system: SystemConfig): MakeEvidence;
  /** Checks and completes `settings` of a system of this kind in the region file. */
  readonly settings: ZodType;
  /** What `harvest.method` may be in the region file besides `auto`; empty where there is one way only. */
  readonly harvestMethods: readonly string[];
  /**
   * False where the settings say where everything is: such a system has no address in the region file. A function of the settings
   * as they stand there, where it depends on them.
   */
  readonly hasAddress?: boolean | ((settings: unknown) => boolean) | undefined;
  /** What an address of such a system may begin with, as `tcp` and `tls`; `http` and `https` if absent. */
  readonly addressSchemes?: readonly string[] | undefined;
  /** Requests that may begin in a second where the region file does not say; any number if absent. Of a live part. */
  readonly perSecond?: number | undefined;
  /** Which part of a system the kind can be; the main one alone if absent. A live part has {@link LmsAdapter.copies}. */
  readonly parts?: readonly SystemPart[] | undefined;
  /**
   * What a main part of this kind, as it is configured, tells of how copies stand: it has `items`, or `copies`, or neither. It
   * decides what harvest writes into live keys, so it must be known without an adapter. `items` if absent.
   */
  liveBy?(system: SystemConfig): 'items' | 'copies' | 'nothing';
  /** Absent where records name the host of a part by its control number alone. */
  readonly hostLinks?: HostLinks | undefined;
  /** How the region file says that records of such a system are read, wherever its adapter stands; no call is made. */
  rules(system: SystemConfig, logger: Logger): ReadingRules;
  /** What the settings call the shelves of an owner code: by their codes, null for one without a name. Absent: they name none. */
  shelfNames?(system: SystemConfig, ownerCode: string): Readonly<Record<string, string | null>>;
  /** What the settings call item types, by their codes, null for one without a name. Absent: they name none. */
  itemTypeNames?(system: SystemConfig): Readonly<Record<string, string | null>>;
  /** Absent: nothing of such a system can be shared yet. */
  share?(system: SystemConfig): ShareRules;
  create(context: AdapterContext): LmsAdapter;
}

export interface PolicySource {
  /** Every list that the system tells, whole. A list that is not there is not told, which is not the same as empty. */
  codeLists(signal: AbortSignal): Promise<readonly CodeList[]>;
  /** All rules of lending. Absent where the system does not tell them as it is described. */
  loanRules?(signal: AbortSignal): Promise<LoanRules>;
}
