/** Checks of live answers of which one part fails: less is told then, with the reason, and nothing else. */
import type { HoldingFacts, ItemFacts } from '#domain/facts.ts';
import { holds } from '../agree.ts';
import { harvestFully } from '../apply-harvest.ts';
import type { Check } from '../check.ts';
import { situationOf } from '../situations.ts';
import type { SimulatedBench } from '../system.ts';
import { holdingOf } from './copy-fields.ts';
import { sourceOf } from './harvest.ts';
import { factsOf, itemsOf, LIVE } from './live-items.ts';

export const liveParts: Check<SimulatedBench> = {
  name: 'tells less and why, and nothing else, where one question fails beside others',
  needs: LIVE,
  touches: 'changes',
  async run(bench) {
    const parts = situationOf(bench, 'failsInPart');
    const { copies } = situationOf(bench, 'everyField')();
    const index = await harvestFully(sourceOf(bench));
    const holdings = copies.map((copy) => holdingOf(bench, index, copy));
    const whole = await factsOf(bench, holdings);
    for (const { where, set } of parts) {
      await set(true);
      const answers = await itemsOf(bench)
        .findAvailability(holdings, bench.signal)
        .catch((error: unknown) => error);
      const costsAll = `where ${where}, nothing is told of any copy: tell what the other questions gave`;
      holds(!(answers instanceof Error), costsAll, answers);
      const told = await factsOf(bench, holdings);
      await set(false);

      for (const [place, facts] of told.entries()) {
        const before = whole[place];
        if (before !== undefined) tellsLess(where, before, facts);
      }
    }
  },
};

/** Throws where something else is told than before, or less without a reason. */
function tellsLess(where: string, before: HoldingFacts, now: HoldingFacts): void {
  const lost = before.holdQueue !== null && now.holdQueue === null;
  holds(
    lost || now.holdQueue === before.holdQueue,
    `where ${where}, another queue is told: null says that it is not known`,
  );
  for (const item of now.items) {
    const known = before.items.find(({ id }) => id === item.id);
    if (known === undefined) continue;
    const isLess = item.limitations.length > 0 || item.status === 'UNKNOWN' || isSameLoan(known, item);
    const words = `where ${where}, a copy that is ${known.status} is told as ${item.status}, without a limitation: say in limitations what was not told`;
    holds(item.status === known.status || isLess, words);
    const isQueued = item.holdQueue === null || item.holdQueue === known.holdQueue;
    holds(isQueued, `where ${where}, another queue of a copy is told: null says that it is not known`, item.holdQueue);
    const isOpen = item.limitations.some((one) => !known.limitations.includes(one));
    const silent = `where ${where}, a copy may be elsewhere than is told, and the answer does not say why: set its limitation`;
    holds(!isOpen || now.limitation !== null, silent);
  }
  holds(!lost || now.limitation !== null, `where ${where}, the queue is not told, and the answer does not say why`);
}

/** The loan tells more of itself than the copy that is lent does. */
function isSameLoan(known: ItemFacts, item: ItemFacts): boolean {
  return known.status === 'IN_USE_ON_SITE' && item.status === 'ON_LOAN';
}
