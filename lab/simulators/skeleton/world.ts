/** What a simulated Skeleton holds: plain data, which may be changed while it runs. */
import type { MarcRecord } from '#marc/index.ts';

export interface SkeletonCopy {
  readonly id: string;
  barcode: string | null;
  owner: string;
  callNumber: string | null;
  location: string | null;
  type: string | null;
  hidden: boolean;
}

export interface SkeletonRecord {
  readonly id: string;
  /** Null for one that cannot be read. */
  marc: MarcRecord | null;
  hidden: boolean;
  changedAt: number;
  /** Null for a record that was deleted. */
  copies: SkeletonCopy[] | null;
}

export interface SkeletonWorld {
  readonly records: Map<string, SkeletonRecord>;
  now: () => number;
}

export function createSkeletonWorld(now: () => number = Date.now): SkeletonWorld {
  return { records: new Map(), now };
}

/** Adds a record, without copies; ids are numbers with leading zeros, so that their order is that of the texts. */
export function addRecord(world: SkeletonWorld, marc: MarcRecord, { hidden = false } = {}): SkeletonRecord {
  const id = String(world.records.size + 1).padStart(6, '0');
  const record: SkeletonRecord = { id, marc, hidden, changedAt: world.now(), copies: [] };
  world.records.set(id, record);
  return record;
}

export function addCopy(
  world: SkeletonWorld,
  recordId: string,
  copy: Partial<Omit<SkeletonCopy, 'id'>> & Pick<SkeletonCopy, 'owner'>,
): SkeletonCopy {
  const record = world.records.get(recordId);
  if (record?.copies === undefined || record.copies === null) throw new Error(`no record ${recordId}`);
  const id = `${recordId}-${record.copies.length + 1}`;
  const added = { id, barcode: `3${id.replace('-', '')}`, callNumber: null, location: null, type: null, hidden: false };
  const whole = { ...added, ...copy };
  record.copies.push(whole);
  record.changedAt = world.now();
  return whole;
}

export function editRecord(world: SkeletonWorld, id: string, marc: MarcRecord): void {
  const record = world.records.get(id);
  if (record !== undefined) Object.assign(record, { marc, changedAt: world.now() });
}

export function deleteRecord(world: SkeletonWorld, id: string): void {
  const record = world.records.get(id);
  if (record !== undefined) Object.assign(record, { copies: null, changedAt: world.now() });
}

export function hideRecord(world: SkeletonWorld, id: string): void {
  const record = world.records.get(id);
  if (record !== undefined) Object.assign(record, { hidden: true, changedAt: world.now() });
}

/** Writes what nobody can read in place of a description. */
export function spoilRecord(world: SkeletonWorld, id: string): void {
  const record = world.records.get(id);
  if (record !== undefined) Object.assign(record, { marc: null, changedAt: world.now() });
}

/** Hides one more copy of a record; gives its id. */
export function hideCopy(world: SkeletonWorld, recordId: string): string {
  const { record, copy } = firstCopy(world, recordId, ({ hidden }) => !hidden);
  copy.hidden = true;
  record.changedAt = world.now();
  return copy.id;
}

/** Deletes the first copy of a record, and nothing else of it; gives its id. */
export function deleteCopy(world: SkeletonWorld, recordId: string): string {
  const { record, copy } = firstCopy(world, recordId);
  record.copies = record.copies?.filter((one) => one !== copy) ?? null;
  record.changedAt = world.now();
  return copy.id;
}

function firstCopy(
  world: SkeletonWorld,
  recordId: string,
  which: (copy: SkeletonCopy) => boolean = () => true,
): { readonly record: SkeletonRecord; readonly copy: SkeletonCopy } {
  const record = world.records.get(recordId);
  const copy = record?.copies?.find(which);
  if (record === undefined || copy === undefined) throw new Error(`record ${recordId} has no such copy`);
  return { record, copy };
}

/** Ids of what was not deleted. */
export function idsOf(world: SkeletonWorld): readonly string[] {
  return [...world.records.values()].filter(({ copies }) => copies !== null).map(({ id }) => id);
}
