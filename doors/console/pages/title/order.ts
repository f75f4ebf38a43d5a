/** In which order a title's libraries help a reader who has chosen a library of their own. */
import type { TitleQuery } from '../../__generated__/operations.ts';
import { milesBetween, pointsOf, pointsOfCopies } from '../../words/distance.ts';
import { sayShutAt } from '../../words/week.ts';
import { GROUPS, sitesOf, type Edition, type Holder, type Nearness } from './holders.ts';
import type { Place } from './place.ts';

type Own = NonNullable<TitleQuery['own']>;
type Reason = NonNullable<Edition['lenders']>['excluded'][number]['reasons'][number]['code'];

/** Rules that the region file gives; what a library has at the moment is another matter. */
const RULES: ReadonlySet<Reason> = new Set(['NOT_ON_ROTA', 'OWN_NETWORK_ONLY', 'OWN_REGION_ONLY', 'NOT_SUPPLIED']);

/**
 * The reader's own libraries, then the network of the first with those that are open first, then all others, the nearest first. What is not known comes
 * later, and those that are closed for long last. As they come if none is chosen.
 */
export function inOrder(
  holders: readonly Holder[],
  own: Own | null,
  place: Place | null,
  lenders: Edition['lenders'],
  now: number,
): readonly Holder[] {
  const ids = new Set([own?.id ?? '', ...(place?.linked ?? []).map(({ id }) => id)]);
  const ordered = own === null ? holders : seenFrom(own, ids, holders, place, lenders);
  const isLast = (holder: Holder): boolean => !ids.has(holder.library.id) && shutOf(holder, now) !== null;
  return [...ordered.filter((holder) => !isLast(holder)), ...ordered.filter(isLast)];
}

/** What stands above the first library of each group, of libraries in order; nothing if none is chosen. */
export function groupsOf(
  ordered: readonly Holder[],
  own: Own | null,
  place: Place | null,
  now: number,
): readonly { readonly first: Holder; readonly heading: string }[] {
  if (own === null) return [];
  const isSeveral = (place?.linked?.length ?? 0) > 1;
  const headings = {
    OWN: isSeveral ? 'Your libraries' : 'Your library',
    NETWORK: `${isSeveral ? `The network of ${own.name}` : 'Your library’s network'}: ${own.network?.name ?? ''}`,
    REST: knowsWhere(own, place) ? 'Others, the nearest first' : 'Others',
  };
  const headingOf = ({ near, ...holder }: Holder): string =>
    near?.group !== 'OWN' && shutOf(holder, now) !== null
      ? 'Closed for a week or longer'
      : headings[near?.group ?? 'REST'];
  return [...Map.groupBy(ordered, headingOf)].flatMap(([heading, [first]]) =>
    first === undefined ? [] : [{ first, heading }],
  );
}

/** Whether it is known where the chosen place is; else no other is known to be near it. */
export function knowsWhere(own: Own, place: Place | null): boolean {
  return whereIs(own, place).length > 0;
}

function whereIs(own: Own, place: Place | null): ReturnType<typeof pointsOf> {
  return pointsOf(own, typeof place?.site === 'string' ? [place.site] : []);
}

/** Since when and why nothing is fetched there; null if one of its places with a copy is not closed for long. */
export function shutOf({ library, holdings }: Pick<Holder, 'library' | 'holdings'>, now: number): string | null {
  const sites = holdings.flatMap((holding) => holding.sites.map(({ id }) => id));
  return sayShutAt(library, sites, library.timeZone, now);
}

function seenFrom(
  own: Own,
  ids: ReadonlySet<string>,
  holders: readonly Holder[],
  place: Place | null,
  lenders: Edition['lenders'],
): readonly Holder[] {
  const from = whereIs(own, place);
  return holders
    .map((holder) => ({ ...holder, near: nearnessOf(holder, own, ids, from, lenders) }))
    .toSorted(
      (a, b) =>
        GROUPS.indexOf(a.near.group) - GROUPS.indexOf(b.near.group) ||
        (a.near.group === 'NETWORK' ? openFirst(a, b) : 0) ||
        nearestFirst(a.near, b.near),
    );
}

function nearnessOf(
  { library, holdings }: Holder,
  own: Own,
  ids: ReadonlySet<string>,
  from: ReturnType<typeof pointsOf>,
  lenders: Edition['lenders'],
): Nearness {
  const isOwn = library.id === own.id;
  const inNetwork = own.network !== null && library.network?.id === own.network.id;
  const sites = holdings.flatMap((holding) => holding.sites.map(({ id }) => id));
  const reasons = lenders?.excluded.find((one) => one.library.id === library.id)?.reasons ?? [];
  return {
    group: ids.has(library.id) ? 'OWN' : inNetwork ? 'NETWORK' : 'REST',
    from,
    miles: isOwn ? 0 : milesBetween(from, pointsOfCopies(library, sites)),
    notLent: reasons.find(({ code }) => RULES.has(code))?.words ?? null,
  };
}

type Standing = Pick<Holder, 'near' | 'library' | 'holdings'>;

/** For what is in now: among those that stand alike to the chosen library, whoever is open can give it at once. */
export function byHelp(a: Standing, b: Standing): number {
  if (a.near === null || b.near === null) return 0;
  return GROUPS.indexOf(a.near.group) - GROUPS.indexOf(b.near.group) || openFirst(a, b) || nearestFirst(a.near, b.near);
}

/** By the sites that have the copies: another one may be open while those are not. */
function openFirst(a: Standing, b: Standing): number {
  return rankOf(a) - rankOf(b);
}

function rankOf(holder: Standing): number {
  const sites = sitesOf(holder);
  const ranks = (sites.length === 0 ? [holder.library] : sites).map(({ openNow }) =>
    openNow === null ? 1 : openNow ? 0 : 2,
  );
  return Math.min(...ranks);
}

function nearestFirst(a: Nearness, b: Nearness): number {
  return (a.miles ?? Number.MAX_VALUE) - (b.miles ?? Number.MAX_VALUE);
}
