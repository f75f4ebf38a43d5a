/** Whose cards are good at a library. */
interface Issuer {
  readonly id: string;
  readonly name: string;
  readonly patronData: { readonly active: boolean } | null;
}

/** Its own if they can be linked here; else those of the libraries that share its system. */
export function cardsFor(library: string, sharing: readonly Issuer[]): readonly Issuer[] {
  const linkable = sharing.filter(({ patronData }) => patronData?.active === true);
  const own = linkable.filter(({ id }) => id === library);
  return own.length > 0 ? own : linkable;
}
