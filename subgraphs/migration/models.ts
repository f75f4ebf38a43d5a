/** What resolvers are handed for each type of the graph. */
import type { Job, ItemRow, RecordRow, Snapshot, SnapshotSystem, StatementRow } from '#comparison/index.ts';

export type JobModel = Job;
export type SnapshotModel = Snapshot;
export type SystemModel = SnapshotSystem;
export type RecordModel = RecordRow;
export type ItemModel = ItemRow;
export type StatementModel = StatementRow;

export interface RowPage<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
}
export type RecordPageModel = RowPage<RecordRow>;
export type ItemPageModel = RowPage<ItemRow>;
export type StatementPageModel = RowPage<StatementRow>;
