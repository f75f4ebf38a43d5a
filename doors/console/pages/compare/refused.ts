/** What is shown in place of an answer that the graph refused, or that a snapshot does not have. */
import { MerciaClientError, type AnswerError } from '#clients/typescript/index.ts';
import type { SnapshotState, TypedDocumentString } from '../../__generated__/operations.ts';
import type { Graph } from '../../graph.ts';
import { Instead, onlyWords } from '../page.ts';

/** Numbers of a large region take longer than a look-up; no library system is asked for them. */
export const COMPARE_MS = 30_000;

export const COMPARE = '/compare';

/** To be thrown: a page that only tells something is shown instead. */
export function instead(status: 200 | 400 | 403 | 404, title: string, ...paragraphs: readonly string[]): Instead {
  return new Instead(onlyWords(status, { title, current: COMPARE }, paragraphs));
}

/** Throws if something was refused: what is to be shown instead, if it is a fault of the question or of who asks. */
export function refuse([error]: readonly AnswerError[]): void {
  if (error === undefined) return;
  throw refusalOf(error) === 'REFUSED'
    ? instead(400, 'This cannot be asked', error.message)
    : instead(403, 'You may not see this', error.message);
}

/** Throws for what is no fault of the question. */
export function refusalOf(error: AnswerError): 'REFUSED' | 'NOT_PERMITTED' {
  switch (error.code) {
    case 'BAD_USER_INPUT':
      return 'REFUSED';
    case 'FORBIDDEN':
    case 'UNAUTHENTICATED':
      return 'NOT_PERMITTED';
    default:
      throw new MerciaClientError(error.code, error.message, { errors: [error] });
  }
}

/** An answer without errors. Throws as {@link refuse} does. */
export async function askCompared<Data, Variables>(
  graph: Graph,
  document: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const { data, errors } = await graph.ask(document, variables, { budgetMs: COMPARE_MS });
  refuse(errors);
  return data;
}

export function noSuchSnapshot(): Instead {
  const paragraph = 'It may have been dropped. The page “Compare” lists the snapshots that there are.';
  return instead(404, 'There is no such snapshot', paragraph);
}

/** Throws what is to be shown instead of a page of the snapshot `name`, unless it is there and whole. */
export function mustBeWhole<Snapshot extends { readonly state: SnapshotState }>(
  snapshot: Snapshot | null,
  name: string,
): Snapshot {
  if (snapshot === null) throw noSuchSnapshot();
  if (snapshot.state !== 'WHOLE') throw notWhole(name, snapshot.state);
  return snapshot;
}

export function notWhole(name: string, state: 'TAKING' | 'FAILED'): Instead {
  const [how, paragraph] = NOT_WHOLE[state];
  return instead(200, `The snapshot “${name}” ${how}`, paragraph);
}

const NOT_WHOLE = {
  TAKING: [
    'is being taken',
    'Its numbers are not complete yet, so none of them is shown. Come back in a few minutes; how far it is stands below “Compare”.',
  ],
  FAILED: [
    'could not be taken',
    'None of its numbers is shown: they would be wrong. Why it failed stands below “Compare”. Take another one.',
  ],
} as const;
