/** Harvest from the site's MARC export: all records, each with its copies in 999. Changes are a newer export. */
import type { HarvestFrom, HarvestPage, HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import type { MarcReadRecord, MarcReadResult, MarcRecord } from '#marc/index.ts';
import { isControlField } from '#marc/marc-record.ts';
import type { DataFile, DataFileReader } from '../shared/data-file.ts';
import { harvestPage, readCursor, readState, writeState } from '../shared/harvest-page.ts';
import { readWholeMarc } from '../shared/marc-file.ts';
import { cursorSchema, exportStateSchema } from './harvest-state.ts';
import type { Cursor, ExportState } from './harvest-state.ts';
import { ITEM_TAG, copiesOfExport } from './copy.ts';
import { toHarvestedDescription } from './harvested-record.ts';
import type { Policies, PolicySource } from './policies.ts';
import type { ShadowSource } from './shadows.ts';
import type { SymphonySite } from './site.ts';
import type { DayOrder } from './written-day.ts';

export interface ExportHarvestContext {
  readonly site: SymphonySite;
  readonly reader: DataFileReader;
  readonly policies: PolicySource;
  readonly shadows: ShadowSource;
  readonly now: () => number;
}

/** One record of the export with everything that belongs to it, or what cannot be read. */
type Entry = TitleEntry | { readonly reject: HarvestReject };

interface TitleEntry {
  readonly titleId: string;
  readonly parts: readonly MarcReadRecord[];
}

export async function* exportPages(
  context: ExportHarvestContext,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const file = await context.reader.open(signal);
  try {
    yield* pagesOf(context, file, from, signal);
  } finally {
    await file.release();
  }
}

async function* pagesOf(
  context: ExportHarvestContext,
  file: DataFile,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { site } = context;
  const cursor = from.run.kind === 'changes' ? readCursor(cursorSchema, site.system.id, from.run.cursor) : null;
  const { digest, writtenAt } = file;
  // What was written by a clock ahead of ours is still no newer than now.
  const asOf = writtenAt === null ? null : new Date(Math.min(writtenAt, context.now())).toISOString();
  const nextCursor = writeState({ v: 1, digest } satisfies Cursor);
  const resumed = readState(exportStateSchema, from.resumeAt);
  // Another file than the one that was begun: its records stand elsewhere.
  const skip = resumed?.digest === digest ? resumed.done : 0;
  const page = (records: HarvestedRecord[], rejects: HarvestReject[], done: number): HarvestPage =>
    harvestPage({
      records,
      rejects,
      resumeAt: writeState({ v: 1, way: 'export', digest, done } satisfies ExportState),
    });
  if (cursor?.digest === digest) {
    yield { ...page([], [], 0), nextCursor };
    return;
  }
  const policies = await context.policies.read(signal);
  const ids = new Set<string>();
  let nameless = 0;
  let done = 0;
  let records: HarvestedRecord[] = [];
  let rejects: HarvestReject[] = [];
  for await (const entry of entriesOf(site, file)) {
    done += 1;
    const id = 'reject' in entry ? entry.reject.localId : entry.titleId;
    if (id === null) nameless += 1;
    else ids.add(id);
    if (done <= skip) continue;
    if ('reject' in entry) rejects.push(entry.reject);
    else {
      const record = await toRecord(context, policies, entry, asOf, signal);
      if (record !== null) records.push(record);
      else ids.delete(entry.titleId);
    }
    if (records.length + rejects.length < site.system.harvest.pageSize) continue;
    yield page(records, rejects, done);
    records = [];
    rejects = [];
  }
  await file.confirm(signal);
  // A record whose number nobody can read is not gone: nothing is taken for deleted while there is one.
  yield { ...page(records, rejects, done), nextCursor, allLocalIds: nameless === 0 ? ids : null };
}

/** Records in order. Symphony splits a very large record: what follows with the same number belongs to the one before. */
export async function* entriesOf(site: SymphonySite, file: DataFile): AsyncGenerator<Entry> {
  let pending: Entry | null = null;
  for await (const outcome of readWholeMarc({ system: site.system.id, name: 'export' }, file.chunks())) {
    const entry = toEntry(outcome);
    if (pending !== null && 'parts' in pending && 'parts' in entry && pending.titleId === entry.titleId) {
      pending = { titleId: pending.titleId, parts: [...pending.parts, ...entry.parts] };
      continue;
    }
    if (pending !== null) yield pending;
    pending = entry;
  }
  if (pending !== null) yield pending;
}

function toEntry(outcome: MarcReadResult): Entry {
  // A stream gives views on a window that moves on.
  const raw = Uint8Array.from(outcome.raw);
  const place = `record ${outcome.number} of the export`;
  if (outcome.kind === 'reject') {
    const { reason, format } = outcome;
    return { reject: { localId: guessTitleId(raw), place, reason, raw, format } };
  }
  const titleId = titleIdOf(outcome.record);
  if (titleId !== null) return { titleId, parts: [{ ...outcome, raw }] };
  const reason = '001 holds no catalogue key (a number, with a letter or two in front)';
  return { reject: { localId: null, place, reason, raw, format: outcome.format } };
}

/** The catalogue key: 001 carries a letter in front of it, `a` or `u` by site. */
function titleIdOf(marc: MarcRecord): string | null {
  const field = marc.fields.find(({ tag }) => tag === '001');
  if (field === undefined || !isControlField(field)) return null;
  return /^\s*[A-Za-z]{0,2}(\d{1,15})\s*$/.exec(field.value)?.[1] ?? null;
}

/** 001 is the first field after the directory, also of a record that cannot be read otherwise. */
function guessTitleId(raw: Uint8Array): string | null {
  const text = Buffer.from(raw.subarray(0, 20_000)).toString('latin1');
  return (
    /\x1e[A-Za-z]{0,2}(\d{1,15})\x1e/.exec(text)?.[1] ??
    /<controlfield tag="001">\s*[A-Za-z]{0,2}(\d{1,15})\s*</.exec(text)?.[1] ??
    null
  );
}

function dayOrderOf({ settings }: SymphonySite): DayOrder | null {
  return settings.export?.dates ?? settings.export?.uses?.dates ?? null;
}

async function toRecord(
  context: ExportHarvestContext,
  policies: Policies,
  { titleId, parts }: TitleEntry,
  asOf: string | null,
  signal: AbortSignal,
): Promise<HarvestedRecord | null> {
  const [first] = parts;
  if (first === undefined) return null;
  const shadow = await context.shadows.ask(titleId, signal);
  // Deleted since the export was written.
  if (shadow === null) return null;
  const marc: MarcRecord = {
    leader: first.record.leader,
    fields: [
      ...first.record.fields,
      ...parts.slice(1).flatMap((part) => part.record.fields.filter(({ tag }) => tag === ITEM_TAG)),
    ],
  };
  const { copies, leftOut } = copiesOfExport(marc, dayOrderOf(context.site));
  const repairs = [...new Set(parts.flatMap((part) => part.repairs))];
  if (leftOut.length > 0) repairs.push(`item field without number: ${leftOut.length} 999 left out`);
  if (parts.length > 1) repairs.push(`split record: ${parts.length} parts joined`);
  return toHarvestedDescription(context.site, policies, {
    titleId,
    changedAt: null,
    raw: parts.length === 1 ? first.raw : Buffer.concat(parts.map((part) => part.raw)),
    format: first.format,
    marc,
    repairs,
    copies,
    leftOut,
    shadow,
    asOf,
  });
}
