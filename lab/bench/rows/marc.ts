/** How fast MARC is read, compared with the runtime's own JSON parser for the same records. */
import { parseMarcInJson, readMarcBytes, writeIso2709, writeMarcInJson, writeMarcXml } from '#marc/index.ts';
import type { MarcRecord } from '#marc/index.ts';
import { generateDemoRegion } from '#demo/generate.ts';
import { interleave, median, timed } from '../support/stats.ts';

export interface MarcFigures {
  readonly form: string;
  readonly bytes: number;
  /** Records a second. */
  readonly rate: number;
  /** `JSON.parse` of the same records as MARC-in-JSON, records a second. */
  readonly jsonRate: number;
  /** Time to read over the time of `JSON.parse`, median of pairs. */
  readonly overJson: number;
}

const ROUNDS = 12;
/** One reading takes a few milliseconds: too short to be measured alone. */
const REPEATS = 4;

export interface MarcRun {
  readonly records: number;
  readonly forms: readonly MarcFigures[];
}

/** Reads every record of the demonstration region in each form. */
export async function measureMarc(): Promise<MarcRun> {
  const records = demoRecords();
  const lines = records.map((record) => JSON.stringify(writeMarcInJson(record)));
  const forms: readonly (readonly [string, Uint8Array])[] = [
    ['ISO 2709', Buffer.concat(records.map(writeIso2709))],
    ['MARCXML', Buffer.from(`<collection>${records.map(writeMarcXml).join('\n')}</collection>`)],
    ['MARC-in-JSON', Buffer.from(`[${lines.join(',\n')}]`)],
  ];
  const figures: MarcFigures[] = [];
  for (const [form, bytes] of forms) {
    const pairs = await interleave(
      ROUNDS,
      () => timed(() => times(REPEATS, () => countRecords(bytes, records.length))),
      () => timed(() => times(REPEATS, () => lines.map((line) => JSON.parse(line) as unknown).length)),
    );
    figures.push({
      form,
      bytes: bytes.length,
      rate: ((REPEATS * records.length) / median(pairs.map(([read]) => read.ms))) * 1000,
      jsonRate: ((REPEATS * records.length) / median(pairs.map(([, json]) => json.ms))) * 1000,
      overJson: median(pairs.map(([read, json]) => read.ms / json.ms)),
    });
  }
  return { records: records.length, forms: figures };
}

/** What the forms are made of: read once, so that all of them say the same. */
function demoRecords(): readonly MarcRecord[] {
  const { worlds } = generateDemoRegion({ now: Date.UTC(2026, 0, 5, 12) });
  return [...worlds.values()].flatMap((world) =>
    [...world.biblios.values()].flatMap(({ marc }) => {
      const parsed = parseMarcInJson(writeMarcInJson(marc));
      return 'record' in parsed ? [parsed.record] : [];
    }),
  );
}

function times(count: number, work: () => number): number {
  let sum = 0;
  for (let time = 0; time < count; time += 1) sum += work();
  return sum;
}

function countRecords(bytes: Uint8Array, expected: number): number {
  let count = 0;
  for (const result of readMarcBytes(bytes)) if (result.kind === 'record') count += 1;
  if (count !== expected) throw new Error(`${count} of ${expected} records were read`);
  return count;
}
