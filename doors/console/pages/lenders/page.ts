import { LendersDocument, type LendersQuery } from '../../__generated__/operations.ts';
import { partOf } from '../../graph.ts';
import { given, type Page } from '../page.ts';
import { noSuchTitle } from '../title/page.ts';
import { libraryHref, titleHref } from '../hrefs.ts';
import { describeAvailability, NOT_CHECKED, type AvailabilityWords } from '../../words/availability.ts';
import { sayGaps } from '../../words/gaps.ts';
import { languageOf } from '../../words/language.ts';
import { isToday, plural, sayDay } from '../../words/moments.ts';
import { shutOf } from '../../words/closed.ts';
import { waysToReach } from '../../words/contact.ts';

/** `/titles/ID/lenders?for=LIBRARY`: whom a library asks for a title, in order; whom not, and why. */
export const lendersPage: Page = {
  path: '/titles/:id/lenders',
  async show({ graph, viewer, params: { id = '' }, query, now }) {
    const wanted: Wanted = {
      // Staff ask for their own library, if they do not say another.
      library: given(query, 'for') ?? viewer?.libraries[0]?.id ?? null,
      year: given(query, 'year'),
      volume: given(query, 'volume'),
      after: given(query, 'after'),
    };
    const answer = await graph.ask(LendersDocument, {
      id,
      asked: wanted.library !== null,
      for: wanted.library ?? '',
      year: yearOf(wanted.year),
      volume: wanted.volume,
      after: wanted.after,
    });
    const { region } = answer.data;
    const edition = partOf(answer, 'edition');
    if (edition === null) return noSuchTitle();
    if (edition.id !== id) return { redirect: movedAddress(edition.id, query) };
    return { template: 'pages/lenders/page.njk', model: lendersView({ region, edition }, wanted, now) };
  },
};

/** The same question about the title that it is now; a place in the list was one of another title's. */
function movedAddress(id: string, query: URLSearchParams): string {
  const asked = ['for', 'year', 'volume'].flatMap((name) => {
    const value = given(query, name);
    return value === null ? [] : [[name, value] as [string, string]];
  });
  const question = new URLSearchParams(asked).toString();
  return `${titleHref(id)}/lenders${question === '' ? '' : `?${question}`}`;
}

/** Null if it is no year: the page says so. */
function yearOf(text: string | null): number | null {
  return text !== null && /^\d{4}$/.test(text) ? Number(text) : null;
}

type Edition = NonNullable<LendersQuery['edition']>;
type Lenders = NonNullable<Edition['lenders']>;
type Lender = Lenders['nodes'][number];

/** What is asked for, as it stands in the address. */
interface Wanted {
  /** Id of the library that asks. */
  readonly library: string | null;
  readonly year: string | null;
  readonly volume: string | null;
  readonly after: string | null;
}

const SERIALS = new Set<Edition['format']>(['JOURNAL', 'EJOURNAL']);

function lendersView(
  { region, edition }: { readonly region: LendersQuery['region']; readonly edition: Edition },
  wanted: Wanted,
  now: number,
) {
  const { lenders = null } = edition;
  const own = titleHref(edition.id);
  const libraries = region?.libraries ?? [];
  const asker = libraries.find(({ id }) => id === wanted.library);
  return {
    title: `Whom to ask: ${edition.title}`,
    current: '/find',
    heading: edition.title,
    lang: languageOf(edition),
    back: own,
    address: `${own}/lenders`,
    choices: [
      { value: '', text: 'Choose a library', selected: wanted.library === null },
      ...libraries
        .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
        .map(({ id, name }) => ({ value: id, text: name, selected: id === wanted.library })),
    ],
    article: SERIALS.has(edition.format) ? { year: wanted.year ?? '', volume: wanted.volume ?? '' } : null,
    fault: faultOf(wanted, asker === undefined, lenders),
    answer:
      lenders === null || asker === undefined ? null : toAnswer(lenders, asker.name, `${own}/lenders`, wanted, now),
  };
}

function faultOf({ library, year }: Wanted, isUnknown: boolean, lenders: Lenders | null): string | null {
  if (library === null) return null;
  if (isUnknown) return 'The region has no such library. Choose one from the list.';
  if (year !== null && !/^\d{4}$/.test(year)) return `“${year}” is not a year. Enter four digits, such as 1995.`;
  return lenders === null ? 'Whom to ask cannot be said now. Try again in a few minutes.' : null;
}

function toAnswer(lenders: Lenders, asker: string, address: string, wanted: Wanted, now: number) {
  const { totalCount, supply, nodes, pageInfo, excluded, incomplete } = lenders;
  const what = supply === 'COPY' ? 'a copy of an article' : 'a loan';
  const gaps = sayGaps(incomplete, 'Their libraries may hold it too.');
  return {
    summary:
      totalCount === 0
        ? `${asker} can ask no library of the region for ${what} of it.${gaps === null ? '' : ' Some systems are incomplete.'}`
        : `${asker} can ask ${plural(totalCount, 'library', 'libraries')} for ${what}, in this order.`,
    lenders: (supply === 'LOAN' ? byCopies(nodes, now) : nodes).map((lender) => toLender(lender, now)),
    next: pageInfo.hasNextPage ? nextAddress(address, wanted, pageInfo.endCursor) : null,
    excluded: excluded.map(({ library, reasons }) => ({
      name: library.name,
      href: libraryHref(library.id),
      why: reasons.map(({ words }) => words).join(' '),
    })),
    incomplete: gaps,
  };
}

/** Reasons that say nothing of a place in the order. */
const NO_PLACE = new Set<Lender['reasons'][number]['code']>(['OPENS_LATER']);

/**
 * Among lenders that are alike by the rules, which know nothing of this moment, those with a copy in now come first, and
 * those of which it is known that all are out, or at places that are closed for long, come last. The ranks of a place stay there.
 */
function byCopies(nodes: readonly Lender[], now: number): readonly Lender[] {
  const placeOf = ({ reasons }: Lender): string =>
    reasons.flatMap(({ code, words }) => (NO_PLACE.has(code) ? [] : [words])).join(' ');
  const places = Map.groupBy(nodes, placeOf);
  const ordered = [...places.values()].flatMap((alike) => alike.toSorted((a, b) => outOf(a, now) - outOf(b, now)));
  return ordered.map((lender, at) => ({ ...lender, rank: nodes[at]?.rank ?? lender.rank }));
}

/** 0 if a copy is in, 2 if none is, 1 if that is not known. */
function outOf({ library, holdings }: Lender, now: number): number {
  const told = holdings.map((holding) => wordsOf(holding, library, now));
  if (told.some(({ certainty }) => certainty === 'AVAILABLE')) return 0;
  return told.every(({ certainty, maybeMore }) => (certainty === 'NONE' && maybeMore !== true) || certainty === 'SHUT')
    ? 2
    : 1;
}

function nextAddress(address: string, { library, year, volume }: Wanted, after: string | null): string {
  const query = new URLSearchParams({ for: library ?? '', after: after ?? '' });
  if (year !== null) query.set('year', year);
  if (volume !== null) query.set('volume', volume);
  return `${address}?${query.toString()}`;
}

function toLender({ rank, library, reasons, holdings, openNow, opensOn }: Lender, now: number) {
  return {
    rank: String(rank),
    name: library.name,
    href: libraryHref(library.id),
    states: holdings.map((holding) => toState(wordsOf(holding, library, now))),
    reasons: reasons.map(({ words }) => words),
    facts: [
      [...new Set(holdings.flatMap(({ callNumbers }) => callNumbers))].slice(0, 3).join(', '),
      ...holdings.flatMap(({ statements }) => statements.map(({ text }) => text)),
    ].filter((fact) => fact !== ''),
    opening: sayOpening(openNow, opensOn, now),
    contact: waysToReach(library.contact),
  };
}

function wordsOf(
  { availability, basis, statements, online, sites }: Lender['holdings'][number],
  library: Lender['library'],
  now: number,
): AvailabilityWords {
  if (availability === null) return NOT_CHECKED;
  const ids = sites.map(({ id }) => id);
  const shut = shutOf(library, ids, availability, now);
  return describeAvailability({ ...availability, basis, statements }, online === true, now, shut);
}

function toState({ headline, checked, due }: AvailabilityWords) {
  return { headline, detail: [due === null ? '' : `${due}.`, checked].filter((part) => part !== '').join(' ') };
}

function sayOpening(openNow: boolean | null, opensOn: string | null, now: number): string {
  if (openNow === null) return 'Its opening hours are not known here.';
  if (openNow) return 'Open now.';
  return opensOn === null
    ? 'Closed now.'
    : isToday(opensOn, now)
      ? 'Closed now; opens later today.'
      : `Closed now; opens on ${sayDay(opensOn)}.`;
}
