/** Whose readers a report of a snapshot may count, and which lists of them the snapshot has. */
import type { SystemId } from '#domain/ids.ts';
import { findPermittedRows, LIST_PURPOSES } from '#union-index/index.ts';
import type { ReportContext } from '../reports/report.ts';
import { systemsOfSnapshot } from '../snapshots/snapshot.ts';
import { snapshotReaders, type ReaderScope, type SystemLists } from './reader-tables.ts';

/** Lists whose rows have left the snapshot, with the agreement or because their days are over, are not told. */
export async function scopeOfSnapshot(
  { db, snapshot, region }: Pick<ReportContext, 'db' | 'snapshot' | 'region'>,
  only: readonly SystemId[] | null = null,
): Promise<ReaderScope> {
  const systems = await systemsOfSnapshot(db, snapshot.number);
  const gone = await db
    .selectFrom('snapshot_reader_list as l')
    .innerJoin('system', 'system.id', 'l.system')
    .select(['system.system_id as system', 'l.list'])
    .where('l.snapshot', '=', snapshot.number)
    .where('l.gone_at', 'is not', null)
    .execute();
  const has = (id: SystemId, notTold: readonly string[], list: string): boolean =>
    !notTold.includes(list) && !gone.some((row) => row.system === id && row.list === list);
  const permitted = findPermittedRows(region, LIST_PURPOSES.READERS);
  return {
    db,
    tables: snapshotReaders(snapshot.number),
    systems: systems
      .filter(({ id }) => only?.includes(id) ?? true)
      .map(({ id, notTold }): SystemLists => ({
        system: id,
        readers: has(id, notTold, 'READERS'),
        loans: has(id, notTold, 'LOANS'),
      })),
    libraries: permitted.libraries,
    unknownOf: permitted.systems,
  };
}
