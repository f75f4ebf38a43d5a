import {
  SystemHostsDocument,
  SystemPageDocument,
  SystemProbeDocument,
  type Capability,
  type HostPartsFragment,
  type MovePhase,
  type GapFragment,
  type SystemPageQuery,
} from '../../__generated__/operations.ts';
import { errorsOf, harvestedPartOf, whyUntold, type Graph } from '../../graph.ts';
import { mayView, type Viewer } from '../../viewer.ts';
import { notFound, type Page } from '../page.ts';
import { describeAnswering, sayEnded, sayLastAnswer, type AnsweringWords } from '../../words/answering.ts';
import { describeHarvest, type HarvestWords } from '../../words/harvest.ts';
import { capitalised, listNames } from '../../words/lists.ts';
import { plural, sayDayOf, sayWhen } from '../../words/moments.ts';
import { libraryHref } from '../hrefs.ts';
import { hostTable } from './hosts.ts';

/** `/systems/ID`: what is wrong with one system, what that means for readers, and who acts. */
export const systemPage: Page = {
  path: '/systems/:id',
  async show({ graph, viewer, params: { id = '' }, now }) {
    const told = await askSystem(graph, id, now);
    if (told === null) {
      return notFound('There is no such system', 'It may have left the region. Look at the list of systems.');
    }
    const hosts = await askHosts(viewer, graph, id);
    return { template: 'pages/system/page.njk', model: systemView({ ...told, viewer, hosts }, now) };
  },
};

type Told = Pick<SystemPageParts, 'system' | 'gaps' | 'isUntold'>;

async function askSystem(graph: Graph, id: string, now: number): Promise<Told | null> {
  const ask = async (): Promise<Told | null> => {
    const answer = await graph.ask(SystemPageDocument, { id });
    const system = harvestedPartOf(answer, 'system', (one) => [one]);
    if (system === null) return null;
    const isUntold = whyUntold(errorsOf(answer, 'system'), 'answering') !== undefined;
    return { system, gaps: answer.data.region?.incomplete ?? null, isUntold };
  };
  const told = await ask();
  if (told === null || isKnown(told.system, now)) return told;
  await graph.ask(SystemProbeDocument, { libraries: told.system.libraries.map((library) => library.id) });
  return ask();
}

/** An answer that is older than this says little of how the system is now. */
const RECENT_MS = 60_000;

/** Whether it answered a moment ago, or cannot be asked. */
function isKnown({ capabilities, answering }: System, now: number): boolean {
  if (!capabilities.includes('LIVE_ITEMS')) return true;
  const at = answering?.reason === null ? answering.lastAnswerAt : null;
  return at !== null && now - Date.parse(at) < RECENT_MS;
}

/** Nobody but an operator asks for it. */
async function askHosts(viewer: Viewer | null, graph: Graph, id: string): Promise<SystemPageParts['hosts']> {
  if (viewer?.role !== 'OPERATOR') return null;
  return (await graph.ask(SystemHostsDocument, { id })).data.system?.hosts ?? null;
}

type System = NonNullable<SystemPageQuery['system']>;

/** What a reader or a librarian gets of a system, one line each; what it cannot is told as well. */
const TOLD = {
  LIVE_ITEMS: ['Says how copies stand now', 'Cannot be asked how copies stand now: ask the library'],
  HOLD_QUEUE: ['Says how many readers wait for a title', 'Does not say how many readers wait for a title'],
  HOLDING_STATEMENTS: ['Says which volumes of a journal it has', 'Does not say which volumes of a journal it has'],
  PATRON_ACCOUNT: ['Shows readers their loans', 'Does not show readers their loans here'],
  RENEW: ['Renews loans', 'Does not renew loans here'],
  CANCEL_HOLD: ['Cancels requests', 'Does not cancel requests here'],
} as const satisfies Partial<Record<Capability, readonly [yes: string, no: string]>>;

type CanTell = keyof typeof TOLD;

export function sayCan(capabilities: readonly Capability[], told = Object.keys(TOLD) as CanTell[]): readonly string[] {
  return told.map((capability) => TOLD[capability][capabilities.includes(capability) ? 0 : 1]);
}

export interface SystemPageParts {
  readonly system: System;
  /** What is missing from the index, of every system; null if that could not be told. */
  readonly gaps: readonly GapFragment[] | null;
  /** Whether it could not be told how it answers. */
  readonly isUntold: boolean;
  /** Null for everybody but operators, and if they could not be told. */
  readonly hosts: readonly HostPartsFragment[] | null;
  readonly viewer: Viewer | null;
}

export function systemView({ system, gaps, isUntold, hosts, viewer }: SystemPageParts, now: number) {
  const { id, name, capabilities, libraries, harvest, answering } = system;
  const live = describeAnswering(answering, capabilities, now, isUntold);
  const gap = gaps?.find((one) => one.system.id === id) ?? null;
  const data = describeHarvest(harvest, gap, live.standing === 'SILENT');
  return {
    title: name,
    current: '/systems',
    tags: tagsOf(live, data),
    wrong: wrongOf(system, { live, data, isGapTold: gaps !== null }, now),
    ended: sayEnded([system], now),
    means: meansOf(system, live, data),
    acts: whoOf(system, live, data),
    facts: factsOf(system, live, now),
    can: sayCan(capabilities),
    libraries: libraries.map((library) => ({
      text: library.name,
      href: libraryHref(library.id),
      move: sayMove(library, id),
    })),
    hosts: viewer?.role === 'OPERATOR' ? hostTable(hosts, now) : null,
    rejectsHref:
      viewer !== null && mayView(viewer, 'MIGRATION') && (harvest?.rejects ?? 0) > 0
        ? `/operate/rejects?system=${encodeURIComponent(id)}`
        : null,
  };
}

const ANSWERING_COLOURS: Readonly<Record<AnsweringWords['standing'], string>> = {
  ANSWERS: 'nhsuk-tag--green',
  SILENT: 'nhsuk-tag--red',
  NOT_ASKED: 'nhsuk-tag--grey',
  UNTOLD: 'nhsuk-tag--grey',
  CANNOT: 'nhsuk-tag--grey',
};

function tagsOf(live: AnsweringWords, data: HarvestWords) {
  const ofData =
    data.standing === 'TROUBLE' ? 'nhsuk-tag--red' : data.standing === 'GOOD' ? 'nhsuk-tag--green' : 'nhsuk-tag--grey';
  return [
    { text: `Copies: ${live.tag.toLowerCase()}`, colour: ANSWERING_COLOURS[live.standing] },
    { text: `Catalogue: ${data.tag.toLowerCase()}`, colour: ofData },
  ];
}

interface Standings {
  readonly live: AnsweringWords;
  readonly data: HarvestWords;
  readonly isGapTold: boolean;
}

function wrongOf({ harvest }: System, { live, data, isGapTold }: Standings, now: number): readonly string[] {
  const since = harvest?.failingSince ?? null;
  const rejects = harvest?.rejects ?? 0;
  // Records that could not be read are said by their number.
  const isSaid = data.standing === 'INCOMPLETE' && rejects > 0;
  const sentences = [
    ...(live.standing === 'SILENT' ? [live.sentence] : []),
    ...(isLacking(data) && !isSaid
      ? [`Its catalogue: ${data.sentence}${since === null ? '' : ` In trouble since ${sinceWhen(since, now)}.`}`]
      : []),
    ...(rejects > 0 ? [`${plural(rejects, 'record')} could not be read.`] : []),
    ...(live.standing === 'UNTOLD' ? [live.sentence] : []),
    ...(isGapTold || harvest === null ? [] : ['Whether all of its records are here cannot be told now.']),
  ];
  if (sentences.length > 0) return sentences;
  return [
    live.standing === 'NOT_ASKED' ? `Whether it answers is not known. ${live.sentence}` : 'Nothing is wrong now.',
  ];
}

/** Whether what it has may not be all here. */
function isLacking({ standing }: HarvestWords): boolean {
  return standing === 'TROUBLE' || standing === 'STARTING' || standing === 'INCOMPLETE';
}

function sinceWhen(moment: string, now: number): string {
  return sayWhen(moment, now).replace(/^on /, '');
}

function meansOf({ capabilities, libraries, harvest }: System, live: AnsweringWords, data: HarvestWords): string[] {
  const names = sayLibraries(libraries);
  const isSilent = live.standing === 'SILENT';
  return [
    ...(isSilent
      ? [
          `Whether a copy at ${names} is in cannot be checked now. Pages show how copies stood when they were last checked, with the time. A copy may well be on its shelf: ask the library.`,
        ]
      : []),
    ...(isSilent && capabilities.includes('PATRON_ACCOUNT')
      ? [`Readers of ${names} do not see their loans here${canRenew(capabilities)} until it answers again.`]
      : []),
    ...(isLacking(data)
      ? [`Titles of ${names} may be missing here${data.standing === 'TROUBLE' ? ', or old' : ''}.`]
      : []),
    ...(harvest !== null && harvest.rejects > 0
      ? ['Titles whose record could not be read are missing here, or only some of what is known of them is shown.']
      : []),
  ];
}

/** Names that fit into a sentence; all of them stand at the end of the page. */
const MOST_NAMES = 2;

function sayLibraries(libraries: System['libraries']): string {
  return libraries.length > MOST_NAMES
    ? `its ${String(libraries.length)} libraries`
    : listNames(libraries.map(({ name }) => name));
}

function canRenew(capabilities: readonly Capability[]): string {
  return capabilities.includes('RENEW') ? ', and cannot renew them here,' : '';
}

function whoOf({ libraries, harvest }: System, live: AnsweringWords, data: HarvestWords): string[] {
  return [
    ...(live.standing === 'SILENT' && live.who !== null ? [live.who] : []),
    // Whoever gets it to answer gets its catalogue read again, too.
    ...(data.standing === 'TROUBLE' && live.standing !== 'SILENT' && data.who !== null ? [data.who] : []),
    ...(harvest !== null && harvest.rejects > 0
      ? [
          `Cataloguers of ${sayLibraries(libraries)} put the records right in the system. Then whoever runs this service has them read again.`,
        ]
      : []),
  ];
}

function factsOf({ harvest, answering, capabilities }: System, { standing }: AnsweringWords, now: number) {
  const isAsked = capabilities.includes('LIVE_ITEMS');
  const notKnown = standing === 'UNTOLD' ? 'Cannot be told now' : 'Not known: nobody has asked it yet';
  const lastAnswer = isAsked ? (sayLastAnswer(answering, now) ?? notKnown) : 'Cannot be asked';
  const since = answering?.failingSince ?? harvest?.failingSince ?? null;
  return [
    fact('Last answer about copies', capitalised(lastAnswer)),
    fact('Catalogue last read to its end', sayLastRead(harvest, now)),
    fact('Records held', sayHeld(harvest)),
    fact(
      'Records that could not be read',
      harvest === null ? 'None are read' : harvest.rejects.toLocaleString('en-GB'),
    ),
    ...(since === null ? [] : [fact('In trouble since', capitalised(sinceWhen(since, now)))]),
  ];
}

function fact(key: string, value: string) {
  return { key: { text: key }, value: { text: value } };
}

function sayLastRead(harvest: System['harvest'], now: number): string {
  if (harvest === null) return 'It is not read';
  const when = harvest.lastCompleteAt === null ? 'Never yet' : capitalised(sayWhen(harvest.lastCompleteAt, now));
  return harvest.running ? `${when}; it is being read now` : when;
}

/** The system counts what it has in its own way: both numbers stand as they are, and neither is made from the other. */
function sayHeld(harvest: System['harvest']): string {
  if (harvest === null) return 'None';
  const held = harvest.records.toLocaleString('en-GB');
  return harvest.expected === null
    ? `${held}; the system does not say how many it has`
    : `${held}; the system said that it has ${harvest.expected.toLocaleString('en-GB')}`;
}

const MOVES: Readonly<Record<MovePhase, string | null>> = {
  LIVE: null,
  TEST_LOADED: 'its data is loaded here for a trial',
  CATALOGUE_FROZEN: 'it is moving to another system: its catalogue is no longer edited here, loans go on',
  FROZEN: 'it is moving to another system: nothing is changed here until the move is done',
  MOVED: 'it has left this system',
  ARCHIVED: 'it keeps this system to read only',
};

function sayMove({ memberships }: System['libraries'][number], system: string): string | null {
  const here = memberships.find((membership) => membership.system.id === system);
  const move = here === undefined ? null : MOVES[here.phase];
  if (here === undefined || move === null) return null;
  return here.since === null ? move : `${move} (since ${sayDayOf(here.since)})`;
}
