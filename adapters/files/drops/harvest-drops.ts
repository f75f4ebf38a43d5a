/**
 * Harvest of drops: the newest full drop that is whole, then each drop of changes behind it, in order and without a gap. What
 * was taken in last is remembered in the cursor, so that nothing older is ever applied over it.
 */
import { z } from 'zod';
import { steadyNow } from '#platform/steady-clock.ts';
import { isMerciaError, MerciaError } from '#platform/errors.ts';
import type { Logger } from '#platform/logger.ts';
import type { HarvestFrom, HarvestPage, HarvestSource } from '#contract/adapter.ts';
import { harvestPage, readState, writeState } from '../../shared/harvest-page.ts';
import { lmsError } from '../../shared/lms-error.ts';
import { expectationOf, pagesOfDelivery } from '../pages.ts';
import type { FilesSite } from '../site.ts';
import type { JudgeArrival } from './arrival.ts';
import { describeLateness, describeMoment } from './lateness.ts';
import { gapFault, openDrop, type OpenDrop } from './open-drop.ts';
import type { DropPlace, PlaceOptions, PlaceVisit } from './place.ts';
import { isBehind, listDrops, type Drop } from './list-drops.ts';
import { toPublic } from '../harvest.ts';

const cursorShape = z.object({
  v: z.literal(2),
  series: z.string(),
  kind: z.enum(['full', 'changes']),
  order: z.string(),
  day: z.string().nullable(),
  number: z.number().nullable(),
  called: z.string(),
  /** Of a full drop; null behind changes, so that the same full drop counts again. */
  digest: z.string().nullable(),
  /** When what is told of copies was written, milliseconds since the epoch. */
  listedAt: z.number().nullable(),
});
type KnownDrop = z.output<typeof cursorShape>;
type Stand = Omit<KnownDrop, 'v' | 'series'>;

/** `done`: entries of the drop which are behind. */
const stateShape = z.object({ v: z.literal(2), series: z.string(), digest: z.string(), done: z.int().min(0) });

export interface DropHarvestOptions extends Omit<PlaceOptions, 'secret'> {
  readonly place: DropPlace;
  readonly arrivals: JudgeArrival;
  readonly logger: Logger;
}

/** How long a drop that was refused is not read again while its files stay as they are: it may be large. */
const REST_MS = 900_000;
const MOST_REFUSED = 100;

/** What was wrong with a drop that was read, and until when it is not read again. */
type RefusedDrops = Map<string, { readonly error: MerciaError; readonly until: number }>;

export function createDropHarvest(options: DropHarvestOptions): HarvestSource['pages'] {
  const refused: RefusedDrops = new Map();
  return (from, signal) => pagesOfDrops(options, refused, from, signal);
}

interface Run {
  readonly options: DropHarvestOptions;
  readonly visit: PlaceVisit;
  readonly series: string;
  readonly known: KnownDrop | null;
  readonly refused: RefusedDrops;
  /** What has to be released in the end. */
  readonly opened: OpenDrop[];
  /** What keeps something that lies there from being taken in. */
  readonly faults: MerciaError[];
  readonly signal: AbortSignal;
}

async function* pagesOfDrops(
  options: DropHarvestOptions,
  refused: RefusedDrops,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { site, logger } = options;
  const series = seriesOf(site);
  const cursor = readState(cursorShape, from.run.kind === 'changes' ? from.run.cursor : (from.known ?? null));
  const known = cursor?.series === series ? cursor : null;
  const isFull = from.run.kind === 'full' || known === null;
  const visit = await options.place.visit(signal);
  const run: Run = { options, visit, series, known, refused, faults: [], opened: [], signal };
  try {
    const drops = await listDrops(site.system.id, site.settings, visit, isFull ? null : known.day);
    options.arrivals.note(drops);
    const found = await openBase(run, drops, isFull);
    const behind = found?.drop ?? known;
    if (behind === null || (isFull && found === null)) throw nothingToRead(run);
    const changes = changesBehind(run, drops, behind);
    const ahead = isFull && found !== null ? await reachKnown(run, changes, found.drop) : [];
    const next = async (): Promise<OpenDrop | null> => ahead.shift() ?? (await changes.next()).value ?? null;
    // The same bytes once more say nothing, but for a harvest that is to read everything again.
    const isOld = found !== null && isRepeated(run, found);
    const base = found !== null && isOld ? withDateOf(known, found) : found;
    const stand = isOld && !isFull && base !== null ? standOf(base) : known;
    yield* applyAll(run, { base: isOld && !isFull ? null : base, next, stand, resumeAt: from.resumeAt });
    for (const fault of run.faults) logger.warn({ system: site.system.id }, fault.message);
  } finally {
    await Promise.all(run.opened.map(({ delivery }) => delivery.release()));
    await visit.close();
  }
}

/** What was there before in the same bytes: its lists are of that day still. */
function withDateOf(known: KnownDrop | null, found: OpenDrop): OpenDrop {
  const listedAt = known?.listedAt ?? found.listedAt;
  const asOf = listedAt === null ? found.delivery.asOf : new Date(listedAt).toISOString();
  return { ...found, listedAt, delivery: { ...found.delivery, asOf } };
}

/** Names in another order, or a word of somebody's: what was taken in before says nothing of what comes now. */
export function seriesOf({ settings: { drop, records, items } }: FilesSite): string {
  return JSON.stringify([drop?.series, ...[...records, ...items].map(({ source, changes }) => [source, changes])]);
}

/** The newest full drop that is whole and not older than what is known; null where there is none. */
async function openBase(run: Run, drops: readonly Drop[], isFull: boolean): Promise<OpenDrop | null> {
  const { known } = run;
  const wanted = drops.filter((drop) => drop.kind === 'full' && (isFull || known === null || isBehind(drop, known)));
  for (const drop of wanted.toReversed()) {
    const opened = await tryToOpen(run, drop);
    if (opened !== null) return opened;
  }
  return null;
}

/** Null where a drop is not all there, or must not be taken in; then {@link Run.faults} says so. */
async function tryToOpen(run: Run, drop: Drop): Promise<OpenDrop | null> {
  const { options, visit, refused, signal } = run;
  const { site, now, arrivals } = options;
  const before = refused.get(nameOf(drop));
  if (before !== undefined && before.until > steadyNow()) {
    run.faults.push(before.error);
    return null;
  }
  let readAt: number | null = null;
  try {
    const arrival = await arrivals(drop, visit, signal);
    if (arrival.isComplete) {
      readAt = now();
      const found = await openDrop({ site, visit, now: readAt, signal }, drop, arrival.manifest);
      run.opened.push(found);
      return found;
    }
    const waited = now() - arrival.since;
    if (waited < options.drop.incompleteAfterMinutes * 60_000) return null;
    const what = `${drop.called} is not all there: ${arrival.why}, and nothing has come since ${describeMoment(site, arrival.since)}`;
    throw lmsError(
      site.system.id,
      'LMS_BAD_RESPONSE',
      `drop: ${what}; nothing of it was taken in; send what is missing`,
    );
  } catch (error) {
    signal.throwIfAborted();
    if (!isMerciaError(error, 'LMS_BAD_RESPONSE')) throw error;
    const fault = called(drop, error);
    run.faults.push(fault);
    if (readAt === null) return null;
    if (refused.size >= MOST_REFUSED) refused.clear();
    refused.set(nameOf(drop), { error: fault, until: steadyNow() + REST_MS });
    return null;
  }
}

/** The fault with the drop that has it. */
function called({ called: name }: Drop, error: MerciaError): MerciaError {
  const { message } = error;
  if (message.includes(name)) return error;
  const system = error.system ?? '';
  return lmsError(system, error.code, `${name} was refused: ${message.replace(`[${system}] `, '')}`);
}

/** The drops of changes behind another, in order; it ends at the first that is missing, not whole, or refused. */
async function* changesBehind(
  run: Run,
  drops: readonly Drop[],
  behind: Pick<Drop, 'order' | 'day' | 'number'>,
): AsyncGenerator<OpenDrop, undefined> {
  let { number } = behind;
  for (const drop of drops.filter(({ kind }) => kind === 'changes')) {
    if (!isBehind(drop, behind)) continue;
    if (isGap(number, drop)) {
      run.faults.push(gapFault(run.options.site.system.id, (number ?? 0) + 1, drop));
      return;
    }
    const opened = await tryToOpen(run, drop);
    if (opened === null) return;
    ({ number } = drop);
    yield opened;
  }
}

function isGap(number: number | null, next: Drop): boolean {
  return number !== null && next.number !== null && next.number !== number + 1;
}

interface Steps {
  readonly base: OpenDrop | null;
  /** The next drop of changes; null behind the last that can be taken in. */
  readonly next: () => Promise<OpenDrop | null>;
  /** What is known if nothing is taken in. */
  readonly stand: Stand | null;
  readonly resumeAt: string | null;
}

/** The base and the changes behind it as one run; a last page is held back until it is known whether more follows. */
async function* applyAll(run: Run, { base, next, stand, resumeAt }: Steps): AsyncGenerator<HarvestPage> {
  const { options, series, signal } = run;
  const resumed = readState(stateShape, resumeAt);
  const ids = base === null ? null : new Set(base.inspection.ids);
  const expected = base === null ? undefined : expectationOf(options.site, base.inspection);
  let isNamed = true;
  const firstStep = base ?? (await next());
  let step = firstStep;
  if (step === null) {
    yield nothingOrFault(run, stand);
    return;
  }
  for (;;) {
    const { delivery, inspection, deletions, digest, drop } = step;
    const held: HarvestPage = yield* pagesOfDelivery(
      {
        site: options.site,
        delivery,
        inspection,
        // What stands before it is written once more, so it is read whole where something does.
        skip: step === firstStep && resumed?.digest === digest && resumed.series === series ? resumed.done : 0,
        resumeAt: (done) => writeState({ v: 2, series, digest, done }),
        isWhole: drop.kind === 'full',
        expected,
        deletions,
      },
      signal,
    );
    for (const id of deletions) if (!inspection.countingAt.has(id)) ids?.delete(id);
    for (const id of inspection.gone) ids?.delete(id);
    for (const id of inspection.ids) ids?.add(id);
    isNamed &&= inspection.nameless === 0;
    const following = await next();
    if (following === null) {
      // A record whose number nobody can read is not gone: nothing is taken for deleted while there is one.
      yield { ...held, nextCursor: writeCursor(series, standOf(step)), allLocalIds: isNamed ? ids : null };
      return;
    }
    yield held;
    step = following;
  }
}

/** There is nothing to take in: then what is wrong is told, and what is late. */
function nothingOrFault({ options, series, known, faults }: Run, stand: Stand | null): HarvestPage {
  const { site, drop, now } = options;
  // One that was just found to say nothing new is noted first, so that it is not read again.
  const late = stand === null || stand !== known ? null : describeLateness(site, drop, stand, now());
  const lateFault = late === null ? [] : [toPublic(site, lmsError(site.system.id, 'LMS_UNAVAILABLE', `drop: ${late}`))];
  const all = [...faults, ...lateFault];
  if (all.length > 0 || stand === null) throw together(site.system.id, all);
  const cursor = writeCursor(series, stand);
  return harvestPage({
    resumeAt: writeState({ v: 2, series, digest: stand.digest ?? '', done: 0 }),
    nextCursor: cursor,
  });
}

function nothingToRead(run: Run): MerciaError {
  const { faults, options } = run;
  const { site, place } = options;
  if (faults.length > 0) return together(site.system.id, faults);
  const what = `no full drop is all there in ${place.called}${place.reach === undefined ? '' : ` (${place.reach})`}`;
  const todo = 'leave the newest full drop there, with every drop of changes behind it';
  return toPublic(site, lmsError(site.system.id, 'LMS_UNAVAILABLE', `drop: ${what}; ${todo}`));
}

/**
 * Opens the changes up to what is known: a harvest of everything ends there, or behind it, because an older state is never put
 * over a newer one.
 */
async function reachKnown(run: Run, changes: AsyncGenerator<OpenDrop, undefined>, base: Drop): Promise<OpenDrop[]> {
  const { known } = run;
  const ahead: OpenDrop[] = [];
  if (known === null || base.order === known.order || isBehind(base, known)) return ahead;
  while ((ahead.at(-1)?.drop.order ?? '') < known.order) {
    const { value } = await changes.next();
    if (value === undefined) throw cannotReach(run, known, base);
    ahead.push(value);
  }
  return ahead;
}

function cannotReach(run: Run, known: KnownDrop, base: Drop): MerciaError {
  const { site } = run.options;
  const what = `${known.called} was taken in, and what lies there now ends before it (${base.called} and what follows it)`;
  const todo =
    'an older state is not put over a newer one; send a new full drop, or change settings.drop.series to begin again';
  return together(site.system.id, [
    ...run.faults,
    lmsError(site.system.id, 'LMS_BAD_RESPONSE', `drop: ${what}; ${todo}`),
  ]);
}

/** The same bytes again under a newer name, where that says nothing new. */
function isRepeated({ options, known }: Run, { drop, digest }: OpenDrop): boolean {
  return known?.digest === digest && isBehind(drop, known) && options.drop.repeats === 'old';
}

function together(system: string, faults: readonly MerciaError[]): MerciaError {
  const [first, ...others] = faults;
  if (first === undefined) throw new Error('no fault to tell');
  if (others.length === 0) return first;
  const texts = faults.map(({ message }) => message.replace(`[${system}] `, ''));
  return new MerciaError(first.code, `[${system}] ${texts.join('; ')}`, { system });
}

function standOf({ drop, digest, listedAt }: OpenDrop): Stand {
  const { kind, order, day, number, called: name } = drop;
  return { kind, order, day, number, called: name, digest: kind === 'full' ? digest : null, listedAt };
}

function writeCursor(series: string, stand: Stand): string {
  return writeState({ v: 2, series, ...stand });
}

/** Another one as soon as a file of it was sent again. */
function nameOf({ kind, order, files, marker, manifest }: Drop): string {
  const listed = [...files, marker, manifest].map((file) => [file?.name, file?.listed?.version]);
  return JSON.stringify([kind, order, listed]);
}
