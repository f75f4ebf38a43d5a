import type { Slot } from '#adapters/adapter.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import { fromCursor, toCursor } from '../../read/cursor.ts';
import type { IndexScope } from '../../read/index-scope.ts';
import type { Page, PageOf } from '../../read/views.ts';
import { findTellable, LIST_PURPOSES } from '../agreements.ts';
import type { DuplicateEvidence, DuplicateReadersView } from './views.ts';

/** More accounts than that share a mailbox or a made-up birth date; they are no one person's. */
const ACCOUNTS_MAX = 10;

interface GroupRow {
  readonly key: string;
  readonly evidence: readonly DuplicateEvidence[];
  readonly accounts: readonly {
    readonly system: SystemId;
    readonly library: LibraryId | null;
    readonly token: string;
  }[];
}

const placeShape = z.tuple([z.string()]);

/**
 * A page of the accounts of several systems that share a name with a birth date, or an e-mail address, as tokens. One group
 * for each set of accounts, whatever it is that they share. A cursor of another list is BAD_USER_INPUT.
 */
export async function duplicateReaders(
  scope: IndexScope,
  { first, after }: PageOf,
): Promise<Slot<Page<DuplicateReadersView>>> {
  const place = after === null ? ([''] as const) : fromCursor(after, placeShape);
  if (isMerciaError(place)) return place;
  const rows = await findGroups(scope, { after: place[0], key: null, limit: first + 1 });
  const edges = rows.slice(0, first).map((row) => ({ cursor: toCursor([row.key]), node: toGroup(row) }));
  return { edges, hasNextPage: rows.length > first };
}

/** The group of that key; null where its accounts are not the same any more. */
export async function findDuplicateReaders(scope: IndexScope, key: string): Promise<DuplicateReadersView | null> {
  const [row] = await findGroups(scope, { after: '', key, limit: 1 });
  return row === undefined ? null : toGroup(row);
}

interface Wanted {
  readonly after: string;
  readonly key: string | null;
  readonly limit: number;
}

/** The key of a group is a hash of its accounts' tokens: in no order of theirs, and the same tomorrow. */
async function findGroups(
  { db, region, systems }: IndexScope,
  { after, key, limit }: Wanted,
): Promise<readonly GroupRow[]> {
  const tellable = findTellable(region, LIST_PURPOSES.READERS);
  const { rows } = await sql<GroupRow>`
    WITH own AS (
      SELECT r.*, s.system_id FROM reader r JOIN system s ON s.id = r.system
      WHERE s.system_id = ANY(${[...systems]}::text[])
        AND coalesce(r.library = ANY(${[...tellable.libraries]}::text[]), s.system_id = ANY(${[...tellable.systems]}::text[]))
    ), shared AS (
      SELECT 'NAME_AND_BIRTH_DATE' AS evidence, array_agg(ROW(system, reader_token)::text ORDER BY system, reader_token) AS members,
        json_agg(json_build_object('system', system_id, 'library', library, 'token', reader_token)
          ORDER BY system, reader_token) AS accounts
      FROM own WHERE name_birth IS NOT NULL GROUP BY name_birth
      HAVING count(DISTINCT system) > 1 AND count(*) <= ${ACCOUNTS_MAX}
      UNION ALL
      SELECT 'EMAIL', array_agg(ROW(system, reader_token)::text ORDER BY system, reader_token),
        json_agg(json_build_object('system', system_id, 'library', library, 'token', reader_token)
          ORDER BY system, reader_token)
      FROM own WHERE email IS NOT NULL GROUP BY email
      HAVING count(DISTINCT system) > 1 AND count(*) <= ${ACCOUNTS_MAX}
    ), grouped AS (
      SELECT encode(sha256(array_to_string(members, ' ')::bytea), 'hex') AS key,
        array_agg(evidence ORDER BY evidence DESC) AS evidence, (array_agg(accounts::text))[1]::json AS accounts
      FROM shared GROUP BY members
    )
    SELECT key, evidence, accounts FROM grouped
    WHERE key > ${after} AND (${key}::text IS NULL OR key = ${key}) ORDER BY key LIMIT ${limit}`.execute(db);
  return rows;
}

function toGroup({ key, evidence, accounts }: GroupRow): DuplicateReadersView {
  return {
    key,
    evidence,
    accounts: accounts.map(({ system, library, token }) => ({ system, library, readerToken: token })),
  };
}
