import { isReadable } from '#domain/readable-text.ts';
import { MerciaError } from '#platform/errors.ts';

/** Characters of a note: a reason, not a report. */
const NOTE_MAX = 1_000;

/**
 * Controls but for line ends and tabs, halves of characters, what has no meaning, and what turns the direction of writing: whoever
 * reads the note would see other words than were written.
 */
const UNSHOWABLE = /[^\P{C}\n\t\u200c\u200d]/u;

/** A note as it is kept: null if nothing is in it. Throws BAD_USER_INPUT that says what to do. */
export function toNote(text: string | null | undefined): string | null {
  const note = (text ?? '').replaceAll(/\r\n?/g, '\n').trim();
  if (note === '') return null;
  const length = Array.from(note).length;
  if (length > NOTE_MAX) {
    const most = NOTE_MAX.toLocaleString('en-GB');
    throw new MerciaError(
      'BAD_USER_INPUT',
      `note: ${most} characters at most; this has ${length.toLocaleString('en-GB')}.`,
    );
  }
  const unshowable = UNSHOWABLE.exec(note)?.[0];
  if (unshowable !== undefined) {
    const code = (unshowable.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    throw new MerciaError(
      'BAD_USER_INPUT',
      `note: it holds a character that cannot be seen (U+${code}); type it again without.`,
    );
  }
  if (!isReadable(note)) throw new MerciaError('BAD_USER_INPUT', 'note: write words, or leave it empty.');
  return note;
}
