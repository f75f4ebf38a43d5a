/** From what is known of titles to a DAIA response. Pure. */
import type { Region } from '#domain/region.ts';
import { isMerciaError } from '#platform/errors.ts';
import type { AskedTitle, AskedTitles } from '../live/answer-titles.ts';
import type { PlaceNames } from '../live/places.ts';
import type { TitleAnswer } from '../live/question.ts';
import { describeUnknown } from '../status-words.ts';
import { toComposed, toDaiaItem, type DaiaItem } from './item.ts';
import { interloanRules, type Interloan } from './interloan.ts';
import type { DaiaEntity } from './services.ts';

export interface DaiaDocument {
  readonly id: string;
  readonly requested: string;
  readonly about?: string;
  readonly item?: readonly DaiaItem[];
}

export interface DaiaResponse {
  readonly document: readonly DaiaDocument[];
  readonly institution: DaiaEntity;
  readonly timestamp: string;
}

export interface ResponseOptions {
  readonly region: Region;
  readonly places: PlaceNames;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** Whether items of which nothing is told are left out. */
  readonly untoldLeftOut?: boolean;
}

/** Without the titles that there are none of: DAIA has no other word for them. */
export function toDaiaResponse({ titles, clockOf }: AskedTitles, options: ResponseOptions): DaiaResponse {
  const { region, places, nowMs, untoldLeftOut = false } = options;
  // An item's id stands once in a response, also if two names of one title were sent.
  const used = new Set<string>();
  const interloanOf = rulesOfLibraries(region, nowMs);
  const document = titles.flatMap((asked): readonly DaiaDocument[] => {
    const { requested, title, told } = asked;
    if (title === null || told === null || used.has(title.uri)) return [];
    used.add(title.uri);
    if (isMerciaError(told)) {
      const item = untoldLeftOut ? [] : [{ about: describeUnknown('UNREACHABLE') }];
      return [{ id: title.uri, requested, ...itemsOf(item) }];
    }
    const items = told.lines.map((line) => {
      const made = toDaiaItem(line, {
        places,
        clockOf,
        namespace: region.feeds?.namespace ?? null,
        hrefOf: hrefOf(told.editions),
        interloanOf,
        isJournal: told.editions.some(({ format }) => format === 'JOURNAL'),
      });
      const { id, ...rest } = made;
      if (id === undefined || used.has(id)) return rest;
      used.add(id);
      return made;
    });
    const item = untoldLeftOut ? omitUntold(items) : items;
    return [{ id: title.uri, requested, ...aboutOf(told.editions), ...itemsOf(item) }];
  });
  return { document, institution: { content: region.name }, timestamp: new Date(nowMs).toISOString() };
}

/** Whether nothing can be said of any title that could be one. */
export function firstErrorIfAll(titles: readonly AskedTitle[]) {
  const asked = titles.filter(({ title }) => title !== null);
  const errors = asked.map(({ told }) => told).filter((told) => isMerciaError(told));
  return errors.length > 0 && errors.length === asked.length ? (errors[0] ?? null) : null;
}

function itemsOf(item: readonly DaiaItem[]): { readonly item?: readonly DaiaItem[] } {
  return item.length === 0 ? {} : { item };
}

function aboutOf([edition]: readonly TitleAnswer[]): { readonly about?: string } {
  return edition === undefined ? {} : { about: toComposed(edition.title) };
}

/** Each library is looked at once for an answer, if it is in it. */
function rulesOfLibraries({ libraries, systems }: Region, nowMs: number): (library: string) => Interloan | null {
  const known = new Map<string, Interloan | null>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const library = libraries.find((one) => one.id === id);
    const timeZone = library?.timeZone ?? systems.find((system) => system.id === library?.system)?.timeZone ?? 'UTC';
    const rules = interloanRules(library, nowMs, timeZone);
    known.set(id, rules);
    return rules;
  };
}

/** Where a library's readers read the title online, as its own records give it. */
function hrefOf(editions: readonly TitleAnswer[]): (library: string) => string | null {
  const links = editions.flatMap((edition) => edition.links);
  return (library) => links.find(({ libraries }) => libraries.some(({ id }) => id === library))?.url ?? null;
}

const ON_SITE: ReadonlySet<string> = new Set(['loan', 'presentation']);

/**
 * The items without those of which nothing is told, for clients that take "neither available nor unavailable" for "not
 * available", as the stock driver of VuFind does. Of a title of which no copy is known to be in, while of some copies
 * nothing is told, there are none at all: such a client would say that the title is out.
 */
export function omitUntold(items: readonly DaiaItem[]): readonly DaiaItem[] {
  const physical = items.filter((item) => !isOnline(item));
  const told = physical.filter(isTold);
  return told.length === physical.length || told.some(isIn) ? told : [];
}

/** It is read at the address of the record, and not on site: such a client has no word for it. */
function isOnline({ available = [] }: DaiaItem): boolean {
  return available.length > 0 && available.every(({ service }) => service === 'remote');
}

function isTold({ available = [], unavailable = [] }: DaiaItem): boolean {
  return [...available, ...unavailable].some(({ service }) => ON_SITE.has(service));
}

function isIn({ available = [] }: DaiaItem): boolean {
  return available.some(({ service }) => ON_SITE.has(service));
}
