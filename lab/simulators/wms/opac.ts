/** The body of an answer: SRU 1.1 around an OPAC record, with the elements and the order of published bodies. */
import { writeMarcXml } from '#marc/index.ts';
import type { ExportedCopy, ExportedRecord, FilesWorld } from '../files/world.ts';
import type { ShelfState, Sip2Copy, Sip2World } from '../sip2/tables.ts';
import { rfc3339 } from '../time.ts';

/** What is wrong with answers; absent where nothing is. */
export interface Oddities {
  /** Barcodes of copies of which nothing readable is said. */
  readonly spoilt: Set<string>;
  diagnostic?: boolean | undefined;
  unknownFields?: boolean | undefined;
  /** How far its clock is ahead. */
  clockMs?: number | undefined;
  /** After so many answers every token ends, once. */
  endsTokensAfter?: number | undefined;
  /** Written in the place of every reason. */
  reason?: string | undefined;
}

interface Holder {
  readonly files: FilesWorld;
  readonly library: Sip2World;
  readonly oddities: Oddities;
}

/** OCLC works in Ohio, and its other services write their times so. */
const OCLC_ZONE = 'America/New_York';
const INSTITUTION_SYMBOL = 'SIMUL';

/** As inventory lists of WMS and the programs that read them have them; ON_ORDER and IN_REPAIR are taken for true. */
const REASONS: Readonly<Partial<Record<ShelfState, string>>> = {
  CLAIMED_RETURNED: 'CLAIMED_RETURNED',
  IN_TRANSIT: 'TRANSIT',
  IN_PROCESS: 'IN_PROCESSING',
  ON_HOLD_SHELF: 'ON_HOLD',
  LOST: 'LOST',
  MISSING: 'MISSING',
  ON_ORDER: 'ON_ORDER',
  WITHDRAWN: 'WITHDRAWN',
  DAMAGED: 'IN_REPAIR',
};

/** A record of an answer. */
export const RECORD = /<record><recordSchema>.*?<\/recordData><\/record>/gs;

/** The same question about another title. */
export function aboutAnother(query: URLSearchParams, { records }: FilesWorld): URLSearchParams {
  const asked = numberIn(query);
  const another = [...records.values()].map(numberOf).find((number) => number !== asked);
  const changed = new URLSearchParams(query);
  changed.set('query', `no:${another ?? ''}`);
  return changed;
}

function numberIn(query: URLSearchParams): string | undefined {
  return /^no:(?:ocm)?0*(\d+)$/.exec(query.get('query') ?? '')?.[1];
}

export function searchResponse(query: URLSearchParams, holder: Holder): string {
  const asked = numberIn(query);
  const { oddities, files } = holder;
  if (asked === undefined || oddities.diagnostic === true) return envelope('0', '', DIAGNOSTIC);
  const found = [...files.records.values()].find((record) => numberOf(record) === asked);
  return found === undefined ? envelope('0', '', '') : envelope('1', recordOf(asked, found, holder), '');
}

/** A number of its own system in the place of an OCLC number: what is before the digits is the export's. */
function numberOf({ id }: ExportedRecord): string {
  return id.replace(/^\D+0*/, '');
}

const DIAGNOSTIC =
  '<diagnostics><ns3:diagnostic><ns3:uri>info:srw/diagnostic/1/10</ns3:uri><ns3:message>Query syntax error</ns3:message></ns3:diagnostic></diagnostics>';

function envelope(count: string, record: string, diagnostics: string): string {
  const spaces = [
    'xmlns="http://www.loc.gov/zing/srw/"',
    'xmlns:ns2="http://www.loc.gov/zing/cql/xcql/"',
    'xmlns:ns3="http://www.loc.gov/zing/srw/diagnostic/"',
    'xmlns:ns4="http://www.loc.gov/zing/srw/update/"',
  ].join(' ');
  const records = record === '' ? '' : `<records>${record}</records>`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><searchRetrieveResponse ${spaces}><numberOfRecords>${count}</numberOfRecords><resultSetId>default</resultSetId>${records}<nextRecordPosition>1</nextRecordPosition>${diagnostics}</searchRetrieveResponse>`;
}

function recordOf(number: string, record: ExportedRecord, holder: Holder): string {
  const { library, oddities } = holder;
  const queue = library.holds.filter(({ titleId, state }) => titleId === record.id && state === 'QUEUED').length;
  const stocked = library.stock.ofTitle(record.id);
  const holdings = record.copies.map((copy, place) => holdingOf({ copy, stocked: stocked[place], queue }, holder));
  const more = oddities.unknownFields === true ? '<renewalPolicy code="7"><text>?</text></renewalPolicy>' : '';
  const data = `<opacRecord xmlns="" xmlns:ns5="http://www.loc.gov/zing/srw/">${bibliographic(number, record)}<holdings>${holdings.join('')}</holdings>${more}<holdQueueSize>${queue}</holdQueueSize></opacRecord>`;
  return `<record><recordSchema>OPACXML</recordSchema><recordPacking>xml</recordPacking><recordData>${data}</recordData></record>`;
}

/** Some of the record, as theirs: its elements are in no namespace. */
function bibliographic(number: string, { marc }: ExportedRecord): string {
  const fields = marc.fields.filter(({ tag }) => tag === '245');
  const title = writeMarcXml({ leader: marc.leader, fields: [{ tag: '001', value: number }, ...fields] });
  const inner = title.slice(title.indexOf('<leader'), title.lastIndexOf('</'));
  return `<bibliographicRecord><record type="Bibliographic">${inner}</record></bibliographicRecord>`;
}

interface HeldCopy {
  readonly copy: ExportedCopy;
  /** The same copy, with its state. */
  readonly stocked: Sip2Copy | undefined;
  /** Who waits for its title. */
  readonly queue: number;
}

function holdingOf({ copy, stocked, queue }: HeldCopy, { library, oddities }: Holder): string {
  const { branch, callNumber, location, barcode } = copy;
  const { state = 'AVAILABLE', due = null } = stocked ?? {};
  const dueAt = state === 'AVAILABLE' ? due : null;
  const isRecalled = library.loans.get(barcode ?? '')?.recalled === true;
  const why = REASONS[state] ?? (dueAt === null ? null : loanReason(isRecalled, dueAt, library.now()));
  const reason = why !== null && oddities.reason !== undefined ? oddities.reason : why;
  const value = oddities.spoilt.has(barcode ?? '') ? '?' : why === null ? '1' : '0';
  const more = oddities.unknownFields === true ? '<restrictions>7</restrictions><midspine/>' : '';
  const circulation = [
    `<availableNow value="${value}"/>`,
    dueAt === null ? '' : `<availabilityDate>${dateOf(dueAt)}</availabilityDate>`,
    reason === null ? '' : `<reasonUnavailable>${escape(reason)}</reasonUnavailable>`,
    `<itemId>${escape(barcode ?? '')}</itemId><renewable value="0"/><onHold value="${queue > 0 ? 1 : 0}"/>${more}`,
  ].join('');
  return [
    '<holding><typeOfRecord>x</typeOfRecord><encodingLevel>z</encodingLevel><format>tu</format>',
    '<receiptAcqStatus>0</receiptAcqStatus><generalRetention>8</generalRetention><completeness>4</completeness>',
    `<dateOfReport>181211</dateOfReport><nucCode>${INSTITUTION_SYMBOL}</nucCode>`,
    `<localLocation>${escape(branch)}</localLocation><shelvingLocation>${escape(location)}</shelvingLocation>`,
    `<callNumber>${escape(callNumber)}</callNumber><copyNumber>1</copyNumber><volumes><volume/></volumes>`,
    `<circulations><circulation>${circulation}</circulation></circulations></holding>`,
  ].join('');
}

function loanReason(isRecalled: boolean, due: number, now: number): string {
  return isRecalled ? 'RECALLED' : due < now ? 'OVERDUE' : 'ON_LOAN';
}

/** `2020-05-08T05:17:29.000-0400` */
function dateOf(due: number): string {
  const written = rfc3339(due, OCLC_ZONE);
  return `${written.slice(0, 19)}.000${written.slice(19).replace(':', '')}`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
