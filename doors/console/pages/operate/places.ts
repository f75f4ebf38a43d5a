/** The pages of operators: where they are, and what all of them have. */

const PLACES = [
  ['What needs you', '/operate'],
  ['Records that could not be read', '/operate/rejects'],
  ['Take back', '/operate/take-back'],
  ['Keys', '/operate/keys'],
  ['Jobs', '/operate/jobs'],
  ['Who did what', '/operate/audit'],
] as const;

/** `all`: whether every page of operators is for them; the migration team has one. */
export function operateModel(
  { region, title, path }: { readonly region: string | undefined; readonly title: string; readonly path: string },
  all = true,
) {
  return {
    title,
    region: region ?? 'Libraries of the region',
    current: '/operate',
    places: all ? PLACES.map(([text, href]) => ({ text, href, current: href === path })) : [],
  };
}

/** An address that goes on behind a cursor; null if nothing follows. */
export function nextPage(
  path: string,
  { hasNextPage, endCursor }: { readonly hasNextPage: boolean; readonly endCursor: string | null },
  rest: Readonly<Record<string, string>> = {},
): string | null {
  if (!hasNextPage || endCursor === null) return null;
  return `${path}?${new URLSearchParams({ ...rest, after: endCursor }).toString()}`;
}

/** A part of the address; null if it is missing or empty. */
export function given(query: URLSearchParams, name: string): string | null {
  const value = query.get(name);
  return value === null || value === '' ? null : value;
}
