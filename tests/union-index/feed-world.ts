/** A log over the index of `index-world.ts`, by a renderer that tells no more than titles, holders and copies. */
import { parseIso2709Record, type MarcRecord } from '#marc/index.ts';
import type { LibraryId, SystemId } from '#domain/ids.ts';
import { createLogger } from '#platform/logger.ts';
import type { Database } from '#store/tables.ts';
import {
  EDITIONS_REPOSITORY,
  editionIdentifier,
  libraryRepository,
  recordIdentifier,
  type FeedEdition,
  type FeedItem,
  type FeedRenderer,
  type RenderedEntry,
} from '#feed-log/index.ts';
import type { FeedPublication } from '#feed-log/publish/index.ts';
import { publishNext } from '#feed-log/publish/publish.ts';
import { ensureLog } from '#feed-log/publish/state.ts';
import { sql, type Kysely } from 'kysely';
import { AT, emptyIndex, OWNERS } from './index-world.ts';

export const REGION = 'test';

/** Copies that are lost or withdrawn are left out, those on order are said to be. */
export function titleRenderer(rules = 'rules-1', siteName = 'Main'): FeedRenderer {
  return { rules, render: (edition) => renderTitle(edition, siteName) };
}

function renderTitle({ edition, description, records }: FeedEdition, siteName: string): readonly RenderedEntry[] {
  const libraries = new Set(records.flatMap(({ holdings }) => holdings.map(({ library }) => library)));
  const sets = [`format:${description.format.toLowerCase()}`, ...[...libraries].map((library) => `network:${library}`)];
  const whole: RenderedEntry = {
    repository: EDITIONS_REPOSITORY,
    identifier: editionIdentifier(REGION, edition),
    record: null,
    sets,
    marc: toMarc(
      editionIdentifier(REGION, edition),
      description.title,
      records.flatMap(({ holdings }) => holdings.flatMap(({ items }) => toCopies(items, siteName))),
    ),
  };
  const own = records.flatMap(({ record, system, localId, holdings }) =>
    holdings.map(({ library, items }): RenderedEntry => {
      const identifier = recordIdentifier(system, localId);
      const marc = toMarc(identifier, description.title, toCopies(items, siteName));
      return { repository: libraryRepository(library), identifier, record, sets: sets.slice(0, 1), marc };
    }),
  );
  return libraries.size === 0 ? [] : [whole, ...own];
}

function toCopies(items: readonly FeedItem[], siteName: string): readonly string[] {
  const told = items.filter(({ status }) => status !== 'LOST' && status !== 'WITHDRAWN');
  return told.map(({ localId, status }) => `${siteName} ${localId}${status === 'ON_ORDER' ? ' (on order)' : ''}`);
}

function toMarc(identifier: string, title: string, copies: readonly string[]): MarcRecord {
  const field = (tag: string, value: string) => ({ tag, ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value }] });
  return {
    leader: '     nam a22     2  4500',
    fields: [{ tag: '001', value: identifier }, field('245', title), ...copies.map((copy) => field('852', copy))],
  };
}

export function publicationOf(renderer: FeedRenderer, rest: Partial<FeedPublication> = {}): FeedPublication {
  return {
    region: REGION,
    scope: {
      systems: [...new Set(OWNERS.map(({ system }) => system))] satisfies SystemId[],
      libraries: [...new Set(OWNERS.map(({ library }) => library))] satisfies LibraryId[],
    },
    renderer,
    withheld: [],
    holdPercent: 5,
    keepDays: 90,
    ...rest,
  };
}

export interface PublishAllOptions {
  readonly at?: Date;
  readonly batch?: number;
  readonly publication?: FeedPublication;
}

/** Publishes all that there is to publish; gives the number of batches. */
export async function publishAll(
  db: Kysely<Database>,
  { at = AT, batch = 300, publication = publicationOf(titleRenderer()) }: PublishAllOptions = {},
): Promise<number> {
  await ensureLog(db, at);
  const logger = createLogger('silent');
  let batches = 0;
  while (await publishNext({ db, publication, clock: () => at, logger, batch })) batches += 1;
  return batches;
}

export interface LoggedEntry {
  readonly position: number;
  readonly repository: string;
  readonly identifier: string;
  readonly datestamp: Date;
  readonly kind: string;
  readonly replacedBy: readonly string[];
  readonly sets: readonly string[];
  /** Title and copies; null if it is deleted. */
  readonly says: string | null;
}

/** The newest versions, in their order. */
export async function readLog(db: Kysely<Database>, repository?: string): Promise<readonly LoggedEntry[]> {
  const { rows } = await sql<Omit<LoggedEntry, 'says'> & { readonly body: Buffer | null }>`
    SELECT e.position, r.name AS repository, e.identifier, e.datestamp, e.kind, e.replaced_by AS "replacedBy", e.sets,
      e.body
    FROM feed_entry e JOIN feed_repository r ON r.id = e.repository
    WHERE e.replaced_at IS NULL AND (${repository ?? null}::text IS NULL OR r.name = ${repository ?? null})
    ORDER BY e.position`.execute(db);
  return rows.map(({ body, ...entry }) => ({ ...entry, says: body === null ? null : saysOf(body) }));
}

function saysOf(body: Uint8Array): string {
  const read = parseIso2709Record(body);
  if (read.kind !== 'record') return 'unreadable';
  return read.record.fields
    .flatMap((field) => ('value' in field ? [] : field.subfields.map(({ value }) => value)))
    .join(' | ');
}

/** What is served, without positions and datestamps. */
export async function served(db: Kysely<Database>): Promise<readonly string[]> {
  const entries = await readLog(db);
  return entries
    .map(({ repository, identifier, sets, says, kind }) =>
      [repository, identifier, ...sets, says ?? `deleted (${kind})`].join(' · '),
    )
    .sort();
}

export async function emptyIndexAndLog(db: Kysely<Database>): Promise<void> {
  await emptyIndex(db);
  await sql`TRUNCATE feed_state, feed_entry, feed_repository, feed_in_set, feed_due, feed_hold, feed_held, feed_set_size,
    feed_loss RESTART IDENTITY CASCADE`.execute(db);
}
