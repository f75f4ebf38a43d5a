import { MappingsDocument, SuggestMappingsDocument } from '../../__generated__/operations.ts';
import { errorsOf } from '../../graph.ts';
import { plural } from '../../words/moments.ts';
import { given, type Page } from '../page.ts';
import { COMPARE_MS, noSuchSnapshot, refusedPage } from '../compare/refused.ts';
import { NEEDS, notWhole } from '../report/page.ts';
import { mappingsPath, mappingsView, type MappingChoice } from './view.ts';
import { readList, readState } from './words.ts';

/** `/compare/:snapshot/mappings`: what each code becomes. */
export const mappingsPage: Page = {
  path: '/compare/:snapshot/mappings',
  needs: NEEDS,
  async show({ graph, viewer, params: { snapshot = '' }, query, now }) {
    const choice = readChoice(snapshot, query);
    const answer = await graph.ask(MappingsDocument, choice, { budgetMs: COMPARE_MS });
    const { data, errors } = answer;
    if (data.snapshot === null) {
      // That there are no codes of it either needs no word.
      return refusedPage(errorsOf(answer, 'snapshot')) ?? noSuchSnapshot();
    }
    if (data.snapshot.state !== 'WHOLE') return notWhole(snapshot, data.snapshot.state);
    const refused = refusedPage(errors);
    if (refused !== null) return refused;
    const model = mappingsView({ data: { ...data, snapshot: data.snapshot }, choice, viewer, now });
    return { template: 'pages/mappings/page.njk', model };
  },
  async submit({ graph, params: { snapshot = '' } }) {
    const { data, errors } = await graph.ask(SuggestMappingsDocument, {}, { budgetMs: COMPARE_MS });
    const refused = refusedPage(errors);
    if (refused !== null) return refused;
    const { suggested = 0, unmapped = 0 } = data.suggestMappings ?? {};
    return {
      redirect: `${mappingsPath(snapshot)}?state=SUGGESTED`,
      notice: {
        kind: 'success',
        heading: `${plural(suggested, 'code has', 'codes have')} a suggestion`,
        paragraphs: [
          `${plural(unmapped, 'code has', 'codes have')} none. What somebody decided stays as it is. A suggestion is used for nothing until somebody decides.`,
        ],
      },
    };
  },
};

/** What is not mapped is shown first: `state=ALL` shows all. */
function readChoice(snapshot: string, query: URLSearchParams): MappingChoice {
  const state = query.get('state');
  return {
    snapshot,
    list: readList(query.get('list')),
    system: given(query, 'system'),
    state: state === 'ALL' ? null : (readState(state) ?? 'UNMAPPED'),
    after: query.get('after'),
  };
}
