import type { GraphErrorCode } from './error-codes.ts';

/** What is wrong with one part of an answer; the rest of `data` is there. */
export interface AnswerError {
  readonly code: GraphErrorCode;
  readonly message: string;
  /** The place in `data` that is null because of it; empty if the whole answer is meant. */
  readonly path: readonly (string | number)[];
  /** Id of the library system concerned; null if none is. */
  readonly system: string | null;
  /** Names the request in Mercia's log. */
  readonly correlationId: string | null;
}
