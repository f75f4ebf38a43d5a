/**
 * What a library's copies are in words. A fact that is less than live always says so, with its age; nothing that is not known is
 * called "not available".
 */
import type {
  CopyCountsFragment,
  HoldingBasis,
  ItemStatus,
  ItemUse,
  PlacedCopyFragment,
  ReasonCode,
  UsedCopyFragment,
} from '../__generated__/operations.ts';
import { STATUS_WORDS } from './copies.ts';
import { capitalised, listChoices } from './lists.ts';
import { isPast, plural, sayDay, sayDayFrom, sayWhen } from './moments.ts';

/** How sure the words are, which a tag shows beside them in words of its own. `WAS_OUT`: none was in when it was last known. */
export type Certainty = 'AVAILABLE' | 'PERHAPS' | 'WAS_OUT' | 'NONE' | 'NOT_CHECKED' | 'ONLINE' | 'SHUT';

/** The class of the bar beside the words. */
export const MARKS: Readonly<Record<Certainty, string>> = {
  AVAILABLE: 'app-state--available',
  PERHAPS: 'app-state--perhaps',
  WAS_OUT: 'app-state--perhaps',
  NOT_CHECKED: 'app-state--not-checked',
  ONLINE: 'app-state--online',
  SHUT: 'app-state--none',
  NONE: 'app-state--none',
};

export interface AvailabilityWords {
  readonly certainty: Certainty;
  readonly headline: string;
  /** When it was checked; if nothing is known, why. Empty if the headline says both. */
  readonly checked: string;
  /** When the first copy is due back; null if that says nothing. */
  readonly due: string | null;
  /** Where none can be borrowed: whether a copy is on the shelf for use in the library. Null if one may be; undefined if none is. */
  readonly readHere?: boolean | null;
  /** Copies that can be fetched now, if some that are in cannot. */
  readonly available?: number;
  /** Whether more may be in than is told; undefined if the counts say so. */
  readonly maybeMore?: boolean;
}

/** Nobody could say how the copies stand. */
export const NOT_CHECKED: AvailabilityWords = {
  certainty: 'NOT_CHECKED',
  headline: 'We could not check. It may be on the shelf.',
  checked: '',
  due: null,
};

const WHY: Readonly<Record<ReasonCode, (system: string) => string>> = {
  TIMEOUT: (system) => `${system} did not answer in time`,
  UNREACHABLE: (system) => `${system} is not answering`,
  REFUSED: (system) => `${system} did not let us ask`,
  BAD_ANSWER: (system) => `${system} gave an answer that we could not read`,
  RATE_LIMITED: (system) => `${system} may not be asked more often just now`,
  CIRCUIT_OPEN: (system) => `${system} is not answering`,
  FROZEN: () => 'the library is moving to another system',
  NOT_SUPPORTED: (system) => `${system} cannot be asked how its copies stand now`,
  TOO_MANY_ITEMS: () => 'there are too many copies to check at once',
};

/** Why something is less than live, as the end of a sentence. */
export function sayWhy(code: ReasonCode, system = 'the library’s system'): string {
  return WHY[code](system);
}

/** Where a holding, or a part of its copies, is closed for long: what its system says is told, and that nobody gets it now. */
export interface Shut {
  /** Until when and why: `closed until further notice`. */
  readonly words: string;
  /** So many of the copies that are in stand there, and not all of them; null if nothing can be fetched. */
  readonly copies: number | null;
}

export function describeAvailability(
  asked: Counted,
  online: boolean,
  now: number,
  shutting: Shut | null = null,
): AvailabilityWords {
  const words = describeOpen(asked, online, now);
  if (shutting !== null && shutting.copies !== null) return describePart(asked, words, shutting.words, shutting.copies);
  const shut = shutting?.words ?? null;
  const isToTell = words.readHere === true || !['NONE', 'WAS_OUT', 'ONLINE'].includes(words.certainty);
  if (shut === null) return words;
  // What comes back to a closed place is not to be had on that day.
  if (!isToTell) return { ...words, due: null };
  const count = asked.availableCount ?? 0;
  const sure = words.certainty === 'AVAILABLE' ? `${count.toLocaleString('en-GB')} on the shelf, but` : null;
  const headline = `${sure ?? `${words.headline.replace(/\.$/, '')};`} the library is ${shut}`;
  return { ...words, certainty: 'SHUT', headline, readHere: false };
}

/** Of copies that are not told it is not known where they stand: only those that are told elsewhere are counted. */
function describePart(asked: Counted, words: AvailabilityWords, closed: string, copies: number): AvailabilityWords {
  const count = asked.availableCount ?? 0;
  if (words.certainty !== 'AVAILABLE' || count <= copies) return words;
  const isLeast = areMore(asked.items);
  const told = isLeast ? (asked.items?.nodes ?? []).filter(isCounted).length : count;
  const available = told - copies;
  const where = `on the shelf${isLeast ? ', some of them' : ''} where it is ${closed}`;
  if (available <= 0) return { ...words, certainty: 'PERHAPS', headline: `${count.toLocaleString('en-GB')} ${where}` };
  const [sure, rest] = [available, count - available].map((number) => number.toLocaleString('en-GB'));
  const headline = `${isLeast ? 'At least ' : ''}${sure} available now; ${rest} more ${where}`;
  return { ...words, headline, available, maybeMore: isLeast };
}

/** Whether the count of available copies counts it. */
export function isCounted({ status, use, limitations }: Copy): boolean {
  return status === 'AVAILABLE' && use !== 'REFERENCE' && use !== 'RESTRICTED' && (limitations ?? []).length === 0;
}

function describeOpen({ state, asOf, reason, ...counts }: Counted, online: boolean, now: number): AvailabilityWords {
  if (online) return { certainty: 'ONLINE', headline: 'Read online', checked: '', due: null };
  const why = reason === null ? '' : sayWhy(reason.code);
  switch (state) {
    case 'LIVE': {
      const words = describeNow(counts);
      // What its system does not show, or is not told here, may be in: of copies that only some readers may borrow there is no count.
      const maybeMore = words.certainty === 'NONE' && (reason !== null || areMore(counts.items));
      return { ...words, checked: checkedNow(asOf, reason?.message, now), due: sayDue(counts, now), maybeMore };
    }
    case 'LAST_KNOWN':
      return {
        ...describeThen(
          counts,
          asOf === null ? 'when it was last checked' : sayWhen(asOf, now),
          reason === null ? 'it could not be checked now' : sayWhy(reason.code, 'the system'),
        ),
        checked: '',
        due: sayDueThen(counts, now),
      };
    case 'NOT_SUPPORTED':
      return { ...NOT_CHECKED, headline: 'This system cannot tell us; ask the library.' };
    case 'UNKNOWN':
      return { ...NOT_CHECKED, checked: sentence(why) };
  }
}

type Copy = Pick<UsedCopyFragment, 'state' | 'status' | 'use' | 'limitations'> & Partial<PlacedCopyFragment>;

/** With the copies, where they were asked for. */
export type Counted = CopyCountsFragment & {
  readonly items?: {
    readonly nodes: readonly Copy[];
    readonly pageInfo?: { readonly hasNextPage: boolean };
  } | null;
  /** Copies that its catalogue lists, as of the last harvest; null if it lists none one by one. */
  readonly listed?: number | null;
  /** How the holding is known: one that is not known by its copies may well be there without any. */
  readonly basis?: HoldingBasis;
  /** Runs that its library states, whatever copies of them it lists. */
  readonly statements?: readonly unknown[];
};
type Counts = Omit<Counted, 'state' | 'asOf' | 'reason'>;
type Tense = 'NOW' | 'THEN';
type Headline = Pick<AvailabilityWords, 'certainty' | 'headline' | 'readHere'>;

/** What is said of a holding whose copies nobody tells one by one; null where its copies are all that is known of it. */
const WITHOUT_COPIES: Readonly<Record<HoldingBasis, Headline | null>> = {
  ITEMS: null,
  STATEMENT: { certainty: 'PERHAPS', headline: 'Held by the library; ask for the volume' },
  SUBSCRIPTION: { certainty: 'PERHAPS', headline: 'Held by the library; ask for the volume' },
  RECORD_ONLY: { certainty: 'PERHAPS', headline: 'In the library’s catalogue; ask the library' },
  ORDER: { certainty: 'NONE', headline: 'On order' },
  LINK: { certainty: 'ONLINE', headline: 'Read online' },
};

/** What is said of a holding of which no copy can be found; null if its copies are all that is known of it, or if its record is gone. */
function tellWithoutCopies({ itemCount, recordGone, basis = 'ITEMS', statements = [] }: Held): Headline | null {
  if (itemCount !== 0 || recordGone === true) return null;
  return WITHOUT_COPIES[basis === 'ITEMS' && statements.length > 0 ? 'STATEMENT' : basis];
}

type Held = Pick<Counted, 'itemCount' | 'recordGone' | 'basis' | 'statements'>;

/** Whether it is held although no copy of it can be found: it can be asked for. */
export function isHeldWithoutCopies(held: Held): boolean {
  return tellWithoutCopies(held) !== null;
}

function describeNow(counts: Counts): Headline {
  const { itemCount, availableCount, unknownCount, items, listed = null } = counts;
  const perhaps = unknownCount ?? 0;
  if (availableCount !== null && availableCount > 0) {
    const more = perhaps > 0 ? `; ${perhaps.toLocaleString('en-GB')} more may be` : '';
    return { certainty: 'AVAILABLE', headline: `${availableCount.toLocaleString('en-GB')} available now${more}` };
  }
  if (availableCount === null) {
    return { certainty: 'PERHAPS', headline: 'Perhaps on the shelf: the system cannot tell for sure' };
  }
  // Before its copies: those that are lost say nothing of the rest of a run.
  const whole = tellWithoutCopies(counts);
  if (whole !== null) return whole;
  const away = sayAway(items, AWAY, 'NOW');
  if (away !== null) return { certainty: 'NONE', headline: `None available now: ${away}` };
  if (itemCount === 0 && listed !== null && listed > 0) {
    const headline = `Its catalogue lists ${plural(listed, 'copy', 'copies')}; its system shows none now`;
    return { certainty: 'NONE', headline };
  }
  if (itemCount === 0 && counts.recordGone === true) {
    return { certainty: 'NONE', headline: 'No longer in the library’s public catalogue' };
  }
  if (itemCount === 0) return { certainty: 'NONE', headline: 'No copy can be found any more' };
  const [perhapsLent, toRead] = [inPlace(counts, 'RESTRICTED', 'NOW'), inPlace(counts, 'REFERENCE', 'NOW')];
  if (perhapsLent.count > 0) {
    return { certainty: 'PERHAPS', headline: `${capitalised(perhapsLent.words)}; ${askWhether(perhapsLent)}` };
  }
  // Of what could be lent all is known to be out; what may be in place is not lent.
  const here = toRead.count > 0 ? `; ${toRead.words}, for use in the library` : '';
  // Of copies that are not told one may be there that is not lent: no count has it.
  if (here === '' && perhaps === 0 && !areMore(items)) return { certainty: 'NONE', headline: 'None available now' };
  const readHere = toRead.isSure ? true : null;
  return { certainty: 'NONE', headline: `None available now to borrow${here}`, readHere };
}

interface InPlace {
  readonly count: number;
  readonly isSure: boolean;
  readonly isLeast: boolean;
  readonly words: string;
}

/** What is on the shelf and not lent is in no count of available copies: the copies say so, or the services that there are. */
function inPlace({ items, itemCount, services }: Counts, use: ItemUse, tense: Tense): InPlace {
  const all = (items?.nodes ?? []).filter((item) => item.status === 'AVAILABLE' && item.use === use);
  // By its state: a reason stands on each copy of a system that never shows all.
  const sure = all.filter(
    ({ state, limitations }) => (tense === 'THEN' || state === 'LIVE') && (limitations ?? []).length === 0,
  ).length;
  // Where no copy that is lent may be in, what can be used in the library is one that is not lent.
  const isServed =
    use === 'REFERENCE' &&
    (services ?? []).some(({ service, available }) => service === 'REFERENCE_USE' && available === true);
  const isSure = sure > 0 || isServed;
  const count = isSure ? Math.max(sure, 1) : all.length;
  const isLeast = count !== itemCount && (areMore(items) || (isServed && sure === 0));
  const words = `${isSure ? '' : 'perhaps '}${isLeast ? 'at least ' : ''}${count.toLocaleString('en-GB')} on the shelf`;
  return { count, isSure, isLeast, words };
}

/** Whether there are copies that are not among these. */
export function areMore(items: Counted['items']): boolean {
  return items?.pageInfo?.hasNextPage === true;
}

function askWhether({ count, isLeast }: InPlace): string {
  return `ask the library whether ${count === 1 && !isLeast ? 'it' : 'one'} can be borrowed`;
}

/** Copies that nobody can be sure to see again. */
const GONE: ReadonlySet<ItemStatus> = new Set(['MISSING', 'LOST', 'WITHDRAWN']);
const AWAY: ReadonlySet<ItemStatus> = new Set([...GONE, 'AT_BINDERY']);

export function isGone({ status }: Pick<UsedCopyFragment, 'status'>): boolean {
  return status !== null && GONE.has(status);
}

/** Whether all copies are told, and each is missing, lost or withdrawn: a request may never be met. */
export function areGone(items: Counted['items']): boolean {
  return statesIn(items, GONE) !== null;
}

/** `its only copy is missing`, `its 2 copies are lost or missing`; null unless all stand so. */
function sayAway(items: Counted['items'], kinds: ReadonlySet<ItemStatus>, tense: Tense): string | null {
  const states = statesIn(items, kinds);
  if (states === null) return null;
  const words = listChoices([...new Set(states.map((state) => STATUS_WORDS[state].toLowerCase()))].toSorted());
  return states.length === 1
    ? `its only copy ${tense === 'NOW' ? 'is' : 'was'} ${words}`
    : `its ${states.length.toLocaleString('en-GB')} copies ${tense === 'NOW' ? 'are' : 'were'} ${words}`;
}

/** Of all copies; null unless all are told, and stand in one of these ways. */
function statesIn(items: Counted['items'], kinds: ReadonlySet<ItemStatus>): readonly ItemStatus[] | null {
  const { nodes = [] } = items ?? {};
  const states = nodes.flatMap(({ status }) => (status !== null && kinds.has(status) ? [status] : []));
  return nodes.length === 0 || states.length < nodes.length || areMore(items) ? null : states;
}

/** What was so then, and why it was not checked now: one is never said without the other. */
function describeThen(counts: Counts, when: string, why: string): Headline {
  const { itemCount, availableCount, unknownCount, items } = counts;
  if (availableCount !== null && availableCount > 0) {
    return {
      certainty: 'PERHAPS',
      headline: `${plural(availableCount, 'copy', 'copies')} on the shelf ${when}; ${why}`,
    };
  }
  if (availableCount === null) return { certainty: 'PERHAPS', headline: `Perhaps on the shelf ${when}; ${why}` };
  const whole = tellWithoutCopies(counts);
  // What was on order may have come since.
  if (whole?.certainty === 'NONE') return { certainty: 'WAS_OUT', headline: `${whole.headline} ${when}; ${why}` };
  if (whole !== null) return { ...whole, headline: `${whole.headline}; ${why}` };
  const gone = sayAway(items, GONE, 'THEN');
  if (gone !== null) {
    return { certainty: 'WAS_OUT', headline: `None available: ${gone} when last listed, ${when}; ${why}` };
  }
  if (itemCount === 0) return { certainty: 'WAS_OUT', headline: `No copy could be found ${when}; ${why}` };
  const [perhapsLent, toRead] = [inPlace(counts, 'RESTRICTED', 'THEN'), inPlace(counts, 'REFERENCE', 'THEN')];
  if (perhapsLent.count > 0) {
    const headline = `${capitalised(perhapsLent.words)} ${when}; ${askWhether(perhapsLent)}; ${why}`;
    return { certainty: 'PERHAPS', headline };
  }
  const toBorrow = toRead.count > 0 || (unknownCount ?? 0) > 0 || areMore(items) ? ' to borrow' : '';
  const back = toRead.count === itemCount ? '' : ', but one may be back';
  const here = toRead.count > 0 ? `; ${toRead.words} then, for use in the library` : '';
  return { certainty: 'WAS_OUT', headline: `None available${toBorrow} ${when}${back}${here}; ${why}` };
}

/** What the system does not tell although it answers is said in the graph's own words, which are made for people. */
function checkedNow(asOf: string | null, notTold: string | undefined, now: number): string {
  const when = asOf === null ? '' : sentence(`checked ${sayWhen(asOf, now)}`);
  return [when, notTold ?? ''].filter((part) => part !== '').join(' ');
}

function sayDue({ earliestDue, availableCount }: Counts, now: number): string | null {
  if (earliestDue === null || (availableCount !== null && availableCount > 0)) return null;
  const { on } = earliestDue;
  return isPast(on, now) ? `Was due back ${sayDay(on)}` : `First due back ${sayDayFrom(on, now)}`;
}

function sayDueThen({ earliestDue, availableCount }: Counts, now: number): string | null {
  if (earliestDue === null || (availableCount !== null && availableCount > 0)) return null;
  return `Was due back ${sayDayFrom(earliestDue.on, now)}, when last checked`;
}

/** A holding, and whether it is closed for long, as {@link describeAvailability} is told it. */
interface Due {
  readonly asked: Pick<CopyCountsFragment, 'state' | 'earliestDue'> | null;
  readonly shut: Shut | null;
}

/** The first day, not past, on which a copy is due back where one can be fetched, as its system says now; null if none is known. */
export function firstDue(all: readonly Due[], now: number): string | null {
  const days = all
    .flatMap(({ asked, shut }) => (asked?.state === 'LIVE' && shut === null ? (asked.earliestDue?.on ?? []) : []))
    .filter((day) => !isPast(day, now));
  return days.toSorted()[0] ?? null;
}

function sentence(text: string): string {
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** What one library’s copies are, together: it may have catalogued a title more than once. */
export interface LibraryAvailability {
  readonly certainty: Certainty;
  /** Copies that are certainly available now. */
  readonly available: number;
  /** Whether it may have more than those. */
  readonly maybeMore: boolean;
  /** As {@link AvailabilityWords.readHere}; false if none is. */
  readonly readHere: boolean | null;
}

const BEST_FIRST: readonly Certainty[] = ['AVAILABLE', 'PERHAPS', 'NOT_CHECKED', 'ONLINE', 'WAS_OUT', 'SHUT', 'NONE'];

/** Of what may be in now, although nobody can say so. */
const OPEN: readonly Certainty[] = ['PERHAPS', 'NOT_CHECKED', 'WAS_OUT'];

/** `all`: its holdings. */
export function sumUpLibrary(
  all: readonly { readonly words: AvailabilityWords; readonly asked: CopyCountsFragment | null }[],
): LibraryAvailability {
  const found = new Set(all.map(({ words }) => words.certainty));
  const sure = all.filter(({ words }) => words.certainty === 'AVAILABLE');
  return {
    certainty: BEST_FIRST.find((certainty) => found.has(certainty)) ?? 'NONE',
    available: sure.reduce((sum, { asked, words }) => sum + (words.available ?? asked?.availableCount ?? 0), 0),
    maybeMore:
      OPEN.some((certainty) => found.has(certainty)) ||
      all.some(({ words }) => words.maybeMore === true) ||
      sure.some(({ asked }) => (asked?.unknownCount ?? 0) > 0),
    readHere: anyOf(all.map(({ words: { readHere = false } }) => readHere)),
  };
}

function anyOf(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

function sayAvailable(count: number, isLeast: boolean): string {
  return isLeast
    ? `At least ${plural(count, 'copy', 'copies')} available now`
    : `${count.toLocaleString('en-GB')} available now`;
}

/** `At least 3 copies available now; 2 libraries could not be checked.` */
export function sumUp(libraries: readonly LibraryAvailability[]): string {
  if (libraries.length === 0) return 'No library holds it now.';
  const available = libraries.reduce((sum, library) => sum + library.available, 0);
  const count = (certainty: Certainty): number => libraries.filter((library) => library.certainty === certainty).length;
  const [perhaps, silent, online, shut] = [count('PERHAPS'), count('NOT_CHECKED'), count('ONLINE'), count('SHUT')];
  const wasOut = count('WAS_OUT');
  const unsure = libraries.some(({ maybeMore }) => maybeMore);
  const parts = [
    available > 0 ? sayAvailable(available, unsure) : '',
    available === 0 && online < libraries.length
      ? unsure
        ? 'None is certainly available now'
        : `None available now${libraries.some(({ readHere }) => readHere !== false) ? ' to borrow' : ''}`
      : '',
    perhaps > 0 ? `${plural(perhaps, 'library', 'libraries')} may have one on the shelf` : '',
    wasOut > 0 ? `${plural(wasOut, 'library', 'libraries')} had none when last checked` : '',
    silent > 0 ? `${plural(silent, 'library', 'libraries')} could not be checked` : '',
    online > 0 ? 'it can be read online' : '',
  ];
  const closed =
    shut === 0 ? '' : ` ${plural(shut, 'library', 'libraries')} may have one, but ${shut === 1 ? 'is' : 'are'} closed.`;
  return `${sentence(parts.filter((part) => part !== '').join('; '))}${closed}`;
}
