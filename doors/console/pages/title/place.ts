/** From which library a title's libraries are seen. */
import { OwnCardsDocument } from '../../__generated__/operations.ts';
import type { OwnPlace } from '../../own-place.ts';
import type { Visit } from '../page.ts';

/** The library that was chosen; else, of a reader, the one of the card that was linked first. Null if there is neither. Never fails. */
export async function placeOf({
  own,
  viewer,
  graph,
}: Pick<Visit, 'own' | 'viewer' | 'graph'>): Promise<OwnPlace | null> {
  if (own !== null || viewer?.role !== 'PATRON') return own;
  try {
    const { data } = await graph.ask(OwnCardsDocument, {});
    const [card] = data.me?.accounts ?? [];
    return card === undefined ? null : { library: card.library.id, site: null };
  } catch {
    return null;
  }
}
