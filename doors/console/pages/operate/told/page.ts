import {
  OperateToldAtDocument,
  OperateToldDocument,
  type OperateToldQuery,
} from '../../../__generated__/operations.ts';
import type { AnswerError } from '#clients/typescript/index.ts';
import { sayWhen } from '../../../words/moments.ts';
import { systemHref } from '../../hrefs.ts';
import { formPage, given, type Page } from '../../page.ts';
import { dayOfSystem } from '../overview/systems.ts';
import { operateModel, refused } from '../places.ts';

const PATH = '/operate/told';
const TITLE = 'What readers were told';

/** `/operate/told?at=14:03&library=ID`: what readers were told at a time and why, as `mercia why` says it; how each system answered today. */
export const toldPage: Page = {
  path: PATH,
  needs: 'OPERATOR',
  async show({ graph, query, now }) {
    const [at, library] = [given(query, 'at')?.trim() ?? '', given(query, 'library')];
    const [{ data, errors }, asked] = await Promise.all([
      graph.ask(OperateToldDocument, {}),
      at === '' || library === null ? null : graph.ask(OperateToldAtDocument, { library, time: yearFirst(at) }),
    ]);
    const told = asked?.data.library?.toldAt ?? [];
    const [wrong] = asked?.errors ?? [];
    if (wrong !== undefined && wrong.code !== 'BAD_USER_INPUT') return refused(PATH, [wrong]);
    const problems = [
      ...(wrong === undefined ? [] : [{ text: wrong.message.replace(/^time: /, ''), href: '#at' }]),
      ...(at === '' && library !== null ? [{ text: 'Type the time, such as 14:03', href: '#at' }] : []),
    ];
    const model = { ...toldView(data, { library, errors }, now), at, told: told.length > 0 ? told : nothingOf(asked) };
    return formPage('pages/operate/told/page.njk', model, problems);
  },
};

/** `30/11/2026 14:03`, as people write a day, in the order in which the graph reads one. */
function yearFirst(time: string): string {
  return time.replace(
    /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?=\s)/,
    (_, day: string, month: string, year: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
  );
}

/** What is said if a library was asked about and there is nothing to say. */
function nothingOf(
  asked: { readonly data: { readonly library: object | null }; readonly errors: readonly unknown[] } | null,
) {
  if (asked === null || asked.errors.length > 0) return [];
  return asked.data.library === null
    ? [{ about: 'There is no such library.', sentences: [] }]
    : [{ about: 'How systems answered is not kept here: the part that asks them has no database.', sentences: [] }];
}

interface ToldGiven {
  /** Id of the one that was chosen. */
  readonly library: string | null;
  readonly errors: readonly AnswerError[];
}

export function toldView({ region }: OperateToldQuery, { library, errors }: ToldGiven, now: number) {
  return {
    ...operateModel({ title: TITLE, path: PATH }),
    heading: TITLE,
    libraries: (region?.libraries ?? []).map(({ id, name }) => ({ value: id, text: name, selected: id === library })),
    systems: (region?.systems ?? []).map((system) => ({
      name: system.name,
      href: systemHref(system.id),
      ...dayOfSystem(system, now, errors),
      ...(system.capabilities.includes('LIVE_ITEMS') ? {} : { noDay: 'It cannot be asked how its copies stand now.' }),
      changes: changesOf(system.answeringHistory?.changes ?? [], now),
    })),
  };
}

type Change = NonNullable<
  NonNullable<OperateToldQuery['region']>['systems'][number]['answeringHistory']
>['changes'][number];

/** The newest first. */
function changesOf(changes: readonly Change[], now: number): readonly string[] {
  const when = (moment: string): string => sayWhen(moment, now).replace(/^on /, '');
  return changes
    .map(({ at, answers, code }, place) => {
      const end = changes[place + 1];
      const span = `From ${when(at)}${end === undefined ? '' : ` until ${when(end.at)}`}`;
      return answers
        ? `${span} it answered, and copies were shown as it said.`
        : `${span} it did not answer${code === null ? '' : ` (${code})`}, and copies were shown as last known, or as not checked.`;
    })
    .toReversed();
}
