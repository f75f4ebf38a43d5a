import { describeAdapter } from './describe-adapter.ts';
import { createKohaSystem, REPORTS, TOLD_BY_952, TOLD_BY_REST } from './koha-system.ts';

describeAdapter('Koha (OAuth2, OAI-PMH with items)', {
  create: () =>
    createKohaSystem({ login: 'oauth', preferences: { SvcMaxReportRows: 1000 }, settings: { policies: REPORTS } }),
  logsIn: true,
  tells: TOLD_BY_952,
});

describeAdapter('Koha (Basic, REST)', {
  create: () => createKohaSystem({ login: 'basic', harvest: 'rest', preferences: { 'OAI-PMH': false } }),
  logsIn: true,
  tells: TOLD_BY_REST,
});

describeAdapter('Koha (no log-in, public endpoints)', {
  create: () => createKohaSystem({ login: 'none' }),
  logsIn: false,
  tells: TOLD_BY_952,
});

describeAdapter('Koha (OAuth2, OAI-PMH with copies by REST)', {
  create: () => createKohaSystem({ login: 'oauth', preferences: { 'OAI-PMH:include_items': false } }),
  logsIn: true,
  tells: TOLD_BY_REST,
});
