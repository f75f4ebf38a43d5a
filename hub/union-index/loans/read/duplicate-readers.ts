import type { Slot } from '#contract/adapter.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import { fromCursor, toCursor } from '../../read/cursor.ts';
import type { IndexScope } from '../../read/index-scope.ts';
import type { Page, PageOf } from '../../read/views.ts';
import { findPermittedRows, LIST_PURPOSES } from '../agreements.ts';
import type { DuplicateEvidence, DuplicateReadersView } from './views.ts';

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

/** The group of that key; null if its accounts are not the same any more. */
export async function findDuplicateReaders(scope: IndexScope, key: string): Promise<DuplicateReadersView | null> {
  const [row] = await findGroups(scope, { after: '', key, limit: 1 });
  return row === undefined ? null : toGroup(row);
}

interface Wanted {
  readonly after: string;
  readonly key: string | null;
  readonly limit: number;
}

/** Only groups in which every account still exists and may be shown today. */
async function findGroups(
  { db, region, systems }: IndexScope,
  { after, key, limit }: Wanted,
): Promise<readonly GroupRow[]> {
  const permitted = findPermittedRows(region, LIST_PURPOSES.READERS);
  const { rows } = await sql<GroupRow>`
    SELECT g.key, g.evidence, a.accounts
    FROM reader_group g CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('system', s.system_id, 'library', r.library, 'token', r.reader_token)
        ORDER BY t.place) AS accounts, count(*) AS found
      FROM unnest(g.systems, g.tokens) WITH ORDINALITY AS t(system, token, place)
        JOIN reader r ON r.system = t.system AND r.reader_token = t.token
        JOIN system s ON s.id = r.system AND s.system_id = ANY(${[...systems]}::text[])
      WHERE coalesce(r.library = ANY(${[...permitted.libraries]}::text[]),
        s.system_id = ANY(${[...permitted.systems]}::text[]))
    ) a
    WHERE a.found = cardinality(g.tokens) AND g.key > ${after} AND (${key}::text IS NULL OR g.key = ${key})
    ORDER BY g.key LIMIT ${limit}`.execute(db);
  return rows;
}

function toGroup({ key, evidence, accounts }: GroupRow): DuplicateReadersView {
  return {
    key,
    evidence,
    accounts: accounts.map(({ system, library, token }) => ({ system, library, readerToken: token })),
  };
}
