/** What may be asked of a catalogue that is searched, and shown of it: records with their copies. There is nothing else in it. */
import type { ShareRules } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import { parseSettings } from '../shared/settings.ts';
import { z3950Settings } from './config.ts';

/** Of SRU and of YAZ's `opacxml.xsd`. */
const NAMES =
  `searchRetrieveResponse version numberOfRecords records record recordSchema recordPacking recordData recordPosition nextRecordPosition
  diagnostics diagnostic uri details message echoedSearchRetrieveRequest extraResponseData opacRecord bibliographicRecord holdings holding
  typeOfRecord encodingLevel format receiptAcqStatus generalRetention completeness dateOfReport nucCode localLocation shelvingLocation callNumber
  shelvingData copyNumber publicNote reproductionNote termsUseRepro enumAndChron volumes volume enumeration chronology circulations circulation
  availableNow availabilityDate availableThru restrictions itemId renewable onHold midspine temporaryLocation marcHoldingsRecord
  leader controlfield datafield subfield tag ind1 ind2 code value`.split(/\s+/);

const CODES = [
  'value',
  'version',
  'numberOfRecords',
  'recordSchema',
  'recordPacking',
  'typeOfRecord',
  'encodingLevel',
  'format',
];

export function share(system: SystemConfig): ShareRules {
  const { path, items, statusIn } = parseSettings(z3950Settings, system);
  const states = [
    ...(items === null ? [] : [`${items.tag}$${items.status}`]),
    ...(statusIn === null ? [] : [statusIn]),
  ];
  const codes = new Set([...CODES, ...states]);
  return {
    settings: {},
    ask(question) {
      if (question.protocol === 'z3950') return 'show';
      return question.protocol === 'http' && question.method === 'GET' && question.path === path ? 'show' : 'refuse';
    },
    names: new Set([...NAMES, ...states]),
    codes: () => codes,
    dates: new Set(['availabilityDate', 'dateOfReport']),
  };
}
