/** What a library that has nothing but its exports holds: plain data, which may be changed while it runs. */
import type { MarcRecord } from '#marc/index.ts';

export interface ExportedCopy {
  readonly barcode: string | null;
  readonly branch: string;
  readonly callNumber: string;
  readonly location: string;
  readonly type: string;
  /** `0` in its place, `L` lost, `T` on its way. */
  status: string;
  /** `2026-03-01`; empty where it is not on loan. */
  due: string;
  /** The moment at which it is due, milliseconds since the epoch; no list tells it. */
  dueAt?: number | null;
  readonly isHidden: boolean;
  readonly volume: string;
  readonly price: string;
  /** `2020-03-01`; empty where nobody wrote it down. */
  readonly acquired: string;
  readonly staffNote: string;
  readonly fund: string;
}

export interface ExportedRecord {
  readonly id: string;
  marc: MarcRecord;
  readonly isHidden: boolean;
  /** True for one that is written into the file so that nobody can read it. */
  isBroken?: boolean;
  /** True for one that is written without its number. */
  lacksNumber?: boolean;
  readonly copies: ExportedCopy[];
}

/** Rows of what the library exports of its readers, with texts as its database prints them; empty for what is NULL there. */
export interface ExportedReader {
  readonly number: string;
  readonly card: string;
  readonly surname: string;
  readonly forenames: string;
  /** `1980-03-01` */
  readonly born: string;
  readonly email: string;
  readonly otherEmail: string;
  readonly category: string;
  readonly branch: string;
  readonly expires: string;
  /** `9999-12-31` of somebody who is restricted without an end. */
  readonly debarred: string;
  /** How many rows of `messages` the reader has. */
  readonly messages: string;
}

export interface ExportedLoan {
  readonly id: string;
  readonly reader: string;
  readonly record: string;
  readonly barcode: string;
  /** `2026-03-01 10:30:00` */
  readonly issued: string;
  /** `2026-03-29 23:59:00` for a loan by the day. */
  readonly due: string;
  readonly renewals: string;
}

export interface ExportedHold {
  readonly id: string;
  readonly reader: string;
  readonly record: string;
  readonly barcode: string;
  readonly branch: string;
  readonly placed: string;
  /** 1 for who is next, 0 once a copy was caught. */
  readonly priority: string;
  /** Empty while it waits, `W` on the hold shelf, `T` on its way. */
  readonly found: string;
  readonly waiting: string;
  readonly suspended: '0' | '1';
}

export interface ExportedCharge {
  readonly id: string;
  readonly reader: string;
  /** `1.500000` */
  readonly outstanding: string;
  readonly kind: string;
  readonly record: string;
  readonly barcode: string;
  /** `2026-03-01 10:30:00` */
  readonly date: string;
}

export interface FilesWorld {
  readonly records: Map<string, ExportedRecord>;
  readonly readers: ExportedReader[];
  readonly loans: ExportedLoan[];
  readonly holds: ExportedHold[];
  readonly charges: ExportedCharge[];
  /** Goes up with each change: the files are written again. */
  edition: number;
  writtenAt: number;
  readonly now: () => number;
  nextNumber: number;
  nextBarcode: number;
}

export function createFilesWorld(now: () => number = Date.now): FilesWorld {
  const lists = { readers: [], loans: [], holds: [], charges: [] };
  return { records: new Map(), ...lists, edition: 1, writtenAt: now(), now, nextNumber: 1, nextBarcode: 3e13 };
}

export function addRecord(world: FilesWorld, marc: MarcRecord, { isHidden = false } = {}): ExportedRecord {
  const id = `b${1_000_000 + world.nextNumber}`;
  world.nextNumber += 1;
  const record: ExportedRecord = { id, marc, isHidden, copies: [] };
  world.records.set(id, record);
  touch(world);
  return record;
}

export function addCopy(
  world: FilesWorld,
  record: ExportedRecord,
  copy: Partial<ExportedCopy> & Pick<ExportedCopy, 'branch'>,
): ExportedCopy {
  world.nextBarcode += 1;
  const added: ExportedCopy = {
    barcode: String(world.nextBarcode),
    callNumber: 'WB 100',
    location: 'MAIN',
    type: 'BOOK',
    status: '0',
    due: '',
    isHidden: false,
    volume: '',
    price: '20.00',
    acquired: '2020-03-01',
    staffNote: '',
    fund: 'NURSING',
    ...copy,
  };
  record.copies.push(added);
  touch(world);
  return added;
}

/** Takes a copy out for good. */
export function removeCopy(world: FilesWorld, barcode: string): void {
  for (const { copies } of world.records.values()) {
    const at = copies.findIndex((copy) => copy.barcode === barcode);
    if (at >= 0) copies.splice(at, 1);
  }
  touch(world);
}

export function editRecord(world: FilesWorld, id: string, marc: MarcRecord): void {
  const record = world.records.get(id);
  if (record !== undefined) record.marc = marc;
  touch(world);
}

export function deleteRecord(world: FilesWorld, id: string): void {
  world.records.delete(id);
  touch(world);
}

/** Notes a change: the files are written again. */
export function touch(world: FilesWorld): void {
  world.edition += 1;
  world.writtenAt = world.now();
}
