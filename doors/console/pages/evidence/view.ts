/** Evidence as people read it who are to sign: what was found, who signs for what, and what is done elsewhere. */
import { quoted } from '#platform/shell-word.ts';
import { z } from 'zod';
import type { EvidenceQuery, SigningRole } from '../../__generated__/operations.ts';
import type { TableRow } from '../../templates/cells.ts';
import { listNames, nameIn } from '../../words/lists.ts';
import { sayWhen } from '../../words/moments.ts';
import type { Viewer } from '../../viewer.ts';
import { COMPARE } from '../compare/refused.ts';
import { withNames, type NamedRegion } from '../report/cell-words.ts';
import { evidenceHref, snapshotHref, type EvidenceSubject } from '../hrefs.ts';
import type { Problem } from '../page.ts';
import { addressOf, questionPath } from '../report/question.ts';

export interface Typed {
  readonly role: string;
  readonly library: string;
  readonly holder: string;
  readonly digest: string;
}

export const ROLE_WORDS: Readonly<Record<SigningRole, string>> = {
  LIBRARY: 'The library',
  CATALOGUE: 'Catalogue',
  LENDING: 'Lending',
  SYSTEMS: 'Systems',
  INFORMATION: 'Information governance',
  SPONSOR: 'Sponsor',
};

/** What there is to sign with. Staff sign for a library of theirs, everybody else in one of the other roles. */
export function signingView(of: EvidenceSubject, viewer: Viewer | null, typed: Typed) {
  const own = viewer?.role === 'STAFF' ? viewer.libraries : null;
  return {
    title: `Evidence of the snapshot ${of.snapshot}`,
    current: COMPARE,
    heading: `Evidence of the snapshot ${of.snapshot}`,
    about: [
      ...(of.ledger === null ? [] : [`With the ledger ${of.ledger}.`]),
      ...(of.plan === null ? [] : [`With the plan ${of.plan}.`]),
    ],
    action: evidenceHref(of),
    snapshotHref: snapshotHref(of.snapshot),
    typed,
    libraries:
      own?.map(({ id, name }) => ({ value: id, text: name, checked: id === typed.library || own.length === 1 })) ??
      null,
    roles: (Object.keys(ROLE_WORDS) as SigningRole[])
      .filter((role) => role !== 'LIBRARY')
      .map((value) => ({ value, text: ROLE_WORDS[value], checked: value === typed.role })),
  };
}

/** Writes the same evidence. */
export function evidenceCommand({ snapshot, ledger, plan }: EvidenceSubject): string {
  const besides = [
    ...(ledger === null ? [] : [`--ledger ${quoted(ledger)}`]),
    ...(plan === null ? [] : [`--plan ${quoted(plan)}`]),
  ];
  return ['mercia move evidence', `--snapshot ${quoted(snapshot)}`, ...besides, '--to FOLDER'].join(' ');
}

/** If the answer was lost. Staff are not shown who signed. */
export function sayNobodyKnows(isStaff: boolean): Problem {
  return isStaff
    ? {
        text: 'We cannot tell whether it was signed. Ask the migration team whether your signature stands below the evidence.',
        href: '#digest',
      }
    : { text: 'We cannot tell whether it was signed. Load this page again: it says who has signed.', href: '#role' };
}

/** As much of the text as is shown here. */
const evidenceShape = z.object({
  compared: z.array(
    z.object({
      name: z.string(),
      systems: z.array(z.object({ id: z.string(), libraries: z.array(z.string()), problem: z.string().nullable() })),
    }),
  ),
  sections: z.array(
    z.object({
      report: z.string(),
      question: z.string(),
      found: z.string(),
      command: z.string(),
      numbers: z.array(
        z.object({
          what: z.string(),
          value: z.number().nullable(),
          text: z.string().nullable(),
          notToldBy: z.array(z.string()),
        }),
      ),
    }),
  ),
  signs: z.array(z.object({ role: z.string(), for: z.string() })),
});

type Evidence = NonNullable<NonNullable<EvidenceQuery['snapshot']>['evidence']>;

interface EvidenceGiven {
  readonly evidence: Evidence;
  readonly region: NamedRegion;
  /** Null for evidence without one. */
  readonly ledger: NonNullable<EvidenceQuery['ledger']> | null;
}

export function evidenceView(of: EvidenceSubject, { evidence, region, ledger }: EvidenceGiven, now: number) {
  const libraries = region?.libraries ?? [];
  const { json, digest, signatures } = evidence;
  const { compared, sections, signs } = evidenceShape.parse(JSON.parse(json));
  const isSigned = (role: string): boolean => signatures.some((one) => one.role === role);
  const open = signs.filter(({ role }) => role !== 'LIBRARY' && !isSigned(role)).length;
  const isInLedger = (library: string): boolean => ledger !== null && hasWhole(ledger, compared, library);
  return {
    summary:
      open === 0
        ? 'Every role has signed. Each library that moves signs for itself.'
        : `${String(open)} ${open === 1 ? 'role has' : 'roles have'} still to sign. Each library that moves signs for itself.`,
    digest,
    file: evidenceHref(of, '.json'),
    // Of a source these are in no number at all.
    lacking: compared.flatMap(({ name, systems }) =>
      systems.flatMap(({ id, problem }) =>
        problem === null ? [] : [`${name}, ${nameIn(region?.systems ?? [])(id)}: ${problem}`],
      ),
    ),
    signed: signs.flatMap(({ role, for: what }) => rowsOf(role, what, evidence, libraries, now)),
    sections: sections.map(({ report, question, found, command, numbers }) => ({
      question,
      found: withNames(found, region),
      command,
      href: addressOf(questionPath(of.snapshot, report), {
        library: null,
        system: null,
        options: optionsIn(command, of),
      }),
      numbers: numbers.map((number) => ({ label: number.what, value: sayNumber(number, region) })),
    })),
    // The sheet of each library says what remains, gate by gate.
    gates: libraries.map(({ id, name }) => ({
      text: ledger === null || isInLedger(id) ? name : `${name} (not in this ledger)`,
      href: addressOf(`/move/${encodeURIComponent(id)}`, {
        library: null,
        system: null,
        options: [
          { name: 'snapshot', value: of.snapshot },
          ...(of.ledger !== null && isInLedger(id) ? [{ name: 'ledger', value: of.ledger }] : []),
        ],
      }),
    })),
    check: 'mercia move evidence --check evidence.json',
  };
}

/** The sheet of a library cannot be shown with a ledger that lacks the library, or one of its systems. */
function hasWhole(
  { source, systems, targetSystem, libraries }: NonNullable<EvidenceGiven['ledger']>,
  compared: z.infer<typeof evidenceShape>['compared'],
  library: string,
): boolean {
  if (libraries !== null && !libraries.includes(library)) return false;
  const own =
    compared.find(({ name }) => name === source)?.systems.filter((one) => one.libraries.includes(library)) ?? [];
  return own.length > 0 && own.every(({ id }) => systems.includes(id) || id === targetSystem);
}

/** What a report is told besides, as its command tells it. */
function optionsIn(command: string, of: EvidenceSubject) {
  return (['ledger', 'plan'] as const).flatMap((name) => {
    const value = of[name];
    return value !== null && [`--option ${name}=`, `--option '${name}=`].some((told) => command.includes(told))
      ? [{ name, value }]
      : [];
  });
}

type ToldNumber = z.infer<typeof evidenceShape>['sections'][number]['numbers'][number];

/** Who signs must see what a number lacks: `1,204 (not told by Hill Koha)`. */
function sayNumber({ value, text, notToldBy }: ToldNumber, region: NamedRegion): string {
  const told = [value?.toLocaleString('en-GB'), text === null ? undefined : withNames(text, region)];
  const [number = 'Not told', ...besides] = told.filter((part) => part !== undefined);
  const silent =
    notToldBy.length === 0 ? [] : [`not told by ${listNames(notToldBy.map(nameIn(region?.systems ?? [])))}`];
  const inBrackets = [...besides, ...silent].join('; ');
  return inBrackets === '' ? number : `${number} (${inBrackets})`;
}

function rowsOf(
  role: string,
  what: string,
  { signatures }: Evidence,
  libraries: NonNullable<NamedRegion>['libraries'],
  now: number,
): readonly TableRow[] {
  const own = signatures.filter((one) => one.role === role);
  const name = Object.hasOwn(ROLE_WORDS, role) ? ROLE_WORDS[role as SigningRole] : role;
  if (own.length === 0) return [{ header: name, cells: [what, 'Nobody yet', ''] }];
  return own.map(({ library, holder, signedAt }) => ({
    header: library === null ? name : (libraries.find(({ id }) => id === library)?.name ?? library),
    cells: [what, holder, sayWhen(signedAt, now)],
  }));
}
