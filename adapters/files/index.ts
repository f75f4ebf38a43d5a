/** The adapter for a system of which there is nothing but its export: MARC files, and lists of its copies. */
import type { AdapterKind } from '#contract/adapter.ts';
import { share } from './share.ts';
import { parseSettings } from '../shared/settings.ts';
import { createFilesAdapter } from './adapter.ts';
import { filesSettings } from './config.ts';
import { createReadingRules } from './reading-rules.ts';
import { createFilesSite } from './site.ts';

export const filesKind: AdapterKind = {
  kind: 'files',
  title: 'Files',
  described: [
    { as: 'yes', settings: { records: [{ source: 'catalogue.mrc' }] } },
    { as: '`policies`', settings: { policies: { rules: [{ days: 21 }] } } },
    {
      as: '`lists`',
      settings: {
        lists: {
          loans: [{ source: 'loans.csv', columns: { reader: 'READER', barcode: 'BARCODE' } }],
          readers: [{ source: 'readers.csv', columns: { reader: 'READER' } }],
          charges: [{ source: 'charges.csv', columns: { reader: 'READER', pence: 'OWED' } }],
        },
      },
    },
  ],
  evidence: [
    {
      make: 'an export as files',
      seen: [
        { what: 'MARC with copies in 952', by: 'this project', where: 'records as a running Koha 23.05.04 wrote them' },
      ],
      documented: [],
      assumed: ['lists as CSV, with whatever columns: no report of a library was seen'],
    },
  ],
  settings: filesSettings,
  harvestMethods: [],
  hasAddress: false,
  liveBy: () => 'nothing',
  rules: (system, logger) => createReadingRules(createFilesSite(system, logger)),
  shelfNames: (system) => parseSettings(filesSettings, system).locations,
  itemTypeNames: (system) =>
    Object.fromEntries(
      Object.entries(parseSettings(filesSettings, system).itemTypes).map(([code, { name }]) => [code, name]),
    ),
  share,
  create: createFilesAdapter,
};
