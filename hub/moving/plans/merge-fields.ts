/** One record of several, and local fields as a plan wants them. Pure. */
import type { SystemId } from '#domain/ids.ts';
import { isControlField, readFieldLink, type MarcField, type MarcRecord } from '#marc/index.ts';
import { USUAL_FIELD_RULES, type FieldRule, type LocalFieldRule, type PlanSettings } from './plan-settings.ts';

/** A record of the source, with what rules ask of it. */
export interface SourceRecord {
  readonly system: SystemId;
  /** The libraries that have it. */
  readonly libraries: readonly string[];
  readonly marc: MarcRecord;
}

/** The rule for a tag: that of the tag itself, of its ten or of its hundred; the plan's before the usual one. */
export function fieldRuleOf(tag: string, { merge }: Pick<PlanSettings, 'merge'>): FieldRule {
  const places = [tag, `${tag.slice(0, 2)}X`, `${tag.slice(0, 1)}XX`];
  for (const place of places) {
    const rule = merge.fields[place];
    if (rule !== undefined) return rule;
    const take = USUAL_FIELD_RULES[place];
    if (take !== undefined) return { take };
  }
  return { take: 'BASE' };
}

/**
 * The record that the members of an edition become: the leader and the order of fields are those of the first, which is the base. Local
 * fields are kept, moved or dropped by each member's own rules before.
 */
export function mergeRecords(members: readonly [SourceRecord, ...SourceRecord[]], settings: PlanSettings): MarcRecord {
  const own = members.map((member) => ({
    ...member,
    marc: withLocalFields(member, settings.localFields, settings.into),
  }));
  const all = own.length === 1 ? own : withOwnLinks(own);
  const [base] = all;
  if (base === undefined) throw new Error('no record to merge');
  if (all.length === 1) return base.marc;
  const tags = [...new Set(all.flatMap(({ marc }) => marc.fields.map(({ tag }) => tag)))].filter(
    (tag) => tag !== '880',
  );
  const taken = new Map(tags.map((tag) => [tag, takeFields(tag, all, fieldRuleOf(tag, settings))]));
  const kept = [...taken.values()].flat();
  const links = new Set(kept.flatMap((field) => linkOf(field) ?? []));
  const isOfAll = (tag: string): boolean => fieldRuleOf(tag, settings).take === 'ALL';
  const vernacular = withoutTwins(
    all.flatMap(({ marc }) =>
      marc.fields.filter(
        (field) => field.tag === '880' && isWanted(field, links, (tag) => marc === base.marc || isOfAll(tag)),
      ),
    ),
  );
  return { leader: base.marc.leader, fields: inOrder(base.marc, [...kept, ...vernacular]) };
}

/**
 * Each local field by the first rule that fits its tag and its record; those that no rule names are kept. What the target has
 * already (`into`) is its own: only a rule that names that system is about it, and none about its 942. A field in another script (880) goes
 * as the field does that it stands for.
 */
export function withLocalFields(
  { system, libraries, marc }: SourceRecord,
  rules: readonly LocalFieldRule[],
  into: SystemId | null = null,
): MarcRecord {
  const isTarget = system === into;
  const fitting = rules.filter(
    (rule) =>
      (rule.systems?.includes(system) ?? !isTarget) &&
      (rule.libraries === undefined ||
        (libraries.length > 0 && libraries.every((id) => rule.libraries?.some((one) => one === id)))),
  );
  if (fitting.length === 0) return marc;
  return {
    leader: marc.leader,
    fields: marc.fields.flatMap((field): readonly MarcField[] => {
      const tag = field.tag === '880' ? (standsFor(field) ?? field.tag) : field.tag;
      const rule = isTarget && tag === '942' ? undefined : fitting.find(({ tags }) => isOfTags(tag, tags));
      if (rule === undefined || rule.does === 'KEEP') return [field];
      if (rule.does === 'DROP' || rule.to === undefined) return [];
      return [field.tag === '880' ? standingFor(field, rule.to) : { ...field, tag: rule.to }];
    }),
  };
}

/** `880 $6 590-01/(2/r` that stands for a field of another tag. */
function standingFor(field: MarcField, tag: string): MarcField {
  if (isControlField(field)) return field;
  const subfields = field.subfields.map((subfield) =>
    subfield.code === '6' ? { ...subfield, value: subfield.value.replace(/[^-]+(?=-\d{2})/, tag) } : subfield,
  );
  return { ...field, subfields };
}

function isOfTags(tag: string, tags: string): boolean {
  return tag.startsWith(tags.replaceAll('X', ''));
}

function takeFields(tag: string, all: readonly SourceRecord[], { take, order = [] }: FieldRule): readonly MarcField[] {
  const of = ({ marc }: SourceRecord): readonly MarcField[] => marc.fields.filter((field) => field.tag === tag);
  const lists = all.map(of);
  const [ofBase = []] = lists;
  switch (take) {
    case 'BASE':
      return ofBase;
    case 'FIRST': {
      const placeOf = ({ system }: SourceRecord): number => {
        const place = order.indexOf(system);
        return place === -1 ? order.length : place;
      };
      const first = all.toSorted((a, b) => placeOf(a) - placeOf(b)).find((member) => of(member).length > 0);
      return first === undefined ? [] : of(first);
    }
    case 'LONGEST':
      return lists.reduce((longest, fields) => (lengthOf(fields) > lengthOf(longest) ? fields : longest), ofBase);
    case 'ALL':
      return withoutTwins(lists.flat());
  }
}

function lengthOf(fields: readonly MarcField[]): number {
  return fields.reduce((sum, field) => sum + textOf(field).length, 0);
}

/**
 * Fields that say the same but for case, signs, and what systems count for themselves: the first of them stays, but for one that stands
 * in another script too. An 880 that stands for a field has that field's words to itself.
 */
function withoutTwins(fields: readonly MarcField[]): readonly MarcField[] {
  const seen = new Map<string, MarcField>();
  for (const field of fields) {
    const link = field.tag === '880' ? (linkOf(field) ?? standsFor(field)) : null;
    const says = [
      field.tag,
      link ?? '',
      isControlField(field) ? '' : `${field.ind1}${field.ind2}`,
      isExact(field.tag) ? exactTextOf(field) : textOf(field),
    ].join(' ');
    const before = seen.get(says);
    if (before === undefined || (linkOf(before) === null && linkOf(field) !== null)) seen.set(says, field);
  }
  return [...seen.values()];
}

/** The tag that an 880 without a counterpart stands for. */
function standsFor(field: MarcField): string | null {
  return isControlField(field) ? null : (readFieldLink(field)?.tag ?? null);
}

/** Numbers, codes and addresses, in which case and signs count. */
function isExact(tag: string): boolean {
  return tag.startsWith('0') || tag === '856';
}

/** What is about the field, not of its text; but $2, which says whose term it is, $3, $4, and $5, whose field it is. */
const ABOUT_THE_FIELD = /^[016-9]$/;

function partsOf(field: MarcField): readonly { readonly code: string; readonly value: string }[] {
  if (isControlField(field)) return [{ code: '', value: field.value }];
  return field.subfields.filter(({ code }) => !ABOUT_THE_FIELD.test(code));
}

function exactTextOf(field: MarcField): string {
  return partsOf(field)
    .map(({ code, value }) => `${code} ${value.trim()}`)
    .join(' $');
}

function textOf(field: MarcField): string {
  return partsOf(field)
    .map(({ code, value }) => `${code} ${code === 'u' || code === '5' ? value.trim() : folded(value)}`)
    .join(' ');
}

/** Without case and signs, but for those that tell C, C# and C++ apart. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}#♯+]+/gu, ' ')
    .trim();
}

/** Two digits are all that an occurrence has. */
const MOST_LINKS = 99;

/**
 * Occurrences are counted in each record by itself: those of every member are moved behind those of the members before it. A member
 * for which no numbers are left loses its links, and what stands only behind them.
 */
function withOwnLinks(members: readonly SourceRecord[]): readonly SourceRecord[] {
  let used = 0;
  return members.map((member) => {
    const own = Math.max(0, ...member.marc.fields.map((field) => Number(linkIn(field)?.occurrence ?? 0)));
    if (own === 0) return member;
    const isFull = used + own > MOST_LINKS;
    const fields = member.marc.fields.flatMap((field): readonly MarcField[] => {
      const link = linkIn(field);
      if (link === null || isControlField(field)) return [field];
      if (isFull && field.tag === '880') return [];
      const occurrence = String(Number(link.occurrence) + used).padStart(2, '0');
      const subfields = field.subfields.flatMap((subfield) => {
        if (subfield.code !== '6') return [subfield];
        return isFull ? [] : [{ ...subfield, value: subfield.value.replace(/-\d{2}/, `-${occurrence}`) }];
      });
      return [{ ...field, subfields }];
    });
    if (!isFull) used += own;
    return { ...member, marc: { ...member.marc, fields } };
  });
}

/** Null for a field that has no counterpart in another script. */
function linkIn(field: MarcField): ReturnType<typeof readFieldLink> {
  const link = isControlField(field) ? null : readFieldLink(field);
  return link?.occurrence === '00' ? null : link;
}

/** Both sides of a link give the same: the tag that is not 880, and the occurrence. */
function linkOf(field: MarcField): string | null {
  const link = linkIn(field);
  if (link === null) return null;
  return `${field.tag === '880' ? link.tag : field.tag}-${link.occurrence}`;
}

/** An 880 goes with the field that it stands for; one that stands for none as a field of that tag goes. */
function isWanted(field: MarcField, links: ReadonlySet<string>, goesAlone: (tag: string) => boolean): boolean {
  const link = linkOf(field);
  return link === null ? goesAlone(standsFor(field) ?? '880') : links.has(link);
}

/** Fields of the base stay in its order; those of others stand behind the last of their tag, or of one that is less. */
function inOrder(base: MarcRecord, fields: readonly MarcField[]): readonly MarcField[] {
  const wanted = new Set(fields);
  const ordered = base.fields.filter((field) => wanted.has(field));
  const isOfBase = new Set<MarcField>(ordered);
  for (const field of fields) {
    if (isOfBase.has(field)) continue;
    const alike = ordered.findLastIndex((one) => one.tag === field.tag);
    const place = alike === -1 ? ordered.findLastIndex((one) => one.tag <= field.tag) : alike;
    ordered.splice(place + 1, 0, field);
  }
  return ordered;
}
