/** Checks that compare every field of a copy, in every state that a simulated system can bring about, with what is so. */
import type { HarvestedHolding } from '#domain/catalogue.ts';
import type { HoldingFacts, HoldingRef, Place } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { MerciaError } from '#platform/errors.ts';
import { agree, given, holds } from '../agree.ts';
import { harvestFully, type TestIndex } from '../apply-harvest.ts';
import type { Check } from '../check.ts';
import { situationOf } from '../situations.ts';
import type { SimulatedBench } from '../system.ts';
import type { HarvestedFields, HoldingFields, LiveFields, ToldCopies, ToldCopy } from '../told-copies.ts';
import { needsOccasions, tellsFields, worseThanLess } from '../told-fields.ts';
import type { Advice, Difference, ToldThing } from '../told-fields.ts';
import { sourceOf } from './harvest.ts';
import { itemsOf, LIVE } from './live-items.ts';

/** What any machine needs between adding something and asking for it, and no zone is off. */
const JUST_NOW_MS = 20 * 60_000;

type Told<Fields> = ToldCopy & ToldThing<Fields>;

const LIVE_ADVICE: Advice<LiveFields> = {
  status: 'look at every code, loan, hold and transfer of the copy, and let the strongest state count',
  limitations: 'say what was not told of this copy, and nothing of one of which it was',
  statusAtSource: 'give the system’s own word for the state, or the field that tells it',
  use: 'read the rule of the copy, else that of the type that counts for it',
  due: 'read the loan, and days in the time zone of the system',
  barcode: 'read the barcode',
  callNumber: 'read the call number',
  enumeration: 'read which part of the work it is',
  chronology: 'read of when the part is',
  copyNumber: 'read the number of the copy',
  permanentLocation: 'name the shelf and the site where it belongs',
  currentLocation: 'name the place where it is, and none for a copy that is in no place',
  itemType: 'name the type that counts for the copy, also where that is the one of its record',
  holdQueue: 'count only who waits for this very copy, and nobody for whom one is caught',
  publicNotes: 'tell the notes that the public is shown, and never those of staff',
  titleQueue: 'count who waits for the title, and nobody for whom a copy is caught',
};

const HARVESTED_ADVICE: Advice<HarvestedFields> = {
  barcode: 'read the barcode',
  ownerCode: 'read whose it is, not where it is',
  callNumber: 'read the call number',
  locationCode: 'keep the code of the shelf',
  itemType: 'keep the code of the type',
  status: 'say how it stood, by the mapper of live answers, and null where that is not told',
  statusAtSource: 'keep every code of its state',
  use: 'keep the rule for it',
  details: 'give each detail by its own name; what is not told has no key',
  staffNotes: 'keep what staff wrote apart from what the public is shown',
};

const HOLDING_ADVICE: Advice<HoldingFields> = {
  callNumbers: 'give the call numbers of its copies',
  siteCodes: 'give the sites that its copies belong to',
  catalogueUrl: 'link to this record, if the region file says how',
};

export const liveFields: Check<SimulatedBench> = {
  name: 'tells every field of a copy as it is, in every state',
  needs: LIVE,
  touches: 'changes',
  async run(bench) {
    const told = situationOf(bench, 'everyField')();
    const things = told.copies.map((copy) => ({ ...copy, fields: copy.live }));
    needsOccasions(things, LIVE_ADVICE, told.untold.live);
    const index = await harvestFully(sourceOf(bench));
    const holdings = told.copies.map((copy) => holdingOf(bench, index, copy));

    const answers = await itemsOf(bench).findAvailability(holdings, bench.signal);

    const live = new Map(told.copies.map((copy, place) => [copy.localId, fieldsOf(bench, answers[place], copy)]));
    tellsFields<LiveFields, Told<LiveFields>>(things, ({ localId }) => live.get(localId), LIVE_ADVICE);
    if (itemsOf(bench).needsHolding === true) return;
    await tellsById(bench, told);
  },
};

export const harvestedFields: Check<SimulatedBench> = {
  name: 'harvests every field of a copy as it is, in every state',
  needs: ['HARVEST_FULL'],
  touches: 'changes',
  async run(bench) {
    const told = situationOf(bench, 'everyField')();
    const harvested = told.copies.map((copy) => ({ ...copy, fields: copy.harvested }));
    const ofHoldings = told.copies.map((copy) => ({ ...copy, fields: copy.holding }));
    needsOccasions(harvested, HARVESTED_ADVICE, told.untold.harvested);
    needsOccasions(ofHoldings, HOLDING_ADVICE, told.untold.holding);

    const index = await harvestFully(sourceOf(bench));

    const itemOf = ({ recordLocalId, localId }: ToldCopy) =>
      index.described.get(recordLocalId)?.items.find((item) => item.localId === localId);
    tellsFields<HarvestedFields, Told<HarvestedFields>>(harvested, itemOf, HARVESTED_ADVICE);
    tellsFields<HoldingFields, Told<HoldingFields>>(
      ofHoldings,
      (copy) => harvestedHolding(index, copy),
      HOLDING_ADVICE,
    );
    for (const { what, recordLocalId } of told.copies) {
      const changedAt = index.described.get(recordLocalId)?.changedAt ?? null;
      const isNow = changedAt !== null && Math.abs(Date.parse(changedAt) - Date.now()) < JUST_NOW_MS;
      const words = `of ${what}, which was just added, the last change is told as ${changedAt ?? 'null'}: give the moment that the system states`;
      holds(told.isDated ? isNow : changedAt === null, words);
    }
    const stood = told.copies
      .filter((copy) => harvestedHolding(index, copy).facts !== null)
      .map((copy) => ({ ...copy, what: `${copy.what}, as it stood at harvest`, fields: copy.live }));
    tellsFields<LiveFields, Told<LiveFields>>(
      stood,
      (copy) => leftOpen(fieldsOf(bench, harvestedHolding(index, copy).facts, copy), copy.live),
      LIVE_ADVICE,
      worseAtHarvest,
    );
  },
};

/** The same of each copy that is asked for by its id. */
async function tellsById(bench: SimulatedBench, { copies }: ToldCopies): Promise<void> {
  const ids = copies.map(({ localId }) => createId(bench.adapter.system.id, 'item', localId));
  const answers = await itemsOf(bench).findItems(ids, bench.signal);
  const { titleQueue: _, ...advice } = LIVE_ADVICE;
  const byId = copies.map((copy, place) => {
    const slot = answers[place];
    const one = slot instanceof MerciaError ? null : slot;
    return { ...copy, what: `${copy.what}, asked for by its id`, fields: copy.live, one };
  });
  tellsFields<Omit<LiveFields, 'titleQueue'>, (typeof byId)[number]>(byId, ({ one }) => one?.item, advice);
  for (const { what, one, library, recordLocalId } of byId) {
    agree(one?.library, library, `of ${what}, the library is another one’s: read its owner, not where it is`);
    agree(one?.recordLocalId, recordLocalId, `of ${what}, the record is another one`);
  }
}

/** What may be otherwise by a limitation that a live answer does not have is not told, and another state has another word. */
function leftOpen(told: LiveFields | null, live: LiveFields): LiveFields | null {
  const isOpen = told?.limitations.some((one) => !live.limitations.includes(one)) === true;
  if (isOpen) return { ...told, status: 'UNKNOWN', statusAtSource: null, currentLocation: null };
  return told === null || told.status === live.status ? told : { ...told, statusAtSource: null };
}

/** Harvest may know less than a live answer, and so leave more open. */
function worseAtHarvest(told: unknown, expected: unknown, path: string): readonly Difference[] {
  const isOpen = path === 'limitations' && Array.isArray(told) && Array.isArray(expected);
  if (isOpen && expected.every((one) => told.includes(one))) return [];
  if (isSiteOf(told, expected)) return [];
  // The loan alone says where it is read.
  if (expected === 'IN_USE_ON_SITE' && told === 'ON_LOAN') return [];
  return worseThanLess(told, expected, path);
}

/** A site without its shelf. */
function isSiteOf(told: unknown, expected: unknown): boolean {
  const [site, place] = [told, expected] as readonly (Partial<Place> | null)[];
  return typeof site?.siteCode === 'string' && site.code === site.siteCode && site.siteCode === place?.siteCode;
}

function harvestedHolding(index: TestIndex, { what, recordLocalId, library }: ToldCopy): HarvestedHolding {
  const found = index.described.get(recordLocalId)?.holdings.find((holding) => holding.library === library);
  return given(found, `${what} is harvested without a holding of its library: read whose it is, not where it is`);
}

export function holdingOf({ adapter }: SimulatedBench, index: TestIndex, copy: ToldCopy): HoldingRef {
  const { recordLocalId, library } = copy;
  return {
    id: createId(adapter.system.id, 'holding', `${recordLocalId}@${library}`),
    liveKeys: harvestedHolding(index, copy).liveKeys,
  };
}

/** What is told of the copy of a holding. */
function fieldsOf(
  { adapter }: SimulatedBench,
  facts: HoldingFacts | MerciaError | null | undefined,
  { localId, what }: ToldCopy,
): LiveFields | null {
  if (facts === undefined || facts === null || facts instanceof MerciaError) return null;
  const item = facts.items.find(({ id }) => id === createId(adapter.system.id, 'item', localId));
  if (item === undefined) return null;
  const isExplained = item.reason !== null || item.statusRule !== null;
  holds(
    isExplained,
    `of ${what}, nothing says what made its status: give the rule, or the reason why there is no status`,
  );
  return { ...item, titleQueue: facts.holdQueue };
}
