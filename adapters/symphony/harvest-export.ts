/** Harvest from the site's MARC export: all records, each with its copies in 999 or in a list of their own. Changes are newer files. */
import type { HarvestFrom, HarvestPage, HarvestReject, HarvestedRecord } from '#contract/adapter.ts';
import { harvestPage, readCursor, readState, tellIfOlder, writeState } from '../shared/harvest-page.ts';
import { cursorSchema, exportStateSchema, type Cursor, type ExportState } from './harvest-state.ts';
import { copiesOfExport } from './copy.ts';
import { entriesOf, joinParts, repairsOf, type TitleEntry } from './export-entries.ts';
import { toHarvestedDescription } from './harvested-record.ts';
import type { Policies, PolicySource } from './policies.ts';
import type { Delivery, DeliveryReader } from './reports/delivery.ts';
import { expectationOf } from './reports/inspect.ts';
import { ITEMS_SETTING, toReadCopies, type ListedCopies } from './reports/item-list.ts';
import type { ShadowLists } from './reports/shadow-lists.ts';
import type { Shadow, ShadowSource } from './shadows.ts';
import type { SymphonySite } from './site.ts';
import type { DayOrder } from './written-day.ts';

export interface ExportHarvestContext {
  readonly site: SymphonySite;
  readonly reader: DeliveryReader;
  readonly policies: PolicySource;
  readonly shadows: ShadowSource;
  readonly now: () => number;
}

export async function* exportPages(
  context: ExportHarvestContext,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const delivery = await context.reader.open(signal);
  try {
    yield* pagesOf(context, delivery, from, signal);
  } finally {
    await delivery.release();
  }
}

async function* pagesOf(
  context: ExportHarvestContext,
  delivery: Delivery,
  from: HarvestFrom,
  signal: AbortSignal,
): AsyncGenerator<HarvestPage> {
  const { site } = context;
  const cursor = from.run.kind === 'changes' ? readCursor(cursorSchema, site.system.id, from.run.cursor) : null;
  const { digest, writtenAt } = delivery;
  // What was written by a clock ahead of ours is still no newer than now.
  const asOf = writtenAt === null ? null : new Date(Math.min(writtenAt, context.now())).toISOString();
  const nextCursor = writeState({ v: 1, digest, asOf } satisfies Cursor);
  const resumed = readState(exportStateSchema, from.resumeAt);
  // Another file than the one that was begun: its records stand elsewhere.
  const skip = resumed?.digest === digest ? resumed.done : 0;
  let expected: Awaited<ReturnType<typeof expectationOf>> | null = null;
  const page = (records: HarvestedRecord[], rejects: HarvestReject[], done: number): HarvestPage =>
    harvestPage({
      ...expected,
      records,
      rejects,
      resumeAt: writeState({ v: 1, way: 'export', digest, done } satisfies ExportState),
    });
  if (cursor?.digest === digest) {
    yield { ...page([], [], 0), nextCursor: writeState({ ...cursor, asOf: cursor.asOf ?? asOf }) };
    return;
  }
  const lists = await delivery.readLists();
  const { items, shadows } = lists;
  if (items !== null || shadows !== null) expected = await expectationOf(site, delivery, lists);
  const known = await context.policies.read(signal);
  const reading: Reading = { ...context, items, lists: shadows, policies: shadows?.hiding(known) ?? known, asOf };
  const ids = new Set<string>();
  let nameless = 0;
  let done = 0;
  let records: HarvestedRecord[] = [];
  let rejects: HarvestReject[] = [];
  for await (const entry of entriesOf(site.system.id, delivery.marc)) {
    done += 1;
    const id = 'reject' in entry ? entry.reject.localId : entry.titleId;
    if (id === null) nameless += 1;
    else ids.add(id);
    if (done <= skip) continue;
    if ('reject' in entry) rejects.push(entry.reject);
    else {
      const record = await toRecord(reading, entry, signal);
      if (record !== null) records.push(record);
      else ids.delete(entry.titleId);
    }
    if (records.length + rejects.length < site.system.harvest.pageSize) continue;
    yield page(records, rejects, done);
    records = [];
    rejects = [];
  }
  await delivery.confirm(signal);
  if (items !== null) rejects.push(...lostCopies(items, ids));
  const before = (cursor ?? readState(cursorSchema, from.known ?? null))?.asOf;
  rejects.push(...tellIfOlder(site.warn, { asOf, before, place: 'settings.export.source' }));
  // A record whose number nobody can read is not gone: nothing is taken for deleted while there is one.
  yield { ...page(records, rejects, done), nextCursor, allLocalIds: nameless === 0 ? ids : null };
}

/** Titles without a record that are told one by one; more are counted. */
const MOST_LOST = 1_000;

/** Copies of titles that are not in the export: they are of another day, or of titles that the export leaves out. */
function lostCopies(items: ListedCopies, ids: ReadonlySet<string>): readonly HarvestReject[] {
  const lost = items.lost((titleId) => ids.has(titleId));
  const toReject = (localId: string, place: string, reason: string): HarvestReject => {
    return { localId, place, reason, raw: new Uint8Array(), format: 'unknown' };
  };
  const told = lost.slice(0, MOST_LOST).map(({ titleId, lines }) => {
    const all = lines.slice(0, 20).join(', ') + (lines.length > 20 ? ' …' : '');
    const reason = `${lines.length} copies name a title that the export does not have`;
    return toReject(titleId, `${ITEMS_SETTING}, line ${all}`, reason);
  });
  const more = lost.length - told.length;
  if (more === 0) return told;
  return [...told, toReject('more', ITEMS_SETTING, `copies of ${more} more titles that the export does not have`)];
}

interface Reading extends Omit<ExportHarvestContext, 'policies'> {
  readonly policies: Policies;
  readonly items: ListedCopies | null;
  readonly lists: ShadowLists | null;
  readonly asOf: string | null;
}

function dayOrderOf({ settings }: SymphonySite): DayOrder | null {
  return settings.export?.dates ?? settings.export?.uses?.dates ?? null;
}

async function toRecord(
  reading: Reading,
  { titleId, parts }: TitleEntry,
  signal: AbortSignal,
): Promise<HarvestedRecord | null> {
  const [first] = parts;
  if (first === undefined) return null;
  const { site, items, policies, asOf } = reading;
  const marc = joinParts(parts.map(({ record }) => record));
  const listed = items?.copiesOf(titleId) ?? null;
  const { copies, leftOut } = listed === null ? copiesOfExport(marc, dayOrderOf(site)) : toReadCopies(listed);
  const shadow = await shadowOf(reading, titleId, listed ?? copies, signal);
  // Deleted since the export was written.
  if (shadow === null) return null;
  const repairs = [...repairsOf(parts)];
  if (leftOut.length > 0) {
    repairs.push(`item field without number: ${leftOut.length} ${items === null ? '999' : 'lines'} left out`);
  }
  return toHarvestedDescription(site, policies, {
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

/** By the lists where there are some, else as the site is asked. */
async function shadowOf(
  { lists, shadows }: Reading,
  titleId: string,
  copies: Parameters<ShadowLists['shadowOf']>[1],
  signal: AbortSignal,
): Promise<Shadow | null> {
  if (lists !== null) return lists.shadowOf(titleId, copies);
  const asked = await shadows.ask(titleId, signal);
  const marked = copies.flatMap(({ barcode, isShadowed }) => (isShadowed === true && barcode !== null ? barcode : []));
  return asked === null || marked.length === 0 ? asked : { ...asked, copies: new Set([...asked.copies, ...marked]) };
}
