import { PairDocument, type ComparedRecordFragment } from '../../__generated__/operations.ts';
import { Instead, notFound, type Page, type Visit } from '../page.ts';
import { sayCompared, sayDetail, sayReason, sayVeto } from '../../words/evidence.ts';
import { mayView, type Viewer } from '../../viewer.ts';
import { askRulingHref, pairHref, rulingHref, titleHref } from '../hrefs.ts';
import { nameRecord } from '../../words/records.ts';
import { compareMarc, type Standing } from './marc.ts';
import { EMPTY_FORM, NOTE_MAX, type Fault, type RulingForm } from './ruling-form.ts';
import { sideRows } from './sides.ts';
import { toVerdict, type Match } from './verdict.ts';

/** `/records/A/with/B`: whether two records are one edition, why, and what each of them says. */
export const pairPage: Page = {
  path: '/records/:a/with/:b',
  show: async (visit) => ({ template: 'pages/records/page.njk', model: pairView(await loadPair(visit), visit) }),
};

/** Throws what is to be shown instead if the graph does not have both; and an error if the index cannot be read: nothing is known then. */
export async function loadPair({ graph, params: { a = '', b = '' } }: Visit): Promise<Pair> {
  const { data, errors } = await graph.ask(PairDocument, { a, b });
  if (a === b) {
    const paragraph = 'Both are the same. Choose two different records of a title.';
    throw new Instead(notFound('These are not two records', paragraph));
  }
  const failed = errors.find(({ code }) => code !== 'BAD_USER_INPUT');
  if (failed !== undefined) throw new Error(`the graph could not show two records: ${failed.code}`);
  const { a: first, b: second, match } = data;
  if (first !== null && second !== null && match !== null) return { a: first, b: second, match };
  const missing = [first === null ? a : null, second === null ? b : null].filter((id) => id !== null);
  throw new Instead(
    notFound(
      'These two records cannot be compared',
      missing.length === 0
        ? 'The catalogue is being changed at this moment. Try again in a minute.'
        : `The catalogue does not have ${missing.map((id) => `“${id}”`).join(' and ')}.`,
      'It may have been deleted, or its library may not show it to the public, or it has just been read and waits to be compared with the others.',
    ),
  );
}

export interface Pair {
  readonly a: ComparedRecordFragment;
  readonly b: ComparedRecordFragment;
  readonly match: Match;
}

interface Around {
  readonly viewer: Viewer | null;
  readonly now: number;
  readonly form?: RulingForm;
  readonly fault?: Fault | null;
}

const STANDING_WORDS: Readonly<Record<Standing, (names: readonly [string, string]) => string>> = {
  SAME: () => 'Same',
  NEARLY: () => 'Same but for punctuation or codes',
  DIFFERENT: () => 'Different',
  ONLY_A: ([a]) => `Only in ${a}`,
  ONLY_B: ([, b]) => `Only in ${b}`,
};

export function pairView(pair: Pair, { viewer, now, form = EMPTY_FORM, fault = null }: Around) {
  const { a, b, match } = pair;
  const names = [nameRecord(a), nameRecord(b)] as const;
  return {
    title: match.together ? 'Why these two records are one edition' : 'Why these two records are two editions',
    current: '/find',
    verdict: toVerdict(match, now),
    names,
    vetoes: match.vetoes.map(sayVeto),
    evidence: match.reasons.map((reason) => ({
      header: sayCompared(reason.feature),
      cells: [sayReason(reason), sayDetail(reason)],
    })),
    sides: sideRows(a, b, now),
    marc: a.marc === null || b.marc === null ? [] : compareMarc(a.marc, b.marc).map((one) => toClass(one, names)),
    marcNote: sayMarc(a, b),
    titles: titlesOf(a, b),
    others: othersOf(a, b),
    ruling: toRuling(match, viewer, form, fault),
    rulingHref: rulingHref(a.id, b.id),
    askHref: askRulingHref(a.id, b.id),
  };
}

function toClass({ name, fields }: ReturnType<typeof compareMarc>[number], names: readonly [string, string]) {
  const count = (...standings: readonly Standing[]): number =>
    fields.filter(({ standing }) => standings.includes(standing)).length;
  const [same, nearly, different, onlyOne] = [
    count('SAME'),
    count('NEARLY'),
    count('DIFFERENT'),
    count('ONLY_A', 'ONLY_B'),
  ];
  const counts: readonly (readonly [number, string])[] = [
    [same, 'same'],
    [nearly, 'same but for punctuation or codes'],
    [different, 'different'],
    [onlyOne, 'only in one'],
  ];
  return {
    name,
    summary: counts
      .filter(([number]) => number > 0)
      .map(([number, word]) => `${number} ${word}`)
      .join(', '),
    differs: different > 0 || onlyOne > 0,
    rows: fields.map(({ tag, a, b, standing }) => ({
      header: tag,
      cells: [a ?? '–', b ?? '–', STANDING_WORDS[standing](names)],
    })),
  };
}

function sayMarc(a: ComparedRecordFragment, b: ComparedRecordFragment): string {
  const unreadable = [a, b].filter(({ marc }) => marc === null).map(nameRecord);
  if (unreadable.length > 0) return `The fields of ${unreadable.join(' and of ')} cannot be read.`;
  const hidden =
    'Local fields (9XX), notes for staff, and what is about people who owned or gave a copy are not shown.';
  const undecoded = [a, b].filter(({ marc }) => marc?.undecoded === true).map(nameRecord);
  if (undecoded.length === 0) return hidden;
  return `${hidden} Some letters of ${undecoded.join(' and of ')} could not be read and appear as �.`;
}

/** Two titles mostly have one name: then each is told by its record. */
function titlesOf(a: ComparedRecordFragment, b: ComparedRecordFragment) {
  const joined = a.edition?.id === b.edition?.id;
  return (joined ? [a] : [a, b]).flatMap((record) => {
    const { edition } = record;
    if (edition === null) return [];
    const text = joined ? edition.title : `${edition.title} (${nameRecord(record)})`;
    return [{ text, href: titleHref(edition.id) }];
  });
}

/** The second of a pair that is joined is compared with no other: each of the others is there once already. */
function othersOf(a: ComparedRecordFragment, b: ComparedRecordFragment) {
  const joined = a.edition?.id === b.edition?.id;
  return (joined ? [a] : [a, b]).flatMap((one) =>
    (one.edition?.records.nodes ?? [])
      .filter(({ id }) => id !== a.id && id !== b.id)
      .map((other) => ({
        text: `Compare ${nameRecord(one)} with ${nameRecord(other)}`,
        href: pairHref(one.id, other.id),
      })),
  );
}

function toRuling({ ruling, together }: Match, viewer: Viewer | null, form: RulingForm, fault: Fault | null) {
  const mayRule = viewer !== null && mayView(viewer, 'MIGRATION');
  return {
    mayRule,
    ask: viewer?.role === 'STAFF',
    fixes: viewer !== null && mayView(viewer, 'STAFF') ? '/my-library' : null,
    who: mayRule ? '' : 'The migration team and the operators of this region may decide otherwise.',
    signIn: viewer === null,
    seen: ruling?.id ?? '',
    standing: ruling !== null,
    undo:
      ruling === null
        ? ''
        : 'The decision that stands can be taken back: matching then decides. You see first what that would change.',
    choices: [
      {
        value: 'SAME',
        text: together ? 'They are one edition, as they are now' : 'They are one edition',
        checked: form.choice === 'SAME',
      },
      {
        value: 'DIFFERENT',
        text: together ? 'They are two editions' : 'They are two editions, as they are now',
        checked: form.choice === 'DIFFERENT',
      },
    ],
    note: form.note,
    noteMax: NOTE_MAX,
    errors: fault === null ? [] : [{ text: fault.message, href: fault.field === 'note' ? '#note' : '#decision' }],
    decisionError: fault?.field === 'decision' ? { text: fault.message } : false,
    noteError: fault?.field === 'note' ? { text: fault.message } : false,
  };
}
