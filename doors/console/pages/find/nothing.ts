/** What helps where nothing is found: other words, fewer filters, somebody to ask. */
import { NothingFoundDocument, type NearbyKind, type NothingFoundQuery } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { waysToReach, type Way } from '../../words/contact.ts';
import { plural } from '../../words/moments.ts';
import { libraryHref } from '../hrefs.ts';
import { begin, isFiltered, toFilter, type Choice } from './choice.ts';

const HEADINGS: Readonly<Record<NearbyKind, string>> = {
  WIDER: 'A wider subject',
  NARROWER: 'A part of the subject',
  BESIDE: 'A subject near by',
  WORD: 'A word that begins alike',
};

/** The graph counts no further. */
const COUNTED_MAX = 1_000;

/** Never fails: what cannot be had is left out. */
export async function helpWith(graph: Graph, choice: Choice, signal: AbortSignal) {
  try {
    const { data } = await graph.ask(
      NothingFoundDocument,
      { query: choice.words, filter: toFilter(choice) },
      { signal },
    );
    return nothingView(data, choice);
  } catch {
    return nothingView({ region: null, search: null, everywhere: null }, choice);
  }
}

export function nothingView({ region, search, everywhere }: NothingFoundQuery, choice: Choice) {
  const near = Map.groupBy(search?.nearby ?? [], ({ kind }) => kind);
  return {
    unfiltered: isFiltered(choice) ? sayUnfiltered(everywhere, choice) : null,
    near: [...near].map(([kind, all]) => ({
      heading: HEADINGS[kind],
      links: all.map(({ text, count }) => ({
        text,
        href: begin(choice, { words: text }),
        count: `${plural(count, 'title')}${count < COUNTED_MAX ? '' : ' or more'}`,
      })),
    })),
    libraries: toAsk(region?.libraries ?? [], choice.library),
  };
}

/** Only what was typed counts: what would be put right is another search. */
function sayUnfiltered(found: NothingFoundQuery['everywhere'], choice: Choice) {
  if (found === null || found.totalCount === 0) return null;
  if (found.searchedInstead !== null || found.wordsLeftOut.length > 0) return null;
  const without = {
    library: null,
    format: null,
    language: null,
    years: null,
    subject: null,
    author: null,
    wasIn: false,
  };
  return {
    text: `Without what you chose: ${found.approximate ? 'about ' : ''}${plural(found.totalCount, 'title')}`,
    href: begin(choice, without),
  };
}

type Library = NonNullable<NothingFoundQuery['region']>['libraries'][number];

/** The library that was chosen, else all that say how to reach them. */
function toAsk(libraries: readonly Library[], chosen: string | null) {
  const own = libraries.filter(({ id }) => id === chosen);
  return (own.length > 0 ? own : libraries)
    .map(({ id, name, contact }) => ({ name, href: libraryHref(id), ways: waysTo(contact) }))
    .filter(({ ways }) => ways.length > 0)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

function waysTo(contact: Library['contact']): readonly Way[] {
  const website = contact?.website ?? null;
  return [
    ...waysToReach(contact),
    ...(website === null || !/^https?:\/\//i.test(website) ? [] : [{ text: 'Its website', href: website }]),
  ];
}
