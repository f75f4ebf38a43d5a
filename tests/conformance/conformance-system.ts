/** What the conformance suite asks of a simulated system, and the running parts of one test. */
import type { LmsAdapter } from '#adapters/adapter.ts';
import type { HoldingRef } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { TcpProxy } from './tcp-proxy.ts';

/** What goes wrong above the wire, in the system's own protocol. */
export type SystemFault =
  'web page' | 'cut answer' | 'internal error' | 'out of service' | 'overloaded' | 'wrong credentials';

/** A running, quiet system with at least three records that the public may see and that have copies. */
export interface ConformanceSystem {
  /** Where it listens on this machine. */
  readonly port: number;
  /** Sockets that it allows: the adapter is built with this limit. */
  readonly connections: number;
  createAdapter(address: string, callTimeoutMs: number): LmsAdapter;
  setFault(fault: SystemFault | null): Promise<void>;
  /** Ids of all records that it holds now, suppressed ones included. */
  recordIds(): readonly string[];
  /** A holding of a record that it does not have, with live keys as the adapter would have written them. */
  readonly missing: HoldingRef;
  readonly missingItem: ItemId;
  /** Makes the live answer for one record unreadable, and only that. */
  spoilRecord(localId: string): void;
  /** Sends every copy of a record to another site, wanted by nobody. */
  sendAway(localId: string): void;
  /** Lays every copy of a record on the hold shelf, for a reader. */
  keepForReader(localId: string): void;
  /** Edits a record, lends a copy, adds a record with copies, deletes a record with its copies. */
  change(): void;
  close(): Promise<void>;
}

/** The running parts of one test. */
export interface Bench {
  readonly system: ConformanceSystem;
  readonly wire: TcpProxy;
  readonly adapter: LmsAdapter;
  readonly signal: AbortSignal;
}

/** The error of ours that a promise ends with. */
export async function errorOf(promise: Promise<unknown> | undefined): Promise<MerciaError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof MerciaError) return error;
    throw error;
  }
  throw new Error('no error came');
}
