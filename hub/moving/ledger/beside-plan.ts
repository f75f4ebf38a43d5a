/**
 * What a plan gives to the target beside what the target has, counted field by field. What was written for it is not believed alone: it is
 * checked against what the plan's own rules for merging and for local fields make of the source, so that nothing is lost in the writing.
 */
import { isControlField, type MarcField, type MarcRecord } from '#marc/index.ts';
import type { SystemId } from '#domain/ids.ts';
import { mergeRecords, type SourceRecord } from '../plans/merge-fields.ts';
import type { PlanSettings } from '../plans/plan-settings.ts';
import { ownTagsOf } from '../target/pointers.ts';
import { placesOf } from '../target/statements.ts';
import { bare, isLinkTag, plain, withoutNumbers, withoutOwner, words } from './field-texts.ts';

/** What states runs, and their place: written anew for a target. */
export const RUN_TAG = /^(?:85[2-5]|86[3-8])$/;

/** One record of a plan, of all its members. */
export interface PlannedRecord {
  /** As it was written for the target. */
  readonly given: MarcRecord;
  /** What the plan's rules make of the members, but for runs, numbers, and what each system keeps for itself. */
  readonly decided: MarcRecord;
  /** Places of runs (852) of the members, but for whose they are (`$5`), that were not written although one of their runs was. */
  readonly lostPlaces: ReadonlySet<string>;
}

/** Of the members, the base first. */
export function toPlanned(
  given: MarcRecord,
  members: readonly [SourceRecord, ...SourceRecord[]],
  kindOf: ReadonlyMap<SystemId, string>,
  settings: PlanSettings,
): PlannedRecord {
  return { given, decided: decide(members, kindOf, settings), lostPlaces: findLostPlaces(given, members, kindOf) };
}

/** A run that goes takes its place with it: all that its 852 says but for the branch and the number of its link. */
function findLostPlaces(
  given: MarcRecord,
  members: readonly SourceRecord[],
  kindOf: ReadonlyMap<SystemId, string>,
): ReadonlySet<string> {
  const left = new Map<string, number>();
  const note = (text: string, more: number): void => void left.set(text, (left.get(text) ?? 0) + more);
  for (const field of given.fields) if (RUN_TAG.test(field.tag)) note(withoutLink(field), 1);
  const isLeft = (field: MarcField): boolean => (left.get(withoutLink(field)) ?? 0) > 0;
  const take = (fields: readonly MarcField[]): void => {
    for (const field of fields) note(withoutLink(field), -1);
  };
  const places = members.flatMap(({ marc, system }) => {
    const byPlace = Map.groupBy(placesOf(marc.fields, kindOf.get(system) ?? ''), ([, place]) => place);
    return [...byPlace].flatMap(([place, runs]) =>
      place === undefined ? [] : [{ place, runs: runs.map(([run]) => run) }],
    );
  });
  // Two may state the same run, and one of them stay behind: those that were written with their place come first.
  const others: (typeof places)[number][] = [];
  for (const one of places) {
    if (isLeft(one.place) && one.runs.some(isLeft)) take([one.place, ...one.runs]);
    else others.push(one);
  }
  const lost = new Set<string>();
  for (const { place, runs } of others) {
    if (!runs.some(isLeft)) continue;
    take(runs);
    lost.add(withoutOwner(place));
  }
  return lost;
}

const PLACE = '852';

function withoutLink(field: MarcField): string {
  if (isControlField(field)) return plain(field);
  const isOwn = field.tag === PLACE ? /^[8b]$/ : /^8$/;
  return `${field.tag} ${plain({ ...field, subfields: field.subfields.filter(({ code }) => !isOwn.test(code)) })}`;
}

/** What the plan's rules make of these, the base first: {@link PlannedRecord.decided}. */
function decide(
  members: readonly [SourceRecord, ...SourceRecord[]],
  kindOf: ReadonlyMap<SystemId, string>,
  settings: PlanSettings,
): MarcRecord {
  const [base, ...others] = members;
  const prepare = (member: SourceRecord): SourceRecord => {
    const own = ownTagsOf(kindOf.get(member.system) ?? '');
    const fields = member.marc.fields.flatMap((field): readonly MarcField[] => {
      if (own.has(field.tag) || RUN_TAG.test(field.tag)) return [];
      if (isControlField(field)) return [field];
      const rest = withoutNumbers(field);
      return rest.subfields.length === 0 && field.subfields.length > 0 ? [] : [rest];
    });
    return { ...member, marc: { leader: member.marc.leader, fields } };
  };
  return mergeRecords([prepare(base), ...others.map(prepare)], settings);
}

/** What of a tag is otherwise than it should be: each text counted as often as it stands. */
export interface BesidePlan {
  /** Without pointers: what was given and is not there. */
  readonly lacking: ReadonlySet<string>;
  /** Without pointers: what is there and was not given. */
  readonly surplus: ReadonlySet<string>;
  /** Words that were given or should have been, and are not there. */
  readonly gone: ReadonlySet<string>;
  /** Words that are there more often than they were given, with how often. */
  readonly over: ReadonlyMap<string, number>;
  /** Words that the plan's rules ask for. */
  readonly decided: ReadonlySet<string>;
}

export function besidePlan(tag: string, { given, decided }: PlannedRecord, target: MarcRecord): BesidePlan {
  const [wanted, there] = [count(tag, given, bare), count(tag, target, bare)];
  const asked = count(tag, decided, words);
  // But for links, all words are what is left without pointers.
  const [wantedWords, thereWords] = isLinkTag(tag)
    ? [count(tag, given, words), count(tag, target, words)]
    : [wanted, there];
  return {
    lacking: new Set(moreOf(wanted, there).keys()),
    surplus: new Set(moreOf(there, wanted).keys()),
    gone: new Set([...moreOf(wantedWords, thereWords).keys(), ...moreOf(asked, thereWords).keys()]),
    over: moreOf(thereWords, wantedWords),
    decided: new Set(asked.keys()),
  };
}

type Counts = ReadonlyMap<string, number>;

function count(tag: string, { fields }: MarcRecord, textOf: (field: MarcField) => string): Counts {
  const counts = new Map<string, number>();
  for (const field of fields) if (field.tag === tag) counts.set(textOf(field), (counts.get(textOf(field)) ?? 0) + 1);
  return counts;
}

/** What the first has more of than the second, and how much. */
function moreOf(one: Counts, other: Counts): Counts {
  return new Map(
    [...one].flatMap(([text, number]) => {
      const more = number - (other.get(text) ?? 0);
      return more > 0 ? [[text, more] as const] : [];
    }),
  );
}

/** Fields that the plan asks for, that no record of the source says so, as a branch of its own, and that are not there. Links are followed. */
export function goneAlone(
  sources: readonly MarcRecord[],
  planned: PlannedRecord,
  target: MarcRecord,
): readonly MarcField[] {
  const asked = [...planned.given.fields, ...planned.decided.fields].filter(({ tag }) => !isLinkTag(tag));
  return [...Map.groupBy(asked, ({ tag }) => tag)].flatMap(([tag, fields]) => {
    const { gone } = besidePlan(tag, planned, target);
    if (gone.size === 0) return [];
    const said = new Set(sources.flatMap((one) => one.fields.filter((field) => field.tag === tag).map(bare)));
    const alone = fields.filter((field) => gone.has(bare(field)) && !said.has(bare(field)));
    return [...new Map(alone.map((field) => [bare(field), field])).values()];
  });
}

/** Fields of a tag that the plan does not give and that stay in the target, in which the source has them too. */
export function keptDespitePlan(
  there: readonly MarcField[],
  added: readonly MarcField[],
  { over }: BesidePlan,
): readonly MarcField[] {
  if (over.size === 0) return [];
  const left = new Map(over);
  const take = (field: MarcField): boolean => {
    const number = left.get(words(field)) ?? 0;
    left.set(words(field), number - 1);
    return number > 0;
  };
  for (const field of added) take(field);
  return there.filter((field) => !added.includes(field) && take(field));
}
