/** From which library a title's libraries are seen, and at which of them a reader's cards are good. */
import { OwnCardsDocument, type OwnCardsQuery } from '../../__generated__/operations.ts';
import type { OwnPlace } from '../../own-place.ts';
import { cardsFor } from '../../words/cards.ts';
import { listChoices } from '../../words/lists.ts';
import type { Visit } from '../page.ts';
import type { Holder } from './holders.ts';

export interface OwnCards extends Pick<OwnCardsQuery, 'region'> {
  /** In the order in which they were linked. */
  readonly cards: NonNullable<NonNullable<OwnCardsQuery['me']>['accounts']>;
}

/** Of a reader; null of anybody else, and if they could not be read. Never fails. */
export async function askOwnCards({ viewer, graph }: Pick<Visit, 'viewer' | 'graph'>): Promise<OwnCards | null> {
  if (viewer?.role !== 'PATRON') return null;
  try {
    const { me, region } = (await graph.ask(OwnCardsDocument, {})).data;
    const cards = me?.accounts ?? null;
    return cards === null ? null : { cards, region };
  } catch {
    return null;
  }
}

export interface Place extends OwnPlace {
  /** Whose cards are linked, each once, if no library was chosen: all are the reader's own. */
  readonly linked?: readonly { readonly id: string; readonly name: string }[];
}

/** The library that was chosen; else the one of the card that was linked first. Null if there is neither. */
export function placeOf(own: OwnPlace | null, known: OwnCards | null): Place | null {
  if (own !== null) return own;
  const linked = [...new Map(known?.cards.map(({ library: { id, name } }) => [id, { id, name }])).values()];
  const [first] = linked;
  return first === undefined ? null : { library: first.id, site: null, linked };
}

/** What the link to a request says: whose card it needs, to a reader whose cards are no good there; and whether nothing can be asked for here. */
export function sayRequest({ id, system }: Pick<Holder['library'], 'id' | 'system'>, linked: OwnCards | null): string {
  if (!system.capabilities.includes('PLACE_HOLD')) return 'Ask the library for it';
  const { cards = [], region = null } = linked ?? {};
  const isGood = cards.some(({ library, refusal }) => library.system.id === system.id && refusal === null);
  if (isGood || cards.length === 0 || region === null) return 'Request it';
  const good = cardsFor(
    id,
    region.libraries.filter((library) => library.system.id === system.id),
  );
  return good.length === 0
    ? 'Ask the library for it'
    : `Request it (needs a card of ${listChoices(good.map(({ name }) => name))})`;
}
