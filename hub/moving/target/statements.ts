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
  /** Kind of that system: how its records say where a run belongs depends on it. */
  readonly kind: string;
  readonly marc: Pick<MarcRecord, 'fields'>;
  readonly runs: readonly PlannedRun[];
}

export interface Branches {
  /** The branch of the target for a library's run, which its system may have of a branch of its own; null if none is mapped. */
  readonly branchOf: (system: SystemId, ownCode: string | null, library: string) => string | null;
  /** The library that a branch of the system belongs to; null if the region file does not name it. */
  readonly libraryOf: (system: SystemId, ownCode: string) => string | null;
}

/** Whose field it is: `856 40 $u https://… $5 MAIN`. */
const OWNER = '5';

/** Fields that are a branch's of their own system, with that branch of the target; what `$5` names besides, such as an organisation, stays. */
export function withOwners(fields: readonly MarcField[], system: SystemId, branches: Branches): readonly MarcField[] {
  const ownerOf = (code: string): string => {
    const library = branches.libraryOf(system, code);
    return library === null ? code : (branches.branchOf(system, code, library) ?? code);
  };
  return fields.map((field) =>
    isControlField(field) || !field.subfields.some(({ code }) => code === OWNER)
      ? field
      : {
          ...field,
          subfields: field.subfields.map((one) => (one.code === OWNER ? { ...one, value: ownerOf(one.value) } : one)),
        },
  );
}

const TAGS: Readonly<Record<StatementKind, string>> = { MAIN: '866', SUPPLEMENT: '867', INDEX: '868' };
const KINDS: Readonly<Record<string, StatementKind>> = { 866: 'MAIN', 867: 'SUPPLEMENT', 868: 'INDEX' };
const PLACE = '852';

/** What states a run: captions, issues and statements. */
const STATING = /^(85[345]|86[3-8])$/;

/** Kinds of system whose records state runs in their order, each 852 with what follows it: their adapters read them so. */
const IN_ORDER: ReadonlySet<string> = new Set(['symphony', 'files']);

/** The place that each stating field belongs to, as the adapter of its system reads it. */
export function placesOf(
  fields: readonly MarcField[],
  kind: string,
): ReadonlyMap<MarcDataField, MarcDataField | undefined> {
  const data = fields.filter((field): field is MarcDataField => !isControlField(field));
  const places = data.filter(({ tag }) => tag === PLACE);
  let last: MarcDataField | undefined;
  const found = new Map<MarcDataField, MarcDataField | undefined>();
  for (const field of data) {
    if (field.tag === PLACE) last = field;
    if (!STATING.test(field.tag)) continue;
    const linked = places.find((place) => linksOf(place).some((link) => linksOf(field).includes(link)));
    found.set(field, IN_ORDER.has(kind) ? last : linked);
  }
  return found;
}

/** The fields of a record that state runs, with the places that they belong to; an 852 that nothing belongs to is none of them. */
export function isStating(fields: readonly MarcField[], kind: string): (field: MarcField) => boolean {
  const used = new Set<MarcField | undefined>(placesOf(fields, kind).values());
  return (field) => STATING.test(field.tag) || used.has(field);
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
  { system, kind, marc, runs }: RunsOfMember,
  { branchOf, libraryOf }: Branches,
  nextLink: () => string,
): readonly MarcField[] {
  const placeOf = placesOf(marc.fields, kind);
  const left = [...runs];
  const groups = Map.groupBy(placeOf.keys(), (field) => placeOf.get(field));
  const kept = [...groups].flatMap(([place, own]) => {
    const code = place === undefined ? null : firstOf(place, 'b');
    return keepGroup(own, left, code === null ? null : libraryOf(system, code)).flatMap(({ fields, library }) =>
      linked(fields, place ?? null, library === null ? code : branchOf(system, code, library), nextLink),
    );
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

/** The fields of one place that go, by library. Takes each run that stands in them out of `left`. */
function keepGroup(own: readonly MarcDataField[], left: PlannedRun[], owner: string | null): readonly KeptGroup[] {
  const take = (kind: StatementKind, text: string): PlannedRun | null => {
    // Two libraries may state the same words.
    const at = left.findIndex(
      (run) => run.kind === kind && run.text === text && (owner === null || run.library === owner),
    );
    return at === -1 ? null : (left.splice(at, 1)[0] ?? null);
  };
  const found = new Map<MarcDataField, PlannedRun>();
  const isText = ({ tag }: MarcDataField): boolean => KINDS[tag] !== undefined;
  for (const field of own.filter(isText)) {
    const [run] = linkedRuns(recordOf([field]));
    const planned = run === undefined ? null : take(run.statement.kind, run.statement.text);
    if (planned !== null) found.set(field, planned);
  }
  const coded = own.filter((field) => !isText(field));
  const ofCoded = linkedRuns(recordOf(coded)).flatMap(({ statement }) => take(statement.kind, statement.text) ?? []);
  const codedRun = ofCoded.find(({ goes }) => goes) ?? ofCoded[0];
  if (codedRun !== undefined) for (const field of coded) found.set(field, codedRun);
  const first = own.map((field) => found.get(field)).find((run) => run?.goes)?.library ?? null;
  // A note beside runs that stay behind stays with them.
  if (found.size > 0 && first === null) return [];
  const fields = own.filter((field) => found.get(field)?.goes ?? true);
  const byLibrary = Map.groupBy(fields, (field) => found.get(field)?.library ?? first);
  return [...byLibrary].map(([library, its]) => ({ library, fields: its }));
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
