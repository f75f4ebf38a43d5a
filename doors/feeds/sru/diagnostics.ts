/** What is wrong with a request, by the numbers of SRU's list of diagnostics. Every one is told with HTTP 200. */
import { shorten } from '../asked.ts';

/** Numbers of `info:srw/diagnostic/1/`, as far as they are given here, with the words of the list. */
export const DIAGNOSTICS = {
  1: 'General system error',
  2: 'System temporarily unavailable',
  4: 'Unsupported operation',
  5: 'Unsupported version',
  6: 'Unsupported parameter value',
  7: 'Mandatory parameter not supplied',
  8: 'Unsupported parameter',
  10: 'Query syntax error',
  12: 'Too many characters in query',
  13: 'Invalid or unsupported use of parentheses',
  15: 'Unsupported context set',
  16: 'Unsupported index',
  19: 'Unsupported relation',
  20: 'Unsupported relation modifier',
  22: 'Unsupported combination of relation and index',
  23: 'Too many characters in term',
  24: 'Unsupported combination of relation and term',
  26: 'Non special character escaped in term',
  27: 'Empty term unsupported',
  28: 'Masking character not supported',
  29: 'Masked words too short',
  31: 'Anchoring character not supported',
  32: 'Anchoring character in unsupported position',
  36: 'Term in invalid format for index or relation',
  38: 'Too many boolean operators in query',
  39: 'Proximity not supported',
  46: 'Unsupported boolean modifier',
  50: 'Result sets not supported',
  61: 'First record position out of range',
  64: 'Record temporarily unavailable',
  66: 'Unknown schema for retrieval',
  71: 'Unsupported record packing',
  72: 'XPath retrieval unsupported',
  80: 'Sort not supported',
  82: 'Unsupported sort sequence',
  84: 'Too many sort keys to sort',
  88: 'Unsupported path for sort',
  90: 'Unsupported direction',
  91: 'Unsupported case',
  92: 'Unsupported missing value action',
  110: 'Stylesheets not supported',
  120: 'Response position out of range',
} as const;
export type DiagnosticNumber = keyof typeof DIAGNOSTICS;

/** Thrown by whoever answers a request: the request as a whole cannot be answered. */
export class SruDiagnostic extends Error {
  override readonly name = 'SruDiagnostic';
  readonly number: DiagnosticNumber;
  /** What it is about: the name of a parameter, of an index. */
  readonly details: string;

  constructor(number: DiagnosticNumber, details: string, explanation: string) {
    super(`${DIAGNOSTICS[number]}: ${explanation}`);
    this.number = number;
    this.details = shorten(details);
  }
}
