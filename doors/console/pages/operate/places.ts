/** The pages of operators: where they are, what all of them have, and what is shown in place of an answer. */
import { MerciaClientError, type AnswerError } from '#clients/typescript/index.ts';
import { onlyWords, type Shown } from '../page.ts';

const PLACES = [
  ['What needs you', '/operate'],
  ['What readers were told', '/operate/told'],
  ['Unread records', '/operate/rejects'],
  ['Take back', '/operate/take-back'],
  ['Keys', '/operate/keys'],
  ['Jobs', '/operate/jobs'],
  ['Who did what', '/operate/audit'],
] as const;

/** `all`: whether every page of operators is for them; the migration team has one. */
export function operateModel({ title, path }: { readonly title: string; readonly path: string }, all = true) {
  return {
    title,
    current: '/operate',
    places: all ? PLACES.map(([text, href]) => ({ text, href, current: href === path })) : [],
  };
}

/** An address that goes on behind a cursor; null if nothing follows. */
export function nextPage(
  path: string,
  { hasNextPage, endCursor }: { readonly hasNextPage: boolean; readonly endCursor: string | null },
  rest: Readonly<Record<string, string>> = {},
): string | null {
  if (!hasNextPage || endCursor === null) return null;
  return `${path}?${new URLSearchParams({ ...rest, after: endCursor }).toString()}`;
}

/**
 * What is shown if the graph did not tell what a page is about: nobody may take that for "there is none". Throws for what is no fault of
 * the question: the pages then say that nothing can be shown now.
 */
export function refused(path: string, errors: readonly AnswerError[]): Shown {
  const [error] = errors;
  if (error?.code === 'BAD_USER_INPUT')
    return onlyWords(400, operateModel({ title: 'This cannot be shown', path }), [error.message]);
  if (error?.code === 'FORBIDDEN')
    return onlyWords(403, operateModel({ title: 'This page is not for your role', path }), [error.message]);
  const { code = 'BAD_RESPONSE', message = 'The answer has a gap without a reason.' } = error ?? {};
  throw new MerciaClientError(code, message, { errors });
}
