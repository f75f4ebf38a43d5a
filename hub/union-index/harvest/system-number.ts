import type { SystemId } from '#domain/ids.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';

/** The store's number for a system; given on first use, the same for ever. */
export async function ensureSystemNumber(db: Kysely<Database>, systemId: SystemId): Promise<number> {
  const find = db.selectFrom('system').select('id').where('system_id', '=', systemId);
  const found = await find.executeTakeFirst();
  if (found !== undefined) return found.id;
  await db
    .insertInto('system')
    .values({ system_id: systemId })
    .onConflict((conflict) => conflict.column('system_id').doNothing())
    .execute();
  return (await find.executeTakeFirstOrThrow()).id;
}
