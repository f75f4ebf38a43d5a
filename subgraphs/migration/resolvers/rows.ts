/** The rows behind numbers. */
import { staffLinkTo } from '#comparison/index.ts';
import { createId } from '#domain/ids.ts';
import { badUserInput } from '#platform/errors.ts';
import type { SnapshotItemResolvers, SnapshotRecordResolvers } from '../__generated__/resolvers.ts';

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
      throw badUserInput('staffNotes: the export was started without them; start another.');
    }
    return staffNotes.load(row);
  },
  staffLink: ({ system, localId, recordLocalId }, _args, { region }) =>
    staffLinkTo(region, system, { record: recordLocalId, item: localId }),
};

/** A detail is a text, a list of texts, or a list of names with values. */
function toTexts(value: unknown): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap(toTexts);
  if (typeof value === 'string') return [value];
  const { name, value: of } = value as { readonly name: string; readonly value: string };
  return [`${name}: ${of}`];
}
