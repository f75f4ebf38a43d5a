/** Target lists and mappings, as they are now and as they stood when a snapshot was taken. */
import type { SystemId } from '#domain/ids.ts';
import type { MappingState, SuggestionReason, TargetList } from '#domain/mappings.ts';
import type { CodeListName } from '#domain/policies.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { readTargetLists } from './target-lists.ts';

export interface CodeMapping {
  readonly system: SystemId;
  readonly list: CodeListName;
  readonly code: string;
  readonly target: string | null;
  readonly state: MappingState;
  readonly reason: SuggestionReason | null;
  readonly note: string | null;
}

export interface Mappings {
  readonly targets: readonly TargetList[];
  readonly mappings: readonly CodeMapping[];
}

export async function readMappings(db: Kysely<Database>): Promise<Mappings> {
  const rows = await db
    .selectFrom('code_mapping as m')
    .innerJoin('system', 'system.id', 'm.system')
    .select(['system.system_id as system', 'm.list', 'm.code', 'm.target', 'm.state', 'm.reason', 'm.note'])
    .orderBy('system.system_id')
    .orderBy('m.list')
    .orderBy('m.code')
    .execute();
  const mappings = rows.map((row) => ({
    ...row,
    system: row.system as SystemId,
    reason: row.reason as SuggestionReason | null,
  }));
  return { targets: await readTargetLists(db), mappings };
}

/** What the snapshot keeps; one that was taken before there were mappings has none. */
export async function mappingsOfSnapshot(db: Kysely<Database>, snapshot: number): Promise<Mappings> {
  const { mappings } = await db
    .selectFrom('snapshot')
    .select('mappings')
    .where('id', '=', snapshot)
    .executeTakeFirstOrThrow();
  return Array.isArray(mappings) ? { targets: [], mappings: [] } : (mappings as Mappings);
}
