/** A gate of a move: a number, the greatest with which it is met, and who signs for it. */
import type { ReportContext } from '#comparison/reports/report.ts';
import type { SigningRole } from '#domain/evidence.ts';
import type { LibraryId } from '#domain/ids.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { PhaseRequest } from '../switch/switch.ts';
import type { Draw } from './draw-sample.ts';

export type GateState = 'MET' | 'NOT_MET' | 'NOT_TOLD';

export interface Gate {
  /** What is counted. */
  readonly what: string;
  /** Null if nobody tells it. */
  readonly value: number | null;
  /** The greatest number with which it is met. */
  readonly bar: number;
  readonly state: GateState;
  /** What is to be known, or done. */
  readonly note: string | null;
  readonly signs: SigningRole;
  /** Where to look. */
  readonly command: string;
}

export interface GateQuestion {
  readonly context: ReportContext;
  readonly library: LibraryId;
  readonly draw: Draw;
  /** The one that all gates stand on; null if there is none. */
  readonly ledger: Ledger | null;
  /** The step to `MOVED` that somebody has asked for; null if nobody has, and if it can be confirmed no more. */
  readonly request: PhaseRequest | null;
  /** Whether one is still open that was asked for too long ago. */
  readonly isRequestOver: boolean;
  /** The oldest that a snapshot may be. */
  readonly hours: number;
}

/** `isUntold`: something of it is not told, so that a number within the bar does not meet it. */
export function judge(gate: Omit<Gate, 'state' | 'note'>, note: string | null = null, isUntold = false): Gate {
  const { value, bar } = gate;
  const state = value !== null && value > bar ? 'NOT_MET' : value === null || isUntold ? 'NOT_TOLD' : 'MET';
  return { ...gate, note, state };
}
