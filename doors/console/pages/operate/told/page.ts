import {
  OperateToldAtDocument,
  OperateToldDocument,
  OperateToldOfAllDocument,
  type OperateToldQuery,
  type ToldPartsFragment,
  type ToldStanding,
} from '../../../__generated__/operations.ts';
import type { AnswerError } from '#clients/typescript/index.ts';
import type { Graph } from '../../../graph.ts';
import { isUnasked } from '../../../words/answering.ts';
import { capitalised, listNames } from '../../../words/lists.ts';
import { plural, sayDayFrom, sayWhen } from '../../../words/moments.ts';
import { systemHref } from '../../hrefs.ts';
import { formPage, given, type Page } from '../../page.ts';
import { dayOfSystem } from '../overview/systems.ts';
import { operateModel, refused } from '../places.ts';

const PATH = '/operate/told';
const TITLE = 'What readers were told';
/** Whoever asks why pages were late, on a machine that is busy, waits longer than a reader. */
const BUDGET = { budgetMs: 10_000 };

/**
 * `/operate/told?at=14:03&library=ID`: what readers were told at a time and why, as `mercia why` says it; without a library, of every system.
 * Then how each system answered today.
 */
export const toldPage: Page = {
  path: PATH,
  needs: 'OPERATOR',
  async show({ graph, query, now }) {
    const [at, library] = [given(query, 'at')?.trim() ?? '', given(query, 'library')];
    const [{ data, errors }, { told, wrong }] = await Promise.all([
      graph.ask(OperateToldDocument, {}, BUDGET),
      at === '' ? NOTHING_ASKED : askTold(graph, at, library, now),
    ]);
    if (wrong !== undefined && wrong.code !== 'BAD_USER_INPUT') return refused(PATH, [wrong]);
    const problems = [
      ...(wrong === undefined ? [] : [{ text: wrong.message.replace(/^time: /, ''), href: '#at' }]),
      ...(at === '' && query.has('at') ? [{ text: 'Type the time, such as 14:03', href: '#at' }] : []),
    ];
    const model = { ...toldView(data, { library, errors }, now), at, told: wrong === undefined ? told : [] };
    return formPage('pages/operate/told/page.njk', model, problems);
  },
};

interface Shown {
  readonly heading: string;
  readonly sentences: readonly string[];
}

interface AskedTold {
  readonly told: readonly Shown[];
  readonly wrong: AnswerError | undefined;
}

const NOTHING_ASKED: AskedTold = { told: [], wrong: undefined };
const NOT_KEPT_HERE = {
  heading: 'How systems answered is not kept here: the part that asks them has no database.',
  sentences: [],
};

async function askTold(graph: Graph, time: string, library: string | null, now: number): Promise<AskedTold> {
  const show = ({ about, sentences }: ToldPartsFragment): Shown => ({
    heading: inWords(about, now),
    sentences: sentences.map((sentence) => inWords(sentence.trim(), now)),
  });
  if (library === null) {
    const { data, errors } = await graph.ask(OperateToldOfAllDocument, { time }, BUDGET);
    const all = (data.region?.systems ?? []).flatMap(({ name, toldAt }) =>
      toldAt === null
        ? []
        : [{ name, ...show(toldAt), heading: name, standing: toldAt.standing, time: inWords(toldAt.time, now) }],
    );
    return { told: all.length > 0 ? ofAll(all) : [NOT_KEPT_HERE], wrong: errors[0] };
  }
  const { data, errors } = await graph.ask(OperateToldAtDocument, { library, time }, BUDGET);
  const told = data.library?.toldAt?.map(show) ?? [];
  const none = data.library === null ? { heading: 'There is no such library.', sentences: [] } : NOT_KEPT_HERE;
  return { told: told.length > 0 ? told : [none], wrong: errors[0] };
}

interface OfSystem extends Shown {
  readonly name: string;
  readonly standing: ToldStanding;
  /** With its day, and by which clock. */
  readonly time: string;
}

/** First which systems did not answer and for which answers stopped waiting, and each of those; then the rest. */
export function ofAll(all: readonly OfSystem[]): readonly Shown[] {
  const of = (standing: ToldStanding): readonly OfSystem[] => all.filter((each) => each.standing === standing);
  const [silent, late, notAsked] = [of('SILENT'), of('STOPPED_WAITING'), of('NOT_ASKED')];
  const names = (some: readonly OfSystem[]): string => listNames(some.map(({ name }) => name));
  const times = [...new Set(all.map(({ time }) => time))].join('; ');
  const rest = [
    notAsked.length === 0
      ? ''
      : `Not asked then, as far as is recorded, so that readers were told nothing of their copies: ${names(notAsked)}.`,
    ...notAsked.flatMap(({ sentences }) => sentences.slice(0, 1)),
    of('ANSWERED').length === 0 ? '' : `Answered: ${names(of('ANSWERED'))}.`,
    ...of('NEVER_ASKED').flatMap(({ sentences }) => sentences),
    of('NOT_KEPT').length === 0 ? '' : `Nothing is recorded of ${names(of('NOT_KEPT'))}: choose a library for why.`,
  ].filter((sentence) => sentence !== '');
  const headline =
    silent.length === 0
      ? `${capitalised(times)}: no system is recorded that did not answer`
      : `${capitalised(times)}: ${silent.length === 1 ? 'one system' : `${String(silent.length)} systems`} did not answer: ${names(silent)}`;
  const stopped = late.length === 0 ? [] : [`In that hour answers stopped waiting for ${names(late)}.`];
  return [
    { heading: headline, sentences: stopped },
    ...silent,
    ...late,
    ...(rest.length === 0
      ? []
      : [{ heading: silent.length + late.length === 0 ? 'Every system' : 'The others', sentences: rest }]),
  ];
}

/** Days as pages say them. */
function inWords(sentence: string, now: number): string {
  return sentence.replace(
    /(?:in the minute |at )?(\d{4}-\d\d-\d\d) (?=\d\d:\d\d)/g,
    (_, day: string) => `${sayDayFrom(day, now)} `,
  );
}

interface ToldGiven {
  /** Id of the one that was chosen. */
  readonly library: string | null;
  readonly errors: readonly AnswerError[];
}

export function toldView({ region }: OperateToldQuery, { library, errors }: ToldGiven, now: number) {
  const libraries = (region?.libraries ?? []).toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return {
    ...operateModel({ title: TITLE, path: PATH }),
    heading: TITLE,
    libraries: [{ id: '', name: 'All libraries' }, ...libraries].map(({ id, name }) => ({
      value: id,
      text: name,
      selected: id === (library ?? ''),
    })),
    systems: (region?.systems ?? []).map((system) => ({
      name: system.name,
      href: systemHref(system.id),
      ...dayOfSystem(system, now, errors),
      ...(system.capabilities.includes('LIVE_ITEMS')
        ? {}
        : { noDay: 'This system can never be asked: its copies are shown as in its list.' }),
      changes: [
        ...sayStopped(system.answeringHistory?.hours ?? []),
        ...changesOf(system.answeringHistory?.changes ?? [], now),
      ],
    })),
  };
}

type History = NonNullable<NonNullable<OperateToldQuery['region']>['systems'][number]['answeringHistory']>;

function sayStopped(hours: History['hours']): readonly string[] {
  const stopped = hours.reduce((sum, hour) => sum + (hour.stoppedWaiting ?? 0), 0);
  if (stopped === 0) return [];
  const least = hours.some((hour) => hour.stoppedWaiting === null) ? 'at least ' : '';
  return [
    `In these hours ${least}${plural(stopped, 'answer')} stopped waiting for it, and showed its copies as not checked or as last known.`,
  ];
}

/** The newest first. */
function changesOf(changes: History['changes'], now: number): readonly string[] {
  const when = (moment: string): string => sayWhen(moment, now).replace(/^on /, '');
  return changes
    .map(({ at, answers, why }, place) => {
      const end = changes[place + 1];
      const span = `From ${when(at)}${end === undefined ? '' : ` until ${when(end.at)}`}`;
      const unasked =
        end === undefined || !isUnasked(end.askedBefore, end.at)
          ? ''
          : ` Nobody asked from ${when(end.askedBefore)} until ${when(end.at)}: how it stood between is not known.`;
      return answers
        ? `${span} it answered when it was asked.${unasked}`
        : `${span} it did not answer when it was asked${why === null ? '' : `: at first, ${why}`}. Copies were shown as last known, or as not checked.${unasked}`;
    })
    .toReversed();
}
