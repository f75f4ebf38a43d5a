import { NO_SIP2 } from './no-sip2.ts';
import type { Preset } from './preset.ts';
import { REPORT_CLAIMS } from './report.ts';

export const knowall: Preset = {
  name: 'knowall',
  title: 'KnowAll Matrix',
  supplier: 'Bailey Solutions',
  base: 'files',
  live: null,
  claims: [...REPORT_CLAIMS, NO_SIP2],
};
