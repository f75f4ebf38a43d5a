/**
 * How single copies stand, by ILS-DI: many in one question, and each part's answers given as soon as they are here. Then the records
 * of those that are lent are asked for when that ends, and of a single record also whether its copies travel.
 */
import type { CopyRef, CopyState } from '#domain/facts.ts';
import { MerciaError } from '#platform/errors.ts';
import type { CopySource, OnSlot, Slot } from '#contract/adapter.ts';
import { lmsError } from '../../shared/lms-error.ts';
import { asSlot, askParts, inParts } from '../../shared/slots.ts';
import type { KohaSite } from '../site.ts';
import type { IlsDi } from './client.ts';
import { withRecord } from './loans.ts';
import { toCopyState } from './texts.ts';

/** A third of a second of a small Koha's work (60 copies: 0.8 s), so that what came is not lost with what did not. */
const MOST_IN_PART = 25;
/** Characters of numbers in one address. */
export const LONGEST_IDS = 1_000;

/** Records in one question, a second of a small Koha's work; and copies of a record beyond which it takes too long to write. */
const MOST_RECORDS = 4;
const MOST_COPIES = 40;

export interface CopiesContext {
  readonly site: KohaSite;
  readonly ilsDi: IlsDi;
  readonly now: () => number;
}

type State = CopyState | null;

export function createCopies(context: CopiesContext): CopySource {
  return { by: 'id', findCopies: (copies, signal, onSlot) => findCopies(context, copies, signal, onSlot) };
}

async function findCopies(
  context: CopiesContext,
  copies: readonly CopyRef[],
  signal: AbortSignal,
  onSlot?: OnSlot<State>,
): Promise<readonly Slot<State>[]> {
  const { site, ilsDi, now } = context;
  const places = new Map<number, number[]>();
  const foreign = new Map<number, MerciaError>();
  for (const [place, { localId }] of copies.entries()) {
    const id = numberOf(localId);
    if (id === null) foreign.set(place, notOurs(site));
    else places.set(id, [...(places.get(id) ?? []), place]);
  }
  for (const [place, error] of foreign) onSlot?.(place, error);
  const most = Math.min(site.system.limits.batchSize, MOST_IN_PART);
  const parts = inParts([...places.keys()], { most, longest: LONGEST_IDS }).map((ids) => ({ ids }));
  const answers = await askParts<number, State, { readonly ids: readonly number[] }>(parts, async ({ ids }, into) => {
    const { byItem } = await ilsDi.availability('item', ids, signal);
    const asOf = new Date(now()).toISOString();
    for (const id of ids) {
      const said = byItem.get(String(id));
      const state = said === undefined || said === 'bad' ? unanswered(site) : toCopyState(site, said, asOf);
      into.set(id, state);
      for (const place of places.get(id) ?? []) onSlot?.(place, state);
    }
  });
  const slots = copies.map(({ localId }, place): Slot<State> => {
    const id = numberOf(localId);
    const answer = id === null ? foreign.get(place) : answers.get(id);
    return answer === undefined ? unanswered(site) : answer;
  });
  // A live part tells it too, and more.
  if (site.system.live === undefined) await addFromRecords(context, { copies, slots, onSlot }, signal);
  return slots;
}

interface Told {
  readonly copies: readonly CopyRef[];
  /** Written over where a record tells more. */
  readonly slots: Slot<State>[];
  readonly onSlot: OnSlot<State> | undefined;
}

/** Where it fails, what is told without it stays. */
async function addFromRecords({ site, ilsDi }: CopiesContext, told: Told, signal: AbortSignal): Promise<void> {
  const { copies, slots, onSlot } = told;
  const byRecord = Map.groupBy(copies.keys(), (place) => numberOf(copies[place]?.recordLocalId ?? ''));
  const isWanted = (slot: Slot<State> | undefined): boolean => {
    if (slot === undefined || slot === null || slot instanceof MerciaError) return false;
    const travels = byRecord.size === 1 && slot.limitations.includes('TRANSIT_NOT_TOLD');
    return slot.status === 'ON_LOAN' || slot.status === 'IN_TRANSIT' || (travels && slot.status === 'AVAILABLE');
  };
  const wanted = [...byRecord].flatMap(([id, places]) =>
    id !== null && places.length <= MOST_COPIES && places.some((place) => isWanted(slots[place])) ? [id] : [],
  );
  const parts = inParts(wanted, { most: Math.min(site.system.limits.batchSize, MOST_RECORDS) });
  await Promise.all(
    parts.map(async (ids) => {
      const found = await asSlot(ilsDi.copiesOf(ids, signal));
      if (found instanceof MerciaError) return;
      for (const place of ids.flatMap((id) => byRecord.get(id) ?? [])) {
        const [slot, copy] = [slots[place], found.get(copies[place]?.localId ?? '')];
        if (slot === undefined || slot === null || slot instanceof MerciaError || copy === undefined) continue;
        slots[place] = withRecord(slot, copy);
        onSlot?.(place, slots[place]);
      }
    }),
  );
}

function numberOf(localId: string): number | null {
  return /^\d{1,15}$/.test(localId) ? Number(localId) : null;
}

function notOurs({ system }: KohaSite): MerciaError {
  const what = "a copy's number is none of Koha's; harvest the system again";
  return lmsError(system.id, 'BAD_USER_INPUT', `live items by ILS-DI: ${what}`);
}

/** Never "there is no such copy": Koha has words for that. */
function unanswered({ system }: KohaSite): MerciaError {
  const what = 'the answer does not say how a copy stands that was asked for; check the Koha version';
  return lmsError(system.id, 'LMS_BAD_RESPONSE', `live items by ILS-DI: ${what}`);
}
