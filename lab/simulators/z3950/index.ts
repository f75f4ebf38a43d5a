/**
 * An SRU 1.2 server over real sockets, which shows how copies stand: in OPAC records, as YAZ's `opacxml.xsd` has them, or in words in the
 * records' 952, as Koha's `z3950_responder.pl --add-item-status=k` writes them. It shares no code with the adapter that it tests. Z39.50
 * itself is tried with YAZ's own server and with Zebra.
 */
import { writeMarcXml, type MarcField, type MarcRecord } from '#marc/index.ts';
import { page, type Answer } from '../answer.ts';
import { createSimulatorServer, type Asked, type SimulatorServer, type SimulatorServerOptions } from '../server.ts';
import { localDate } from '../time.ts';
import type { CopyStatus, LibraryCopy } from '../sip2/library.ts';

export const CATALOGUE_FORMS = ['opac', 'koha'] as const;
export type CatalogueForm = (typeof CATALOGUE_FORMS)[number];

/** What the server asks of the library behind it. */
export interface SearchedLibrary {
  readonly timeZone: string;
  now(): number;
  ids(): Iterable<string>;
  /** The record of this number, with the barcodes of its copies; undefined if there is none. */
  record(id: string): { readonly marc: MarcRecord; readonly barcodes: readonly string[] } | undefined;
  copy(barcode: string): LibraryCopy | null;
  /** Whether the server cannot write a record: a diagnostic stands in its place. */
  isUnreadable: (id: string) => boolean;
}

export const SRU_PATH = '/biblios';

/** Listens and answers. Rejects where a port is taken. */
export async function createSruSimulator({
  library,
  form,
  ...options
}: SimulatorServerOptions & {
  readonly library: SearchedLibrary;
  readonly form: CatalogueForm;
}): Promise<SimulatorServer> {
  return createSimulatorServer(
    {
      now: () => library.now(),
      kindOf: ({ path }) => (path === SRU_PATH ? 'search' : 'other'),
      listOf: (asked) => ({ everything: { ...asked, query: aboutEvery(library, asked.query) }, row: RECORD }),
      answer: (asked) => answer(library, form, asked),
      expireTokens: () => undefined,
      maintenance: 'The catalogue is down for maintenance',
    },
    options,
  );
}

const RECORD = /<zs:record>.*?<\/zs:record>/gs;

function aboutEvery(library: SearchedLibrary, query: URLSearchParams): URLSearchParams {
  const ids = [...library.ids()];
  const changed = new URLSearchParams(query);
  changed.set('query', ids.map((id) => `rec.id="${id}"`).join(' or '));
  changed.set('maximumRecords', String(ids.length));
  return changed;
}

/** The standard's numbers (info:srw/diagnostic/1/…). */
const DIAGNOSTICS = {
  4: 'Unsupported operation',
  5: 'Unsupported version',
  7: 'Mandatory parameter not supplied',
  10: 'Query syntax error',
  16: 'Unsupported index',
  66: 'Unknown schema for retrieval',
} as const;

function answer(library: SearchedLibrary, form: CatalogueForm, { path, query }: Asked): Answer {
  if (path !== SRU_PATH) return page(404, 'Not found');
  if (query.get('operation') !== 'searchRetrieve') return refuse(4, '');
  if (!['1.1', '1.2'].includes(query.get('version') ?? '')) return refuse(5, '1.2');
  const schema = form === 'opac' ? 'opacxml' : 'marcxml';
  if (query.get('recordSchema') !== schema) return refuse(66, query.get('recordSchema') ?? '');
  const clauses = query.get('query')?.split(/\s+or\s+/);
  if (clauses === undefined) return refuse(7, 'query');
  const wanted: string[] = [];
  for (const clause of clauses) {
    const [, index, term] = /^([\w.]+)\s*=\s*"([^"]*)"$/.exec(clause) ?? [];
    if (index === undefined || term === undefined) return refuse(10, '');
    if (index !== 'rec.id') return refuse(16, index);
    wanted.push(term);
  }
  const found = [...new Set(wanted)].filter((id) => library.record(id) !== undefined).sort();
  const shown = found.slice(0, Number(query.get('maximumRecords') ?? 10));
  const records = shown.map((id, at) => recordXml(library, { id, form, position: at + 1 }));
  return xml(`<zs:numberOfRecords>${found.length}</zs:numberOfRecords><zs:records>${records.join('')}</zs:records>`);
}

function xml(inner: string): Answer {
  const body = `<?xml version="1.0"?>\n<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:version>1.2</zs:version>${inner}</zs:searchRetrieveResponse>\n`;
  return { status: 200, contentType: 'text/xml; charset=utf-8', body };
}

function diagnostic(number: string, message: string, details: string): string {
  return `<diagnostic xmlns="http://www.loc.gov/zing/srw/diagnostic/"><uri>info:srw/diagnostic/1/${number}</uri><details>${escaped(details)}</details><message>${message}</message></diagnostic>`;
}

function refuse(number: keyof typeof DIAGNOSTICS, details: string): Answer {
  const told = diagnostic(String(number), DIAGNOSTICS[number], details);
  return xml(`<zs:numberOfRecords>0</zs:numberOfRecords><zs:diagnostics>${told}</zs:diagnostics>`);
}

interface WrittenRecord {
  readonly id: string;
  readonly form: CatalogueForm;
  readonly position: number;
}

function recordXml(library: SearchedLibrary, { id, form, position }: WrittenRecord): string {
  const wrap = (schema: string, data: string): string =>
    `<zs:record><zs:recordSchema>${schema}</zs:recordSchema><zs:recordPacking>xml</zs:recordPacking><zs:recordData>${data}</zs:recordData><zs:recordPosition>${position}</zs:recordPosition></zs:record>`;
  const record = library.record(id);
  if (record === undefined || library.isUnreadable(id)) {
    return wrap('info:srw/schema/1/diagnostics-v1.1', diagnostic('64', 'Record temporarily unavailable', ''));
  }
  const copies = record.barcodes.flatMap((barcode) => library.copy(barcode) ?? []);
  const marc = withNumber(record.marc, id);
  if (form === 'koha') return wrap('marcxml', writeMarcXml(withWords(marc, copies)));
  const holdings = copies.map((copy) => holdingXml(library, copy)).join('');
  return wrap(
    'opacxml',
    `<opacRecord><bibliographicRecord>${writeMarcXml(marc)}</bibliographicRecord><holdings>${holdings}</holdings></opacRecord>`,
  );
}

function withNumber(marc: MarcRecord, id: string): MarcRecord {
  return {
    ...marc,
    fields: [{ tag: '001', value: id }, ...marc.fields.filter(({ tag }) => tag !== '001' && tag !== '952')],
  };
}

/** Words that staff's screens have; sites write their own into `temporaryLocation`. */
const WORDS: Readonly<Record<CopyStatus, string>> = {
  AVAILABLE: 'Checked In',
  CHARGED: 'Checked Out',
  RECALLED: 'Checked Out',
  ON_ORDER: 'On order',
  IN_PROCESS: 'In process',
  ON_HOLD_SHELF: 'On hold shelf',
  TO_BE_RESHELVED: 'Just returned',
  IN_TRANSIT: 'In transit',
  CLAIMED_RETURNED: 'Claims returned',
  LOST: 'Lost',
  MISSING: 'Missing',
  DAMAGED: 'Being mended',
  WITHDRAWN: 'Withdrawn',
  NOT_FOR_LOAN: 'Library use only',
  RESTRICTED: 'Restricted',
};

const IN_PLACE: readonly CopyStatus[] = ['AVAILABLE', 'TO_BE_RESHELVED', 'NOT_FOR_LOAN', 'RESTRICTED'];

/** Elements in the order of the schema. */
function holdingXml(
  { timeZone }: SearchedLibrary,
  { barcode, status, due, currentLocation, owner }: LibraryCopy,
): string {
  const date =
    due === null ? '' : `<availabilityDate>${localDate(due, timeZone).replaceAll('-', '')}</availabilityDate>`;
  const flags = { available: IN_PLACE.includes(status) ? 1 : 0, held: status === 'ON_HOLD_SHELF' ? 1 : 0 };
  return (
    `<holding><typeOfRecord>x</typeOfRecord><encodingLevel>4</encodingLevel><nucCode>${escaped(owner)}</nucCode>` +
    `<localLocation>${escaped(currentLocation)}</localLocation><circulations><circulation>` +
    `<availableNow value="${flags.available}"/>${date}<itemId>${escaped(barcode)}</itemId><renewable value="0"/>` +
    `<onHold value="${flags.held}"/><temporaryLocation>${WORDS[status]}</temporaryLocation></circulation></circulations></holding>`
  );
}

/** Koha pushes a word for each thing that is true of the item, and "Available" if none is. It has none for what is not in this list. */
const KOHA_WORDS: Readonly<Partial<Record<CopyStatus, string>>> = {
  CHARGED: 'Checked Out',
  RECALLED: 'Checked Out',
  LOST: 'Lost',
  MISSING: 'Lost',
  CLAIMED_RETURNED: 'Lost',
  NOT_FOR_LOAN: 'Not for Loan',
  DAMAGED: 'Damaged',
  WITHDRAWN: 'Withdrawn',
  IN_TRANSIT: 'In Transit',
  ON_HOLD_SHELF: 'On Hold',
};

function withWords(marc: MarcRecord, copies: readonly LibraryCopy[]): MarcRecord {
  const fields = copies.map(({ barcode, owner, status }): MarcField => ({
    tag: '952',
    ind1: ' ',
    ind2: ' ',
    subfields: [
      { code: 'a', value: owner },
      { code: 'p', value: barcode },
      { code: 'k', value: KOHA_WORDS[status] ?? 'Available' },
    ],
  }));
  return { ...marc, fields: [...marc.fields, ...fields] };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
