/** The MARC exports of a whole region, of any size. */
import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { isControlField, writeIso2709 } from '#marc/index.ts';
import type { MarcDataField, MarcField, MarcRecord } from '#marc/index.ts';
import { createRandom, type Random } from '#simulators/random.ts';
import { inventEdition } from './invent-edition.ts';
import { readRecordPool } from './record-pool.ts';

/** The one owning code of each system. */
export const OWNER = 'MAIN';

const SEED = 20_261_124;
const SERIALS = 0.05;
/** How many systems hold an edition: share of editions, from, to. Some 2.7 in the mean. */
const HOLDERS: readonly (readonly [number, number, number])[] = [
  [0.5, 1, 1],
  [0.2, 2, 2],
  [0.1, 3, 3],
  [0.12, 4, 6],
  [0.06, 7, 12],
  [0.02, 13, 20],
];
/** Cataloguers leave out, and put in other words. */
const LEFT_OUT = 0.2;
const OPTIONAL = /^(?:020|035|24[06]|250|300|4\d\d|5\d\d|6\d\d|7\d\d)$/;

export function exportPath(folder: string, system: number): string {
  return join(folder, `system-${String(system).padStart(2, '0')}.mrc`);
}

/** Systems that hold an edition, in the mean. */
export const HOLDERS_MEAN = HOLDERS.reduce((sum, [share, from, to]) => sum + (share * (from + to)) / 2, 0);

/** Writes `records` records of `systems` systems, one ISO 2709 file each with copies in 999. The same every time. */
export async function writeExports(folder: string, records: number, systems: number): Promise<void> {
  const writer = createExportWriter(folder, (random) => random.whole(1, 3));
  const all = Array.from({ length: systems }, (_, system) => system);
  for (let written = 0; written < records;) {
    const left = records - written;
    written += await writer.writeEdition(all, (holders) => holders.slice(0, left));
  }
  await Promise.all(all.map((system) => writer.end(system)));
}

/** Puts edition after edition together, the same every time, and writes what each system has of it. */
export function createExportWriter(folder: string, drawCopies: (random: Random) => number, thin = 1) {
  mkdirSync(folder, { recursive: true });
  const random = createRandom(SEED);
  const { books, serials } = readRecordPool(thin);
  const files = new Map<number, WriteStream>();
  let written = 0;

  function fileOf(system: number): WriteStream {
    const file = files.get(system) ?? createWriteStream(exportPath(folder, system));
    files.set(system, file);
    return file;
  }
  return {
    /** Gives how many records were written: of those among the systems that hold it, as many as `keep` leaves. */
    async writeEdition(
      among: readonly number[],
      keep: (holders: readonly number[]) => readonly number[],
    ): Promise<number> {
      const holders = keep(random.some(among, drawHolders(random, among.length)));
      if (holders.length === 0) return 0;
      const edition = inventEdition(random.chance(SERIALS) ? serials : books, random);
      for (const system of holders) {
        written += 1;
        const bytes = writeIso2709(describeCopy(edition, written, { random, drawCopies }));
        const file = fileOf(system);
        if (!file.write(bytes)) await once(file, 'drain');
      }
      return holders.length;
    },
    /** Nothing more is written of the system. */
    async end(system: number): Promise<void> {
      const file = fileOf(system);
      files.delete(system);
      file.end();
      await finished(file);
    },
  };
}

function drawHolders(random: Random, systems: number): number {
  let drawn = random.next();
  for (const [share, from, to] of HOLDERS) {
    if (drawn < share) return Math.min(systems, random.whole(from, to));
    drawn -= share;
  }
  return 1;
}

/** One system's record of the edition, under a number of its own. */
function describeCopy(
  edition: MarcRecord,
  number: number,
  { random, drawCopies }: { readonly random: Random; readonly drawCopies: (random: Random) => number },
): MarcRecord {
  const fields = edition.fields
    .filter(({ tag }) => !OPTIONAL.test(tag) || !random.chance(LEFT_OUT))
    .map((field) => (field.tag === '245' && random.chance(LEFT_OUT) ? shorten(field) : field));
  const copies = Array.from({ length: drawCopies(random) }, (_, copy) => toCopy(number, copy));
  return { leader: edition.leader, fields: [{ tag: '001', value: `u${String(number)}` }, ...fields, ...copies] };
}

/** Without the subtitle. */
function shorten(field: MarcField): MarcField {
  return isControlField(field) ? field : { ...field, subfields: field.subfields.filter(({ code }) => code !== 'b') };
}

function toCopy(number: number, copy: number): MarcDataField {
  const subfields = Object.entries({
    a: `WY 100 ${String(number)}`,
    w: 'NLM',
    c: String(copy + 1),
    i: `${String(number)}-${String(copy)}`,
    l: 'STACKS',
    m: OWNER,
    t: 'BOOK',
  });
  return { tag: '999', ind1: ' ', ind2: ' ', subfields: subfields.map(([code, value]) => ({ code, value })) };
}
