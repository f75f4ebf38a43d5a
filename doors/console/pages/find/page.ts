import { FindDocument, type SearchFilter } from '../../__generated__/operations.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { given, type Page } from '../page.ts';
import { isSort, type Choice } from './choice.ts';
import { findView } from './view.ts';

/** The longest text that is searched for, in characters. */
const MOST_WORDS = 300;

/** `/find?q=`: results, facets, another spelling, which systems are incomplete. */
export const findPage: Page = {
  path: '/find',
  async show({ graph, query }) {
    const typed = (query.get('q') ?? '').trim();
    const choice = choiceOf(query, typed.slice(0, MOST_WORDS));
    const { data, errors } = await graph.ask(FindDocument, {
      query: choice.words,
      filter: toFilter(choice),
      sort: { by: choice.sort },
      after: choice.after,
    });
    const refused = errors.some(({ code, path }) => path[0] === 'search' && code === 'BAD_USER_INPUT');
    const model = findView(data, choice, { refused, cut: typed.length > MOST_WORDS });
    const status = data.search !== null ? 200 : refused ? 400 : 503;
    return { template: 'pages/find/page.njk', model, status };
  },
};

function choiceOf(query: URLSearchParams, words: string): Choice {
  const sort = given(query, 'sort');
  const after = given(query, 'after');
  const from = Number(given(query, 'from') ?? 0);
  return {
    words,
    library: given(query, 'library'),
    format: formatIn(query),
    language: given(query, 'language'),
    sort: sort !== null && isSort(sort) ? sort : 'RELEVANCE',
    after,
    from: after !== null && Number.isSafeInteger(from) && from > 0 ? from : 0,
  };
}

function formatIn(query: URLSearchParams): Choice['format'] {
  const value = given(query, 'format');
  return value !== null && Object.hasOwn(FORMAT_WORDS, value) ? value : null;
}

function toFilter({ library, format, language }: Choice): SearchFilter {
  return {
    ...(library === null ? {} : { libraries: [library] }),
    ...(format === null ? {} : { formats: [format as keyof typeof FORMAT_WORDS] }),
    ...(language === null ? {} : { languages: [language] }),
  };
}
