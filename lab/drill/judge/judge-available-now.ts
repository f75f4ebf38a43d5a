/** Whether an edition that is said to be available, or not to be, was so at some moment at which its systems may have been asked. */
import type { AvailableNowAnswer, EditionAnswer } from '../question.ts';
import type { DrilledSystem } from '../systems.ts';
import type { CopyTruth } from '../world/truth.ts';
import { READ_BEFORE_MS } from './circumstances.ts';
import { asksListedCopies } from '#simulators/simulated-kind.ts';

export interface AskedPage {
  readonly systems: readonly DrilledSystem[];
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly answeredAt: number;
}

/** Each edition is in one list; none is `unavailable` of which a copy was in its place all the time, whoever was silent. */
export function judgeAvailableNow(
  answer: AvailableNowAnswer | null,
  editions: readonly EditionAnswer[],
  page: AskedPage,
): readonly string[] {
  if (answer === null) return ['what is available now is null, and no error says why'];
  return editions.flatMap((edition) => {
    const lists = (['available', 'unavailable', 'unknown'] as const).filter((name) =>
      answer[name].some(({ id }) => id === edition.id),
    );
    const [list, ...others] = lists;
    if (list === undefined || others.length > 0) {
      return [`edition ${edition.id} is in ${String(lists.length)} lists of what is available now`];
    }
    const copies = copiesOf(edition, page);
    const wasAlways = copies.some(({ truths, isSeen }) => isSeen && truths.every(isInPlace));
    const wasEver = copies.some(({ truths }) => truths.some(isInPlace));
    if (list === 'unavailable' && wasAlways)
      return [`edition ${edition.id} is unavailable, and a copy was in its place`];
    return list === 'available' && !wasEver ? [`edition ${edition.id} is available, and no copy was in its place`] : [];
  });
}

/** What was true of each copy while its system may have been asked. */
function copiesOf(
  { holdings }: EditionAnswer,
  { systems, askedAt, answeredAt }: AskedPage,
): readonly { readonly truths: readonly CopyTruth[]; readonly isSeen: boolean }[] {
  return holdings.flatMap(({ id, record }) => {
    const system = systems.find((drilled) => id.startsWith(`${drilled.id}:`));
    const title = system?.truth.titles.get(Number(record.localId));
    if (system === undefined || title === undefined) return [];
    const from = askedAt - system.freshForMs - READ_BEFORE_MS;
    // A copy that is in no list yet is not seen.
    const isSeen = (barcode: string) => !asksListedCopies(system.login) || system.truth.isFirst(barcode);
    return [...title.copies].map(([barcode, copy]) => ({
      truths: copy.between(from, answeredAt),
      isSeen: isSeen(barcode),
    }));
  });
}

function isInPlace(truth: CopyTruth): boolean {
  return truth?.status === 'AVAILABLE';
}
