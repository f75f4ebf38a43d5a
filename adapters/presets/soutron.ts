import type { Preset } from './preset.ts';
import { documented } from './preset.ts';
import { NO_SIP2 } from './no-sip2.ts';
import { REPORT_CLAIMS } from './report.ts';

export const soutron: Preset = {
  name: 'soutron',
  title: 'Soutron',
  supplier: 'Soutron',
  base: 'files',
  live: null,
  claims: [
    {
      that: 'records are exchanged as XML or CSV, and copies are no part of what it imports',
      standing: documented('documentation.soutron.net, Importing records'),
    },
    ...REPORT_CLAIMS,
    NO_SIP2,
  ],
};
