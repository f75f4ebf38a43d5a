import { foldText, isReadable, visibleText } from '#domain/readable-text.ts';

/** No library writes a longer one; nothing longer is passed on to its system. */
const LONGEST = 100;

/** The number of a card as a system is to be asked for it; null for what is none. */
export function readCard(text: string): string | null {
  const card = text.trim();
  return isReadable(card) && card.length <= LONGEST ? card : null;
}

/** Some systems take an empty PIN for none that was asked: it is never sent. */
export function isPin(text: string): boolean {
  return visibleText(text) !== '' && text.length <= LONGEST;
}

/** The same text for one card, however it is written: tries at it are counted together. */
export function foldCard(card: string): string {
  return foldText(card);
}
