/** What `mercia doctor` says of the place where drops arrive: what lies there, what is not all there, what is late. */
import { isMerciaError } from '#platform/errors.ts';
import type { ProbeStep } from '#contract/adapter.ts';
import { lmsError } from '../../shared/lms-error.ts';
import type { ListFiles } from '../../shared/reader-lists/list-files.ts';
import type { FoundParts } from '../probe.ts';
import type { Arrival, JudgeArrival } from './arrival.ts';
import { describeLateness, listDate } from './lateness.ts';
import { refuseOtherBytes } from './manifest.ts';
import { partsOf } from './open-drop.ts';
import type { DropPlace, PlaceOptions, PlaceVisit } from './place.ts';
import { listDrops, type Drop } from './list-drops.ts';

export interface NewestDropOptions extends PlaceOptions {
  readonly place: DropPlace;
  readonly arrivals: JudgeArrival;
}

/** So many are looked at; older ones say nothing of today. */
const LOOKED_AT = 5;

/** The files of the newest full drop that is all there. Throws LMS_UNAVAILABLE where there is none. */
export async function findNewestDrop(options: NewestDropOptions, signal: AbortSignal): Promise<FoundParts & ListFiles> {
  const { site, place, now } = options;
  const visit = await place.visit(signal);
  const began = now();
  try {
    const drops = await listDrops(site.system.id, site.settings, visit, null);
    const full = drops.filter(({ kind }) => kind === 'full').toReversed();
    const unready: string[] = [];
    for (const drop of full.slice(0, LOOKED_AT)) {
      const found = await judge(options, drop, visit, signal);
      if (typeof found === 'string') {
        unready.push(found);
        continue;
      }
      const steps = [stepOf(options, { drop, arrival: found, drops, unready }, now() - began)];
      const { lists, ...parts } = partsOf(site, visit, drop, found.manifest);
      return {
        ...parts,
        lists,
        parts: lists,
        madeAt: listDate(site.system.timeZone, drop, found.manifest, now()),
        confirm: (files) => {
          if (found.manifest !== null) refuseOtherBytes(site.system.id, found.manifest, files);
        },
        steps,
        close: () => visit.close(),
      };
    }
    const why = unready.length === 0 ? '' : `: ${unready.join('; ')}`;
    const reach = place.reach === undefined ? '' : ` (${place.reach})`;
    const what = `no full drop is all there in ${place.called}${reach}${why}`;
    throw lmsError(
      site.system.id,
      'LMS_UNAVAILABLE',
      `drop: ${what}; see whether the export runs, and how its files are called`,
    );
  } catch (error) {
    await visit.close();
    throw error;
  }
}

type Complete = Extract<Arrival, { readonly isComplete: true }>;

/** What keeps it from being read, in words. */
async function judge(
  { arrivals }: NewestDropOptions,
  drop: Drop,
  visit: PlaceVisit,
  signal: AbortSignal,
): Promise<Complete | string> {
  try {
    const arrival = await arrivals(drop, visit, signal);
    return arrival.isComplete ? arrival : `${drop.called} is not all there (${arrival.why})`;
  } catch (error) {
    if (!isMerciaError(error)) throw error;
    return error.message;
  }
}

interface Found {
  readonly drop: Drop;
  readonly arrival: Complete;
  readonly drops: readonly Drop[];
  readonly unready: readonly string[];
}

function stepOf(
  { site, drop: settings, now }: NewestDropOptions,
  { drop, arrival, drops, unready }: Found,
  elapsedMs: number,
): ProbeStep {
  const behind = drops.filter(({ kind, order }) => kind === 'changes' && order > drop.order);
  const newest = behind.at(-1) ?? drop;
  const listedAt = listDate(site.system.timeZone, newest, newest === drop ? arrival.manifest : null, now());
  const late = describeLateness(site, settings, { called: newest.called, listedAt }, now());
  const changes = behind.length === 0 ? '' : `, and ${behind.length} of changes behind it`;
  const totals =
    arrival.manifest === null && settings.complete.manifest === undefined
      ? 'nothing says how many records it has, so that a file cut exactly between two records looks whole; write a manifest'
      : null;
  const remarks = [late, ...unready, totals].filter((remark) => remark !== null);
  return {
    what: 'drop',
    ok: late === null && unready.length === 0,
    elapsedMs,
    detail: [`the newest is ${drop.called}${changes}`, ...remarks].join('; '),
  };
}
