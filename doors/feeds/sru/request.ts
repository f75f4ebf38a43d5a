/** Reads a request of SRU 1.1 or 1.2, as far as it can be judged without its query. */
import { shorten } from '../asked.ts';
import { SruDiagnostic } from './diagnostics.ts';
import { RECORD_SCHEMAS, type RecordSchema } from './record-schemas.ts';

export const OPERATIONS = ['explain', 'searchRetrieve', 'scan'] as const;
export type Operation = (typeof OPERATIONS)[number];
const VERSIONS = ['1.1', '1.2'] as const;
export type Version = (typeof VERSIONS)[number];
export const NEWEST_VERSION: Version = '1.2';

export type Packing = 'xml' | 'string';

export interface SearchRequest {
  readonly operation: 'searchRetrieve';
  readonly version: Version;
  readonly query: string;
  /** Counted from 1. */
  readonly startRecord: number;
  readonly maximumRecords: number;
  readonly packing: Packing;
  readonly schema: RecordSchema;
}

export interface ScanRequest {
  readonly operation: 'scan';
  readonly version: Version;
  readonly scanClause: string;
  /** Where the term is to stand in the answer: 0 is before it. */
  readonly responsePosition: number;
  readonly maximumTerms: number;
}

export interface ExplainRequest {
  readonly operation: 'explain';
  readonly version: Version;
  readonly packing: Packing;
}

export type SruRequest = ExplainRequest | SearchRequest | ScanRequest;

export const RECORDS_DEFAULT = 10;
export const RECORDS_MAX = 100;
export const TERMS_DEFAULT = 10;
export const TERMS_MAX = 100;

/** The parameters of each operation, besides `operation`, `version`, `stylesheet` and those that begin with `x-`. */
const PARAMETERS: Readonly<Record<Operation, readonly string[]>> = {
  explain: ['recordPacking'],
  searchRetrieve: [
    ...['query', 'startRecord', 'maximumRecords', 'recordPacking', 'recordSchema', 'resultSetTTL'],
    // Of version 1.1, to be refused in their own words.
    ...['recordXPath', 'sortKeys'],
  ],
  scan: ['scanClause', 'responsePosition', 'maximumTerms'],
};

/** The bare address asks for explain. */
export function operationOf(given: URLSearchParams): Operation {
  return OPERATIONS.find((operation) => operation === given.get('operation')) ?? 'explain';
}

/** What an answer is written by, if the request asks for no version that there is. */
export function versionOf(given: URLSearchParams): Version {
  return VERSIONS.find((version) => version === given.get('version')) ?? NEWEST_VERSION;
}

/** Throws the diagnostic of the first parameter that is missing, unknown or wrong. */
export function readRequest(given: URLSearchParams): SruRequest {
  const names = new Set(given.keys());
  const isBare = ![...names].some((name) => !name.startsWith('x-'));
  if (isBare) return { operation: 'explain', version: NEWEST_VERSION, packing: 'xml' };
  const written = required(given, 'operation');
  const operation = OPERATIONS.find((one) => one === written);
  if (operation === undefined) {
    throw new SruDiagnostic(4, written, `the operations are ${OPERATIONS.join(', ')}.`);
  }
  const version = readVersion(given);
  checkNames(given, operation);
  switch (operation) {
    case 'explain':
      return { operation, version, packing: readPacking(given) };
    case 'searchRetrieve':
      return {
        operation,
        version,
        query: required(given, 'query'),
        startRecord: readNumber(given, 'startRecord', 1) ?? 1,
        maximumRecords: Math.min(readNumber(given, 'maximumRecords', 0) ?? RECORDS_DEFAULT, RECORDS_MAX),
        packing: readPacking(given),
        schema: readSchema(given),
      };
    case 'scan':
      return {
        operation,
        version,
        scanClause: required(given, 'scanClause'),
        responsePosition: readNumber(given, 'responsePosition', 0) ?? 1,
        maximumTerms: Math.min(readNumber(given, 'maximumTerms', 1) ?? TERMS_DEFAULT, TERMS_MAX),
      };
  }
}

function readVersion(given: URLSearchParams): Version {
  const written = required(given, 'version');
  const version = VERSIONS.find((one) => one === written);
  // The protocol wants the highest that is supported as details.
  if (version === undefined)
    throw new SruDiagnostic(5, NEWEST_VERSION, `send version 1.2 or 1.1, not ${shorten(written)}.`);
  return version;
}

function checkNames(given: URLSearchParams, operation: Operation): void {
  for (const name of new Set(given.keys())) {
    if (name.startsWith('x-')) continue;
    if (name === 'stylesheet') throw new SruDiagnostic(110, 'stylesheet', 'leave the parameter out.');
    if (name === 'recordXPath' && given.get(name) !== '') throw new SruDiagnostic(72, name, 'leave the parameter out.');
    if (name === 'sortKeys' && given.get(name) !== '') {
      throw new SruDiagnostic(
        80,
        name,
        'write "sortBy" into the query, such as: cancer sortBy dc.date/sort.descending',
      );
    }
    if (name !== 'operation' && name !== 'version' && !PARAMETERS[operation].includes(name)) {
      throw new SruDiagnostic(8, name, `${operation} has none of this name: leave it out.`);
    }
    if (given.getAll(name).length > 1)
      throw new SruDiagnostic(6, name, `${shorten(name)} is there more than once: send it once.`);
  }
}

function required(given: URLSearchParams, name: string): string {
  const value = given.get(name) ?? '';
  if (value !== '') return value;
  throw new SruDiagnostic(7, name, `send ${name}.`);
}

function readNumber(given: URLSearchParams, name: string, least: number): number | null {
  const text = given.get(name) ?? '';
  if (text === '') return null;
  if (/^\d{1,15}$/.test(text) && Number(text) >= least) return Number(text);
  throw new SruDiagnostic(6, name, `${name} is a whole number of ${String(least)} or more, not "${shorten(text)}".`);
}

function readPacking(given: URLSearchParams): Packing {
  const packing = given.get('recordPacking') ?? '';
  if (packing === '' || packing === 'xml') return 'xml';
  if (packing === 'string') return 'string';
  throw new SruDiagnostic(71, packing, 'records are packed as "xml" or "string".');
}

function readSchema(given: URLSearchParams): RecordSchema {
  const written = given.get('recordSchema') ?? '';
  const schema = written === '' ? RECORD_SCHEMAS[0] : RECORD_SCHEMAS.find(({ names }) => names.includes(written));
  if (schema !== undefined) return schema;
  const known = RECORD_SCHEMAS.map(({ names }) => names[0]).join(' and ');
  throw new SruDiagnostic(66, written, `the schemas are ${known}.`);
}
