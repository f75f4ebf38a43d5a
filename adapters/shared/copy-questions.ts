/** How single copies stand, where each question tells of one or of a few: asked in order, on all connections, each answer told as it comes. */
import type { CopyState, Reason, ReasonCode } from '#domain/facts.ts';
import type { SystemConfig } from '#domain/region.ts';
import { isMerciaError, type ErrorCode, type MerciaError } from '#platform/errors.ts';
import type { OnSlot, Slot } from '#contract/adapter.ts';

export type CopySlot = Slot<CopyState | null>;

/** What one question was answered with: what is so of the copy at each place that it was asked for, or the error of all of them. */
export type CopyAnswers = MerciaError | ((place: number) => CopySlot);

export interface CopyQuestions<Question> {
  readonly system: Pick<SystemConfig, 'limits'>;
  /** The copies that are asked for, refused ones included. */
  readonly count: number;
  /** What is asked, in this order, with the places of the copies that it tells of. */
  readonly questions: Iterable<readonly [Question, readonly number[]]>;
  /** Copies that cannot be asked for, by their places. */
  readonly refused: ReadonlyMap<number, MerciaError>;
  /** The answer of a copy whose turn has not come when the time is over. */
  readonly notAnswered: MerciaError;
  /** Asks one; an error of ours as a value. */
  readonly ask: (question: Question, signal: AbortSignal) => Promise<CopyAnswers>;
}

/** Errors of the system rather than of one copy: further copies are not asked for. */
const OF_SYSTEM: readonly ErrorCode[] = [
  'LMS_UNAVAILABLE',
  'LMS_AUTH_FAILED',
  'LMS_RATE_LIMITED',
  'LMS_CIRCUIT_OPEN',
  'CONFIG_INVALID',
];
/** The same, and so for every question, even where the system was asked. */
const OF_LOGIN: readonly ErrorCode[] = ['LMS_AUTH_FAILED', 'LMS_NOT_PERMITTED'];

/** One slot for each copy. Rejects only where nothing at all could be asked. */
export async function askInOrder<Question>(
  { system, count, questions, refused, notAnswered, ask }: CopyQuestions<Question>,
  signal: AbortSignal,
  onSlot?: OnSlot<CopyState | null>,
): Promise<readonly CopySlot[]> {
  const slots: CopySlot[] = Array.from({ length: count }, () => notAnswered);
  const tell: OnSlot<CopyState | null> = (place, slot) => {
    slots[place] = slot;
    onSlot?.(place, slot);
  };
  for (const [place, error] of refused) tell(place, error);
  const waiting = questions[Symbol.iterator]();
  const run: { failed: MerciaError | null; asked: number } = { failed: null, asked: 0 };

  /** One question after the other, while there are any: as many of these run as there are connections, and one waits. */
  async function askOn(): Promise<void> {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      if (signal.aborted) return;
      const [question, places] = next.value;
      const answer = run.failed ?? (await ask(question, signal));
      if (!isMerciaError(answer) || !answer.notSent) run.asked += 1;
      if (isMerciaError(answer, ...OF_SYSTEM) && answer.notSent) run.failed ??= answer;
      if (isMerciaError(answer, ...OF_LOGIN)) run.failed ??= answer;
      for (const place of places) tell(place, isMerciaError(answer) ? answer : answer(place));
    }
  }
  await Promise.all(Array.from({ length: system.limits.connections + 1 }, askOn));
  if (run.failed !== null && run.asked === 0) throw run.failed;
  return slots;
}

/** Why it is not known how a copy stands, after the system's name: `The Hill does not say how this copy stands; ask the library.` */
export function askTheLibrary(
  { system }: { readonly system: Pick<SystemConfig, 'id' | 'name'> },
  code: ReasonCode,
  what: string,
): Reason {
  return { code, message: `${system.name} ${what}; ask the library.`, system: system.id };
}
