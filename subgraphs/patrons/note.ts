import { MerciaError } from '#platform/errors.ts';

const LONGEST = 500;

/** What somebody wrote to what they do; null for nothing. Throws BAD_USER_INPUT for what is too long to be kept. */
export function readNote(text: string | null | undefined): string | null {
  const note = text?.trim() ?? '';
  if (note.length > LONGEST) throw new MerciaError('BAD_USER_INPUT', `note: at most ${LONGEST} characters are kept.`);
  return note === '' ? null : note;
}
