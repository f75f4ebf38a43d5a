/** What the kit asks of a simulated system, and the running parts of one check. */
import type { LmsAdapter } from '#contract/adapter.ts';
import type { HoldingRef, ItemStatus } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import type { ErrorCode } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { Situations } from './situations.ts';
import type { TcpProxy } from './wire/tcp-proxy.ts';

/** What goes wrong above the wire, in the system's own protocol. */
export type SystemFault =
  | 'web page'
  | 'cut answer'
  | 'an error as an answer'
  | 'internal error'
  | 'out of service'
  | 'overloaded'
  | 'wrong credentials';

/** A fault that only this kind of system can have: `a late answer`, `96`, `a wrong checksum`. */
export interface OwnFault {
  readonly name: string;
  /** What it must be told as; one of them. Empty for a fault that must not be seen: the answer is right all the same. */
  readonly codes: readonly ErrorCode[];
  /** True where it ends only with the time, so that an adapter with little patience is asked. */
  readonly endsWithTime?: boolean | undefined;
}

/** A state of copies that this kind of system has, or that it says in a way of its own. */
export interface OwnState {
  /** Goes on from "a copy that is": `on its way, while its location says that it is at home`. */
  readonly name: string;
  readonly status: ItemStatus;
  /** The day on which it is due; absent where it is due on none. */
  readonly dueOn?: string | undefined;
  /** True where it is due on that day, and at no hour of it. */
  readonly isDueByDay?: true | undefined;
  /** Gives every copy of a record this state, and takes every other one away. */
  readonly set: (localId: string) => void;
}

/** A way of this kind of system to hide a copy or a title from the public. */
export interface OwnHiding {
  /** Goes on from "a copy" or "a title": `whose call number is shadowed`. */
  readonly name: string;
  readonly hides: 'copy' | 'title';
  /** Hides a copy of a record, which may be one that it adds, or the record. Gives the id of what is hidden. */
  readonly hide: (localId: string) => string;
}

/** A running, quiet system with at least three records that the public may see and that have copies. */
export interface ConformanceSystem {
  /** Where it listens on this machine. Of a system of two parts: where the part listens that tells how copies stand. */
  readonly port: number;
  /** Sockets that it allows: the adapter is built with this limit. */
  readonly connections: number;
  /** The zone of its calendar, as the region file has it. */
  readonly timeZone: string;
  /** Passwords and secrets that the adapter is given: none of them may stand in an error or a log. Empty if it logs in nowhere. */
  readonly secrets: readonly string[];
  /** The adapter writes its log to `logger`. */
  createAdapter(address: string, callTimeoutMs: number, logger?: Logger): LmsAdapter;
  setFault(fault: SystemFault | null): Promise<void>;
  /** Sets one of the faults that this kind of system has of its own; null ends it. */
  readonly setOwnFault?: ((name: string | null) => Promise<void>) | undefined;
  /** Ids of all records that it holds now, suppressed ones included. */
  recordIds(): readonly string[];
  /**
   * A holding of a record that it does not have, with live keys as the adapter would have written them. Null where harvest alone knows
   * which records there are.
   */
  readonly missing: HoldingRef | null;
  readonly missingItem: ItemId | null;
  /** Makes the live answer for one record unreadable, and only that. Null where no single answer can be spoiled. */
  readonly spoilRecord: ((localId: string) => void) | null;
  /** When what harvest tells of copies was written down, milliseconds since the epoch; absent where harvest asks how they stand. */
  readonly writtenAt?: (() => number) | undefined;
  /** Sends every copy of a record to another site, wanted by nobody. */
  sendAway(localId: string): void;
  keepForReader(localId: string): void;
  /** Edits a record, lends a copy, adds a record with copies, deletes a record with its copies. */
  change(): void;
  /** Forgets once where the list stands that is being read; absent where a list has no place that the system must remember. */
  readonly losesItsPlace?: (() => void) | undefined;
  /** States that only this kind has, or says in a way of its own; a table, as its faults are. */
  readonly ownStates?: readonly OwnState[] | undefined;
  readonly ownHidings?: readonly OwnHiding[] | undefined;
  /** Words that stand in notes of staff and nowhere else. */
  readonly forStaff?: readonly string[] | undefined;
  /** What else it can bring about, or why it cannot. */
  readonly situations: Situations;
  close(): Promise<void>;
}

/** The running parts of one check, whether the system is real or simulated. */
export interface Bench {
  readonly adapter: LmsAdapter;
  /** The way from the adapter to what tells how copies stand. */
  readonly wire: TcpProxy;
  /** Ends when nobody waits for the check any more. */
  readonly signal: AbortSignal;
  /** Sockets that the system allows. */
  readonly connections: number;
  /** An adapter for the same system with little patience. */
  impatient(): LmsAdapter;
  /** Three holdings with copies, of three records, as harvest finds them first. */
  sample(): Promise<Sample>;
  /** A holding and a copy that the system does not have; null where nobody can name one. */
  readonly missing: HoldingRef | null;
  readonly missingItem: ItemId | null;
}

export type Sample = readonly [HoldingRef, HoldingRef, HoldingRef];

/** The same with a simulated system, which can be told to fail and to change. */
export interface SimulatedBench extends Bench {
  readonly system: ConformanceSystem;
  /** Every line that its adapters have logged, at every level. */
  readonly logged: readonly string[];
  /** The fault that is set now, on the wire or in the system; null for none. */
  faultNow(): string | null;
}
