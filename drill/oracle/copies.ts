/** Whether what is told of copies was so. Everything is compared with the simulated system's own history. */
import type { ToldItem } from '../question.ts';
import type { CopyTruth, TitleTruth } from '../world/shelves.ts';

/** From when to when a fact may have been read at its system, milliseconds since the epoch. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** How one copy is told, against what was so at that time; null where all is well. */
export function judgeCopy(item: ToldItem, truths: readonly CopyTruth[]): string | null {
  const { id, state, asOf, status, use, due, reason } = item;
  if (state === 'UNKNOWN' || state === 'NOT_SUPPORTED') {
    if (reason === null) return `copy ${id} is ${state} without a reason`;
    if (status !== 'UNKNOWN') return `copy ${id} is ${state} and told as ${String(status)}`;
    return due === null ? null : `copy ${id} is ${state} and told as due`;
  }
  if (asOf === null) return `copy ${id} is ${String(state)} as of no moment`;
  // Every copy of the drill is lent out; a harvest may not know that.
  if (use !== 'LOAN' && !(state === 'LAST_KNOWN' && use === 'UNKNOWN')) return `copy ${id} is told for ${String(use)}`;
  const told = describe({ status: status ?? 'UNKNOWN', dueOn: due?.on ?? null });
  if (truths.some((truth) => describe(truth) === told)) return null;
  return `copy ${id} is told as ${told} (${String(state)} as of ${asOf}); it was ${truths.map(describe).join(', ')}`;
}

/** Whether the list has every copy that was there, and none that was not. */
export function judgeList(items: readonly ToldItem[], { copies }: TitleTruth, { from, to }: Window): readonly string[] {
  const breaches: string[] = [];
  const told = new Set(items.map(({ barcode }) => barcode));
  for (const [barcode, copy] of copies) {
    const truths = copy.between(from, to);
    if (!told.has(barcode) && !truths.includes(null)) breaches.push(`copy ${barcode} is left out`);
    if (told.has(barcode) && truths.every((truth) => truth === null)) {
      breaches.push(`copy ${barcode} is told, and is gone`);
    }
  }
  for (const barcode of told) {
    if (barcode === null || !copies.has(barcode)) breaches.push(`a copy ${String(barcode)} is made up`);
  }
  return breaches;
}

function describe(truth: CopyTruth): string {
  if (truth === null) return 'gone';
  return truth.dueOn === null ? truth.status : `${truth.status} until ${truth.dueOn}`;
}
