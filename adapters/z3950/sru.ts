/** A catalogue that is searched by SRU 1.1 to 2.0: one GET for each search. */
import { createHttpClient, type HttpResponse } from '#platform/http-client.ts';
import type { ErrorCode } from '#platform/errors.ts';
import type { AdapterContext } from '#contract/adapter.ts';
import { readSearchAnswer } from '../protocols/sru/search-answer.ts';
import { lmsError, unexpectedAnswer } from '../shared/lms-error.ts';
import type { Catalogue } from './catalogue.ts';
import type { Z3950Site } from './site.ts';

const OPERATION = 'search';
/** Ten records of a journal with hundreds of copies. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Nothing is asked before the first search. */
export function createSruCatalogue(site: Z3950Site, { guard }: Pick<AdapterContext, 'guard'>): Catalogue {
  const { system, settings } = site;
  const http = createHttpClient({
    system: system.id,
    address: system.address,
    connections: system.limits.connections,
    timeoutMs: system.limits.callTimeoutMs,
    maxBytes: MAX_BYTES,
    guard,
  });
  return {
    async find(values, signal) {
      const query = queryOf(site, values).toString();
      const response = await http.request({ operation: OPERATION, path: settings.path, query }, signal);
      return readFound(site, response);
    },
    close: () => {
      http.close();
    },
  };
}

function queryOf({ settings }: Z3950Site, values: readonly string[]): URLSearchParams {
  const { find, version, schema, items } = settings;
  const query = new URLSearchParams({
    query: values.map((value) => `${find.index} = "${value}"`).join(' or '),
    recordSchema: schema ?? (items === null ? 'opacxml' : 'marcxml'),
    maximumRecords: String(values.length),
    startRecord: '1',
  });
  // 2.0 has neither of them: that there is a query says which operation is meant.
  if (version !== '2.0')
    for (const [name, value] of [
      ['version', version],
      ['operation', 'searchRetrieve'],
    ] as const)
      query.set(name, value);
  return query;
}

function readFound({ system }: Z3950Site, response: HttpResponse) {
  const missing = 'there is no SRU server here; check the address and settings.path';
  if (response.status !== 200) {
    throw unexpectedAnswer({ system: system.id, operation: OPERATION, product: 'the SRU server', missing }, response);
  }
  const found = readSearchAnswer(response.body.toString('utf8'));
  if (typeof found === 'string') {
    const what = `the answer cannot be read (${found}); check the address and any proxy in front of the server`;
    throw lmsError(system.id, 'LMS_BAD_RESPONSE', `${OPERATION}: ${what}`);
  }
  if (!('number' in found)) return found;
  const [code, what] = DIAGNOSTICS[found.number ?? 0] ?? ['LMS_BAD_RESPONSE', 'the server refuses the search'];
  const number = found.number === null ? 'without a number' : `info:srw/diagnostic/1/${found.number}`;
  throw lmsError(system.id, code, `${OPERATION}: ${what} (${number})`);
}

/** What can be done about the diagnostics that such a search can meet; the numbers are those of the standard's list. */
const DIAGNOSTICS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  2: ['LMS_UNAVAILABLE', 'the server is temporarily out of service'],
  3: ['LMS_AUTH_FAILED', 'the server wants somebody to log in, which SRU has no standard for'],
  5: ['LMS_BAD_RESPONSE', 'the server does not speak this version; set settings.version'],
  15: ['LMS_BAD_RESPONSE', 'the server does not know the index; set settings.find.index to one that its explain lists'],
  16: ['LMS_BAD_RESPONSE', 'the server does not know the index; set settings.find.index to one that its explain lists'],
  60: ['LMS_BAD_RESPONSE', 'the server finds too many records; lower settings.perSearch'],
  66: ['LMS_BAD_RESPONSE', 'the server does not know the schema; set settings.schema to one that its explain lists'],
  67: ['LMS_BAD_RESPONSE', 'the server does not give these records in this schema; set settings.schema'],
  68: ['LMS_AUTH_FAILED', 'the server does not let this address search'],
};
