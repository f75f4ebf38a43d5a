/** What somebody asked for: how far it is, where to collect it, and whether it can be cancelled. */
import { listNames } from '../../words/lists.ts';
import { sayDay } from '../../words/moments.ts';
import { CAN_END, type Account, type Hold } from './asked.ts';
import { hrefOf, sayTitle } from './loans.ts';
import { newKey, type Seal } from './references.ts';
import type { Standing, Stood } from './standing.ts';
import type { Unsure } from './unsure.ts';
import { HOLD_WORDS, titleLanguage } from './words.ts';

export function toHolds(stood: readonly Stood[], unsure: readonly Unsure[], seal: Seal) {
  return stood
    .flatMap(({ account, standing }) => (account.facts?.holds ?? []).map((hold) => ({ hold, account, standing })))
    .toSorted((a, b) => rankOf(a.hold) - rankOf(b.hold))
    .map(({ hold, account, standing }) => {
      const isUnsure = unsure.some((one) => one.to === 'CANCEL' && one.hold === hold.id);
      const may = !isUnsure && standing.readOnly === null && CAN_END.has(hold.status);
      return {
        title: sayHeld(hold),
        lang: titleLanguage(hold),
        href: hrefOf(hold),
        library: account.library.name,
        status: HOLD_WORDS[hold.status],
        facts: [...factsOf(hold, isUnsure), ...whyFixed(standing, hold)],
        cancel: may ? referenceTo(hold, account, seal) : null,
      };
    });
}

/** Libraries of which it is not known what was asked for there, as a sentence; null if there is none. */
export function sayUntold(stood: readonly Stood[]): string | null {
  const untold = stood.filter(({ account }) => (account.facts?.holds ?? null) === null);
  if (untold.length === 0) return null;
  const names = listNames([...new Set(untold.map(({ account }) => account.library.name))]);
  return `Whether you asked for anything at ${names} is not known.`;
}

function whyFixed({ readOnly }: Standing, { status }: Hold): readonly string[] {
  return readOnly === null || !CAN_END.has(status) ? [] : [`Cannot be cancelled here now: ${readOnly}`];
}

/** What can be collected comes first. */
export function rankOf({ status }: Pick<Hold, 'status'>): number {
  return ['READY', 'IN_TRANSIT', 'QUEUED'].indexOf(status) >>> 0;
}

/** What was asked for: the title, and which volume or issue of it. */
export function sayHeld(hold: Pick<Hold, 'title' | 'enumeration' | 'reason'>): string {
  const title = sayTitle(hold);
  return hold.title === null || hold.enumeration === null ? title : `${title}, ${hold.enumeration}`;
}

function factsOf({ status, queuePosition, pickup, expiresOn, neededBy }: Hold, isUnsure: boolean): readonly string[] {
  const place = placeOf(pickup);
  return [
    queuePosition === null ? '' : `You are number ${queuePosition} in the queue.`,
    place === null ? 'The system does not say where to collect it.' : `Collect it at ${place}.`,
    expiresOn === null
      ? ''
      : status === 'READY'
        ? `Collect it by ${sayDay(expiresOn)}.`
        : `It ends on ${sayDay(expiresOn)}.`,
    neededBy === null ? '' : `Not needed after ${sayDay(neededBy)}.`,
    isUnsure ? 'We cannot tell yet whether it was cancelled: see the top of this page.' : '',
  ].filter((fact) => fact !== '');
}

/** What the place is called at which it is collected; null if the system does not say. */
export function placeOf(pickup: Hold['pickup']): string | null {
  return pickup?.site?.name ?? pickup?.name ?? pickup?.code ?? null;
}

function referenceTo(hold: Hold, account: Account, seal: Seal): string {
  return seal({
    to: 'CANCEL',
    key: newKey(),
    hold: hold.id,
    account: account.id,
    library: account.library.name,
    called: hold.title === null ? 'A request whose title is not given' : `“${hold.title}”`,
  });
}
