import { findEditionMates } from '../repositories/editions.ts';
import { findLinksOf } from '../repositories/links.ts';
import type { Tx } from '#store/tables.ts';
import type { Link } from './cluster-component.ts';

/** Everything that a change of some records can reach: whole components of records that are linked. */
export type Components = Awaited<ReturnType<typeof loadComponents>>;

/** What need not be asked for. */
export interface KnownLinks {
  /** Records whose links are all among `links`. */
  readonly of: ReadonlySet<number>;
  readonly links: readonly Link[];
  readonly newcomers: ReadonlySet<number>;
}

/**
 * Walks from the records along links, and along the editions that were there, until nothing new is met. What a first load
 * matches is new to the index: its links were decided just now, and asking the store for them would be half of the walk.
 */
export async function loadComponents(transaction: Tx, from: Iterable<number>, known: KnownLinks) {
  const before = new Map<number, number>();
  const links = new Map<string, Link>();
  const met = new Set(from);
  let found: readonly Link[] = known.links;
  for (let frontier = [...met]; frontier.length > 0; found = []) {
    const mates = await findEditionMates(
      transaction,
      frontier.filter((record) => !known.newcomers.has(record)),
    );
    for (const { record, edition } of mates) before.set(record, edition);
    const asked = frontier.filter((record) => !known.of.has(record));
    found = [...found, ...(await findLinksOf(transaction, asked))];
    for (const link of found) links.set(`${String(link.a)} ${String(link.b)}`, link);
    const reached = [...mates.map(({ record }) => record), ...found.flatMap(({ a, b }) => [a, b])];
    frontier = [...new Set(reached)].filter((record) => !met.has(record));
    for (const record of frontier) met.add(record);
  }
  return { records: [...met], links: [...links.values()], before };
}
