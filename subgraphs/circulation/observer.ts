/** What operators of the circulation router may count. It gets systems and states only, never of a title or a reader. */
import type { FactState, ReasonCode } from '#domain/facts.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { ErrorCode, MerciaError } from '#platform/errors.ts';
import type { WriteKind, WriteResult } from './writes/write.ts';

export type CallKind = 'availability' | 'items' | 'account' | 'verify' | WriteKind;

/** What one answer said of the holdings of a library in a system. */
export interface ToldOfHoldings {
  readonly system: SystemId;
  readonly library: LibraryId;
  /** Why they were less than live; null if they were live. */
  readonly reason: ReasonCode | null;
  readonly count: number;
}

/** Why a call answered nothing. */
export interface CallFailure {
  readonly error: MerciaError;
  /** True if the call ended well, and each of the things that were asked for has an error of its own, as this one. */
  readonly ofSlots: boolean;
}

export interface CirculationObserver {
  /**
   * A call of the router to a system has ended, late ones too. `ok` if anything at all was answered. `failure` is told of calls about
   * copies; null if anything was answered.
   */
  call(
    system: SystemId,
    kind: CallKind,
    outcome: 'ok' | ErrorCode,
    elapsedMs: number,
    failure?: CallFailure | null,
  ): void;
  /** The time of one answer was over before the system answered: what it did not show live is last known or unknown. */
  stoppedWaiting?(system: SystemId): void;
  /** So many facts of one answer were shown in this state. */
  facts(system: SystemId, state: FactState, count: number): void;
  /** What one answer said of holdings, as soon as it is complete; not called if it said nothing of any. */
  told?(holdings: readonly ToldOfHoldings[]): void;
  /** A write to an account has come to its end, whether or not anybody still waited for it. */
  write(system: SystemId, kind: WriteKind, outcome: WriteResult<unknown>['outcome']): void;
}
