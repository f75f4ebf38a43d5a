/** Adapters that are wrong on purpose. A kit that does not find one of them has a hole. */
import type { LmsAdapter } from '#contract/adapter.ts';
import { tryCheck, type Check, type Group, type Verdict } from '../check.ts';

export interface Mutant<Bench> {
  /** What it does wrong: `tells of no copies where the wire does reset`. */
  readonly name: string;
  /** The fault at which it does so; null where it always does. */
  readonly fault: string | null;
  /** How the names of the checks begin that find it; those of {@link FOUND_BY}, or else all of its fault, where not said. */
  readonly foundBy?: string | undefined;
  /** The wrong adapter; `acted` is called each time that it does its wrong. */
  alter(adapter: LmsAdapter, bench: () => Bench, acted: () => void): LmsAdapter;
}

/**
 * Found by a check; by none although it did its wrong; never come to do it; or no check had anything to say of the system, which has no
 * such thing.
 */
export type Hunted = { readonly foundBy: string; readonly words: string } | 'survived' | 'never acted' | 'not tried';

export interface Hunt<Bench> {
  readonly groups: readonly Group<Bench>[];
  /** Starts a fresh system with the altered adapter before it. */
  readonly stand: (
    alter: (adapter: LmsAdapter, bench: () => Bench) => LmsAdapter,
  ) => Promise<{ readonly bench: Bench; readonly close: () => Promise<void> }>;
}

/** Runs checks until one finds the mutant; those of its fault first. */
export async function huntMutant<Bench extends { readonly adapter: LmsAdapter }>(
  mutant: Mutant<Bench>,
  { groups, stand }: Hunt<Bench>,
): Promise<Hunted> {
  const acts: string[] = [];
  const checks = groups.flatMap((group) => group.checks);
  const { fault, foundBy = FOUND_BY[mutant.name] } = mutant;
  const own =
    foundBy === undefined
      ? checks.filter((check) => fault === null || check.fault === fault)
      : checks.filter(({ name }) => name.startsWith(foundBy));
  let tried = 0;
  for (const check of own) {
    const verdict = await tryOn(check, mutant, stand, () => acts.push(mutant.name));
    if (verdict.verdict === 'failed') return { foundBy: check.name, words: verdict.words };
    if (verdict.verdict === 'proven') tried += 1;
  }
  return tried === 0 ? 'not tried' : acts.length > 0 ? 'survived' : 'never acted';
}

async function tryOn<Bench extends { readonly adapter: LmsAdapter }>(
  check: Check<Bench>,
  mutant: Mutant<Bench>,
  stand: Hunt<Bench>['stand'],
  acted: () => void,
): Promise<Verdict> {
  const { bench, close } = await stand((adapter, benchOf) => mutant.alter(adapter, benchOf, acted));
  try {
    return await tryCheck(check, bench);
  } finally {
    await close();
  }
}

/** Which check finds a mutant that always does its wrong, by the name of each: a hunt then takes no longer than that check. */
const FOUND_BY: Readonly<Record<string, string>> = {
  'gives the answer of a neighbour': 'answers a batch in its order and length, duplicates and unknown records included',
  'gives the copies of a neighbour as well': 'gives each copy to the holding that it belongs to, and to no other',
  'loses the last slot': 'answers a batch in its order and length, duplicates and unknown records included',
  'says of a record that is gone that it has no copies':
    'answers a batch in its order and length, duplicates and unknown records included',
  'lets one bad slot cost all': 'lets live keys that it did not write cost their own slot only',
  'loses what is not told of a copy':
    'never says of a copy that travels between sites, for nobody that it is surely in its place',
  'says of copies on their way that they are in place':
    'never says of a copy that travels between sites, for nobody that it is surely in its place',
  'says of kept copies that they are in place':
    'never says of a copy that is kept for a reader that it is surely in its place',
  'counts a queue where it knows of none': 'tells a queue only where it declares one, and then for each holding',
  'dates its answer in local time': 'dates its facts, and says of each copy what it is',
  'tells again what it told first, as of now': 'tells now what is so now, not what it told before',
  'gives copies by id in another order': 'gives items by id in the order asked, null for one that does not exist',
  'asks where nothing is wanted': 'answers an empty batch without a call',
  'holds a socket too many': 'holds no more sockets open than the system allows, whatever is asked at once',
  'waits for a system that hangs, and does not give up with its caller':
    'gives up when its caller does, down to the socket',
  'does not declare what it has': 'has the parts that it declares, and declares the parts that it has',
  'declares what it does not have': 'has the parts that it declares, and declares the parts that it has',
  'finds nothing wrong with a dead system': 'says that a dead system cannot be reached',
  'loses a record': 'brings every record of a full run once, over several pages',
  'brings a record twice': 'brings every record of a full run once, over several pages',
  'forgets an id that is there': 'says on the last page only where the next run starts, and which ids there are',
  'does not say where the next run starts':
    'says on the last page only where the next run starts, and which ids there are',
  'does not say what is deleted': 'says on the last page only where the next run starts, and which ids there are',
  'says of harvested copies that they are in place':
    'says of copies nothing that a live answer of the same moment contradicts, though it may know less',
  'dates what it harvested by another day':
    'says of copies nothing that a live answer of the same moment contradicts, though it may know less',
  'dates an old fact by now': 'dates how copies stood by the moment at which that was written down',
  'skips a page where a run goes on': 'goes on behind every page of a full run without losing or doubling a record',
  'shows hidden copies when a record is read again':
    'tells a stored record as it told the harvested one, and its copies no better than they were shown',
  'tells a code twice': 'names every list once, and every code of a list once',
  'sends a write twice: renew': 'renews a loan, says until when, and the account says the same',
  'sends a write twice: placeHold': 'places one on a title, and the account has it',
  'sends a write again when it broke off': 'ends with LMS_UNAVAILABLE and has sent it once: renew',
  'tries a PIN again when it broke off':
    'tries a PIN once when the system meets it with cut connection: LMS_UNAVAILABLE',
  'names the reader in an error': 'lets no PIN, card or name into a log or an error, whatever happens',
  'keeps the PIN in the cause of an error': 'lets no PIN, card or name into a log or an error, whatever happens',
  'does not look at the PIN': 'does not know a card with the PIN "wrong"',
  'tells one account to everybody': 'says what blocks a reader',
  'leaves out a loan': 'tells every loan, with the day or the hour that it is due in the zone of the system',
  'finds nobody blocked': 'says what blocks a reader',
  'forgets when a loan is due': 'tells on which day a loan is due',
};
