/** Every system in one row: how it is now, its last day, how long answers take, how old its records are, what waits. */
import type { GapFragment, OperateOverviewQuery } from '../../../__generated__/operations.ts';
import type { AnswerError } from '#clients/typescript/index.ts';
import { whyUntold } from '../../../graph.ts';
import { drawSpark, drawStrip, type HourGiven } from '../../../charts/hours.ts';
import { describeAnswering } from '../../../words/answering.ts';
import { describeHarvest } from '../../../words/harvest.ts';
import { plural, sayAge, sayWhen } from '../../../words/moments.ts';
import { systemHref } from '../../hrefs.ts';

type System = NonNullable<OperateOverviewQuery['region']>['systems'][number];

const HOUR_MS = 3_600_000;
const HOURS = 24;
const UNTOLD = 'Cannot be told now';

/** Above the columns of the table. */
export const SYSTEM_HEAD = [
  'System',
  'Now',
  'Last 24 hours',
  'Average time of answers',
  'Age of records',
  'Waiting',
] as const;

interface RowsGiven {
  readonly gaps: readonly GapFragment[];
  readonly now: number;
  /** Of the answer: they say which null is a fault, and not that nothing is kept. */
  readonly errors: readonly AnswerError[];
}

/** One row for each system, in their order. */
export function systemRows(systems: readonly System[], { gaps, now, errors }: RowsGiven) {
  const gapOf = new Map(gaps.map((gap) => [gap.system.id, gap]));
  return systems.map((system) => {
    const { day, noDay } = dayOfSystem(system, now, errors);
    return {
      name: system.name,
      href: systemHref(system.id),
      ...stateNow(system, now),
      day,
      noDay,
      times: timesOf(lastHours(system.answeringHistory?.hours ?? [], now)),
      noTimes: system.answeringHistory === null ? noDay : 'No answers',
      ...recordsOf(system.harvest, gapOf.get(system.id) ?? null, errors),
      queue: queueOf(system),
    };
  });
}

/** The last day of one that can be asked, or why there is none. `errors` as of {@link RowsGiven}. */
export function dayOfSystem(
  { answeringHistory, capabilities }: Pick<System, 'answeringHistory' | 'capabilities'>,
  now: number,
  errors: readonly AnswerError[],
) {
  const isFault = whyUntold(errors, 'answeringHistory') !== undefined;
  const isShown = answeringHistory !== null && capabilities.includes('LIVE_ITEMS');
  return {
    day: isShown ? dayOf(lastHours(answeringHistory.hours, now)) : null,
    noDay: answeringHistory === null && isFault ? UNTOLD : 'Not kept of it',
  };
}

/** The hour that is under way comes last. */
function lastHours(kept: NonNullable<System['answeringHistory']>['hours'], now: number): readonly HourGiven[] {
  const byHour = new Map(kept.map((hour) => [Date.parse(hour.hour), hour]));
  const last = now - (now % HOUR_MS);
  return Array.from({ length: HOURS }, (_, place) => byHour.get(last - (HOURS - 1 - place) * HOUR_MS) ?? null);
}

const COLOURS = {
  ANSWERS: 'nhsuk-tag--green',
  SILENT: 'nhsuk-tag--red',
  NOT_ASKED: 'nhsuk-tag--grey',
  UNTOLD: 'nhsuk-tag--grey',
  CANNOT: 'nhsuk-tag--grey',
} as const;

/** What this process saw; since when, as all processes saw it. A process that has asked nothing yet says what was seen last. */
function stateNow({ answering, capabilities, answeringHistory }: System, now: number) {
  const words = describeAnswering(answering, capabilities, now);
  const last = answeringHistory?.changes.at(-1);
  const colour = COLOURS[words.standing];
  const isSame = last?.answers === (words.standing === 'ANSWERS');
  switch (words.standing) {
    case 'CANNOT':
    case 'UNTOLD':
      return { tag: words.tag, colour, since: '' };
    case 'NOT_ASKED':
      return {
        tag: words.tag,
        colour,
        since: last === undefined ? '' : `${last.answers ? 'Answered' : 'Did not answer'} from ${since(last.at, now)}`,
      };
    case 'ANSWERS':
    case 'SILENT':
      return { tag: words.tag, colour, since: isSame ? sinceOf(answeringHistory?.changes ?? [], now) : '' };
  }
}

/** Of the last change. A system whose first is that it answers had not failed before. */
function sinceOf(changes: NonNullable<System['answeringHistory']>['changes'], now: number): string {
  const last = changes.at(-1);
  if (last === undefined) return '';
  const when = since(last.at, now);
  if (!last.answers) return `Since ${when}`;
  return changes.length === 1 ? `No failure recorded since ${when}` : `Again since ${when}`;
}

const since = (moment: string, now: number): string => sayWhen(moment, now).replace(/^on /, '');

function dayOf(hours: readonly HourGiven[]) {
  const strip = drawStrip(hours);
  const { answered, partly, failed, notAsked } = strip.counts;
  const parts = [
    answered > 0 ? `${plural(answered, 'hour')} answered` : '',
    partly > 0 ? `${String(partly)} in part` : '',
    failed > 0 ? `${String(failed)} failed` : '',
  ].filter((part) => part !== '');
  if (parts.length === 0) return { strip, says: 'Nobody asked' };
  return { strip, says: `${parts.join(', ')}${notAsked > 0 ? `, ${String(notAsked)} not asked` : ''}` };
}

function timesOf(hours: readonly HourGiven[]) {
  const spark = drawSpark(hours);
  if (spark.most === null) return null;
  const last = hours.findLast((hour) => hour !== null && hour.averageMs !== null)?.averageMs ?? 0;
  return { spark, says: `${sayMs(last)} in the last hour with answers, ${sayMs(spark.most)} in the slowest` };
}

const sayMs = (ms: number): string => `${Math.round(ms).toLocaleString('en-GB')} ms`;

function recordsOf(harvest: System['harvest'], gap: GapFragment | null, errors: readonly AnswerError[]) {
  const { tag, standing } = describeHarvest(harvest, gap);
  const isWell = standing === 'GOOD';
  if (harvest === null) return { age: whyUntold(errors, 'harvest') === undefined ? tag : UNTOLD, ageNote: '' };
  const { lagSeconds } = harvest;
  return { age: lagSeconds === null ? tag : sayAge(lagSeconds), ageNote: isWell || lagSeconds === null ? '' : tag };
}

function queueOf({ hosts, harvest }: System): readonly string[] {
  const waiting = (hosts ?? []).reduce((sum, host) => sum + host.waiting, 0);
  const underWay = (hosts ?? []).reduce((sum, host) => sum + host.inFlight, 0);
  const rejects = harvest?.rejects ?? 0;
  const lines = [
    hosts === null ? UNTOLD : '',
    waiting + underWay > 0
      ? `${plural(underWay, 'question')} under way, ${waiting.toLocaleString('en-GB')} waiting`
      : '',
    rejects > 0 ? `${plural(rejects, 'record')} not read` : '',
    harvest?.running === true ? 'Being read' : '',
  ].filter((line) => line !== '');
  return lines.length === 0 ? ['Nothing'] : lines;
}
