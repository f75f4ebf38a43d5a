/** How far a wish is that the records of a system that could not be read are read again. */
import type { RetryPartsFragment } from '../../__generated__/operations.ts';
import { plural, sayWhen } from '../../words/moments.ts';
import { isOpen, JOB_TAGS } from '../../words/jobs.ts';

export function retryModel(retry: RetryPartsFragment, now: number) {
  const [tag, colour] = JOB_TAGS[retry.state];
  return { tag, colour, sentences: sentencesOf(retry, now), isOpen: isOpen(retry) };
}

/** Nobody who harvests may be running, if it has waited for so long. */
const LONG_WAIT_MS = 10 * 60_000;

function sentencesOf(
  { state, askedAt, startedAt, finishedAt, outcome, problem }: RetryPartsFragment,
  now: number,
): readonly string[] {
  switch (state) {
    case 'WAITING': {
      const isLong = now - Date.parse(askedAt) > LONG_WAIT_MS;
      return [
        `Asked for ${sayWhen(askedAt, now)}. It begins when the system is not being read otherwise.`,
        ...(isLong
          ? ['It has waited for long: check that a process harvests, and that it can reach the database.']
          : []),
      ];
    }
    case 'RUNNING':
      return [`Begun ${sayWhen(startedAt ?? askedAt, now)}.`];
    case 'FAILED':
      return [
        `Failed ${sayWhen(finishedAt ?? askedAt, now)}: ${problem ?? 'no reason is known'}`,
        'What was read until then stays. Ask for it again when the system answers.',
      ];
    case 'DONE':
      return outcome === null ? [] : [`Ended ${sayWhen(finishedAt ?? askedAt, now)}: ${sayOutcome(outcome)}`];
  }
}

type Outcome = NonNullable<RetryPartsFragment['outcome']>;

/** `2 records can be read now, 1 is gone from the system.` */
function sayOutcome({ read, gone, refused, left }: Outcome): string {
  const parts = [
    `${plural(read, 'record')} can be read now`,
    ...(gone === 0 ? [] : [`${gone.toLocaleString('en-GB')} ${gone === 1 ? 'is' : 'are'} gone from the system`]),
    ...(refused === 0 ? [] : [`${refused.toLocaleString('en-GB')} still cannot be read`]),
    ...(left === 0 ? [] : [`${left.toLocaleString('en-GB')} can be read by a full harvest only`]),
  ];
  return `${parts.join(', ')}.`;
}

export function newestBySystem(retries: readonly RetryPartsFragment[]): ReadonlyMap<string, RetryPartsFragment> {
  const newest = new Map<string, RetryPartsFragment>();
  // The newest come first.
  for (const retry of retries) if (!newest.has(retry.system.id)) newest.set(retry.system.id, retry);
  return newest;
}
