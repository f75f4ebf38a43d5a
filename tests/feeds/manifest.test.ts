/** Proof: what a repository held at a position, over HTTP, and as somebody else computes it. */
import { registerManifest } from '#feeds/manifest/register-manifest.ts';
import { createHttpApp } from '#platform/http-app.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import {
  bucketOf,
  canonicalHash,
  createFeedReader,
  createManifestReader,
  type BucketContents,
  type FeedManifest,
} from '#feed-log/index.ts';
import { pruneLog } from '#feed-log/publish/log-rows.ts';
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, EPOCH, marcOf, publish } from './support/feed-log.ts';
import { feedRegion } from './support/feed-region.ts';
import { prove, type HeldEntry } from './support/proof.ts';

const DAY_S = 86_400;
const live = (identifier: string, title?: string): HeldEntry => ({
  identifier,
  sha256: canonicalHash(marcOf(identifier, title)).toString('hex'),
});
const deleted = (identifier: string): HeldEntry => ({ identifier, sha256: null });

const store = withTestDatabase();
let app: FastifyInstance;

beforeAll(async () => {
  const region = feedRegion();
  app = createHttpApp({});
  const reader = createFeedReader({ db: store.db, region });
  const manifests = createManifestReader({ db: store.db, region });
  registerManifest(app, { reader: () => reader, manifests: () => manifests });
  expect((await app.inject('/manifest/editions')).statusCode).toBe(404);
  await publish(store.db, [
    { identifier: 'mids-1' },
    { identifier: 'mids-2' },
    { identifier: 'mids-10' },
    { identifier: 'mids-1 ä', marc: marcOf('mids-1 ä', 'Ärzte und 病院') },
    { identifier: 'koha.1', repository: 'library/qe' },
    { identifier: 'mids-2', second: 10 * DAY_S, marc: marcOf('mids-2', 'Another title') },
    { identifier: 'mids-10', second: 10 * DAY_S, kind: 'DELETED', marc: null },
    { identifier: 'koha.1', repository: 'library/qe', second: 11 * DAY_S, kind: 'DELETED', marc: null },
  ]);
});
afterAll(() => app.close());

async function ask<Answer>(path: string): Promise<Answer> {
  const response = await app.inject(path);
  expect(response.statusCode).toBe(200);
  return response.json<Answer>();
}

const linesOf = ({ buckets }: FeedManifest): readonly string[] =>
  buckets.map(({ bucket, live: { sha256 }, deleted: gone }) => `${bucket} ${sha256} ${gone.sha256}`);

describe('a manifest', () => {
  it('is what a client computes from what it holds', async () => {
    const proof = prove([
      live('mids-1'),
      live('mids-2', 'Another title'),
      deleted('mids-10'),
      live('mids-1 ä', 'Ärzte und 病院'),
    ]);

    const manifest = await ask<FeedManifest>('/manifest/editions');

    expect(linesOf(manifest)).toEqual(proof.buckets);
    expect(manifest).toMatchObject({ epoch: EPOCH, position: 8, live: 3, deleted: 1, sha256: proof.sha256 });
    expect(manifest.datestamp).toBe(at(11 * DAY_S).toISOString());
  });

  it('of an earlier position has what stood there then', async () => {
    const proof = prove([live('mids-1'), live('mids-2'), live('mids-10'), live('mids-1 ä', 'Ärzte und 病院')]);

    const manifest = await ask<FeedManifest>(`/manifest/editions?epoch=${EPOCH}&position=5`);

    expect(manifest).toMatchObject({ position: 5, live: 4, deleted: 0, sha256: proof.sha256 });
    expect(manifest.datestamp).toBe(at(0).toISOString());
  });

  it('is waited for by one caller a few times at once, and by others beside them', async () => {
    const statusOf = async (position: number, remoteAddress: string): Promise<number> =>
      (await app.inject({ url: `/manifest/editions/001?position=${position}`, remoteAddress })).statusCode;
    const refused: number[] = [];
    const { many, other } = await store.db.transaction().execute(async (holding) => {
      // None is computed meanwhile, however fast or slow the machine is.
      await sql`LOCK TABLE feed_entry IN ACCESS EXCLUSIVE MODE`.execute(holding);
      const asked = Array.from({ length: 17 }, async (_, place) => {
        const status = await statusOf(place + 1, '192.0.2.1');
        if (status === 503) refused.push(place);
        return status;
      });
      await expect.poll(() => refused.length).toBe(13);
      return { many: asked, other: statusOf(8, '192.0.2.2') };
    });

    expect(await other).toBe(200);
    const statuses = await Promise.all(many);
    expect(statuses.filter((status) => status === 503)).toHaveLength(13);
  });

  it('keeps repositories apart', async () => {
    const before = await ask<FeedManifest>('/manifest/library/qe?position=7');
    const after = await ask<FeedManifest>('/manifest/library/qe');
    const none = await ask<FeedManifest>('/manifest/library/wing');

    expect(before.sha256).toBe(prove([live('koha.1')]).sha256);
    expect(after.sha256).toBe(prove([deleted('koha.1')]).sha256);
    expect(none).toMatchObject({ live: 0, deleted: 0, sha256: prove([]).sha256 });
  });

  it('lists what is in a bucket', async () => {
    const bucket = bucketOf('mids-10');

    const now10 = await ask<BucketContents>(`/manifest/editions/${bucket}`);
    const then = await ask<BucketContents>(`/manifest/editions/${bucket}?position=5`);

    expect(now10).toMatchObject({ bucket, position: 8, entries: [deleted('mids-10')] });
    expect(then).toMatchObject({ bucket, position: 5, entries: [live('mids-10')] });
  });

  it('is refused in words for a position that means nothing, or is not known any more', async () => {
    const refusals = [
      ['/manifest/none', 404, /./],
      ['/manifest/library/none', 404, /no repository/],
      ['/manifest/library/west-lib', 404, /no repository/],
      ['/manifest/editions/xyz', 400, /000 to fff/],
      ['/manifest/editions/0000', 400, /000 to fff/],
      ['/manifest/editions?position=-1', 400, /position=<number>/],
      ['/manifest/editions?position=1&position=2', 400, /position=<number>/],
      ['/manifest/editions?position=99999999999999999999', 400, /position=<number>/],
      ['/manifest/editions?position=9', 404, /has not been published/],
      ['/manifest/editions?epoch=ffffffff&position=3', 409, /start again/],
    ] as const;
    for (const [path, status, message] of refusals) {
      const response = await app.inject(path);
      expect([path, response.statusCode]).toEqual([path, status]);
      expect(response.json<{ message: string }>().message).toMatch(message);
    }
  });

  it('of a position is there until what was replaced behind it is forgotten', async () => {
    await pruneLog(store.db, 90, at(100 * DAY_S + 1), new AbortController().signal);

    // Of a bucket that was not asked for before: what was answered is told again.
    expect((await app.inject('/manifest/editions/000?position=6')).statusCode).toBe(410);
    expect((await app.inject('/manifest/editions/000?position=7')).statusCode).toBe(200);
  });

  it('begins again with another epoch', async () => {
    const path = `/manifest/editions?epoch=${EPOCH}&position=8`;
    expect((await app.inject(path)).statusCode).toBe(200);

    await sql`UPDATE feed_state SET epoch = 'eeeeeeee', pruned_to = position`.execute(store.db);

    expect((await app.inject(path)).statusCode).toBe(409);
    expect((await app.inject('/manifest/editions?epoch=eeeeeeee&position=7')).statusCode).toBe(410);
    expect((await app.inject('/manifest/editions')).json()).toMatchObject({ epoch: 'eeeeeeee', position: 8 });
  });
});
