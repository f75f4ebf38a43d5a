/** What helps where nothing is found: other words, fewer filters, somebody to ask. */
import { NothingFoundDocument, type NearbyKind, type NothingFoundQuery } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { waysToReach, type Way } from '../../words/contact.ts';
import { describeHarvest } from '../../words/harvest.ts';
import { listNames } from '../../words/lists.ts';
import { plural } from '../../words/moments.ts';
import { sayMeaning } from '../../words/system.ts';
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
  const libraries = toAsk(region?.libraries ?? [], choice.library);
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
    missing: sayMissing(region),
    libraries: libraries.filter(({ ways }) => ways.length > 0),
    unreached: sayUnreached(libraries.filter(({ ways }) => ways.length === 0)),
  };
}

/** What the start page says of them, too. What the index says is missing stands above the results already. */
function sayMissing(region: NothingFoundQuery['region']): readonly string[] {
  const said = new Set(region?.incomplete?.map(({ system }) => system.id));
  return (region?.systems ?? [])
    .filter(({ id }) => !said.has(id))
    .map(({ harvest, libraries }) =>
      sayMeaning({ isSilent: false, data: describeHarvest(harvest).standing }, libraries),
    )
    .filter((words) => words !== '');
}

function sayUnreached(libraries: readonly { readonly name: string }[]): string | null {
  if (libraries.length === 0) return null;
  return `How to reach ${listNames(libraries.map(({ name }) => name))} is not known here.`;
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

/** The library that was chosen, if it says how it is reached, else all. */
function toAsk(libraries: readonly Library[], chosen: string | null) {
  const all = libraries
    .map(({ id, name, contact }) => ({ id, name, href: libraryHref(id), ways: waysTo(contact) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  const own = all.filter(({ id, ways }) => id === chosen && ways.length > 0);
  return own.length > 0 ? own : all;
}

function waysTo(contact: Library['contact']): readonly Way[] {
  const website = contact?.website ?? null;
  return [
    ...waysToReach(contact),
    ...(website === null || !/^https?:\/\//i.test(website) ? [] : [{ text: 'Its website', href: website }]),
  ];
}
