/** XML with all that belongs to it, by `saxes`. */
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { isWrongComment, withoutWrongComments } from './xml-comments.ts';
import { faultWords } from './fault-words.ts';

export interface XmlElement {
  readonly local: string;
  readonly uri: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside, trimmed. */
  readonly text: string;
}

/** No answer of a library system is nested so deep; a parser takes the square of the depth. */
export const DEEPEST = 256;

/** Nor has one more elements: more than a page of 20,000 copies. */
export const MOST_ELEMENTS = 400_000;

/** Ends the parser where it is: behind its first fault it would report every other one, for seconds. */
class Refused extends Error {}

interface OpenElement {
  readonly tag: SaxesTagNS;
  readonly children: XmlElement[];
  text: string;
}

/**
 * A small document as a tree; a text with the reason where it is not well-formed, has a document type declaration, or
 * uses entities beyond XML's own five, is nested deeper than {@link DEEPEST}, or has more than {@link MOST_ELEMENTS}. Hyphens in a comment cost nothing.
 */
export function parseWholeXml(text: string, namespaces: Readonly<Record<string, string>> = {}): XmlElement | string {
  const tree = parseStrictly(text, namespaces);
  const mended = typeof tree === 'string' && isWrongComment(tree) ? withoutWrongComments(text) : null;
  return mended === null ? tree : parseStrictly(mended, namespaces);
}

function parseStrictly(text: string, namespaces: Readonly<Record<string, string>>): XmlElement | string {
  const parser = new SaxesParser({ xmlns: true, position: true, additionalNamespaces: { ...namespaces } });
  const open: OpenElement[] = [];
  let root = null as XmlElement | null;
  let elements = 0;
  const addText = (value: string): void => {
    const element = open.at(-1);
    if (element !== undefined) element.text += value;
  };
  parser.on('error', (error) => {
    throw new Refused(`XML not well-formed: ${faultWords(error.message)}`);
  });
  parser.on('doctype', () => {
    throw new Refused('document type declarations are refused');
  });
  parser.on('opentag', (tag) => {
    if (open.length >= DEEPEST && !tag.isSelfClosing) throw new Refused(`elements are nested deeper than ${DEEPEST}`);
    if ((elements += 1) > MOST_ELEMENTS) throw new Refused(`there are more than ${MOST_ELEMENTS} elements`);
    open.push({ tag, children: [], text: '' });
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined) return;
    const closed = toElement(element);
    const parent = open.at(-1);
    if (parent === undefined) root ??= closed;
    else parent.children.push(closed);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.message;
  }
  return root ?? 'no XML element';
}

function toElement({ tag, children, text }: OpenElement): XmlElement {
  const attributes: Record<string, string> = {};
  for (const [name, attribute] of Object.entries(tag.attributes)) attributes[name] = attribute.value;
  return { local: tag.local, uri: tag.uri, attributes, children, text: text.trim() };
}
