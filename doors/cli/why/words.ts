/** What was told of systems at a time, or of a copy over time, and why, in sentences. Pure. */
import type { SystemConfig } from '#domain/region.ts';
import type { SettingPlaces } from '#region/setting-places.ts';
import { whyOf, writeMoment, type TimeSpan, type ToldAt, type ToldOfCopyModel } from '#subgraphs/circulation/index.ts';

interface ToldOfSystem {
  readonly name: string;
  readonly told: ToldAt;
}

const REST = [
  ['ANSWERED', 'Answered'],
  ['NEVER_ASKED', 'Can never be asked; copies are those of a list'],
  ['NOT_KEPT', 'Nothing is recorded of'],
] as const;

/** Of a time, whose day comes first: in full those of which copies were not shown as they said, then the names of the rest. */
export function describeAll(all: readonly ToldOfSystem[]): readonly string[] {
  const of = (standing: ToldAt['standing']) => all.filter(({ told }) => told.standing === standing);
  const say = (words: string, some: readonly ToldOfSystem[]): readonly string[] =>
    some.length === 0 ? [] : [`${words}: ${some.map(({ name }) => name).join(', ')}.`];
  const [silent, late, notAsked] = [of('SILENT'), of('STOPPED_WAITING'), of('NOT_ASKED')];
  return [
    `Looked at: ${[...new Set(all.map(({ told }) => told.time))].join('; ')}.`,
    ...(silent.length === 0 ? ['No system is recorded that did not answer then.'] : say('Did not answer', silent)),
    ...say('In that hour answers stopped waiting for', late),
    ...[...silent, ...late].flatMap(({ told }) => [told.about, ...told.sentences]),
    ...say('Not asked then, as far as is recorded, so that readers were told nothing of their copies', notAsked),
    ...notAsked.flatMap(({ told }) => told.sentences.slice(0, 1).map((sentence) => `  ${sentence}`)),
    ...REST.flatMap(([standing, words]) => say(words, of(standing))),
  ];
}

interface CopyWords {
  readonly zone: string;
  /** Null for all that is kept. */
  readonly at: TimeSpan | null;
  /** Where the region file of today has the entry by which a system's word was taken; null if it has none. */
  readonly placeOf: SettingPlaces;
}

/** What was told of a copy, span by span; of a time, what was told in it. */
export function describeCopy(
  told: readonly ToldOfCopyModel[],
  systems: readonly Pick<SystemConfig, 'id' | 'name'>[],
  { zone, at, placeOf }: CopyWords,
): readonly string[] {
  const spans = at === null ? told : told.filter((each) => wasSo(each, at));
  if (spans.length > 0) return spans.map((span) => `  ${describeSpan(span, systems, { zone, placeOf })}`);
  const by = at === null ? '' : ' by then';
  return [`  Nothing that its system said${by} is kept: what was told of it is not known.`];
}

/** Silence and what was known then are both true at once. What began nobody knows when was so since it is known to have been said. */
function wasSo({ from, until, asOf }: ToldOfCopyModel, at: TimeSpan): boolean {
  const known = from ?? asOf;
  return known !== null && known < at.until && (until === null || at.from < until);
}

const SAID_BY = { LIVE: 'said live', HARVEST: 'said by harvest', LAST_KNOWN: 'shown as last known' } as const;

function describeSpan(
  told: ToldOfCopyModel,
  systems: readonly Pick<SystemConfig, 'id' | 'name'>[],
  { zone, placeOf }: Omit<CopyWords, 'at'>,
): string {
  const { from, until, source, asOf, status, statusAtSource, rule } = told;
  const system = systems.find(({ id }) => id === told.system) ?? { id: told.system, name: told.system };
  const write = (moment: Date): string => writeMoment(moment, zone);
  const begin = from === null ? 'Since when is not kept' : `From ${write(from)}`;
  const end = until === null ? '' : `${from === null ? ',' : ''} until ${write(until)}`;
  const place = rule === null ? null : placeOf(told.system, rule);
  const decided = `${rule ?? 'not kept'}${place === null ? '' : `, ${place}`}`;
  const words = `system: ${statusAtSource === null ? 'no word of its own' : `"${statusAtSource}"`}; rule: ${decided}`;
  const unknown =
    asOf === null
      ? 'as last known, or as not checked: which of the two is not kept'
      : 'unknown, because what was known was too old to be shown';
  const what = status === null ? unknown : `${status} (${words})`;
  const by = source === null || status === null ? '' : `, ${SAID_BY[source]}`;
  const age =
    asOf === null
      ? ''
      : source === 'LAST_KNOWN' && status !== null
        ? `, as of ${write(asOf)}`
        : `, last said ${write(asOf)}`;
  const why =
    source === 'LAST_KNOWN' ? `. ${system.name} did not answer when it was asked. ${whyOf(told, system, write)}` : '.';
  return `${begin}${end}: ${what}${by}${age}${why}`;
}
