/**
 * What a simulated system must be able to bring about, so that the suite sees whether its adapter tells it. Whoever writes a new kind
 * answers every one: with what brings it about or, where systems of that kind have no such thing or cannot say it, with the reason,
 * which docs/capabilities.md shows.
 */
import { Finding, NotTried } from './check.ts';
import type { ToldCopies } from './told-copies.ts';

/** Why a system of this kind has no such thing, or does not tell it. */
export interface Cannot {
  readonly cannot: string;
}

/** The reason in one sentence, which goes on from "not tried:". */
export const cannot = (why: string): Cannot => ({ cannot: why });

/** Stands in a new system for what nobody has written yet: the check that needs it fails, and says what to write. */
export function notYet(name: keyof typeof TO_WRITE): () => never {
  const what = `the suite cannot see whether the adapter tells ${TO_WRITE[name]}`;
  const where = `write in the test of this kind, in place of notYet('${name}'), what brings it about in the world of its simulator`;
  const orCannot = name in SITUATIONS ? ", or cannot('why systems of this kind have no such thing')" : '';
  return () => {
    throw new Finding(`${what}: ${where}${orCannot}`);
  };
}

/** What brings it about, or why nothing does. */
export type Situation<Act> = Act | Cannot;

/** A record as a cataloguer types it in, at one library. */
export interface RecordToAdd {
  readonly title: string;
  /** A note in a field that harvest brings along as it is (500$a). */
  readonly note?: string | undefined;
  /** One for each copy; null for a copy without a barcode. */
  readonly barcodes: readonly (string | null)[];
}

/** Records are named by the system's own ids, copies by the local ids that the adapter gives them. */
export interface Situations {
  /** Lends every copy of a record until a moment. Gives how exactly the system says, with a live answer, when they are due. */
  readonly lendUntil: Situation<(localId: string, at: Date) => 'hour' | 'day'>;
  /** Takes every copy of a record back to its place. */
  readonly takeBack: Situation<(localId: string) => void>;
  /** Gives every copy of a record a state whose code the region file does not map. */
  readonly giveUnmappedState: Situation<(localId: string) => void>;
  /** Writes down every copy of a record as lost. */
  readonly lose: Situation<(localId: string) => void>;
  /** From now on every copy of a record is read in the library only. */
  readonly makeReference: Situation<(localId: string) => void>;
  /** Three readers queue for a record. */
  readonly placeThreeHolds: Situation<(localId: string) => void>;
  /** Hides one more copy of a record from the public: another one each time. Gives its id. */
  readonly hideCopy: Situation<(localId: string) => string>;
  readonly hideRecord: Situation<(localId: string) => void>;
  /** True if a live answer itself shows that a title was hidden after it was harvested. */
  readonly hidesTitleAtOnce: Situation<true>;
  /** The same of a copy. */
  readonly hidesCopyAtOnce: Situation<true>;
  /** Adds to a record a copy of an owner that the region file gives to no library. Gives its id. */
  readonly addForeignCopy: Situation<(localId: string) => string>;
  /** Binds another title into a copy of a record, so that the copy belongs to both. Gives the id of that title. */
  readonly bindInto: Situation<(localId: string) => string>;
  /** Deletes one copy of a record, and nothing else of it. Gives its id. */
  readonly deleteCopy: Situation<(localId: string) => string>;
  readonly deleteRecord: Situation<(localId: string) => void>;
  readonly editTitle: Situation<(localId: string, title: string) => void>;
  /** Gives its id. */
  readonly addRecord: Situation<(record: RecordToAdd) => string>;
  /** True if a record may have more than 99,999 bytes. */
  readonly largeRecords: Situation<true>;
  /** True if two copies may have the same barcode. */
  readonly sharesBarcodes: Situation<true>;
  /** True if a copy may have no barcode. */
  readonly lacksBarcodes: Situation<true>;
  /** Makes the description of one record unreadable for harvest, and only that. */
  readonly spoilDescription: Situation<(localId: string) => void>;
  /** Takes away the number of one record, so that harvest cannot say which one it is. */
  readonly spoilNumber: Situation<(localId: string) => void>;
  /** Ends every token or session that was given so far, without a word to whoever has one. */
  readonly expireLogin: Situation<() => Promise<void>>;
  /** Adds a copy for each state that there is, and says what must be told of each, field by field. */
  readonly everyField: Situation<() => ToldCopies>;
  /** Sends every copy of a record away for a hold, and cancels that hold, which does not stop them. */
  readonly cancelsOnTheWay: Situation<OnTheWay>;
  /** Lets time pass, for the system and for its adapter. */
  readonly passTime: Situation<(ms: number) => void>;
  /** What is asked beside the copies themselves, each of which can fail alone or be forbidden; those that are remembered come last. */
  readonly failsInPart: Situation<readonly PartFault[]>;
}

/** Both of every copy of a record. */
interface OnTheWay {
  readonly send: (localId: string) => void;
  readonly cancel: (localId: string) => void;
}

/** One question beside that for the copies that has no answer. */
export interface PartFault {
  /** Goes on from "where": `holds cannot be read`. */
  readonly where: string;
  /** Begins and ends it. */
  readonly set: (isBroken: boolean) => Promise<void>;
}

export type SituationName = keyof Situations;

/** In words, as the table of docs/capabilities.md has them. */
export const SITUATIONS: Readonly<Record<SituationName, string>> = {
  lendUntil: 'when a loan is due, at midnight and when the clocks change',
  takeBack: 'a copy that was brought back',
  giveUnmappedState: 'a state that nobody has mapped',
  lose: 'a lost copy',
  makeReference: 'a copy that is read in the library only',
  placeThreeHolds: 'how many wait for a title',
  hideCopy: 'a hidden copy',
  hideRecord: 'a hidden title',
  hidesTitleAtOnce: 'a title that was hidden after the harvest',
  hidesCopyAtOnce: 'a copy that was hidden after the harvest',
  addForeignCopy: 'a copy of a library that is not in the region file',
  bindInto: 'titles that are bound together',
  deleteCopy: 'a copy that was deleted alone',
  deleteRecord: 'a title that was deleted',
  editTitle: 'edits while a run goes on, and in its last second',
  addRecord: 'letters of every script, titles with 2,050 copies',
  largeRecords: 'a record of more than 99,999 bytes',
  sharesBarcodes: 'two copies with one barcode',
  lacksBarcodes: 'a copy without a barcode',
  spoilDescription: 'a record that cannot be read',
  spoilNumber: 'a record without its number',
  expireLogin: 'a log-in that ends',
  everyField: 'every field of a copy, in every state',
  cancelsOnTheWay: 'a copy that travels for a hold that is cancelled',
  passTime: 'time that passes, in the middle of a run too',
  failsInPart: 'one question that fails beside others that are answered',
};

/** The same, with what stands in `ConformanceSystem` itself. */
const TO_WRITE = {
  ...SITUATIONS,
  spoilRecord: 'a title whose live answer cannot be read',
  sendAway: 'copies that travel to another site',
  keepForReader: 'copies on the hold shelf',
} as const;

/** What brings it about; says why it is not tried where the kind has no such thing. */
export function situationOf<Name extends SituationName>(
  { system }: { readonly system: { readonly situations: Situations } },
  name: Name,
): Exclude<Situations[Name], Cannot> {
  return orNotTried(system.situations[name]);
}

/** The same of one situation. */
export function orNotTried<Act>(situation: Act): Exclude<Act, Cannot> {
  if (isCannot(situation)) throw new NotTried(situation.cannot);
  // What is no reason is the other half of the union.
  return situation as Exclude<Act, Cannot>;
}

/** The reason why it is not tried; null where it is. */
export function whyNotTried(situation: unknown): string | null {
  return isCannot(situation) ? situation.cannot : null;
}

function isCannot(situation: unknown): situation is Cannot {
  return typeof situation === 'object' && situation !== null && 'cannot' in situation;
}
