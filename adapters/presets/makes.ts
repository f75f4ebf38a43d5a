/** The makes that have a preset: what is known, or taken for true, of each. */
import { assumed, documented } from './preset.ts';
import type { Preset } from './preset.ts';
import { loggedInBy93, MARC_852_CLAIMS, NO_SIP2, REPORT_CLAIMS, SIP2_CLAIMS, SIP2_WORDS } from './shared-claims.ts';

const OLIB_EXPORT = documented('help.oclc.org, OLIB, Export MARC with customised holdings');
const OLIB_MESSAGES = documented('help.oclc.org, OLIB, Supported SIP2 messages');
const WMS_SET_UP = documented('help.oclc.org, WorldShare Circulation, SIP2 setup instructions');

/** By their names. */
export const PRESETS: readonly Preset[] = [
  {
    name: 'eos-web',
    title: 'EOS.Web',
    supplier: 'SirsiDynix',
    base: 'files',
    live: 'sip2',
    claims: [
      {
        that: 'serials are kept as MARC 21 holdings, with 853–855, 863–868 and 876–878',
        standing: documented(
          'loc.gov/aba/pcc/conser/ppi/eos.html (EOS International of its Q Series, from which EOS.Web came, 2000 and 2001)',
        ),
      },
      ...MARC_852_CLAIMS,
      ...SIP2_CLAIMS,
    ],
  },
  {
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
        that: 'a copy that is missed in stocktaking is changed from "Available" to "Missing"',
        standing: documented('isoxford.com/heritage/housekeeping.htm, Stocktaking'),
        settings: { statuses: { Missing: 'MISSING' } },
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
      {
        that: 'the self-service module answers a part of the messages of SIP2, over TCP/IP; which ones is not said',
        standing: documented('online.heritage4.com/heritage/selfservice.htm'),
      },
      ...SIP2_CLAIMS,
    ],
  },
  {
    name: 'knowall',
    title: 'KnowAll Matrix',
    supplier: 'Bailey Solutions',
    base: 'files',
    live: null,
    claims: [...REPORT_CLAIMS, NO_SIP2],
  },
  {
    name: 'liberty',
    title: 'Liberty',
    supplier: 'Softlink',
    base: 'files',
    live: 'sip2',
    claims: [...MARC_852_CLAIMS, ...SIP2_CLAIMS],
  },
  {
    name: 'olib',
    title: 'OLIB',
    supplier: 'OCLC',
    base: 'files',
    live: 'sip2',
    claims: [
      {
        that: 'titles are exported as MARC 21, their copies in field 952 of an output format that each library may change',
        standing: OLIB_EXPORT,
        settings: { copies: { tag: '952' } },
      },
      {
        that: 'the export has only copies that the public catalogue shows',
        standing: OLIB_EXPORT,
      },
      {
        that: 'the export can run by itself, once in full and then with the records that were modified or deleted',
        standing: documented('help.oclc.org, OLIB, Export to a third party discovery service'),
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
        standing: OLIB_MESSAGES,
        live: { settings: { endSession: false } },
      },
      {
        that: 'a hold (15) needs the number of a title, not of a copy',
        standing: OLIB_MESSAGES,
      },
      {
        that: 'AO must be the key ID of the location on whose behalf is asked; a wrong one is taken for "XXXXX" without an error',
        standing: OLIB_MESSAGES,
      },
      loggedInBy93(OLIB_MESSAGES),
      ...SIP2_WORDS,
    ],
  },
  {
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
  },
  {
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
  },
  {
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
        standing: WMS_SET_UP,
        live: { address: 'tls://sip2.sd02.worldcat.org:2093' },
      },
      {
        that: 'who asks is known by his address, which has to be registered; user and password tell apart who shares one',
        standing: WMS_SET_UP,
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
      loggedInBy93(documented('help.oclc.org, WorldShare Circulation, SIP2 IP address')),
      ...SIP2_WORDS,
    ],
  },
];
