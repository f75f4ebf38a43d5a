/** What can go wrong on the way to a system and in it, and what it must be told as: one table for every kind. */
import type { ErrorCode } from '#platform/errors.ts';
import type { SimulatedBench, SystemFault, Bench, OwnFault } from './system.ts';
import type { WireMode } from './wire/tcp-proxy.ts';

export interface FaultRow<B extends Bench = Bench> {
  readonly fault: string;
  /** What it may be told as; empty where it must not be seen, and the answer is right all the same. */
  readonly codes: readonly ErrorCode[];
  /** True where it ends only with the time. */
  readonly endsWithTime: boolean;
  set(bench: B): Promise<void>;
}

const onWire = (mode: Exclude<WireMode, 'pass'>, codes: readonly ErrorCode[]): FaultRow => ({
  fault: mode,
  codes,
  endsWithTime: mode === 'hang',
  set: async ({ wire }) => {
    wire.setMode(mode);
  },
});

/** On the wire: what can be done to a real system, too, because only our side of it breaks. */
export const WIRE_FAULTS: readonly FaultRow[] = [
  { fault: 'refused', codes: ['LMS_UNAVAILABLE'], endsWithTime: false, set: ({ wire }) => wire.stop() },
  onWire('reset', ['LMS_UNAVAILABLE']),
  onWire('hang', ['LMS_TIMEOUT']),
  onWire('garbage', ['LMS_BAD_RESPONSE']),
  // Whether the host went away or the message is broken cannot be told apart everywhere.
  onWire('cut', ['LMS_UNAVAILABLE', 'LMS_BAD_RESPONSE']),
  onWire('slow', []),
  onWire('split', []),
];

export const SYSTEM_FAULT_CODES: readonly (readonly [SystemFault, ErrorCode])[] = [
  ['web page', 'LMS_BAD_RESPONSE'],
  ['cut answer', 'LMS_BAD_RESPONSE'],
  // With HTTP 200, in the form of an answer and without anything of one.
  ['an error as an answer', 'LMS_BAD_RESPONSE'],
  ['internal error', 'LMS_BAD_RESPONSE'],
  ['out of service', 'LMS_UNAVAILABLE'],
  ['overloaded', 'LMS_RATE_LIMITED'],
];
/** Of a system that wants a log-in. */
export const LOGIN_FAULT_CODES: readonly (readonly [SystemFault, ErrorCode])[] = [
  ['wrong credentials', 'LMS_AUTH_FAILED'],
];

export function systemFaults(
  faults: readonly (readonly [SystemFault, ErrorCode])[],
): readonly FaultRow<SimulatedBench>[] {
  return faults.map(([fault, code]) => ({
    fault,
    codes: [code],
    endsWithTime: false,
    async set({ system, wire }) {
      await system.setFault(fault);
      // Whoever is logged in stays so: the next question has to log in again.
      if (fault === 'wrong credentials') wire.setMode('pass');
    },
  }));
}

/** Those that only systems of one kind have. */
export function ownFaults(faults: readonly OwnFault[]): readonly FaultRow<SimulatedBench>[] {
  return faults.map(({ name, codes, endsWithTime = false }) => ({
    fault: name,
    codes,
    endsWithTime,
    async set({ system }) {
      if (system.setOwnFault === undefined) throw new Error(`the simulated system cannot be told to have: ${name}`);
      await system.setOwnFault(name);
    },
  }));
}
