/** What was made for an interlibrary loan, or was taken back, stays hidden until a person says otherwise. */
import type { Database } from '#store/tables.ts';
import type { Transaction } from 'kysely';
import type { CondensedDescription, IngestTarget } from '../ingest-contract.ts';
import { findKeptHidden, keepHidden, noteShownAtSource } from '../repositories/kept-hidden.ts';
import type { PageRecords } from './page-changes.ts';
import { onlyExistence } from './without-readers.ts';

/**
 * The records of a page, whatever its way was, with nothing but their existence of those that stay hidden. Once a record is one of
 * an interlibrary loan it stays one: when the copy that said so is gone, the reader's name in the title is still there.
 */
export async function hideWhatStaysHidden(
  transaction: Transaction<Database>,
  { systemId }: IngestTarget,
  { described, deleted }: PageRecords,
  at: Date,
): Promise<PageRecords> {
  if (described.size === 0) return { described, deleted };
  const loans = [...described.values()].filter(({ visibility }) => visibility === 'ILL_TEMPORARY');
  await keepHidden(
    transaction,
    systemId,
    loans.map(({ localId }) => localId),
    'ILL_TEMPORARY',
    at,
  );
  const hidden = await findKeptHidden(transaction, systemId, [...described.keys()]);
  if (hidden.size === 0) return { described, deleted };
  const shown: string[] = [];
  const records = new Map<string, CondensedDescription>();
  for (const [localId, record] of described) {
    if (record.visibility === 'PUBLIC' && hidden.has(localId)) shown.push(localId);
    records.set(localId, hidden.has(localId) ? onlyExistence(record) : record);
  }
  await noteShownAtSource(transaction, systemId, shown, at);
  return { described: records, deleted };
}
