import { describeAdapter } from './describe-adapter.ts';
import { describePatrons } from './describe-patrons.ts';
import { createSymphonyPatrons } from './symphony-patrons.ts';
import { createSymphonySystem } from './symphony-system.ts';

describeAdapter('Symphony (staff account, MARC export)', {
  create: () => createSymphonySystem({ login: true, harvest: 'export' }),
  // Titles are open to every client id: no log-in is needed for them.
  logsIn: false,
});

describeAdapter('Symphony (titles for staff only, harvest by key)', {
  create: () =>
    createSymphonySystem({ login: true, harvest: 'keys', server: { openTitleLookup: false, starInFields: 'refused' } }),
  logsIn: true,
});

describeAdapter('Symphony (no log-in, open catalogue)', {
  create: () => createSymphonySystem({ login: false, harvest: 'export', server: { openCatalogue: true } }),
  logsIn: false,
});

describePatrons('Symphony', { create: () => createSymphonyPatrons() });
describePatrons('Symphony (holds cancelled by DELETE)', {
  create: () => createSymphonyPatrons({ cancelBy: 'delete' }),
});
