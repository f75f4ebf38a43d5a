/**
 * Runs that libraries state, in the record of the target. Koha has no holdings records: a run stands in the description, and belongs
 * to the branch in the `852 $b` with the same `$8`, which is how Mercia reads it there.
 *
 *     852 __ $8 1 $b MED
 *     866 _0 $8 1.1 $a v.154-175 (1984-2005) $z In the basement
 */
import type { StatementKind } from '#domain/catalogue.ts';
import type { SystemId } from '#domain/ids.ts';
import { linkedRuns, linksOf } from '#marc/holding-statements.ts';
import { isControlField, type MarcDataField, type MarcField, type MarcRecord } from '#marc/index.ts';
import { insertInOrder } from './marc-fields.ts';

/** A run as the snapshot has it. */
export interface PlannedRun {
  readonly goes: boolean;
  readonly library: string;
  readonly kind: StatementKind;
  readonly text: string;
  readonly retention: string | null;
  readonly note: string | null;
}

export interface RunsOfMember {
  readonly system: SystemId;
  readonly marc: Pick<MarcRecord, 'fields'>;
  readonly runs: readonly PlannedRun[];
}

export interface Branches {
  /** The branch of the target for a library's run, which its system may have of a branch of its own; null if none is mapped. */
  readonly branchOf: (system: SystemId, ownCode: string | null, library: string) => string | null;
  /** The library that a branch of the system belongs to; null if the region file does not name it. */
  readonly libraryOf: (system: SystemId, ownCode: string) => string | null;
}

const TAGS: Readonly<Record<StatementKind, string>> = { MAIN: '866', SUPPLEMENT: '867', INDEX: '868' };
const KINDS: Readonly<Record<string, StatementKind>> = { 866: 'MAIN', 867: 'SUPPLEMENT', 868: 'INDEX' };
const PLACE = '852';

/** What states a run: captions, issues and statements. */
const STATING = /^(85[345]|86[3-8])$/;

/** The fields of a record that state runs, with the places that they belong to; an 852 that nothing belongs to is none of them. */
export function isStating(fields: readonly MarcField[]): (field: MarcField) => boolean {
  const stating = fields.filter((field): field is MarcDataField => STATING.test(field.tag) && !isControlField(field));
  const used = new Set(stating.flatMap(linksOf));
  return (field) =>
    STATING.test(field.tag) ||
    (field.tag === PLACE && !isControlField(field) && linksOf(field).some((link) => used.has(link)));
}

/**
 * The description with the runs of its members that go. A run that stands in the member's record keeps its fields, whatever else is in
 * them; one that does not, because its system tells it in another way, is written. A field that no run was read from stays.
 */
export function withRuns(
  description: readonly MarcField[],
  members: readonly RunsOfMember[],
  branches: Branches,
): readonly MarcField[] {
  const nextLink = createLinks(description);
  return members.reduce((fields, member) => insertInOrder(fields, runFields(member, branches, nextLink)), description);
}

/** Numbers of links that the record does not have yet. */
function createLinks(fields: readonly MarcField[]): () => string {
  const used = fields.flatMap((field) => (isControlField(field) ? [] : linksOf(field).map(Number)));
  let last = used.reduce((most, link) => (link > most ? link : most), 0);
  return () => {
    last += 1;
    return String(last);
  };
}

function runFields(
  { system, marc, runs }: RunsOfMember,
  { branchOf, libraryOf }: Branches,
  nextLink: () => string,
): readonly MarcField[] {
  const states = isStating(marc.fields);
  const fields = marc.fields.filter((field): field is MarcDataField => !isControlField(field) && states(field));
  const places = fields.filter(({ tag }) => tag === PLACE);
  const placeOf = (field: MarcDataField): MarcDataField | undefined =>
    places.find((place) => linksOf(place).some((link) => linksOf(field).includes(link)));
  const left = [...runs];
  const groups = Map.groupBy(
    fields.filter(({ tag }) => tag !== PLACE),
    placeOf,
  );
  const kept = [...groups].flatMap(([place, own]) => {
    const code = place === undefined ? null : firstOf(place, 'b');
    const group = keepGroup(own, left, code === null ? null : libraryOf(system, code));
    if (group.fields.length === 0) return [];
    const branch = group.library === null ? code : branchOf(system, code, group.library);
    return linked(group.fields, place ?? null, branch, nextLink);
  });
  const toldOtherwise = Map.groupBy(
    left.filter(({ goes }) => goes),
    ({ library }) => library,
  );
  const written = [...toldOtherwise].flatMap(([library, own]) =>
    linked(own.map(toField), null, branchOf(system, null, library), nextLink),
  );
  return [...kept, ...written];
}

interface KeptGroup {
  readonly fields: readonly MarcDataField[];
  /** Whose runs they are; null if no run was read from them. */
  readonly library: string | null;
}

/** The fields of one place that go. Takes each run that stands in them out of `left`. */
function keepGroup(own: readonly MarcDataField[], left: PlannedRun[], owner: string | null): KeptGroup {
  const take = (kind: StatementKind, text: string): PlannedRun | null => {
    // Two libraries may state the same words.
    const at = left.findIndex(
      (run) => run.kind === kind && run.text === text && (owner === null || run.library === owner),
    );
    return at === -1 ? null : (left.splice(at, 1)[0] ?? null);
  };
  const found: PlannedRun[] = [];
  const gone = new Set<MarcDataField>();
  const isText = ({ tag }: MarcDataField): boolean => KINDS[tag] !== undefined;
  for (const field of own.filter(isText)) {
    const [run] = linkedRuns(recordOf([field]));
    const planned = run === undefined ? null : take(run.statement.kind, run.statement.text);
    if (planned === null) continue;
    found.push(planned);
    if (!planned.goes) gone.add(field);
  }
  const coded = own.filter((field) => !isText(field));
  const ofCoded = linkedRuns(recordOf(coded)).flatMap(({ statement }) => take(statement.kind, statement.text) ?? []);
  found.push(...ofCoded);
  if (ofCoded.length > 0 && !ofCoded.some(({ goes }) => goes)) for (const field of coded) gone.add(field);
  const going = found.filter(({ goes }) => goes);
  // A note beside runs that stay behind stays with them.
  const fields = found.length > 0 && going.length === 0 ? [] : own.filter((field) => !gone.has(field));
  return { fields, library: going[0]?.library ?? null };
}

/** Fields under new numbers, so that members do not meet, with the place that they belong to in front. */
function linked(
  fields: readonly MarcDataField[],
  place: MarcDataField | null,
  branch: string | null,
  nextLink: () => string,
): readonly MarcDataField[] {
  const links = new Map<string, string>();
  const renumbered = fields.map((field, index) => {
    const [old] = linksOf(field);
    const link = links.get(old ?? '') ?? nextLink();
    links.set(old ?? '', link);
    const { subfields } = field;
    if (old === undefined) return { ...field, subfields: [{ code: '8', value: `${link}.${index + 1}` }, ...subfields] };
    const value = (text: string): string => text.replace(/^\s*\d+/, link);
    return {
      ...field,
      subfields: subfields.map((one) => (one.code === '8' ? { code: '8', value: value(one.value) } : one)),
    };
  });
  if (place === null && branch === null) return renumbered;
  const rest = (place?.subfields ?? []).filter(({ code }) => code !== '8' && code !== 'b');
  const subfields = [
    ...[...links.values()].map((value) => ({ code: '8', value })),
    ...(branch === null ? [] : [{ code: 'b', value: branch }]),
    ...rest,
  ];
  return [{ tag: PLACE, ind1: place?.ind1 ?? ' ', ind2: place?.ind2 ?? ' ', subfields }, ...renumbered];
}

function toField({ kind, text, note, retention }: PlannedRun): MarcDataField {
  const notes = [retention, note].filter((one) => one !== null).map((value) => ({ code: 'z', value }));
  return { tag: TAGS[kind], ind1: ' ', ind2: '0', subfields: [{ code: 'a', value: text }, ...notes] };
}

function recordOf(fields: readonly MarcField[]): MarcRecord {
  return { leader: '', fields };
}

function firstOf({ subfields }: MarcDataField, code: string): string | null {
  return subfields.find((one) => one.code === code)?.value.trim() ?? null;
}
