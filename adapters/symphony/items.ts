/** Live items: one call for a page of titles, one more where something is bound into another title. */
import type { HoldingFacts, HoldingRef, ItemFacts, Reason } from '#domain/facts.ts';
import type { ItemId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import type { ItemSource, LiveItem, Slot } from '#contract/adapter.ts';
import { lmsError } from '../shared/lms-error.ts';
import { asSlot, holdingSlots } from '../shared/slots.ts';
import type { SymphonyClient } from './client.ts';
import { toItemFacts, unknownBoundCopy } from './item-facts.ts';
import { copyVisibility } from './visibility.ts';
import { readItemId } from './item-ids.ts';
import { readLiveKeys, type LiveKeys } from './live-keys.ts';
import type { Policies, PolicySource } from './policies.ts';
import type { Shadow, ShadowSource } from './shadows.ts';
import type { SymphonySite } from './site.ts';
import type { TitleCopy, TitleInfo } from './title-info.ts';
import type { Titles, TitleSource } from './live.ts';
import { wireItemAlone } from './wire.ts';
import { LIVE_COPIES_MAX, isLarge, tooManyCopies } from '../shared/live-keys.ts';

export interface ItemsContext {
  readonly site: SymphonySite;
  readonly client: SymphonyClient;
  readonly policies: PolicySource;
  readonly titles: TitleSource;
  readonly shadows: ShadowSource;
  readonly now: () => number;
}

export function createItems(context: ItemsContext): ItemSource {
  return {
    isLarge,
    findAvailability: (holdings, signal) => findAvailability(context, holdings, signal),
    findItems: (ids, signal) => findItems(context, ids, signal),
  };
}

type Shadows = ReadonlyMap<string, Shadow | MerciaError | null>;

interface Page {
  readonly site: SymphonySite;
  readonly policies: Policies;
  readonly titles: Titles;
  readonly parents: Titles;
  /** What is hidden of titles that live keys say nothing, or not enough, of. */
  readonly shadows: Shadows;
  readonly asOf: string;
}

async function findAvailability(
  context: ItemsContext,
  holdings: readonly HoldingRef[],
  signal: AbortSignal,
): Promise<readonly Slot<HoldingFacts | null>[]> {
  const { site } = context;
  if (holdings.length === 0) return [];
  const keys = holdings.map((holding) => readLiveKeys(holding.liveKeys));
  const askable = keys.filter((key) => key !== null && !isTooLarge(key)) as readonly LiveKeys[];
  const [policies, titles] = await Promise.all([
    context.policies.read(signal),
    context.titles.find(
      askable.map((key) => key.record),
      signal,
      new Set(askable.flatMap((key) => (key.copies === null ? [] : [key.record]))),
    ),
  ]);
  const parents = await parentsOf(context, titles, signal);
  const shadows = await shadowsOf(
    context,
    [
      ...keys.flatMap((key) => (key?.hidesTooMany === true ? [key.record] : [])),
      ...[...titles.values()].flatMap((title) =>
        title === null || title instanceof MerciaError ? [] : title.boundIn.map((bound) => bound.parentTitleId),
      ),
    ],
    signal,
  );
  const page: Page = { site, policies, titles, parents, shadows, asOf: new Date(context.now()).toISOString() };
  return holdingSlots(site, keys, (key, owners) => {
    if (isTooLarge(key)) return tooManyCopies(site.system.id, key.record, key.copies);
    const title = titles.get(key.record) ?? null;
    if (title === null || title instanceof MerciaError) return title;
    // Keys that do not hold what is hidden say nothing of it: what the title says counts, and one that is not told of is not shown.
    const shadow = key.hidesTooMany ? (shadows.get(key.record) ?? null) : { title: false, copies: key.hidden };
    if (shadow === null || shadow instanceof MerciaError) return shadow;
    if (shadow.title) return null;
    const hidden = shadow.copies;
    if (isHiddenByCopies(page, title, hidden)) return null;
    return {
      asOf: page.asOf,
      items: itemsOf(page, title, { owners, hidden, numbers: key.numbers }),
      holdQueue: null,
      limitation: policies.limitation,
    };
  });
}

function isTooLarge(key: LiveKeys): key is LiveKeys & { readonly copies: number } {
  return key.copies !== null && key.copies > LIVE_COPIES_MAX;
}

/** Titles into which others are bound and which are not on the page themselves. */
async function parentsOf(context: ItemsContext, titles: Titles, signal: AbortSignal): Promise<Titles> {
  const wanted = new Set<string>();
  for (const title of titles.values()) {
    if (title === null || title instanceof MerciaError) continue;
    for (const bound of title.boundIn) if (!titles.has(bound.parentTitleId)) wanted.add(bound.parentTitleId);
  }
  if (wanted.size === 0) return titles;
  const found = await asSlot(context.titles.find([...wanted], signal));
  return new Map([
    ...titles,
    ...(found instanceof MerciaError ? [...wanted].map((id) => [id, found] as const) : found),
  ]);
}

/** The public is not shown a title of which every copy is hidden, or made for an interlibrary loan. */
function isHiddenByCopies({ site, policies }: Page, title: TitleInfo, hidden: ReadonlySet<string>): boolean {
  const isHidden = (copy: TitleCopy): boolean => copyVisibility(site, policies, copy, hidden) !== 'PUBLIC';
  return title.copies.length > 0 && title.boundIn.length === 0 && title.copies.every(isHidden);
}

function itemsOf(
  page: Page,
  title: TitleInfo,
  { owners, hidden, numbers }: Pick<LiveKeys, 'hidden' | 'numbers'> & { readonly owners: ReadonlySet<string> },
): readonly ItemFacts[] {
  const { site, policies } = page;
  const isOwn = (copy: TitleCopy, shadowed: ReadonlySet<string>): boolean =>
    owners.has(copy.library) && copyVisibility(site, policies, copy, shadowed) === 'PUBLIC';
  const items = title.copies
    .filter((copy) => isOwn(copy, hidden))
    .map((copy) => toItemFacts(site, policies, withNumber(copy, numbers)));
  const seen = new Set(title.copies.map((copy) => copy.barcode));
  for (const bound of title.boundIn) {
    if (seen.has(bound.barcode) || !owners.has(bound.library)) continue;
    seen.add(bound.barcode);
    const parent = page.parents.get(bound.parentTitleId) ?? null;
    const shadow = page.shadows.get(bound.parentTitleId) ?? null;
    if (parent instanceof MerciaError || shadow instanceof MerciaError) {
      items.push(unknownBoundCopy(site, bound, notRead(site)));
      continue;
    }
    const copy = parent?.copies.find((one) => one.barcode === bound.barcode);
    if (copy !== undefined && shadow?.title === false && isOwn(copy, shadow.copies)) {
      items.push(toItemFacts(site, policies, withNumber(copy, shadow.numbers)));
    }
  }
  return items;
}

/** The XML of titles tells no number of a copy. */
function withNumber(copy: TitleCopy, numbers: ReadonlyMap<string, string> = new Map()): TitleCopy {
  return { ...copy, copyNumber: numbers.get(copy.barcode) ?? null };
}

function notRead(site: SymphonySite): Reason {
  return {
    code: 'BAD_ANSWER',
    message: 'This copy is bound with another title, which the system did not name this time',
    system: site.system.id,
  };
}

async function findItems(
  context: ItemsContext,
  ids: readonly ItemId[],
  signal: AbortSignal,
): Promise<readonly Slot<LiveItem | null>[]> {
  const { site } = context;
  const asked = await Promise.all(ids.map((id) => locate(context, id, signal)));
  const titleIds = [
    ...new Set(asked.flatMap((one) => (one === null || one instanceof MerciaError ? [] : one.titleId))),
  ];
  if (titleIds.length === 0) return asked.map((one) => (one instanceof MerciaError ? one : null));
  const [policies, titles, shadows] = await Promise.all([
    context.policies.read(signal),
    context.titles.find(titleIds, signal),
    shadowsOf(context, titleIds, signal),
  ]);
  const asOf = new Date(context.now()).toISOString();
  return asked.map((one): Slot<LiveItem | null> => {
    if (one === null || one instanceof MerciaError) return one;
    const title = titles.get(one.titleId) ?? null;
    if (title === null || title instanceof MerciaError) return title;
    const copy = title.copies.find(({ barcode }) => barcode === one.barcode);
    const shadow = shadows.get(one.titleId) ?? null;
    if (copy === undefined || shadow === null) return null;
    if (shadow instanceof MerciaError) return shadow;
    if (shadow.title || copyVisibility(site, policies, copy, shadow.copies) !== 'PUBLIC') return null;
    return {
      asOf,
      item: toItemFacts(site, policies, withNumber(copy, shadow.numbers)),
      library: site.libraryOf(copy.library),
      recordLocalId: copy.titleId,
      limitation: policies.limitation,
    };
  });
}

/** Where a copy is to be looked for; one asked for by Symphony's own key costs a call. */
async function locate(
  context: ItemsContext,
  id: ItemId,
  signal: AbortSignal,
): Promise<{ readonly titleId: string; readonly barcode: string } | MerciaError | null> {
  const wanted = readItemId(id);
  if (wanted === null || !('key' in wanted)) return wanted;
  const path = `/catalog/item/key/${wanted.key}`;
  const body = await asSlot(context.client.resource('item', path, 'barcode', signal));
  if (body instanceof MerciaError) return body;
  if (body === null) return null;
  const item = wireItemAlone.safeParse(body).data;
  if (item?.key !== wanted.key) {
    const what = `the answer for copy ${wanted.key} is of another copy, or of none; check what stands before Symphony`;
    return lmsError(context.site.system.id, 'LMS_BAD_RESPONSE', `item: ${what}`);
  }
  const [titleId] = wanted.key.split(':');
  return item.barcode === null || titleId === undefined ? null : { titleId, barcode: item.barcode };
}

async function shadowsOf(context: ItemsContext, titleIds: readonly string[], signal: AbortSignal): Promise<Shadows> {
  const ids = [...new Set(titleIds)];
  return new Map(await Promise.all(ids.map(async (id) => [id, await asSlot(context.shadows.of(id, signal))] as const)));
}
