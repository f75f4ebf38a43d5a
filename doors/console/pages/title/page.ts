/** A title as the index knows it: what it is, who has it and how to reach them. How the copies stand comes later: `copies.ts`. */
import {
  CopiesDocument,
  HostCopiesDocument,
  TitleDocument,
  type CopiesQuery,
  type TitleQuery,
} from '../../__generated__/operations.ts';
import { CITATION_FORMS, schemaTypeOf } from '../../citations/formats.ts';
import { citationParts } from '../../citations/say-citation.ts';
import { partOf, type Graph } from '../../graph.ts';
import { seesHistory } from '../../viewer.ts';
import { askBySystem } from '../ask-by-system.ts';
import { askCopies } from '../ask-copies.ts';
import { notFound, type Page, type Part, type Shown, type Visit } from '../page.ts';
import { pairHref, titleHref } from '../hrefs.ts';
import { sayGaps } from '../../words/gaps.ts';
import { listNames } from '../../words/lists.ts';
import { FORMAT_WORDS } from '../../words/copies.ts';
import { languageOf } from '../../words/language.ts';
import { plural } from '../../words/moments.ts';
import { nameRecord } from '../../words/records.ts';
import { slotOf, sumView, tellLibrary, waitingLibrary, type Told } from './copies.ts';
import { OWN_LIBRARY_PATH } from '../../own-place.ts';
import { groupsOf, inOrder, knowsWhere } from './order.ts';
import { askOwnCards, placeOf, sayRequest, type Place } from './place.ts';
import { holdersOf, isAsked, type Edition, type Holder, type Holding } from './holders.ts';
import { namesCopy, tellHosts, waitingHosts } from './hosts.ts';

const LIBRARY = 'pages/title/library-part.njk';
const HOSTS = 'pages/title/hosts-part.njk';
const SUM = 'pages/title/sum-part.njk';

type Asked = NonNullable<NonNullable<CopiesQuery['edition']>['holdings'][number]['availability']>;

/**
 * `/titles/ID`: copies by library, other editions. What the index knows is sent at once, then what each system says. The id of an
 * edition that was merged into another leads to that one.
 */
export const titlePage: Page = {
  path: '/titles/:id',
  async show(visit) {
    const { id = '' } = visit.params;
    const linked = await askOwnCards(visit);
    const place = placeOf(visit.own, linked);
    const answer = await visit.graph.ask(TitleDocument, { id, own: place?.library ?? '', hasOwn: place !== null });
    const { region, own = null } = answer.data;
    const edition = partOf(answer, 'edition');
    if (edition === null) return noSuchTitle();
    if (edition.id !== id) return { redirect: titleHref(edition.id) };
    const all = holdersOf(edition, (library) => sayRequest(library, linked));
    const holders = inOrder(all, own, place, edition.lenders ?? null, visit.now);
    const libraries = holders.map((holder) => waitingLibrary(holder, visit.now));
    const model = {
      ...titleView({ region, edition }, libraries, orderView(own, place, edition.id)),
      // By the part of the page that begins the group.
      groups: Object.fromEntries(
        groupsOf(holders, own, place, visit.now).map(({ first, heading }) => [slotOf(first), heading]),
      ),
      lacking: sayLacking(
        place?.linked ?? (own === null ? [] : [own]),
        holders,
        region?.incomplete ?? null,
        edition.partOf,
      ),
      mayAsk: visit.viewer?.role === 'STAFF',
    };
    return { template: 'pages/title/page.njk', model, later: (signal) => tellLater(visit, edition, holders, signal) };
  },
};

export function noSuchTitle(): Shown {
  const paragraph =
    'No library of the region lists it under this address any more. Search for it by its words or its ISBN.';
  return notFound('There is no such title', paragraph);
}

/** Each library as soon as its system has answered, then copies of other titles that have this one in them, then the sum of all. */
async function* tellLater(
  visit: Visit,
  edition: Edition,
  holders: readonly Holder[],
  signal: AbortSignal,
): AsyncGenerator<Part> {
  const { graph, now } = visit;
  const told = new Map<Holder, Told>();
  const hosts = namesCopy(edition) ? askHosts(graph, edition, signal) : null;
  for await (const [holder, tell] of askSystems(visit, edition.id, holders, signal)) {
    yield () => {
      const library = tell();
      told.set(holder, library);
      return { template: LIBRARY, model: { library: library.model } };
    };
  }
  if (hosts !== null) {
    const found = await hosts;
    yield () => ({ template: HOSTS, model: { hosts: tellHosts(edition, found, now) } });
  }
  yield () => {
    // A library of which that failed counts as not checked.
    const all = holders.map((holder) => told.get(holder) ?? tellLibrary(holder, () => null, now));
    return { template: SUM, model: sumView(all, (edition.partOf ?? []).length > 0) };
  };
}

async function* askSystems(
  { graph, viewer, now, quick }: Visit,
  id: string,
  holders: readonly Holder[],
  signal: AbortSignal,
): AsyncGenerator<readonly [Holder, tell: () => Told]> {
  const [asked, online] = [holders.filter(isAsked), holders.filter((holder) => !isAsked(holder))];
  yield* online.map((holder) => [holder, () => tellLibrary(holder, () => null, now)] as const);
  const groups = Map.groupBy(asked, ({ library }) => library.system.id);
  const holdersOf = (systems: readonly string[]) => systems.flatMap((system) => groups.get(system) ?? []);
  const isExplained = ({ library }: Holder) => seesHistory(viewer, library.id);
  const answers = askBySystem<CopiesQuery, Asked>([...groups.keys()], {
    quick,
    idsOf: (system) => holdersOf([system]).flatMap(({ holdings }) => holdings.map((holding) => holding.id)),
    read: ({ edition }) => new Map(edition?.holdings.map((holding) => [holding.id, holding.availability])),
    questionsTo(systems) {
      const own = holdersOf(systems);
      const question = { id, libraries: own.map(({ library }) => library.id), explained: own.some(isExplained) };
      return [(options) => graph.ask(CopiesDocument, question, { ...options, signal })];
    },
  });
  for await (const { systems, told } of answers)
    yield* holdersOf(systems).map((holder) => {
      const availabilityOf = (holding: Holding) => told.get(holding.id) ?? null;
      return [holder, () => tellLibrary(holder, availabilityOf, now, isExplained(holder))] as const;
    });
}

async function askHosts(graph: Graph, { id }: Edition, signal: AbortSignal) {
  return askCopies(
    (options) => graph.ask(HostCopiesDocument, { id }, { ...options, signal }),
    ({ edition }) =>
      new Map(edition?.partOf?.flatMap(({ copy }) => copy?.item ?? []).map((item) => [item.id, item] as const)),
  );
}

export function titleView(
  { region, edition }: { readonly region: TitleQuery['region']; readonly edition: Edition },
  libraries: readonly ReturnType<typeof waitingLibrary>[],
  order: ReturnType<typeof orderView>,
) {
  const others = edition.work?.editions.filter(({ id }) => id !== edition.id) ?? [];
  return {
    title: edition.title,
    lang: languageOf(edition),
    current: '/find',
    facts: factsOf(edition),
    hosts: waitingHosts(edition),
    checking: `Checking ${plural(libraries.length, 'library', 'libraries')}…`,
    isAsked: libraries.some(({ holdings }) => holdings > 0),
    libraries,
    order,
    // Vocabularies have headings in common: each leads to the same search.
    subjects: [...new Set(edition.subjects.map(({ heading }) => heading))]
      .slice(0, 12)
      .map((heading) => ({ text: heading, href: `/find?${new URLSearchParams({ q: heading }).toString()}` })),
    links: edition.links
      .filter(({ url }) => /^https?:\/\//i.test(url))
      .map(({ url, label }) => ({ text: label ?? url, href: url })),
    otherEditions: others.slice(0, 20).map((other) => ({
      title: other.title,
      lang: languageOf(other),
      facts: [other.editionStatement, other.publishedYear, FORMAT_WORDS[other.format]].filter((part) => part !== null),
      href: titleHref(other.id),
    })),
    cited: {
      ...citationParts(edition),
      links: CITATION_FORMS.map(({ ending, name }) => ({
        text: name,
        href: `${titleHref(edition.id)}/cite/${ending}`,
      })),
      tags: tagsOf(edition),
      schema: schemaOf(edition),
    },
    records: recordsOf(edition),
    lenders: `${titleHref(edition.id)}/lenders`,
    incomplete: sayGaps(region?.incomplete ?? null, 'Other libraries may hold it too.'),
  };
}

/**
 * Null if one of the reader's own libraries has it, and of a part, or what may be one: whoever holds it of its own, others hold it with what it
 * is in.
 */
export function sayLacking(
  own: readonly { readonly id: string; readonly name: string }[],
  holders: readonly Pick<Holder, 'library'>[],
  gaps: NonNullable<TitleQuery['region']>['incomplete'],
  hosts: Edition['partOf'],
): string | null {
  if (hosts === null || hosts.length > 0) return null;
  if (own.length === 0 || holders.some(({ library }) => own.some(({ id }) => id === library.id))) return null;
  const names = own.map(({ name }) => name);
  // While records are missing from the index, the library may well have it.
  return gaps?.length === 0
    ? names.length === 1
      ? `${listNames(names)} does not have this title.`
      : `None of your libraries has this title: ${listNames(names)}.`
    : `No record of this title has been read from ${listNames(names)}.`;
}

function sayNearest(own: NonNullable<TitleQuery['own']>, place: Place | null): string {
  if (!knowsWhere(own, place)) return ` (where ${own.name} is is not known here)`;
  return `, the nearest ${(place?.linked?.length ?? 0) > 1 ? `to ${own.name} ` : ''}first`;
}

/** By what the libraries are in order, and where that is chosen. */
export function orderView(own: NonNullable<TitleQuery['own']> | null, place: Place | null, edition: string) {
  const linked = place?.linked ?? null;
  const site = own?.sites.find(({ id }) => id === place?.site)?.name;
  const network = own?.network?.name;
  const isSeveral = (linked?.length ?? 0) > 1;
  const first =
    linked === null
      ? (site ?? own?.name ?? '')
      : `${listNames(linked.map(({ name }) => name))}, whose ${isSeveral ? 'cards' : 'card'} you linked`;
  const whose = isSeveral ? `the network of ${own?.name ?? ''}` : 'its network';
  return {
    isNear: own !== null,
    words:
      own === null
        ? 'The libraries are in the order of their names; any that is closed for a week or longer comes last.'
        : `In this order: ${first}${network === undefined ? '' : `, ${whose} (${network}), the places with a copy that are open now first`}, then the others${sayNearest(own, place)}; any other that is closed for a week or longer comes last.`,
    link:
      own === null
        ? 'Choose your library, to see it and what is near it first'
        : linked !== null
          ? 'Choose another library'
          : 'Choose another library, or forget it',
    href: `${OWN_LIBRARY_PATH}?${new URLSearchParams({ from: titleHref(edition) }).toString()}`,
  };
}

type Tag = readonly [name: string, value: string | number | null | undefined];
const known = (tags: readonly Tag[]) =>
  tags.flatMap(([name, value]) => (value === null || value === undefined ? [] : [{ name, value: String(value) }]));

/** What programs that read pages for references look for. */
function tagsOf({ title, creators, publisher, publishedYear, language, isbns, issns }: Edition) {
  return known([
    ['citation_title', title],
    ...creators.map((creator) => ['citation_author', creator] as const),
    ['citation_publication_date', publishedYear],
    ['citation_publisher', publisher],
    ['citation_language', language],
    ...isbns.map((isbn) => ['citation_isbn', isbn] as const),
    ...issns.map((issn) => ['citation_issn', issn] as const),
  ]);
}

/** The same by schema.org, as microdata: a script with data in it would have to be written unescaped. */
function schemaOf({ title, creators, publisher, publishedYear, editionStatement, format, isbns, issns }: Edition) {
  const isBook = format === 'BOOK' || format === 'EBOOK';
  return {
    type: schemaTypeOf(format),
    properties: known([
      ['name', title],
      ...creators.map((creator) => ['author', creator] as const),
      ['publisher', publisher],
      ['datePublished', publishedYear],
      ...(isBook ? [['bookEdition', editionStatement] as const, ...isbns.map((isbn) => ['isbn', isbn] as const)] : []),
      ...issns.map((issn) => ['issn', issn] as const),
    ]),
  };
}

function factsOf(edition: Edition): readonly string[] {
  const { creators, publisher, publishedYear, editionStatement, format, isbns, issns } = edition;
  return [
    creators.join('; '),
    [editionStatement, publisher, publishedYear].filter((part) => part !== null).join(' · '),
    FORMAT_WORDS[format],
    isbns.length > 0 ? `ISBN ${isbns.join(', ')}` : '',
    issns.length > 0 ? `ISSN ${issns.join(', ')}` : '',
  ].filter((fact) => fact !== '');
}

/** Of so many records all pairs are shown; of more, each with the first. */
const ALL_PAIRS_MAX = 4;

const APART_MAX = 10;

export function recordsOf({ id, records: { nodes, pageInfo }, work }: Pick<Edition, 'id' | 'records' | 'work'>) {
  const [first] = nodes;
  const pairs =
    nodes.length <= ALL_PAIRS_MAX
      ? nodes.flatMap((a, index) => nodes.slice(index + 1).map((b) => [a, b] as const))
      : nodes.slice(1).map((b) => [first ?? b, b] as const);
  const more = pageInfo.hasNextPage;
  return {
    sentence:
      nodes.length === 1 && first !== undefined
        ? `This title is made of one record: ${nameRecord(first)}.`
        : `This title is made of ${more ? 'more than ' : ''}${String(nodes.length)} records that count as one edition.`,
    pairs: pairs.map(([a, b]) => ({
      text: `Why are these one? ${nameRecord(a)}, and ${nameRecord(b)}`,
      href: pairHref(a.id, b.id),
    })),
    apart: (work?.editions ?? [])
      .filter((other) => other.id !== id)
      .slice(0, APART_MAX)
      .flatMap((other) => {
        const [record] = other.records.nodes;
        if (first === undefined || record === undefined) return [];
        const more = [other.editionStatement, other.publishedYear].filter((part) => part !== null);
        return [{ title: other.title, lang: languageOf(other), more, href: pairHref(first.id, record.id) }];
      }),
  };
}
