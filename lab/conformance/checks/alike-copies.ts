/** Checks of copies that could be taken for one another: many that are hidden, one of two titles, two with one barcode. */
import { LIVE_KEYS_MAX } from '#domain/catalogue.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { agree, given, holds } from '../agree.ts';
import { harvestFully } from '../apply-harvest.ts';
import type { Check } from '../check.ts';
import { recordOf } from '../sample.ts';
import { situationOf } from '../situations.ts';
import type { SimulatedBench } from '../system.ts';
import { sourceOf } from './harvest.ts';
import { itemsOf, LIVE } from './live-items.ts';
import { copiesOf, copiesOfAll, described, holdingsOf } from './live-situations.ts';

const check = (
  name: string,
  run: Check<SimulatedBench>['run'],
  needs: Check<SimulatedBench>['needs'] = LIVE,
): Check<SimulatedBench> => ({ name, needs, touches: 'changes', run });

/** One more than live keys can name. */
const MANY_HIDDEN = LIVE_KEYS_MAX + 1;

export const alikeCopies: readonly Check<SimulatedBench>[] = [
  check(
    'shows none of many hidden copies',
    async (bench) => {
      const hideCopy = situationOf(bench, 'hideCopy');
      const barcodes = Array.from({ length: MANY_HIDDEN + 1 }, (_, place) => `89${String(place).padStart(8, '0')}`);
      const localId = situationOf(bench, 'addRecord')({ title: 'Hidden but for one', barcodes });
      const hidden = new Set(Array.from({ length: MANY_HIDDEN }, () => hideCopy(localId)));
      agree(hidden.size, MANY_HIDDEN, 'hideCopy of this system hides the same copy again: let it hide another one');

      const record = await described(bench, localId);
      const shown = record?.items.filter(({ visibility }) => visibility === 'PUBLIC') ?? [];
      agree(shown.length, 1, `of a title ${MANY_HIDDEN} copies are hidden, and harvest shows some of them`);
      if (bench.adapter.items === undefined) return;
      const live = await copiesOfAll(bench, holdingsOf(bench, localId, record));
      const ids = shown.map((item) => createId(bench.adapter.system.id, 'item', item.localId));
      const words = `of a title ${MANY_HIDDEN} copies are hidden, more than live keys can name, and some are shown live: ask what is hidden`;
      agree(
        live.map(({ id }) => id),
        ids,
        words,
      );
    },
    ['HARVEST_FULL'],
  ),

  check('tells a copy into which another title is bound with both', async (bench) => {
    const [holding] = await bench.sample();
    const bound = situationOf(bench, 'bindInto')(recordOf(holding));
    const [copy] = await copiesOf(bench, holding);

    const others = holdingsOf(bench, bound, await described(bench, bound));
    const words =
      'a title that is bound into a copy of another one has no holding: harvest it with the library of that copy';
    holds(others.length > 0, words);
    const told = await copiesOfAll(bench, others);
    const shared = 'a title that is bound into a copy of another one is told without that copy: follow the link to it';
    holds(
      told.some(({ id, status }) => id === copy?.id && status === copy.status),
      shared,
      told,
    );
  }),

  check('keeps two copies with one barcode apart', async (bench) => {
    situationOf(bench, 'sharesBarcodes');
    const addRecord = situationOf(bench, 'addRecord');
    const one = addRecord({ title: 'One', barcodes: ['77000001'] });
    const other = addRecord({ title: 'Other', barcodes: ['77000001'] });
    situationOf(bench, 'lendUntil')(one, new Date('2031-05-01T12:00:00.000Z'));
    const index = await harvestFully(sourceOf(bench));
    const holdings = [one, other].flatMap((localId) =>
      holdingsOf(
        bench,
        localId,
        given(index.described.get(localId), 'a record whose barcode is another’s too is not harvested'),
      ),
    );

    const answers = await itemsOf(bench).findAvailability(holdings, bench.signal);

    const [lent, inPlace] = answers.map((answer) =>
      answer === null || answer instanceof MerciaError ? [] : answer.items,
    );
    for (const answer of answers) {
      if (answer === null || answer instanceof MerciaError) continue;
      const words = 'a copy is left out because another one has its barcode: use the id of copies';
      holds(answer.items.length > 0, words);
    }
    const ids = [...(lent ?? []), ...(inPlace ?? [])].map(({ id }) => id);
    const twice = 'a copy is told twice because another one has its barcode: use the id of copies';
    agree(new Set(ids).size, ids.length, twice);
    const words =
      'a copy is told to stand as another one that has its barcode: tell each by its id, or say UNKNOWN of both';
    for (const { status } of lent ?? []) holds(status === 'ON_LOAN' || status === 'UNKNOWN', words, status);
    for (const { status } of inPlace ?? []) holds(status !== 'ON_LOAN', words, status);
  }),
];
