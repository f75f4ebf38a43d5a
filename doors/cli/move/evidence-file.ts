/** The evidence of a move as it stands in its file. What is signed is its bytes: they are written as the graph gave them. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { badUserInput, MerciaError } from '#platform/errors.ts';
import { z } from 'zod';

const cell = z.union([z.string(), z.number(), z.null()]);
const number = z.strictObject({
  what: z.string(),
  value: z.number().nullable(),
  text: z.string().nullable(),
  notToldBy: z.array(z.string()),
  command: z.string(),
});
const table = z.strictObject({
  name: z.string(),
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(cell)),
  command: z.string(),
});
const section = z.strictObject({
  report: z.string(),
  question: z.string(),
  found: z.string(),
  command: z.string(),
  numbers: z.array(number),
  tables: z.array(table),
});
const evidence = z.strictObject({
  format: z.literal('mercia-evidence-1'),
  region: z.strictObject({ id: z.string(), name: z.string() }),
  snapshot: z.string(),
  ledger: z.string().nullable(),
  plan: z.string().nullable(),
  compared: z.array(
    z.strictObject({
      name: z.string(),
      digest: z.string().nullable(),
      takenAt: z.string(),
      takenBy: z.string(),
      systems: z.array(
        z.strictObject({
          id: z.string(),
          harvestedAt: z.string().nullable(),
          problem: z.string().nullable(),
          notTold: z.array(z.string()),
          libraries: z.array(z.string()),
        }),
      ),
      mappings: z.strictObject({ decided: z.number(), digest: z.string() }),
    }),
  ),
  sections: z.array(section),
  samples: z.array(z.strictObject({ library: z.string(), seed: z.string(), result: z.string(), rows: z.number() })),
  signs: z.array(z.strictObject({ role: z.string(), for: z.string() })),
});

export type EvidenceFile = z.infer<typeof evidence>;

export interface ReadEvidence {
  readonly text: string;
  readonly digest: string;
  readonly content: EvidenceFile;
}

/** Throws BAD_USER_INPUT for what is no evidence of this version. */
export async function readEvidenceFile(path: string): Promise<ReadEvidence> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new MerciaError('BAD_USER_INPUT', `The file ${path} cannot be read.`, { cause: error });
  }
  return parseEvidence(text, path);
}

/** `from`: what is named if it is no evidence. */
export function parseEvidence(text: string, from: string): ReadEvidence {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch (error) {
    throw new MerciaError('BAD_USER_INPUT', `${from} is no JSON: take the evidence.json of "mercia move evidence".`, {
      cause: error,
    });
  }
  const parsed = evidence.safeParse(read);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue?.path.join('.') ?? '';
    throw badUserInput(
      `${from} is no evidence of this version (at ${place === '' ? 'its beginning' : place}): make it again with "mercia move evidence".`,
    );
  }
  return { text, digest: createHash('sha256').update(text).digest('hex'), content: parsed.data };
}

/** Each number and row that differs, in a sentence; none if all are the same. */
export function compareEvidence(before: EvidenceFile, now: EvidenceFile): readonly string[] {
  const [then, today] = [factsOf(before), factsOf(now)];
  return [...new Set([...then.keys(), ...today.keys()])].flatMap((what) => {
    const [was, is] = [then.get(what) ?? 'nothing', today.get(what) ?? 'nothing'];
    return was === is ? [] : [`${what}: ${was} in the file, ${is} now.`];
  });
}

/** How many numbers and rows it has. */
export function countFacts(content: EvidenceFile): number {
  return factsOf(content).size;
}

function factsOf(content: EvidenceFile): ReadonlyMap<string, string> {
  const facts = new Map<string, string>();
  for (const { name, digest, mappings, systems } of content.compared) {
    facts.set(`snapshot ${name}, digest`, digest ?? 'none');
    facts.set(`snapshot ${name}, mappings`, mappings.digest);
    facts.set(`snapshot ${name}, systems`, JSON.stringify(systems));
  }
  for (const { report, found, numbers, tables } of content.sections) {
    facts.set(`${report}, what was found`, found);
    for (const { what, ...told } of numbers) facts.set(`${report}: ${what}`, sayNumber(told));
    for (const { name, rows } of tables) {
      facts.set(`${report}, table ${name}, rows`, String(rows.length));
      for (const [place, row] of rows.entries())
        facts.set(`${report}, table ${name}, row ${place + 1}`, row.join(' | '));
    }
  }
  for (const { library, seed, result, rows } of content.samples)
    facts.set(`sample of ${library}, seed ${seed}, ${result}`, String(rows));
  return facts;
}

export function sayNumber({
  value,
  text,
  notToldBy,
}: Pick<EvidenceFile['sections'][number]['numbers'][number], 'value' | 'text' | 'notToldBy'>): string {
  const said = [value?.toLocaleString('en-GB') ?? null, text].filter((part) => part !== null).join(', ');
  const silent = notToldBy.length === 0 ? '' : ` (not told by ${notToldBy.join(', ')})`;
  return said === '' ? `not told${silent}` : said + silent;
}
