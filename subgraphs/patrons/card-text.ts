import { foldText, isReadable, visibleText } from '#domain/readable-text.ts';

/** No library writes longer ones; longer text is not sent to a system. */
const LONGEST = 100;

/** The number of a card, as a system is asked for it; null if the text is no number of a card. */
export function readCard(text: string): string | null {
  const card = text.trim();
  return isReadable(card) && card.length <= LONGEST ? card : null;
}

/** Some systems let an empty PIN pass as if none was required: it is never sent. */
export function isPin(text: string): boolean {
  return visibleText(text) !== '' && text.length <= LONGEST;
}

/** The same text for one card, however it is written, so that attempts at it are counted together. */
export function foldCard(card: string): string {
  return foldText(card);
}
