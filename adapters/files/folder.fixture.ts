/** A folder into which a library drops its files, and the adapter that reads them. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HarvestFrom, HarvestPage, HarvestSource, LmsAdapter } from '#contract/adapter.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { DataPurpose, SystemConfig } from '#domain/region.ts';
import { createHostGuards } from '#platform/host-guard/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { ReaderTokenOf } from '#platform/reader-token.ts';
import { onTestFinished } from 'vitest';
import { writeIso2709, type MarcField, type MarcRecord } from '#marc/index.ts';
import { filesKind } from './index.ts';

export const SYSTEM = 'hill-files' as SystemId;
/** When a file says that it was written, if the test does not say. */
export const WRITTEN_AT = '2026-03-01T02:00:00.000Z';

export interface Folder {
  readonly path: string;
  write(name: string, contents: string | Uint8Array, writtenAt?: string): void;
}

export function createFolder(...inside: readonly string[]): Folder {
  const path = mkdtempSync(join(tmpdir(), 'mercia-files-'));
  for (const name of inside) mkdirSync(join(path, name));
  onTestFinished(() => {
    rmSync(path, { recursive: true });
  });
  return {
    path,
    write(name, contents, writtenAt = WRITTEN_AT) {
      writeFileSync(join(path, name), contents);
      utimesSync(join(path, name), new Date(writtenAt), new Date(writtenAt));
    },
  };
}

/** Alder owns A1 and A2, Birch owns B1. */
export function describeSystem(directory: string, settings: object): SystemConfig {
  const owner = (code: string, library: string) => ({
    system: SYSTEM,
    code,
    library: library as LibraryId,
    site: null,
  });
  return {
    id: SYSTEM,
    name: 'The files of the hill',
    kind: 'files',
    address: '',
    timeZone: 'Europe/London',
    credentials: { clientIdEnv: null, clientSecretEnv: null, userEnv: null, passwordEnv: null },
    owners: [owner('A1', 'alder'), owner('A2', 'alder'), owner('B1', 'birch')],
    limits: {
      connections: 2,
      callTimeoutMs: 5_000,
      batchSize: 50,
      freshForMs: 0,
      breaker: { failures: 5, openMs: 1_000, maxOpenMs: 10_000 },
    },
    harvest: { method: 'auto', pageSize: 100, everySeconds: 60, fullEverySeconds: 604_800 },
    directory,
    settings,
  };
}

export function createAdapter(
  config: SystemConfig,
  { now = Date.parse('2026-06-01T00:00:00Z'), secrets = {}, readerToken, agreedPurposes }: AdapterWorld = {},
): LmsAdapter {
  return filesKind.create({
    system: config,
    guard: createHostGuards().for(config),
    secret: (name) => secrets[name],
    logger: createLogger('silent'),
    now: () => now,
    readerToken,
    agreedPurposes,
  });
}

interface AdapterWorld {
  /** Milliseconds since the epoch. */
  readonly now?: number;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly readerToken?: ReaderTokenOf;
  readonly agreedPurposes?: ReadonlySet<DataPurpose>;
}

/** The harvest of files in a folder. */
export function sourceOf(directory: string, settings: object, world: AdapterWorld = {}): HarvestSource {
  const adapter = createAdapter(describeSystem(directory, settings), world);
  onTestFinished(() => adapter.close());
  if (adapter.harvest === undefined) throw new Error('this adapter has no harvest');
  return adapter.harvest;
}

export const FULL: HarvestFrom = { run: { kind: 'full' }, resumeAt: null };

export async function pagesOf(source: HarvestSource, from = FULL): Promise<readonly HarvestPage[]> {
  const pages: HarvestPage[] = [];
  for await (const page of source.pages(from, new AbortController().signal)) pages.push(page);
  return pages;
}

export function dataField(tag: string, subfields: Readonly<Record<string, string>>): MarcField {
  const pairs = Object.entries(subfields).map(([code, value]) => ({ code, value }));
  return { tag, ind1: ' ', ind2: ' ', subfields: pairs };
}

export function record(id: string, title: string, ...more: readonly MarcField[]): MarcRecord {
  return {
    leader: '00000nam a2200000 a 4500',
    fields: [{ tag: '001', value: id }, dataField('245', { a: title }), ...more],
  };
}

export function marcFile(...records: readonly MarcRecord[]): Buffer {
  return Buffer.concat(records.map((one) => Buffer.from(writeIso2709(one))));
}
