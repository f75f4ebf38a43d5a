/** Who asks, as clients may be told: what they may do, and for which libraries. */
import type { Caller } from '#platform/signed-context.ts';
import type { Directory } from './directory.ts';
import type { ViewerModel } from './models.ts';

/** Null for the public. Libraries that the region no longer has are left out. */
export function toViewer(
  { role, libraries = [] }: Pick<Caller, 'role' | 'libraries'>,
  directory: Pick<Directory, 'librariesOf'>,
): ViewerModel | null {
  return role === 'public' ? null : { role: VIEWER_ROLES[role], libraries: directory.librariesOf(libraries) };
}

const VIEWER_ROLES = { patron: 'PATRON', staff: 'STAFF', migration: 'MIGRATION', operator: 'OPERATOR' } as const;
