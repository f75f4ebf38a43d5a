/** What a plan of a move says: written by a person as YAML or JSON, and read strictly. */
import type { LibraryId, SystemId } from '#domain/ids.ts';
import type { Region } from '#domain/region.ts';
import { badUserInput, type MerciaError } from '#platform/errors.ts';
import { wordIssue } from '#region/issue-words.ts';
import { knownKeysAt } from '#region/known-keys.ts';
import { readYaml } from '#region/yaml-source.ts';
import { z } from 'zod';
import { PROPOSALS } from '../policy-draft/propose.ts';

/** What is done with a MARC field that several records of one edition have. */
export const FIELD_RULES = ['BASE', 'FIRST', 'LONGEST', 'ALL'] as const;

/**
 * Which record of an edition the others are merged into: of these rules in their order the first that tells two records apart.
 * FULL: it says enough to be matched. SYSTEM_ORDER: the order of `systems`.
 */
export const BASE_RULES = ['FULL', 'MOST_FIELDS', 'MOST_COPIES', 'SYSTEM_ORDER'] as const;

/** Why two records of one edition are not merged: what they say, or that their system has them as two (SAME_SYSTEM). */
export const REFUSALS = ['FORMAT', 'YEAR', 'LANGUAGE', 'SAME_SYSTEM', 'BRIEF'] as const;
export type Refusal = (typeof REFUSALS)[number];

/** By groups of fields what is usual; a rule for a single tag counts before one for a group. */
export const USUAL_FIELD_RULES: Readonly<Record<string, (typeof FIELD_RULES)[number]>> = {
  '00X': 'BASE',
  '0XX': 'ALL',
  '04X': 'FIRST',
  '1XX': 'BASE',
  '2XX': 'BASE',
  '3XX': 'FIRST',
  '4XX': 'FIRST',
  '5XX': 'ALL',
  '6XX': 'ALL',
  '7XX': 'ALL',
  '8XX': 'ALL',
  '83X': 'FIRST',
  '9XX': 'ALL',
};

const systemId = z
  .string()
  .min(1)
  .transform((id) => id as SystemId);
const libraryId = z
  .string()
  .min(1)
  .transform((id) => id as LibraryId);
const TAG = /^\d(\d\d|\dX|XX)$/;
/** Without digits, of which cards and barcodes are made. */
const LIKE_AN_ID = /^[a-z]+(-[a-z]+)*$/;
const tagPattern = z.string().regex(TAG, 'Is no tag, such as 650, and no group of tags, such as 65X or 6XX');
const localTags = z
  .string()
  .regex(
    /^[569](\d\d|\dX|XX)$/,
    'Is no local field: a tag or group of tags that begins with 5, 6 or 9, such as 590 or 9XX',
  );
const localTag = z.string().regex(/^[569]\d\d$/, 'Is no local field: a tag that begins with 5, 6 or 9, such as 591');
/** Begins as codes of systems do: what a spreadsheet would calculate, or a terminal obey, is none. */
const code = z
  .string()
  .trim()
  .max(80)
  .regex(/^[\p{L}\p{N}_]\P{Cc}*$/u, 'Is no code: one begins with a letter, a digit or _, and is one line');

const fieldRule = z.strictObject({
  take: z.enum(FIELD_RULES),
  /** For FIRST: of whose records the field is taken first; the base counts before systems that are not named. */
  order: z.array(systemId).optional(),
});

const localFieldRule = z.strictObject({
  tags: localTags,
  systems: z.array(systemId).min(1).optional(),
  /** Records that none but these libraries have. */
  libraries: z.array(libraryId).min(1).optional(),
  does: z.enum(['KEEP', 'MOVE', 'DROP']),
  to: localTag.optional(),
});

const carried = z.enum(['CARRY', 'LEAVE']);

const planSettings = z.strictObject({
  systems: z.array(systemId).min(1),
  /** One of the systems that is the target already: what it has stays, and others are merged into its records. */
  into: systemId.nullable().default(null),
  /** All libraries of the systems if not given. */
  libraries: z.array(libraryId).min(1).nullable().default(null),
  target: z.enum(['koha']).default('koha'),
  merge: z
    .strictObject({
      editions: z.boolean().default(true),
      base: z
        .array(z.enum(BASE_RULES))
        .min(1)
        .default([...BASE_RULES]),
      refuse: z.array(z.enum(REFUSALS)).default(['FORMAT', 'YEAR']),
      fields: z.record(tagPattern, fieldRule).default({}),
    })
    .prefault({}),
  localFields: z.array(localFieldRule).default([]),
  carry: z
    .strictObject({
      suppressed: carried.default('CARRY'),
      hidden: carried.default('CARRY'),
      ownerless: carried.default('LEAVE'),
      interlibrary: carried.default('LEAVE'),
    })
    .prefault({}),
  barcodes: z
    .strictObject({
      /** Of two copies with one barcode, that of the first library here keeps it; the others get new labels. */
      keep: z.array(libraryId).default([]),
    })
    .prefault({}),
  /** Library → its branch in the target, in the place of what the mapping of its owner code says. */
  branches: z.record(z.string().min(1), code).default({}),
  loans: z
    .strictObject({
      dueDay: z.enum(['KEEP', 'POLICY']).default('KEEP'),
      closedDays: z.enum(['KEEP', 'NEXT_OPEN']).default('KEEP'),
    })
    .prefault({}),
  /** What the draft of the regional policy proposes where libraries differ. */
  policy: z.strictObject({ propose: z.enum(PROPOSALS).default('MOST_COMMON') }).prefault({}),
});

export type PlanSettings = z.output<typeof planSettings>;
export type FieldRule = z.output<typeof fieldRule>;
export type LocalFieldRule = z.output<typeof localFieldRule>;

/** As much as the graph reads of one text (docs/gateway.md). What reads settings from a file can refuse a longer one unread. */
export const MOST_SETTINGS_CHARACTERS = 8_192;

type Places = Pick<Region, 'libraries' | 'systems'>;
type Path = readonly (string | number)[];

/**
 * Reads settings against the region of the plan's snapshot. Throws BAD_USER_INPUT with each place that is wrong: line, key, and what to
 * write there.
 */
export function readPlanSettings(text: string, region: Places): PlanSettings {
  assertLength(text, 'settings');
  const yaml = readYaml(text);
  if (yaml.faults.length > 0) {
    throw wrong(yaml.faults.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`));
  }
  return checkPlanSettings(yaml.value, region, (path) => `line ${yaml.placeOf(path).line}, `);
}

/** Throws BAD_USER_INPUT for a text that is too long to be one of settings, or of changes of them. */
export function assertLength({ length }: string, what: 'settings' | 'changes'): void {
  if (length <= MOST_SETTINGS_CHARACTERS) return;
  throw badUserInput(`${what}: they are longer than ${MOST_SETTINGS_CHARACTERS} characters.`);
}

/** The same of settings that are data already; `lineOf` says where a key stands. */
export function checkPlanSettings(
  value: unknown,
  region: Places,
  lineOf: (path: Path) => string = () => '',
): PlanSettings {
  const placed = (path: Path, message: string): string => `${lineOf(path)}${sayPath(path)}: ${message}`;
  const read = planSettings.safeParse(value);
  if (!read.success) {
    const words = read.error.issues.flatMap((issue) => wordIssue(issue, planSettings, value));
    throw wrong(words.map(({ path, message, hint }) => placed(path, hint === null ? message : `${message}; ${hint}`)));
  }
  const faults = findFaults(read.data, region);
  if (faults.length > 0) throw wrong(faults.map(({ path, message }) => placed(path, message)));
  return read.data;
}

/** Only words that the settings have, and what may be the id of a library: what somebody typed in the place of one might be anything. */
function sayPath(path: Path): string {
  const words = path.map((step, place) => {
    if (typeof step === 'number' || knownKeysAt(planSettings, path.slice(0, place)).includes(step)) return String(step);
    return TAG.test(step) || (path[place - 1] === 'branches' && LIKE_AN_ID.test(step)) ? step : '…';
  });
  return words.length === 0 ? 'at the top' : words.join('.');
}

/** Settings as they are kept: they were read before. */
export function toPlanSettings(kept: unknown): PlanSettings {
  return planSettings.parse(kept);
}

function wrong(faults: readonly string[]): MerciaError {
  return badUserInput(`settings: ${faults.join('\n  ')}`);
}

interface Fault {
  readonly path: Path;
  readonly message: string;
}

/** What the schema alone cannot know: which systems and libraries there are. */
function findFaults(settings: PlanSettings, region: Places): readonly Fault[] {
  const { systems, into, libraries, merge, localFields, barcodes, branches } = settings;
  const known = region.systems.map(({ id }) => id);
  const owned = new Set(
    region.systems
      .filter(({ id }) => systems.includes(id))
      .flatMap(({ owners }) => owners.map(({ library }) => library)),
  );
  const unknownSystem = (path: Path, ids: readonly SystemId[], among: readonly SystemId[]): readonly Fault[] =>
    ids.flatMap((id, place) =>
      among.includes(id)
        ? []
        : [{ path: [...path, place], message: `there is no such system here; there are ${among.join(', ')}` }],
    );
  const noLibrary = `is no library of these systems; they have ${[...owned].toSorted().join(', ')}`;
  const unknownLibrary = (path: Path, ids: readonly LibraryId[]): readonly Fault[] =>
    ids.flatMap((id, place) => (owned.has(id) ? [] : [{ path: [...path, place], message: noLibrary }]));
  return [
    ...unknownSystem(['systems'], systems, known),
    ...(new Set(systems).size === systems.length ? [] : [{ path: ['systems'], message: 'names one system twice' }]),
    ...(into === null || systems.includes(into)
      ? []
      : [{ path: ['into'], message: `is none of the plan's systems; they are ${systems.join(', ')}` }]),
    ...unknownLibrary(['libraries'], libraries ?? []),
    ...Object.entries(merge.fields).flatMap(([tag, { take, order }]): readonly Fault[] => {
      const path = ['merge', 'fields', tag, 'order'];
      if (order === undefined) return [];
      if (take !== 'FIRST') return [{ path, message: 'is for FIRST alone; leave it out, or take FIRST' }];
      return unknownSystem(path, order, systems);
    }),
    ...localFields.flatMap(({ systems: of, libraries: held, does, to }, place): readonly Fault[] => {
      const path = ['localFields', place];
      return [
        ...unknownSystem([...path, 'systems'], of ?? [], systems),
        ...unknownLibrary([...path, 'libraries'], held ?? []),
        ...(does === 'MOVE' && to === undefined
          ? [{ path: [...path, 'to'], message: 'is missing: MOVE needs the new tag' }]
          : []),
        ...(does !== 'MOVE' && to !== undefined
          ? [{ path: [...path, 'to'], message: 'is for MOVE alone; leave it out' }]
          : []),
      ];
    }),
    ...unknownLibrary(['barcodes', 'keep'], barcodes.keep),
    ...Object.keys(branches).flatMap((id): readonly Fault[] =>
      owned.has(id as LibraryId) ? [] : [{ path: ['branches', id], message: noLibrary }],
    ),
  ];
}
