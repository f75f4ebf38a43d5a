import { OperateOverviewDocument, type OperateOverviewQuery } from '../../../__generated__/operations.ts';
import type { AnswerError } from '#clients/typescript/index.ts';
import { whyUntold } from '../../../graph.ts';
import type { Page } from '../../page.ts';
import { describeAnswering, sayEnded } from '../../../words/answering.ts';
import { describeHarvest } from '../../../words/harvest.ts';
import { plural, sayWhen } from '../../../words/moments.ts';
import { isInTrouble, sayHostFailure } from '../../system/hosts.ts';
import { SOON_DAYS, sayEnd, standingOf } from '../key-words.ts';
import { operateModel } from '../places.ts';
import { newestBySystem } from '../retry-words.ts';
import { systemHref } from '../../hrefs.ts';
import { SYSTEM_HEAD, systemRows } from './systems.ts';
import { isOpen, jobName } from '../../../words/jobs.ts';

/** `/operate`: what needs an operator now. */
export const operatePage: Page = {
  path: '/operate',
  needs: 'OPERATOR',
  async show({ graph, now }) {
    const { data, errors } = await graph.ask(OperateOverviewDocument, {});
    return { template: 'pages/operate/overview/page.njk', model: overviewView(data, now, errors) };
  },
};

type Region = NonNullable<OperateOverviewQuery['region']>;
type AnsweringChange = NonNullable<Region['systems'][number]['answeringHistory']>['changes'][number];

export function overviewView(
  { region, ...rest }: OperateOverviewQuery,
  now: number,
  errors: readonly AnswerError[] = [],
) {
  const groups = [
    { heading: 'Systems in trouble', items: region === null ? [cannotTell('the systems')] : failing(region, now) },
    { heading: 'Hosts that are not asked', items: region === null ? [] : spared(region, now) },
    {
      heading: 'Records that could not be read',
      items: region === null ? [] : unread(region, rest.rejectRetries, errors),
    },
    {
      heading: 'Jobs that failed',
      items: [...failedJobs(rest, now), ...failedRetries(region, rest.rejectRetries, now, errors)],
    },
    { heading: 'Keys that end soon', items: endingKeys(rest.apiKeys, now) },
  ].filter(({ items }) => items.length > 0);
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  return {
    ...operateModel({ title: 'Operate', path: '/operate' }),
    summary:
      count === 0
        ? `Nothing needs you now of what this page looks at: every system answers or was not asked, every record could be read, ${sayNoneFailed(rest.comparisonJobs)} in the last week, and no key ends within ${String(SOON_DAYS)} days.`
        : `${plural(count, 'thing needs', 'things need')} you now.`,
    systemHead: SYSTEM_HEAD,
    systems: systemRows(region?.systems ?? [], { gaps: region?.incomplete ?? [], now, errors }),
    ended: sayEnded(region?.systems ?? [], now),
    groups,
  };
}

/** A part that the graph did not tell: that is something to look at, and never "nothing". */
function cannotTell(what: string) {
  return { what: `How it is with ${what} cannot be told now.`, next: { text: 'Look again', href: '/operate' } };
}

function failing({ systems, incomplete }: Region, now: number) {
  const gaps = new Map(incomplete?.map((gap) => [gap.system.id, gap]));
  const untold = incomplete === null ? [cannotTell('records that may be missing')] : [];
  const inTrouble = systems.flatMap(({ id, name, capabilities, harvest, answering, answeringHistory }) => {
    const live = describeAnswering(answering, capabilities, now);
    const data = describeHarvest(harvest, gaps.get(id) ?? null, live.standing === 'SILENT');
    const what = [
      ...(live.standing === 'SILENT' ? [live.sentence] : []),
      ...(live.standing === 'NOT_ASKED' ? sayLastSilence(answeringHistory?.changes.at(-1), now) : []),
      ...(data.standing === 'TROUBLE' ? [`Its catalogue: ${data.sentence}`] : []),
    ];
    if (what.length === 0) return [];
    const next = { text: `What it means, and who acts: ${name}`, href: systemHref(id) };
    return [{ what: `${name}: ${what.join(' ')}`, next }];
  });
  return [...inTrouble, ...untold];
}

/** What was seen last of a system that nobody has asked since a part was started again: it may be silent still. */
function sayLastSilence(last: AnsweringChange | undefined, now: number): readonly string[] {
  if (last === undefined || last.answers) return [];
  const when = sayWhen(last.at, now).replace(/^on /, '');
  return [`It did not answer from ${when}, and nobody has asked it since this service was started again.`];
}

function spared({ systems }: Region, now: number) {
  return systems.flatMap(({ id, name, hosts }) => {
    if (hosts === null) return [cannotTell(`the hosts of ${name}`)];
    return hosts
      .filter((host) => isInTrouble(host, now))
      .map(({ name: host, openSince, lastFailure }) => {
        const since = openSince === null ? '' : ` since ${sayWhen(openSince, now).replace(/^on /, '')}`;
        const last = lastFailure === null ? '' : ` Last failure: ${sayHostFailure(lastFailure, now)}.`;
        const which = host === id ? name : `${name}, the part that is asked about copies,`;
        return {
          what: `${which} is asked less, or not at all,${since === '' ? ' for now' : since}.${last}`,
          next: { text: `Hosts and limits of ${name}`, href: `${systemHref(id)}#hosts` },
        };
      });
  });
}

function unread({ systems }: Region, retries: OperateOverviewQuery['rejectRetries'], errors: readonly AnswerError[]) {
  const newest = newestBySystem(retries ?? []);
  const isFault = whyUntold(errors, 'harvest') !== undefined;
  return systems.flatMap(({ id, name, harvest }) => {
    if (harvest === null && isFault) return [cannotTell(`the records of ${name}`)];
    const rejects = harvest?.rejects ?? 0;
    if (rejects === 0) return [];
    const retry = newest.get(id);
    const href = `/operate/rejects?system=${encodeURIComponent(id)}`;
    const text =
      retry !== undefined && isOpen(retry)
        ? `How far reading them again is: ${name}`
        : `See why, and have them read again: ${name}`;
    return [{ what: `${name}: ${plural(rejects, 'record')} could not be read.`, next: { text, href } }];
  });
}

const RECENT_MS = 7 * 86_400_000;
/** As many as `operate.graphql` asks for: of those before, this page knows nothing. */
const JOBS_ASKED = 200;

function sayNoneFailed(jobs: OperateOverviewQuery['comparisonJobs']): string {
  return jobs !== null && jobs.length >= JOBS_ASKED
    ? `none of the last ${String(JOBS_ASKED)} jobs failed`
    : 'no job failed';
}

type Jobs = Pick<OperateOverviewQuery, 'comparisonJobs' | 'plans' | 'ledgers'>;

function failedJobs({ comparisonJobs, plans, ledgers }: Jobs, now: number) {
  if (comparisonJobs === null) return [cannotTell('the jobs of comparing')];
  return comparisonJobs
    .filter(
      ({ state, finishedAt }) => state === 'FAILED' && finishedAt !== null && now - Date.parse(finishedAt) < RECENT_MS,
    )
    .filter((job) => !isPutRight(job, { plans, ledgers }))
    .map(({ kind, snapshot, problem, finishedAt, askedAt }) => ({
      what: `${jobName(kind, snapshot)} failed ${sayWhen(finishedAt ?? askedAt, now)}: ${problem ?? 'no reason is known'}`,
      next: { text: `Jobs, with what to do: ${snapshot ?? kind}`, href: '/operate/jobs' },
    }));
}

/**
 * Whether nothing is left to do: the snapshot was dropped, or no plan or ledger by it lacks what the job was to make. The job does not name its
 * plan or ledger, so that one of several that is not whole keeps all.
 */
function isPutRight(
  { kind, snapshot }: { readonly kind: string; readonly snapshot: string | null },
  { plans, ledgers }: Omit<Jobs, 'comparisonJobs'>,
): boolean {
  if (snapshot === null) return true;
  switch (kind) {
    case 'PREDICT_PLAN':
      return plans?.every((plan) => plan.snapshot.name !== snapshot || plan.state === 'WHOLE') ?? false;
    case 'MAKE_LEDGER':
      return ledgers?.every(({ target, state }) => target !== snapshot || state === 'WHOLE') ?? false;
    default:
      return false;
  }
}

/** Nobody can ask for another one, and so clear it, where the system has no rejects any more. */
function failedRetries(
  region: Region | null,
  retries: OperateOverviewQuery['rejectRetries'],
  now: number,
  errors: readonly AnswerError[],
) {
  if (retries === null) return [cannotTell('reading rejects again')];
  const isFault = whyUntold(errors, 'harvest') !== undefined;
  const mayHaveRejects = (id: string): boolean => {
    if (region === null) return true;
    const system = region.systems.find((one) => one.id === id);
    return system !== undefined && (system.harvest === null ? isFault : system.harvest.rejects > 0);
  };
  return [...newestBySystem(retries).values()]
    .filter(({ state, system }) => state === 'FAILED' && mayHaveRejects(system.id))
    .map(({ system, problem, finishedAt, askedAt }) => ({
      what: `Reading records of ${system.name} again failed ${sayWhen(finishedAt ?? askedAt, now)}: ${problem ?? 'no reason is known'}`,
      next: {
        text: `Ask for it again: ${system.name}`,
        href: `/operate/rejects?system=${encodeURIComponent(system.id)}`,
      },
    }));
}

function endingKeys(keys: OperateOverviewQuery['apiKeys'], now: number) {
  if (keys === null) return [cannotTell('the keys')];
  return keys
    .filter((key) => standingOf(key, now) === 'SOON')
    .map((key) => ({
      what: `The key “${key.name}” (${key.id}) is good until ${sayEnd(key)}, which is less than ${String(SOON_DAYS)} days.`,
      next: { text: `Make another in its place in time: ${key.name}`, href: '/operate/keys' },
    }));
}
