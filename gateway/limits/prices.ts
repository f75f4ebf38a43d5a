/** What single fields cost whatever they give: they keep the database, the library systems or a processor busy. Pure. */
import type { SizeOf } from './list-sizes.ts';

export interface Asked {
  readonly args: Readonly<Record<string, unknown>>;
  /** The size of the page that the field is asked of; 0 if it is none. */
  readonly pageSize: number;
  readonly sizeOf: SizeOf;
}

/** Asks for the copies of every edition of the page around it, whatever is wanted of the answer. */
export const ASKS_FOR_PAGE = 'EditionConnection.availableNow';

const LIBRARIES = 'Region.libraries';
/** Five searches with every facet are what one document may cost. */
const SEARCH = 90_000;
const FACET = 12_000;
const WORDS = 10_000;
/** Where nothing is found, a dozen others are counted, one after the other and within a second. */
const NEARBY = 60_000;
/** Of a holding whose copies are asked for, beside what is told of them. */
const AVAILABILITY = 10;

export const PRICES: Readonly<Record<string, (asked: Asked) => number>> = {
  'Query.search': () => SEARCH,
  'EditionConnection.facets': ({ args: { fields } }) => FACET * (Array.isArray(fields) ? fields.length : 1),
  'EditionConnection.nearby': () => NEARBY,
  [ASKS_FOR_PAGE]: ({ pageSize, sizeOf }) => pageSize * sizeOf('Edition.holdings').usual * AVAILABILITY,
  'Holding.availability': () => AVAILABILITY,
  'Query.suggest': () => WORDS,
  'Query.browse': () => WORDS,
  'Query.changes': () => WORDS,
  'Query.match': () => WORDS,
  'Query.nearest': ({ sizeOf }) => 2 * sizeOf(LIBRARIES).most,
  'Edition.nearest': ({ sizeOf }) => 2 * sizeOf(LIBRARIES).most,
  // Every library is judged, whoever is on the page.
  'Edition.lenders': ({ sizeOf }) => 10 * sizeOf(LIBRARIES).most,
};
