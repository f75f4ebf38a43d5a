/** A hundred texts in CQL, asked of Mercia and of Zebra over the same records; and read by CQL::Parser. */
import { fileURLToPath } from 'node:url';
import type { FeedServer } from '#feeds/index.ts';
import { parseCql } from '#feeds/sru/cql/parse-cql.ts';
import { SruDiagnostic } from '#feeds/sru/diagnostics.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CQL_TEXTS, REASONS } from '../support/cql-texts.ts';
import { sruRecords } from '../support/sru-records.ts';
import { askSru, hold, keepTerms, publishIndex, readAnswer, startSruServer } from '../support/sru-world.ts';
import { isInstalled, runTool } from '../support/tools.ts';
import { HAS_ZEBRA, startZebra, type Zebra } from '../support/zebra.ts';

const HAS_CQL_PARSER = isInstalled('perl', '-MCQL::Parser', '-e', '1');
const store = withTestDatabase();

describe.skipIf(!HAS_ZEBRA)('CQL as Zebra reads it (skipped where it is not installed)', () => {
  let server: FeedServer;
  let zebra: Zebra;

  beforeAll(async () => {
    await hold(store.db, sruRecords());
    await publishIndex(store.db);
    await keepTerms(store.db);
    server = await startSruServer({ db: store.db });
    zebra = await startZebra(store.db);
  }, 60_000);

  afterAll(async () => {
    await server.close();
    await zebra.close();
  });

  async function answersTo(text: string): Promise<readonly string[]> {
    const parameters = new URLSearchParams({ version: '1.2', operation: 'searchRetrieve', query: text });
    const response = await fetch(`${zebra.url}?${parameters.toString()}`);
    const theirs = readAnswer(response.status, await response.text());
    const ours = await askSru(server, text);
    return [ours, theirs].map(({ diagnostic, count }) =>
      diagnostic === null ? String(count) : `#${String(diagnostic)}`,
    );
  }

  it.each(CQL_TEXTS)('is asked $text', async ({ text, reason, mercia, zebra: other }) => {
    const [ours, theirs] = await answersTo(text);

    if (reason === null) expect(ours).toBe(theirs);
    else expect({ ours, theirs }, REASONS[reason]).toEqual({ ours: mercia, theirs: other });
  });

  it('is asked a hundred texts, and each reason is needed', () => {
    const given = new Set(CQL_TEXTS.flatMap(({ reason }) => (reason === null ? [] : [reason])));

    expect(CQL_TEXTS.length).toBeGreaterThanOrEqual(100);
    expect([...given].sort()).toEqual(Object.keys(REASONS).sort());
  });
});

/** What CQL 1.2 has and 1.1 has not. */
const NEWER = /==|<>|\b(?:adj|within|encloses|sortby)\b/i;

/** Empty terms, modifiers and "prox" are refused by one when it reads, by the other when it searches; a term in parentheses is none. */
const READ_OTHERWISE: readonly string[] = [
  '""',
  'dc.title =/foo nephrology',
  'nephrology prox kidney',
  'nephrology prox/distance=1 kidney',
  'dc.title = (a)',
];

describe.skipIf(!HAS_CQL_PARSER)('CQL as CQL::Parser reads it (skipped where it is not installed)', () => {
  it('is read or refused alike', async () => {
    const older = CQL_TEXTS.map(({ text }) => text).filter((text) => !NEWER.test(text));
    const script = fileURLToPath(new URL('cql-parser.pl', import.meta.url));
    const { out } = await runTool('perl', [script, JSON.stringify(older)]);
    const theirs = JSON.parse(out) as readonly boolean[];

    const unlike = older.filter((text, at) => isRead(text) !== theirs[at]);

    expect(unlike).toEqual(READ_OTHERWISE);
    expect(older.length).toBeGreaterThan(70);
  });
});

function isRead(text: string): boolean {
  try {
    parseCql(text);
    return true;
  } catch (error) {
    if (error instanceof SruDiagnostic) return false;
    throw error;
  }
}
