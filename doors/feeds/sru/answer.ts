/** Answers one request of SRU. */
import { SearchTooLongError, TooManyTermsError, type ScannedTerm, type FoundEntry } from '#feed-log/index.ts';
import type { SruContext } from './context.ts';
import { SruDiagnostic } from './diagnostics.ts';
import { explain } from './explain.ts';
import {
  operationOf,
  readRequest,
  versionOf,
  type SruRequest,
  type ScanRequest,
  type SearchRequest,
} from './request.ts';
import { sruElement, writeDiagnostics, writeRecord, writeRefusal, writeResponse, writeSurrogate } from './response.ts';
import { xmlText, xmlElement } from '../xml.ts';
import { parseCql } from './cql/parse-cql.ts';
import type { CqlSearch } from './cql/query-tree.ts';
import { readPlainTerm } from './cql/term.ts';
import { findIndex, INDEXES } from './query/indexes.ts';
import { checkRelation } from './query/relations.ts';
import type { Region } from '#domain/region.ts';
import type { FeedRules } from '#domain/feeds.ts';
import { toOrder } from './query/sort-order.ts';
import { toCondition, type QueryNames } from './query/to-condition.ts';

/**
 * One document. What is wrong with a request, and what fails here, is an answer, too. `unreadable`: the argument that cannot be read as it
 * was sent; null if there is none.
 */
export async function answerSru(
  context: SruContext,
  given: URLSearchParams,
  unreadable: string | null,
): Promise<string> {
  try {
    if (unreadable !== null) {
      throw new SruDiagnostic(6, unreadable, 'its escapes are broken: send UTF-8, each byte as % and two digits.');
    }
    return await answerRequest(context, readRequest(given));
  } catch (error) {
    return writeRefusal(operationOf(given), versionOf(given), toDiagnostic(context, error));
  }
}

async function answerRequest(context: SruContext, request: SruRequest): Promise<string> {
  if (request.operation === 'explain') return explain(context, request);
  if (context.rules === undefined) {
    throw new SruDiagnostic(1, '', `the region file of ${context.region.name} passes no records on.`);
  }
  switch (request.operation) {
    case 'searchRetrieve':
      return searchRetrieve(context, request);
    case 'scan':
      return scan(context, request);
  }
}

function toDiagnostic({ logger }: SruContext, error: unknown): SruDiagnostic {
  if (error instanceof SruDiagnostic) return error;
  if (error instanceof SearchTooLongError) {
    return new SruDiagnostic(2, '', 'the search took too long. Ask for more words, or for a library or a year.');
  }
  if (error instanceof TooManyTermsError) {
    const { value, most } = error;
    return new SruDiagnostic(29, value.text, `more than ${String(most)} terms begin so: give more letters.`);
  }
  logger.error({ reason: reasonOf(error) }, 'A search of SRU failed');
  return new SruDiagnostic(2, '', 'the index cannot be read at the moment. Ask again later.');
}

/** PostgreSQL repeats a value that it cannot take, in quotation marks; what somebody searches for is in no log. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/"[^"]*"|'[^']*'/g, '"…"');
}

/** A part of the list of an index, with what a search for each term finds. */
async function scan({ searcher }: SruContext, request: ScanRequest): Promise<string> {
  const { responsePosition, maximumTerms, version } = request;
  const clause = readClause(request.scanClause);
  const index = findIndex(clause.index);
  const { list } = index;
  if (list === undefined) {
    const scanned = INDEXES.filter((one) => one.list !== undefined).map(({ names }) => names[0]);
    throw new SruDiagnostic(16, clause.index?.text ?? '', `the lists are ${scanned.join(', ')}.`);
  }
  checkRelation(clause.relation, index);
  if (responsePosition > maximumTerms + 1) {
    const explanation = `of ${String(maximumTerms)} terms, position ${String(maximumTerms + 1)} is the last.`;
    throw new SruDiagnostic(120, String(responsePosition), explanation);
  }
  const before = Math.max(responsePosition - 1, 0);
  const terms = await searcher.scan({
    list,
    // An empty term is the beginning of the list.
    at: clause.term.written.trim() === '' ? '' : readPlainTerm(clause.term),
    before,
    first: maximumTerms - before,
    inclusive: responsePosition > 0,
  });
  if (terms === null) throw new SruDiagnostic(2, '', 'nothing has been published yet. Ask again later.');
  return writeResponse('scan', version, terms.length === 0 ? [] : [sruElement('terms', terms.map(writeTerm).join(''))]);
}

function readClause(scanClause: string): CqlSearch {
  const { clause, sortKeys } = parseCql(scanClause);
  if (clause.kind === 'SEARCH' && sortKeys.length === 0) return clause;
  throw new SruDiagnostic(10, 'scanClause', 'a scan takes one term, such as: dc.title = "tropical"');
}

function writeTerm({ term, shown, count }: ScannedTerm): string {
  const parts = [
    sruElement('value', xmlText(term)),
    ...(count === null ? [] : [sruElement('numberOfRecords', String(count))]),
    ...(shown === null ? [] : [sruElement('displayTerm', xmlText(shown))]),
  ];
  return sruElement('term', parts.join(''));
}

/** The last position that is given: to get everything, harvest. */
const POSITION_MAX = 10_000;
/** SRU 2.0 has a word for it; 1.2 has none, and takes what is added here. */
const PRECISION_NAMESPACE = 'http://docs.oasis-open.org/ns/search-ws/sruResponse';

/** Finds editions, and gives the records that were published of them. */
async function searchRetrieve(context: SruContext, request: SearchRequest): Promise<string> {
  const { startRecord, maximumRecords, version } = request;
  const query = parseCql(request.query);
  const condition = toCondition(query.clause, namesOf(context));
  const order = toOrder(query.sortKeys);
  // What is never given is counted all the same: a search that finds is not told as one that finds nothing.
  const first = startRecord > POSITION_MAX ? 0 : maximumRecords;
  const found = await context.searcher.search({ condition, order, after: startRecord - 1, first });
  if (found === null) throw new SruDiagnostic(2, '', 'nothing has been published yet. Ask again later.');
  const { count, exact, entries } = found;
  const outOfRange = checkPosition(startRecord, count);
  const records = entries.map((entry, index) => writeEntry(context, request, entry, startRecord + index));
  const next = startRecord + entries.length;
  return writeResponse('searchRetrieve', version, [
    sruElement('numberOfRecords', String(count)),
    ...(records.length === 0 ? [] : [sruElement('records', records.join(''))]),
    ...(entries.length === 0 || next > Math.min(count, POSITION_MAX)
      ? []
      : [sruElement('nextRecordPosition', String(next))]),
    ...(outOfRange === null ? [] : [writeDiagnostics(outOfRange)]),
    ...(exact ? [] : [sruElement('extraResponseData', ESTIMATED)]),
  ]);
}

/** What is wrong with the position of the first record; null if nothing is. */
function checkPosition(startRecord: number, count: number): SruDiagnostic | null {
  if (startRecord > POSITION_MAX) {
    const last = `records are given as far as ${String(POSITION_MAX)}; OAI-PMH gives all.`;
    return new SruDiagnostic(61, '', last);
  }
  if (startRecord === 1 || startRecord <= count) return null;
  return new SruDiagnostic(61, '', `there are ${String(count)} records, and none at ${String(startRecord)}.`);
}

/** What codes in a query are read by: a library that forbids passing its records on is not known here. */
function namesOf({ region, rules }: { readonly region: Region; readonly rules: FeedRules | undefined }): QueryNames {
  return { libraries: region.libraries.filter(({ id }) => rules?.withheld.includes(id) !== true) };
}

/** A record that cannot be written is no reason to give none. */
function writeEntry(
  { logger }: SruContext,
  { schema, packing }: SearchRequest,
  { identifier, body }: FoundEntry,
  position: number,
): string {
  try {
    return writeRecord({ schema: schema.identifier, xml: schema.write(body), position }, packing);
  } catch (error) {
    logger.error({ err: error, identifier }, 'A published record cannot be written');
    return writeSurrogate(new SruDiagnostic(64, identifier, 'this record cannot be read.'), position, packing);
  }
}

const ESTIMATED = xmlElement('resultCountPrecision', 'info:srw/vocabulary/resultCountPrecision/1/estimate', {
  xmlns: PRECISION_NAMESPACE,
});
