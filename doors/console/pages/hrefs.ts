/** Addresses of pages. */

export const titleHref = (edition: string): string => `/titles/${encodeURIComponent(edition)}`;
/** Where a title is asked for at a library. */
export const requestHref = (edition: string, library: string): string =>
  `${titleHref(edition)}/request/${encodeURIComponent(library)}`;
export const libraryHref = (library: string): string => `/libraries/${encodeURIComponent(library)}`;
export const systemHref = (system: string): string => `/systems/${encodeURIComponent(system)}`;
export const snapshotHref = (snapshot: string): string => `/compare/${encodeURIComponent(snapshot)}`;

/** Where two records are compared. */
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
