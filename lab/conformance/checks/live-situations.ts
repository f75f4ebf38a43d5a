/** Checks of how copies stand after something has happened that the suite knows of, so that what is told can be compared with what is so. */
import type { HarvestedDescription } from '#contract/adapter.ts';
import type { HoldingRef, ItemFacts } from '#domain/facts.ts';
import { createId, parseId } from '#domain/ids.ts';
import { toWallTime } from '#domain/wall-time.ts';
import { MerciaError } from '#platform/errors.ts';
import { agree, given, holds, none } from '../agree.ts';
import { harvestFully } from '../apply-harvest.ts';
import { NotTried, type Check } from '../check.ts';
import { recordOf } from '../sample.ts';
import { situationOf } from '../situations.ts';
import type { SimulatedBench } from '../system.ts';
import { sourceOf } from './harvest.ts';
import { factsOf, itemsOf, LIVE } from './live-items.ts';

const check = (
  name: string,
  run: Check<SimulatedBench>['run'],
  needs: Check<SimulatedBench>['needs'] = LIVE,
): Check<SimulatedBench> => ({ name, needs, touches: 'changes', run });
/** What both have to tell: a check of live answers, which a kind that gives none skips, and one of harvest. */
const bothTell = (
  live: string,
  harvest: string,
  run: (bench: SimulatedBench, isLive: boolean) => Promise<void>,
): { readonly live: Check<SimulatedBench>; readonly harvest: Check<SimulatedBench> } => ({
  live: check(live, (bench) => run(bench, true)),
  harvest: check(harvest, (bench) => run(bench, false), ['HARVEST_FULL']),
});

/** Where the day of UTC is another than that of the library, on either side of it, and where clocks change. */
export const MOMENTS = [
  '2031-07-10T23:30:00.000Z',
  '2031-07-10T00:30:00.000Z',
  '2031-12-31T23:30:00.000Z',
  '2031-03-30T01:30:00.000Z',
  '2031-10-26T00:30:00.000Z',
].map((at) => new Date(at));
/** More than a page of any system that is known. */
const MANY_COPIES = 2_050;
const LENDABLE = ['LOAN', 'SHORT_LOAN', 'HOURLY'];
const WAITING = 3;

/** What harvest has to tell as well. */
const TOLD_BY_BOTH = [
  bothTell(
    'tells every copy of a title that has thousands',
    'brings every copy of a title that has thousands',
    async (bench, isLive) => {
      const addRecord = situationOf(bench, 'addRecord');
      const barcodes = Array.from({ length: MANY_COPIES }, (_, place) => `88${String(place).padStart(8, '0')}`);
      const localId = addRecord({ title: 'A journal', barcodes });
      if (isLive) situationOf(bench, 'lendUntil')(localId, new Date('2031-05-01T12:00:00.000Z'));

      const record = await described(bench, localId);
      agree(record?.items.length, MANY_COPIES, `a record has ${MANY_COPIES} copies, and harvest brings another number`);
      const [holding, ...others] = holdingsOf(bench, localId, record);
      none(others, 'the copies of one library are harvested as several holdings');
      if (!isLive) return;
      const items = await copiesOf(bench, given(holding, 'a title with thousands of copies has no holding'));

      const words = `a title has ${MANY_COPIES} copies, and live answers tell another number: read every page of them`;
      agree(new Set(items.map(({ id }) => id)).size, MANY_COPIES, words);
      const otherwise = items.filter(({ status }) => status !== 'ON_LOAN' && status !== 'UNKNOWN');
      none(otherwise, 'all copies of a title with thousands are lent, and some are told otherwise');
    },
  ),

  bothTell('shows a hidden copy nowhere', 'harvests a hidden copy as hidden', async (bench, isLive) => {
    // One that has a copy left: of a title whose copies are all hidden nothing is shown anyhow.
    const localId = await withTwoCopies(bench);
    const before = await described(bench, localId);
    const hidden = situationOf(bench, 'hideCopy')(localId);
    const isNamed = before?.items.some((item) => item.localId === hidden) === true;
    holds(isNamed, 'the copy that is hidden was not harvested by its id, so that nothing is proven of it', hidden);
    const id = createId(bench.adapter.system.id, 'item', hidden);
    const record = given(await described(bench, localId), 'a title with a hidden copy is gone');

    const isHidden = record.items.every((item) => item.localId !== hidden || item.visibility !== 'PUBLIC');
    holds(isHidden, 'a hidden copy is harvested as PUBLIC: read by what the system hides a copy');
    const harvested = record.holdings.flatMap(({ facts }) => facts?.items ?? []);
    none(
      harvested.filter((item) => item.id === id),
      'a hidden copy stands in the facts of harvest',
    );
    if (!isLive) return;
    const live = await copiesOfAll(bench, holdingsOf(bench, localId, record));
    const words = 'a hidden copy is shown live: leave it out of live answers, too (live keys may name what is hidden)';
    none(
      live.filter((item) => item.id === id),
      words,
    );
    holds(live.length > 0, 'a title of which one copy is hidden is shown without the others');
    await isGone(bench, id, 'a hidden copy is shown to who asks for it by its id');
  }),

  bothTell('shows a hidden title nowhere', 'harvests a hidden title as hidden', async (bench, isLive) => {
    const [holding] = await bench.sample();
    const [copy] = isLive ? await copiesOf(bench, holding) : [];
    const localId = recordOf(holding);
    situationOf(bench, 'hideRecord')(localId);
    const record = await described(bench, localId);

    const visibility = record?.visibility ?? 'SUPPRESSED';
    holds(visibility !== 'PUBLIC', 'a hidden title is harvested as PUBLIC: read by what the system hides a record');
    none(record?.holdings.flatMap(({ liveKeys }) => liveKeys) ?? [], 'a hidden title has live keys');
    none(
      record?.holdings.flatMap(({ facts }) => facts ?? []) ?? [],
      'harvest tells how copies of a hidden title stand',
    );
    if (copy === undefined) return;
    await isGone(bench, copy.id, 'a copy of a hidden title is shown to who asks for it: look who may see its title');
    situationOf(bench, 'hidesTitleAtOnce');
    const [told] = await itemsOf(bench).findAvailability([holding], bench.signal);
    const words = 'a hidden title is shown live to who has its old live keys: look whether the title is public, too';
    agree(told instanceof MerciaError ? told : (told?.items.length ?? null), null, words);
  }),

  bothTell(
    'gives no library a copy of an owner that is nobody’s',
    'harvests no copy of an owner that is nobody’s for a library',
    async (bench, isLive) => {
      const [holding] = await bench.sample();
      const localId = recordOf(holding);
      const foreign = situationOf(bench, 'addForeignCopy')(localId);
      const id = createId(bench.adapter.system.id, 'item', foreign);
      const record = await described(bench, localId);

      const words =
        'a copy of an owner that is not in the region file is told to be a library’s: ask the site whose it is';
      const live = isLive ? await copiesOfAll(bench, holdingsOf(bench, localId, record)) : [];
      const harvested = record?.holdings.flatMap(({ facts }) => facts?.items ?? []) ?? [];
      none(
        [...live, ...harvested].filter((item) => item.id === id),
        words,
      );
      const sites = record?.holdings.flatMap(({ siteCodes }) => siteCodes) ?? [];
      const owner = record?.items.find((item) => item.localId === foreign)?.ownerCode;
      holds(owner === undefined || !sites.includes(owner), words, owner);
      if (!isLive || itemsOf(bench).needsHolding === true) return;
      const [one] = await itemsOf(bench).findItems([id], bench.signal);
      if (one !== null && !(one instanceof MerciaError)) agree(one?.library, null, words);
    },
  ),

  bothTell('leaves out no copy for want of a barcode', 'harvests a copy without a barcode', async (bench, isLive) => {
    situationOf(bench, 'lacksBarcodes');
    const localId = situationOf(bench, 'addRecord')({ title: 'One', barcodes: ['77000002', null] });
    const record = given(await described(bench, localId), 'a record with a copy without a barcode is not harvested');

    const copies = [...record.items, ...record.leftOutItems];
    agree(copies.length, 2, 'a copy without a barcode is lost at harvest: keep it, or list it in leftOutItems');
    if (!isLive) return;
    const live = await copiesOfAll(bench, holdingsOf(bench, localId, record));
    const words = 'a copy without a barcode is harvested, and left out of live answers';
    agree(live.length, record.items.length, words);
    for (const { barcode } of live) holds(barcode === null || barcode === '77000002', 'a barcode is made up', barcode);
  }),
];

export const harvestedSituations = TOLD_BY_BOTH.map(({ harvest }) => harvest);

export const liveSituations: readonly Check<SimulatedBench>[] = [
  check('tells on which day a loan is due by the calendar of the library, and at which hour', async (bench) => {
    const lend = situationOf(bench, 'lendUntil');
    const takeBack = situationOf(bench, 'takeBack');
    const [holding] = await bench.sample();
    for (const at of MOMENTS) {
      const exactly = lend(recordOf(holding), at);
      for (const { status, due } of await copiesOf(bench, holding)) {
        agree(status, 'ON_LOAN', `a copy that is lent is told as ${status}`);
        const { day } = toWallTime(at.getTime(), bench.system.timeZone);
        holds(due !== null, 'a copy is lent and not told when it is due: give every copy on loan its due');
        const words = 'a loan is due on another day than is told: read days in the time zone of the system, not in UTC';
        agree(due.on, day, words);
        const hour = due.at === null ? null : Date.parse(due.at);
        const wanted = exactly === 'hour' ? at.getTime() : null;
        agree(hour, wanted, 'a loan by the hour is due at another moment than is told, or a day is told as an hour');
      }
      takeBack(recordOf(holding));
    }
  }),

  check('tells a copy that was brought back as it was before it was lent', async (bench) => {
    const [holding] = await bench.sample();
    const before = await copiesOf(bench, holding);
    situationOf(bench, 'lendUntil')(recordOf(holding), new Date('2031-05-01T12:00:00.000Z'));
    await copiesOf(bench, holding);

    situationOf(bench, 'takeBack')(recordOf(holding));

    const told = (items: readonly ItemFacts[]) => items.map(({ id, status, due }) => ({ id, status, due }));
    const words = 'a copy that was brought back is told otherwise than before: nothing of a loan may be kept';
    agree(told(await copiesOf(bench, holding)), told(before), words);
  }),

  check('says UNKNOWN of a state that nobody has mapped', async (bench) => {
    const [holding] = await bench.sample();
    await copiesOf(bench, holding);
    situationOf(bench, 'giveUnmappedState')(recordOf(holding));

    for (const { status } of await copiesOf(bench, holding)) {
      const words = `a copy with a state that nobody has mapped is told as ${status}: say UNKNOWN, and warn once`;
      agree(status, 'UNKNOWN', words);
    }
  }),

  check('says of a lost copy that it is lost', async (bench) => {
    const [holding] = await bench.sample();
    await copiesOf(bench, holding);
    situationOf(bench, 'lose')(recordOf(holding));

    for (const { status } of await copiesOf(bench, holding)) {
      holds(
        status === 'LOST' || status === 'MISSING',
        `a lost copy is told as ${status}: map the state of lost copies`,
      );
    }
  }),

  check('says of a copy for the reading room that it is not lent', async (bench) => {
    const [holding] = await bench.sample();
    situationOf(bench, 'makeReference')(recordOf(holding));

    for (const { use, status } of await copiesOf(bench, holding)) {
      const isLent = LENDABLE.includes(use) && status === 'AVAILABLE';
      holds(!isLent, `a copy that is read in the library only is told to be for ${use}: read the rule of each copy`);
    }
  }),

  check('never says of a copy whose hold was cancelled on its way that it is surely in its place', async (bench) => {
    const way = situationOf(bench, 'cancelsOnTheWay');
    const [holding] = await bench.sample();
    way.send(recordOf(holding));
    await copiesOf(bench, holding);
    way.cancel(recordOf(holding));

    for (const { status, limitations } of await copiesOf(bench, holding)) {
      const words =
        'a copy travels on though the hold that it was sent for is cancelled, and is told to be in its place: remember what travelled until it is seen again';
      holds(status === 'IN_TRANSIT' || status === 'UNKNOWN' || limitations.includes('TRANSIT_NOT_TOLD'), words, status);
    }
  }),

  check('counts who waits for a title', async (bench) => {
    if (!bench.adapter.capabilities.includes('HOLD_QUEUE')) throw new NotTried('it does not declare HOLD_QUEUE');
    const [holding] = await bench.sample();
    situationOf(bench, 'placeThreeHolds')(recordOf(holding));

    const [facts] = await factsOf(bench, [holding]);

    agree(facts?.holdQueue, WAITING, 'three readers wait for a title, and another number is told');
  }),

  ...TOLD_BY_BOTH.map(({ live }) => live),

  check('shows no copy that was deleted since it was harvested', async (bench) => {
    const localId = await withTwoCopies(bench);
    const holdings = holdingsOf(bench, localId, await described(bench, localId));
    // What was told once must not be told again.
    await copiesOfAll(bench, holdings);
    const id = createId(bench.adapter.system.id, 'item', situationOf(bench, 'deleteCopy')(localId));

    const live = await copiesOfAll(bench, holdings);

    const shown = live.filter((item) => item.id === id && !['UNKNOWN', 'WITHDRAWN'].includes(item.status));
    none(shown, 'a copy that was deleted is shown live, by live keys of before: tell only what the system has now');
    await isGone(bench, id, 'a copy that was deleted is found by its id');
  }),

  check('tells a title without copies as one, and not as gone', async (bench) => {
    if (bench.missing === null) throw new NotTried('harvest alone knows which records there are');
    const deleteCopy = situationOf(bench, 'deleteCopy');
    const [holding] = await bench.sample();
    for (const _ of await copiesOf(bench, holding)) deleteCopy(recordOf(holding));

    const [facts] = await itemsOf(bench).findAvailability([holding], bench.signal);

    const words = 'a title whose last copy was deleted is told to be gone: it has no copies, which is not null';
    agree(facts instanceof MerciaError ? facts : (facts?.items ?? null), [], words);
  }),

  check('lets a title that was deleted cost its own slot only', async (bench) => {
    const [first, second, third] = await bench.sample();
    await copiesOfAll(bench, [first, second, third]);
    situationOf(bench, 'deleteRecord')(recordOf(second));

    const [one, gone, other] = await itemsOf(bench).findAvailability([first, second, third], bench.signal);

    for (const told of [one, other]) {
      const isTold = told instanceof MerciaError ? false : (told?.items.length ?? 0) > 0;
      holds(isTold, 'one title that is gone (404) costs its neighbours their answers', told);
    }
    const surely = gone instanceof MerciaError || gone === null ? [] : (gone?.items ?? []);
    none(
      surely.filter(({ status }) => !['UNKNOWN', 'WITHDRAWN'].includes(status)),
      'copies of a title that was deleted are told to be there',
    );
    if (bench.missing !== null) agree(gone, null, 'a title that was deleted is null in its slot');
  }),

  check('logs in again where its log-in has ended', async (bench) => {
    const holdings = await bench.sample();
    const told = async () => (await factsOf(bench, holdings)).map(({ items }) => items);
    const before = await told();
    await situationOf(bench, 'expireLogin')();

    const words = 'a log-in that has ended is not begun again: on 401 log in again once, and ask again';
    const after = await told().catch((error: unknown) => error);
    agree(after, before, words);
    await situationOf(bench, 'expireLogin')();
    const harvested = await harvestFully(sourceOf(bench)).catch((error: unknown) => error);
    holds(!(harvested instanceof Error), `${words} (harvest)`, harvested);
  }),
];

export async function copiesOf(bench: SimulatedBench, holding: HoldingRef): Promise<readonly ItemFacts[]> {
  const [facts] = await factsOf(bench, [holding]);
  const items = facts?.items ?? [];
  holds(items.length > 0, 'a holding with copies is told without any');
  return items;
}

/** The same of several; none if the adapter does not tell how copies stand. */
export async function copiesOfAll(
  bench: SimulatedBench,
  holdings: readonly HoldingRef[],
): Promise<readonly ItemFacts[]> {
  if (bench.adapter.items === undefined) return [];
  return (await Promise.all(holdings.map((holding) => copiesOf(bench, holding)))).flat();
}

/** A record as a full harvest tells it now. */
export async function described(bench: SimulatedBench, localId: string): Promise<HarvestedDescription | undefined> {
  return (await harvestFully(sourceOf(bench))).described.get(localId);
}

export function holdingsOf(
  { adapter }: SimulatedBench,
  localId: string,
  record: HarvestedDescription | undefined,
): readonly HoldingRef[] {
  return (record?.holdings ?? [])
    .filter(({ copies, liveKeys }) => copies !== 0 && liveKeys.length > 0)
    .map(({ library, liveKeys }) => ({
      id: createId(adapter.system.id, 'holding', `${localId}@${library}`),
      liveKeys,
    }));
}

/** A public record of which one library has two copies or more. */
export async function withTwoCopies(bench: SimulatedBench): Promise<string> {
  const { described: all } = await harvestFully(sourceOf(bench));
  const found = [...all].find(
    ([, { visibility, holdings }]) => visibility === 'PUBLIC' && holdings.some(({ copies }) => (copies ?? 0) > 1),
  );
  if (found === undefined) throw new NotTried('no library has two copies of a record');
  return found[0];
}

async function isGone(bench: SimulatedBench, id: ItemFacts['id'], words: string): Promise<void> {
  if (itemsOf(bench).needsHolding === true) return;
  holds(parseId(id, 'item') !== null, 'a copy has an id');
  agree(await itemsOf(bench).findItems([id], bench.signal), [null], words);
}
