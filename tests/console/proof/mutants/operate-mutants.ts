/** Ways to mislead those who run a region. */
import type { PageMutant } from './page-mutant.ts';

const overview = 'pages/operate/overview/view.ts';
const rejects = 'pages/operate/rejects/view.ts';
const hosts = 'pages/system/hosts.ts';
const system = 'pages/system/view.ts';

export const OPERATE_MUTANTS: readonly PageMutant[] = [
  {
    name: 'does not say since when a system is in trouble',
    scene: 'what needs an operator',
    file: 'words/answering.ts',
    text: "failingSince === null ? '' : ` since ${sayWhen(failingSince, now).replace(/^on /, '')}`;",
    instead: "'';",
  },
  {
    name: 'shows the rejects of another system',
    scene: 'what needs an operator',
    file: overview,
    text: 'return systems.flatMap(({ id, name, harvest }) => {',
    instead: 'return systems.flatMap(({ id, harvest }, at) => {\n    const { name } = systems[at - 1] ?? { name: id };',
  },
  {
    name: 'counts one record too few',
    scene: 'what needs an operator',
    file: overview,
    text: "plural(rejects, 'record')",
    instead: "plural(rejects - 1, 'record')",
  },
  {
    name: 'leaves out hosts that are not asked',
    scene: 'what needs an operator',
    file: overview,
    text: 'items: region === null ? [] : spared(region, now)',
    instead: 'items: []',
  },
  {
    name: 'does not say why a host is not asked',
    scene: 'what needs an operator',
    file: overview,
    text: '` The last failure was ${lastFailure.code}.`',
    instead: "''",
  },
  {
    name: 'names no next step',
    scene: 'what needs an operator',
    file: 'pages/operate/overview/page.njk',
    text: '<p><a href="{{ item.next.href }}">{{ item.next.text }}</a></p>',
    instead: '',
  },
  {
    name: 'swaps whether a host is asked',
    scene: 'system that is down',
    file: hosts,
    text: "CLOSED: 'Yes',\n  OPEN: 'No: it failed several times in a row',\n  HALF_OPEN: 'One question at a time: it failed',",
    instead: "CLOSED: 'No: it failed several times in a row',\n  OPEN: 'Yes',\n  HALF_OPEN: 'Yes',",
  },
  {
    name: 'drops since when a host is not asked',
    scene: 'system that is down',
    file: hosts,
    text: "openSince === null ? '' : sayWhen(openSince, now),",
    instead: "'',",
  },
  {
    name: 'drops the last failure of a host',
    scene: 'system that is down',
    file: hosts,
    text: "lastFailure === null ? 'None' : `${lastFailure.code}, ${sayWhen(lastFailure.at, now)}`,",
    instead: "'None',",
  },
  {
    name: 'drops since when a system is in trouble',
    scene: 'system that is down',
    file: system,
    text: "...(since === null ? [] : [fact('In trouble since', capitalised(sinceWhen(since, now)))]),",
    instead: '',
  },
  {
    name: 'does not say when a system last answered',
    scene: 'system that is down',
    file: system,
    text: "fact('Last answer about copies', capitalised(lastAnswer)),",
    instead: '',
  },
  {
    name: 'does not say who acts',
    scene: 'system that is down',
    file: 'pages/system/page.njk',
    text: '{% if acts.length %}',
    instead: '{% if false %}',
  },
  {
    name: 'says of a system that is down that it answers',
    scene: 'system that is down',
    file: system,
    text: '{ text: `Copies: ${live.tag.toLowerCase()}`, colour: ANSWERING_COLOURS[live.standing] },',
    instead: "{ text: 'Copies: answers', colour: ANSWERING_COLOURS[live.standing] },",
  },
  {
    name: 'says of a host that is well that it is not asked',
    scene: 'system that is well',
    file: hosts,
    text: "CLOSED: 'Yes',",
    instead: "CLOSED: 'No: it failed several times in a row',",
  },
  {
    name: 'shows the records that a system says it has as those that are held',
    scene: 'system that is well',
    file: system,
    text: "const held = harvest.records.toLocaleString('en-GB');",
    instead: "const held = (harvest.expected ?? 0).toLocaleString('en-GB');",
  },
  {
    name: 'names another system above its rejects',
    scene: 'rejects',
    file: rejects,
    text: 'toSystem({ id, name, rejects: harvest?.rejects ?? 0 }, newest.get(id), now)',
    instead:
      'toSystem({ id, name: all.find((one) => one.name !== name)?.name ?? name, rejects: harvest?.rejects ?? 0 }, newest.get(id), now)',
  },
  {
    name: 'does not say why a record could not be read',
    scene: 'rejects',
    file: rejects,
    text: 'cells: [name, place, reason, sayWhen(since, now)],',
    instead: "cells: [name, place, '', sayWhen(since, now)],",
  },
  {
    name: 'does not say since when a record cannot be read',
    scene: 'rejects',
    file: rejects,
    text: 'cells: [name, place, reason, sayWhen(since, now)],',
    instead: "cells: [name, place, reason, ''],",
  },
];
