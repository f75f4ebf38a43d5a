/**
 * Records that a page shows to be out of date without bringing them: a copy hung on another record leaves its old one
 * standing, because no system says that it lost one; a copy that is gone likewise.
 */
import type { HarvestPage, HarvestSource } from '#contract/adapter.ts';
import type { SystemId } from '#domain/ids.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { Database } from '#store/tables.ts';
import { sql, type Kysely } from 'kysely';

export interface FormerHolders {
  readonly db: Kysely<Database>;
  readonly systemId: SystemId;
  /** `full` runs bring every record themselves: only what went away meanwhile is asked for. */
  readonly kind: 'full' | 'changes';
  /** Where the run began. */
  readonly resumeAt: string | null;
  readonly find: HarvestSource['findRecords'];
  readonly signal: AbortSignal;
}

/** Records asked for in one call, and written in one transaction. */
const BATCH = 100;

/** The same pages, each behind the records that it shows to be out of date, as their system has them now. */
export async function* withFormerHolders(
  pages: AsyncIterable<HarvestPage> | Iterable<HarvestPage>,
  options: FormerHolders,
): AsyncGenerator<HarvestPage> {
  // A process that is killed between the two reads the page again: until that is written, nothing goes on behind it.
  let resumeAt = options.resumeAt ?? '';
  for await (const page of pages) {
    const holders = await findOutdated(page, options);
    for (let start = 0; start < holders.length; start += BATCH) {
      const found = await ask(holders.slice(start, start + BATCH), options);
      if (found !== null) yield { ...found, resumeAt, expected: null, nextCursor: null, allLocalIds: null };
    }
    yield page;
    ({ resumeAt } = page);
  }
}

async function findOutdated(page: HarvestPage, options: FormerHolders): Promise<readonly string[]> {
  if (options.find === undefined) return [];
  const brought = options.kind === 'full' ? [] : page.records.filter((record) => !record.deleted);
  const items = [...(page.goneItems ?? []), ...brought.flatMap((record) => record.items.map(({ localId }) => localId))];
  if (items.length === 0) return [];
  return findHoldersElsewhere(options.db, options.systemId, {
    items,
    except: page.records.map(({ localId }) => localId),
  });
}

async function ask(
  localIds: readonly string[],
  { find, signal }: FormerHolders,
): Promise<Pick<HarvestPage, 'records' | 'rejects'> | null> {
  try {
    return (await find?.(localIds, signal)) ?? null;
  } catch (error) {
    // What a system behind an adapter server cannot do shows only when it is asked.
    if (isMerciaError(error, 'CAPABILITY_UNSUPPORTED')) return null;
    throw error;
  }
}

/** Records of a system, others than those named, that hold one of these copies in the index; hidden ones, too. */
export async function findHoldersElsewhere(
  db: Kysely<Database>,
  systemId: string,
  { items, except }: { readonly items: readonly string[]; readonly except: readonly string[] },
): Promise<readonly string[]> {
  const { rows } = await sql<{ local_id: string }>`
    SELECT DISTINCT r.local_id
    FROM system s
    CROSS JOIN LATERAL (
      SELECT record FROM item WHERE system = s.id AND local_id = ANY(${[...items]}::text[])
      UNION ALL SELECT record FROM hidden_item WHERE system = s.id AND local_id = ANY(${[...items]}::text[])
    ) i
    JOIN record r ON r.id = i.record AND NOT r.deleted
    WHERE s.system_id = ${systemId} AND r.local_id <> ALL(${[...except]}::text[])
    ORDER BY r.local_id`.execute(db);
  return rows.map(({ local_id: localId }) => localId);
}
