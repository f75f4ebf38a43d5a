import type { Preset } from './preset.ts';
import { MARC_852_CLAIMS } from './marc-852.ts';
import { SIP2_CLAIMS } from './sip2.ts';

export const liberty: Preset = {
  name: 'liberty',
  title: 'Liberty',
  supplier: 'Softlink',
  base: 'files',
  live: 'sip2',
  claims: [...MARC_852_CLAIMS, ...SIP2_CLAIMS],
};
