import { FindDocument } from '../../__generated__/operations.ts';
import type { SearchFilter } from '../../__generated__/operations.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import type { Page } from '../page.ts';
import { findView } from './view.ts';
import type { Choice } from './view.ts';

/** The longest text that is searched for. */
const MOST_WORDS = 300;

/** `/find?q=`: results, facets, another spelling. */
export const findPage: Page = {
  path: '/find',
  async show({ graph, query }) {
    const choice: Choice = {
      words: (query.get('q') ?? '').trim().slice(0, MOST_WORDS),
      library: given(query, 'library'),
      format: formatIn(query),
      language: given(query, 'language'),
      after: given(query, 'after'),
    };
    const { data } = await graph.ask(FindDocument, {
      query: choice.words,
      filter: toFilter(choice),
      after: choice.after,
    });
    return { template: 'pages/find/page.njk', model: findView(data, choice) };
  },
};

/** A part of an address that was given and is not empty. */
export function given(query: URLSearchParams, name: string): string | null {
  const value = query.get(name);
  return value === null || value === '' ? null : value;
}

function formatIn(query: URLSearchParams): Choice['format'] {
  const value = given(query, 'format');
  return value !== null && value in FORMAT_WORDS ? value : null;
}

function toFilter({ library, format, language }: Choice): SearchFilter {
  return {
    ...(library === null ? {} : { libraries: [library] }),
    ...(format === null ? {} : { formats: [format as keyof typeof FORMAT_WORDS] }),
    ...(language === null ? {} : { languages: [language] }),
  };
}
