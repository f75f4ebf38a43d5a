/** Checks of what only one kind of system has: its own states, its own ways to hide, and its notes for staff. */
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { agree, holds, none } from '../agree.ts';
import { harvestFully } from '../apply-harvest.ts';
import { NotTried, type Check } from '../check.ts';
import type { SimulatedBench } from '../system.ts';
import { sourceOf } from './harvest.ts';
import { itemsOf } from './live-items.ts';
import { copiesOfAll, described, holdingsOf, withTwoCopies } from './live-situations.ts';

const check = (name: string, run: Check<SimulatedBench>['run']): Check<SimulatedBench> => ({
  name,
  needs: ['HARVEST_FULL'],
  touches: 'changes',
  run,
});

export const ownStates: readonly Check<SimulatedBench>[] = [
  check('tells every state of its kind as what it is, live and at harvest', async (bench) => {
    const states = bench.system.ownStates ?? [];
    if (states.length === 0) throw new NotTried('its kind has no states of its own');
    const localId = await withTwoCopies(bench);
    for (const { name, status, dueOn, isDueByDay, set } of states) {
      set(localId);
      const record = await described(bench, localId);

      const live = await copiesOfAll(bench, holdingsOf(bench, localId, record));
      const what = `a copy that is ${name}`;
      const advice = 'look at every code, date and mark of a copy, and let the strongest state count';
      for (const item of live) {
        agree(item.status, status, `${what} is told as ${item.status} and not as ${status}: ${advice}`);
        agree(item.due?.on ?? null, dueOn ?? null, `${what} is told with another day on which it is due: ${advice}`);
        const hour = item.due?.at ?? null;
        holds(
          isDueByDay !== true || hour === null,
          `${what} is told as due at an hour, and it is due by the day: leave out the hour`,
          hour,
        );
      }
      const facts = record?.holdings.flatMap((holding) => holding.facts?.items ?? []) ?? [];
      const stood = [
        ...facts,
        ...(record?.items ?? []).flatMap((item) => (item.status === null ? [] : { status: item.status })),
      ];
      holds(live.length + stood.length > 0, `of ${what} nothing is told`);
      // Harvest may know less, unless nothing else tells.
      const told = bench.adapter.items === undefined ? [status] : [status, 'UNKNOWN'];
      for (const item of stood) {
        const words = `${what} is harvested as ${item.status} and not as ${status}: map harvest and live answers by one function`;
        holds(told.includes(item.status), words);
      }
      for (const { due } of facts) {
        const isTold = due === null ? bench.adapter.items !== undefined || dueOn === undefined : due.on === dueOn;
        holds(isTold, `${what} is harvested with another day on which it is due: read the day as it is written`, due);
      }
    }
  }),

  check('shows nothing of what is hidden in a way of its kind', async (bench) => {
    const hidings = bench.system.ownHidings ?? [];
    if (hidings.length === 0) throw new NotTried('its kind hides in no other way');
    for (const { name, hides, hide } of hidings) {
      const localId = await withTwoCopies(bench);
      const hidden = hide(localId);
      const record = await described(bench, localId);

      const words = `a ${hides} ${name} is shown: read by what the system hides it`;
      if (hides === 'title') {
        const { described: all } = await harvestFully(sourceOf(bench));
        holds(all.get(hidden)?.visibility !== 'PUBLIC', words);
        continue;
      }
      none(record?.items.filter((item) => item.localId === hidden && item.visibility === 'PUBLIC') ?? [], words);
      const id = createId(bench.adapter.system.id, 'item', hidden);
      const live = await copiesOfAll(bench, holdingsOf(bench, localId, record));
      none(
        live.filter((item) => item.id === id),
        words,
      );
    }
  }),

  check('tells nobody what staff wrote for themselves', async (bench) => {
    const { forStaff = [] } = bench.system;
    if (forStaff.length === 0) throw new NotTried('it has no notes for staff alone');
    const { described: all } = await harvestFully(sourceOf(bench));
    const says = (told: unknown): boolean => forStaff.some((words) => JSON.stringify(told).includes(words));

    const advice = 'a note for staff is told: keep what staff wrote in staffNotes, and nowhere else';
    for (const [localId, { marc, items, leftOutItems, holdings }] of all) {
      const copies = [...items, ...leftOutItems].map(({ staffNotes: _, ...item }) => item);
      holds(!says([marc, copies, holdings]), `${advice} (harvest of ${localId})`);
    }
    if (bench.adapter.items === undefined) return;
    const sample = await bench.sample();
    for (const told of await itemsOf(bench).findAvailability(sample, bench.signal)) {
      holds(told instanceof MerciaError || !says(told), `${advice} (live answers)`);
    }
  }),
];
