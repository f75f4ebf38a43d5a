/** What the tests use of Citation.js, which has no types. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(text: string);
    /** Entries of CSL JSON. */
    readonly data: readonly Readonly<Record<string, unknown>>[];
  }
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
