/**
 * `/cgi-bin/koha/ilsdi.pl`: ILS-DI as Koha answers it (koha.md 51, 52). Nobody logs in; every refusal is 200 with a code in it,
 * and what crashes the real one crashes here.
 */
import { page, type Answer } from '../answer.ts';
import { getAvailability } from './ilsdi-availability.ts';
import { getPatronInfo, getPatronStatus, authenticatePatron, lookupPatron } from './ilsdi-patrons.ts';
import { cancelHold, holdItem, holdTitle, renewLoan } from './ilsdi-writes.ts';
import { ilsDiXml, type XmlRow } from './ilsdi-xml.ts';
import type { KohaWorld, KohaItem } from './tables.ts';
import { biblioitemColumns, issueColumns, itemColumns, reserveColumns } from './ilsdi-rows.ts';
import { recordWithItems, toMarcXml } from './marc-wire.ts';
import { wallTime } from '../time.ts';
import { itemsOf, visibleItemsOf } from './visibility.ts';

export const ILSDI_PATH = '/cgi-bin/koha/ilsdi.pl';

interface Service {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  /** Null where the recorded Koha crashed. */
  readonly answer: ((world: KohaWorld, given: URLSearchParams) => XmlRow) | null;
}

const PICKUP = ['pickup_location', 'start_date', 'expiry_date'];
const SHOWN = ['contact', 'fines', 'holds', 'loans', 'attributes'].map((part) => `show_${part}`);

const SERVICES: Readonly<Record<string, Service>> = {
  GetRecords: { required: ['id'], optional: ['schema'], answer: getRecords },
  GetAuthorityRecords: { required: ['id'], optional: ['schema'], answer: null },
  LookupPatron: { required: ['id'], optional: ['id_type'], answer: lookupPatron },
  AuthenticatePatron: { required: ['username', 'password'], optional: [], answer: authenticatePatron },
  GetPatronInfo: {
    required: ['patron_id'],
    optional: [...SHOWN, 'loans_per_page', 'loans_page'],
    answer: getPatronInfo,
  },
  GetPatronStatus: { required: ['patron_id'], optional: [], answer: getPatronStatus },
  GetServices: { required: ['patron_id', 'item_id'], optional: [], answer: null },
  RenewLoan: { required: ['patron_id', 'item_id'], optional: ['desired_due_date'], answer: renewLoan },
  HoldTitle: { required: ['patron_id', 'bib_id', 'request_location'], optional: PICKUP, answer: holdTitle },
  HoldItem: { required: ['patron_id', 'bib_id', 'item_id'], optional: PICKUP, answer: holdItem },
  CancelHold: { required: ['patron_id', 'item_id'], optional: [], answer: cancelHold },
};
const AVAILABILITY = { required: ['id', 'id_type'], optional: ['return_type', 'return_fmt'] };
/** Every request comes from this machine. */
const CALLER = '127.0.0.1';

/** Parameters come with the address or, by POST, as a form: Koha reads them alike. */
export function answerIlsDi(world: KohaWorld, given: URLSearchParams): Answer {
  const name = given.get('service') ?? '';
  if (name === '' || name === 'Describe') return documentation(world);
  if (name === 'GetAvailability') {
    const refusal = refusalOf(world, given, AVAILABILITY);
    return xml(refusal === null ? getAvailability(world, given) : ilsDiXml(name, refusal));
  }
  const service = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  if (service === undefined) return xml(ilsDiXml(name.replaceAll(/[^\w-]/gu, ''), { message: 'NotSupported' }));
  const refusal = refusalOf(world, given, service);
  if (refusal !== null) return xml(ilsDiXml(name, refusal));
  if (service.answer === null) return { status: 500, contentType: 'text/plain', body: 'Internal Server Error' };
  return xml(ilsDiXml(name, service.answer(world, given)));
}

/** What Koha says before it looks at the question; of several refusals the last one. */
function refusalOf(
  { preferences }: KohaWorld,
  given: URLSearchParams,
  { required, optional }: Pick<Service, 'required' | 'optional'>,
): XmlRow | null {
  let refusal: XmlRow | null = null;
  const refuse = (code: string, message: string): void => {
    refusal = { code, message };
  };
  if (!preferences['ILS-DI']) refuse('NotAllowed', 'ILS-DI is disabled.');
  const allowed = preferences['ILS-DI:AuthorizedIPs'];
  if (allowed.length > 0 && !allowed.includes(CALLER)) refuse('NotAllowed', `Unauthorized IP address: ${CALLER}.`);
  for (const name of required) {
    if (!given.has(name)) refuse('MissingParameter', `The required parameter ${name} is missing.`);
  }
  const known = new Set(['service', ...required, ...optional]);
  for (const name of new Set(given.keys())) {
    if (!known.has(name)) refuse('IllegalParameter', `The parameter ${name} is illegal.`);
  }
  for (const name of new Set(given.keys())) {
    if (given.getAll(name).length > 1) {
      refuse('MultipleValuesNotAllowed', `Multiple values not allowed for the parameter ${name}.`);
    }
  }
  return refusal;
}

function xml(body: string): Answer {
  return { status: 200, contentType: 'text/xml; charset=utf-8', body };
}

/** A page for people, which names the version as every page of the catalogue does. */
function documentation({ preferences }: KohaWorld): Answer {
  const title = `ILS-DI &rsaquo; ${preferences.LibraryName} catalog`;
  const right = page(200, title);
  const version = '<meta name="generator" content="Koha 23.0504000" /> <!-- leave this for stats -->';
  return {
    ...right,
    contentType: 'text/html; charset=UTF-8',
    body: `\n\n\n${String(right.body).replace('<head>', `<head>\n${version}`)}`,
  };
}

/**
 * A record with its copies, loans and holds, without who has or wants them. 23.05 shows hidden copies, too (recorded); newer
 * versions leave them out (source).
 */
function getRecords(world: KohaWorld, given: URLSearchParams): XmlRow {
  const schema = given.get('schema') ?? 'MARCXML';
  if (schema !== 'MARCXML') return { code: 'UnsupportedSchema' };
  return { record: (given.get('id') ?? '').split(' ').map((id) => recordRow(world, Number(id))) };
}

function recordRow(world: KohaWorld, id: number): XmlRow {
  const biblio = world.biblios.get(id);
  if (biblio === undefined) return { code: 'RecordNotFound' };
  const items = world.version === '23.05' ? itemsOf(world, id) : visibleItemsOf(world, id);
  const own = new Set(itemsOf(world, id).map((item) => item.item_id));
  const issues = [...world.checkouts.values()].filter((loan) => own.has(loan.item_id));
  const reserves = [...world.holds.values()].filter((hold) => hold.biblio_id === id);
  return {
    ...biblioitemColumns(world, biblio),
    marcxml: toMarcXml(recordWithItems(world, biblio, items)),
    items: { item: items.map((item) => itemRow(world, item)) },
    issues: {
      issue: issues.map((loan) => ({
        ...issueColumns(world, loan),
        barcode: world.items.get(loan.item_id)?.external_id,
      })),
    },
    reserves: { reserve: reserves.map((hold) => reserveColumns(world, hold)) },
  };
}

function itemRow(world: KohaWorld, item: KohaItem): XmlRow {
  const transfer = world.transfers.get(item.item_id);
  const locations = world.categories.get('LOC')?.values ?? [];
  return {
    ...itemColumns(world, item),
    homebranchname: world.libraries.get(item.home_library_id)?.name,
    holdingbranchname: world.libraries.get(item.holding_library_id)?.name,
    location_description: locations.find(({ value }) => value === item.location)?.description,
    itype_description: item.item_type_id === null ? null : world.itemTypes.get(item.item_type_id)?.description,
    ...(transfer !== undefined && {
      transfer: {
        datesent: transfer.sent === null ? null : wallTime(transfer.sent, world.timeZone),
        frombranch: transfer.from_library_id,
        tobranch: transfer.to_library_id,
      },
    }),
  };
}
