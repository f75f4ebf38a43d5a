/** The records of an export in order, each title with all that was written of it: a record that was split, and holdings records behind it. */
import { createHash } from 'node:crypto';
import type { HarvestReject } from '#contract/adapter.ts';
import type { MarcReadRecord, MarcReadResult, MarcRecord } from '#marc/index.ts';
import { isControlField, type MarcDataField, type MarcField } from '#marc/marc-record.ts';
import type { DataFile } from '../shared/data-file.ts';
import { dataFieldsOf, subfieldValue } from '../shared/marc-fields.ts';
import { readWholeMarc } from '../shared/marc-file.ts';
import { onceEach } from '../shared/once-each.ts';
import { ITEM_TAG } from './copy.ts';

export type Entry = TitleEntry | RejectedEntry;

interface RejectedEntry {
  readonly reject: HarvestReject;
  /** A holdings record that stands behind another title: the title itself may well be read. */
  readonly isLonely?: true;
}

export interface TitleEntry {
  readonly titleId: string;
  /** As they came: the description first, then what was split off, and holdings records. */
  readonly parts: readonly MarcReadRecord[];
}

/** A holdings record by itself: by which numbers it may name its title. */
interface HoldingsPart {
  readonly titleIds: readonly string[];
  readonly part: MarcReadRecord;
  readonly place: string;
}

/**
 * Symphony splits a very large record, and writes holdings records (leader/06 u, v, x or y) behind their title: what follows with
 * the same number belongs to the one before. A title of which one part cannot be read is not read at all: copies would be missing.
 */
export async function* entriesOf(system: string, file: Pick<DataFile, 'chunks'>): AsyncGenerator<Entry> {
  let pending: Entry | null = null;
  for await (const outcome of readWholeMarc({ system, name: 'export' }, file.chunks())) {
    const read = toEntry(outcome);
    const joined: Entry | null = pending === null ? null : join(pending, read);
    if (joined !== null) {
      pending = joined;
      continue;
    }
    if (pending !== null) yield withoutDispute(pending);
    pending = 'part' in read ? lonelyHoldings(read) : read;
  }
  if (pending !== null) yield withoutDispute(pending);
}

/** The title itself, or a reject if two of its fields say different things of one copy: which of them is true is unknown. */
function withoutDispute(entry: Entry): Entry {
  if (!('parts' in entry)) return entry;
  const all = entry.parts.flatMap(({ record }) => dataFieldsOf(record, ITEM_TAG));
  if (onceEach(all, numberOfCopy).contradicting.length === 0) return entry;
  return rejectTitle(entry, 'two 999 fields say different things of one copy; check what writes the export');
}

/** A title of which all parts can be read, and which is not taken in all the same. */
export function rejectTitle({ titleId, parts }: TitleEntry, reason: string): RejectedEntry {
  const [first] = parts;
  const place = `record ${first?.number ?? 0} of the export`;
  const raw = Buffer.concat(parts.map((part) => part.raw));
  return { reject: { localId: titleId, place, reason, raw, format: first?.format ?? 'unknown' } };
}

function numberOfCopy(field: MarcDataField): string | null {
  return subfieldValue(field, 'i');
}

/** Null if the second is not of the same title. */
function join(before: Entry, next: Entry | HoldingsPart): Entry | null {
  const titleId = 'parts' in before ? before.titleId : before.reject.localId;
  if (titleId === null) return null;
  if ('part' in next) {
    return next.titleIds.includes(titleId) ? withPart(before, titleId, next.part) : null;
  }
  if ('reject' in next) {
    if (next.reject.localId !== titleId) return null;
    const raws = 'parts' in before ? before.parts.map(({ raw }) => raw) : [before.reject.raw];
    return { reject: { ...next.reject, raw: Buffer.concat([...raws, next.reject.raw]) } };
  }
  const [part] = next.parts;
  return next.titleId === titleId && part !== undefined ? withPart(before, titleId, part) : null;
}

function withPart(before: Entry, titleId: string, part: MarcReadRecord): Entry {
  if ('parts' in before) {
    // A selection that has a title twice has it written twice.
    const isRepeated = before.parts.some(({ raw }) => Buffer.compare(raw, part.raw) === 0);
    return isRepeated ? before : { titleId, parts: [...before.parts, part] };
  }
  return { reject: { ...before.reject, raw: Buffer.concat([before.reject.raw, part.raw]) } };
}

function lonelyHoldings({ titleIds, part, place }: HoldingsPart): Entry {
  const reason = 'a holdings record whose title does not stand before it';
  return {
    reject: { localId: titleIds[0] ?? null, place, reason, raw: part.raw, format: part.format },
    isLonely: true,
  };
}

/** What was written of an entry, the same for the same bytes: a selection that has a title twice has it written twice. */
export function digestOfEntry(entry: Entry): string {
  const digest = createHash('sha256');
  for (const raw of 'parts' in entry ? entry.parts.map((part) => part.raw) : [entry.reject.raw]) digest.update(raw);
  return digest.digest('base64url').slice(0, 16);
}

/** The reject of a title that stands at several places of the export, not with the same bytes: which of them is true is unknown. */
export function refuseScattered(entry: TitleEntry): RejectedEntry {
  const what = 'the title stands at several places of the export, with different copies or descriptions';
  return rejectTitle(entry, `${what}; write each title once`);
}

/**
 * The library codes of the copies in a record that cannot be read, as its bytes have them: they are not gone with it. A guess, for
 * counting alone.
 *
 *     999 ## $a W 1 $i 30001000000017 $l STACKS $m ASH-MAIN
 */
export function guessLibrariesOfCopies(raw: Uint8Array): readonly string[] {
  const text = Buffer.from(raw).toString('latin1');
  const [fields, hasNumber, library] = text.includes('\x1e')
    ? [text.split('\x1e'), /\x1fi/, /\x1fm\s*([^\x1f]+?)\s*(?:\x1f|$)/]
    : [text.split('datafield tag='), /subfield code="i"/, /subfield code="m">\s*([^<]+?)\s*</];
  return fields.flatMap((field) => (hasNumber.test(field) ? (library.exec(field)?.[1] ?? []) : []));
}

function toEntry(outcome: MarcReadResult): Entry | HoldingsPart {
  // A stream gives views on a window that moves on.
  const raw = Uint8Array.from(outcome.raw);
  const place = `record ${outcome.number} of the export`;
  if (outcome.kind === 'reject') {
    const { reason, format } = outcome;
    return { reject: { localId: guessTitleId(raw), place, reason, raw, format } };
  }
  const part = { ...outcome, raw };
  const [own, linked] = [keyIn(outcome.record, '001'), keyIn(outcome.record, '004')];
  if (isHoldings(outcome.record)) return { titleIds: [linked, own].filter((id) => id !== null), part, place };
  if (own !== null) return { titleId: own, parts: [part] };
  const reason = '001 holds no catalogue key (a number, perhaps with a or u in front); write the export with -kc';
  return { reject: { localId: null, place, reason, raw, format: outcome.format } };
}

function isHoldings({ leader }: MarcRecord): boolean {
  return 'uvxy'.includes(leader.charAt(6) || ' ');
}

/** The catalogue key: it carries a letter in front of it, `a` or `u` by site. Others (`on1234567890`) are title control numbers. */
function keyIn(marc: MarcRecord, tag: string): string | null {
  const field = marc.fields.find((each) => each.tag === tag);
  if (field === undefined || !isControlField(field)) return null;
  return /^\s*[au]?(\d{1,15})\s*$/i.exec(field.value)?.[1] ?? null;
}

/** 001 is the first field after the directory, also of a record that cannot be read otherwise. */
function guessTitleId(raw: Uint8Array): string | null {
  const text = Buffer.from(raw.subarray(0, 20_000)).toString('latin1');
  return (
    /\x1e[au]?(\d{1,15})\x1e/i.exec(text)?.[1] ??
    /<controlfield tag="001">\s*[au]?(\d{1,15})\s*</i.exec(text)?.[1] ??
    null
  );
}

/** Where, and what, is held: in a holdings record, or in the title's own. */
const STATED = new Set('852 853 854 855 863 864 865 866 867 868'.split(' '));

/**
 * The parts of a title as one record: the description of the first, with the copies of all, each once. What holdings records state takes the
 * place of what the title states itself, which is an older copy of it.
 */
export function joinParts(parts: readonly MarcRecord[]): MarcRecord {
  const [described = { leader: '', fields: [] }, ...others] = parts.filter((part) => !isHoldings(part));
  const copies = [described, ...others].flatMap((part) => dataFieldsOf(part, ITEM_TAG));
  const once = new Set<MarcField>(onceEach(copies, numberOfCopy).rows);
  const own = described.fields.filter((field) => field.tag !== ITEM_TAG || once.has(field));
  const held = parts.filter(isHoldings).flatMap(({ fields }) => fields.filter(({ tag }) => STATED.has(tag)));
  return {
    leader: described.leader,
    fields: [
      ...(held.length === 0 ? own : own.filter(({ tag }) => !STATED.has(tag))),
      ...held,
      ...others.flatMap(({ fields }) => fields.filter((field) => once.has(field))),
    ],
  };
}

/** What was done to read them as one, for the record's list of repairs. */
export function repairsOf(parts: readonly MarcReadRecord[]): readonly string[] {
  const split = parts.filter(({ record }) => !isHoldings(record)).length;
  const repairs = [...new Set(parts.flatMap((part) => part.repairs))];
  return split > 1 ? [...repairs, `split record: ${split} parts joined`] : repairs;
}
