import {
  OperateRejectsDocument,
  OperateRetryRejectsDocument,
  type OperateRejectsQuery,
} from '../../../__generated__/operations.ts';
import { harvestedRegion } from '../../../graph.ts';
import { done, given, notDone, type Page, type Shown, type Submission } from '../../page.ts';
import { nextPage, operateModel, refused } from '../places.ts';
import { plural, sayWhen } from '../../../words/moments.ts';
import { newestBySystem, retryModel } from '../retry-words.ts';

const PATH = '/operate/rejects';

/** `/operate/rejects`: what could not be read, and reading it again. For the migration team, too. */
export const rejectsPage: Page = {
  path: PATH,
  needs: 'MIGRATION',
  async show({ graph, viewer, query, now }) {
    const [system, after] = [given(query, 'system'), given(query, 'after')];
    const answer = await graph.ask(OperateRejectsDocument, { system, after });
    const { rejects } = answer.data;
    if (rejects === null) return refused(PATH, answer.errors);
    const data = { ...answer.data, region: harvestedRegion(answer), rejects };
    const question = { system, after, isOperator: viewer?.role === 'OPERATOR' };
    return { template: 'pages/operate/rejects/page.njk', model: rejectsView(data, question, now) };
  },
  submit: askForRetry,
};

async function askForRetry({ graph, form }: Submission): Promise<Shown> {
  const system = form.get('system') ?? '';
  const redirect = `${PATH}?${new URLSearchParams({ system }).toString()}`;
  const { data, errors } = await graph.ask(OperateRetryRejectsDocument, { system });
  const { retryRejects } = data;
  if (retryRejects === null) {
    const [error] = errors;
    const isRefused = error?.code === 'BAD_USER_INPUT' || error?.code === 'FORBIDDEN';
    const notice = isRefused
      ? notDone('Nothing was asked for', error.message)
      : notDone(
          'We cannot tell whether it was asked for',
          'Look at the list below. If it says nothing of it, ask again.',
        );
    return { redirect: PATH, notice };
  }
  const { refusal, retry } = retryRejects;
  if (refusal !== null) {
    return {
      redirect,
      notice: notDone('Nothing new was asked for', refusal.message),
    };
  }
  const name = retry?.system.name ?? 'the system';
  return {
    redirect,
    notice: done(
      `Records of ${name} will be read again`,
      'It begins within seconds, or when the system is not being read otherwise. Look at this page again to see how far it is.',
    ),
  };
}

interface RejectsQuestion {
  readonly system: string | null;
  readonly after: string | null;
  /** Whether the other pages of operators are theirs, too. */
  readonly isOperator: boolean;
}

/** `rejects` must be there. */
export function rejectsView(
  data: OperateRejectsQuery & { readonly rejects: NonNullable<OperateRejectsQuery['rejects']> },
  { system, after, isOperator }: RejectsQuestion,
  now: number,
) {
  const { region, rejects, rejectRetries } = data;
  const all = region?.systems ?? [];
  const newest = newestBySystem(rejectRetries ?? []);
  const systems = all
    .filter(({ id, harvest }) => (harvest?.rejects ?? 0) > 0 || newest.has(id))
    .map(({ id, name, harvest }) => toSystem({ id, name, rejects: harvest?.rejects ?? 0 }, newest.get(id), now))
    .toSorted((a, b) => Number(b.mayAsk || b.retry?.isOpen === true) - Number(a.mayAsk || a.retry?.isOpen === true));
  const total = all.reduce((sum, { harvest }) => sum + (harvest?.rejects ?? 0), 0);
  const named = all.find(({ id }) => id === system)?.name ?? null;
  const rest = system === null ? {} : { system };
  const here = `${PATH}${system === null ? '' : `?${new URLSearchParams(rest).toString()}`}`;
  return {
    ...operateModel({ title: 'Records that could not be read', path: PATH }, isOperator),
    summary:
      total === 0 ? 'Every record that was harvested could be read.' : `${plural(total, 'record')} could not be read.`,
    systems,
    listHeading: named === null ? 'All of them' : `Of ${named}`,
    rows: rejects.nodes.map(({ system: { name }, localId, place, reason, since }) => ({
      header: localId ?? 'Number not known',
      cells: [name, place, reason, sayWhen(since, now)],
    })),
    firstHref: after === null ? null : here,
    nextHref: nextPage(PATH, rejects.pageInfo, rest),
    allHref: system === null ? null : PATH,
    // While something is under way: the page does not change by itself.
    lookAgainHref: systems.some(({ retry }) => retry?.isOpen === true) ? here : null,
  };
}

function toSystem(
  { id, name, rejects }: { readonly id: string; readonly name: string; readonly rejects: number },
  newest: Parameters<typeof retryModel>[0] | undefined,
  now: number,
) {
  const retry = newest === undefined ? null : retryModel(newest, now);
  return {
    id,
    name,
    sentence: rejects === 0 ? 'Every record could be read.' : `${plural(rejects, 'record')} could not be read.`,
    listHref: `${PATH}?${new URLSearchParams({ system: id }).toString()}#list`,
    retry,
    mayAsk: rejects > 0 && retry?.isOpen !== true,
  };
}
