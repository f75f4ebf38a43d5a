import { createId, parseId, type WorkId } from '#domain/ids.ts';
import { sql } from 'kysely';
import type { EditionDescription } from '../description.ts';
import { toEditionView } from './editions.ts';
import { inOrder, type IndexScope } from './index-scope.ts';
import { isStorable } from './storable.ts';
import type { WorkView } from './views.ts';

/** Editions given for one work, the newest first. Only what is printed every year has more. */
const EDITIONS_MAX = 200;

interface WorkRow {
  readonly work: string;
  readonly id: number;
  readonly description: EditionDescription;
  readonly held: boolean;
}

/** Same length and order as asked; null if no edition is of that work. */
export async function worksById(scope: IndexScope, ids: readonly WorkId[]): Promise<readonly (WorkView | null)[]> {
  const keys = ids.filter(isStorable).flatMap((id) => {
    const parts = parseId(id, 'work');
    return parts?.routingKey === scope.region.id ? [parts.local] : [];
  });
  const { rows } = await sql<WorkRow>`
    SELECT asked.work, e.*
    FROM (SELECT DISTINCT unnest(${keys}::text[]) AS work) asked
      CROSS JOIN LATERAL (
        SELECT id, description, libraries && ${scope.libraries}::text[] AS held FROM edition
        WHERE work = asked.work
        ORDER BY (description ->> 'publishedYear')::integer DESC NULLS LAST, id DESC LIMIT ${EDITIONS_MAX}
      ) e`.execute(scope.db);
  const works = [...Map.groupBy(rows, ({ work }) => work)].map(([work, own]) => toWorkView(scope, work, own));
  return inOrder(ids, new Map(works.map((work) => [work.id, work])), null);
}

function toWorkView(scope: IndexScope, key: string, rows: readonly WorkRow[]): WorkView {
  const editions = rows.map((row) => toEditionView(scope, { ...row, work: key }));
  const heldAt = rows.findIndex(({ held }) => held);
  return { id: createId(scope.region.id, 'work', key), editions, latestHeld: editions[heldAt] ?? null };
}
