/** What may be asked of a Symphony, and shown of it, for those who look after this adapter: catalogue and policies, nobody's account. */
import type { ShareRules } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { WireQuestion } from '#platform/wire-tap.ts';
import { parseSettings } from '../shared/settings.ts';
import { symphonySettings } from './config.ts';

/** Below the path of the web services. Lists of policies are asked for by name: some of them are of users. */
const SHOWN =
  /^\/(policy\/(location|library|itemType|itemCategory[1-5]|catalogFormat|classification)\/simpleQuery|catalog\/(bib|item|call)\/(key|barcode)\/[^/]+)$/;
const TITLES = '/rest/standard/lookupTitleInfo';

const CODES =
  `itemType.key currentLocation.key homeLocation.key library.key classification.key catalogFormat.key mediaDesk.key
  itemCategory1.key itemCategory2.key itemCategory3.key itemCategory4.key itemCategory5.key currencyCode code tag
  libraryID classificationID itemTypeID currentLocationID homeLocationID locationOfFirstAvailableItem reserveCirculationRule
  totalCopiesAvailable numberOfCopies numberOfHolds numberOfBoundwithLinks totalResvCopiesAvailable copiesOnOrder
  holdable bookable chargeable fixedTimeBooking linkedAsParent
  999$k 999$l 999$m 999$t 999$w 999$x 999$y 999$z 999$r 999$s`.split(/\s+/);

const DATES =
  'systemModifiedDate modifiedDate createDate createdDate catalogDate lastInvDate dueDate 999$d 999$e 999$u'.split(' ');

const OTHERS =
  `key resource fields itemType currentLocation homeLocation library classification catalogFormat mediaDesk itemCategory1 itemCategory2
  itemCategory3 itemCategory4 itemCategory5 barcode bib call callList itemList callNumber sortCallNumber dispCallNumber volumetric shadowed
  copyNumber pieces permanent circulate price amount timesInvoiced timesInventoried title author titleControlNumber description displayName
  standard type leader inds subfields data messageList message LookupTitleInfoResponse TitleInfo titleID TitleAvailabilityInfo CallInfo ItemInfo
  itemID libraryWithAvailableCopies libraryWithAvailableResvCopies staffNote publicNote BoundwithLinkInfo linkedTitle yearOfPublication ISBN
  SICI UPC OCLCControlNumber reserveCollectionID url edition Fault string`.split(/\s+/);

const SHOWN_CODES = new Set(CODES);
/** In lists of policies `key` is the code. */
const KEY_IS_CODE = new Set([...CODES, 'key']);

export function share(system: SystemConfig): ShareRules {
  const { path: base, apiPrefix } = parseSettings(symphonySettings, system);
  const api = base + apiPrefix;
  function ask(question: WireQuestion): 'show' | 'pass' | 'refuse' {
    // The export, and tables of rules that the region file names.
    if (question.protocol === 'file') return question.operation === 'rules of lending' ? 'pass' : 'show';
    if (question.protocol !== 'http') return 'refuse';
    const { method, path } = question;
    if (path === `${api}/user/staff/login`) return 'pass';
    if (method === 'HEAD') return 'pass';
    if (method !== 'GET') return 'refuse';
    if (path === base + TITLES) return 'show';
    return path.startsWith(api) && SHOWN.test(path.slice(api.length)) ? 'show' : 'refuse';
  }
  return {
    settings: { patrons: { access: 'none' } },
    ask,
    names: new Set([...CODES.map((code) => code.split('.').at(-1) ?? code), ...CODES, ...DATES, ...OTHERS]),
    codes: ({ operation }) => (operation.endsWith(' policies') ? KEY_IS_CODE : SHOWN_CODES),
    dates: new Set(DATES),
  };
}
