/** Who asks, as far as a question is theirs to ask. */
import { isProgram } from '#platform/api-key.ts';
import { MerciaError } from '#platform/errors.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { Looker } from './look-at-duplicates.ts';

export interface Staff {
  readonly subject: string;
  readonly libraries: readonly string[];
}

/** The pseudonym of a signed-in patron; null for everybody else. */
export function findPatron({ role, subject }: InternalContext): string | null {
  return role === 'patron' ? subject : null;
}

/** Throws FORBIDDEN for everybody but a signed-in patron. */
export function getPatron(caller: InternalContext): string {
  const subject = findPatron(caller);
  if (subject !== null) return subject;
  throw new MerciaError('FORBIDDEN', 'Only a signed-in patron can ask this.');
}

/** Throws FORBIDDEN for everybody but staff, who are persons. */
export function getStaff({ role, subject, libraries = [] }: InternalContext): Staff {
  if (role === 'staff' && isPerson(subject)) return { subject, libraries };
  throw new MerciaError('FORBIDDEN', 'Only staff of a library can ask this, signed in as the persons that they are.');
}

/** Throws FORBIDDEN for everybody but staff and analysts of a move, who are of no library. */
export function getLooker(caller: InternalContext): Looker {
  const { role, subject } = caller;
  return role === 'migration' && isPerson(subject) ? { subject, libraries: null } : getStaff(caller);
}

/** Throws FORBIDDEN for everybody but an operator. */
export function assertOperator({ role }: InternalContext): void {
  if (role !== 'operator') throw new MerciaError('FORBIDDEN', 'Only an operator of the region can ask this.');
}

/** Accounts are read by people, who can be asked why: no key opens one, whatever its role. */
function isPerson(subject: string | null): subject is string {
  return subject !== null && !isProgram(subject);
}
