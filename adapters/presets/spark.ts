import type { Preset } from './preset.ts';
import { documented } from './preset.ts';
import { MARC_852_CLAIMS } from './marc-852.ts';
import { SIP2_CLAIMS } from './sip2.ts';

export const spark: Preset = {
  name: 'spark',
  title: 'Axiell Spark',
  supplier: 'Axiell',
  base: 'files',
  live: 'sip2',
  claims: [
    ...MARC_852_CLAIMS,
    {
      that: 'self-issue equipment of NHS libraries is connected by SIP2',
      standing: documented('swimsnetworknhs.uk, SIP2 equipment (30 March 2021, with input from Axiell)'),
    },
    ...SIP2_CLAIMS,
  ],
};
