/** Where two records are compared. */
export function pairHref(a: string, b: string): string {
  return `/records/${encodeURIComponent(a)}/with/${encodeURIComponent(b)}`;
}

/** Where somebody decides of them. */
export function rulingHref(a: string, b: string): string {
  return `${pairHref(a, b)}/ruling`;
}

interface Named {
  readonly localId: string;
  readonly system: { readonly name: string };
}

/** `Severnhythe Koha, record 1234`. */
export function nameRecord({ system, localId }: Named): string {
  return `${system.name}, record ${localId}`;
}

export function titleHref(edition: string): string {
  return `/titles/${encodeURIComponent(edition)}`;
}
