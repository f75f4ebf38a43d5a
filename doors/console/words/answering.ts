/** How a system answers questions about copies, in words: from what the process that answers has seen. */
import { UNNOTICED_MS } from '#platform/deadline.ts';
import type { AnsweringFragment, Capability, ReasonCode } from '../__generated__/operations.ts';
import { sayWhy } from './availability.ts';
import { listNames } from './lists.ts';
import { plural, sayWhen } from './moments.ts';

export interface AnsweringWords {
  /** `SILENT`: questions about copies are not answered. */
  readonly standing: 'ANSWERS' | 'SILENT' | 'NOT_ASKED' | 'UNTOLD' | 'CANNOT';
  readonly tag: string;
  readonly sentence: string;
  /** Who has to do what; null if nobody has to. */
  readonly who: string | null;
}

const SUPPLIER = 'Whoever runs the library’s system. It is asked again by itself, until it answers.';
const ACCESS = 'Whoever runs the library’s system: the access that it gives to this service has to be put right.';
const OPERATOR = 'Whoever runs this service, together with whoever runs the library’s system.';
const NOBODY = 'Nobody: the system asked us to wait. It is asked again by itself.';

const WHO: Readonly<Record<ReasonCode, string>> = {
  TIMEOUT: SUPPLIER,
  UNREACHABLE: SUPPLIER,
  CIRCUIT_OPEN: SUPPLIER,
  REFUSED: ACCESS,
  BAD_ANSWER: OPERATOR,
  RATE_LIMITED: NOBODY,
  FROZEN: 'Nobody: the library is moving to another system.',
  NOT_SUPPORTED: OPERATOR,
  TOO_MANY_ITEMS: OPERATOR,
};

/** Why it is silent, after the words that it is. */
function sayCause(code: ReasonCode): string {
  if (code === 'UNREACHABLE' || code === 'CIRCUIT_OPEN') return '';
  return code === 'TIMEOUT' ? ': it takes too long' : `: ${sayWhy(code)}`;
}

/** `isUntold`: that there is no `answering` says nothing, because the part that knows it did not say. */
export function describeAnswering(
  answering: AnsweringFragment | null,
  capabilities: readonly Capability[],
  now: number,
  isUntold = false,
): AnsweringWords {
  if (!capabilities.includes('LIVE_ITEMS')) {
    const sentence = 'It cannot be asked how its copies stand now.';
    return { standing: 'CANNOT', tag: 'Cannot be asked', sentence, who: null };
  }
  if (answering === null && isUntold) {
    const sentence = 'Whether it answers cannot be told now.';
    return { standing: 'UNTOLD', tag: 'Not known now', sentence, who: null };
  }
  if (answering === null) {
    const sentence = 'Nobody has asked it about a copy since this service was started.';
    return { standing: 'NOT_ASKED', tag: 'Not asked yet', sentence, who: null };
  }
  const { lastAnswerAt, failingSince, reason } = answering;
  if (reason === null) {
    const when = lastAnswerAt === null ? '' : ` It last did ${sayWhen(lastAnswerAt, now)}.`;
    return { standing: 'ANSWERS', tag: 'Answers', sentence: `It answers.${when}`, who: null };
  }
  const it = failingSince === null ? 'It' : `Since ${sayWhen(failingSince, now).replace(/^on /, '')} it`;
  const sentence = `${it} does not say whether a copy is in${sayCause(reason.code)}.`;
  return { standing: 'SILENT', tag: 'Not answering', sentence, who: WHO[reason.code] };
}

/** When it last answered; null if that is not known. */
export function sayLastAnswer(answering: AnsweringFragment | null, now: number): string | null {
  const at = answering?.lastAnswerAt ?? null;
  if (at !== null) return sayWhen(at, now);
  return answering === null ? null : 'Not since this service was started';
}

interface Past {
  readonly name: string;
  readonly libraries: readonly { readonly id: string }[];
  /** Null if nobody can tell. */
  readonly outages: readonly Outage[] | null;
}

interface Outage {
  readonly from: string;
  readonly until: string;
  readonly askedBefore: string | null;
}

/** Whether it is not known how a system stood before it was seen to stand in another way. */
export function isUnasked(askedBefore: string | null, until: string): askedBefore is string {
  return askedBefore !== null && Date.parse(until) - Date.parse(askedBefore) >= UNNOTICED_MS;
}

/**
 * Each time of silence that ended within the last 24 hours, and what readers were shown in it. Systems that were silent from the same minute
 * until the same minute stand in one sentence.
 */
export function sayEnded(systems: readonly Past[], now: number): readonly string[] {
  const when = (moment: string): string => sayWhen(moment, now).replace(/^on /, '');
  const sayTime = (from: string, until: string): string =>
    when(from) === when(until) ? sayWhen(from, now) : `from ${when(from)} until ${when(until)}`;
  const saySpan = ({ from, until, askedBefore }: Outage): string =>
    isUnasked(askedBefore, until)
      ? `${sayTime(from, askedBefore)} (then nobody asked until ${when(until)})`
      : `from ${when(from)} until ${when(until)}`;
  const ended = systems.flatMap(({ outages, ...system }) =>
    (outages ?? []).map((outage) => ({ ...system, from: outage.from, span: saySpan(outage) })),
  );
  return [...Map.groupBy(ended, ({ span }) => span)]
    .toSorted(([, [a]], [, [b]]) => Date.parse(a?.from ?? '') - Date.parse(b?.from ?? ''))
    .map(([span, together]) => {
      const names = listNames([...new Set(together.map(({ name }) => name))]);
      const libraries = new Set(together.flatMap((one) => one.libraries.map(({ id }) => id))).size;
      return `${names} did not answer ${span}. Meanwhile copies at ${plural(libraries, 'library', 'libraries')} were shown as last known, or as not checked.`;
    });
}
