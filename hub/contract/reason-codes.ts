/** Why a fact is missing, from the error that kept it away: one table for what an adapter says itself and what is said of it. */
import type { Reason, ReasonCode } from '#domain/facts.ts';
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError, type ErrorCode } from '#platform/errors.ts';

/** Reasons that an error can have; FROZEN is none of an error. */
export type ReasonOfError = Exclude<ReasonCode, 'FROZEN'>;

const REASONS: Readonly<Partial<Record<ErrorCode, ReasonOfError>>> = {
  LMS_TIMEOUT: 'TIMEOUT',
  // The hub's own store, of which nobody asked the system: that it cannot be reached would be said of the wrong one.
  STORE_UNAVAILABLE: 'TIMEOUT',
  LMS_UNAVAILABLE: 'UNREACHABLE',
  LMS_AUTH_FAILED: 'REFUSED',
  LMS_NOT_PERMITTED: 'REFUSED',
  CONFIG_INVALID: 'REFUSED',
  LMS_RATE_LIMITED: 'RATE_LIMITED',
  LMS_CIRCUIT_OPEN: 'CIRCUIT_OPEN',
  LMS_TOO_MANY_ITEMS: 'TOO_MANY_ITEMS',
  CAPABILITY_UNSUPPORTED: 'NOT_SUPPORTED',
};

/** BAD_ANSWER where nothing else fits: anything that is no error of ours was thrown while reading an answer. */
export function reasonCodeOf(error: unknown): ReasonOfError {
  return (isMerciaError(error) ? REASONS[error.code] : undefined) ?? 'BAD_ANSWER';
}

/** Why a fact is missing, from the error that kept it away and in words of the adapter's own. */
export function reasonOf(
  { system }: { readonly system: Pick<SystemConfig, 'id'> },
  error: unknown,
  message: string,
): Reason {
  return { code: reasonCodeOf(error), message, system: system.id };
}
