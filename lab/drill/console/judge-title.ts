/** Judges a title's page as it is read out: every state and age is told, and what is told of the copies was so. */
import type { FactState } from '#domain/facts.ts';
import type { SystemId } from '#domain/ids.ts';
import { asksListedCopies } from '#simulators/simulated-kind.ts';
import { READ_BEFORE_MS } from '../judge/circumstances.ts';
import { judgeCopy, type Window } from '../judge/copies.ts';
import { CALL_TIMEOUT_MS } from '../limits.ts';
import type { ItemAnswer } from '../question.ts';
import type { DrilledSystem } from '../systems.ts';
import type { CopyTruth } from '../world/truth.ts';
import type { ToldCopy, ToldLibrary, ToldTitle } from './told-title.ts';

/** What is known of one system when a page was asked for. */
export interface Moment {
  readonly system: DrilledSystem;
  readonly title: number;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly answeredAt: number;
  /** No fault for so long that nothing of the last one is left. */
  readonly settled: boolean;
  /** Whether any call reached the system since the page was asked for. */
  readonly wasAsked: boolean;
  /** The newest minute as of which a page showed it live, milliseconds since the epoch; 0 if none did. */
  readonly shownAsOf: number;
}

/** What is wrong with one library's part of the page; empty if nothing is. */
export function judgeLibrary(told: ToldLibrary, moment: Moment): readonly string[] {
  const window = windowOf(told, moment);
  const breaches = [
    ...told.faults,
    ...judgeState(told, moment),
    ...(window === null ? judgeSilence(told) : judgeCopies(told, window, moment)),
  ];
  return breaches.map((breach) => `${told.name}: ${breach}`);
}

/** When what is told may have been read at the system; null if nothing is told of any moment. */
function windowOf({ state, asOf }: Pick<ToldLibrary, 'state' | 'asOf'>, moment: Moment): Window | null {
  if (state === 'LIVE') return { from: earliest(moment), to: moment.answeredAt };
  if (state !== 'LAST_KNOWN' || asOf === null) return null;
  return { from: asOf.from - READ_BEFORE_MS, to: asOf.to + CALL_TIMEOUT_MS };
}

/** A call that was still under way may have been joined. */
function earliest({ askedAt, system: { freshForMs } }: Moment): number {
  return askedAt - freshForMs - READ_BEFORE_MS;
}

function judgeState({ state, asOf, why }: ToldLibrary, moment: Moment): readonly string[] {
  const { settled, system, title, wasAsked, answeredAt, shownAsOf } = moment;
  const breaches: string[] = [];
  const hasList = !asksListedCopies(system.login) || firstCopies(system, title) > 0;
  if (settled && hasList && state !== 'LIVE' && !/did not answer in time|could not be checked now/.test(why)) {
    breaches.push(`is ${String(state)} (${why}), and its system is well`);
  }
  if (state === 'LIVE' && asOf !== null && (asOf.to <= earliest(moment) || asOf.from > answeredAt)) {
    breaches.push(`is LIVE as of ${new Date(asOf.from).toISOString()}, and was asked for later`);
  }
  if (state === 'LIVE' && !wasAsked && system.freshForMs === 0) breaches.push('is LIVE, and nobody asked its system');
  if (state === 'LAST_KNOWN' && asOf !== null) {
    if (asOf.from > answeredAt) breaches.push('was last known in the future');
    if (asOf.to <= shownAsOf) breaches.push('is older than what was shown before');
  }
  return breaches;
}

/** If nothing is known nothing is said of any copy. */
function judgeSilence({ state, available, copies }: ToldLibrary): readonly string[] {
  const known = copies.filter((copy) => copy.state === 'LIVE' || copy.state === 'LAST_KNOWN');
  return [
    ...(available === null ? [] : [`is ${String(state)}, and counts ${available} copies`]),
    ...(known.length === 0 ? [] : [`is ${String(state)}, and tells of ${known.length} copies how they stand`]),
  ];
}

function judgeCopies(told: ToldLibrary, window: Window, moment: Moment): readonly string[] {
  const { system, title, settled } = moment;
  const copies = [...(system.truth.titles.get(title)?.copies ?? [])];
  const listed = asksListedCopies(system.login);
  const truths = copies
    .filter(([barcode]) => !listed || system.truth.isFirst(barcode))
    .map(([, copy]) => ({ copy, truths: copy.between(window.from, window.to) }));
  const fits = (shown: ToldCopy, index: number): boolean => {
    const own = windowOf({ state: shown.state, asOf: shown.asOf ?? told.asOf }, moment) ?? window;
    const so = truths[index]?.copy.between(own.from, own.to) ?? [];
    const isThere = listed || so.some((truth) => truth !== null);
    return isThere && judgeCopy(toAnswer(shown, told, system), so, system.login, settled) === null;
  };
  const must = truths.map((one) => listed || one.truths.every((truth) => truth !== null));
  const shown = told.copies.map(describe).join('; ');
  const isSo = canAssign(told.copies, truths.length, fits, must);
  const was = truths.map(({ truths: each }) => each.map((truth) => truth?.status ?? 'gone').join('/')).join('; ');
  return [
    ...(isSo ? [] : [`shows [${shown}], where its copies were [${was}]`]),
    ...judgeCounts(told),
    ...judgeNone(told, truths, system),
  ];
}

/** The sentence says no more and no less than the copies below it. */
function judgeCounts({ state, available, more, copies }: ToldLibrary): readonly string[] {
  const sure = copies.filter((copy) => copy.state === state && isSure(copy));
  const inPlace = sure.filter(({ status }) => status === 'AVAILABLE');
  const count = inPlace.filter(({ use }) => use !== 'UNKNOWN').length;
  const open = copies.length - sure.length;
  const isOpen = count === 0 && (open > 0 || inPlace.length > 0);
  const wanted = isOpen ? null : count;
  return [
    ...(available === wanted ? [] : [`counts ${String(available)} copies where ${String(wanted)} are below`]),
    ...(state === 'LIVE' && more !== null && more !== open
      ? [`says that ${more} more may be there where ${open} are below`]
      : []),
  ];
}

function isSure({ status, limitations }: ToldCopy): boolean {
  return status !== 'UNKNOWN' && (status !== 'AVAILABLE' || limitations.length === 0);
}

/** The worst: nothing is there, it says, and a copy was in its place all the time. */
function judgeNone(
  { state, available }: ToldLibrary,
  truths: readonly { readonly truths: readonly CopyTruth[] }[],
  { login }: DrilledSystem,
): readonly string[] {
  const always = truths.filter(
    (one) => one.truths.length > 0 && one.truths.every((truth) => truth?.status === 'AVAILABLE'),
  );
  return state === 'LIVE' && available === 0 && always.length > 0 && login.tellsLess === undefined
    ? [`says that none is available, and ${always.length} were in their place all the time`]
    : [];
}

/** As the judge of the graph's answers takes a copy: the page has no barcodes. */
function toAnswer(shown: ToldCopy, told: ToldLibrary, system: DrilledSystem): ItemAnswer {
  const at = shown.asOf ?? told.asOf;
  const isWhole = shown.state === 'LIVE' && told.why === '';
  return {
    id: `of ${system.id}`,
    barcode: null,
    state: shown.state,
    asOf: at === null ? null : new Date(at.from).toISOString(),
    status: shown.status,
    limitations: shown.limitations,
    use: shown.use,
    due: shown.due === null ? null : { on: shown.due },
    reason: isWhole ? null : { code: 'BAD_ANSWER', message: told.why, system: system.id as SystemId },
  };
}

function describe({ state, status, due }: ToldCopy): string {
  return [state, status, due].filter((part) => part !== null).join(' ');
}

export function firstCopies({ truth }: DrilledSystem, title: number): number {
  return [...(truth.titles.get(title)?.copies.keys() ?? [])].filter((barcode) => truth.isFirst(barcode)).length;
}

/** Whether the sum above the libraries is that of what is told of each, and no library is missing. */
export function judgeWhole(
  { summary, libraries, heading }: ToldTitle,
  names: readonly string[],
  title: string,
): readonly string[] {
  const told = libraries.map(({ name }) => name);
  const missing = names.filter((name) => told.filter((one) => one === name).length !== 1);
  const of = (...states: readonly FactState[]): readonly ToldLibrary[] =>
    libraries.filter(({ state }) => state !== null && states.includes(state));
  const live = of('LIVE');
  const available = live.reduce((sum, library) => sum + (library.available ?? 0), 0);
  const known = of('LAST_KNOWN');
  const wasOut = known.filter((library) => library.available === 0).length;
  const perhaps = live.filter((library) => library.available === null).length + known.length - wasOut;
  const silent = of('UNKNOWN', 'NOT_SUPPORTED').length;
  const unsure = perhaps + wasOut + silent > 0;
  const number = (count: number): string => `${count} librar${count === 1 ? 'y' : 'ies'}`;
  const wanted = [
    available > 0
      ? unsure
        ? `At least ${available} cop${available === 1 ? 'y' : 'ies'} available now`
        : `${available} available now`
      : unsure
        ? 'None is certainly available now'
        : 'None available now',
    perhaps > 0 ? `${number(perhaps)} may have one on the shelf` : '',
    wasOut > 0 ? `${number(wasOut)} had none when last checked` : '',
    silent > 0 ? `${number(silent)} could not be checked` : '',
  ].filter((part) => part !== '');
  return [
    ...(heading === title ? [] : [`the page is headed “${heading}”`]),
    ...missing.map((name) => `${name} is told ${told.filter((one) => one === name).length} times`),
    ...(summary.includes(`${wanted.join('; ')}.`)
      ? []
      : [`the sum is “${summary}” where it is “${wanted.join('; ')}.”`]),
  ];
}

/**
 * Whether each of the shown can be one of the true, each true one at most once, and every one that must be shown is. There are never
 * many: each way is tried.
 */
function canAssign<T>(
  shown: readonly T[],
  trueCount: number,
  fits: (shown: T, index: number) => boolean,
  must: readonly boolean[],
): boolean {
  const taken = new Set<number>();
  const place = (next: number): boolean => {
    const one = shown[next];
    if (one === undefined) return must.every((needed, index) => !needed || taken.has(index));
    for (let index = 0; index < trueCount; index += 1) {
      if (taken.has(index) || !fits(one, index)) continue;
      taken.add(index);
      if (place(next + 1)) return true;
      taken.delete(index);
    }
    return false;
  };
  return place(0);
}
