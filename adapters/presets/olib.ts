import type { Preset } from './preset.ts';
import { assumed, documented } from './preset.ts';
import { SIP2_CLAIMS } from './sip2.ts';

const EXPORT = documented('help.oclc.org, OLIB, Export MARC with customised holdings');
const MESSAGES = documented('help.oclc.org, OLIB, Supported SIP2 messages');

export const olib: Preset = {
  name: 'olib',
  title: 'OLIB',
  supplier: 'OCLC',
  base: 'files',
  live: 'sip2',
  claims: [
    {
      that: 'titles are exported as MARC 21, their copies in field 952 of an output format that each library may change',
      standing: EXPORT,
      settings: { copies: { tag: '952' } },
    },
    {
      that: 'the export has only copies that the public catalogue shows',
      standing: EXPORT,
    },
    {
      that: '952 has the location in $a, the barcode in $p, the shelf mark in $o, the copy category in $y and the status in $s',
      standing: assumed('the output format decides, and no file was seen'),
      ask: 'Which part of a copy is in which subfield of 952: location, barcode, shelf mark, copy category, status, due date?',
      untilThen: 'copies are listed without what is elsewhere; those without a location are not shown.',
      settings: {
        copies: { subfields: { owner: 'a', barcode: 'p', callNumber: 'o', itemType: 'y', status: ['s'] } },
      },
    },
    {
      that: 'the SIP2 server listens on port 2500 unless it was changed',
      standing: documented('help.oclc.org, OLIB, Configure SIP2'),
    },
    {
      that: 'items (17), patrons (23, 63), renewals (29, 65) and log-in (93) are answered; 35 is not',
      standing: MESSAGES,
      live: { settings: { endSession: false } },
    },
    {
      that: 'a hold (15) needs the number of a title, not of a copy',
      standing: MESSAGES,
    },
    {
      that: 'AO must be the key ID of the location on whose behalf is asked; a wrong one is taken for "XXXXX" without an error',
      standing: MESSAGES,
    },
    ...SIP2_CLAIMS,
  ],
};
