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
import { omitUntold } from './untold.ts';

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
    const timeZone = systems.find((system) => system.id === library?.system)?.timeZone ?? 'UTC';
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
