import { describeAdapter } from './describe-adapter.ts';
import type { ToldOfCopies } from './describe-harvest.ts';
import { describePatrons } from './describe-patrons.ts';
import { createSymphonyPatrons } from './symphony-patrons.ts';
import { createSymphonySystem } from './symphony-system.ts';

/** What an export tells of copies where the site ticked everything. */
const TOLD_BY_EXPORT: readonly ToldOfCopies[] = [
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
const TOLD_BY_TREE: readonly ToldOfCopies[] = [
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
const DETAILS = { exportsCharges: 'dmy', exportsDetails: 'dmy' } as const;

describeAdapter('Symphony (staff account, MARC export)', {
  create: () => createSymphonySystem({ login: true, harvest: 'export', server: DETAILS }),
  // Titles are open to every client id: no log-in is needed for them.
  logsIn: false,
  tells: TOLD_BY_EXPORT,
});

describeAdapter('Symphony (titles for staff only, harvest by key)', {
  create: () =>
    createSymphonySystem({ login: true, harvest: 'keys', server: { openTitleLookup: false, starInFields: 'refused' } }),
  logsIn: true,
  tells: TOLD_BY_TREE,
});

describeAdapter('Symphony (no log-in, open catalogue)', {
  create: () => createSymphonySystem({ login: false, harvest: 'export', server: { ...DETAILS, openCatalogue: true } }),
  logsIn: false,
  tells: TOLD_BY_EXPORT,
});

describePatrons('Symphony', { create: () => createSymphonyPatrons() });
describePatrons('Symphony (holds cancelled by DELETE)', {
  create: () => createSymphonyPatrons({ cancelBy: 'delete' }),
});
