/** Loans, holds, patrons, bills and policies as JSON; of patrons, addresses, categories and groups are left out. */
import { moment, today } from './moments.ts';
import { money, policy, Reference, resource, type Resource, type Value } from './resources.ts';
import type {
  SymphonyCircRecord,
  SymphonyCirculationRule,
  SymphonyHold,
  SymphonyPolicy,
  SymphonyWorld,
  SymphonyBlock,
  SymphonyPatron,
} from './tables.ts';

export const circRecordResource = resource<SymphonyCircRecord>({
  keyForm: /^\d+:\d+:\d+:\d+$/u,
  find: ({ world }, key) => world.circRecords.get(key),
  plain: {
    circulationRule: (loan) => policy('circulationRule', loan.circulationRule),
    recallDueDate: (loan, { world }) => momentOrNull(world, loan.recallDueDate),
    patron: (loan) => new Reference('/user/patron', loan.patronKey),
    item: (loan) => new Reference('/catalog/item', loan.itemKey),
    piecesReturned: () => 0,
    dueDate: (loan, { world }) => momentOrNull(world, loan.dueDate),
    renewalCount: (loan) => loan.renewalCount,
    renewalDate: (loan, { world }) => momentOrNull(world, loan.renewalDate),
    estimatedOverdueAmount: (_loan, { world }) => money(world, '0.00'),
    seenRenewalsRemaining: (loan) => loan.seenRenewalsRemaining,
    library: (loan) => policy('library', loan.library),
    checkOutDate: (loan, { world }) => moment(world, loan.checkOutDate),
    claimsReturnedDate: (loan) => loan.claimsReturnedDate,
    overdue: (loan, { world }) => isOverdue(world, loan),
    unseenRenewalsRemaining: (loan) => loan.unseenRenewalsRemaining,
    recalledDate: (loan) => loan.recalledDate,
    status: (loan) => loan.status,
  },
});

export const holdRecordResource = resource<SymphonyHold>({
  keyForm: /^\d+$/u,
  find: ({ world }, key) => world.holds.get(key),
  plain: {
    pickupLibrary: (hold) => policy('library', hold.pickupLibrary),
    item: (hold) => new Reference('/catalog/item', hold.itemKey),
    patron: (hold) => new Reference('/user/patron', hold.patronKey),
    queueLength: (hold, { world }) => queueOf(world, hold).length,
    reserveHold: () => false,
    queuePosition: (hold, { world }) => Math.max(1, queueOf(world, hold).indexOf(hold) + 1),
    selectedItem: (hold) => new Reference('/catalog/item', hold.selectedItemKey ?? hold.itemKey),
    inactiveReason: (hold) => policy('holdInactiveReason', hold.inactiveReason),
    placedWithOverride: () => false,
    alternateHoldID: () => '',
    fillByDate: (hold) => hold.fillByDate,
    noticeDate: () => null,
    inactiveDate: (hold) => hold.inactiveDate,
    placedLibrary: (hold) => policy('library', hold.placedLibrary),
    suspendEndDate: (hold) => hold.suspendEndDate ?? null,
    beingHeldDate: (hold) => hold.beingHeldDate,
    holdRange: (hold) => policy('holdRange', hold.holdRange),
    bib: (hold) => new Reference('/catalog/bib', hold.bibKey),
    comment: (hold) => hold.comment,
    holdType: (hold) => hold.holdType,
    placedDate: (hold) => hold.placedDate,
    suspendBeginDate: (hold) => hold.suspendBeginDate ?? null,
    expirationDate: (hold) => hold.expirationDate,
    status: (hold) => hold.status,
  },
  named: {
    recallStatus: (hold) => hold.recallStatus,
    holdPriority: () => null,
  },
});

export function policyResource(list: string): Resource {
  return resource<SymphonyPolicy>({
    keyForm: /^[^:]+$/u,
    find: ({ world }, key) => world.policies.get(list)?.get(key),
    plain: {
      displayName: ({ displayName }) => displayName,
      description: ({ description }) => description,
      translatedDescription: ({ translatedDescription }) => translatedDescription,
      ...(list === 'location'
        ? {
            holdable: ({ holdable }: SymphonyPolicy): Value => holdable,
            shadowed: ({ shadowed }: SymphonyPolicy): Value => shadowed,
          }
        : {}),
    },
  });
}

const USUAL_RULE: SymphonyCirculationRule = { loanPeriod: '21D', periodType: 'DAILY', renewFromPeriod: 7 };

/** A rule of loans, as far as loans show it; any code is one. */
export const circulationRuleResource = resource<SymphonyCirculationRule>({
  keyForm: /^[^:]+$/u,
  find: ({ world }, key) => world.circulationRules.get(key) ?? USUAL_RULE,
  plain: {
    loanPeriod: ({ loanPeriod }) => policy('loanPeriod', loanPeriod),
    renewFromPeriod: ({ renewFromPeriod }) => renewFromPeriod,
  },
});

export const loanPeriodResource = resource<SymphonyCirculationRule>({
  keyForm: /^[^:]+$/u,
  find: ({ world }, key) =>
    [...world.circulationRules.values(), USUAL_RULE].find(({ loanPeriod }) => loanPeriod === key),
  plain: { periodType: ({ periodType }) => policy('periodType', periodType) },
});

function momentOrNull(world: SymphonyWorld, instant: number | null): string | null {
  return instant === null ? null : moment(world, instant);
}

function isOverdue(world: SymphonyWorld, loan: SymphonyCircRecord): boolean {
  const due = loan.recallDueDate ?? loan.dueDate;
  return due !== null && due < world.now();
}

/** The holds of the title that wait, oldest first. */
function queueOf(world: SymphonyWorld, hold: SymphonyHold): SymphonyHold[] {
  const isWaiting = (one: SymphonyHold): boolean =>
    one.bibKey === hold.bibKey && one.status === 'PLACED' && (one.fillByDate ?? '9999') >= today(world);
  const queue = [...world.holds.values()].filter(isWaiting);
  return queue.length === 0 ? [hold] : queue;
}

export const patronResource = resource<SymphonyPatron>({
  keyForm: /^\d+$/u,
  find: ({ world }, key) => world.patrons.get(key),
  plain: {
    lastName: (patron) => patron.lastName,
    firstName: (patron) => patron.firstName,
    middleName: (patron) => patron.middleName,
    displayName: (patron) => `${patron.lastName}, ${patron.firstName}`,
    barcode: (patron) => patron.barcode,
    alternateID: (patron) => patron.alternateID,
    library: (patron) => policy('library', patron.library),
    profile: (patron) => policy('userProfile', patron.profile),
    standing: (patron) => policy('patronStanding', patron.standing),
    checkoutLocation: (patron) => policy('location', patron.checkoutLocation),
    privilegeExpiresDate: (patron) => patron.privilegeExpiresDate,
    createdDate: (patron) => patron.createdDate,
  },
  named: {
    circRecordList: (patron, { world }) =>
      [...world.circRecords.values()]
        .filter(({ patronKey }) => patronKey === patron.key)
        .map(({ key }) => new Reference('/circulation/circRecord', key)),
    blockList: (patron, { world }) =>
      blocksOf(world, patron.key).map(({ key }) => new Reference('/circulation/block', key)),
    holdRecordList: (patron, { world }) =>
      [...world.holds.values()]
        .filter(({ patronKey }) => patronKey === patron.key)
        .map(({ key }) => new Reference('/circulation/holdRecord', key)),
  },
});

export const blockResource = resource<SymphonyBlock>({
  keyForm: /^\d+:\d+$/u,
  find: ({ world }, key) => world.blocks.get(key),
  plain: {
    patron: (bill) => new Reference('/user/patron', bill.patronKey),
    createDate: (bill) => bill.createDate,
    amount: (bill, { world }) => money(world, bill.amount),
    owed: (bill, { world }) => money(world, bill.owed),
    tax: (_bill, { world }) => money(world, '0.00'),
    block: (bill) => policy('block', bill.block),
    item: (bill) => (bill.itemKey === null ? null : new Reference('/catalog/item', bill.itemKey)),
    comment: (bill) => bill.comment,
    library: (bill) => policy('library', bill.library),
    billDate: (bill) => bill.billDate,
    estimatedOverdueAmount: (_bill, { world }) => money(world, '0.00'),
  },
});

/** How a patron stands in short; its key is the patron's. */
export const patronStatusResource = resource<SymphonyPatron>({
  keyForm: /^\d+$/u,
  find: ({ world }, key) => world.patrons.get(key),
  plain: {
    standing: (patron) => policy('patronStanding', patron.standing),
    amountOwed(patron, { world }) {
      const pence = blocksOf(world, patron.key).reduce((sum, { owed }) => sum + Math.round(Number(owed) * 100), 0);
      return money(world, (pence / 100).toFixed(2));
    },
  },
});

function blocksOf(world: SymphonyWorld, patronKey: string): SymphonyBlock[] {
  return [...world.blocks.values()].filter((block) => block.patronKey === patronKey);
}
