import { describeAdapter } from './describe-adapter.ts';
import { TOLD_BY_952 } from './koha-system.ts';
import { createKohaWithoutRest } from './koha-without-rest.ts';

describeAdapter('Koha (OAI-PMH and ILS-DI, no REST)', {
  create: createKohaWithoutRest,
  logsIn: false,
  tells: TOLD_BY_952,
  liveTellsLess: true,
});
