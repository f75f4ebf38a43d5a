/** What stands in the hidden field of every form: the mark of its session, and whose form it is. */
import { createHash } from 'node:crypto';
import type { Tokens } from '../sessions/content.ts';

/** The name of the field. */
export const MARK_FIELD = '_csrf';
/** In neither part. */
const BETWEEN = '.';

/** As the value of the field. */
export function writeMark(session: string, sender: string): string {
  return `${session}${BETWEEN}${sender}`;
}

export function readMark(form: URLSearchParams): { readonly session: string | undefined; readonly sender: string } {
  const [session, sender = ''] = form.get(MARK_FIELD)?.split(BETWEEN, 2) ?? [];
  return { session, sender };
}

/**
 * Tells whether two sessions are of the same person, in letters, digits, `-` and `_`; empty if the issuer does not say who they are.
 * It only stands in pages that are shown to themselves.
 */
export function senderOf({ subject }: Pick<Tokens, 'subject'>): string {
  return subject === null ? '' : createHash('sha256').update(`sender of a form ${subject}`).digest('base64url');
}
