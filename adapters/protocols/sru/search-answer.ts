/** A `searchRetrieveResponse` of SRU 1.1, 1.2 or 2.0: its records, and what is wrong. Namespaces differ by server, so names are local. */
import { childrenNamed, childText, parseXmlTree, type XmlElement } from '#xml/xml-tree.ts';

export interface FoundRecords {
  /** How many there are, by the server's word; null where it gives no number. */
  readonly count: number | null;
  /** Those that came, each the element of its schema: `record` of MARCXML, `opacRecord`. */
  readonly records: readonly XmlElement[];
}

/** Why a search was refused: the number of the standard's list, `16`, without a word of the server's. */
export interface Diagnostic {
  /** Null where the server names none. */
  readonly number: number | null;
}

/** A text with the reason where it is no such answer. */
export function readSearchAnswer(text: string): FoundRecords | Diagnostic | string {
  const root = parseXmlTree(text);
  if (typeof root === 'string') return root;
  if (root.local !== 'searchRetrieveResponse') return 'not an answer of SRU';
  const refusals = childrenNamed(root, 'diagnostics');
  if (refusals.length > 0) {
    const [diagnostic] = refusals.flatMap((list) => childrenNamed(list, 'diagnostic'));
    return { number: diagnostic === undefined ? null : numberOf(diagnostic) };
  }
  const records = childrenNamed(root, 'records').flatMap((list) => childrenNamed(list, 'record'));
  const count = childText(root, 'numberOfRecords') ?? '';
  return { count: /^\d{1,12}$/.test(count) ? Number(count) : null, records: records.flatMap(recordOf) };
}

/** `info:srw/diagnostic/1/16`; the Bib-1 list of Z39.50 has other numbers and is told by other words. */
function numberOf(diagnostic: XmlElement): number | null {
  const number = /\/1\/(\d{1,4})$/.exec(childText(diagnostic, 'uri') ?? '')?.[1];
  return number === undefined ? null : Number(number);
}

/** A record as an element, also where it is packed as a text. A diagnostic in the place of a record is none. */
function recordOf(record: XmlElement): readonly XmlElement[] {
  const data = childrenNamed(record, 'recordData')[0];
  if (data === undefined) return [];
  const packed = data.children[0] ?? (data.text === '' ? undefined : parseXmlTree(data.text));
  return packed === undefined || typeof packed === 'string' || packed.local === 'diagnostic' ? [] : [packed];
}
