/**
 * Operators, brackets and fields of a query, from text to alternatives, each of which asks for all of its pieces. NOT binds
 * closest, then AND, which needs not be written, then OR. Pure.
 */
import { readFieldPrefix, type FieldPrefix, type QueryField } from './query-fields.ts';

/** What stands between blanks, or in quotation marks. */
export interface Piece {
  readonly text: string;
  readonly phrase: boolean;
  readonly without: boolean;
  /** Null for anywhere. */
  readonly field: QueryField | null;
}

type Node =
  | { readonly kind: 'PIECE'; readonly piece: Omit<Piece, 'without'> }
  | { readonly kind: 'ALL' | 'ANY'; readonly parts: readonly Node[] }
  | { readonly kind: 'NOT'; readonly part: Node };

interface Token {
  readonly kind: 'AND' | 'OR' | 'NOT' | 'OPEN' | 'CLOSE' | 'FIELD' | 'PIECE';
  readonly typed: string;
  /** Of a piece. */
  readonly phrase: boolean;
  /** Of a field. */
  readonly field: FieldPrefix['field'] | null;
}

/** In quotation marks, closed or not; a bracket; or what stands between blanks. A `-` before it may be a NOT. */
const TOKEN = /(-*)(?:"([^"]*)"?|(\()|(\))|([^\s"()]+))/g;

/** Deeper nobody thinks. */
const DEPTH_MAX = 40;
/** More come of no query that somebody typed: each is searched by itself. */
const ALTERNATIVES_MAX = 40;

/**
 * Reads a text in which curly quotation marks are straight. `strict` says that operators or fields were typed: whoever does that wants
 * nothing to be left out; `asWords` has those that could not be read, brackets too, as they were typed.
 */
export function readOperators(text: string) {
  const tokens = tokensOf(text);
  const reader = createReader(tokens);
  const root = reader.readAll();
  // Nobody who writes all in capitals means an operator by AND alone.
  const hasSmall = /\p{Ll}/u.test(text);
  const strict = tokens.some(
    ({ kind, typed }) => kind === 'FIELD' || (typed === kind && (kind === 'NOT' || (kind !== 'PIECE' && hasSmall))),
  );
  const alternatives = expand(root, false);
  if (alternatives !== null) return { alternatives, strict, asWords: strict ? reader.unread() : [] };
  const operators = tokens.filter(({ kind }) => kind !== 'PIECE').map(({ typed }) => typed);
  return { alternatives: [takeAsWords(tokens)], strict: false, asWords: [...new Set(operators)] };
}

/** All pieces, in no field. What is not wanted within brackets, in one field or in another way only is left out. */
function takeAsWords(tokens: readonly Token[]): readonly Piece[] {
  const pieces: Piece[] = [];
  /** Of each bracket that is open, whether what is in it is not wanted. */
  const brackets: boolean[] = [];
  let without = false;
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'FIELD') continue;
    if (token.kind === 'PIECE') {
      const isLimited = brackets.length > 0 || tokens[at - 1]?.kind === 'FIELD';
      const isLeftOut = brackets.at(-1) === true || (without && isLimited);
      if (!isLeftOut) pieces.push({ ...toPiece(token), without });
    } else if (token.kind === 'OPEN') brackets.push(without || brackets.at(-1) === true);
    else if (token.kind === 'CLOSE') brackets.pop();
    without = token.kind === 'NOT';
  }
  return pieces;
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const add = (kind: Token['kind'], typed: string, more: Partial<Token> = {}): void => {
    tokens.push({ kind, typed, phrase: false, field: null, ...more });
  };
  for (const { 0: whole, 1: minus = '', 2: phrase, 3: open, 4: close, 5: word = '', index } of text.matchAll(TOKEN)) {
    // Behind a bracket that closes or a quotation mark it is a hyphen: `(pre)-eclampsia`.
    const isFree = index === 0 || /[\s(]/.test(text[index - 1] ?? '');
    if (minus !== '' && isFree && close === undefined) add('NOT', minus);
    if (phrase !== undefined) add('PIECE', phrase, { phrase: true });
    else if (open !== undefined) add('OPEN', open);
    else if (close !== undefined) add('CLOSE', close);
    else if (word === 'AND' || word === 'NOT' || /^or$/i.test(word)) add(word.toUpperCase() as 'AND', word);
    else addWord(word, /^(?:\s|$)/.test(text.slice(index + whole.length)), add);
  }
  return tokens;
}

function addWord(
  word: string,
  isEnd: boolean,
  add: (kind: Token['kind'], typed: string, more?: Partial<Token>) => void,
): void {
  const prefix = readFieldPrefix(word, isEnd);
  if (prefix !== null) add('FIELD', prefix.typed, { field: prefix.field });
  const rest = prefix?.rest ?? word;
  if (rest !== '') add('PIECE', rest);
}

function createReader(tokens: readonly Token[]) {
  const unread: string[] = [];
  let at = 0;
  let depth = 0;
  let open = 0;

  /** Up to the bracket that closes, or the end. */
  function readAny(): Node {
    const parts = [readAlternative()];
    while (tokens[at]?.kind === 'OR') {
      const typed = tokens[at]?.typed ?? '';
      at += 1;
      const next = readAlternative();
      if (isEmpty(next) || isEmpty(parts.at(-1))) unread.push(typed);
      parts.push(next);
    }
    return { kind: 'ANY', parts: parts.filter((part) => !isEmpty(part)) };
  }

  function readAlternative(): Node {
    const parts: Node[] = [];
    for (let token = tokens[at]; token !== undefined; token = tokens[at]) {
      if (token.kind === 'OR' || (token.kind === 'CLOSE' && open > 0)) break;
      if (token.kind === 'CLOSE') {
        // A bracket too many parts nothing.
        at += 1;
        unread.push(token.typed);
      } else if (token.kind === 'AND') {
        at += 1;
        if (parts.length === 0 || !beginsUnit(tokens[at])) unread.push(token.typed);
      } else parts.push(...readUnit());
    }
    return { kind: 'ALL', parts };
  }

  function readUnit(): readonly Node[] {
    const token = tokens[at];
    if (token === undefined) return [];
    at += 1;
    if (token.kind === 'PIECE') return [{ kind: 'PIECE', piece: toPiece(token) }];
    if (token.kind === 'OPEN' && depth === DEPTH_MAX) return [];
    if (token.kind === 'OPEN') return [within(() => readBracket(token))];
    if (!beginsUnit(tokens[at]) || depth === DEPTH_MAX) return asWord(token);
    const [part] = within(readUnit);
    if (part === undefined) return [];
    if (token.kind === 'NOT') return [{ kind: 'NOT', part }];
    if (token.field === 'unread') return [...asWord(token), part];
    return [token.field === null || token.field === 'anywhere' ? part : inField(part, token.field)];
  }

  function within<T>(read: () => T): T {
    depth += 1;
    const result = read();
    depth -= 1;
    return result;
  }

  function readBracket({ typed }: Token): Node {
    open += 1;
    const node = readAny();
    open -= 1;
    if (tokens[at]?.kind === 'CLOSE') at += 1;
    else unread.push(typed);
    return node;
  }

  /** A minus that stands alone says nothing. */
  function asWord({ kind, typed }: Token): readonly Node[] {
    if (kind === 'NOT' && typed !== 'NOT') return [];
    unread.push(typed);
    return [{ kind: 'PIECE', piece: { text: typed, phrase: false, field: null } }];
  }

  return { readAll: readAny, unread: () => [...new Set(unread)] };
}

function beginsUnit(token: Token | undefined): boolean {
  return token !== undefined && !['AND', 'OR', 'CLOSE'].includes(token.kind);
}

function isEmpty(node: Node | undefined): boolean {
  return node !== undefined && (node.kind === 'ALL' || node.kind === 'ANY') && node.parts.length === 0;
}

function toPiece({ typed, phrase }: Token): Omit<Piece, 'without'> {
  return { text: typed, phrase, field: null };
}

/** The innermost field counts. */
function inField(node: Node, field: QueryField): Node {
  if (node.kind === 'PIECE') return { ...node, piece: { ...node.piece, field: node.piece.field ?? field } };
  if (node.kind === 'NOT') return { ...node, part: inField(node.part, field) };
  return { ...node, parts: node.parts.map((part) => inField(part, field)) };
}

/** Null if they are too many. */
function expand(node: Node, without: boolean): readonly (readonly Piece[])[] | null {
  if (node.kind === 'PIECE') return [[{ ...node.piece, without }]];
  if (node.kind === 'NOT') return expand(node.part, !without);
  if (isEmpty(node)) return [[]];
  const parts = node.parts.map((part) => expand(part, without));
  let all: readonly (readonly Piece[])[] = (node.kind === 'ALL') === without ? [] : [[]];
  for (const part of parts) {
    if (part === null) return null;
    all =
      (node.kind === 'ALL') === without
        ? [...all, ...part]
        : all.flatMap((one) => part.map((other) => [...one, ...other]));
    if (all.length > ALTERNATIVES_MAX) return null;
  }
  return all;
}
