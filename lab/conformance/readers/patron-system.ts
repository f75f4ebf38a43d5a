/** What the patron half of the conformance suite needs of a simulated system: who its readers are, and how they stand. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { BlockCode, HoldStatus, RefusalCode, WantedHold } from '#domain/accounts.ts';
import type { Due } from '#domain/facts.ts';
import type { Logger } from '#platform/logger.ts';
import type { Situation } from '../situations.ts';
import type { SystemFault } from '../system.ts';
import type { ToldAccounts } from './told-accounts.ts';

/** What goes wrong with a question or a write; the last two below the system's own protocol. */
export type PatronFault =
  | Exclude<SystemFault, 'an error as an answer' | 'wrong credentials'>
  | 'no answer'
  | 'cut connection';

/** Which requests a fault touches: all of them, tries at a PIN alone, or what changes an account alone. */
export type FaultReach = 'everything' | 'pins' | 'writes';

/** A running, quiet system whose readers stand as its scene says. */
export interface PatronSystem {
  readonly port: number;
  readonly scene: PatronScene;
  /** Faults that the system's protocol has no words for. */
  readonly cannotFail?: readonly PatronFault[] | undefined;
  /** The zone of its calendar, as the region file has it. */
  readonly timeZone: string;
  createAdapter(address: string, callTimeoutMs: number, logger: Logger): LmsAdapter;
  setFault(fault: PatronFault | null, reach: FaultReach): Promise<void>;
  /** Renewals, holds and cancellations that have reached the system, whatever became of them. */
  writes(): number;
  pinTries(): number;
  /** What else can happen to the stranger of the scene, or why it cannot. */
  readonly situations: ReaderSituations;
  /** Charges that are not paid, whoever owes them: how many, and what they come to. Absent where no list tells them. */
  readonly openCharges?: (() => { readonly count: number; readonly pence: number }) | undefined;
  /** When the files were written that lists come from, milliseconds since the epoch; absent where a system tells what is so now. */
  readonly listsWrittenAt?: (() => number) | undefined;
  /** Holds that are open on a record, whoever placed them. */
  holdsOn(recordLocalId: string): number;
  close(): Promise<void>;
}

export interface ReaderSituations {
  /** Lends the stranger a further copy until a moment. Gives its id, and how exactly the account then says when it is due. */
  readonly lendUntil: Situation<(at: Date) => { readonly itemLocalId: string; readonly exactly: 'hour' | 'day' }>;
  readonly lendMany: Situation<(copies: number) => void>;
  /** Lists one more hold of the stranger as ready, while its copy says that it is not on the hold shelf. */
  readonly contradictHold: Situation<() => void>;
  /** From now on the answer to a write says that it was done, and that it was not. */
  readonly contradictWrites: Situation<() => Promise<void>>;
  /** Ends every token or session that was given so far, without a word to whoever has one. */
  readonly expireLogin: Situation<() => void>;
  /** Ends the log-in just before the next write reaches the system, which says so once. */
  readonly expireLoginAtWrite: Situation<() => Promise<void>>;
  /** Adds readers with loans, holds and charges in each state that there is, and says what must be told of each, field by field. */
  readonly everyField: Situation<() => ToldAccounts>;
  /** Makes the row of one loan of the stranger unreadable, and only that. */
  readonly spoilLoan: Situation<() => void>;
  /** What reached the system of the last hold that was placed on a record. */
  readonly heldAs: Situation<(recordLocalId: string) => Omit<WantedHold, 'copies'>>;
}

export interface PatronScene {
  /** Has at least a loan by the day that can be renewed, one by the hour, one that cannot be renewed, and two holds, one of them ready. Nothing blocks them. */
  readonly reader: SceneReader;
  /** Somebody else with a loan and a hold, whose numbers hold those of `reader` as a part (5 and 25), or are a part of them. */
  readonly stranger: SceneReader;
  /** Readers that the system should not lend to, and why; the expired one with its card's day in the past. */
  readonly blocked: readonly { readonly reader: SceneReader; readonly code: BlockCode }[];
  /** Whether the system still knows card and PIN of a reader whose registration has ended. */
  readonly verifiesExpired: boolean;
  /** True where the system tells the day alone, also of a loan by the hour. */
  readonly duesByDayOnly?: boolean | undefined;
  /** What the system itself takes for the card of `reader`, and is another text; nothing where not said. */
  readonly takenForCard?: readonly string[] | undefined;
  readonly unknownCard: string;
  /** In the form that the adapter gives, and nobody's. */
  readonly missingAccount: string;
  /** Titles that `reader` may have kept: two of them, so that one can be asked for as a copy. */
  readonly holdable: readonly [WantedHold, WantedHold];
  /** What nobody may have kept, or `reader` may not, and the answer. */
  readonly unholdable: readonly { readonly why: string; readonly wanted: WantedHold; readonly code: RefusalCode }[];
  /** Names, cards, PINs, addresses and staff notes of everybody in the scene: what no log and no error may hold. */
  readonly personal: readonly string[];
}

export interface SceneReader {
  readonly card: string;
  readonly pin: string;
  readonly homeSite: string | null;
  readonly loans: readonly SceneLoan[];
  readonly holds: readonly SceneHold[];
  /** What is still owed, charge by charge: `12.50`. */
  readonly charges: readonly string[];
}

export interface SceneLoan {
  readonly itemLocalId: string;
  /** Null where the system knows no record. */
  readonly recordLocalId: string | null;
  readonly title: string;
  readonly due: Due;
  readonly overdue: boolean;
  /** True, or why not; null where the system cannot tell before it is tried. */
  readonly renewable: true | RefusalCode | null;
  /** What comes of trying, where `renewable` does not say it. */
  readonly renews?: true | RefusalCode | undefined;
}

export interface SceneHold {
  /** Null where the system knows no record. */
  readonly recordLocalId: string | null;
  readonly status: HoldStatus;
}
