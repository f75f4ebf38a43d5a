/** Checks of when it is said that something was so: at the moment of each answer, not at the one at which the adapter was made. */
import { setImmediate } from 'node:timers/promises';
import { MerciaError } from '#platform/errors.ts';
import { holds } from '../agree.ts';
import { collectPages } from '../apply-harvest.ts';
import { NotTried, type Check } from '../check.ts';
import type { SimulatedBench } from '../system.ts';
import { FULL, sourceOf } from './harvest.ts';
import { factsOf, itemsOf, LIVE } from './live-items.ts';

/** Asks twice, the second time when the clock has gone on, and expects every date of the second answer to be later. */
export async function datesAnew(what: string, ask: () => Promise<readonly string[]>): Promise<void> {
  const before = await ask();
  if (before.length === 0) throw new NotTried(`${what} has no date here`);
  // A system may have a clock of its own: what counts is that time goes on.
  const answeredAt = Date.now();
  while (Date.now() <= answeredAt) await setImmediate();

  const after = await ask();

  const stale = after.filter((asOf, place) => !isLater(asOf, before[place] ?? ''));
  const words = `${what} is dated as the one before was: read the clock for each answer, not once when the adapter is made`;
  holds(stale.length === 0, words, stale);
}

/** Some systems date their answers themselves, by the second. */
function isLater(after: string, before: string): boolean {
  return Date.parse(after) > Date.parse(before) || (after.endsWith('.000Z') && before.endsWith('.000Z'));
}

export const liveDates: readonly Check<SimulatedBench>[] = [
  {
    name: 'dates every answer anew',
    needs: LIVE,
    touches: 'system faults',
    async run(bench) {
      const holdings = await bench.sample();
      await datesAnew('a live answer', async () => (await factsOf(bench, holdings)).map(({ asOf }) => asOf));
      if (itemsOf(bench).needsHolding === true) return;
      const ids = (await factsOf(bench, holdings)).flatMap(({ items }) => items.map(({ id }) => id));
      await datesAnew('the answer for a copy by its id', async () => {
        const found = await itemsOf(bench).findItems(ids, bench.signal);
        return found.flatMap((one) => (one === null || one instanceof MerciaError ? [] : one.asOf));
      });
    },
  },
];

export const harvestDates: Check<SimulatedBench> = {
  name: 'dates how copies stood anew in every run',
  needs: ['HARVEST_FULL'],
  touches: 'system faults',
  async run(bench) {
    if (bench.system.writtenAt !== undefined) throw new NotTried('what it harvests was written down before');
    await datesAnew('what a run tells of copies', async () => {
      const pages = await collectPages(sourceOf(bench), FULL, 1);
      return pages
        .flatMap(({ records }) => records.flatMap((record) => (record.deleted ? [] : record.holdings)))
        .flatMap(({ facts }) => (facts === null ? [] : facts.asOf));
    });
  },
};
