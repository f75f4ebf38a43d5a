import { isReadable, visibleText } from '#domain/readable-text.ts';
import { badUserInput } from '#platform/errors.ts';

const LONGEST = 500;
const SHORTEST_REASON = 3;

/** The database keeps no NUL, and a line break or a change of direction could make an entry look like another. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu;

/** The note that somebody wrote; null if it has nothing to read in it. Throws BAD_USER_INPUT if it is too long. */
export function readNote(text: string | null | undefined): string | null {
  const note = (text ?? '').replaceAll(CONTROLS, ' ').trim();
  if (note.length > LONGEST) throw badUserInput(`note: at most ${LONGEST} characters are kept.`);
  return isReadable(note) ? note : null;
}

/** A note that is required. If it is missing or too short, throws BAD_USER_INPUT with a message that ends in `wanted`. */
export function readReason(text: string, wanted: string): string {
  const note = readNote(text);
  if (note !== null && visibleText(note).length >= SHORTEST_REASON) return note;
  throw badUserInput(`reason: ${wanted}, in ${SHORTEST_REASON} characters or more.`);
}
