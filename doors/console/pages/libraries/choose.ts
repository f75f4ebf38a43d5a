import { OwnLibrariesDocument, type OwnLibrariesQuery } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import { OWN_LIBRARY_PATH, type OwnPlace } from '../../own-place.ts';
import { ownPath } from '../../sign-in/own-path.ts';
import type { Page } from '../page.ts';

/** `/your-library?from=PAGE`: which library, or which of its sites, comes first; and forgetting it. Its form: `own-library.ts`. */
export const chooseOwnPage: Page = {
  path: OWN_LIBRARY_PATH,
  async show({ graph, query, own }) {
    const region = partOf(await graph.ask(OwnLibrariesDocument, {}), 'region');
    const from = ownPath(query.get('from') ?? '') ?? '/libraries';
    return { template: 'pages/libraries/choose.njk', model: chooseView(region?.libraries ?? [], own, from) };
  },
};

export function chooseView(
  libraries: NonNullable<OwnLibrariesQuery['region']>['libraries'],
  own: OwnPlace | null,
  from: string,
) {
  const options = libraries
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
    .flatMap(({ id, name, sites }) => [
      { value: id, text: name, selected: own?.library === id && own.site === null },
      ...(sites.length < 2 ? [] : sites).map((site) => ({
        value: `${id}.${site.id}`,
        text: `${name}: ${site.name === name ? 'the site of the same name' : site.name}`,
        selected: own?.library === id && own.site === site.id,
      })),
    ]);
  return {
    title: 'Your library',
    current: '/libraries',
    action: OWN_LIBRARY_PATH,
    options: [{ value: '', text: 'Choose a library', selected: false }, ...options],
    chosen: options.find(({ selected }) => selected)?.text ?? null,
    from,
  };
}
