/**
 * Readers who are there to be counted before a move: how registrations stand at two libraries that agreed to it, and cards
 * that both have given out. Everybody is invented.
 */
import type { DemoKohaId } from './libraries.ts';
import { READER_SURNAMES } from './readers.ts';

export interface DemoRegistration {
  readonly card: string;
  readonly branch: string;
  readonly surname: string;
  readonly forenames: string;
  /** `YYYY-MM-DD`; null where the desk did not ask. */
  readonly birthDate: string | null;
  readonly email: string | null;
  readonly category: string;
  /** Days from today to the last day of the registration; null where it never ends. */
  readonly endsInDays: number | null;
  readonly owes: number;
}

/** How two registrations with one card stand to each other. */
export type DemoClash = 'SAME_PERSON' | 'DIFFERENT_PERSON' | 'NOT_JUDGEABLE';
/** Cards that both libraries gave out, by what is true of their readers. */
export const DEMO_CLASHES: Readonly<Record<DemoClash, number>> = {
  SAME_PERSON: 7,
  DIFFERENT_PERSON: 6,
  NOT_JUDGEABLE: 5,
};
/** Readers who have a card of each library, two numbers. */
export const DEMO_TWO_CARDS = 6;

/** What each system calls its categories: member of staff, student, consultant. */
export const DEMO_CATEGORIES: Readonly<Record<DemoKohaId, readonly [string, string, string]>> = {
  'koha-a': ['PT', 'ST', 'CONS'],
  'koha-b': ['STAFF', 'STUD', 'CONSUL'],
  'koha-c': ['PT', 'ST', 'CONS'],
};

/** The branch that all of these are registered at. */
const BRANCH = 'MAIN';
const CROWD = 60;
/** Good for some time, never ending, ended some time ago, ended long ago. */
const ENDS: readonly (number | null)[] = [300, null, -400, -1500];
const SYSTEMS: readonly DemoKohaId[] = ['koha-a', 'koha-b'];

/** The registrations at a system, named ones and those of {@link READER_SURNAMES} with loans apart. */
export function registrationsOf(system: DemoKohaId): readonly DemoRegistration[] {
  const place = SYSTEMS.indexOf(system);
  return place === -1 ? [] : [...crowdOf(system, place), ...clashesOf(system, place), ...twoCardsOf(system, place)];
}

/** A number as the system prints it on its cards: `21001100017`. */
export function ordinaryCard(system: DemoKohaId, serial: number): string {
  const prefix = { 'koha-a': '21001', 'koha-b': '22002', 'koha-c': '23003' }[system];
  return `${prefix}${100_000 + serial}`;
}

/** Every category with every end, five times; every fifth has no address, every sixth owes something. */
function crowdOf(system: DemoKohaId, place: number): readonly DemoRegistration[] {
  return Array.from({ length: CROWD }, (_, index) => ({
    ...personOf(1000 + place * 1000 + index),
    ...(index % 5 === 0 && { email: null }),
    card: ordinaryCard(system, 5000 + index),
    branch: BRANCH,
    category: DEMO_CATEGORIES[system][index % 3] ?? '',
    endsInDays: ENDS[Math.floor(index / 3) % ENDS.length] ?? null,
    owes: index % 6 === 1 ? 1.5 : 0,
  }));
}

/** One system writes the cards of the trusts in capitals and with a blank, the other does not. */
function clashesOf(system: DemoKohaId, place: number): readonly DemoRegistration[] {
  const cardOf = (serial: number): string => (place === 0 ? `NHS 00${serial}` : `nhs00${serial}`);
  return (Object.entries(DEMO_CLASHES) as [DemoClash, number][]).flatMap(([clash, count], kind) =>
    Array.from({ length: count }, (_, index) => {
      const serial = 100 * (kind + 1) + index;
      const person = personOf(clash === 'DIFFERENT_PERSON' ? 4000 + place * 1000 + serial : 3000 + serial);
      const unknown = clash === 'NOT_JUDGEABLE' && place === 1 && { birthDate: null, email: null };
      return { ...standing(system), ...person, ...unknown, card: cardOf(serial) };
    }),
  );
}

function twoCardsOf(system: DemoKohaId, place: number): readonly DemoRegistration[] {
  return Array.from({ length: DEMO_TWO_CARDS }, (_, index) => ({
    ...standing(system),
    ...personOf(6000 + index),
    // The second desk was not told the address.
    ...(place === 1 && { email: null }),
    card: ordinaryCard(system, 6000 + index),
  }));
}

function standing(system: DemoKohaId): Pick<DemoRegistration, 'branch' | 'category' | 'endsInDays' | 'owes'> {
  return { branch: BRANCH, category: DEMO_CATEGORIES[system][0], endsInDays: 300, owes: 0 };
}

function personOf(serial: number): Pick<DemoRegistration, 'surname' | 'forenames' | 'birthDate' | 'email'> {
  return {
    surname: READER_SURNAMES[serial % READER_SURNAMES.length] ?? '',
    forenames: `Reader${serial}`,
    birthDate: `${1950 + (serial % 50)}-0${1 + (serial % 9)}-1${serial % 10}`,
    email: `reader.${serial}@example.org`,
  };
}
