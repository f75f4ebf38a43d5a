/**
 * Two records field by field, to the last character: indicators, subfields and their order, and how a diacritic is written. The order
 * in which fields stand is not compared, because systems sort them.
 */
import { isControlField, type MarcDataField, type MarcField, type MarcRecord } from '#marc/index.ts';
import type { LedgerWhat } from '#domain/ledger.ts';
import { besidePlan, goneAlone, keptDespitePlan, RUN_TAG, type BesidePlan, type PlannedRecord } from './beside-plan.ts';
import {
  bare,
  isLinkTag,
  isRecordNumber,
  isSame,
  plain,
  POINTER_CODE,
  show,
  withoutOwner,
  withoutPointers,
  words,
} from './field-texts.ts';
import { pairUp, type FieldPair } from './pair-fields.ts';
import type { BuiltInRuleName } from './rules.ts';

export interface FieldDifference {
  /** A tag; `LDR` for the leader. */
  readonly field: string;
  readonly what: LedgerWhat;
  readonly from: string | null;
  readonly to: string | null;
  /** Null if no rule explains it. */
  readonly rule: BuiltInRuleName | null;
  /** Links whose ends are still to be looked up: unless each names what the one of the source became, no rule explains it. */
  readonly links?: readonly LinkToProve[];
}

/** `from` of the source should be what `to` of the target is. */
export interface LinkToProve {
  /** `RECORD` by its control number or by that of its system, `RECORD_NUMBER` by that of its system alone. */
  readonly of: 'RECORD' | 'RECORD_NUMBER' | 'ITEM';
  readonly from: string;
  /** `koha-a` of `(koha-a)12`; null if `from` says none. */
  readonly agency: string | null;
  readonly to: string;
  /** Whether it says the same on both sides: then it is wrong only if it names something of the source that has another name now. */
  readonly isSame: boolean;
}

/** The other records that may have given a field of the target its text. */
export interface MarcSides {
  /** Of the source. */
  readonly system: string;
  readonly source: MarcRecord;
  readonly target: MarcRecord;
  /** Records of the source that became the same record of the target. */
  readonly members: readonly MarcRecord[];
  /** The record of the target as it was before anything was loaded; null if it was not there. */
  readonly before: MarcRecord | null;
  /** The record that the plan makes of all members; null without a plan. */
  readonly planned: PlannedRecord | null;
  /** Tags that the system of the source keeps for itself. */
  readonly ownTags: ReadonlySet<string>;
  /** Whether the target tells runs of the record, in its fields or in another way. */
  readonly tellsRuns: boolean;
  /** Whether the plan merges the others into the source: then what the target was given and no record has is missed here. */
  readonly isBase: boolean;
  /** Whether 035 of the target may say this: `(system)number`. */
  readonly isProvenance: (value: string) => boolean;
}

const NUMBER_TAGS = new Set(['001', '003', '005']);
const POINTER_TAGS = new Set(['596', '999']);
const ITEM_TAGS = new Set(['952']);
/** Type, level, control, encoding level, rules of description, part: what says something of the publication. */
const LEADER_PLACES = [6, 7, 8, 17, 18, 19] as const;
/** Fields that MARC 21 lets a record have once: of records that become one, one of them alone can be kept. */
const ONLY_ONCE = new Set(
  '008 010 018 036 038 040 042 044 045 066 100 110 111 130 240 243 245 254 256 263 306 357 507 514'.split(' '),
);
/** What came to be deleted, as the leader says it; all else is an edit of the record. */
const DELETED = new Set(['d', 's', 'x']);
/** The system's own data of a record: some have it, and one who loads gives the target its own. */
const OWN_TAG = '942';
const LOCAL_CONTROL = /^(?:\(([^)]+)\))?\s*(\S.*)$/s;

/** In the order of tags. */
export function compareMarc(sides: MarcSides): readonly FieldDifference[] {
  const { system, source, target, members, before, planned, isBase } = sides;
  const found: FieldDifference[] = [];
  compareLeaders(sides, found);
  noteRules(source, target, found);
  const agencies = [null, system, controlOf(source).agency];
  const lostPlaces = planned?.lostPlaces ?? new Set<string>();
  const wanted = Map.groupBy(source.fields.filter(isCompared), ({ tag }) => tag);
  const there = Map.groupBy(target.fields.filter(isCompared), ({ tag }) => tag);
  const tellsRunsOtherwise = sides.tellsRuns && !target.fields.some(({ tag }) => RUN_TAG.test(tag));
  for (const tag of new Set([...wanted.keys(), ...there.keys()])) {
    const plan = planned === null ? null : besidePlan(tag, planned, target);
    const { missing, added } = unmatched(wanted.get(tag) ?? [], there.get(tag) ?? []);
    if (isLinkTag(tag))
      noteKeptLinks(
        (wanted.get(tag) ?? []).filter((field) => !missing.includes(field)),
        agencies,
        found,
      );
    const theirs = (record: MarcRecord): readonly string[] =>
      record.fields.flatMap((field) => (field.tag === tag && isCompared(field) ? [plain(field)] : []));
    if (isBase && plan !== null) {
      for (const field of keptDespitePlan(there.get(tag) ?? [], added, plan))
        if (before === null || !theirs(before).includes(plain(field)))
          found.push({ field: tag, what: 'ADDED', from: null, to: show(field), rule: null });
    }
    if (missing.length === 0 && added.length === 0) continue;
    const ofMembers = new Set(members.flatMap(theirs));
    const ofBefore = new Set(before === null ? [] : theirs(before));
    const isMerged = members.length > 0 || before !== null;
    const isReplaced = isMerged && ONLY_ONCE.has(tag);
    // Of what may stand there several times, the field of another record is one more, and takes the place of none.
    const isMore = (one: MarcField): boolean =>
      isMerged && !isReplaced && ((plan === null && ofMembers.has(plain(one))) || ofBefore.has(plain(one)));
    const more = added.filter(isMore).map((other): FieldPair => [null, other]);
    const others = added.filter((one) => !isMore(one));
    for (const [one, other] of [...pairUp(missing, others, isReplaced), ...more]) {
      found.push(
        explain({
          ...sides,
          tag,
          one,
          other,
          ofMembers,
          ofBefore,
          plan,
          isMerged,
          agencies,
          tellsRunsOtherwise,
          lostPlaces,
        }),
      );
    }
  }
  noteGone(sides, tellsRunsOtherwise, found);
  return found;
}

/** What the plan asks for, that no record says so, is missed at the base. */
function noteGone(
  { source, target, members, planned, isBase }: MarcSides,
  tellsRunsOtherwise: boolean,
  found: FieldDifference[],
): void {
  if (!isBase || planned === null) return;
  for (const field of goneAlone([source, ...members], planned, target)) {
    if (!isCompared(field) || (tellsRunsOtherwise && isToldAsRun(field))) continue;
    found.push({ field: field.tag, what: 'MISSING', from: show(field), to: null, rule: null });
  }
}

/** Whether nothing of it is lost where a target tells runs without these fields: of their place, all but whose branch it is. */
function isToldAsRun(field: MarcField): boolean {
  if (!RUN_TAG.test(field.tag)) return false;
  return field.tag !== '852' || isControlField(field) || field.subfields.every(({ code }) => '8b'.includes(code));
}

function isCompared({ tag }: MarcField): boolean {
  return !NUMBER_TAGS.has(tag) && !POINTER_TAGS.has(tag) && !ITEM_TAGS.has(tag);
}

/** Of several records that became one, the leader is that of the record which the others were merged into. */
function compareLeaders(
  { source, target, members, before, planned }: Pick<MarcSides, 'source' | 'target' | 'members' | 'before' | 'planned'>,
  found: FieldDifference[],
): void {
  const [from, to] = [source.leader, target.leader];
  if (from === to) return;
  const isLike = ({ leader }: MarcRecord): boolean =>
    LEADER_PLACES.every((place) => leader[place] === to[place]) &&
    DELETED.has(leader[5] ?? '') === DELETED.has(to[5] ?? '');
  const isOfMember = planned === null ? members.some(isLike) : members.length > 0 && isLike(planned.decided);
  const rule = isLike(source)
    ? 'record-number'
    : isOfMember
      ? 'other-member'
      : before !== null && isLike(before)
        ? 'was-there-before'
        : null;
  found.push({ field: 'LDR', what: 'CHANGED', from, to, rule });
}

/** What is never compared as text, where it is there at all and differs. */
function noteRules(source: MarcRecord, target: MarcRecord, found: FieldDifference[]): void {
  for (const [tags, rule] of [
    [NUMBER_TAGS, 'record-number'],
    [POINTER_TAGS, 'local-pointer'],
    [ITEM_TAGS, 'fields-of-items'],
  ] as const) {
    const from = source.fields.filter(({ tag }) => tags.has(tag));
    const to = target.fields.filter(({ tag }) => tags.has(tag));
    const first = from[0] ?? to[0];
    if (first === undefined) continue;
    const fromText = from.map(show).join(' ¦ ');
    const toText = to.map(show).join(' ¦ ');
    if (fromText !== toText)
      found.push({ field: first.tag, what: 'CHANGED', from: fromText || null, to: toText || null, rule });
  }
}

/** Those of each side that the other has not, each counted as often as it stands. */
function unmatched(wanted: readonly MarcField[], there: readonly MarcField[]) {
  // Nearly always; what differs in its order alone is told below.
  if (wanted.length === there.length && wanted.every((field, at) => isSame(field, there[at] ?? field)))
    return { missing: [], added: [] };
  const left = new Map<string, MarcField[]>();
  for (const field of there) {
    const text = plain(field);
    const same = left.get(text);
    if (same === undefined) left.set(text, [field]);
    else same.push(field);
  }
  const missing = wanted.filter((field) => left.get(plain(field))?.pop() === undefined);
  return { missing, added: missing.length === 0 && left.size === 0 ? [] : [...left.values()].flat() };
}

interface Unmatched {
  readonly tag: string;
  readonly one: MarcField | null;
  readonly other: MarcField | null;
  readonly ofMembers: ReadonlySet<string>;
  readonly ofBefore: ReadonlySet<string>;
  /** Null without a plan. */
  readonly plan: BesidePlan | null;
  readonly isMerged: boolean;
  readonly isProvenance: (value: string) => boolean;
  /** Whose numbers a load may change: of what any other numbered, a link is the same everywhere. */
  readonly agencies: readonly (string | null)[];
  readonly ownTags: ReadonlySet<string>;
  /** Whether the target tells runs, and no field of its record states one. */
  readonly tellsRunsOtherwise: boolean;
  /** Places of runs that were lost in the writing, but for whose they are (`$5`). */
  readonly lostPlaces: ReadonlySet<string>;
}

/** The rule that says where what stands there now comes from; null if none does. */
function ruleFor(field: Unmatched): BuiltInRuleName | null {
  const { tag, one, other, ofMembers, ofBefore, plan, isProvenance, lostPlaces } = field;
  const isGiven = plan !== null && (other === null || !plan.surplus.has(bare(other)));
  if (other !== null) {
    if (one === null && tag === '035' && !isControlField(other) && isProvenanceField(other, isProvenance))
      return plan === null || isGiven ? 'provenance-added' : null;
    if (plan === null && ofMembers.has(plain(other))) return 'other-member';
    if (ofBefore.has(plain(other))) return 'was-there-before';
  }
  // By a plan the field that is gone is one that the plan does not give, and what stands in its place is what it gives.
  if (plan === null || !isGiven || (one !== null && lostPlaces.has(withoutOwner(one)))) return null;
  if (one !== null && RUN_TAG.test(tag) && other === null) return ruleOfRun(one, field, plan);
  return one !== null && (plan.gone.has(words(one)) || plan.lacking.has(bare(one))) ? null : ruleOfPlan(field, plan);
}

/** Of what stated a run and is gone: the plan left it behind or told it in other fields, or the target tells it in another way. */
function ruleOfRun(one: MarcField, { tellsRunsOtherwise }: Unmatched, { gone }: BesidePlan): BuiltInRuleName | null {
  return gone.size === 0 || (tellsRunsOtherwise && isToldAsRun(one)) ? 'written-for-target' : null;
}

/** Why the plan gives something else: each rule as far as its sentence goes, and null if none says it. */
function ruleOfPlan(field: Unmatched, plan: BesidePlan): BuiltInRuleName | null {
  const { tag, one, other, ofMembers, isMerged, ownTags, isProvenance } = field;
  const isOfMember = other !== null && ofMembers.has(plain(other));
  const isOwn = one === null ? tag === OWN_TAG : ownTags.has(tag);
  if (isOwn && !isOfMember) return tag === OWN_TAG ? 'written-for-target' : 'local-pointer';
  if (RUN_TAG.test(tag) && !isOfMember) return 'written-for-target';
  if (isOfMember) return 'other-member';
  if (one !== null && other !== null && withoutOwner(one) === withoutOwner(other)) return 'written-for-target';
  const rule = ruleOfNumbers(field, plan);
  if (rule !== null) return rule;
  const isWritten =
    other === null ||
    tag === OWN_TAG ||
    plan.decided.has(words(other)) ||
    (tag === '035' && !isControlField(other) && isProvenanceField(other, isProvenance));
  if (!isWritten) return null;
  if (isMerged) return 'other-member';
  return one === null || !plan.decided.has(words(one)) ? 'local-field-by-plan' : null;
}

/** Of a field that is the same but for numbers of authorities and of other records, or in which nothing else was. */
function ruleOfNumbers({ tag, one, other }: Unmatched, { gone }: BesidePlan): BuiltInRuleName | null {
  if (one === null || isControlField(one) || one.subfields.length === 0) return null;
  const hasNumber = ({ subfields }: MarcDataField): boolean => isLinkTag(tag) && subfields.some(isRecordNumber);
  if (other === null) {
    const rest = withoutPointers(one).subfields;
    if (rest.length === 0) return 'local-pointer';
    return hasNumber(one) && rest.every(isRecordNumber) && gone.size === 0 ? 'link-left-behind' : null;
  }
  if (isControlField(other) || !hasNumber(one) || words(one) !== words(other)) return null;
  return other.subfields.some(({ code }) => code === 'w') ? 'link-pointed-anew' : 'link-left-behind';
}

function explain(field: Unmatched): FieldDifference {
  const { tag, one, other } = field;
  const head = {
    field: tag,
    what: other === null ? ('MISSING' as const) : one === null ? ('ADDED' as const) : ('CHANGED' as const),
    from: one === null ? null : show(one),
    to: other === null ? null : show(other),
  };
  const isPair = one !== null && other !== null && !isControlField(one) && !isControlField(other);
  const links = isPair && isLinkTag(tag) ? (linksBetween(one, other, field.agencies) ?? []) : [];
  // Followed to where they lead, whatever was given.
  if (links.some(({ isSame }) => !isSame)) return { ...head, rule: 'link-pointed-anew', links };
  if (isPair && bare(one) === bare(other)) return { ...head, rule: 'local-pointer', links };
  return { ...head, rule: ruleFor(field) };
}

/** Fields of links that say the same on both sides, and may name something else there. */
function noteKeptLinks(
  fields: readonly MarcField[],
  agencies: readonly (string | null)[],
  found: FieldDifference[],
): void {
  for (const field of fields) {
    const links = isControlField(field) ? [] : (linksBetween(field, field, agencies) ?? []);
    if (links.length === 0) continue;
    const from = show(field);
    found.push({ field: field.tag, what: 'CHANGED', from, to: `${from} (which names it no more)`, rule: null, links });
  }
}

function isProvenanceField({ subfields }: MarcDataField, isProvenance: (value: string) => boolean): boolean {
  return subfields.length > 0 && subfields.every(({ code, value }) => code === 'a' && isProvenance(value));
}

/** All links of a field, if nothing else of it differs; null if something does. In 773 of some systems `$9` is an item. */
function linksBetween(
  one: MarcDataField,
  other: MarcDataField,
  agencies: Unmatched['agencies'],
): readonly LinkToProve[] | null {
  const isAnalytic = one.tag === '773';
  const codes = isAnalytic ? ['w', '0', POINTER_CODE] : ['w'];
  const rest = (field: MarcDataField): string => {
    const { subfields, ...head } = withoutPointers(field);
    // Each stays in its place, so that another order shows.
    return plain({
      ...head,
      subfields: subfields.map((one) => (codes.includes(one.code) ? { ...one, value: '' } : one)),
    });
  };
  if (rest(one) !== rest(other)) return null;
  const links = codes.flatMap((code) => {
    const valuesOf = ({ subfields }: MarcDataField): readonly string[] =>
      subfields.flatMap((subfield) => (subfield.code === code ? [subfield.value] : []));
    const [from, to] = [valuesOf(one), valuesOf(other)];
    // A number of an item is on one side alone: a pointer that was stripped.
    return from.length === to.length ? from.map((value, at) => linkOf(code, value, to[at] ?? '')) : [];
  });
  return links.filter(({ isSame, agency }) => !isSame || agencies.includes(agency));
}

function linkOf(code: string, from: string, to: string): LinkToProve {
  const isSame = from === to;
  if (code === POINTER_CODE) return { of: 'ITEM', from, agency: null, to, isSame };
  const [, agency = null, number = from] = LOCAL_CONTROL.exec(from.trim()) ?? [];
  const of = code === 'w' ? 'RECORD' : 'RECORD_NUMBER';
  return { of, from: number, agency, to: LOCAL_CONTROL.exec(to.trim())?.[2] ?? to, isSame };
}

/** 003 and 001; empty where there is none. */
export function controlOf({ fields }: MarcRecord): { readonly agency: string; readonly number: string } {
  const valueOf = (tag: string): string => {
    const field = fields.find((one) => one.tag === tag);
    return field !== undefined && isControlField(field) ? field.value.trim() : '';
  };
  return { agency: valueOf('003'), number: valueOf('001') };
}
