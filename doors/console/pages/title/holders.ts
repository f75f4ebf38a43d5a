/** A title as the index knows it, by the libraries that have it. */
import type { TitleQuery } from '../../__generated__/operations.ts';
import type { Point } from '../../words/distance.ts';

export type Edition = NonNullable<TitleQuery['edition']>;
export type Holding = Edition['holdings'][number];

/** How a library stands to the chosen one. */
export interface Nearness {
  readonly group: Group;
  /** Where distances begin. */
  readonly from: readonly Point[];
  /** In a straight line; null if the place of either is not known. */
  readonly miles: number | null;
  /** Why the region's rules let it lend nothing to the chosen library; null if they do not forbid it. */
  readonly notLent: string | null;
}

/** In the order in which they help. */
export const GROUPS = ['OWN', 'NETWORK', 'REST'] as const;
type Group = (typeof GROUPS)[number];

export interface Holder {
  /** Id of the edition. */
  readonly edition: string;
  readonly library: Holding['library'];
  /** More than one if it catalogued the title more than once. */
  readonly holdings: readonly Holding[];
  /** Null where the reader has chosen no library. */
  readonly near: Nearness | null;
  /** What the link to a request says to whoever looks. */
  readonly request: string;
}

/** In the order of their names: the order does not change when a system answers. */
export function holdersOf(
  { id: edition, holdings }: Pick<Edition, 'id' | 'holdings'>,
  sayRequest: (library: Holding['library']) => string,
): readonly Holder[] {
  const byLibrary = Map.groupBy(holdings, ({ library }) => library.id);
  return [...byLibrary.values()]
    .flatMap((all) =>
      all[0] === undefined
        ? []
        : [{ edition, library: all[0].library, holdings: all, near: null, request: sayRequest(all[0].library) }],
    )
    .toSorted((a, b) => a.library.name.localeCompare(b.library.name, 'en-GB'));
}

/** The sites with a copy of a library with several: what is said of the library is not true of each. */
export function sitesOf<Site extends { readonly id: string }>({
  library,
  holdings,
}: {
  readonly library: { readonly sites: readonly unknown[] };
  readonly holdings: readonly { readonly sites: readonly Site[] }[];
}): readonly Site[] {
  if (library.sites.length < 2) return [];
  return [...new Map(holdings.flatMap(({ sites }) => sites.map((site) => [site.id, site]))).values()];
}

/** What is only read online has no copies that a system could be asked about. */
export function isAsked({ holdings }: Pick<Holder, 'holdings'>): boolean {
  return holdings.some(({ online }) => online !== true);
}

/** Of each site with a copy, if the library has others; else of the library. Empty if none is known. */
export function addressesOf(holder: Pick<Holder, 'library' | 'holdings'>): readonly string[] {
  const say = (address: Holding['library']['address']): string =>
    address === null
      ? ''
      : [...address.lines, address.town ?? '', address.postcode ?? ''].filter((line) => line !== '').join(', ');
  const sites = sitesOf(holder);
  const all = sites.flatMap(({ name, address }) => (address === null ? [] : [`${name}: ${say(address)}`]));
  return sites.length > 0 ? all : [say(holder.library.address)].filter((address) => address !== '');
}
