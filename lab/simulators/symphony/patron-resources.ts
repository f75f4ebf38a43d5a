/** Patrons and their bills as JSON: addresses, categories and groups are left out. */
import { money, policy, Reference, resource } from './resources.ts';
import type { SymphonyBlock, SymphonyPatron, SymphonyWorld } from './tables.ts';

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
