/** The adapter for OCLC WorldShare Management Services: how copies stand. It is the live part of a system that is harvested from its export. */
import type { AdapterKind } from '#contract/adapter.ts';
import { NO_READING_RULES } from '../shared/reading-rules.ts';
import { createWmsAdapter } from './adapter.ts';
import { wmsSettings } from './config.ts';
import { share } from './share.ts';

const KEY = { clientIdEnv: 'WMS_KEY', clientSecretEnv: 'WMS_SECRET' };

export const wmsKind: AdapterKind = {
  kind: 'wms',
  title: 'OCLC WMS',
  described: [{ as: 'yes', credentials: KEY, settings: { institution: '128807' } }],
  evidence: [
    {
      make: 'availability service of OCLC WMS',
      seen: [],
      documented: [
        'the OPAC record resource and the client credentials grant (oclc.org/developer)',
        'two bodies with copies in their place, and refusals of keys and tokens, that others published (adapters/wms/README.md)',
      ],
      assumed: [
        'that reasons why a copy is away are written as in inventories and help pages',
        'how a date is written',
        'what is answered of a title that nobody holds',
      ],
    },
  ],
  settings: wmsSettings,
  harvestMethods: [],
  parts: ['live'],
  rules: () => NO_READING_RULES,
  share,
  create: createWmsAdapter,
};
