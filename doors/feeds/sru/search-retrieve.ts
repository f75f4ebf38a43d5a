/** searchRetrieve: finds editions, and gives the records that were published of them. */
import type { Region } from '#domain/region.ts';
import type { FeedRules } from '#domain/feeds.ts';
import type { FoundEntry } from '#feed-log/index.ts';
import { xmlElement } from '../xml.ts';
import type { SruContext } from './context.ts';
import { parseCql } from './cql/parse-cql.ts';
import { SruDiagnostic } from './diagnostics.ts';
import { toOrder } from './query/sort-order.ts';
import { toCondition, type QueryNames } from './query/to-condition.ts';
import type { SearchRequest } from './request.ts';
import { sruElement, writeRecord, writeResponse, writeSurrogate } from './response.ts';

/** The last position that is given: to get everything, harvest. */
export const POSITION_MAX = 10_000;
/** SRU 2.0 has a word for it; 1.2 has none, and takes what is added here. */
const PRECISION_NAMESPACE = 'http://docs.oasis-open.org/ns/search-ws/sruResponse';

export async function searchRetrieve(context: SruContext, request: SearchRequest): Promise<string> {
  const { startRecord, maximumRecords, version } = request;
  const query = parseCql(request.query);
  const condition = toCondition(query.clause, namesOf(context));
  const order = toOrder(query.sortKeys);
  if (startRecord > POSITION_MAX)
    throw outOfRange(`records are given as far as ${String(POSITION_MAX)}; OAI-PMH gives all.`);
  const found = await context.searcher.search({ condition, order, after: startRecord - 1, first: maximumRecords });
  if (found === null) throw new SruDiagnostic(2, '', 'nothing has been published yet. Ask again later.');
  const { count, exact, entries } = found;
  if (startRecord > count && startRecord > 1) {
    throw outOfRange(`there are ${String(count)} records, and none at ${String(startRecord)}.`);
  }
  const records = entries.map((entry, index) => writeEntry(context, request, entry, startRecord + index));
  const next = startRecord + entries.length;
  return writeResponse('searchRetrieve', version, [
    sruElement('numberOfRecords', String(count)),
    ...(records.length === 0 ? [] : [sruElement('records', records.join(''))]),
    ...(entries.length === 0 || next > count ? [] : [sruElement('nextRecordPosition', String(next))]),
    ...(exact ? [] : [sruElement('extraResponseData', ESTIMATED)]),
  ]);
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

function outOfRange(explanation: string): SruDiagnostic {
  return new SruDiagnostic(61, '', explanation);
}

const ESTIMATED = xmlElement('resultCountPrecision', 'info:srw/vocabulary/resultCountPrecision/1/estimate', {
  xmlns: PRECISION_NAMESPACE,
});
