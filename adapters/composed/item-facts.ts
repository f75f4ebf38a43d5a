/** What a list of copies and a live system say of one copy, made one. Pure. */
import { NOTHING_PRINTED } from '#domain/facts.ts';
import type { CopyState, ItemFacts, Place, Reason } from '#domain/facts.ts';
import { createId } from '#domain/ids.ts';
import { isSomewhere, mayBeOnLoan } from '#domain/item-status.ts';
import type { SystemConfig } from '#domain/region.ts';
import { sayDay } from '#domain/say-day.ts';
import { MerciaError } from '#platform/errors.ts';
import type { Slot } from '#contract/adapter.ts';
import { reasonOf } from '#contract/reason-codes.ts';
import type { ListedCopy } from './live-keys.ts';
import { isOutdated, useOf, whoWins } from './who-wins.ts';

export interface ComposedNames {
  readonly system: Pick<SystemConfig, 'id' | 'name' | 'owners'>;
  /** The live system's make, for words to people: `SIP2`. */
  readonly liveTitle: string;
  /** Names of an owner code's shelves, and of item types, by their codes. */
  readonly shelves: (ownerCode: string) => Readonly<Record<string, string | null>>;
  readonly itemTypes: Readonly<Record<string, string | null>>;
}

/** Why a copy was not asked for: nothing finds it, something else would be found too, or there are too many. */
export type NotAsked = 'NO_BARCODE' | 'SHARED_BARCODE' | 'TOO_MANY';

/** The live system's answer of a copy: null where it knows no such copy. */
export type CopyAnswer = Slot<CopyState | null> | NotAsked;

/**
 * One copy. What was not answered is UNKNOWN with a reason: never the state of the list, which is older. That a copy has left the stock
 * outlasts every answer, also one that cannot tell how it stands or knows no such copy.
 */
export function toItemFacts(
  names: ComposedNames,
  copy: ListedCopy,
  answer: CopyAnswer,
  listedOn: string | null,
): ItemFacts {
  const itemType = copy.itemType === null ? null : (names.itemTypes[copy.itemType] ?? copy.itemType);
  const listed = {
    id: createId(names.system.id, 'item', copy.localId),
    barcode: copy.barcode,
    callNumber: copy.callNumber,
    enumeration: copy.enumeration,
    chronology: copy.chronology,
    copyNumber: copy.copyNumber,
    permanentLocation: placeOf(names, copy),
    itemType,
    holdQueue: null,
    publicNotes: copy.publicNotes,
  };
  const unanswered = (reason: Reason): ItemFacts => ({ ...listed, ...NOTHING_TOLD, use: useOf(copy, null), reason });
  if (typeof answer === 'string' || answer instanceof MerciaError)
    return unanswered(reasonWithout(names, copy, answer, listedOn));
  const winner = whoWins(copy, answer ?? CANNOT_TELL);
  const elsewhere = answer && saysElsewhere(names, copy, answer, listedOn);
  if (winner === 'HARVEST' && elsewhere === null) {
    return {
      ...listed,
      ...NOTHING_TOLD,
      use: useOf(copy, answer?.use ?? null),
      status: copy.status ?? 'UNKNOWN',
      statusAtSource: copy.statusAtSource,
      statusRule: `the list of copies outweighs ${names.liveTitle}`,
      reason: null,
    };
  }
  if (answer === null) return unanswered(reasonWithout(names, copy, answer, listedOn));
  const told = {
    ...listed,
    statusAtSource: answer.statusAtSource,
    statusRule: answer.statusRule,
    use: useOf(copy, answer.use),
    due: mayBeOnLoan(answer.status) ? answer.due : null,
    reason: null,
  };
  const currentLocation = isSomewhere(answer.status) ? answer.currentLocation : null;
  if (answer.reason !== null)
    return { ...told, currentLocation, status: 'UNKNOWN', limitations: [], due: null, reason: answer.reason };
  if (elsewhere !== null)
    return { ...told, currentLocation: null, status: 'UNKNOWN', limitations: [], due: null, reason: elsewhere };
  if (winner === 'DOUBT') {
    return {
      ...told,
      currentLocation,
      status: 'UNKNOWN',
      statusRule: null,
      limitations: [],
      due: null,
      reason: contradiction(names, listedOn, isOutdated(copy, answer.use)),
    };
  }
  return {
    ...told,
    currentLocation,
    status: answer.status,
    limitations: told.use === 'ONLINE' ? [] : answer.limitations,
  };
}

/** What an answer says of a copy that the live system does not know. */
const CANNOT_TELL = { status: 'UNKNOWN', use: null } as const;

/** A copy of which the list of copies names nothing but its id. */
export function toBareItem(names: ComposedNames, localId: string): ItemFacts {
  return {
    ...NOTHING_PRINTED,
    ...NOTHING_TOLD,
    id: createId(names.system.id, 'item', localId),
    use: 'UNKNOWN',
    permanentLocation: null,
    itemType: null,
    holdQueue: null,
    publicNotes: [],
    reason: tooMany(names),
  };
}

const NOTHING_TOLD = {
  status: 'UNKNOWN',
  limitations: [],
  statusAtSource: null,
  statusRule: null,
  due: null,
  currentLocation: null,
} as const;

function placeOf({ shelves }: ComposedNames, { locationCode, ownerCode }: ListedCopy): Place | null {
  if (locationCode === null) return null;
  return { code: locationCode, name: shelves(ownerCode)[locationCode] ?? null, siteCode: ownerCode };
}

function reasonWithout(
  names: ComposedNames,
  copy: ListedCopy,
  answer: MerciaError | NotAsked | null,
  listedOn: string | null,
): Reason {
  const { system, liveTitle } = names;
  if (answer === null) {
    const message = `The ${nameList(names, listedOn)} has this copy, and ${liveTitle} of ${system.name} does not know it; ask the library.`;
    return { code: 'BAD_ANSWER', message, system: system.id };
  }
  if (answer instanceof MerciaError) {
    return reasonOf({ system }, answer, `${liveTitle} of ${system.name} did not tell how this copy stands; ask again.`);
  }
  switch (answer) {
    case 'TOO_MANY':
      return tooMany(names);
    case 'SHARED_BARCODE': {
      const message = `Another copy of ${system.name} bears the same barcode, so ${liveTitle} cannot be asked for this one; ask the library.`;
      return { code: 'BAD_ANSWER', message, system: system.id };
    }
    case 'NO_BARCODE': {
      // Where the list tells how it stood, that is shown in this place: NOT_SUPPORTED would say that nobody ever tells.
      const code = copy.status === null || copy.status === 'UNKNOWN' ? 'NOT_SUPPORTED' : 'BAD_ANSWER';
      const message = `The ${nameList(names, listedOn)} gives this copy no barcode, so ${liveTitle} cannot be asked for it; ask the library.`;
      return { code, message, system: system.id };
    }
  }
}

function tooMany({ system }: ComposedNames): Reason {
  const message = `${system.name} has too many copies of this title to report them all in time; ask the library.`;
  return { code: 'TOO_MANY_ITEMS', message, system: system.id };
}

/** Null unless the live system says of another library of the region that the copy belongs to it. */
function saysElsewhere(
  names: ComposedNames,
  listed: ListedCopy,
  { ownerCode }: CopyState,
  listedOn: string | null,
): Reason | null {
  if (ownerCode === undefined || ownerCode === listed.ownerCode) return null;
  const { system, liveTitle } = names;
  const [said, library] = [ownerCode, listed.ownerCode].map(
    (code) => system.owners.find((owner) => owner.code === code)?.library,
  );
  if (said === undefined || said === library) return null;
  const what = `${liveTitle} of ${system.name} says that this copy belongs to another library than the ${nameList(names, listedOn)} does`;
  return { code: 'BAD_ANSWER', message: `${what}; ask the library.`, system: system.id };
}

function contradiction(names: ComposedNames, listedOn: string | null, outdated: boolean): Reason {
  const { system, liveTitle } = names;
  const list = nameList(names, listedOn);
  const what = outdated
    ? `The ${list} has this copy for loan, and the system does not lend it now`
    : `${liveTitle} of ${system.name} says that this copy is in its place, and the ${list} that it is not to be had`;
  return { code: 'BAD_ANSWER', message: `${what}; ask the library.`, system: system.id };
}

/** What the list of copies is called in a sentence, behind its article. */
function nameList({ system }: Pick<ComposedNames, 'system'>, listedOn: string | null): string {
  return `list of copies of ${system.name}${listedOn === null ? '' : ` of ${sayDay(listedOn)}`}`;
}
