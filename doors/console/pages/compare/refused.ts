/** What is shown in place of an answer that the graph refused. */
import { MerciaClientError, type AnswerError } from '#clients/typescript/index.ts';
import { onlyWords, type Shown } from '../page.ts';

/** Numbers of a large region take longer than a look-up; no library system is asked for them. */
export const COMPARE_MS = 30_000;

export const COMPARE = '/compare';

/** A page that only tells something. */
export function messagePage(status: 200 | 400 | 403 | 404, title: string, ...paragraphs: readonly string[]): Shown {
  return onlyWords(status, { title, current: COMPARE }, paragraphs);
}

/** Null if nothing was refused. Throws for what is no fault of the question or of who asks. */
export function refusedPage(errors: readonly AnswerError[]): Shown | null {
  const [error] = errors;
  if (error === undefined) return null;
  switch (error.code) {
    case 'BAD_USER_INPUT':
      return messagePage(400, 'This cannot be asked', error.message);
    case 'FORBIDDEN':
    case 'UNAUTHENTICATED':
      return messagePage(403, 'You may not see this', error.message);
    default:
      throw new MerciaClientError(error.code, error.message, { errors: [error] });
  }
}

export function noSuchSnapshot(): Shown {
  return messagePage(
    404,
    'There is no such snapshot',
    'It may have been dropped. The page “Compare” lists the snapshots that there are.',
  );
}
