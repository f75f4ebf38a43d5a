/** Writes XML: what XML 1.0 cannot hold is left out, so that one odd character in a record spoils no page. */
import { escapeMarkup } from '#marc/index.ts';

export type XmlAttributes = Readonly<Record<string, string | number>>;

/** An element; `content` is XML, as `xmlText` and `xmlElement` give it. */
export function xmlElement(name: string, content: string, attributes: XmlAttributes = {}): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(String(value))}"`);
  const start = `<${name}${written.join('')}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

/** Text, for the content of an element or the value of an attribute. */
export function xmlText(text: string): string {
  // Most texts need nothing, and an answer has ten thousand of them.
  if (PLAIN.test(text)) return text;
  return escapeMarkup(text.toWellFormed().replaceAll(FORBIDDEN, ''));
}

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const PLAIN = /^[\x20\x21\x23-\x25\x27-\x3b\x3d\x3f-\ud7ff\ue000-\ufffd]*$/;
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;
