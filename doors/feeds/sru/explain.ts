/** explain: what can be asked here, as a ZeeRex record. */
import { xmlElement, xmlText } from '../xml.ts';
import type { SruContext } from './context.ts';
import { CONTEXT_SETS } from './query/context-sets.ts';
import { INDEXES, RELEVANCE, type SruIndex } from './query/indexes.ts';
import { RECORD_SCHEMAS } from './record-schemas.ts';
import { RECORDS_DEFAULT, RECORDS_MAX, type ExplainRequest } from './request.ts';
import { writeRecord, writeResponse } from './response.ts';

const EXPLAIN_NAMESPACE = 'http://explain.z3950.org/dtd/2.0/';

/** What is supported of CQL, by the names that ZeeRex has for it. */
const SUPPORTS: readonly (readonly [type: string, what: string])[] = [
  ...['=', '==', '<>', '<', '<=', '>', '>=', 'exact', 'any', 'all', 'adj', 'within'].map(
    (one) => ['relation', one] as const,
  ),
  ...['stem', 'relevant', 'ignoreCase', 'ignoreAccents', 'masked', 'word'].map(
    (one) => ['relationModifier', one] as const,
  ),
  ...['and', 'or', 'not'].map((one) => ['booleanOperator', one] as const),
  ['maskingCharacter', '*'],
  ['sort', 'ascending'],
  ['sort', 'descending'],
];

export function explain({ region, rules, baseUrl }: SruContext, { version, packing }: ExplainRequest): string {
  const { hostname, port, protocol, pathname } = new URL(baseUrl);
  const defaultPort = protocol === 'https:' ? '443' : '80';
  const parts = [
    xmlElement(
      'serverInfo',
      xmlElement('host', xmlText(hostname)) +
        xmlElement('port', port === '' ? defaultPort : port) +
        xmlElement('database', xmlText(pathname.replace(/^\//, ''))),
      { protocol: 'SRU', version, transport: protocol.replace(':', ''), method: 'GET POST' },
    ),
    xmlElement('databaseInfo', describeDatabase(region.name, rules?.adminEmail)),
    xmlElement(
      'indexInfo',
      [...Object.entries(CONTEXT_SETS).map(writeSet), ...INDEXES.map(writeIndex), writeRelevance()].join(''),
    ),
    xmlElement(
      'schemaInfo',
      RECORD_SCHEMAS.map(({ names: [name = ''], identifier, title }) =>
        xmlElement('schema', xmlElement('title', xmlText(title)), {
          identifier,
          name,
          sort: 'false',
          retrieve: 'true',
        }),
      ).join(''),
    ),
    xmlElement(
      'configInfo',
      [
        xmlElement('default', String(RECORDS_DEFAULT), { type: 'numberOfRecords' }),
        xmlElement('default', 'cql', { type: 'contextSet' }),
        xmlElement('default', RECORD_SCHEMAS[0].identifier, { type: 'retrieveSchema' }),
        xmlElement('setting', String(RECORDS_MAX), { type: 'maximumRecords' }),
        ...SUPPORTS.map(([type, what]) => xmlElement('supports', xmlText(what), { type })),
      ].join(''),
    ),
  ];
  const xml = xmlElement('explain', parts.join(''), { xmlns: EXPLAIN_NAMESPACE });
  return writeResponse('explain', version, [writeRecord({ schema: EXPLAIN_NAMESPACE, xml }, packing)]);
}

function describeDatabase(name: string, contact: string | undefined): string {
  const description =
    contact === undefined
      ? 'This region passes no records on.'
      : 'The editions of the region as MARC 21, with the holdings of its libraries. Whether a copy is in is not told here.';
  return [
    xmlElement('title', xmlText(name), { lang: 'en', primary: 'true' }),
    xmlElement('description', description, { lang: 'en', primary: 'true' }),
    ...(contact === undefined ? [] : [xmlElement('contact', xmlText(contact))]),
  ].join('');
}

function writeSet([name, [identifier]]: readonly [string, readonly string[]]): string {
  return xmlElement('set', '', { identifier: identifier ?? '', name });
}

function writeIndex({ names, title, sortedBy, list }: SruIndex): string {
  const maps = names.map(writeMap);
  return xmlElement('index', [xmlElement('title', xmlText(title), { lang: 'en' }), ...maps].join(''), {
    search: 'true',
    scan: list === undefined ? 'false' : 'true',
    sort: sortedBy === undefined ? 'false' : 'true',
  });
}

function writeRelevance(): string {
  const title = xmlElement('title', 'How well a record answers the query, to sort by', { lang: 'en' });
  return xmlElement('index', title + writeMap(RELEVANCE), { search: 'false', scan: 'false', sort: 'true' });
}

function writeMap(qualified: string): string {
  const [set = '', name = ''] = qualified.split('.');
  return xmlElement('map', xmlElement('name', xmlText(name), { set }));
}
