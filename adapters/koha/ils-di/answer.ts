/** What GetAvailability answers, read from its XML: nothing is taken for an answer to another question. */
import { childrenNamed, childText, parseXmlTree } from '#xml/xml-tree.ts';
import type { XmlElement } from '#xml/xml-tree.ts';
import type { SaidOfCopy } from './texts.ts';

/** What is wrong with an answer as a whole. */
export type Refused =
  { readonly kind: 'refused'; readonly code: string | null } | { readonly kind: 'unreadable'; readonly what: string };

/** What each copy's number was answered with; `bad` where the answer says two things of it, or nothing that can be read. */
export interface ReadAnswer {
  readonly kind: 'answer';
  readonly byItem: ReadonlyMap<string, SaidOfCopy | 'bad'>;
  /** The numbers of the copies under the record that they were answered for. */
  readonly itemsOfRecord: ReadonlyMap<string, readonly string[]>;
}

/**
 * Koha writes a branch and a call number into its XML as they are. On one line each, as it writes them; longer ones stay as
 * they are.
 */
const UNESCAPED = /<dlf:(location|itemcallnumber)>([^\n]{0,500}?)<\/dlf:\1>/g;
const BARE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos);)/g;

export function readAvailability(xml: string): ReadAnswer | Refused {
  const parsed = parseXmlTree(xml);
  const root = typeof parsed === 'string' ? parseXmlTree(mend(xml)) : parsed;
  if (typeof root === 'string') return { kind: 'unreadable', what: 'the answer is no XML that can be read' };
  if (root.local !== 'collection') return refusalOf(root);
  const byItem = new Map<string, SaidOfCopy | 'bad'>();
  const itemsOfRecord = new Map<string, readonly string[]>();
  for (const record of childrenNamed(root, 'record')) {
    const items = childrenNamed(record, 'items').flatMap((one) => childrenNamed(one, 'item'));
    for (const item of items) {
      const id = item.attributes['id'] ?? '';
      byItem.set(id, byItem.has(id) ? 'bad' : saidOf(item));
    }
    const biblio = childrenNamed(record, 'bibliographic')[0]?.attributes['id'] ?? '';
    itemsOfRecord.set(biblio, [
      ...(itemsOfRecord.get(biblio) ?? []),
      ...items.map((item) => item.attributes['id'] ?? ''),
    ]);
  }
  return { kind: 'answer', byItem, itemsOfRecord };
}

function mend(xml: string): string {
  return xml.replace(UNESCAPED, (_all, name: string, text: string) => {
    const escaped = text.replace(BARE_AMPERSAND, '&amp;').replaceAll('<', '&lt;');
    return `<dlf:${name}>${escaped}</dlf:${name}>`;
  });
}

/** Every refusal of Koha's has a code, or `NotSupported` for a message. */
function refusalOf(root: XmlElement): Refused {
  const code = childText(root, 'code') ?? childText(root, 'message');
  if (code === null) return { kind: 'unreadable', what: 'the answer is XML of another kind' };
  return { kind: 'refused', code: /^[A-Za-z]{1,40}$/.test(code) ? code : null };
}

function saidOf(item: XmlElement): SaidOfCopy | 'bad' {
  const [said, ...others] = childrenNamed(item, 'simpleavailability');
  if (said === undefined || others.length > 0) return 'bad';
  const status = childText(said, 'availabilitystatus');
  if (status === null || childText(said, 'identifier') !== item.attributes['id']) return 'bad';
  return { status, message: childText(said, 'availabilitymsg'), location: childText(said, 'location') };
}
