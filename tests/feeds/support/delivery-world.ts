/** What a delivery needs besides its host: receipts in a real database, a data folder, and a clock that stands. */
import { readMarcBytes } from '#marc/index.ts';
import type { Delivery } from '#domain/feeds.ts';
import type { DeliveryOptions } from '#feeds/delivery/index.ts';
import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { createDeliveryStore } from '#feed-log/index.ts';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Kysely } from 'kysely';
import type { SshHost } from './delivery-hosts.ts';
import type { Published } from './feed-log.ts';
import { feedRegion } from './feed-region.ts';

const region = feedRegion();

export const MORNING = new Date('2031-03-02T02:00:00Z');
export const hoursLater = (hours: number): Date => new Date(MORNING.getTime() + hours * 3_600_000);

export function deliveryTo(port: number, folder: string, more: Partial<Delivery> = {}): Delivery {
  return {
    id: 'eds',
    protocol: 'SFTP',
    host: '127.0.0.1',
    port,
    folder,
    userEnv: 'EDS_USER',
    passwordEnv: null,
    privateKeyEnv: 'EDS_KEY',
    hostKey: null,
    set: null,
    gzip: false,
    rename: true,
    unencrypted: false,
    everyHours: 24,
    ...more,
  };
}

/** Makes deliveries to a host, each of an id of its own, to a receiver of its own in `root`. */
export function createDeliveriesTo(host: () => SshHost, root: string) {
  return (id: string, more: Partial<Delivery> = {}): { readonly delivery: Delivery; readonly receiver: string } => {
    const receiver = makeReceiver(root, id);
    const { port, fingerprint } = host();
    return { receiver, delivery: deliveryTo(port, receiver, { id, hostKey: fingerprint, ...more }) };
  };
}

export interface DeliveryWorld {
  readonly db: Kysely<Database>;
  /** For long work. */
  readonly jobs: Kysely<Database>;
  readonly dataFolder: string;
  readonly secrets: Readonly<Record<string, string>>;
}

export function deliveryOptions(
  { db, jobs, dataFolder, secrets }: DeliveryWorld,
  more: Partial<DeliveryOptions> = {},
): DeliveryOptions {
  return {
    store: createDeliveryStore({ db, jobs, region }),
    region,
    secret: (name) => secrets[name],
    dataFolder,
    clock: () => MORNING,
    logger: createLogger('silent'),
    signal: new AbortController().signal,
    ...more,
  };
}

/** The folders that a receiver gives: it loads from two of them. */
export function makeReceiver(root: string, name: string): string {
  const folder = join(root, name);
  for (const each of ['full', 'update']) mkdirSync(join(folder, each), { recursive: true });
  return folder;
}

/** Every file that a receiver has, by its path. */
export function filesAt(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

export interface SentRecord {
  readonly identifier: string;
  /** Position 5 of the leader: `d` if it is deleted. */
  readonly status: string;
  readonly title: string | null;
}

/** The records of a file, compressed or not. */
export function recordsIn(path: string): readonly SentRecord[] {
  const bytes = readFileSync(path);
  return scanRecords(path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
}

function scanRecords(bytes: Uint8Array): readonly SentRecord[] {
  return [...readMarcBytes(bytes)].map((read) => {
    if (read.kind === 'reject') throw new Error(`a record cannot be read: ${read.reason}`);
    const { leader, fields } = read.record;
    const valueOf = (tag: string): string | null => {
      const field = fields.find((each) => each.tag === tag);
      if (field === undefined) return null;
      return 'value' in field ? field.value : (field.subfields[0]?.value ?? null);
    };
    return { identifier: valueOf('001') ?? '', status: leader.charAt(5), title: valueOf('245') };
  });
}

/** What `yaz-marcdump` has to say of a file, and how many records it found. */
export function yazOn(path: string): { readonly records: number; readonly complaints: string } {
  const args = ['-i', 'marc', '-o', 'marcxml', '-f', 'utf-8', '-t', 'utf-8', path];
  const { stdout, stderr } = spawnSync('yaz-marcdump', args, { encoding: 'utf8', maxBuffer: 1024 ** 3 });
  return {
    records: stdout.split('<record').length - 1,
    complaints: `${stderr}${stdout.includes('<!--') ? stdout : ''}`,
  };
}

export function titles(count: number, more: Partial<Published> = {}): readonly Published[] {
  return Array.from({ length: count }, (_, index) => ({ identifier: `mids-${String(index + 1)}`, second: 1, ...more }));
}
