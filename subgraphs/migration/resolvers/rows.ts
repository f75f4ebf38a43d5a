/** The rows behind numbers. */
import { staffLinkTo } from '#comparison/index.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type {
  SnapshotItemConnectionResolvers,
  SnapshotItemEdgeResolvers,
  SnapshotItemResolvers,
  SnapshotRecordConnectionResolvers,
  SnapshotRecordEdgeResolvers,
  SnapshotRecordResolvers,
  SnapshotStatementConnectionResolvers,
  SnapshotStatementEdgeResolvers,
  SnapshotSystemResolvers,
} from '../__generated__/resolvers.ts';
import type { ItemModel, RecordModel, StatementModel } from '../models.ts';
import { connectionOf, edgeOf } from '../pages.ts';

interface Numbered {
  readonly row: number;
}

const placeOf = ({ row }: Numbered): number => row;

export const SnapshotRecordConnection: SnapshotRecordConnectionResolvers = connectionOf<RecordModel>(placeOf);
export const SnapshotItemConnection: SnapshotItemConnectionResolvers = connectionOf<ItemModel>(placeOf);
export const SnapshotStatementConnection: SnapshotStatementConnectionResolvers = connectionOf<StatementModel>(placeOf);
export const SnapshotRecordEdge: SnapshotRecordEdgeResolvers = edgeOf<RecordModel>(placeOf);
export const SnapshotItemEdge: SnapshotItemEdgeResolvers = edgeOf<ItemModel>(placeOf);
export const SnapshotStatementEdge: SnapshotStatementEdgeResolvers = edgeOf<StatementModel>(placeOf);

export const SnapshotRecord: SnapshotRecordResolvers = {
  id: ({ system, localId }) => createId(system, 'record', localId),
  staffLink: ({ system, localId }, _args, { region }) => staffLinkTo(region, system, { record: localId }),
};

export const SnapshotItem: SnapshotItemResolvers = {
  id: ({ system, localId }) => createId(system, 'item', localId),
  details: ({ details }) => Object.entries(details ?? {}).map(([name, value]) => ({ name, values: toTexts(value) })),
  staffNotes({ row, library, exportedWithoutNotes }, _args, { access, staffNotes }) {
    if (!access.mayReadStaffNotes(library)) return null;
    if (exportedWithoutNotes === true) {
      throw new MerciaError('BAD_USER_INPUT', 'staffNotes: the export was started without them; start another.');
    }
    return staffNotes.load(row);
  },
  staffLink: ({ system, localId, recordLocalId }, _args, { region }) =>
    staffLinkTo(region, system, { record: recordLocalId, item: localId }),
};

export const SnapshotSystem: SnapshotSystemResolvers = {
  harvestedAt: ({ harvestedAt }) => harvestedAt?.toISOString() ?? null,
};

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/** A detail is a text, a list of texts, or a list of names with values. */
function toTexts(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(toTexts);
  if (typeof value === 'string') return [value];
  const { name, value: of } = value as NamedValue;
  return [`${name}: ${of}`];
}
