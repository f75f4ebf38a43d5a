/**
 * What readers were told of copies at a time, and why: of a library, in each system that it is or was in, or of every system. For `mercia why`
 * and for the graph.
 */
import type { SystemId } from '#domain/ids.ts';
import { hiddenPairs, pairKey } from '#domain/move-phases.ts';
import type { Library, Region, SystemConfig } from '#domain/region.ts';
import { KEPT_HOURS, type AnswerHistory, type TimeSpan } from './answer-history.ts';
import { describeList, describeTold, toSpan, writeSpan, zoneOf, type Told } from './told-words.ts';

export interface ToldAt extends Told {
  /** Of whom, when, and by which clock. */
  readonly about: string;
  /** The time that was looked at, with its day, and by which clock. */
  readonly time: string;
}

interface AskedTime {
  /** As `toSpan` reads it. */
  readonly text: string;
  /** Under which it was given. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Where it is known from. */
export interface ToldSources extends Pick<AnswerHistory, 'answeringIn' | 'listReadBy'> {
  /** Whether it can be asked how its copies stand. */
  readonly canBeAsked: (system: SystemConfig) => boolean;
}

/** Throws BAD_USER_INPUT if the time cannot be read or is still to come. */
export async function tellOfLibrary(
  region: Pick<Region, 'libraries' | 'systems' | 'moved'>,
  library: Library,
  asked: AskedTime,
  sources: ToldSources,
): Promise<readonly ToldAt[]> {
  const hidden = new Set(hiddenPairs(region).map(pairKey));
  const told: ToldAt[] = [];
  for (const { system: id, phase } of library.memberships) {
    const system = region.systems.find((each) => each.id === id);
    if (system === undefined) continue;
    const zone = zoneOf(library, system);
    const span = spanOf(asked, zone);
    const time = sayTime(span, zone);
    if (hidden.has(pairKey({ library: library.id, system: id }))) {
      const about = `${library.name}, ${time}: its copies in ${system.name} (${id}) are not shown now (${phase}).`;
      told.push({ about, time, standing: 'NOT_SHOWN', sentences: [] });
      continue;
    }
    const moves = phase === 'LIVE' ? '' : `; the library moves, and its phase at this system is now ${phase}`;
    const about = `${library.name}, ${time}${moves}`;
    told.push({ about, time, ...(await tell(system, { span, zone, now: asked.now }, sources)) });
  }
  return told;
}

/** Throws as {@link tellOfLibrary} does. */
export async function tellOfSystem(system: SystemConfig, asked: AskedTime, sources: ToldSources): Promise<ToldAt> {
  const zone = system.timeZone;
  const span = spanOf(asked, zone);
  const time = sayTime(span, zone);
  return { about: `${system.name}, ${time}`, time, ...(await tell(system, { span, zone, now: asked.now }, sources)) };
}

const sayTime = (span: TimeSpan, zone: string): string => `${writeSpan(span, zone)} (${zone})`;

const spanOf = ({ text, name, now }: AskedTime, zone: string): TimeSpan => toSpan(text, zone, now, name);

async function tell(
  system: SystemConfig,
  { span, zone, now }: { readonly span: TimeSpan; readonly zone: string; readonly now: number },
  { answeringIn, listReadBy, canBeAsked }: ToldSources,
): Promise<Told> {
  const id: SystemId = system.id;
  if (!canBeAsked(system)) return describeList(system, await listReadBy(id, span.until), zone);
  const isKept = now - span.from.getTime() <= KEPT_HOURS * 3_600_000;
  return describeTold(system, await answeringIn(id, span), zone, isKept);
}
