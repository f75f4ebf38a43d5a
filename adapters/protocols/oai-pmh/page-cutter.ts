import { NamespaceStack } from '#marc/xml-namespaces.ts';
import { type XmlToken, XmlTokenizer } from '#xml/xml-tokens.ts';

/** A record (or a header of ListIdentifiers) inside a page; positions are bytes. */
export interface OaiSpan {
  readonly start: number;
  end: number;
  /** What is inside its element `metadata`; both -1 where there is none. */
  metadataStart: number;
  metadataEnd: number;
  readonly namespaces: Readonly<Record<string, string>>;
  /** Declared from the page's root to `metadata` itself. */
  metadataNamespaces: Readonly<Record<string, string>>;
}

interface Cut {
  readonly span: OaiSpan;
  readonly name: string;
  readonly scope: NamespaceStack;
  metadataName: string | null;
}

const LISTS = new Set(['ListRecords', 'GetRecord', 'ListIdentifiers']);

/**
 * Where the records of a page lie, without trusting the page to be well-formed: a record begins with `record` followed
 * by `header` and ends with the last end tag of its name before the next one, the resumption token or the list's end.
 */
export function cutOaiPage(bytes: Uint8Array): readonly OaiSpan[] {
  const spans: OaiSpan[] = [];
  const outer = new NamespaceStack();
  let current: Cut | null = null;
  let pendingRecord: (XmlToken & { kind: 'open' }) | null = null;
  let list: string | null = null;
  const finish = (boundary: number): void => {
    if (current === null) return;
    const { span } = current;
    if (span.end === -1 || !isBlank(bytes, span.end, boundary)) span.end = boundary;
    spans.push(span);
    current = null;
  };
  const begin = (token: XmlToken & { kind: 'open' }): Cut => {
    const scope = new NamespaceStack(outer.inScope());
    scope.open(token.name, token.text);
    const namespaces = outer.inScope();
    const span = {
      start: token.start,
      end: -1,
      metadataStart: -1,
      metadataEnd: -1,
      namespaces,
      metadataNamespaces: {},
    };
    return { span, name: token.name, scope, metadataName: null };
  };

  const tokenizer = new XmlTokenizer();
  for (let at = 0; ;) {
    const token = tokenizer.next(bytes, at, true);
    if (token === null) break;
    at = token.end;
    if (token.kind === 'open') {
      const local = localName(token.name);
      if (pendingRecord !== null && local === 'header') {
        finish(pendingRecord.start);
        current = begin(pendingRecord);
      }
      pendingRecord = local === 'record' && list !== null ? token : null;
      if (list === null) {
        outer.open(token.name, token.text);
        if (LISTS.has(local) && !token.empty) list = token.name;
      } else if (local === 'resumptionToken') {
        finish(token.start);
      } else if (local === 'header' && localName(list) === 'ListIdentifiers') {
        finish(token.start);
        current = begin(token);
        if (token.empty) current.span.end = token.end;
      } else if (current !== null && local === 'metadata' && current.metadataName === null) {
        current.metadataName = token.name;
        current.span.metadataStart = token.empty ? -1 : token.end;
        current.scope.open(token.name, token.text);
        current.span.metadataNamespaces = current.scope.inScope();
      }
    } else if (token.kind === 'close') {
      if (token.name === list) {
        finish(token.start);
        list = null;
      }
      if (current !== null && token.name === current.name) current.span.end = token.end;
      if (current !== null && token.name === current.metadataName) current.span.metadataEnd = token.start;
    }
  }
  finish(bytes.length);
  return spans;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0x20) > 0x20) return false;
  return true;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
