/**
 * Copies in an OPAC record of Z39.50 (`opacRecord` in the XML of YAZ's `opacxml.xsd`), which SRU servers give too. Everything is text
 * of the server's own choice but for three flags.
 */
import { childrenNamed, childText } from '#xml/xml-tree.ts';
import type { XmlElement } from '#xml/xml-tree.ts';

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

/** The elements of a copy in which servers write its state in words. */
export const OPAC_TEXTS = ['temporaryLocation', 'availableThru', 'restrictions', 'midspine'] as const;
export type OpacText = (typeof OPAC_TEXTS)[number];

/**
 * Null where nothing is told of any copy: no OPAC record, or holdings without circulations. A record that has no holding at all has
 * no copies: YAZ writes an empty list then.
 */
export function copiesOfOpacRecord(record: XmlElement): readonly OpacCopy[] | null {
  if (record.local !== 'opacRecord') return null;
  const lists = childrenNamed(record, 'holdings');
  const holdings = lists.flatMap((list) => childrenNamed(list, 'holding'));
  const circulations = holdings
    .flatMap((holding) => childrenNamed(holding, 'circulations'))
    .flatMap((list) => childrenNamed(list, 'circulation'));
  const tellsNothing = lists.length === 0 || (holdings.length > 0 && circulations.length === 0);
  return tellsNothing ? null : circulations.map(toCopy);
}

function toCopy(copy: XmlElement): OpacCopy {
  return {
    itemId: childText(copy, 'itemId'),
    availableNow: flagOf(copy, 'availableNow'),
    onHold: flagOf(copy, 'onHold'),
    availabilityDate: childText(copy, 'availabilityDate'),
    texts: {
      temporaryLocation: childText(copy, 'temporaryLocation'),
      availableThru: childText(copy, 'availableThru'),
      restrictions: childText(copy, 'restrictions'),
      midspine: childText(copy, 'midspine'),
    },
  };
}

/** The bibliographic record inside, as MARCXML; null if there is none. */
export function marcOfOpacRecord(record: XmlElement): XmlElement | null {
  return childrenNamed(record, 'bibliographicRecord')[0]?.children[0] ?? null;
}

function flagOf(copy: XmlElement, local: string): boolean | null {
  const value = childrenNamed(copy, local)[0]?.attributes['value'];
  return value === '1' ? true : value === '0' ? false : null;
}
