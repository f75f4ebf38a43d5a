import type { Preset } from './preset.ts';
import { assumed, documented } from './preset.ts';
import { REPORT_CLAIMS } from './report.ts';
import { SIP2_CLAIMS } from './sip2.ts';

export const heritage: Preset = {
  name: 'heritage',
  title: 'Heritage and Heritage Cirqa',
  supplier: 'IS Oxford',
  base: 'files',
  live: 'sip2',
  claims: [
    {
      that: 'MARC 21 is written only where its export module was bought; reports can be scheduled at every site',
      standing: documented('isoxford.com/heritage/marc and /heritage/management.htm'),
    },
    ...REPORT_CLAIMS,
    {
      that: 'a copy lost while on loan has the status "Lost on Loan"',
      standing: documented('heritagesupport.com/modules, new in version 4.2.5'),
      settings: { statuses: { 'Lost on Loan': 'LOST' } },
    },
    {
      that: 'the report writes "On loan" for a copy on loan',
      standing: assumed('no file was seen; no word is taken for "in its place" until the library says so'),
      ask: 'Which words can the status of a copy have in a report, and which of them mean that it is in its place?',
      untilThen: 'copies with another word are shown as unknown, and none as available.',
      settings: { statuses: { 'On loan': 'ON_LOAN' } },
    },
    {
      that: 'each connection of the self-service module takes the licence of one administration user, so one is used',
      standing: documented('online.heritage4.com/heritage/selfservice.htm'),
      live: { limits: { connections: 1 } },
    },
    ...SIP2_CLAIMS,
  ],
};
