/** Lets the Symphony live a little, as its desk would. */
import type { Random } from '#simulators/random.ts';
import { checkIn, checkOut, loanOf, placeHold, renew } from '#simulators/symphony/world.ts';
import type { SymphonyCircRecord, SymphonyItem, SymphonyWorld } from '#simulators/symphony/world.ts';
import type { Change } from './changes.ts';
import { SYMPHONY_CODES } from './symphony-libraries.ts';
import { namedPatrons } from './symphony-readers.ts';

/** What may be lent for weeks at either library. */
const LENT_FOR_WEEKS: readonly string[] = Object.values(SYMPHONY_CODES).map(({ itemTypes }) => itemTypes.loan);

/**
 * Makes one change. Titles in `untouched` stay as they are. Gives null where the dice fell on nothing that can change.
 */
export function changeSymphonyOnce(
  world: SymphonyWorld,
  untouched: ReadonlySet<number>,
  random: Random,
): Change | null {
  const named = namedPatrons(world);
  const loans = [...world.circRecords.values()].filter(
    (loan) => !untouched.has(titleOf(loan)) && !named.has(loan.patronKey),
  );
  const thrown = random.next();
  if (thrown < 0.4) return lend(world, untouched, named, random);
  const loan = random.pick(loans);
  if (loan === undefined) return null;
  const record = titleOf(loan);
  if (thrown < 0.75) {
    checkIn(world, loan.itemKey);
    return { kind: 'RETURNED', record };
  }
  if (thrown < 0.9) {
    renew(world, loan.key);
    return { kind: 'RENEWED', record };
  }
  const patron = random.pick(
    [...world.patrons.values()].filter(({ key, library }) => library === loan.library && !named.has(key)),
  );
  if (patron === undefined) return null;
  placeHold(world, { bibKey: String(record), patronKey: patron.key, pickupLibrary: patron.library });
  return { kind: 'ASKED_FOR', record };
}

function titleOf(loan: SymphonyCircRecord): number {
  return Number(loan.itemKey.split(':')[0]);
}

function lend(
  world: SymphonyWorld,
  untouched: ReadonlySet<number>,
  named: ReadonlySet<string>,
  random: Random,
): Change | null {
  const item = random.pick(
    [...world.items.values()].filter((each) => !untouched.has(Number(each.bibKey)) && standsFree(each)),
  );
  if (item === undefined || loanOf(world, item.key) !== undefined) return null;
  const patron = random.pick(
    [...world.patrons.values()].filter(({ key, library }) => library === item.library && !named.has(key)),
  );
  if (patron === undefined) return null;
  checkOut(world, { itemKey: item.key, patronKey: patron.key });
  return { kind: 'LENT', record: Number(item.bibKey) };
}

function standsFree(item: SymphonyItem): boolean {
  const onItsShelf = item.currentLocation === item.homeLocation && item.transit === null;
  return onItsShelf && !item.shadowed && item.circulate && LENT_FOR_WEEKS.includes(item.itemType);
}
