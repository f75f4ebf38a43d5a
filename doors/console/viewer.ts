/** Who looks at a page, as the graph knows them: no name, no subject, only what they may see. */
import type { ViewerQuery } from './__generated__/operations.ts';

/** `libraries` are those whose staff they are; empty for others. */
export type Viewer = NonNullable<ViewerQuery['viewer']>;

/** Who a page is for. `DESK`: staff of a library and nobody else; of `STAFF`, the migration team and operators see all, too. */
export type Need = 'SIGNED_IN' | 'DESK' | 'STAFF' | 'MIGRATION' | 'OPERATOR';

export function mayView(viewer: Viewer, need: Need): boolean {
  switch (need) {
    case 'SIGNED_IN':
      return true;
    case 'DESK':
      return viewer.role === 'STAFF';
    case 'STAFF':
      return viewer.role !== 'PATRON';
    case 'MIGRATION':
      return viewer.role === 'MIGRATION' || viewer.role === 'OPERATOR';
    case 'OPERATOR':
      return viewer.role === 'OPERATOR';
  }
}

/** Whether they may read what was told of the copies of a library: its own staff may, and whoever sees all libraries. */
export function seesHistory(viewer: Viewer | null, library: string): boolean {
  if (viewer === null || !mayView(viewer, 'STAFF')) return false;
  return viewer.role !== 'STAFF' || viewer.libraries.some(({ id }) => id === library);
}
