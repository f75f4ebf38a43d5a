/** The makes that have a preset: what is known, or taken for true, of each. */
import { assumed, documented, type Preset } from './preset.ts';
import { loggedInBy93, MARC_852_CLAIMS, NO_SIP2, REPORT_CLAIMS, SIP2_CLAIMS, SIP2_WORDS } from './shared-claims.ts';

const OLIB_EXPORT = documented('help.oclc.org, OLIB, Export MARC with customised holdings');
const OLIB_MESSAGES = documented('help.oclc.org, OLIB, Supported SIP2 messages');
const WMS_INVENTORY = documented(
  'OCLC-Developer-Network/serverless_scheduled_python, example_files/item_test.txt; help.oclc.org, WMS data extracts by SFTP',
);

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
        that: 'a hold (15) needs the number of a title, not of a copy, so holds are neither placed nor cancelled by a barcode',
        standing: OLIB_MESSAGES,
        live: { settings: { patrons: { writes: { placeHold: false, cancelHold: false } } } },
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
    live: 'wms',
    claims: [
      {
        that: 'the circulation item inventory is written each week: a line for each copy, bars between the columns, quotation marks for themselves',
        standing: WMS_INVENTORY,
        settings: {
          records: [
            {
              csv: {
                delimiter: '|',
                quotes: false,
                encoding: 'utf-8',
                // No column with notes: they name donors and readers.
                columns: {
                  record: 'OCLC_Number',
                  title: 'Title',
                  // A sentence: names in it are not separated.
                  responsibility: 'Author_Name',
                  year: 'Publication_Date',
                  isbn: 'Title_ISBN',
                  language: 'Language_Code',
                  format: 'Material_Format',
                  oclc: 'OCLC_Number',
                },
                copies: {
                  barcode: 'Item_Barcode',
                  owner: 'Item_Holding_Location',
                  location: 'Item_Permanent_Shelving_Location',
                  callNumber: 'Item_Call_Number',
                  enumeration: 'Item_Enumeration_and_Chronology',
                  itemType: 'Item_Type',
                  status: 'Item_Status_Current_Status',
                  due: 'Item_Due_Date',
                },
                separators: { isbn: '^' },
              },
            },
          ],
        },
      },
      {
        that: 'copies of many titles have the number 0, which is no title',
        standing: WMS_INVENTORY,
        settings: { suppression: { record: { '001': ['0'] } } },
      },
      {
        that: 'formats are written as Book, Jrnl and Snd_CD, among others',
        standing: WMS_INVENTORY,
        settings: { records: [{ csv: { formats: { Book: 'BOOK', Jrnl: 'JOURNAL', Snd_CD: 'AUDIO' } } }] },
      },
      {
        that: 'a copy that is away is ON_LOAN, TRANSIT, CLAIMED_NEVER_HAD or WITHDRAWN',
        standing: WMS_INVENTORY,
        settings: {
          statuses: {
            ON_LOAN: 'ON_LOAN',
            TRANSIT: 'IN_TRANSIT',
            CLAIMED_NEVER_HAD: 'UNAVAILABLE',
            WITHDRAWN: 'WITHDRAWN',
          },
        },
      },
      {
        that: 'a copy that is lost, missing, claimed as returned or on hold is LOST, MISSING, CLAIMED_RETURNED or ON_HOLD',
        standing: assumed('other people’s programs read these words in inventories; none was seen with them'),
        ask: 'Which words can Item_Status_Current_Status have in the circulation item inventory?',
        untilThen: 'copies with another word are shown as unknown.',
        settings: {
          statuses: {
            LOST: 'LOST',
            MISSING: 'MISSING',
            CLAIMED_RETURNED: 'CLAIMED_RETURNED',
            ON_HOLD: 'ON_HOLD_SHELF',
          },
        },
      },
      {
        that: 'how copies stand is asked of the availability service at worldcat.org, title by title',
        standing: documented('oclc.org/developer, WMS Availability API'),
        live: { address: 'https://worldcat.org', limits: { perSecond: 5 } },
      },
    ],
  },
];
