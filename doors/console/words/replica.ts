import type { SystemsReplicaQuery } from '../__generated__/operations.ts';
import { plural } from './moments.ts';

type Replica = NonNullable<SystemsReplicaQuery['readReplica']>;

/** Where search, lists and reports are read from now, for operators. */
export function sayReplica({ isUsed, lagSeconds, problem, fallbacks }: Replica): string {
  const lag = lagSeconds === null ? '' : ` It is at most ${plural(Math.ceil(lagSeconds), 'second')} behind.`;
  const instead = ` Since the process began, ${plural(fallbacks, 'read')} went to the first server instead.`;
  if (isUsed) return `Search, lists and reports are read from the replica of the database.${lag}${instead}`;
  return `The replica of the database is not read from: ${problem ?? 'no reason is known'}. Everything is read from the first server.${instead}`;
}
