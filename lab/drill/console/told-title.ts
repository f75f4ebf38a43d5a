/** What a title's page tells of each library, read back from its words. The words are those of `docs/console.md`. */
import type { FactState, ItemLimitation, ItemStatus, ItemUse } from '#domain/facts.ts';
import { DAY, readDay, readWhen, WHEN, type Minute } from './moments.ts';
import { allOf, tableOf, wordsOf, type Spoken } from './spoken.ts';

export interface ToldTitle {
  readonly heading: string;
  /** All sentences under the second heading, the sum among them. */
  readonly summary: string;
  readonly libraries: readonly ToldLibrary[];
}

export interface ToldLibrary {
  /** As its heading says it. */
  readonly name: string;
  readonly state: FactState | null;
  /** Copies that are told to be there: 0 for "none", null where that is open. */
  readonly available: number | null;
  /** Copies of which that is open; null where it is not said how many. */
  readonly more: number | null;
  /** The minute that it is told as of; null if none is told. */
  readonly asOf: Minute | null;
  /** Why it is less than live, and what is said besides; empty if nothing. */
  readonly why: string;
  readonly copies: readonly ToldCopy[];
  /** What was not understood, or should be there and is not. */
  readonly faults: readonly string[];
}

export interface ToldCopy {
  readonly state: FactState;
  /** Null where the words of the library say it. */
  readonly asOf: Minute | null;
  readonly status: ItemStatus;
  readonly limitations: readonly ItemLimitation[];
  readonly use: ItemUse;
  readonly due: string | null;
}

const STATUSES: ReadonlyMap<string, ItemStatus> = new Map([
  ['On the shelf', 'AVAILABLE'],
  ['On loan', 'ON_LOAN'],
  ['In use in the library', 'IN_USE_ON_SITE'],
  ['Kept for a reader', 'ON_HOLD_SHELF'],
  ['Between two sites', 'IN_TRANSIT'],
  ['Back, not yet on its shelf', 'RESHELVING'],
  ['On order', 'ON_ORDER'],
  ['Being made ready', 'IN_PROCESS'],
  ['At the bindery', 'AT_BINDERY'],
  ['Said to be returned; being looked for', 'CLAIMED_RETURNED'],
  ['Missing', 'MISSING'],
  ['Lost', 'LOST'],
  ['Withdrawn', 'WITHDRAWN'],
  ['Damaged', 'DAMAGED'],
  ['Not to be had at present', 'UNAVAILABLE'],
  ['Not known', 'UNKNOWN'],
]);
const USES: ReadonlyMap<string, ItemUse> = new Map([
  ['Can be borrowed', 'LOAN'],
  ['Short loan', 'SHORT_LOAN'],
  ['By the hour', 'HOURLY'],
  ['For use in the library', 'REFERENCE'],
  ['Ask the library', 'RESTRICTED'],
  ['Online', 'ONLINE'],
  ['Not known', 'UNKNOWN'],
]);
const LIMITS: readonly (readonly [words: string, limitation: ItemLimitation])[] = [
  ['may be kept for a reader', 'HOLD_SHELF_NOT_TOLD'],
  ['may be on its way to another site', 'TRANSIT_NOT_TOLD'],
];
const WHY =
  /(did not answer in time|is not answering|did not let us ask|gave an answer that we could not read|may not be asked more often just now|is moving|cannot be asked|too many copies|not checked now|could not be checked now)/;
/** What is said beside the state and is no reason for it. */
const NO_REASON = new RegExp(
  `Checked ${WHEN}\\.|(?:First|Was) due back (?:today|${DAY})(?:, when last checked)?\\.|Other readers wait for it\\.`,
  'g',
);
const HEAD = ['Copy', 'State', 'Use', 'Place'];

interface Headline {
  readonly state: FactState;
  readonly available?: number | null;
  readonly more?: number | null;
  readonly when?: string | undefined;
  readonly why?: string | undefined;
}
type Reader = (match: RegExpExecArray) => Headline;

const wholeOf = (text: string | undefined): number => Number((text ?? '0').replaceAll(',', ''));
const HEADLINES: readonly (readonly [RegExp, Reader])[] = [
  [
    /^([\d,]+) available now(?:; ([\d,]+) more may be)?$/,
    ([, available, more]) => ({ state: 'LIVE', available: wholeOf(available), more: wholeOf(more) }),
  ],
  [/^None available now(?:: its .+)?$/, () => ({ state: 'LIVE', available: 0, more: 0 })],
  [
    /^(?:No copy can be found any more|Its catalogue lists .+; its system shows none now)$/,
    () => ({ state: 'LIVE', available: 0, more: 0 }),
  ],
  [/^Perhaps on the shelf: the system cannot tell for sure$/, () => ({ state: 'LIVE' })],
  [
    new RegExp(`^([\\d,]+) cop(?:y|ies) on the shelf (${WHEN}); (.+)$`),
    ([, available, when, why]) => ({ state: 'LAST_KNOWN', available: wholeOf(available), when, why }),
  ],
  [new RegExp(`^Perhaps on the shelf (${WHEN}); (.+)$`), ([, when, why]) => ({ state: 'LAST_KNOWN', when, why })],
  [
    new RegExp(`^None available (${WHEN}), but one may be back; (.+)$`),
    ([, when, why]) => ({ state: 'LAST_KNOWN', available: 0, when, why }),
  ],
  [
    new RegExp(`^(?:None available: its .+ when last listed,|No copy could be found) (${WHEN}); (.+)$`),
    ([, when, why]) => ({ state: 'LAST_KNOWN', available: 0, when, why }),
  ],
  [/^We could not check\. It may be on the shelf\.$/, () => ({ state: 'UNKNOWN' })],
  [/^This system cannot tell us; ask the library\.$/, () => ({ state: 'NOT_SUPPORTED' })],
];

/** `now` in milliseconds since the epoch. */
export function readTitle(page: Spoken, now: number): ToldTitle {
  const main = allOf(page, 'main')[0] ?? page;
  const regions = allOf(main, 'region').filter((region) => headingOf(region) !== null);
  const within = new Set(regions.flatMap((region) => allOf(region, 'paragraph')));
  return {
    heading: allOf(main, 'heading')
      .filter(({ level }) => level === 1)
      .map(wordsOf)
      .join(' | '),
    summary: allOf(main, 'paragraph')
      .filter((paragraph) => !within.has(paragraph))
      .map(wordsOf)
      .join(' '),
    libraries: regions.map((region) => readLibrary(region, now)),
  };
}

function headingOf(region: Spoken): string | null {
  const heading = allOf(region, 'heading').find(({ level }) => level === 3);
  return heading === undefined ? null : wordsOf(heading);
}

function readLibrary(region: Spoken, now: number): ToldLibrary {
  const name = headingOf(region) ?? '';
  const sentences = allOf(region, 'paragraph').map(wordsOf);
  const faults: string[] = [];
  const told = sentences.flatMap((sentence) => {
    const [pattern, read] = HEADLINES.find(([one]) => one.test(sentence)) ?? [];
    const match = pattern?.exec(sentence);
    return read === undefined || match === undefined || match === null ? [] : [read(match)];
  });
  const [headline] = told;
  if (told.length !== 1) faults.push(`tells ${told.length} states: ${sentences.join(' | ')}`);
  if (region.name !== name) faults.push(`is called ${region.name} where its heading is ${name}`);
  const rest = sentences.filter((sentence) => !HEADLINES.some(([one]) => one.test(sentence))).join(' ');
  const when = headline?.when ?? new RegExp(`\\bChecked (${WHEN})\\.`).exec(rest)?.[1];
  const why = headline?.why ?? rest.replaceAll(NO_REASON, '').trim();
  return {
    name,
    state: headline?.state ?? null,
    available: headline?.available ?? null,
    more: headline?.more ?? null,
    asOf: when === undefined ? null : readWhen(when, now),
    why,
    copies: allOf(region, 'table').flatMap((table) => readCopies(table, name, now, faults)),
    faults: [...faults, ...judgeForm(headline?.state ?? null, when, why)],
  };
}

/** A state that is less than live says why; one that is told of a moment says of which. */
function judgeForm(state: FactState | null, when: string | undefined, rest: string): readonly string[] {
  const dated = state === 'LIVE' || state === 'LAST_KNOWN';
  return [
    ...(dated && when === undefined ? [`is ${state} as of no moment`] : []),
    ...(!dated && when !== undefined ? [`is ${String(state)}, and checked ${when}`] : []),
    ...((state === 'LAST_KNOWN' || state === 'UNKNOWN') && !WHY.test(rest)
      ? [`is ${state}, and does not say why`]
      : []),
  ];
}

function readCopies(table: Spoken, library: string, now: number, faults: string[]): readonly ToldCopy[] {
  const { name, head, rows } = tableOf(table);
  if (!/^Copies\b/.test(name) || !name.includes(library)) faults.push(`has a table that is called “${name}”`);
  if (head.join() !== HEAD.join()) faults.push(`has a table with the columns ${head.join()}`);
  return rows.flatMap(({ header, cells }) => {
    const copy = readCopy(cells, now);
    if (header === '') faults.push('has a copy without a name');
    if (copy === null) faults.push(`tells of a copy: ${cells.join(' | ')}`);
    return copy === null ? [] : [copy];
  });
}

const COPY = new RegExp(
  `^(?<status>.+?)(?:, (?:was )?due (?<due>${DAY}))?(?: \\((?<limits>may[^)]*)\\))?(?: (?<when>${WHEN}); (?<why>.+))?$`,
);

function readCopy([state = '', use = '']: readonly string[], now: number): ToldCopy | null {
  const of = USES.get(use) ?? 'UNKNOWN';
  if (use !== '' && !USES.has(use)) return null;
  if (/^We could not check\b/.test(state)) return unknown('UNKNOWN', of);
  if (/^This system cannot tell us\b/.test(state)) return unknown('NOT_SUPPORTED', of);
  const { status: word = '', due, limits = '', when, why = '' } = COPY.exec(state)?.groups ?? {};
  const status = STATUSES.get(word);
  if (status === undefined || (when !== undefined && !WHY.test(why))) return null;
  // What nobody can have has no rule that is told; every copy of the drill is lent out.
  const isGone = status === 'LOST' || status === 'WITHDRAWN' || status === 'MISSING';
  if (isGone && use !== '') return null;
  return {
    state: when === undefined ? 'LIVE' : 'LAST_KNOWN',
    asOf: when === undefined ? null : readWhen(when, now),
    status,
    limitations: LIMITS.filter(([words]) => limits.includes(words)).map(([, limitation]) => limitation),
    use: isGone ? 'LOAN' : of,
    due: due === undefined ? null : readDay(due),
  };
}

function unknown(state: 'UNKNOWN' | 'NOT_SUPPORTED', use: ItemUse): ToldCopy {
  return { state, asOf: null, status: 'UNKNOWN', limitations: [], use, due: null };
}
