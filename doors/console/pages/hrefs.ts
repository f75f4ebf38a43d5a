/** Addresses of pages. */

export const titleHref = (edition: string): string => `/titles/${encodeURIComponent(edition)}`;
export const requestHref = (edition: string, library: string): string =>
  `${titleHref(edition)}/request/${encodeURIComponent(library)}`;
/** Where a card is linked, to ask a library for a title. `card`: the library that gave the card, if it is another; empty to choose it there. */
export const linkForHref = (edition: string, library: string, card = library): string =>
  `/account/link?${new URLSearchParams({ library: card, title: edition, for: library }).toString()}`;
export const libraryHref = (library: string): string => `/libraries/${encodeURIComponent(library)}`;
export const systemHref = (system: string): string => `/systems/${encodeURIComponent(system)}`;
/** Where staff read why a copy was shown as it was. */
export const copyHref = (barcode: string): string => `/copy?${new URLSearchParams({ barcode }).toString()}`;
export const snapshotHref = (snapshot: string): string => `/compare/${encodeURIComponent(snapshot)}`;

/** Where the evidence of a move is signed, or, ending in `.json`, saved. */
export function evidenceHref(of: EvidenceSubject, ending = ''): string {
  const query = new URLSearchParams(
    (['ledger', 'plan'] as const).flatMap((name): [string, string][] => {
      const value = of[name];
      return value === null ? [] : [[name, value]];
    }),
  );
  return `${snapshotHref(of.snapshot)}/evidence${ending}${query.size === 0 ? '' : `?${query.toString()}`}`;
}

/** What evidence is of: a snapshot, and a ledger and a plan if there are any. */
export interface EvidenceSubject {
  readonly snapshot: string;
  readonly ledger: string | null;
  readonly plan: string | null;
}

export function pairHref(a: string, b: string): string {
  return `/records/${encodeURIComponent(a)}/with/${encodeURIComponent(b)}`;
}

/** Where somebody decides of them. */
export function rulingHref(a: string, b: string): string {
  return `${pairHref(a, b)}/ruling`;
}

/** Where staff ask for a decision on them. */
export function askRulingHref(a: string, b: string): string {
  return `${pairHref(a, b)}/ask`;
}

/** What staff asked for, and were answered. */
export const REQUESTS = '/rulings/requests';
