/** What may be shown of an answer with OPAC records in it: everything else is somebody's data, or a text of staff. */
import type { ShareRules } from '#contract/adapter.ts';

/** Of SRU and of YAZ's `opacxml.xsd`. */
const NAMES =
  `searchRetrieveResponse version numberOfRecords records record recordSchema recordPacking recordData recordPosition nextRecordPosition
  diagnostics diagnostic uri details message echoedSearchRetrieveRequest extraResponseData opacRecord bibliographicRecord holdings holding
  typeOfRecord encodingLevel format receiptAcqStatus generalRetention completeness dateOfReport nucCode localLocation shelvingLocation callNumber
  shelvingData copyNumber publicNote reproductionNote termsUseRepro enumAndChron volumes volume enumeration chronology circulations circulation
  availableNow availabilityDate availableThru restrictions itemId renewable onHold midspine temporaryLocation marcHoldingsRecord
  holdQueueSize resultSetId reasonUnavailable leader controlfield datafield subfield tag ind1 ind2 code value`.split(
    /\s+/,
  );

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

/** `states`: fields and elements in which a server says in codes or words how a copy stands. */
export function searchShareRules(states: readonly string[], ask: ShareRules['ask'], settings: object = {}): ShareRules {
  const codes = new Set([...CODES, ...states]);
  return {
    settings,
    ask,
    names: new Set([...NAMES, ...states]),
    codes: () => codes,
    dates: new Set(['availabilityDate', 'dateOfReport']),
  };
}
