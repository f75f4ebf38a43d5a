/** Who may see what of a snapshot. */
import type { Condition } from '#domain/comparison.ts';
import { MerciaError } from '#platform/errors.ts';
import { subjectsOf, type Caller, type Role } from '#platform/signed-context.ts';

export interface Access {
  /** One person or program, the same at each sign-in, that says nothing of who it is. */
  readonly subject: string;
  /** That and all else that they are called while secrets are replaced. */
  readonly subjects: readonly string[];
  readonly role: Role;
  /** The libraries that a member of staff signed in for; empty for every other role. */
  readonly ownLibraries: readonly string[];
  /**
   * The libraries that the caller may see; null for all. Throws FORBIDDEN for those who may not see snapshots at all.
   */
  readonly libraries: () => readonly string[] | null;
  /** The conditions that hold for this caller besides their own. Throws as {@link libraries} does. */
  readonly restrict: (where: readonly Condition[]) => readonly Condition[];
  /** Whether rows about readers may be shown at all. */
  readonly seesReaders: boolean;
  /** Throws FORBIDDEN for everybody but `migration`. */
  readonly assertMayReadReaders: (what: string) => void;
  /** Throws FORBIDDEN for everybody but `migration`, `operator` and staff of the library. */
  readonly assertMayChangeFor: (library: string, what: string) => void;
  /** Throws FORBIDDEN for everybody but `migration`. */
  readonly assertMayDecide: (what: string) => void;
  /** Throws FORBIDDEN for everybody but `migration` and `operator`. */
  readonly assertMayChange: (what: string) => void;
  /** Throws FORBIDDEN for everybody but `operator`. */
  readonly assertMayReadAudit: (what: string) => void;
  /** Whether notes of staff on a copy of this library may be shown. */
  readonly mayReadStaffNotes: (library: string | null) => boolean;
}

const ALLOWED = 'Snapshots are for staff of the libraries and for the roles "migration" and "operator".';

export function createAccess(caller: Caller): Access {
  const { role, subject, libraries: own = [] } = caller;
  function libraries(): readonly string[] | null {
    if (role === 'migration' || role === 'operator') return null;
    if (role === 'staff') return own;
    throw new MerciaError('FORBIDDEN', ALLOWED);
  }
  return {
    subject: subject ?? role,
    subjects: subject === null ? [role] : subjectsOf(caller),
    role,
    ownLibraries: role === 'staff' ? own : [],
    libraries,
    restrict(where) {
      const allowed = libraries();
      if (allowed === null) return where;
      if (allowed.length === 0) throw new MerciaError('FORBIDDEN', `${ALLOWED} Your sign-in names no library.`);
      return [...where, { dimension: 'LIBRARY', in: allowed }];
    },
    seesReaders: role === 'migration',
    assertMayReadReaders(what) {
      if (role === 'migration') return;
      throw new MerciaError('FORBIDDEN', `${what}: it is about readers; only the role "migration" may ask for it.`);
    },
    assertMayChangeFor(library, what) {
      if (role === 'migration' || role === 'operator' || (role === 'staff' && own.includes(library))) return;
      throw new MerciaError(
        'FORBIDDEN',
        `${what}: only staff of ${library} and the roles "migration" and "operator" may ask for it.`,
      );
    },
    assertMayDecide(what) {
      if (role === 'migration') return;
      throw new MerciaError('FORBIDDEN', `${what}: only the role "migration" may change decisions.`);
    },
    assertMayChange(what) {
      if (role === 'migration' || role === 'operator') return;
      throw new MerciaError('FORBIDDEN', `${what}: only the roles "migration" and "operator" may ask for it.`);
    },
    assertMayReadAudit(what) {
      if (role === 'operator') return;
      throw new MerciaError('FORBIDDEN', `${what}: only the role "operator" may ask for it.`);
    },
    mayReadStaffNotes: (library) =>
      role === 'migration' || (role === 'staff' && library !== null && own.includes(library)),
  };
}
