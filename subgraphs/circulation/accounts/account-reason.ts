import type { Reason } from '#domain/facts.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { SystemIdentity } from '#adapters/adapter.ts';
import { reasonFor } from '../reasons.ts';

/** Why nothing can be said of an account. Names the system, never the account. */
export function accountReason(error: MerciaError, system: SystemIdentity): Reason {
  const reason = reasonFor(error, system);
  if (reason.code !== 'NOT_SUPPORTED') return reason;
  return { ...reason, message: `${system.name} cannot show accounts here; ask the library.` };
}
