/** Finding editions by words, facets, suggestions and lists to browse, for those who ask; the keeper of terms has a door of its own. */
export { FACET_FIELDS, type FacetField } from './find/facets.ts';
export { FACET_VALUES_MAX } from './find/search-counts.ts';
export { searchEditions, type Search, type SearchPage } from './find/search.ts';
export { findVocabularies } from './vocabulary/index.ts';
export { browse, type Browse, type BrowsePage } from './terms/browse.ts';
export { suggest, SUGGESTION_KINDS, type Suggest, type SuggestionView } from './terms/suggest.ts';
