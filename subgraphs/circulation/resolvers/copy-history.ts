/** What was told of a copy over time, for those who answer for it. */
import { MerciaError } from '#platform/errors.ts';
import { inRequestTime } from '#store/errors.ts';
import type { ItemResolvers } from '../__generated__/resolvers.ts';

/** What the database has at least, milliseconds, of what is kept back for making the answer. */
const LEAST_MS = 200;

export const history: NonNullable<ItemResolvers['history']> = async ({ id }, _args, context) => {
  const { copyHistory, deadline, libraries, movedIds, role } = context;
  if (role !== 'staff' && role !== 'migration' && role !== 'operator') throw forbidden();
  if (copyHistory === undefined) return null;
  // The rest of the answer does not wait for a database that hangs. A system that hangs leaves it its own time.
  const limitMs = Math.max(LEAST_MS, deadline.endsAt - performance.now());
  const found = await inRequestTime(copyHistory(movedIds.newOf(id)), limitMs, 'history');
  if (role === 'staff' && (found.library === null || !libraries.includes(found.library))) throw forbidden();
  return found;
};

function forbidden(): MerciaError {
  const who = 'staff of the library of the copy, and the roles "migration" and "operator"';
  return new MerciaError('FORBIDDEN', `history: only ${who} may ask for it.`);
}
