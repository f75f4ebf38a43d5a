import { CopiesDocument, HostCopiesDocument, TitleDocument } from '../../__generated__/operations.ts';
import { partOf, type Graph } from '../../graph.ts';
import { notFound, type Page, type Part, type Visit } from '../page.ts';
import { sumView, tellLibrary, waitingLibrary, type Availability, type Told } from './copies.ts';
import { holdersOf, isAsked, type Edition, type Holder } from './holders.ts';
import { namesCopy, tellHosts } from './hosts.ts';
import { titleView } from './view.ts';
import { titleHref } from '../hrefs.ts';

const LIBRARY = 'pages/title/library-part.njk';
const HOSTS = 'pages/title/hosts-part.njk';
const SUM = 'pages/title/sum-part.njk';

/**
 * `/titles/ID`: copies by library, other editions. What the index knows is sent at once, then what each system says. The id of an
 * edition that was merged into another leads to that one.
 */
export const titlePage: Page = {
  path: '/titles/:id',
  async show(visit) {
    const { id = '' } = visit.params;
    const answer = await visit.graph.ask(TitleDocument, { id });
    const { region } = answer.data;
    const edition = partOf(answer, 'edition');
    if (edition === null) {
      return notFound(
        'There is no such title',
        'No library of the region lists it under this address any more. Search for it by its words or its ISBN.',
      );
    }
    if (edition.id !== id) return { redirect: titleHref(edition.id) };
    const holders = holdersOf(edition);
    const model = titleView({ region, edition }, holders.map(waitingLibrary));
    return { template: 'pages/title/page.njk', model, later: (signal) => tellLater(visit, edition, holders, signal) };
  },
};

/** Each library as soon as its system has answered, then copies of other titles that have this one in them, then the sum of all. */
async function* tellLater(
  { graph, now }: Visit,
  edition: Edition,
  holders: readonly Holder[],
  signal: AbortSignal,
): AsyncGenerator<Part> {
  const told: Told[] = [];
  const hosts = namesCopy(edition) ? askHosts(graph, edition, now, signal) : null;
  for await (const library of askSystems(graph, edition.id, holders, now, signal)) {
    told.push(library);
    yield { template: LIBRARY, model: { library: library.model } };
  }
  if (hosts !== null) yield { template: HOSTS, model: { hosts: await hosts } };
  yield { template: SUM, model: sumView(told, (edition.partOf ?? []).length > 0) };
}

async function* askSystems(
  graph: Graph,
  id: string,
  holders: readonly Holder[],
  now: number,
  signal: AbortSignal,
): AsyncGenerator<Told> {
  const [asked, online] = [holders.filter(isAsked), holders.filter((holder) => !isAsked(holder))];
  yield* online.map((holder) => tellLibrary(holder, () => null, now));
  const groups = [...Map.groupBy(asked, ({ library }) => library.system.id).values()];
  yield* asTheyCome(
    groups.map(async (group) => {
      const libraries = group.map(({ library }) => library.id);
      const found = await askCopies(graph, id, libraries, signal);
      return group.map((holder) => tellLibrary(holder, (holding) => found.get(holding.id) ?? null, now));
    }),
  );
}

async function askHosts(graph: Graph, edition: Edition, now: number, signal: AbortSignal) {
  try {
    const { data } = await graph.ask(HostCopiesDocument, { id: edition.id }, { signal });
    const items = data.edition?.partOf?.flatMap(({ copy }) => copy?.item ?? []) ?? [];
    return tellHosts(edition, new Map(items.map((item) => [item.id, item])), now);
  } catch {
    return tellHosts(edition, new Map(), now);
  }
}

/** Nothing is known of a holding that is not in it. */
async function askCopies(
  graph: Graph,
  id: string,
  libraries: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Availability>> {
  try {
    const { data } = await graph.ask(CopiesDocument, { id, libraries }, { signal });
    return new Map(data.edition?.holdings.map((holding) => [holding.id, holding.availability]));
  } catch {
    // The graph itself did not answer: the page says of these libraries that they could not be checked.
    return new Map();
  }
}

/** The members of each list as soon as it is there. None of `lists` may fail. */
async function* asTheyCome<T>(lists: readonly Promise<readonly T[]>[]): AsyncGenerator<T> {
  const waiting = new Map(lists.map((list, at) => [at, list.then((members) => ({ at, members }))]));
  while (waiting.size > 0) {
    const { at, members } = await Promise.race(waiting.values());
    waiting.delete(at);
    yield* members;
  }
}
