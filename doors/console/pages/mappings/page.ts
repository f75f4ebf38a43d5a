import { MappingsDocument, SuggestMappingsDocument } from '../../__generated__/operations.ts';
import { errorsOf } from '../../graph.ts';
import { plural } from '../../words/moments.ts';
import { given, type Page } from '../page.ts';
import { askCompared, COMPARE_MS, mustBeWhole, refuse } from '../compare/refused.ts';
import { mappingsPath, mappingsView, type MappingChoice } from './view.ts';
import { readList, readState } from './words.ts';

/** `/compare/:snapshot/mappings`: what each code becomes. */
export const mappingsPage: Page = {
  path: '/compare/:snapshot/mappings',
  needs: 'STAFF',
  async show({ graph, viewer, params: { snapshot = '' }, query, now }) {
    const choice = readChoice(snapshot, query);
    const answer = await graph.ask(MappingsDocument, choice, { budgetMs: COMPARE_MS });
    const { data, errors } = answer;
    // That there are no codes of it either needs no word.
    if (data.snapshot === null) refuse(errorsOf(answer, 'snapshot'));
    const whole = mustBeWhole(data.snapshot, snapshot);
    refuse(errors);
    const model = mappingsView({ data: { ...data, snapshot: whole }, choice, viewer, now });
    return { template: 'pages/mappings/page.njk', model };
  },
  async submit({ graph, params: { snapshot = '' } }) {
    const data = await askCompared(graph, SuggestMappingsDocument, {});
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
