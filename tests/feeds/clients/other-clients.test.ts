/**
 * Clients that other people wrote harvest while the index changes: what each ends with is what the manifest says, computed in
 * Perl with MARC::Record. HTTP::OAI and Catmandu::OAI are Debian's; Catmandu speaks by way of HTTP::OAI, and goes through
 * tokens and failures by itself. No package has a client that rests on something else; VuFind's harvester was run by hand, as
 * `docs/discovery.md` says.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { RecordId } from '#domain/ids.ts';
import {
  applyPage,
  AT,
  editionOf,
  harvested,
  matchWaiting,
  OWNERS,
  pageOf,
  partition,
} from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { keepRulings, type Ruling } from '#union-index/rulings/index.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEFORE_RELEASE, beforeRelease } from '../../release.ts';
import { isInstalled } from '../support/tools.ts';
import { openFeedWorld, type FeedWorld } from './feed-world.ts';

const run = promisify(execFile);
const perlThere = isInstalled('perl', '-MMARC::File::XML', '-MHTTP::OAI', '-e', '1');
/** How long a writer is kept from committing. */
const HELD_OPEN_MS = 90_000;
const REPOSITORIES = ['editions', 'library/south-lib'];
const OWNER: Readonly<Record<string, string>> = { north: 'NQ', south: 'S', west: 'W' };

/** Titles with letters beyond ASCII, and signs that XML writes otherwise. */
function book(number: number, title = `Pædiatrics & “care” <${String(number)}>`): ReturnType<typeof marcOf> {
  return marcOf(
    `020 __ $a ${isbn(number)}`,
    `245 10 $a ${title} $c Zoë Ångström`,
    `260 __ $a Leeds $c ${String(1900 + number)}`,
  );
}

function isbn(number: number): string {
  const body = `9780${String(10_000_000 + number)}`;
  const sum = Array.from(body).reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${body}${String((10 - (sum % 10)) % 10)}`;
}

async function put(db: Kysely<Database>, system: string, numbers: readonly number[], title?: string): Promise<void> {
  const records = numbers.map((number) =>
    harvested(String(number), book(number, title), { owners: [OWNER[system] ?? ''] }),
  );
  await applyPage(db, system, pageOf(records));
}

async function remove(db: Kysely<Database>, system: string, numbers: readonly number[]): Promise<void> {
  const gone = numbers.map((number) => ({ deleted: true, localId: String(number), changedAt: null }) as const);
  await applyPage(db, system, pageOf(gone));
}

async function rule(db: Kysely<Database>, a: string, b: string, decision: Ruling['decision']): Promise<void> {
  await keepRulings(db, [{ a: a as RecordId, b: b as RecordId, decision, by: 'M. Bird', at: AT, note: null }]);
  await matchWaiting(db, OWNERS);
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

/** Begun before everything else here, and ended behind it: the time passes while the others are at work. */
let longWriter: LongWriter | null = null;
beforeAll(async () => {
  if (perlThere && BEFORE_RELEASE) longWriter = await startLongWriter();
}, 60_000);
afterAll(async () => longWriter?.close());

/** The other one speaks by way of the first: it is asked before a release. */
const CLIENTS =
  BEFORE_RELEASE && isInstalled('perl', '-MCatmandu::Importer::OAI', '-e', '1')
    ? ['http-oai.pl', 'catmandu-oai.pl']
    : ['http-oai.pl'];

describe.runIf(perlThere).each(CLIENTS)('%s (skipped where absent)', (script) => {
  let world: FeedWorld;
  let folder: string;

  beforeAll(async () => {
    world = await openFeedWorld();
    folder = mkdtempSync(join(tmpdir(), 'mercia-client-'));
  }, 60_000);
  afterAll(async () => {
    await world.close();
    rmSync(folder, { recursive: true });
  });

  /** Harvests what changed since the last time; gives the manifest of what the client holds. */
  async function harvest(repository: string): Promise<unknown> {
    const file = join(folder, repository.replace('/', '-'));
    const program = fileURLToPath(new URL(script, import.meta.url));
    const { stdout } = await run('perl', [program, `${world.url}/oai/${repository}`, file], { maxBuffer: 1e7 });
    return JSON.parse(stdout) as unknown;
  }

  async function expectProven(): Promise<void> {
    for (const repository of REPOSITORIES) {
      expect(await harvest(repository)).toEqual(await world.buckets(repository));
    }
  }

  it('holds everything after its first harvest', { timeout: 120_000 }, async () => {
    await put(world.db, 'north', range(1, 31));
    await put(world.db, 'south', range(21, 51));
    await put(world.db, 'west', range(1, 5));
    expect(await partition(world.db)).toHaveLength(50);
    await world.publish();

    await expectProven();
    const buckets = await world.buckets('editions');
    expect(buckets.reduce((sum, { live }) => sum + live.count, 0)).toBe(50);
  });

  it(
    'holds what changed in the middle of its harvest, though the server is killed then',
    { timeout: 120_000 },
    async () => {
      const { db } = world;
      await put(db, 'north', range(1, 31), 'Neonatal care');
      await world.publish();
      await world.restart({ stayAtPage: 3 });
      const harvesting = harvest('editions');
      await world.untilAsked();

      await rule(db, 'north:record:2', 'north:record:3', 'SAME');
      await rule(db, 'north:record:21', 'south:record:21', 'DIFFERENT');
      await remove(db, 'north', [4, 5]);
      await remove(db, 'south', [21, 45]);
      await put(db, 'south', [46], 'Öl, Ärzte und Übung');
      await world.publish();
      await world.restart();
      await harvesting;

      await expectProven();
    },
  );

  it('holds records whose writer was still at work while others were published', { timeout: 120_000 }, async () => {
    const { db } = world;
    const late = Promise.withResolvers<undefined>();
    const written = Promise.withResolvers<undefined>();
    const writing = db.transaction().execute(async (transaction) => {
      await put(transaction, 'north', [60, 61]);
      written.resolve(undefined);
      await late.promise;
    });
    try {
      await written.promise;
      await world.publish();
      await expectProven();
    } finally {
      late.resolve(undefined);
      await writing;
    }
    await world.publish();

    await expectProven();
    expect(await editionOf(db, 'north', '60')).not.toBeNull();
  });

  it('holds merges and splits that are undone, and records that come back', { timeout: 120_000 }, async () => {
    const { db } = world;
    await rule(db, 'north:record:2', 'north:record:3', 'DIFFERENT');
    await rule(db, 'north:record:7', 'north:record:8', 'SAME');
    await put(db, 'south', [21]);
    await remove(db, 'north', [9]);
    await world.publish();
    await expectProven();
    const former = await editionOf(db, 'south', '45');
    await put(db, 'south', [45]);
    await put(db, 'north', [9]);
    await world.publish();

    await expectProven();
    expect(former).toBeNull();
  });

  it.runIf(beforeRelease('a backup and what it is restored into: 10 s'))(
    'begins again after a backup was restored',
    { timeout: 120_000 },
    async () => {
      await world.backUp();
      await put(world.db, 'north', [70, 71]);
      await remove(world.db, 'south', [30]);
      await world.publish();
      await expectProven();
      const lost = await editionOf(world.db, 'north', '70');

      await world.restore();
      await world.publish(2);
      await put(world.db, 'north', [72]);
      await world.publish(2);

      await expectProven();
      expect(await editionOf(world.db, 'north', '72')).toBeGreaterThan(lost ?? 0);
    },
  );
});

describe.runIf(perlThere && beforeRelease('it waits; above, another writer is late by less'))(
  `a writer at work for ${HELD_OPEN_MS / 1000} s (skipped where HTTP::OAI is absent)`,
  () => {
    it('has its records in the first harvest after it', { timeout: 240_000 }, async () => {
      const writer = longWriter!;
      const meanwhile = await writer.harvest();
      await sleep(Math.max(0, HELD_OPEN_MS - writer.heldFor()));
      expect(await writer.harvest()).toEqual(meanwhile);
      expect(await editionOf(writer.world.db, 'north', '80')).toBeNull();
      await writer.commit();
      await writer.world.publish();

      expect(await writer.harvest()).toEqual(await writer.world.buckets('editions'));
      expect(await editionOf(writer.world.db, 'north', '80')).not.toBeNull();
    });
  },
);

interface LongWriter {
  readonly world: FeedWorld;
  /** Milliseconds since it began to write. */
  heldFor(): number;
  commit(): Promise<void>;
  /** Of what changed since the last time, by HTTP::OAI; gives the manifest of what the client holds. */
  harvest(): Promise<unknown>;
  close(): Promise<void>;
}

/** An index that was harvested, and whose writer then began to write something that is not committed. */
async function startLongWriter(): Promise<LongWriter> {
  const world = await openFeedWorld();
  const folder = mkdtempSync(join(tmpdir(), 'mercia-client-'));
  const program = fileURLToPath(new URL('http-oai.pl', import.meta.url));
  const harvest = async (): Promise<unknown> => {
    const { stdout } = await run('perl', [program, `${world.url}/oai/editions`, join(folder, 'held')], {
      maxBuffer: 1e7,
    });
    return JSON.parse(stdout) as unknown;
  };
  await put(world.db, 'north', range(1, 11));
  await world.publish();
  await harvest();
  const [written, ended] = [Promise.withResolvers<undefined>(), Promise.withResolvers<undefined>()];
  const writing = world.db.transaction().execute(async (transaction) => {
    await put(transaction, 'north', [80, 81], 'Begun long before it was committed');
    written.resolve(undefined);
    await ended.promise;
  });
  await Promise.race([written.promise, writing]);
  const beganAt = performance.now();
  // Others go on publishing what was committed before.
  await world.publish();
  const commit = async (): Promise<void> => {
    ended.resolve(undefined);
    await writing;
  };
  return {
    world,
    heldFor: () => performance.now() - beganAt,
    commit,
    harvest,
    async close() {
      await commit();
      await world.close();
      rmSync(folder, { recursive: true });
    },
  };
}
