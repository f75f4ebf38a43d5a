/** One record of a plan into the files of the target, with its copies and runs, and what is to be said of each. */
import type { SystemId } from '#domain/ids.ts';
import { isControlField, writeIso2709, writeMarcXml, type MarcRecord } from '#marc/index.ts';
import { isMerciaError } from '#platform/errors.ts';
import { mergeRecords } from '../plans/merge-fields.ts';
import type { PlanSettings } from '../plans/plan-settings.ts';
import { itemLosses } from './items.ts';
import { labelOf } from './label-sheet.ts';
import { ITEM_NOTES, RECORD_NOTES, type Member } from './member.ts';
import type { ItemToWrite, MemberToWrite, RecordToWrite } from './planned-pages.ts';
import { makeRecord, sourceNumber, withHoldings, type RecordRules } from './record.ts';
import { withOwners, type Branches } from './statements.ts';
import type { TargetFiles } from './target-files.ts';
import type { TargetFile } from './target-folder.ts';

/** How much was written. Each record that goes is in one of the first four numbers. */
export interface TargetCounts {
  /** `unchanged`: the target has it, and nothing is merged into it. */
  readonly records: {
    readonly added: number;
    readonly updated: number;
    readonly unchanged: number;
    readonly notWritten: number;
  };
  /** `unchanged`: the target has it. Of those written: `withoutBarcode`, and with a code that becomes nothing (`unmapped`). */
  readonly items: {
    readonly written: number;
    readonly unchanged: number;
    readonly notWritten: number;
    readonly withoutBarcode: number;
    /** Of those without a barcode, what needs a new label and has no number for it yet: all but what is read online alone. */
    readonly unlabelled: number;
    readonly unmapped: number;
    /** Those whose state becomes nothing, so that they are loaded as if nothing were wrong. */
    readonly statusLost: number;
  };
  readonly statements: { readonly written: number; readonly unchanged: number; readonly notWritten: number };
}

export interface WritingRules {
  readonly settings: PlanSettings;
  readonly kindOf: ReadonlyMap<SystemId, string>;
  readonly branches: Branches;
}

type LinkOf = RecordRules['linkOf'];

/** Why a record is in no file of records. */
const NOT_WRITTEN = {
  NO_BYTES: 'Its text is no longer there, or cannot be read: it has to be loaded by hand.',
  NOT_MARC:
    'It holds what neither ISO 2709 nor MARCXML has a place for, such as a control character: mend it in its system.',
} as const;

interface Writing extends WritingRules {
  readonly files: TargetFiles;
  readonly counts: ReturnType<typeof noCounts>;
}

export function createRecordWriter(files: TargetFiles, rules: WritingRules) {
  const writing: Writing = { ...rules, files, counts: noCounts() };
  return {
    write: (record: RecordToWrite, linkOf: LinkOf) => writeRecord(writing, record, linkOf),
    counts: writing.counts as TargetCounts,
  };
}

function noCounts() {
  return {
    records: { added: 0, updated: 0, unchanged: 0, notWritten: 0 },
    items: { written: 0, unchanged: 0, notWritten: 0, withoutBarcode: 0, unlabelled: 0, unmapped: 0, statusLost: 0 },
    statements: { written: 0, unchanged: 0, notWritten: 0 },
  };
}

async function writeRecord(writing: Writing, record: RecordToWrite, linkOf: LinkOf): Promise<void> {
  const { files, counts, settings } = writing;
  const { into } = settings;
  const [base] = record.members;
  if (base === undefined) return;
  if (record.members.every(({ system }) => system === into)) {
    keepUnchanged(writing, record);
    return;
  }
  const made = makeForTarget(record, writing, linkOf);
  if (made === null) {
    await leaveOut(writing, record, 'NO_BYTES');
    return;
  }
  const { marc, notes, items, isSuppressed } = made;
  const isThere = base.system === into;
  const file = await writeMarc(files, marc, isThere);
  if (file === null) {
    await leaveOut(writing, record, 'NOT_MARC');
    return;
  }
  counts.records[isThere ? 'updated' : 'added'] += 1;
  const number = sourceNumber(base.system, base.localId);
  const members = record.members.map(({ system, localId }) => sourceNumber(system, localId)).join(' ');
  await files.placed.add([number, file.name, file.rows(), record.class, members]);
  for (const { note, tag } of notes) await files.attention.add([number, tag, null, note, RECORD_NOTES[note]]);
  const its = { number, title: titleOf(marc), isSuppressed };
  for (const item of items) await writeItem(writing, item, its);
  counts.items.unchanged += record.items.length - items.length;
  for (const member of record.members) await writeRuns(writing, member, number);
}

/**
 * The record as a file of the target has it, with the copies that are written under it; of copies that the target has nothing is. Null if
 * the bytes of a member are nowhere, or cannot be read.
 */
export function makeForTarget(
  { members, items: all }: Pick<RecordToWrite, 'members' | 'items'>,
  { settings, kindOf, branches }: WritingRules,
  linkOf: LinkOf,
) {
  const { into } = settings;
  const ownedIn = (system: SystemId, { leader, fields }: MarcRecord): MarcRecord => {
    return { leader, fields: system === into ? fields : withOwners(fields, system, branches) };
  };
  const [first, ...others] = members.flatMap((one): readonly (Member & Pick<MemberToWrite, 'runs'>)[] =>
    one.marc === null ? [] : [{ ...one, marc: ownedIn(one.system, one.marc), kind: kindOf.get(one.system) ?? '' }],
  );
  if (first === undefined || others.length + 1 < members.length) return null;
  const merge: RecordRules['merge'] = (own) => mergeRecords(own, settings);
  const made = makeRecord([first, ...others], { merge, linkOf, into });
  const items = all.filter(({ system }) => system !== into);
  const isSuppressed = members.every(({ isPublic }) => !isPublic);
  const isThere = first.system === into;
  const marc = withHoldings(made.marc, { runs: [first, ...others], branches, items, isSuppressed, isThere });
  return { marc, notes: made.notes, items, isSuppressed };
}

/** The file that it went into; null if no form can hold it. */
async function writeMarc(files: TargetFiles, marc: MarcRecord, isThere: boolean): Promise<TargetFile | null> {
  const bytes = orNull(() => writeIso2709(marc));
  const file = isThere ? files.updates : files.records;
  if (bytes !== null) {
    await file.write(bytes);
    return file;
  }
  const xml = orNull(() => writeMarcXml(marc));
  if (xml === null) return null;
  const large = isThere ? files.largeUpdates : files.large;
  await large.write(`${xml}\n`);
  return large;
}

async function leaveOut(
  { files, counts }: Writing,
  { members, items, class: planClass }: RecordToWrite,
  why: keyof typeof NOT_WRITTEN,
): Promise<void> {
  const [number] = members.map(({ system, localId }) => sourceNumber(system, localId));
  counts.records.notWritten += 1;
  counts.items.notWritten += items.length;
  counts.statements.notWritten += goingRuns(members);
  await files.placed.add([number ?? null, null, null, planClass, null]);
  await files.attention.add([number ?? null, null, null, why, NOT_WRITTEN[why]]);
}

function keepUnchanged({ counts }: Writing, { members, items }: RecordToWrite): void {
  counts.records.unchanged += 1;
  counts.items.unchanged += items.length;
  counts.statements.unchanged += goingRuns(members);
}

function goingRuns(members: readonly MemberToWrite[]): number {
  return members.flatMap(({ runs }) => runs.filter(({ goes }) => goes)).length;
}

interface ItsRecord {
  readonly number: string;
  readonly title: string | null;
  readonly isSuppressed: boolean;
}

async function writeItem({ files, counts }: Writing, item: ItemToWrite, record: ItsRecord): Promise<void> {
  const { barcode, oldBarcode, system, localId, library, branch, location, callNumber } = item;
  counts.items.written += 1;
  if (barcode === null) counts.items.withoutBarcode += 1;
  if (barcode === null && item.relabel) counts.items.unlabelled += 1;
  if (item.unmapped.length > 0) counts.items.unmapped += 1;
  if (hasLostStatus(item)) counts.items.statusLost += 1;
  const codes = [branch, location, item.collection, item.itemType, item.status];
  const notes = [item.unmapped.join(' '), itemLosses(item).join(' ')];
  const where = [record.number, system, localId, library];
  await files.items.add([barcode, oldBarcode, ...where, ...codes, callNumber, item.class, ...notes]);
  for (const note of notesOf(item, record)) {
    await files.attention.add([record.number, '952', barcode, note, ITEM_NOTES[note]]);
  }
  if (!item.relabel) return;
  await files.barcodes.add([oldBarcode, barcode, system, localId, library, record.number]);
  await files.labels.add([barcode, oldBarcode, branch, location, callNumber, record.title]);
  await files.labelSheet.write(
    labelOf({ barcode, before: oldBarcode, branch, location, callNumber, title: record.title }),
  );
}

function notesOf(item: ItemToWrite, { isSuppressed }: ItsRecord): readonly (keyof typeof ITEM_NOTES)[] {
  const isHidden = item.class === 'SUPPRESSED' || item.class === 'HIDDEN';
  return [
    ...(item.branch === null ? (['NO_BRANCH'] as const) : []),
    ...(hasLostStatus(item) ? (['STATUS_NOT_MAPPED'] as const) : []),
    ...(isHidden && !isSuppressed ? (['HIDDEN_COPY'] as const) : []),
  ];
}

/** A state that no code of the target stands for, so that 952 says that nothing is wrong. */
function hasLostStatus(item: ItemToWrite): boolean {
  return item.unmapped.includes('STATUS') || itemLosses(item).includes('status');
}

async function writeRuns(writing: Writing, { system, runs }: MemberToWrite, record: string): Promise<void> {
  const { files, counts, settings, branches } = writing;
  for (const { goes, library, kind, text, retention, note } of runs) {
    if (!goes) continue;
    counts.statements[system === settings.into ? 'unchanged' : 'written'] += 1;
    await files.statements.add([
      record,
      library,
      branches.branchOf(system, null, library),
      kind,
      text,
      retention,
      note,
    ]);
  }
}

/** Null where a form has no place for what it is to hold. */
function orNull<Written>(write: () => Written): Written | null {
  try {
    return write();
  } catch (error) {
    if (isMerciaError(error, 'BAD_USER_INPUT')) return null;
    throw error;
  }
}

function titleOf({ fields }: MarcRecord): string | null {
  const field = fields.find(({ tag }) => tag === '245');
  if (field === undefined || isControlField(field)) return null;
  const parts = field.subfields.filter(({ code }) => 'abnp'.includes(code)).map(({ value }) => value);
  return parts.join(' ');
}
