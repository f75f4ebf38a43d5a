/** What whoever runs the circulation router may count. Told of systems and states only, never of a title or a reader. */
import type { FactState } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import type { ErrorCode } from '#platform/errors.ts';

export type CallKind = 'availability' | 'items';

export interface CirculationObserver {
  /** A call of the router to a system has ended, late ones too. `ok` where anything at all was told. */
  call(system: SystemId, kind: CallKind, outcome: 'ok' | ErrorCode, elapsedMs: number): void;
  /** So many facts of one answer were told in this state. */
  facts(system: SystemId, state: FactState, count: number): void;
}
