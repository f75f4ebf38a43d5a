/** Who is asking, and whether they may. */
import { isProgram } from '#platform/api-key.ts';
import { MerciaError } from '#platform/errors.ts';
import type { InternalContext } from '#platform/signed-context.ts';
import type { Person } from './patron-keys.ts';

export interface Staff extends Person {
  readonly libraries: readonly string[];
}

/** Somebody who compares readers; `libraries` is null for an analyst, who belongs to none. */
export interface StaffOrAnalyst extends Person {
  readonly libraries: readonly string[] | null;
}

/** The signed-in patron; null for everybody else. */
export function findPatron({ role, subject, subjects }: InternalContext): Person | null {
  return role === 'patron' && subject !== null ? { subject, subjects } : null;
}

/** Throws FORBIDDEN for everybody but a signed-in patron. */
export function getPatron(caller: InternalContext): Person {
  const patron = findPatron(caller);
  if (patron !== null) return patron;
  throw new MerciaError('FORBIDDEN', 'Only a signed-in patron can ask this.');
}

/** Throws FORBIDDEN for everybody but staff, signed in as persons. */
export function getStaff({ role, subject, subjects, libraries = [] }: InternalContext): Staff {
  if (role === 'staff' && isPerson(subject)) return { subject, subjects, libraries };
  throw new MerciaError('FORBIDDEN', 'Only staff of a library, with a personal sign-in, can ask this.');
}

/** Throws FORBIDDEN for everybody but staff and analysts of a move, who belong to no library. */
export function getStaffOrAnalyst(caller: InternalContext): StaffOrAnalyst {
  const { role, subject, subjects } = caller;
  return role === 'migration' && isPerson(subject) ? { subject, subjects, libraries: null } : getStaff(caller);
}

/** Throws FORBIDDEN for everybody but an operator. */
export function assertOperator({ role }: InternalContext): void {
  if (role !== 'operator') throw new MerciaError('FORBIDDEN', 'Only an operator of the region can ask this.');
}

/** Only people read accounts, because they can be asked why: a program's key opens none, whatever its role. */
function isPerson(subject: string | null): subject is string {
  return subject !== null && !isProgram(subject);
}
