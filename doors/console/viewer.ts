/** Who looks at a page, as the graph knows them: no name, no subject, only what they may see. */
import type { ViewerQuery } from './__generated__/operations.ts';

/** `libraries` are those whose staff they are; empty for others. */
export type Viewer = NonNullable<ViewerQuery['viewer']>;

/** Whether a page with this need is for them. Operators and the migration team see what staff see. */
export function mayView(viewer: Viewer, need: 'SIGNED_IN' | 'STAFF' | 'MIGRATION' | 'OPERATOR'): boolean {
  switch (need) {
    case 'SIGNED_IN':
      return true;
    case 'STAFF':
      return viewer.role !== 'PATRON';
    case 'MIGRATION':
      return viewer.role === 'MIGRATION' || viewer.role === 'OPERATOR';
    case 'OPERATOR':
      return viewer.role === 'OPERATOR';
  }
}
