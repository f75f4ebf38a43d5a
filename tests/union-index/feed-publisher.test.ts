import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { feedStatus, startFeedPublisher, type FeedPublication } from '#feed-log/publish/index.ts';
import { deleteReadChanges } from '#union-index/harvest/index.ts';
import { sql, type Kysely } from 'kysely';
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { emptyIndexAndLog, publicationOf, readLog, titleRenderer } from './feed-world.ts';
import { applyPage, harvested, pageOf } from './index-world.ts';
import { marcOf } from './marc-lines.ts';

const store = withTestDatabase();
beforeEach(() => emptyIndexAndLog(store.db));

function start(db: Kysely<Database>, publication: Parameters<typeof startFeedPublisher>[0]['publication']) {
  const stop = new AbortController();
  const logger = createLogger('silent');
  const clock = (): Date => new Date();
  const done = startFeedPublisher({ db, publication, clock, logger, signal: stop.signal, lookEveryMs: 5 });
  const end = async (): Promise<void> => {
    stop.abort();
    await done;
  };
  onTestFinished(end);
  return { end };
}

async function bring(localId: string, title: string): Promise<void> {
  const marc = marcOf(`001 ${localId}`, `245 10 $a ${title}`);
  await applyPage(store.db, 'north', pageOf([harvested(localId, marc, { owners: ['NQ'] })]));
}

async function titles(): Promise<readonly (string | null)[]> {
  return (await readLog(store.db, 'editions')).map(({ says }) => says?.split(' | ')[0] ?? null);
}

async function copies(): Promise<readonly (string | null)[]> {
  return (await readLog(store.db, 'editions')).map(({ says }) => says);
}

/** What comes within a moment, unless the machine is busy. */
function until(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000, interval: 20 });
}

/** Publishes under a name by which what it rendered is known. */
function named(name: string, rendered: string[]): () => FeedPublication {
  const renderer = titleRenderer();
  return () =>
    publicationOf({
      rules: renderer.rules,
      render(edition) {
        rendered.push(`${name}: ${edition.description.title}`);
        return renderer.render(edition);
      },
    });
}

it('is one, of all processes that would publish; another takes over when it ends', async () => {
  const rendered: string[] = [];
  await bring('1', 'Anatomy');
  const first = start(store.open(), named('first', rendered));
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy']);
  });
  start(store.open(), named('second', rendered));
  await bring('2', 'Biochemistry');
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy', 'Biochemistry']);
  });

  await first.end();
  await bring('3', 'Physiology');
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy', 'Biochemistry', 'Physiology']);
  });

  expect(new Set(rendered)).toEqual(new Set(['first: Anatomy', 'first: Biochemistry', 'second: Physiology']));
});

it('goes on after it failed, and says so meanwhile', async () => {
  let publication: () => FeedPublication | null = () => publicationOf(titleRenderer());
  await bring('1', 'Anatomy');
  start(store.open(), () => publication());
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy']);
  });
  publication = () => {
    throw new Error('no room on the disk');
  };
  await bring('2', 'Biochemistry');
  await until(async () => {
    expect((await feedStatus(store.db))?.problem).toContain('publishing failed');
  });
  expect((await feedStatus(store.db))?.waitingSince).not.toBeNull();

  publication = () => publicationOf(titleRenderer());

  await until(async () => {
    expect(await titles()).toEqual(['Anatomy', 'Biochemistry']);
  });
  expect(await feedStatus(store.db)).toMatchObject({ problem: null, waitingSince: null });
});

it('takes over again when the server has ended its connection', async () => {
  await bring('1', 'Anatomy');
  start(store.open(), () => publicationOf(titleRenderer()));
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy']);
  });

  // Of this database: other tests have theirs on the same server.
  await sql`
    SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()`.execute(store.db);
  await bring('2', 'Biochemistry');

  await until(async () => {
    expect(await titles()).toEqual(['Anatomy', 'Biochemistry']);
  });
});

it('publishes by the region file of the moment, and nothing where it has no feeds', async () => {
  let publication: FeedPublication | null = publicationOf(titleRenderer());
  await bring('1', 'Anatomy');
  start(store.open(), () => publication);
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy']);
  });

  publication = null;
  await bring('2', 'Biochemistry');
  await sql`INSERT INTO feed_due (edition) VALUES (1)`.execute(store.db);
  await until(async () => {
    expect(await store.db.selectFrom('feed_due').selectAll().execute()).toEqual([]);
  });
  expect(await titles()).toEqual(['Anatomy']);

  publication = publicationOf(titleRenderer('rules-2', 'Wing'));
  await until(async () => {
    expect(await titles()).toHaveLength(2);
  });
  await until(async () => {
    expect((await readLog(store.db)).every(({ says }) => says?.includes('Wing') === true)).toBe(true);
  });
});

it('passes nothing on, and keeps what changes, while it is not known what the public sees', async () => {
  let asked = 0;
  let publication: FeedPublication | 'NOT_YET' = publicationOf(titleRenderer());
  await bring('1', 'Anatomy');
  start(store.open(), () => ((asked += 1), publication));
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy']);
  });

  publication = 'NOT_YET';
  await bring('2', 'Biochemistry');
  await sql`INSERT INTO feed_due (edition) VALUES (1)`.execute(store.db);
  const before = asked;
  await until(async () => {
    expect(asked).toBeGreaterThan(before + 2);
  });
  expect(await titles()).toEqual(['Anatomy']);
  expect(await store.db.selectFrom('feed_due').selectAll().execute()).toHaveLength(1);

  publication = publicationOf(titleRenderer());
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy', 'Biochemistry']);
  });
});

it('keeps no change waiting while nothing is passed on, and looks at everything once something is again', async () => {
  let publication: FeedPublication | null = publicationOf(titleRenderer());
  await bring('1', 'Anatomy');
  start(store.open(), () => publication);
  await until(async () => {
    expect(await copies()).toEqual(['Anatomy | Main 1-0']);
  });

  publication = null;
  await bring('2', 'Biochemistry');
  await sql`UPDATE item SET status = 'LOST' WHERE local_id = '1-0'`.execute(store.db);
  await sql`INSERT INTO feed_due (edition) SELECT edition FROM member`.execute(store.db);
  await until(async () => {
    await deleteReadChanges(store.db, 1_000);
    expect(await store.db.selectFrom('feed_due').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('change').selectAll().execute()).toEqual([]);
  });

  publication = publicationOf(titleRenderer());
  await until(async () => {
    expect((await copies()).toSorted()).toEqual(['Anatomy', 'Biochemistry | Main 2-0']);
  });
});

it('forgets what was replaced longer ago than the region keeps it', async () => {
  await bring('1', 'Anatomy');
  const { end } = start(store.open(), () => publicationOf(titleRenderer()));
  await until(async () => {
    expect(await titles()).toEqual(['Anatomy']);
  });
  await bring('1', 'Physiology');
  await until(async () => {
    expect(await titles()).toEqual(['Physiology']);
  });
  await end();
  const replaced = () => store.db.selectFrom('feed_entry').select('position').where('replaced_at', 'is not', null);
  expect(await replaced().execute()).toHaveLength(2);
  await sql`UPDATE feed_entry SET datestamp = datestamp - interval '91 days'`.execute(store.db);

  start(store.open(), () => publicationOf(titleRenderer()));

  await until(async () => {
    expect(await replaced().execute()).toHaveLength(0);
  });
  const { rows } = await sql<{ to: number }>`SELECT pruned_to AS to FROM feed_state`.execute(store.db);
  expect(rows[0]?.to).toBe(4);
});
