/** Drops whose files are cut at any byte: nothing is deleted, and the fault has a name. */
import { gzipSync } from 'node:zlib';
import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDrop, type DropOptions } from '#simulators/files/drops.ts';
import { createDropWorld, DAY, dropSystem, NOW, WRITTEN } from '#tests/exchanges/files/drop-world.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeMarcXml } from '#marc/index.ts';
import { BEFORE_RELEASE } from '#tests/release.ts';
import { createAdapter, createFolder, FULL, pagesOf, record } from '../folder.fixture.ts';

/** At how many places a file is cut. */
const PLACES = BEFORE_RELEASE ? 120 : 40;

type Files = Readonly<Record<string, Uint8Array>>;

const COMPLETE = { manifest: 'drop-{date}.json' };

function dropFiles(options: Partial<DropOptions> = {}): Files {
  const made = makeDrop(createDropWorld(3), { of: DAY, end: 'manifest', ...options });
  return Object.fromEntries(made.map(({ name, bytes }) => [name, bytes]));
}

/** What the harvest of these files says; `taken` where it took them in. */
async function outcomeOf(files: Files, complete: object = COMPLETE, packed = ''): Promise<string> {
  const folder = createFolder('drops');
  for (const [name, bytes] of Object.entries(files)) folder.write(join('drops', name), bytes, WRITTEN.toISOString());
  const system = dropSystem(
    { folder: 'drops', complete, incompleteAfterMinutes: 0 },
    { directory: folder.path, packed },
  );
  const adapter = createAdapter(system, { now: NOW });
  onTestFinished(() => adapter.close());
  if (adapter.harvest === undefined) throw new Error('no harvest');
  try {
    const pages = await pagesOf(adapter.harvest, FULL);
    return pages.some(({ allLocalIds }) => allLocalIds !== null) ? 'taken' : 'read without an end';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(folder.path, { recursive: true });
    mkdirSync(folder.path);
  }
}

/** The first, the last, and so many between them. */
function placesIn(length: number, most: number): readonly number[] {
  const step = Math.max(1, Math.floor(length / most));
  const places = Array.from({ length: Math.ceil(length / step) }, (_, index) => index * step);
  return [...new Set([...places, length - 1])];
}

const NAMED = /^\[hill-files\] .*(drop|manifest|list|file|line|record)/s;

describe('a drop with a manifest', () => {
  it('is taken in whole', async () => {
    expect(await outcomeOf(dropFiles())).toBe('taken');
    expect(await outcomeOf(dropFiles({ gzip: true }), COMPLETE, '.gz')).toBe('taken');
  });

  it.each([
    ['the MARC file', `catalogue-${DAY}.mrc`, false],
    ['the list of copies', `items-${DAY}.csv`, false],
    ['the manifest', `drop-${DAY}.json`, false],
    ['the packed MARC file', `catalogue-${DAY}.mrc.gz`, true],
    ['the packed list', `items-${DAY}.csv.gz`, true],
  ])(
    'is refused where %s is cut at any place',
    async (_, name, gzip) => {
      const files = dropFiles({ gzip });
      const whole = files[name] ?? Buffer.alloc(0);

      const outcomes = new Set<string>();
      for (const place of placesIn(whole.length, PLACES)) {
        outcomes.add(await outcomeOf({ ...files, [name]: whole.subarray(0, place) }, COMPLETE, gzip ? '.gz' : ''));
      }

      expect([...outcomes].filter((outcome) => !NAMED.test(outcome))).toEqual([]);
    },
    60_000,
  );
});

describe('a drop with a marker alone', () => {
  /** Where one record ends and the next begins a cut cannot be seen: that is what manifests and shares are for. */
  it('is refused where the MARC file is cut at any place but between two records', async () => {
    const files = dropFiles({ end: 'marker' });
    const name = `catalogue-${DAY}.mrc`;
    const whole = Buffer.from(files[name] ?? []);
    const ends = [...whole.keys()].filter((at) => whole[at] === 0x1d).map((at) => at + 1);
    const taken: number[] = [];
    for (const place of new Set([
      ...ends.slice(0, -1),
      ...placesIn(whole.length, BEFORE_RELEASE ? Infinity : PLACES),
    ])) {
      const outcome = await outcomeOf({ ...files, [name]: whole.subarray(0, place) }, { marker: 'drop-{date}.done' });
      if (outcome === 'taken') taken.push(place);
      else expect(outcome).toMatch(NAMED);
    }

    expect(taken).toEqual(ends.slice(0, -1));
  }, 120_000);

  it('is refused where the list is cut inside its first line, inside a value in quotes, or inside a line', async () => {
    const files = dropFiles({ end: 'marker' });
    const name = `items-${DAY}.csv`;
    const whole = Buffer.from(files[name] ?? []).toString();
    const lines = whole.split('\r\n');
    const cuts = [
      whole.slice(0, 20),
      `${lines[0] ?? ''}\r\n`,
      `${lines.slice(0, 2).join('\r\n')}\r\n${(lines[2] ?? '').slice(0, 20)}`,
      `${lines.slice(0, 2).join('\r\n')}\r\nb1000001,"3000`,
    ];

    for (const cut of cuts) {
      const outcome = await outcomeOf({ ...files, [name]: Buffer.from(cut) }, { marker: 'drop-{date}.done' });
      expect(outcome).toMatch(/items-2026-11-26\.csv: .*(no column|no line behind|does not end as a line does|quote)/);
    }
  });

  it('is refused where a file of XML is cut at any place', async () => {
    const files = dropFiles({ end: 'marker' });
    const name = `catalogue-${DAY}.mrc`;
    const records = ['b1000001', 'b1000002', 'b1000003'].map((id) => writeMarcXml(record(id, `Title ${id}`)));
    const xml = Buffer.from(`<?xml version="1.0"?>\n<collection>${records.join('\n')}</collection>`);

    expect(await outcomeOf({ ...files, [name]: xml }, { marker: 'drop-{date}.done' })).toBe('taken');
    for (const place of placesIn(xml.length, PLACES)) {
      const outcome = await outcomeOf({ ...files, [name]: xml.subarray(0, place) }, { marker: 'drop-{date}.done' });
      expect(outcome).toMatch(NAMED);
    }
  }, 60_000);
});

describe('what goes wrong at a library', () => {
  it.each<readonly [DropOptions['fault'], DropOptions['end'], RegExp]>([
    ['cut', 'manifest', /control totals: the manifest|ends inside a record/],
    ['cut', 'marker', /catalogue-2026-11-26\.mrc: the file ends inside a record/],
    ['early-marker', 'manifest', /has \d+ of the \d+ bytes that the manifest says/],
    ['early-marker', 'marker', /was written after the marker/],
    ['growing', 'marker', /its marker drop-2026-11-26\.done has not come/],
    ['no-marker', 'manifest', /its manifest drop-2026-11-26\.json has not come/],
    ['empty', 'marker', /is empty; check what writes it/],
    ['wrong-totals', 'manifest', /has 4 records where the files have 3/],
    ['other-library', 'marker', /none of the 6 lines of copies names a record of the MARC files/],
    ['wrong-encoding', 'manifest', /It is UTF-16: write it as UTF-8/],
  ])('is named: %s, with a %s', async (fault, end, words) => {
    const complete = end === 'marker' ? { marker: 'drop-{date}.done' } : COMPLETE;
    const folder = createFolder('drops');
    const made = makeDrop(createDropWorld(3), { of: DAY, end, fault, at: 0.6 });
    for (const [index, { name, bytes }] of made.entries()) {
      const path = join(folder.path, 'drops', name);
      const time = new Date(WRITTEN.getTime() + index * 10_000);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
      utimesSync(path, time, time);
    }
    const system = dropSystem({ folder: 'drops', complete, incompleteAfterMinutes: 0 }, { directory: folder.path });
    const adapter = createAdapter(system, { now: NOW });
    onTestFinished(() => adapter.close());
    if (adapter.harvest === undefined) throw new Error('no harvest');

    await expect(pagesOf(adapter.harvest, FULL)).rejects.toThrow(words);
  });

  it('is named where gzip is damaged', async () => {
    const files = dropFiles({ gzip: true, end: 'marker' });
    const damaged = gzipSync(Buffer.from('00714cam a2200205 a 4500'));
    damaged[12] = 0xff;

    expect(
      await outcomeOf({ ...files, [`catalogue-${DAY}.mrc.gz`]: damaged }, { marker: 'drop-{date}.done' }, '.gz'),
    ).toMatch(/packed by gzip and damaged or cut/);
  });
});
