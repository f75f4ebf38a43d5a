/**
 * One change to an account: looked at, sent once, described. The steps are a system's own; what their failures mean is the
 * same everywhere, and stands here.
 */
import type { Refusal, WriteOutcome } from '#domain/accounts.ts';
import { isMerciaError } from '#platform/errors.ts';
import { beforeWrite } from '../lms-error.ts';
import { toRefusal, type RefusalWords } from './refusals.ts';

export interface Refused {
  readonly refusal: Refusal;
}

export interface WriteSteps<Seen extends object, Answer, Done> {
  /** Looks whether it may be sent. If this fails, nothing was sent, and the error says so. */
  look(): Promise<Seen | Refused>;
  /** Sends it. Called once, and never again. */
  send(seen: Seen): Promise<{ readonly body: unknown } | Refused>;
  /** Reads what the system answered. If this throws, it is unknown whether the change was made. */
  read(body: unknown): Answer;
  /** The loan or the hold as it stands now. The change was made: if this fails, it is reported without. */
  describe(answer: Answer, seen: Seen): Promise<Done>;
}

/** Rejects as the contract says: with `notSent` only if it is certain that nothing was sent. */
export async function writeOnce<Seen extends object, Answer, Done>(
  steps: WriteSteps<Seen, Answer, Done>,
): Promise<WriteOutcome<Done | null>> {
  const seen = await beforeWrite(steps.look());
  if (isRefused(seen)) return { outcome: 'REFUSED', refusal: seen.refusal };
  const sent = await steps.send(seen);
  if (isRefused(sent)) return { outcome: 'REFUSED', refusal: sent.refusal };
  const answer = steps.read(sent.body);
  return { outcome: 'DONE', done: await orNull(steps.describe(answer, seen)) };
}

/** Refused by the adapter itself. */
export function refuse(words: RefusalWords): Refused {
  return { refusal: toRefusal(words) };
}

function isRefused(result: object): result is Refused {
  return 'refusal' in result;
}

async function orNull<Done>(described: Promise<Done>): Promise<Done | null> {
  try {
    return await described;
  } catch (error) {
    if (isMerciaError(error)) return null;
    throw error;
  }
}
