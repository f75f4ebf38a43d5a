import { SystemsDocument, SystemsReplicaDocument, type SystemsQuery } from '../../__generated__/operations.ts';
import { errorsOf, harvestedRegion, whyUntold, type Graph } from '../../graph.ts';
import type { Viewer } from '../../viewer.ts';
import type { Page } from '../page.ts';
import { sayEnded } from '../../words/answering.ts';
import { sayRecords, type HarvestWords } from '../../words/harvest.ts';
import { sayWhen } from '../../words/moments.ts';
import { sayReplica } from '../../words/replica.ts';
import { describeSystem, sayMeaning, type SystemWords } from '../../words/system.ts';
import { libraryHref, systemHref } from '../hrefs.ts';
import { capitalised } from '../../words/lists.ts';
import { sayCan } from '../system/page.ts';

/** `/systems`: trouble first, since when, and what it means for readers. */
export const systemsPage: Page = {
  path: '/systems',
  async show({ graph, viewer, now }) {
    // Without it a system would look like one whose records are not listed.
    const answer = await graph.ask(SystemsDocument, {});
    const region = harvestedRegion(answer);
    const isUntold = whyUntold(errorsOf(answer, 'region'), 'answering') !== undefined;
    const replica = await replicaFor(viewer, graph);
    return { template: 'pages/systems/page.njk', model: { ...systemsView({ region }, isUntold, now), replica } };
  },
};

/** A sentence for operators; null for others, and if no replica is named. */
async function replicaFor(viewer: Viewer | null, graph: Graph): Promise<string | null> {
  if (viewer?.role !== 'OPERATOR') return null;
  const { data, errors } = await graph.ask(SystemsReplicaDocument, {});
  if (errors.length > 0) return 'How the replica of the database is cannot be told now.';
  return data.readReplica === null ? null : sayReplica(data.readReplica);
}

type Region = NonNullable<SystemsQuery['region']>;
type System = Region['systems'][number];

const COLOURS: Readonly<Record<HarvestWords['standing'], string>> = {
  GOOD: 'nhsuk-tag--green',
  STARTING: 'nhsuk-tag--blue',
  TROUBLE: 'nhsuk-tag--red',
  INCOMPLETE: 'nhsuk-tag--yellow',
  NOT_HARVESTED: 'nhsuk-tag--grey',
};
const ORDER: readonly HarvestWords['standing'][] = ['TROUBLE', 'STARTING', 'INCOMPLETE', 'NOT_HARVESTED', 'GOOD'];

/** `isUntold`: how they answer could not be told. */
export function systemsView({ region }: SystemsQuery, isUntold: boolean, now: number) {
  const gaps = new Map(region?.incomplete?.map((gap) => [gap.system.id, gap]));
  const systems = (region?.systems ?? [])
    .map((system) => ({ system, words: describeSystem(system, gaps.get(system.id) ?? null, now) }))
    .toSorted((a, b) => ORDER.indexOf(a.words.standing) - ORDER.indexOf(b.words.standing));
  return {
    title: 'Systems',
    current: '/systems',
    summary: summaryOf(
      systems.map(({ words }) => words),
      isUntold,
    ),
    ended: sayEnded(region?.systems ?? [], now),
    systems: systems.map(({ system, words }) => toModel(system, words, now)),
  };
}

function summaryOf(all: readonly HarvestWords[], isUntold: boolean): string {
  const count = (standing: HarvestWords['standing']): number => all.filter((one) => one.standing === standing).length;
  const [bad, starting, incomplete] = [count('TROUBLE'), count('STARTING'), count('INCOMPLETE')];
  const of = (number: number, what: string): string =>
    number === 0 ? '' : `${String(number)} of ${String(all.length)} ${number === 1 ? 'is' : 'are'} ${what}.`;
  if (all.length === 0) return 'This region has no system yet.';
  const parts = [of(bad, 'in trouble'), of(starting, 'being read'), of(incomplete, 'incomplete')];
  const ofAnswers = isUntold ? 'Which systems answer cannot be told now.' : '';
  return [...parts, ofAnswers].filter((part) => part !== '').join(' ') || 'No system is in trouble.';
}

function toModel({ id, name, libraries, harvest, capabilities }: System, words: SystemWords, now: number) {
  const readAt = harvest?.lastCompleteAt ?? null;
  const facts = [
    ['Last complete reading', readAt === null ? 'None yet' : capitalised(sayWhen(readAt, now))],
    ['Records', harvest === null ? 'Not in this catalogue' : sayRecords(harvest)],
    ['Who acts', words.who ?? ''],
  ].filter(([, value]) => value !== '');
  return {
    id,
    name,
    href: systemHref(id),
    // That it does not answer is said by the sentence, with since when.
    tag: words.isSilent ? 'Trouble' : words.tag,
    colour: COLOURS[words.standing],
    sentence: words.sentence,
    means: sayMeaning(words, libraries),
    facts: facts.map(([key = '', value = '']) => ({ key: { text: key }, value: { text: value } })),
    libraries: libraries.map((library) => ({ name: library.name, href: libraryHref(library.id) })),
    can: sayCan(capabilities, ['LIVE_ITEMS', 'PATRON_ACCOUNT', 'RENEW']),
  };
}
