/** What is shown if the graph did not tell what a page is about: nobody may take that for "there is none". */
import { MerciaClientError, type AnswerError } from '#clients/typescript/index.ts';
import type { Shown } from '../page.ts';
import { operateModel } from './places.ts';

/** Throws for what is no fault of the question: the pages then say that nothing can be shown now. */
export function refused(region: string | undefined, path: string, errors: readonly AnswerError[]): Shown {
  const [error] = errors;
  if (error?.code === 'BAD_USER_INPUT') return messagePage(region, path, 400, 'This cannot be shown', error.message);
  if (error?.code === 'FORBIDDEN')
    return messagePage(region, path, 403, 'This page is not for your role', error.message);
  throw new MerciaClientError(
    error?.code ?? 'BAD_RESPONSE',
    error?.message ?? 'The answer has a gap without a reason.',
    {
      errors,
    },
  );
}

function messagePage(
  region: string | undefined,
  path: string,
  status: 400 | 403,
  title: string,
  ...paragraphs: readonly string[]
): Shown {
  const model = { ...operateModel({ region, title, path }), paragraphs };
  return { template: 'templates/message.njk', model, status };
}
