/** `/cgi-bin/koha/oai.pl`: OAI-PMH 2.0 as Koha answers it (koha.md 41–44). Every answer is 200. */
import { page, type Answer } from '../answer.ts';
import { toDublinCore } from './dublin-core.ts';
import { escapeXml, recordOf, recordWithItems, toOaiMarcXml } from './marc-wire.ts';
import { firstPosition, readToken, selectRecords, writeToken, type OaiEntry, type OaiPosition } from './oai-list.ts';
import type { KohaBiblio, KohaWorld } from './tables.ts';
import { utcTime } from '../time.ts';
import { isBiblioHidden, isSuppressed, visibleItemsOf } from './visibility.ts';

export interface OaiRequest {
  /** `http://host:port` as the caller named it. */
  readonly origin: string;
  readonly arguments: URLSearchParams;
}

interface VerbRule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

const LIST_RULE: VerbRule = { required: ['metadataPrefix'], optional: ['from', 'until', 'set', 'resumptionToken'] };
const VERBS: Readonly<Record<string, VerbRule>> = {
  Identify: { required: [], optional: [] },
  ListMetadataFormats: { required: [], optional: ['identifier'] },
  ListSets: { required: [], optional: ['resumptionToken'] },
  GetRecord: { required: ['identifier', 'metadataPrefix'], optional: [] },
  ListIdentifiers: LIST_RULE,
  ListRecords: LIST_RULE,
};

const MARC_SCHEMA = 'http://www.loc.gov/standards/marcxml/schema/MARC21slim.xsd';
const MARC_NAMESPACE = 'http://www.loc.gov/MARC21/slim http://www.loc.gov/standards/marcxml/schema/MARC21slim';
const PREFIXES = ['oai_dc', 'marc21', 'marcxml'];
const DATE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?$/u;

class OaiError extends Error {
  override readonly name = 'OaiError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** GetRecord of a record that is kept from everybody: Koha has nothing to write, and fails. */
class NoMetadata extends Error {
  override readonly name = 'NoMetadata';
}

export function answerOai(world: KohaWorld, request: OaiRequest): Answer {
  const base = `${request.origin}/cgi-bin/koha/oai.pl`;
  try {
    const verb = checkArguments(request.arguments);
    const attributes = [...request.arguments].map(([name, value]) => ` ${name}='${escapeXml(value)}'`).join('');
    return envelope(
      world,
      `<request${attributes}>${escapeXml(base)}</request>`,
      answerVerb(world, verb, base, request),
    );
  } catch (failure) {
    if (failure instanceof NoMetadata) return page(500, 'Internal Server Error');
    if (!(failure instanceof OaiError)) throw failure;
    // An error names no attributes of the request.
    const error = `<error code='${failure.code}'>${escapeXml(failure.message)}</error>`;
    return envelope(world, `<request>${escapeXml(base)}</request>`, error);
  }
}

function envelope(world: KohaWorld, request: string, body: string): Answer {
  return {
    status: 200,
    contentType: 'text/xml; charset=utf-8',
    body:
      '<?xml version="1.0" encoding="UTF-8"?>\n\n' +
      "<?xml-stylesheet type='text/xsl' href='/opac-tmpl/xslt/OAI.xslt'?>" +
      "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'" +
      " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'" +
      " xsi:schemaLocation='http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd'>" +
      `<responseDate>${utcTime(world.now() + world.oaiClockAheadMs)}</responseDate>${request}${body}</OAI-PMH>`,
  };
}

/** The verb, when the request is grammatical. */
function checkArguments(given: URLSearchParams): string {
  const verb = given.get('verb') ?? '';
  const rule = VERBS[verb];
  if (rule === undefined) throw new OaiError('badVerb', verb === '' ? 'No verb supplied' : `Unknown verb '${verb}'`);
  for (const name of given.keys()) {
    if (name !== 'verb' && !rule.required.includes(name) && !rule.optional.includes(name)) {
      throw new OaiError('badArgument', `'${name}' is not a recognised argument`);
    }
  }
  if (!given.has('resumptionToken')) {
    for (const name of rule.required) {
      if (!given.has(name)) throw new OaiError('badArgument', `Required argument '${name}' was undefined`);
    }
  }
  for (const name of ['from', 'until']) {
    const date = given.get(name);
    if (date !== null && (!DATE.test(date) || Number.isNaN(Date.parse(date)))) {
      throw new OaiError(
        'badArgument',
        `Bad argument (${name}): Date not in OAI format (yyyy-mm-dd or yyyy-mm-ddThh:mm:ssZ)`,
      );
    }
  }
  const prefix = given.get('metadataPrefix');
  if (prefix !== null && !PREFIXES.includes(prefix)) {
    throw new OaiError('cannotDisseminateFormat', `Dissemination as '${prefix}' is not supported`);
  }
  return verb;
}

function answerVerb(world: KohaWorld, verb: string, base: string, request: OaiRequest): string {
  switch (verb) {
    case 'Identify':
      return identify(world, base);
    case 'ListMetadataFormats':
      return listFormats(world);
    case 'ListSets':
      return listSets(world);
    case 'GetRecord':
      return getRecord(world, request.arguments);
    default:
      return list(world, request.arguments, verb);
  }
}

function identify(world: KohaWorld, base: string): string {
  const { preferences } = world;
  const stamps = [...world.biblios.values()].map((biblio) => biblio.metadata_timestamp);
  const earliest = stamps.reduce((least, stamp) => Math.min(least, stamp), world.now());
  return (
    `<Identify><repositoryName>${escapeXml(preferences.LibraryName)}</repositoryName>` +
    `<baseURL>${escapeXml(base)}</baseURL><protocolVersion>2.0</protocolVersion>` +
    `<adminEmail>${escapeXml(preferences.KohaAdminEmailAddress)}</adminEmail>` +
    `<earliestDatestamp>${utcTime(earliest)}</earliestDatestamp>` +
    `<deletedRecord>${preferences['OAI-PMH:DeletedRecord']}</deletedRecord>` +
    '<granularity>YYYY-MM-DDThh:mm:ssZ</granularity><compression>gzip</compression></Identify>'
  );
}

/** With a ConfFile the order is that of its formats, and the schema of MARC names its namespace too. */
function listFormats(world: KohaWorld): string {
  const marc = (prefix: string, schema: string): string => format(prefix, schema, MARC_NAMESPACE);
  const dc = format(
    'oai_dc',
    'http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    'http://www.openarchives.org/OAI/2.0/oai_dc/',
  );
  const formats = world.preferences['OAI-PMH:include_items']
    ? marc('marcxml', `http://www.loc.gov/MARC21/slim ${MARC_SCHEMA}`) +
      dc +
      marc('marc21', `http://www.loc.gov/MARC21/slim ${MARC_SCHEMA}`)
    : dc + marc('marc21', MARC_SCHEMA) + marc('marcxml', MARC_SCHEMA);
  return `<ListMetadataFormats>${formats}</ListMetadataFormats>`;
}

function format(prefix: string, schema: string, namespace: string): string {
  return (
    `<metadataFormat><metadataPrefix>${prefix}</metadataPrefix><schema>${schema}</schema>` +
    `<metadataNamespace>${namespace}</metadataNamespace></metadataFormat>`
  );
}

function listSets(world: KohaWorld): string {
  const sets = world.oaiSets.map(({ spec, name, description }) => {
    const about = description === null ? '' : `<setDescription>${escapeXml(description)}</setDescription>`;
    return `<set><setSpec>${escapeXml(spec)}</setSpec><setName>${escapeXml(name)}</setName>${about}</set>`;
  });
  return `<ListSets>${sets.join('')}</ListSets>`;
}

function getRecord(world: KohaWorld, given: URLSearchParams): string {
  const prefix = given.get('metadataPrefix') ?? '';
  const archive = `${world.preferences['OAI-PMH:archiveID']}:`;
  const identifier = given.get('identifier') ?? '';
  const id = identifier.startsWith(archive) ? Number(identifier.slice(archive.length)) : Number.NaN;
  const entry = selectRecords.one(world, id, showsItems(world, prefix));
  if (entry === null) throw new OaiError('idDoesNotExist', 'There is no biblio record with this identifier');
  if (entry.biblio !== null && isKept(world, entry.biblio)) throw new NoMetadata();
  return `<GetRecord>${record(world, entry, prefix)}</GetRecord>`;
}

function list(world: KohaWorld, given: URLSearchParams, verb: string): string {
  const token = given.get('resumptionToken');
  if (token !== null && world.forgetsOaiToken) {
    world.forgetsOaiToken = false;
    throw new OaiError('badResumptionToken', 'The value of the resumptionToken argument is invalid or expired.');
  }
  const position: OaiPosition = token === null ? firstPosition(world, given) : readToken(token);
  const listed = selectRecords.page(world, position, showsItems(world, position.prefix));
  if (listed.entries.length === 0) {
    throw new OaiError(
      'noRecordsMatch',
      'The combination of the values of the from, until, set, and metadataPrefix arguments results in an empty list.',
    );
  }
  const withMetadata = verb === 'ListRecords';
  const body = listed.entries
    .map((entry) => (withMetadata ? record(world, entry, position.prefix) : header(world, entry, false)))
    .join('');
  const next =
    listed.next === null
      ? ''
      : `<resumptionToken cursor='${String(listed.next.cursor)}'>${escapeXml(writeToken(listed.next))}</resumptionToken>`;
  return `<${verb}>${body}${next}</${verb}>`;
}

/** Any prefix that begins with `marc` is MARC, anything else Dublin Core: a broken token is answered in oai_dc. */
function isMarc(prefix: string): boolean {
  return prefix.toLowerCase().startsWith('marc');
}

function showsItems(world: KohaWorld, prefix: string): boolean {
  return world.preferences['OAI-PMH:include_items'] && isMarc(prefix);
}

function header(world: KohaWorld, entry: OaiEntry, withSets: boolean): string {
  const id = `${world.preferences['OAI-PMH:archiveID']}:${String(entry.biblioId)}`;
  const sets = withSets
    ? world.oaiSets
        .filter((set) => set.biblio_ids.has(entry.biblioId))
        .map((set) => `<setSpec>${escapeXml(set.spec)}</setSpec>`)
    : [];
  return (
    `<header${entry.biblio === null ? " status='deleted'" : ''}><identifier>${escapeXml(id)}</identifier>` +
    `<datestamp>${utcTime(entry.timestamp)}</datestamp>${sets.join('')}</header>`
  );
}

/** Records that newer versions (source) give to nobody. */
function isKept(world: KohaWorld, biblio: KohaBiblio): boolean {
  return isSuppressed(world, biblio) || (world.version !== '23.05' && isBiblioHidden(world, biblio.biblio_id));
}

function record(world: KohaWorld, entry: OaiEntry, prefix: string): string {
  const { biblio } = entry;
  if (biblio === null) return `<record>${header(world, entry, true)}</record>`;
  if (isKept(world, biblio)) return `<record>${header(world, { ...entry, biblio: null }, true)}</record>`;
  const items = showsItems(world, prefix) ? visibleItemsOf(world, biblio.biblio_id) : null;
  const marc = items === null ? recordOf(biblio) : recordWithItems(world, biblio, items);
  const metadata = isMarc(prefix) ? toOaiMarcXml(marc) : toDublinCore(marc);
  return `<record>${header(world, entry, true)}<metadata>${metadata}</metadata></record>`;
}
