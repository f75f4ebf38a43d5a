/** Whether what is shown of copies was so. Everything is compared with the simulated system's own history. */
import type { ItemStatus } from '#domain/facts.ts';
import type { ItemAnswer } from '../question.ts';
import type { DrilledLogin } from '#simulators/simulated-kind.ts';
import type { CopyTruth, TitleTruth } from '../world/truth.ts';

/** From when to when a fact may have been read at its system, milliseconds since the epoch. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * How one copy is shown, against what was so at that time; null where all is well. `settled`: its system was well for so long that
 * nothing of it may be missing.
 */
export function judgeCopy(
  item: ItemAnswer,
  truths: readonly CopyTruth[],
  login: DrilledLogin,
  settled: boolean,
): string | null {
  const { id, state, asOf, status, use, due, reason } = item;
  if (state === 'UNKNOWN' || state === 'NOT_SUPPORTED') {
    if (reason === null) return `copy ${id} is ${state} without a reason`;
    if (status !== 'UNKNOWN') return `copy ${id} is ${state} and shown as ${String(status)}`;
    return due === null ? null : `copy ${id} is ${state} and shown as due`;
  }
  if (asOf === null) return `copy ${id} is ${String(state)} as of no moment`;
  // Every copy of the drill is lent out; a harvest may not know that.
  if (use !== 'LOAN' && !(state === 'LAST_KNOWN' && use === 'UNKNOWN')) return `copy ${id} is shown for ${String(use)}`;
  const shown = describe({ status: status ?? 'UNKNOWN', dueOn: due?.on ?? null });
  const mayBe: readonly ItemStatus[] = item.limitations?.map((limitation) => LIMITS[limitation]) ?? [];
  const mayLack = !settled || state === 'LAST_KNOWN';
  const isSo = truths.some(
    (truth) =>
      describe(asTold(truth, login)) === shown ||
      describe(truth) === shown ||
      (truth !== null && mayBe.includes(truth.status)) ||
      // No day can be told of a loan whose system gave one that there is not.
      (mayLack && truth?.status === 'ON_LOAN' && shown === 'ON_LOAN'),
  );
  const travels = truths.some((truth) => truth?.status === 'IN_TRANSIT');
  if (isSo) return judgeLimitations(item, login, { mayBeAway: travels, mayLack });
  return `copy ${id} is shown as ${shown} (${String(state)} as of ${asOf}); it was ${truths.map(describe).join(', ')}`;
}

const LIMITS = { HOLD_SHELF_NOT_TOLD: 'ON_HOLD_SHELF', TRANSIT_NOT_TOLD: 'IN_TRANSIT' } as const;
/** States in the place of which a copy could be kept for a reader or travel. */
const COULD_BE_ELSEWHERE: readonly (ItemStatus | null)[] = ['AVAILABLE', 'MISSING'];

/**
 * Whether a copy says what its system does not tell, neither less nor more. The hold shelf may be missing besides, if it could
 * not be read this time, or does not say which copy it keeps; a system that tells both of every copy tells them with it. `mayBeAway`: at
 * that time the copy travelled.
 */
function judgeLimitations(
  { id, status, limitations, reason }: ItemAnswer,
  login: DrilledLogin,
  { mayBeAway, mayLack }: { readonly mayBeAway: boolean; readonly mayLack: boolean },
): string | null {
  if (limitations === null) return `copy ${id} does not say what is unknown of it`;
  const could = COULD_BE_ELSEWHERE.includes(status);
  const failed = mayLack || reason !== null;
  // A live part that did not answer in time has not told it; nor is it known of a copy that is away from home.
  const isShown = login.showsWhoIsAway === true;
  const isAtTimes = login.live?.tells === 'rest' || login.tellsTransitAtTimes === true;
  const mayTravel = could && (isAtTimes || (isShown && (failed || mayBeAway)));
  // A copy whose transfer is not closed yet may be kept for a reader already.
  const couldBeKept = could || status === 'IN_TRANSIT';
  const must = couldBeKept && login.neverReported.includes('HOLD_SHELF_NOT_TOLD');
  const limited = must || (could && (login.neverReported.length > 0 || isShown || mayTravel));
  const isHidden = limitations.includes('HOLD_SHELF_NOT_TOLD');
  const mustTravel = could && login.neverReported.includes('TRANSIT_NOT_TOLD');
  const travels = limitations.includes('TRANSIT_NOT_TOLD');
  const isRight = (travels ? mustTravel || mayTravel : !mustTravel) && (isHidden ? limited && (must || failed) : !must);
  return isRight
    ? null
    : `copy ${id}, ${String(status)} at a ${login.login}, gives as limitations: ${limitations.join()}`;
}

/**
 * Whether the list has every copy that was there, and none that was not. A list of copies that is as old as the harvest has those
 * of then: a copy that was added since is not seen, and one that is gone is unknown, which {@link judgeCopy} looks at.
 */
export function judgeList(
  items: readonly ItemAnswer[],
  { copies }: TitleTruth,
  { from, to }: Window,
  listed: ((barcode: string) => boolean) | null,
): readonly string[] {
  const breaches: string[] = [];
  const shown = new Set(items.map(({ barcode }) => barcode));
  for (const [barcode, copy] of copies) {
    const truths = copy.between(from, to);
    if (listed !== null) {
      if (shown.has(barcode) !== listed(barcode)) breaches.push(`copy ${barcode} is not as the list of copies has it`);
      continue;
    }
    if (!shown.has(barcode) && !truths.includes(null)) breaches.push(`copy ${barcode} is left out`);
    if (shown.has(barcode) && truths.every((truth) => truth === null)) {
      breaches.push(`copy ${barcode} is shown, and is gone`);
    }
  }
  for (const barcode of shown) {
    if (barcode === null || !copies.has(barcode)) breaches.push(`a copy ${String(barcode)} is made up`);
  }
  return breaches;
}

/** What a system says of it that tells less than is so. */
function asTold(truth: CopyTruth, { tellsLess }: DrilledLogin): CopyTruth {
  if (truth === null || tellsLess === undefined) return truth;
  return { status: tellsLess.as[truth.status] ?? truth.status, dueOn: null };
}

function describe(truth: CopyTruth): string {
  if (truth === null) return 'gone';
  return truth.dueOn === null ? truth.status : `${truth.status} until ${truth.dueOn}`;
}
