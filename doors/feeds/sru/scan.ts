/** scan: a part of the list of an index, with what a search for each term finds. */
import type { ScannedTerm } from '#feed-log/index.ts';
import { xmlText } from '../xml.ts';
import type { SruContext } from './context.ts';
import { parseCql } from './cql/parse-cql.ts';
import type { CqlSearch } from './cql/query-tree.ts';
import { readPlainTerm } from './cql/term.ts';
import { SruDiagnostic } from './diagnostics.ts';
import { findIndex, INDEXES } from './query/indexes.ts';
import { checkRelation } from './query/relations.ts';
import type { ScanRequest } from './request.ts';
import { sruElement, writeResponse } from './response.ts';

export async function scan({ searcher }: SruContext, request: ScanRequest): Promise<string> {
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
