import { createIndexScope, matchEvidence } from '#union-index/index.ts';
import { region } from '#tests/catalogue/catalogue-world.ts';
import { withTestDatabase } from '#tests/support/database.ts';
import { applyPage, emptyIndex, harvested, matchWaiting, pageOf } from '#tests/union-index/index-world.ts';
import { marcOf } from '#tests/union-index/marc-lines.ts';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { runMatchExplainIndexed } from './match.ts';

const store = withTestDatabase();
const midwifery = [
  '020 __ $a 9780198526636',
  '100 1_ $a Jones, Alice',
  '245 10 $a Midwifery in practice',
  '260 __ $a London : $b Elsevier, $c 2001',
  '300 __ $a 345 p.',
];
const [first = '', second = ''] = region.systems.map(({ id }) => id);
const [ONE, TWO, HIDDEN] = [`${first}:record:1`, `${second}:record:1`, `${second}:record:2`];

beforeAll(async () => {
  await emptyIndex(store.db);
  await applyPage(store.db, first, pageOf([harvested('1', marcOf(...midwifery))]));
  const others = [
    harvested('1', marcOf(...midwifery, '250 __ $a 2nd ed.')),
    harvested('2', marcOf(...midwifery), { visibility: 'SUPPRESSED' }),
  ];
  await applyPage(store.db, second, pageOf(others));
  await matchWaiting(store.db);
});

async function explain(a: string, b: string, json = false): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = [text(stdout), text(stderr)];
  const index = createIndexScope(store.db, region);
  const code = await runMatchExplainIndexed(a, b, { index, json }, { stdout, stderr });
  stdout.end();
  stderr.end();
  const [out = '', err = ''] = await Promise.all(printed);
  return { code, out, err };
}

describe('mercia match explain, of records of the index', () => {
  it('says in words what speaks for and against, and whether they stand together', async () => {
    const { code, out } = await explain(ONE, TWO);

    expect(code).toBe(0);
    expect(out).toContain('both have ISBN 9780198526636');
    expect(out).toContain('they are in one edition');
  });

  it('prints what the graph answers', async () => {
    const { out } = await explain(ONE, TWO, true);

    expect(JSON.parse(out)).toEqual(
      await matchEvidence(createIndexScope(store.db, region), ONE as never, TWO as never),
    );
  });

  it('tells nothing of a record that is not public, and says so of an id that is none', async () => {
    expect(await explain(ONE, HIDDEN)).toMatchObject({ code: 2, out: '' });
    expect((await explain(ONE, 'what')).err).toContain('is not the id of a record');
  });
});
