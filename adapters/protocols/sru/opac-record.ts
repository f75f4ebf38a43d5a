/**
 * Copies in an OPAC record of Z39.50 (`opacRecord` in the XML of YAZ's `opacxml.xsd`), which SRU servers give too. Everything is text
 * of the server's own choice but for three flags.
 */
import { childrenNamed, childText, type XmlElement } from '#xml/xml-tree.ts';

/** What is told of one copy that circulates. */
export interface OpacCopy {
  /** The number of the copy: at most servers its barcode. */
  readonly itemId: string | null;
  /** Null where the flag is missing, or neither 0 nor 1: some servers fill in words. */
  readonly availableNow: boolean | null;
  readonly onHold: boolean | null;
  readonly availabilityDate: string | null;
  /** Free texts, by their names in the schema. */
  readonly texts: Readonly<Record<OpacText, string | null>>;
}

/** The elements of a copy in which servers write its state in words; the last one is OCLC's own. */
export const OPAC_TEXTS = [
  'temporaryLocation',
  'availableThru',
  'restrictions',
  'midspine',
  'reasonUnavailable',
] as const;
export type OpacText = (typeof OPAC_TEXTS)[number];

/**
 * Null where nothing is told of any copy: no OPAC record, or holdings without circulations. A record that has no holding at all has
 * no copies: YAZ writes an empty list then.
 */
export function copiesOfOpacRecord(record: XmlElement): readonly OpacCopy[] | null {
  if (record.local !== 'opacRecord') return null;
  const lists = childrenNamed(record, 'holdings');
  const holdings = lists.flatMap((list) => childrenNamed(list, 'holding'));
  const copies = holdings.flatMap((holding) =>
    childrenNamed(holding, 'circulations')
      .flatMap((list) => childrenNamed(list, 'circulation'))
      .map((copy) => toCopy(copy, holding)),
  );
  const tellsNothing = lists.length === 0 || (holdings.length > 0 && copies.length === 0);
  return tellsNothing ? null : copies;
}

function toCopy(copy: XmlElement, holding: XmlElement): OpacCopy {
  // The schema has it inside the copy; a client of OCLC's own looks for it next to the copies.
  const text = (name: OpacText): string | null => childText(copy, name) ?? childText(holding, name);
  return {
    itemId: childText(copy, 'itemId'),
    availableNow: flagOf(copy, 'availableNow'),
    onHold: flagOf(copy, 'onHold'),
    availabilityDate: childText(copy, 'availabilityDate'),
    texts: {
      temporaryLocation: text('temporaryLocation'),
      availableThru: text('availableThru'),
      restrictions: text('restrictions'),
      midspine: text('midspine'),
      reasonUnavailable: text('reasonUnavailable'),
    },
  };
}

/** Whether a copy that is not among {@link copiesOfOpacRecord} is none: each holding has its copies, and each of these its number. */
export function tellsEachCopy(record: XmlElement): boolean {
  const holdings = childrenNamed(record, 'holdings').flatMap((list) => childrenNamed(list, 'holding'));
  return holdings.every((holding) => {
    const copies = childrenNamed(holding, 'circulations').flatMap((list) => childrenNamed(list, 'circulation'));
    return copies.length > 0 && copies.every((copy) => childText(copy, 'itemId') !== null);
  });
}

/** The bibliographic record inside, as MARCXML; null if there is none. */
export function marcOfOpacRecord(record: XmlElement): XmlElement | null {
  return childrenNamed(record, 'bibliographicRecord')[0]?.children[0] ?? null;
}

/** Two flags of one name are none. */
function flagOf(copy: XmlElement, local: string): boolean | null {
  const [flag, ...others] = childrenNamed(copy, local);
  const value = others.length === 0 ? flag?.attributes['value'] : undefined;
  return value === '1' ? true : value === '0' ? false : null;
}
