/** What may be asked of a Koha, and shown of it, for those who look after this adapter: catalogue and codes, nobody's account. */
import type { ShareRules } from '#contract/adapter.ts';
import type { SystemConfig } from '#domain/region.ts';
import type { WireQuestion } from '#platform/wire-tap.ts';
import { parseSettings } from '../shared/settings.ts';
import { kohaSettings } from './config.ts';

/** Below the address of the interface. `/biblios/{id}/…` but for items, `/checkouts`, `/holds` and `/patrons` are none of them. */
const SHOWN =
  /^\/((public\/)?(biblios(\/\d+(\/items)?)?|items(\/\d+)?|libraries)|item_types|authorised_value_categories(\/\w+\/authorised_values)?)$/;
/** What comes along with a copy on request. */
const EMBEDS_READERS = /checkout|hold|patron|issue|borrower/i;
/** GetRecords tells loans and holds beside copies, so it is not asked. */
const ILS_DI = /(^|&)service=GetAvailability(&|$)/;

const CODES =
  `home_library_id holding_library_id location permanent_location collection_code item_type_id effective_item_type_id
  not_for_loan_status effective_not_for_loan_status lost_status withdrawn damaged_status restricted_status cn_source call_number_source
  library_id framework_id item_type category_name
  homebranch holdingbranch ccode itype itemtype itemlost damaged notforloan availabilitystatus
  952$0 952$1 952$2 952$4 952$5 952$7 952$8 952$a 952$b 952$c 952$y 942$2 942$c 942$n
  setSpec granularity deletedRecord protocolVersion compression status`.split(/\s+/);

const DATES =
  `timestamp checked_out_date acquisition_date last_seen_date last_checkout_date damaged_date lost_date withdrawn_date
  replacement_price_date creation_date 952$d 952$q 952$r 952$s 952$w datestamp responseDate earliestDatestamp`.split(
    /\s+/,
  );

const OTHERS =
  `item_id biblio_id external_id callnumber call_number_sort copy_number serial_issue_number public_notes internal_notes
  materials_notes uri acquisition_source purchase_price replacement_price inventory_number extended_subfields coded_location_qualifier
  bookable checkouts_count renewals_count holds_count new_status exclude_from_local_holds_priority _strings str type category
  name address1 address2 address3 postal_code city state country phone fax email illemail reply_to_email return_path_email url
  image_url notes description opac_description public pickup_location marc_org_code ip smtp_server_id geolocation value authorised_value_id
  is_system author title subtitle isbn issn abstract publisher pages serial leader fields subfields ind1 ind2 error errors error_code
  message path required_permissions collection record marcxml items item itemnumber biblionumber barcode itemcallnumber
  homebranchname holdingbranchname location_description itype_description OAI-PMH request Identify ListRecords ListIdentifiers
  ListMetadataFormats ListSets GetRecord header identifier metadata resumptionToken repositoryName baseURL adminEmail set setName setDescription
  metadataFormat metadataPrefix schema metadataNamespace verb completeListSize cursor expirationDate code
  simpleavailability availability availabilitymsg bibliographic dlfcollection id`.split(/\s+/);

const NAMES = new Set([...CODES, ...DATES, ...OTHERS]);
const SHOWN_CODES = new Set(CODES);
/** In lists of authorised values `value` is the code. */
const VALUE_IS_CODE = new Set([...CODES, 'value']);

export function share(system: SystemConfig): ShareRules {
  const { apiPath, oai, ilsDi } = parseSettings(kohaSettings, system);
  function ask(question: WireQuestion): 'show' | 'pass' | 'refuse' {
    // Tables of rules that the region file names.
    if (question.protocol === 'file') return 'pass';
    if (question.protocol !== 'http') return 'refuse';
    const { method, path, query, headers } = question;
    if (method === 'POST' && path === `${apiPath}/oauth/token`) return 'pass';
    if (method !== 'GET') return 'refuse';
    if (path === `${apiPath}/`) return 'pass';
    if (path === oai.path) return 'show';
    if (path === ilsDi.path) return ILS_DI.test(query) ? 'show' : 'refuse';
    const isEmbedding = EMBEDS_READERS.test(headers['x-koha-embed'] ?? '');
    return !isEmbedding && path.startsWith(apiPath) && SHOWN.test(path.slice(apiPath.length)) ? 'show' : 'refuse';
  }
  return {
    settings: { patrons: { access: 'none' } },
    ask,
    names: NAMES,
    codes: ({ operation }) => (operation.startsWith('authorised values') ? VALUE_IS_CODE : SHOWN_CODES),
    dates: new Set(DATES),
  };
}
