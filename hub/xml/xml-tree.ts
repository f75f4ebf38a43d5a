import { parsePlainXml } from './plain-xml.ts';
import { parseWholeXml, type XmlElement } from './whole-xml.ts';

export type { XmlElement } from './whole-xml.ts';

/**
 * A small document as a tree; a text with the reason where it is not well-formed, has a document type declaration, or
 * uses entities beyond XML's own five. `namespaces` are those of prefixes that are declared elsewhere.
 */
export function parseXmlTree(text: string, namespaces?: Readonly<Record<string, string>>): XmlElement | string {
  const plain = namespaces === undefined ? parsePlainXml(text) : null;
  return plain ?? parseWholeXml(text, namespaces);
}

export function childrenNamed(element: XmlElement, local: string): readonly XmlElement[] {
  return element.children.filter((child) => child.local === local);
}

/** The text of the first child of that name; null where there is none or it is empty. */
export function childText(element: XmlElement, local: string): string | null {
  const text = element.children.find((child) => child.local === local)?.text ?? '';
  return text === '' ? null : text;
}
