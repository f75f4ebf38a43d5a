/** Takes a text in CQL apart into words and signs. It goes over the text once, whatever is in it. */
import { SruDiagnostic } from '../diagnostics.ts';

export interface CqlToken {
  readonly kind: 'WORD' | 'STRING' | 'SIGN' | 'END';
  /** Of a string, what is between its quotation marks; escapes are as they were written. */
  readonly text: string;
  /** Counted from 1. */
  readonly at: number;
}

const BLANK = /\s/;
/** The longer sign first. */
const SIGNS = ['==', '<>', '<=', '>=', '=', '<', '>', '(', ')', '/'] as const;
const ENDS_WORD = /[\s()=<>"/]/;

/** Ends with a token of kind END. */
export function readTokens(query: string): readonly CqlToken[] {
  const nul = query.indexOf('\0');
  if (nul >= 0) throw syntaxError(nul + 1, 'the character NUL cannot be in a query: leave it out');
  const tokens: CqlToken[] = [];
  let at = 0;
  while (at < query.length) {
    if (BLANK.test(query.charAt(at))) {
      at += 1;
      continue;
    }
    const token = readToken(query, at);
    tokens.push({ ...token, at: at + 1 });
    at += token.length;
  }
  return [...tokens, { kind: 'END', text: '', at: query.length + 1 }];
}

export function syntaxError(at: number, explanation: string): SruDiagnostic {
  return new SruDiagnostic(10, `character ${String(at)}`, `at character ${String(at)}, ${explanation}.`);
}

function readToken(query: string, start: number): Pick<CqlToken, 'kind' | 'text'> & { readonly length: number } {
  const sign = SIGNS.find((one) => query.startsWith(one, start));
  if (sign !== undefined) return { kind: 'SIGN', text: sign, length: sign.length };
  if (query.charAt(start) === '"') {
    const end = findEnd(query, start + 1, (character) => character === '"');
    if (end >= query.length) throw syntaxError(start + 1, 'quotation marks are opened and not closed: close them');
    return { kind: 'STRING', text: query.slice(start + 1, end), length: end + 1 - start };
  }
  const end = findEnd(query, start, (character) => ENDS_WORD.test(character));
  return { kind: 'WORD', text: query.slice(start, end), length: end - start };
}

/** Behind a backslash nothing ends. */
function findEnd(query: string, start: number, isEnd: (character: string) => boolean): number {
  let at = start;
  while (at < query.length && !isEnd(query.charAt(at))) at += query.charAt(at) === '\\' ? 2 : 1;
  return Math.min(at, query.length);
}
