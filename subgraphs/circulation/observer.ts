/** What operators of the circulation router may count. It gets systems and states only, never of a title or a reader. */
import type { FactState } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { ErrorCode } from '#platform/errors.ts';
import type { WriteKind, WriteResult } from './writes/write.ts';

export type CallKind = 'availability' | 'items' | 'account' | 'verify' | WriteKind;

export interface CirculationObserver {
  /** A call of the router to a system has ended, late ones too. `ok` if anything at all was answered. */
  call(system: SystemId, kind: CallKind, outcome: 'ok' | ErrorCode, elapsedMs: number): void;
  /** So many facts of one answer were shown in this state. */
  facts(system: SystemId, state: FactState, count: number): void;
  /** A write to an account has come to its end, whether or not anybody still waited for it. */
  write(system: SystemId, kind: WriteKind, outcome: WriteResult<unknown>['outcome']): void;
}
