import type { Slot } from '#contract/adapter.ts';
import { isMerciaError } from '#platform/errors.ts';
import { sql } from 'kysely';
import { z } from 'zod';
import { fromCursor, pageOf } from '../../read/cursor.ts';
import type { IndexScope } from '../../read/index-scope.ts';
import { isStorable } from '../../read/storable.ts';
import type { Page, PageOf } from '../../read/views.ts';
import { findPermittedRows, LIST_PURPOSES } from '../agreements.ts';
import type { DuplicateReadersView } from './views.ts';

const placeShape = z.tuple([z.string().refine(isStorable)]);

/**
 * A page of the accounts of several systems that share a name with a birth date, or an e-mail address, as tokens. One group
 * for each set of accounts, whatever it is that they share. A cursor of another list is BAD_USER_INPUT.
 */
export async function duplicateReaders(
  scope: IndexScope,
  { first, after }: PageOf,
): Promise<Slot<Page<DuplicateReadersView>>> {
  const place = fromCursor(after, placeShape, [''] as const);
  if (isMerciaError(place)) return place;
  const rows = await findGroups(scope, { after: place[0], key: null, limit: first + 1 });
  return pageOf(rows, first, (group) => [[group.key], group]);
}

/** The group of that key; null if its accounts are not the same any more. */
export async function findDuplicateReaders(scope: IndexScope, key: string): Promise<DuplicateReadersView | null> {
  const [row] = await findGroups(scope, { after: '', key, limit: 1 });
  return row ?? null;
}

/** Only groups in which every account still exists and may be shown today. */
async function findGroups(
  { db, region, systems }: IndexScope,
  { after, key, limit }: { readonly after: string; readonly key: string | null; readonly limit: number },
): Promise<readonly DuplicateReadersView[]> {
  const permitted = findPermittedRows(region, LIST_PURPOSES.READERS);
  const { rows } = await sql<DuplicateReadersView>`
    SELECT g.key, g.evidence, a.accounts
    FROM reader_group g CROSS JOIN LATERAL (
      SELECT json_agg(json_build_object('system', s.system_id, 'library', r.library, 'readerToken', r.reader_token)
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
