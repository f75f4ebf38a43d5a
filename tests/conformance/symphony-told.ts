/** What a Symphony tells of copies, by the way of its harvest. */
import type { ToldOfCopies } from '#conformance/checks/harvest.ts';

/** What an export tells of copies where the site ticked everything. */
export const TOLD_BY_EXPORT: readonly ToldOfCopies[] = [
  'status',
  'statusAtSource',
  'use',
  'staffNotes',
  'copyNumber',
  'price',
  'createdOn',
  'lastBorrowedOn',
  'publicNotes',
  'statistics',
  'other',
];
/** What the tree of a title tells of them: neither notes nor loans. */
export const TOLD_BY_TREE: readonly ToldOfCopies[] = [
  'status',
  'statusAtSource',
  'use',
  'enumeration',
  'copyNumber',
  'price',
  'createdOn',
  'statistics',
  'other',
];
/** What a list of copies tells of them by its usual columns. */
export const TOLD_BY_LIST: readonly ToldOfCopies[] = [
  'status',
  'statusAtSource',
  'use',
  'copyNumber',
  'createdOn',
  'lastBorrowedOn',
  'statistics',
];
