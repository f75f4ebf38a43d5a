/** CQL of every broken kind: always an answer of the protocol, in XML, and soon. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeedServer } from '#feeds/index.ts';
import { parseCql } from '#feeds/sru/cql/parse-cql.ts';
import { SruDiagnostic } from '#feeds/sru/diagnostics.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { makeTemporaryFolder } from '#tests/support/mercia-process.ts';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sruRecords } from './support/sru-records.ts';
import { askSru, hold, keepTerms, publishIndex, readAnswer, startSruServer } from './support/sru-world.ts';
import { HAS_XMLLINT } from './support/xmllint.ts';

const store = withTestDatabase();
const folder = makeTemporaryFolder();
let server: FeedServer;
let answers = 0;

beforeAll(async () => {
  await hold(store.db, sruRecords());
  await publishIndex(store.db);
  await keepTerms(store.db);
  server = await startSruServer({ db: store.db });
}, 60_000);

afterAll(async () => {
  await server.close();
  folder.remove();
});

const PIECES = [
  'a nursing dc.title dc.date bath.isbn mercia.library mercia.nlm cql.allRecords x.y 2019',
  '= == <> < > <= >= any all adj within exact encloses scr and or not prox sortby / ( ) " "" "^a^" /stem /x=1',
  "* ? ^ \\ \\* n* *n ^n ' ; -- & | ! :* <-> % _ {} \u{1f9ea} ä \0 \ud800 \udfff \u202e \ufffe \u0007 \ue000 \n \t",
].flatMap((line) => line.split(' '));
const broken = fc.oneof(
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join(' ')),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 25 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 60 }),
  // Read without a fault, so that every term reaches the database.
  fc
    .tuple(
      fc.constantFrom('dc.title', 'cql.anywhere', 'dc.creator', 'dc.subject', 'mercia.nlm', 'dc.identifier', 'rec.id'),
      fc.constantFrom('=', '==', 'any', 'all', 'adj', '<>'),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.string({ unit: fc.constantFrom(...Array.from(`'":*&|!<->()\\ aä19-.,;/%_`)), maxLength: 20 }),
      ),
    )
    .map(([index, relation, term]) => `${index} ${relation} "${term.replaceAll(/["\\*?^]/g, String.raw`\$&`)}"`),
);

describe('CQL that is broken', () => {
  it('is a tree or a diagnostic, whatever it is', () => {
    fc.assert(
      fc.property(broken, (text) => {
        try {
          parseCql(text);
        } catch (error) {
          expect(error).toBeInstanceOf(SruDiagnostic);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  it('gets an answer of the protocol, in XML', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(broken, fc.boolean(), async (text, isScan) => {
        const answer = await askSru(
          server,
          isScan
            ? { version: '1.2', operation: 'scan', scanClause: text }
            : { version: '1.2', operation: 'searchRetrieve', query: text },
        );

        writeFileSync(join(folder.path, `${String((answers += 1))}.xml`), answer.text);
        expect(answer.status).toBe(200);
        expect(answer.text).toMatch(/<zs:(?:searchRetrieve|scan)Response/);
        // 2 would be a statement that the database refused.
        expect(answer.diagnostic, text).not.toBe(2);
      }),
      { numRuns: 400 },
    );
    if (!HAS_XMLLINT) return;
    const files = Array.from({ length: answers }, (_, at) => join(folder.path, `${String(at + 1)}.xml`));
    const { stderr } = spawnSync('xmllint', ['--noout', '--nonet', ...files]);
    expect(stderr.toString()).toBe('');
  });
});

describe('a query whose escapes are broken', () => {
  it.each(['%E0%A4%A', '%ED%A0%80a', '%FFnursing', 'nursing%', 'nursing%2'])('is refused: %s', async (query) => {
    const asked = `version=1.2&operation=searchRetrieve&query=${query}`;
    const got = await fetch(`${server.url}/sru?${asked}`);
    const posted = await fetch(`${server.url}/sru`, {
      method: 'POST',
      body: asked,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    for (const answer of [got, posted]) {
      const { diagnostic, text } = readAnswer(answer.status, await answer.text());
      expect([answer.status, diagnostic]).toEqual([200, 6]);
      expect(text).toMatch(/details>query</);
    }
  });
});

describe('CQL that is too much', () => {
  const long = (part: string, times: number): string => part.repeat(times);

  it.each([
    ['100 kB of letters', long('a', 100_000), 12],
    ['100 kB of words', long('nursing ', 12_500), 12],
    ['10,000 Booleans', `a${long(' or a', 10_000)}`, 38],
    ['as many Booleans as there may be', `nursing${long(' or nursing', 100)}`, null],
    ['10,000 parentheses', `${long('(', 10_000)}a${long(')', 10_000)}`, 13],
    ['parentheses that are not closed', long('(', 50_000), 13],
    ['10,000 assignments', `${long('> a = "b" ', 5_900)}x.y = z`, 15],
    ['a term of backslashes', `"${long('\\\\', 400)}"`, null],
    ['a term with a thousand masks', `dc.title = "${long('*', 990)}"`, 29],
    ['a term of many short words', `dc.title = "${long('ab* ', 240)}"`, null],
    ['a term of many words', `dc.title any "${long('nursing ', 120)}"`, null],
    ['modifiers without end', `dc.title =${long('/stem', 10_000)} a`, null],
    ['sort keys without end', `a sortby ${long('dc.title ', 5_000)}`, 84],
    ['quotation marks without end', long('"', 9_999), 10],
  ])('%s is answered soon', async (_, query, diagnostic) => {
    const began = performance.now();
    const response = await fetch(`${server.url}/sru`, {
      method: 'POST',
      body: new URLSearchParams({ version: '1.2', operation: 'searchRetrieve', query }),
    });
    const answer = readAnswer(response.status, await response.text());

    expect({ status: answer.status, diagnostic: answer.diagnostic }).toEqual({ status: 200, diagnostic });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  it('is refused by GET and by POST in the words of the protocol', async () => {
    const parameters = new URLSearchParams({ version: '1.2', operation: 'searchRetrieve', query: long('a', 100_000) });
    const got = await fetch(`${server.url}/sru?${parameters.toString()}`);
    const posted = await fetch(`${server.url}/sru`, { method: 'POST', body: parameters });
    const huge = await fetch(`${server.url}/sru`, {
      method: 'POST',
      body: long('a', 300_000),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });

    expect(readAnswer(got.status, await got.text()).diagnostic).toBe(12);
    expect(readAnswer(posted.status, await posted.text()).diagnostic).toBe(12);
    expect(huge.status).toBe(413);
  });
});
