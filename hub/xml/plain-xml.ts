/**
 * The XML that library systems send almost always: elements with or without attributes, and text. Read in a third of the
 * time and memory that a whole parser takes, because a page of titles has thousands of elements. Whatever is more than that,
 * and whatever is wrong, is left to the whole parser, which says what it is.
 */
import { DEEPEST, MOST_ELEMENTS, type XmlElement } from './whole-xml.ts';

/** Anything but the plain case: entities other than XML's own five, declarations, comments, characters that XML forbids. */
const UNUSUAL = /&(?!(?:amp|lt|gt|quot|apos);)|<[!?]|\]\]>|[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const DECLARATION = /^\uFEFF?<\?xml version="1\.0"(?: encoding="[uU][tT][fF]-8")?(?: standalone="(?:yes|no)")? ?\?>/;
/** No document gives these names of XML's own to its elements. */
const RESERVED = 'http://www.w3.org/';
const ENTITY = /&(amp|lt|gt|quot|apos);/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** Names without a prefix. */
const NAME = /[A-Za-z_][A-Za-z0-9_.-]*/y;
/** A value with a tab, a line break or an entity in it is normalised by the whole parser. */
const ATTRIBUTE = /[ \t\n]+([A-Za-z_][A-Za-z0-9_.-]*)="([^"<&\t\n]*)"/y;
const TAG_END = /[ \t\n]*(\/?)>/y;

const GREATER = 0x3e;
const SLASH = 0x2f;
const NO_ATTRIBUTES: Readonly<Record<string, string>> = {};

interface OpenElement {
  readonly local: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** The document as a tree; null where it is not plain or not well-formed. */
export function parsePlainXml(document: string): XmlElement | null {
  const declaration = DECLARATION.exec(document)?.[0] ?? '';
  const text = withoutBlanksAround(withLineFeeds(document.slice(declaration.length)));
  if (isUnusual(text)) return null;
  const parents: OpenElement[] = [];
  let open = null as OpenElement | null;
  let at = 0;
  let elements = 0;
  for (;;) {
    if (text.charCodeAt(at + 1) === SLASH) {
      if (open === null || !isClosedAt(text, at, open.local)) return null;
      at += open.local.length + 3;
      const parent: OpenElement | null = parents.pop() ?? null;
      const element = close(open);
      if (parent === null) return at === text.length ? element : null;
      parent.children.push(element);
      open = parent;
    } else {
      const started = start(text, at, open?.uri ?? '');
      if (started === null || (elements += 1) > MOST_ELEMENTS) return null;
      at = started.end;
      if (started.isEmpty && open === null) return at === text.length ? close(started.element) : null;
      if (started.isEmpty) open?.children.push(close(started.element));
      else {
        if (open !== null && parents.push(open) >= DEEPEST) return null;
        open = started.element;
      }
    }
    const next = text.indexOf('<', at);
    if (next === -1) return null;
    if (next > at && open !== null) open.text += text.slice(at, next);
    at = next;
  }
}

/** Blanks as XML knows them, before the first element and behind the last. */
function withoutBlanksAround(text: string): string {
  const isBlank = (at: number): boolean => ' \t\n'.includes(text.charAt(at));
  let [start, end] = [0, text.length];
  while (start < end && isBlank(start)) start += 1;
  while (end > start && isBlank(end - 1)) end -= 1;
  return text.slice(start, end);
}

function isUnusual(text: string): boolean {
  return UNUSUAL.test(text) || !text.isWellFormed() || !text.startsWith('<');
}

/** XML, section 2.11: whatever ended a line, one line feed is read. */
function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** `</name>`, without a blank. */
function isClosedAt(text: string, at: number, name: string): boolean {
  return text.startsWith(name, at + 2) && text.charCodeAt(at + 2 + name.length) === GREATER;
}

interface Started {
  readonly element: OpenElement;
  readonly isEmpty: boolean;
  /** Behind the tag. */
  readonly end: number;
}

function start(text: string, at: number, around: string): Started | null {
  NAME.lastIndex = at + 1;
  if (!NAME.test(text)) return null;
  let end = NAME.lastIndex;
  const local = text.slice(at + 1, end);
  let uri = around;
  let attributes = NO_ATTRIBUTES;
  let isEmpty = false;
  if (text.charCodeAt(end) === GREATER) end += 1;
  else {
    const given: Record<string, string> = {};
    ATTRIBUTE.lastIndex = end;
    for (let found = ATTRIBUTE.exec(text); found !== null; found = ATTRIBUTE.exec(text)) {
      const [, name = '', value = ''] = found;
      if (Object.hasOwn(given, name) || name === '__proto__') return null;
      if (name === 'xmlns') {
        if (value.startsWith(RESERVED)) return null;
        uri = value;
      }
      given[name] = value;
      end = ATTRIBUTE.lastIndex;
    }
    TAG_END.lastIndex = end;
    const ending = TAG_END.exec(text);
    if (ending === null) return null;
    isEmpty = ending[1] === '/';
    end = TAG_END.lastIndex;
    attributes = given;
  }
  return { element: { local, uri, attributes, children: [], text: '' }, isEmpty, end };
}

function close({ local, uri, attributes, children, text }: OpenElement): XmlElement {
  const plain = text.trim();
  return { local, uri, attributes, children, text: plain.includes('&') ? decode(plain) : plain };
}

/** Behind the trimming: the five stand for no blank. */
function decode(text: string): string {
  return text.replace(ENTITY, (_, name: string) => ENTITIES[name] ?? '');
}
