/** Takes entries out of the log at once, whatever else waits to be published: a deletion stands in their place, their bytes are gone. */
import { bigintArray } from '#store/binary-array.ts';
import type { Tx } from '#store/tables.ts';
import { sql } from 'kysely';
import { lockFeed } from '../lock.ts';
import { deletionOf, type EntryBefore } from './compare.ts';
import { addToSizes } from './hold-rows.ts';
import { growthBy } from './hold.ts';
import { findNewest, findRepositories, writeVersions } from './log-rows.ts';
import { findLogState, toSecond } from './state.ts';

export interface Retraction {
  /** Numbers of records that must not be passed on. */
  readonly records: readonly number[];
  /** Their entries' names in the repositories of libraries. */
  readonly identifiers: readonly string[];
  /** Editions that say something of them, or did. */
  readonly editions: readonly number[];
  /** Editions that the records were in before those. They say nothing of them any more, so that they stay in the log. */
  readonly formerly: readonly number[];
  /** What 035 of an edition calls the records: `(north-koha)1234`. */
  readonly names: readonly string[];
  readonly now: Date;
}

/**
 * Gives the entries that say something of the records, or did: those that are taken out now, and those that were deleted before, which
 * others may have read. An edition that other records are in is looked at again, and published without them. No set is held because of it.
 */
export async function retractEntries(
  transaction: Tx,
  { records, identifiers, editions, formerly, names, now }: Retraction,
): Promise<readonly EntryBefore[]> {
  await lockFeed(transaction);
  const state = await findLogState(transaction);
  if (state === null) return [];
  const behind = await findUnpublished(transaction, state.changeSeq, names);
  const all = new Set([...editions, ...behind]);
  const wanted = new Set(records);
  const newest = await findNewest(transaction, { editions: [...all, ...formerly], identifiers });
  const found = newest.filter(({ record }) => record === null || wanted.has(record));
  const versions = found
    .filter(({ hash, record, edition }) => hash !== null && (record !== null || all.has(edition)))
    .map(deletionOf);
  const at = toSecond(now);
  const datestamp = at < state.datestamp ? state.datestamp : at;
  await sql`
    UPDATE feed_state SET position = position + ${versions.length},
      datestamp = ${versions.length === 0 ? state.datestamp : datestamp}::timestamptz`.execute(transaction);
  await writeVersions(transaction, versions, {
    position: state.position + 1,
    datestamp,
    repositories: await findRepositories(transaction),
  });
  await addToSizes(transaction, growthBy(versions));
  await sql`
    INSERT INTO feed_due (edition) SELECT unnest(${bigintArray([...all])}::bigint[])`.execute(transaction);
  return found;
}

/** Of the editions whose change is not published yet, or is held: those that tell of the records as they were published last. */
async function findUnpublished(
  transaction: Tx,
  changeSeq: number,
  names: readonly string[],
): Promise<readonly number[]> {
  // A name ends with its subfield or field, so that 12 is not found in 123.
  const needles = names.flatMap((name) => [`${name}\u001e`, `${name}\u001f`].map((text) => Buffer.from(text)));
  const { rows } = await sql<{ edition: number }>`
    SELECT DISTINCT e.edition
    FROM (SELECT edition FROM change WHERE seq > ${changeSeq} UNION SELECT edition FROM feed_held) AS waiting
      JOIN feed_entry e ON e.edition = waiting.edition AND e.replaced_at IS NULL AND e.body IS NOT NULL
    WHERE EXISTS (SELECT FROM unnest(${needles}::bytea[]) AS needle(bytes) WHERE position(needle.bytes IN e.body) > 0)`.execute(
    transaction,
  );
  return rows.map(({ edition }) => edition);
}
