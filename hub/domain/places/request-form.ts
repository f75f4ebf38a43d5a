/** What the address of a library's request form may be filled with: facts of a title, never of a reader. */
export const CITATION_PLACES = ['title', 'author', 'edition', 'publisher', 'year', 'isbn', 'issn', 'citation'] as const;
