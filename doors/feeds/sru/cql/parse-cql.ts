/** Reads CQL 1.2, by the grammar of its specification; what is wrong is told with its place. Pure. */
import { SruDiagnostic } from '../diagnostics.ts';
import type { CqlClause, CqlModifier, CqlName, CqlOperator, CqlQuery, CqlSearch, CqlSortKey } from './query-tree.ts';
import { readTokens, syntaxError, type CqlToken } from './tokens.ts';

/** Nobody types more; each is a search of its own. */
export const BOOLEANS_MAX = 100;
/** Parentheses within parentheses. */
export const DEPTH_MAX = 50;
export const QUERY_MAX = 60_000;

const OPERATORS: ReadonlySet<string> = new Set<CqlOperator>(['and', 'or', 'not']);
const COMPARISONS: ReadonlySet<string> = new Set(['=', '==', '<>', '<=', '>=', '<', '>']);
/** Relations that are words. Another word in their place is most likely a second term. */
const RELATION_WORDS: ReadonlySet<string> = new Set([...['scr', 'exact', 'any', 'all', 'adj', 'within', 'encloses']]);
const NO_RELATION = { text: 'scr', modifiers: [] };

interface Cursor {
  readonly tokens: readonly CqlToken[];
  next: number;
  booleans: number;
  depth: number;
}
type Assigned = ReadonlyMap<string, string>;

/** Throws a diagnostic for a text that is no CQL, or is too long or too deep. */
export function parseCql(query: string): CqlQuery {
  if (query.length > QUERY_MAX) {
    const explanation = `at most ${String(QUERY_MAX)} are read; these are ${String(query.length)}.`;
    throw new SruDiagnostic(12, String(query.length), explanation);
  }
  const cursor: Cursor = { tokens: readTokens(query), next: 0, booleans: 0, depth: 0 };
  const assigned = readAssignments(cursor, new Map());
  const clause = readClauses(cursor, assigned);
  const sortKeys = takeWord(cursor, 'sortby') ? readSortKeys(cursor, assigned) : [];
  const rest = peek(cursor);
  if (rest.kind === 'END') return { clause, sortKeys };
  if (rest.text === ')' && rest.kind === 'SIGN') {
    throw syntaxError(rest.at, 'a parenthesis is closed that was not opened');
  }
  throw syntaxError(rest.at, `"and", "or", "not" or the end is expected, and not ${describe(rest)}`);
}

/** `> dc = "info:…"`, or `> "info:…"` for names without a prefix. */
function readAssignments(cursor: Cursor, outer: Assigned): Assigned {
  if (!isSign(peek(cursor), '>')) return outer;
  const assigned = new Map(outer);
  while (takeSign(cursor, '>')) {
    const first = takeText(cursor, 'a prefix or the name of a context set');
    if (takeSign(cursor, '=')) {
      assigned.set(plain(first).toLowerCase(), plain(takeText(cursor, 'the name of a context set')));
    } else assigned.set('', plain(first));
  }
  return assigned;
}

function readClauses(cursor: Cursor, assigned: Assigned): CqlClause {
  let left = readClause(cursor, assigned);
  for (;;) {
    const operator = takeOperator(cursor);
    if (operator === null) return left;
    left = { kind: 'BOOLEAN', operator, left, right: readClause(cursor, assigned) };
  }
}

function takeOperator(cursor: Cursor): CqlOperator | null {
  const token = peek(cursor);
  const word = token.kind === 'WORD' ? token.text.toLowerCase() : '';
  if (word === 'prox') {
    throw new SruDiagnostic(39, 'prox', `at character ${String(token.at)}: use the relation "adj", or "and".`);
  }
  if (!isOperator(word)) return null;
  cursor.next += 1;
  cursor.booleans += 1;
  if (cursor.booleans > BOOLEANS_MAX) {
    throw new SruDiagnostic(38, String(BOOLEANS_MAX), `at most ${String(BOOLEANS_MAX)} are answered.`);
  }
  const [modifier] = readModifiers(cursor);
  if (modifier !== undefined) {
    throw new SruDiagnostic(46, modifier.name, `"${word}" takes no modifiers here: leave "/${modifier.name}" out.`);
  }
  return word;
}

function readClause(cursor: Cursor, assigned: Assigned): CqlClause {
  const opened = peek(cursor);
  if (!takeSign(cursor, '(')) return readSearch(cursor, assigned);
  cursor.depth += 1;
  if (cursor.depth > DEPTH_MAX) {
    const explanation = `at character ${String(opened.at)}: at most ${String(DEPTH_MAX)} stand within each other.`;
    throw new SruDiagnostic(13, String(DEPTH_MAX), explanation);
  }
  const clause = readClauses(cursor, readAssignments(cursor, assigned));
  const closing = peek(cursor);
  if (!takeSign(cursor, ')')) {
    const expected = `")" is expected for the parenthesis at character ${String(opened.at)}`;
    throw syntaxError(closing.at, `${expected}, and not ${describe(closing)}`);
  }
  cursor.depth -= 1;
  return clause;
}

function readSearch(cursor: Cursor, assigned: Assigned): CqlSearch {
  const first = takeText(cursor, 'a term or an index');
  const relation = peek(cursor);
  if (isRelation(relation)) {
    cursor.next += 1;
    const text = relation.text.toLowerCase();
    const modifiers = readModifiers(cursor);
    const { text: written, at } = takeText(cursor, `a term for ${describe(first)}`);
    return { kind: 'SEARCH', index: toName(first, assigned), relation: { text, modifiers }, term: { written, at } };
  }
  if (relation.kind === 'STRING' || (relation.kind === 'WORD' && !isReserved(relation.text))) {
    const what = `${describe(relation)} is no relation, and no Boolean`;
    throw syntaxError(relation.at, `${what}: put a term of several words in quotation marks`);
  }
  return { kind: 'SEARCH', index: null, relation: NO_RELATION, term: { written: first.text, at: first.at } };
}

function isRelation({ kind, text }: CqlToken): boolean {
  if (kind === 'SIGN') return COMPARISONS.has(text);
  // A context set of another server's may have relations of its own.
  return kind === 'WORD' && (RELATION_WORDS.has(text.toLowerCase()) || /^\w+\.\w+$/.test(text));
}

function readModifiers(cursor: Cursor): readonly CqlModifier[] {
  const modifiers: CqlModifier[] = [];
  while (takeSign(cursor, '/')) {
    const name = plain(takeText(cursor, 'the name of a modifier')).toLowerCase();
    const sign = peek(cursor);
    const isCompared = sign.kind === 'SIGN' && COMPARISONS.has(sign.text);
    if (isCompared) cursor.next += 1;
    const value = isCompared ? plain(takeText(cursor, 'the value of a modifier')) : null;
    modifiers.push({ name, comparison: isCompared ? sign.text : null, value });
  }
  return modifiers;
}

function readSortKeys(cursor: Cursor, assigned: Assigned): readonly CqlSortKey[] {
  const keys: CqlSortKey[] = [];
  do {
    const index = toName(takeText(cursor, 'an index to sort by'), assigned);
    keys.push({ index, modifiers: readModifiers(cursor) });
  } while (peek(cursor).kind === 'WORD' || peek(cursor).kind === 'STRING');
  return keys;
}

function toName(token: CqlToken, assigned: Assigned): CqlName {
  return { text: plain(token), assigned };
}

/** What is written without escapes. */
function plain({ text }: CqlToken): string {
  return text.replaceAll(/\\([^])/g, '$1');
}

function peek({ tokens, next }: Cursor): CqlToken {
  return tokens[next] ?? { kind: 'END', text: '', at: 0 };
}

function isSign({ kind, text }: CqlToken, sign: string): boolean {
  return kind === 'SIGN' && text === sign;
}

function takeSign(cursor: Cursor, sign: string): boolean {
  const isThere = isSign(peek(cursor), sign);
  if (isThere) cursor.next += 1;
  return isThere;
}

function takeWord(cursor: Cursor, word: string): boolean {
  const { kind, text } = peek(cursor);
  const isThere = kind === 'WORD' && text.toLowerCase() === word;
  if (isThere) cursor.next += 1;
  return isThere;
}

/** A word or a string; the words of the language may be terms, too. */
function takeText(cursor: Cursor, expected: string): CqlToken {
  const token = peek(cursor);
  if (token.kind === 'SIGN' || token.kind === 'END') {
    throw syntaxError(token.at, `${expected} is expected, and not ${describe(token)}`);
  }
  cursor.next += 1;
  return token;
}

function isOperator(word: string): word is CqlOperator {
  return OPERATORS.has(word);
}

function isReserved(text: string): boolean {
  const word = text.toLowerCase();
  return isOperator(word) || word === 'prox' || word === 'sortby';
}

function describe({ kind, text }: CqlToken): string {
  if (kind === 'END') return 'the end';
  const most = 30;
  return `"${text.length > most ? `${text.slice(0, most)}…` : text}"`;
}
