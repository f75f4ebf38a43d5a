/** Makes what pages are about: linked cards, a decision, a key, and the addresses of rows behind numbers. */
import { DEMO_CARDS } from '#demo/readers.ts';
import type { DemoPersonId } from '#demo/persons.ts';
import { createApiKey } from '#platform/api-key.ts';
import { insertApiKey } from '#store/repositories/api-keys/api-keys.ts';
import type { Database } from '#store/tables.ts';
import type { Kysely } from 'kysely';
import { randomUUID } from 'node:crypto';
import { pagesOfSnapshot, type PlacesOfPages, type ReportKind } from './every-page.ts';
import type { Visitor } from './visitor.ts';

/** Everybody whose pages there are. */
export const PAGE_VISITORS = [
  'reader',
  'librarian',
  'migration',
  'operator',
] as const satisfies readonly DemoPersonId[];
export type PageVisitors = Readonly<Record<(typeof PAGE_VISITORS)[number], Visitor>>;

export async function signInAll(signIn: (person: DemoPersonId) => Promise<Visitor>): Promise<PageVisitors> {
  const [reader, librarian, migration, operator] = await Promise.all(PAGE_VISITORS.map(signIn));
  if (reader === undefined || librarian === undefined || migration === undefined || operator === undefined)
    throw new Error('nobody');
  return { reader, librarian, migration, operator };
}

/** Links the reader's cards, through the page for it. */
export async function linkCards(reader: Visitor): Promise<void> {
  for (const { library, card, pin } of DEMO_CARDS.filter(({ person }) => person === 'reader')) {
    await reader.get('/account/link');
    const { status } = await reader.post('/account/link', { library, card, pin });
    if (status !== 303) throw new Error(`the card at ${library} was not linked: ${String(status)}`);
  }
}

/** Gives its id. */
export async function raiseDecision(migration: Visitor, snapshot: string, library: string): Promise<string> {
  const path = `/compare/${snapshot}/decisions/new?of=ITEMS&where=LIBRARY:${library}`;
  await migration.get(path);
  const { location, status } = await migration.post(path, {
    question: 'What becomes of these copies?',
    owner: '',
    dueOn: '',
  });
  const id = location?.split('/').at(-1);
  if (id === undefined) throw new Error(`no decision was raised: ${String(status)}`);
  return id;
}

/** Gives its id. */
export async function makeKey(db: Kysely<Database>): Promise<string> {
  const { id, hash } = createApiKey();
  await insertApiKey(db, {
    id,
    hash,
    name: 'measured',
    role: 'operator',
    service: null,
    budgetMs: null,
    createdAt: new Date(),
    expiresAt: null,
    revokedAt: null,
  });
  return id;
}

/** An act that is long over; gives its id. */
export async function noteTakeBack(db: Kysely<Database>): Promise<string> {
  const { id } = await db
    .insertInto('take_back')
    .values({ id: randomUUID(), at: new Date(), reason: 'Incident 12', state: 'DONE', finished_at: new Date() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Asks the graph as the migration team, and gives the data. */
export type AskAsMigration = <Data>(query: string) => Promise<Data>;

export interface PlacesOptions {
  readonly ask: AskAsMigration;
  readonly visitors: PageVisitors;
  readonly snapshot: string;
  readonly earlier: string;
  readonly library: string;
  readonly system: string;
  /** Ids of editions. */
  readonly titles: readonly string[];
  readonly pair: PlacesOfPages['pair'];
  readonly key: string | null;
  readonly takeBack: string | null;
}

/** Raises a decision, and finds out which reports, codes and rows there are. */
export async function findPlaces({ ask, visitors, ...known }: PlacesOptions): Promise<PlacesOfPages> {
  const { snapshot, library } = known;
  const { comparisonReports: reports, codeMappings } = await ask<{
    comparisonReports: readonly ReportKind[];
    codeMappings: { nodes: readonly { list: string; system: string; code: string }[] };
  }>('{ comparisonReports { name scope aboutReaders } codeMappings(first: 1) { nodes { list system code } } }');
  const [code] = codeMappings.nodes;
  if (code !== undefined) await enterTargetCode(ask, code.list);
  const places: PlacesOfPages = {
    ...known,
    reports,
    decision: await raiseDecision(visitors.migration, snapshot, library),
    code: code === undefined ? null : new URLSearchParams({ ...code }).toString(),
    rows: [],
  };
  const questions = pagesOfSnapshot(places).filter(
    ({ who, path }) => who === 'migration' && path !== '/compare/:snapshot/overlap.csv',
  );
  const rows = await findRows(
    visitors.migration,
    questions.flatMap(({ addresses }) => addresses),
  );
  return { ...places, rows };
}

async function enterTargetCode(ask: AskAsMigration, list: string): Promise<void> {
  await ask(`mutation { changeTargetCodes(input: { codes: [{ list: ${list}, code: "T" }] }) { taken } }`);
}

/** Addresses of rows that stand behind a number of these pages, each once. */
async function findRows(visitor: Visitor, pages: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const page of pages) {
    const { html } = await visitor.get(page);
    for (const [, href = ''] of html.matchAll(/href="(\/compare\/[^"]*\/rows\?[^"]*)"/g))
      found.add(href.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"'));
  }
  return [...found];
}
