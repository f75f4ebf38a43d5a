import { describeAdapter } from './describe-adapter.ts';
import { describePatrons } from './describe-patrons.ts';
import { createSymphonyPatrons } from './symphony-patrons.ts';
import { createSymphonySystem } from './symphony-system.ts';
import { TOLD_BY_EXPORT, TOLD_BY_TREE } from './symphony-told.ts';

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
