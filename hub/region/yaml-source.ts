/** A YAML text with the place of each of its keys. */
import { LineCounter, isAlias, isMap, isNode, isPair, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Alias, Document, Node, Pair } from 'yaml';
import type { KeyPath } from './known-keys.ts';
import { findUnreadable } from './readable-text.ts';
import type { RegionFault } from './region-file-error.ts';

/** More than this is no description of a region. */
const MAX_CHARACTERS = 1_000_000;
/** A handful of anchors saves typing; a file that unfolds to thousands of nodes is an attack or an accident. */
const MAX_ALIASES = 100;

export interface YamlSource {
  /** Plain data; null if the text is no YAML that may be read. */
  readonly value: unknown;
  /** What is wrong with the text as YAML. */
  readonly faults: readonly RegionFault[];
  /** Line and column of a key, or of the nearest thing around it that is there. */
  placeOf(path: KeyPath): { readonly line: number; readonly column: number };
}

/** Reads YAML 1.2 as data: no custom tags, no code, aliases counted. */
export function readYaml(text: string): YamlSource {
  if (text.length > MAX_CHARACTERS) return unreadable(faultAtStart(`is longer than ${MAX_CHARACTERS} characters`));
  const fault = findUnreadable(text);
  if (fault !== null) return unreadable(fault);

  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: isSameKey });
  const faultAt = (offset: number, message: string, hint: string | null): RegionFault => {
    const place = lines.linePos(offset);
    return { line: place.line, column: place.col, path: '', message, hint };
  };
  const faults = [
    ...[...document.errors, ...document.warnings].map((problem) =>
      faultAt(problem.pos[0], lowerFirst(problem.message), yamlHint(problem.code)),
    ),
    ...changedKeys(document).map((key) =>
      faultAt(startOf(key) ?? 0, 'is a key that is read as another one', 'put it in quotes'),
    ),
    ...lonelyAliases(document).map((alias) =>
      faultAt(
        startOf(alias) ?? 0,
        'begins with a star, and no anchor above has that name',
        'put a text that begins with * in quotes',
      ),
    ),
  ];

  let value: unknown = null;
  if (faults.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch {
      faults.push({
        line: 1,
        column: 1,
        path: '',
        message: `holds more than ${MAX_ALIASES} aliases`,
        hint: 'write it out',
      });
    }
  }

  const placeOf = (path: KeyPath): { line: number; column: number } => {
    const offset = offsetOf(document, path);
    const place = lines.linePos(offset);
    return { line: Math.max(1, place.line), column: Math.max(1, place.col) };
  };
  return { value, faults, placeOf };
}

function unreadable(fault: RegionFault): YamlSource {
  return { value: null, faults: [fault], placeOf: () => ({ line: fault.line, column: fault.column }) };
}

function faultAtStart(message: string): RegionFault {
  return { line: 1, column: 1, path: '', message, hint: null };
}

/** What a key is before it becomes a text. */
type YamlKey = string | number | boolean | null;

/** `1` and `'1'` are one key of the data; the library's own check takes them for two, of which the later one wins. */
function isSameKey(a: unknown, b: unknown): boolean {
  return isScalar<YamlKey>(a) && isScalar<YamlKey>(b) && String(a.value) === String(b.value);
}

/** Keys that YAML takes for a number or the like and would give in other characters: `01` as `1`, `1.10` as `1.1`. A code is not such a number. */
function changedKeys(document: Document.Parsed): readonly Node[] {
  const changed: Node[] = [];
  visit(document, {
    Pair(_, { key }) {
      if (!isScalar<YamlKey>(key) || typeof key.value === 'string') return;
      if (key.value === null || String(key.value) !== key.source) changed.push(key);
    },
  });
  return changed;
}

/** `*NEW`, as some codes begin, stands for what `&NEW` marked before it. */
function lonelyAliases(document: Document.Parsed): readonly Alias[] {
  const anchors = new Set<string>();
  const lonely: Alias[] = [];
  visit(document, {
    Alias(_, alias) {
      if (!anchors.has(alias.source)) lonely.push(alias);
    },
    Value(_, { anchor }) {
      if (anchor !== undefined) anchors.add(anchor);
    },
  });
  return lonely;
}

function offsetOf(document: Document, path: KeyPath): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair: Pair | undefined = node.items.find((item) => keyText(item) === String(step));
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else {
      return offset;
    }
  }
  return offset;
}

function keyText(item: unknown): string | null {
  return isPair(item) && isScalar(item.key) ? String(item.key.value) : null;
}

function startOf(node: unknown): number | null {
  return isNode(node) ? ((node as Node).range?.[0] ?? null) : null;
}

function yamlHint(code: string): string | null {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'indent with spaces';
    case 'DUPLICATE_KEY':
      return 'a key may occur only once';
    case 'TAG_RESOLVE_FAILED':
      return 'leave out the tag';
    default:
      return null;
  }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
