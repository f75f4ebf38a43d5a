import { writeIso2709, writeMarcInJson } from '#marc/index.ts';
import { field008, marcOf } from '#tests/union-index/marc-lines.ts';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { scoreFile, ScoredPair } from '../matching/score-file.ts';
import { runMatchExplain, runMatchScore } from './match.ts';

const MIDWIFERY = [
  '100 1_ $a Jones, Alice.',
  '245 10 $a Midwifery : $b a guide',
  '264 _1 $a London : $b Elsevier, $c 2004.',
  '300 __ $a xii, 345 pages ; $c 24 cm',
  field008({ dates: 's2004    ' }),
];
const record = (id: string, ...lines: readonly string[]): ReturnType<typeof marcOf> => marcOf(`001 ${id}`, ...lines);
const RECORDS = [
  record('a', ...MIDWIFERY),
  record('b', ...MIDWIFERY.map((line) => line.replace('pages ;', 'p. ;'))),
  record(
    'c',
    ...MIDWIFERY.map((line) =>
      line
        .replace('Midwifery : $b a guide', 'Paediatrics')
        .replace('Jones', 'Smith')
        .replace('345', '92')
        .replaceAll('2004', '1998'),
    ),
  ),
];
const json = (): string => RECORDS.map((one) => JSON.stringify(writeMarcInJson(one))).join('\n');

interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(command: (io: { stdout: PassThrough; stderr: PassThrough }) => Promise<number>): Promise<Printed> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = [text(stdout), text(stderr)];
  const code = await command({ stdout, stderr });
  stdout.end();
  stderr.end();
  const [out = '', err = ''] = await Promise.all(printed);
  return { code, out, err };
}

describe('mercia match', () => {
  let folder = '';
  const file = (name: string, content: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const score = (
    records: string,
    pairs: string,
    flags: { readonly json?: boolean } = { json: true },
  ): Promise<Printed> => run((io) => runMatchScore({ records, pairs, ...flags }, io));
  type Outcome = Awaited<ReturnType<typeof scoreFile>> & { readonly pairs: readonly ScoredPair[] };
  const outcomeOf = (out: string): Outcome => JSON.parse(out) as Outcome;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'match-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('scores labelled pairs and sums up', async () => {
    const { code, out, err } = await score(file('r.ndjson', json()), file('p.csv', 'id1,id2,label\na,b,1\na,c,0\n'));
    const { summary, curve, pairs, problems } = outcomeOf(out);

    expect({ code, err, problems }).toEqual({ code: 0, err: '', problems: [] });
    expect(pairs.map(({ decision, label }) => ({ decision, label }))).toEqual([
      { decision: 'SAME', label: true },
      { decision: 'DIFFERENT', label: false },
    ]);
    expect(summary).toMatchObject({ pairs: 2, labelled: 2, precision: 1, recall: 1, f1: 1 });
    expect(curve.map(({ precision, recall }) => [precision, recall])).toEqual([
      [1, 1],
      [0.5, 1],
    ]);
  });

  it.each<[string, () => string | Uint8Array]>([
    ['packed', () => gzipSync(json())],
    [
      'in wrappers',
      () => RECORDS.map((one, at) => JSON.stringify({ id: 'abc'[at], marc: writeMarcInJson(one) })).join('\n'),
    ],
    ['in one array', () => JSON.stringify(RECORDS.map(writeMarcInJson), null, 1)],
    ['in ISO 2709', () => Buffer.concat(RECORDS.map((one) => Buffer.from(writeIso2709(one))))],
  ])('reads records %s', async (_how, content) => {
    const { out } = await score(file('r.any', content()), file('p.csv', 'a,b\n'));

    expect(outcomeOf(out).pairs[0]).toMatchObject({ id1: 'a', id2: 'b', label: null, decision: 'SAME' });
    expect(outcomeOf(out).summary).toMatchObject({ pairs: 1, labelled: 0, precision: null });
  });

  it.each([
    ['tabs and words', 'id_a\tid_b\twhy\tsame_edition\na\tb\tx\tyes\na\tc\ty\tno\n'],
    ['quotes, CRLF and a byte order mark', '\ufeff"id1","id2","label"\r\n"a","b","true"\r\n"a","c","FALSE"\r\n'],
    ['semicolons without a header', 'a;b;match\na;c;non-match'],
  ])('reads pairs with %s', async (_how, content) => {
    const { out } = await score(file('r.ndjson', json()), file('p.any', content));

    expect(outcomeOf(out).summary).toMatchObject({ pairs: 2, labelled: 2, f1: 1, problems: 0 });
  });

  it('names unknown ids and bad lines, and goes on', async () => {
    const records = file('r.ndjson', `${json()}\nnot json\n`);
    const { code, out, err } = await score(records, file('p.csv', 'a,x,1\na\na,b,perhaps\na,c,0\n'));

    expect(code).toBe(0);
    expect(outcomeOf(out).summary).toMatchObject({ pairs: 2, labelled: 1, problems: 4 });
    expect(err).toContain('pairs, line 1: no record x');
    expect(err).toContain('pairs, line 2: no two ids');
    expect(err).toContain('pairs, line 3: label "perhaps"');
    expect(err).toContain('records, line 4: no JSON');
  });

  it('counts a pair once that stands there twice, in either order', async () => {
    const pairs = file('p.csv', 'a,b,1\na,c\nb,a,1\na,b,0\nc,a,1\na,b\n');
    const { out, err } = await score(file('r.ndjson', json()), pairs);

    expect(outcomeOf(out).pairs).toHaveLength(6);
    expect(outcomeOf(out).summary).toMatchObject({ pairs: 2, labelled: 2, recall: 0.5, missed: 1, problems: 4 });
    expect(err.match(/line .*/g)).toEqual([
      'line 3: the pair of line 1 again: counted once',
      'line 4: the pair of line 1 again, with another label: the first counts',
      'line 5: the pair of line 2, which has no label: counted once, with this one',
      'line 6: the pair of line 1 again: counted once',
    ]);
  });

  it('prints nothing and says why where a file is not there', async () => {
    const { code, out, err } = await score(join(folder, 'none'), join(folder, 'none'));

    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('no such file');
  });

  it('counts lines that could not be used, whatever is wrong with each', async () => {
    const { out, err } = await score(file('r.ndjson', json()), file('p.csv', 'x,y,perhaps\nz\na,b,1\n'));

    expect(outcomeOf(out).summary).toMatchObject({ pairs: 1, problems: 2 });
    expect(err.match(/line .*/g)).toEqual([
      'line 1: label "perhaps" is neither yes nor no: not counted',
      'line 1: no record x',
      'line 1: no record y',
      'line 2: no two ids',
    ]);
  });

  it('takes an id that begins with # for one, and a line of words for a comment', async () => {
    const records = [record('#3', ...MIDWIFERY), ...RECORDS]
      .map((one) => JSON.stringify(writeMarcInJson(one)))
      .join('\n');
    const { out, err } = await score(
      file('r.ndjson', records),
      file('p.csv', '#made by hand\n# id, id, label\n#3,a,1\n#\n#3,c,0\n'),
    );

    expect(outcomeOf(out).summary).toMatchObject({ pairs: 2, labelled: 2, problems: 0 });
    expect(err).toBe('');
  });

  it('counts no pair of a record with itself', async () => {
    const { out, err } = await score(file('r.ndjson', json()), file('p.csv', 'a,a,yes\na,b,yes\n'));

    expect(outcomeOf(out).summary).toMatchObject({ pairs: 1, labelled: 1, problems: 1 });
    expect(err).toContain('pairs, line 1: one record with itself: left out');
  });

  it('refuses pairs that cannot be read twice, and takes records from a pipe', async () => {
    const pairs = file('pairs.csv', 'a,b,yes\n');
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const records = file('records.ndjson', json());
    for (const given of ['-', pipe]) {
      const { code, out, err } = await score(records, given);
      expect([code, out, err]).toEqual([2, '', expect.stringContaining('pairs are read twice: give a file')]);
    }
    const writing = writeFile(pipe, json());
    const { code, out } = await score(pipe, pairs);
    await writing;
    expect([code, outcomeOf(out).pairs]).toEqual([0, [expect.objectContaining({ decision: 'SAME' })]]);
  });

  it('lets no title turn what is printed, and names lines that cannot be read when a record is missing', async () => {
    const red = record('r', ...MIDWIFERY.map((line) => line.replace('Midwifery', 'Red book of \u202e dogs')));
    const records = file(
      'r.ndjson',
      `${[...RECORDS, red].map((one) => JSON.stringify(writeMarcInJson(one))).join('\n')}\n{"id":"gone","fields":\n`,
    );
    const explained = await run((io) => runMatchExplain('a', 'r', { records }, io));
    const missing = await run((io) => runMatchExplain('a', 'gone', { records }, io));

    expect([explained.code, explained.out]).toEqual([0, expect.not.stringContaining('\u202e')]);
    expect([missing.code, missing.err]).toEqual([2, expect.stringContaining('records, line 5: no JSON')]);
    expect(missing.err).toContain('no record gone');
  });

  it('explains a pair in words', async () => {
    const records = file('r.ndjson', json());
    const { code, out } = await run((io) => runMatchExplain('a', 'c', { records }, io));
    const unknown = await run((io) => runMatchExplain('a', 'x', { records }, io));

    expect(code).toBe(0);
    expect(out).toMatch(/^DIFFERENT/);
    expect(out).toContain('Midwifery: a guide / Paediatrics');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('no record x');
  });
});
