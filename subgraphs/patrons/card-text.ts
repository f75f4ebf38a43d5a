/** No library writes a longer one; nothing longer is passed on to its system. */
const LONGEST = 100;

/** The number of a card as a system is to be asked for it; null for what is none. */
export function readCard(text: string): string | null {
  const card = text.trim();
  return card !== '' && card.length <= LONGEST ? card : null;
}

/** Some systems take an empty PIN for none that was asked: it is never sent. */
export function isPin(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST;
}
