/** The systems of the region, trouble first: how old their data is, and what that means for readers. */
import type { Capability, SystemsQuery } from '../../__generated__/operations.ts';
import { describeHarvest, sayRecords } from '../../words/harvest.ts';
import type { HarvestWords } from '../../words/harvest.ts';
import { listNames } from '../home/view.ts';
import type { PageModel } from '../page.ts';

export interface SystemsModel extends PageModel {
  readonly summary: string;
  readonly systems: readonly SystemModel[];
}

export interface SystemModel {
  readonly id: string;
  readonly name: string;
  readonly tag: string;
  /** Class of the tag's colour; its words say the same. */
  readonly colour: string;
  readonly sentence: string;
  readonly means: string;
  readonly records: string;
  readonly libraries: readonly { readonly name: string; readonly href: string }[];
  readonly can: readonly string[];
}

type System = NonNullable<SystemsQuery['region']>['systems'][number];

const COLOURS: Readonly<Record<HarvestWords['standing'], string>> = {
  GOOD: 'nhsuk-tag--green',
  STARTING: 'nhsuk-tag--blue',
  TROUBLE: 'nhsuk-tag--red',
  NOT_HARVESTED: 'nhsuk-tag--grey',
};
const ORDER: readonly HarvestWords['standing'][] = ['TROUBLE', 'STARTING', 'NOT_HARVESTED', 'GOOD'];

/** What a reader or a librarian gets of a system, one line each; what it cannot is told as well. */
const TOLD: readonly (readonly [Capability, yes: string, no: string])[] = [
  ['LIVE_ITEMS', 'Says how copies stand now', 'Cannot be asked how copies stand now: ask the library'],
  ['PATRON_ACCOUNT', 'Shows readers their loans', 'Does not show readers their loans here'],
  ['RENEW', 'Renews loans', 'Does not renew loans here'],
];

export function systemsView({ region }: SystemsQuery): SystemsModel {
  const systems = (region?.systems ?? [])
    .map((system) => ({ system, words: describeHarvest(system.harvest) }))
    .toSorted((a, b) => ORDER.indexOf(a.words.standing) - ORDER.indexOf(b.words.standing));
  const bad = systems.filter(({ words }) => words.standing === 'TROUBLE').length;
  return {
    title: 'Systems',
    region: region?.name ?? 'Libraries of the region',
    current: '/systems',
    summary:
      bad === 0
        ? 'No system is in trouble.'
        : `${bad} of ${systems.length} systems ${bad === 1 ? 'is' : 'are'} in trouble.`,
    systems: systems.map(({ system, words }) => toModel(system, words)),
  };
}

function toModel({ id, name, libraries, harvest, capabilities }: System, words: HarvestWords): SystemModel {
  const names = listNames(libraries.map((library) => library.name));
  return {
    id,
    name,
    tag: words.tag,
    colour: COLOURS[words.standing],
    sentence: words.sentence,
    means: words.standing === 'TROUBLE' ? `Titles of ${names} may be missing here, or old.` : '',
    records: harvest === null ? '' : sayRecords(harvest),
    libraries: libraries.map((library) => ({ name: library.name, href: `/libraries/${library.id}` })),
    can: TOLD.map(([capability, yes, no]) => (capabilities.includes(capability) ? yes : no)),
  };
}
