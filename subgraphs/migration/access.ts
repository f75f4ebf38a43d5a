/** Who may see what of a snapshot. */
import type { Condition } from '#domain/comparison.ts';
import { MerciaError } from '#platform/errors.ts';
import { subjectsOf, type Caller } from '#platform/signed-context.ts';

export type Access = ReturnType<typeof createAccess>;

const allowed = (what: string): string =>
  `${what} are for staff of the libraries and for the roles "migration" and "operator".`;

export function createAccess(caller: Caller) {
  const { role, subject, libraries: own = [] } = caller;
  function libraries(what = 'Snapshots'): readonly string[] | null {
    if (role === 'migration' || role === 'operator') return null;
    if (role === 'staff') return own;
    throw new MerciaError('FORBIDDEN', allowed(what));
  }
  function assertMay(may: boolean, what: string, who: string): void {
    if (!may) throw new MerciaError('FORBIDDEN', `${what}: ${who}`);
  }
  const isOwn = (library: string | null): boolean => role === 'staff' && library !== null && own.includes(library);
  const mayChange = role === 'migration' || role === 'operator';
  return {
    /** One person or program, the same at each sign-in, that says nothing of who it is. */
    subject: subject ?? role,
    /** That and all else that they are called while secrets are replaced. */
    subjects: subject === null ? [role] : subjectsOf(caller),
    role,
    /** As changes are written down with. */
    actor: { by: subject ?? role, role },
    /** The libraries that a member of staff signed in for; empty for every other role. */
    ownLibraries: role === 'staff' ? own : [],
    /** The libraries that the caller may see; null for all. Throws FORBIDDEN for those who may see nothing of `what` at all. */
    libraries,
    /** The conditions that hold for this caller besides their own. Throws as `libraries` does. */
    restrict(where: readonly Condition[]): readonly Condition[] {
      const own = libraries();
      if (own === null) return where;
      if (own.length === 0)
        throw new MerciaError('FORBIDDEN', `${allowed('Snapshots')} Your sign-in names no library.`);
      return [...where, { dimension: 'LIBRARY', in: own }];
    },
    /** Whether rows about readers may be shown at all. */
    seesReaders: role === 'migration',
    // Each of these throws FORBIDDEN for everybody else.
    assertMayReadReaders(what: string): void {
      assertMay(role === 'migration', what, 'it is about readers; only the role "migration" may ask for it.');
    },
    assertMayChangeFor(library: string, what: string): void {
      const who = `only staff of ${library} and the roles "migration" and "operator" may ask for it.`;
      assertMay(mayChange || isOwn(library), what, who);
    },
    assertMayDecide(what: string): void {
      assertMay(role === 'migration', what, 'only the role "migration" may change decisions.');
    },
    assertMayChange(what: string): void {
      assertMay(mayChange, what, 'only the roles "migration" and "operator" may ask for it.');
    },
    assertMayReadAudit(what: string): void {
      assertMay(role === 'operator', what, 'only the role "operator" may ask for it.');
    },
    mayReadStaffNotes: (library: string | null): boolean => role === 'migration' || isOwn(library),
  };
}
