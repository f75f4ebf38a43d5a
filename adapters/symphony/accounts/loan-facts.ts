/** A loan of Symphony → domain, pure. */
import type { LoanFacts } from '#domain/accounts.ts';
import { createId } from '#domain/ids.ts';
import type { ItemId } from '#domain/ids.ts';
import { itemLocalId } from '../item-ids.ts';
import type { SymphonySite } from '../site.ts';
import { toDue } from '../due.ts';
import { toRenewable } from './renewable.ts';
import type { WireLoan } from './wire-accounts.ts';

/** What has been brought back, or paid for, stays in the list for a while under this word. */
export function isOpen({ status }: WireLoan): boolean {
  return status !== 'INACTIVE';
}

/** An open loan; `today` is the day at the system, `YYYY-MM-DD`. */
export function toLoanFacts(site: SymphonySite, loan: WireLoan, today: string): LoanFacts {
  const dueText = loan.recallDueDate ?? loan.dueDate;
  const due = dueText === null ? null : toDue(dueText);
  return {
    localId: loan.key,
    item: itemIdOf(site, loan.item),
    recordLocalId: loan.item?.bib?.key ?? titleKeyOf(loan.key),
    title: loan.item?.bib?.title ?? null,
    loanedAt: loan.checkOutDate,
    due,
    overdue: loan.overdue ?? null,
    renewals: loan.renewalCount ?? 0,
    renewable: toRenewable(site, loan, due, today),
  };
}

/** The copy by its number, as live items name it; by Symphony's own key if the number did not come. */
export function itemIdOf(
  site: SymphonySite,
  copy: { readonly key: string; readonly barcode: string | null } | null,
): ItemId | null {
  if (copy === null) return null;
  const titleId = titleKeyOf(copy.key);
  const local = copy.barcode === null || titleId === null ? copy.key : itemLocalId(titleId, copy.barcode);
  return createId(site.system.id, 'item', local);
}

/** The catalogue key at the beginning of the keys of calls, copies and loans: `476022:46:1`. */
function titleKeyOf(key: string): string | null {
  return /^(\d+):/.exec(key)?.[1] ?? null;
}
