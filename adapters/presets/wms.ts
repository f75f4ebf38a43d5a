import type { Preset } from './preset.ts';
import { assumed, documented } from './preset.ts';
import { SIP2_CLAIMS } from './sip2.ts';

const SET_UP = documented('help.oclc.org, WorldShare Circulation, SIP2 setup instructions');

export const wms: Preset = {
  name: 'wms',
  title: 'WorldShare Management Services',
  supplier: 'OCLC',
  base: 'files',
  live: 'sip2',
  claims: [
    {
      that: 'records of WorldShare have the OCLC number in 001, and local holdings may be exported with them',
      standing: documented('help.oclc.org, Collection Manager and Record Manager (local holdings records)'),
      settings: { recordId: '001' },
    },
    {
      that: 'local holdings have branch, shelving location, class mark, copy number and barcode in 852 $b $c $h $t $p',
      standing: documented('help.oclc.org, OCLC MARC local holdings format, 852'),
      settings: {
        copies: {
          subfields: { owner: 'b', location: 'c', callNumber: 'h', copyNumber: 't', barcode: 'p', publicNote: 'z' },
        },
      },
    },
    {
      that: 'an export has one 852 for each copy',
      standing: assumed('a holding of several parts may have its barcodes in 876 instead; no file was seen'),
      ask: 'Does the export have one 852 for each copy with its barcode in $p, also where a title has several volumes?',
      untilThen: 'volumes of a set may be missing from the list of copies.',
      settings: { copies: { tag: '852' } },
    },
    {
      that: 'the SIP2 server of the European data centre takes encrypted connections at sip2.sd02.worldcat.org, port 2093',
      standing: SET_UP,
      live: { address: 'tls://sip2.sd02.worldcat.org:2093' },
    },
    {
      that: 'who asks is known by his address, which has to be registered; user and password tell apart who shares one',
      standing: SET_UP,
    },
    {
      that: 'AO may be empty',
      standing: assumed(
        'the page names the registry IDs of institution and branch, and not the fields that they go into',
      ),
      ask: 'Which SIP2 fields take the registry IDs of institution and branch, and what are they for our library?',
      untilThen: 'the server may refuse to answer; copies are then shown as the last file had them.',
      live: { settings: { institution: '', location: null } },
    },
    ...SIP2_CLAIMS,
  ],
};
