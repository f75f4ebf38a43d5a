/** The file that a library sends: what was asked, what was kept and replaced, and the answers with stand-ins in them. */
import { experimentOf } from '#adapters/registry.ts';
import type { SystemConfig } from '#domain/region.ts';
import { MerciaError } from '#platform/errors.ts';
import { REGION_FILE_VERSION } from '#region/file-version.ts';
import { VERSION } from '#platform/version.ts';
import { QUESTIONS, type AskedQuestion } from './ask-system.ts';
import { namesHeard, showAnswer } from './replace-body.ts';
import { createStandIns } from './stand-ins.ts';
import { createValues, type Tally } from './values.ts';

export interface SharedFile {
  readonly text: string;
  readonly keptValues: number;
  readonly replacedValues: number;
}

export interface SharedOf {
  readonly system: SystemConfig;
  readonly asked: readonly AskedQuestion[];
  readonly at: Date;
  /** What must be nowhere in it besides: addresses, names of libraries, secrets. */
  readonly never: readonly string[];
}

/** A shorter text may stand in a file by chance. */
const SHORTEST_LOOKED_FOR = 8;

/**
 * JSON, to be read from its first line to its last.
 * @throws MerciaError CONFIG_INVALID if anything that had to be replaced is in it all the same; nothing of it is repeated
 */
export function writeSharedFile({ system, asked, at, never }: SharedOf): SharedFile {
  const tally: Tally = { kept: new Map(), replaced: new Map(), originals: new Set() };
  const names = namesHeard(asked.flatMap(({ heard }) => heard));
  const places = new Set(never.map((text) => text.toLowerCase()));
  const values = createValues(createStandIns(), { names, places }, tally);
  const files = new Map<string, number>();
  const answers = asked.map(({ name, outcome, heard }) => ({
    question: QUESTIONS[name],
    outcome,
    exchanges: heard.map((one) => {
      const { around, shown } = showAnswer(one, values);
      return { asked: whatWasAsked(one.question, files), ...around, answer: shown };
    }),
  }));
  const keptValues = sum([...tally.kept.values()].flatMap((counts) => [...counts.values()]));
  const replacedValues = sum([...tally.replaced.values()]);
  const head = {
    'what this is':
      'What a library system answered to a few questions, for those who look after its adapter in Mercia.',
    'please do': [
      'Look through it before you send it. It is written to be read from the first line to the last.',
      'Begin with "kept": each value there is a code of your system as it stands. If one of them is somebody\'s name, put another word in its place everywhere.',
      'Send it to the team that runs Mercia for your region, in the way that your information governance allows. Mercia has sent it to nobody.',
    ],
    'written on': at.toISOString().slice(0, 10),
    'by Mercia': `${VERSION} (region file version ${REGION_FILE_VERSION})`,
    system: {
      kind: system.kind,
      preset: system.preset ?? null,
      'live part': system.live?.kind ?? null,
      experimental: experimentOf(system),
    },
    asked: asked.map(({ name, outcome }) => `${QUESTIONS[name]} ${outcome}`),
    'not asked': 'No account, no reader, no loan, no list of holds; nothing was changed.',
    replaced: {
      values: replacedValues,
      how: 'Every value that is not known to be a code has a stand-in of the same length, letter for letter, digit for digit; equal values have equal stand-ins in this file. Dates keep their form and time and have another day. Of headers there are names alone. Addresses, names of hosts, log-ins and cookies were never written.',
      'by field': Object.fromEntries([...tally.replaced].toSorted(byName)),
    },
    kept: {
      values: keptValues,
      'each code with how often it was seen': Object.fromEntries(
        [...tally.kept]
          .toSorted(byName)
          .map(([field, counts]) => [field, Object.fromEntries([...counts].toSorted(byName))]),
      ),
    },
  };
  const keptCodes = new Set([...tally.kept.values()].flatMap((counts) => [...counts.keys()]));
  const known = new Set(asked.flatMap(({ heard }) => heard.flatMap(({ rules }) => [...rules.names])));
  const texts = answers.flatMap(({ exchanges }) => textsIn(exchanges.map(({ answer }) => answer)));
  const shown = texts.filter((text) => !keptCodes.has(text) && !known.has(text)).join('\n');
  const isLeft = (text: string): boolean => text.length >= SHORTEST_LOOKED_FOR && shown.includes(text);
  const leaks = [
    ...[...tally.originals].filter((text) => !keptCodes.has(text) && !known.has(text) && isLeft(text)),
    ...never.filter((text) => texts.includes(text) || isLeft(text)),
  ];
  if (leaks.length > 0) {
    const what = `${leaks.length} values that had to be replaced are still in it; nothing was written. Please report this with the kind of the system`;
    throw new MerciaError('CONFIG_INVALID', `--share: ${what}`, { system: system.id });
  }
  return { text: `${JSON.stringify({ ...head, answers }, null, 2)}\n`, keptValues, replacedValues };
}

/** In words of Mercia: neither a path, nor the name of a file, of which either may name a place. */
function whatWasAsked(question: AskedQuestion['heard'][number]['question'], files: Map<string, number>): string {
  if (question.protocol === 'sip2') return `${question.operation} (SIP2, message ${question.code})`;
  if (question.protocol === 'http') return `${question.operation} (HTTP, ${question.method})`;
  if (question.protocol === 'z3950') return `${question.operation} (Z39.50)`;
  const number = files.get(question.operation) ?? files.size + 1;
  files.set(question.operation, number);
  return `file ${number}, from its beginning`;
}

/** Every text and every name of a field in it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return typeof value === 'number' ? [String(value)] : [];
  return Object.entries(value).flatMap(([name, inner]) => [...(Array.isArray(value) ? [] : [name]), ...textsIn(inner)]);
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
