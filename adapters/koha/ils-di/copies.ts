/** How single copies stand, by ILS-DI: many in one question, and each part's answers given as soon as they are here. */
import type { CopyRef, CopyState } from '#domain/facts.ts';
import type { MerciaError } from '#platform/errors.ts';
import type { CopySource, OnSlot, Slot } from '../../adapter.ts';
import { lmsError } from '../../shared/lms-error.ts';
import { askParts, inParts } from '../../shared/slots.ts';
import type { KohaSite } from '../site.ts';
import type { IlsDi } from './client.ts';
import { toCopyState } from './texts.ts';

/** A third of a second of a small Koha's work (60 copies: 0.8 s), so that what came is not lost with what did not. */
const MOST_IN_PART = 25;
/** Characters of numbers in one address. */
export const LONGEST_IDS = 1_000;

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
  { site, ilsDi, now }: CopiesContext,
  copies: readonly CopyRef[],
  signal: AbortSignal,
  onSlot?: OnSlot<State>,
): Promise<readonly Slot<State>[]> {
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
  return copies.map(({ localId }, place) => {
    const id = numberOf(localId);
    const answer = id === null ? foreign.get(place) : answers.get(id);
    return answer === undefined ? unanswered(site) : answer;
  });
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
