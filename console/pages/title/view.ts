/** A title: who has it, how the copies stand, and what to do next. */
import type { TitleQuery } from '../../__generated__/operations.ts';
import { describeAvailability, sayWhy, sumUp } from '../../words/availability.ts';
import type { AvailabilityWords } from '../../words/availability.ts';
import { FORMAT_WORDS, LIMITATION_WORDS, STATUS_WORDS, USE_WORDS } from '../../words/copies.ts';
import { sayDay, sayWhen } from '../../words/moments.ts';
import type { PageModel } from '../page.ts';
import { recordsOf, type RecordsModel } from './records.ts';

type Edition = NonNullable<TitleQuery['edition']>;
type Holding = Edition['holdings'][number];
type Availability = Holding['availability'];
type Item = NonNullable<NonNullable<Availability>['items']>['nodes'][number];

export interface TitleModel extends PageModel {
  readonly facts: readonly string[];
  readonly summary: string;
  readonly libraries: readonly LibraryModel[];
  readonly subjects: readonly { readonly text: string; readonly href: string }[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
  readonly otherEditions: readonly { readonly text: string; readonly href: string }[];
  readonly records: RecordsModel;
}

export interface LibraryModel {
  readonly name: string;
  readonly href: string;
  readonly headline: string;
  readonly checked: string;
  readonly due: string | null;
  readonly queue: string | null;
  readonly statements: readonly string[];
  readonly rows: readonly { readonly header: string; readonly cells: readonly string[] }[];
  readonly moreCopies: boolean;
  /** What a reader may do next. */
  readonly next: readonly { readonly text: string; readonly href: string | null }[];
}

export function titleView(
  { region, edition }: { readonly region: TitleQuery['region']; readonly edition: Edition },
  now: number,
): TitleModel {
  const described = edition.holdings.map((holding) => ({ holding, words: wordsOf(holding, now) }));
  const others = edition.work?.editions.filter(({ id }) => id !== edition.id) ?? [];
  return {
    title: edition.title,
    region: region?.name ?? 'Libraries of the region',
    current: '/find',
    facts: factsOf(edition),
    summary: sumUp(
      described.map(({ holding, words }) => ({ words, availableCount: holding.availability?.availableCount ?? null })),
    ),
    libraries: described
      .toSorted((a, b) => rankOf(a.words) - rankOf(b.words))
      .map(({ holding, words }) => toLibrary(holding, words, now)),
    subjects: edition.subjects
      .slice(0, 12)
      .map(({ heading }) => ({ text: heading, href: `/find?${new URLSearchParams({ q: heading }).toString()}` })),
    links: edition.links
      .filter(({ url }) => /^https?:\/\//i.test(url))
      .map(({ url, label }) => ({ text: label ?? url, href: url })),
    otherEditions: others.slice(0, 20).map(({ id, title, editionStatement, publishedYear, format }) => ({
      text: [title, editionStatement, publishedYear, FORMAT_WORDS[format]].filter((part) => part !== null).join(' · '),
      href: `/titles/${encodeURIComponent(id)}`,
    })),
    records: recordsOf(edition),
  };
}

function factsOf({
  creators,
  publisher,
  publishedYear,
  editionStatement,
  format,
  isbns,
  issns,
}: Edition): readonly string[] {
  return [
    creators.join('; '),
    [editionStatement, publisher, publishedYear].filter((part) => part !== null).join(' · '),
    FORMAT_WORDS[format],
    isbns.length > 0 ? `ISBN ${isbns.join(', ')}` : '',
    issns.length > 0 ? `ISSN ${issns.join(', ')}` : '',
  ].filter((fact) => fact !== '');
}

function wordsOf({ availability, online }: Holding, now: number): AvailabilityWords {
  if (availability !== null) return describeAvailability(availability, online === true, now);
  return { certainty: 'NOT_CHECKED', headline: 'We could not check. It may be on the shelf.', checked: '', due: null };
}

const ORDER: readonly AvailabilityWords['certainty'][] = ['AVAILABLE', 'PERHAPS', 'ONLINE', 'NOT_CHECKED', 'NONE'];

function rankOf({ certainty }: AvailabilityWords): number {
  return ORDER.indexOf(certainty);
}

function toLibrary(holding: Holding, words: AvailabilityWords, now: number): LibraryModel {
  const { library, availability, statements, catalogueUrl } = holding;
  const items = availability?.items;
  const queue = availability?.holdQueueAtLeast ?? 0;
  return {
    name: library.name,
    href: `/libraries/${library.id}`,
    headline: words.headline,
    checked: words.checked,
    due: words.due,
    queue: queue > 0 ? 'Other readers wait for it.' : null,
    statements: statements.map(({ text }) => text),
    rows: items?.nodes.map((item) => toRow(item, now)) ?? [],
    moreCopies: items?.pageInfo.hasNextPage ?? false,
    next: nextSteps(catalogueUrl, library.contact),
  };
}

/** Copy, state, use, place: the state of each copy is in words, and what is less than live says so. */
function toRow(item: Item, now: number): LibraryModel['rows'][number] {
  const place = item.currentLocation ?? item.permanentLocation;
  const where = [place?.site?.name, place?.name].filter((part) => part !== null && part !== undefined);
  return {
    header: [item.callNumber, item.enumeration].filter((part) => part !== null).join(' ') || 'Copy',
    cells: [stateOf(item, now), item.use === null ? '' : USE_WORDS[item.use], [...new Set(where)].join(', ')],
  };
}

function stateOf({ state, status, asOf, reason, due, limitations }: Item, now: number): string {
  if (state === 'UNKNOWN' || state === null || status === null) return 'We could not check';
  if (state === 'NOT_SUPPORTED') return 'This system cannot tell us';
  const word = due === null ? STATUS_WORDS[status] : `${STATUS_WORDS[status]}, due ${sayDay(due.on)}`;
  const perhaps = (limitations ?? []).map((limitation) => LIMITATION_WORDS[limitation]).join(' or ');
  const told = perhaps === '' ? word : `${word} (${perhaps})`;
  if (state === 'LIVE') return told;
  const when = asOf === null ? '' : ` ${sayWhen(asOf, now)}`;
  return `${told}${when}; ${reason === null ? 'not checked now' : sayWhy(reason.code)}`;
}

function nextSteps(catalogueUrl: string | null, contact: Holding['library']['contact']): LibraryModel['next'] {
  return [
    ...(catalogueUrl === null ? [] : [{ text: 'See it in the library’s own catalogue', href: catalogueUrl }]),
    ...(typeof contact?.telephone !== 'string' ? [] : [{ text: `Telephone ${contact.telephone}`, href: null }]),
    ...(typeof contact?.email !== 'string'
      ? []
      : [{ text: `Write to ${contact.email}`, href: `mailto:${contact.email}` }]),
  ];
}
