/** Checks of a region file across its keys: references that exist, ids and codes that occur once. */
import { editionSets } from '#domain/feeds.ts';
import type { NetworkId } from '#domain/ids.ts';
import type { Wording } from './issue-words.ts';
import { nearest } from './known-keys.ts';
import type { KeyPath } from './known-keys.ts';
import { ownValue, type LibrarySketch, type RegionSketch } from './region-sketch.ts';

/** `[]` stands for each entry of a list, `{}` for each key of a map. */
const KNOWN = {
  network: 'networks[].id',
  organisation: 'organisations[].id',
  library: 'libraries[].id',
  system: 'systems[].id',
} as const;

/** What must not be said twice in the file. */
const UNIQUE: readonly string[] = [
  ...Object.values(KNOWN),
  'libraries[].sites[].id',
  'feeds.marcFrom[]',
  'feeds.withheld[]',
  'feeds.deliveries[].id',
  'identity.issuers[].issuer',
  // People of two issuers would be the same where the same name is given to them.
  'identity.issuers[].formerly',
];

/** What must not be said twice of one system or library. */
const UNIQUE_IN_EACH: readonly string[] = [
  'systems[].owners[].code',
  'libraries[].memberships[].system',
  'libraries[].patronData.sharedWith[].library',
];

const REFERENCES: Readonly<Record<string, keyof typeof KNOWN | 'set'>> = {
  'networks[].asks[]': 'network',
  'libraries[].system': 'system',
  'libraries[].network': 'network',
  'libraries[].organisations[]': 'organisation',
  'libraries[].sites[].organisation': 'organisation',
  'libraries[].memberships[].system': 'system',
  'libraries[].patronData.sharedWith[].library': 'library',
  'systems[].owners[].library': 'library',
  'feeds.marcFrom[]': 'system',
  'feeds.withheld[]': 'library',
  'feeds.deliveries[].set': 'set',
  'identity.issuers[].libraries{}': 'library',
};

/** Texts that the file has at such a place: what is missing, or no text, is told by its shape. */
export function checkNames(file: unknown): readonly Wording[] {
  const valuesOf = (pattern: string): readonly string[] => placesOf(file, pattern).map(({ value }) => value);
  const known = {
    network: valuesOf(KNOWN.network),
    organisation: valuesOf(KNOWN.organisation),
    library: valuesOf(KNOWN.library),
    system: valuesOf(KNOWN.system),
    set: editionSets(valuesOf(KNOWN.network) as NetworkId[]),
  };
  return [
    ...UNIQUE.flatMap((pattern) => repeated(placesOf(file, pattern))),
    ...UNIQUE_IN_EACH.flatMap((pattern) =>
      [...Map.groupBy(placesOf(file, pattern), ({ path }) => path[1]).values()].flatMap(repeated),
    ),
    ...Object.entries(REFERENCES).flatMap(([pattern, what]) =>
      placesOf(file, pattern).flatMap(({ value, path }) => missing(what, value, known[what], path)),
    ),
  ];
}

interface Place {
  readonly value: string;
  readonly path: KeyPath;
}

function placesOf(file: unknown, pattern: string): readonly Place[] {
  const walk = (value: unknown, steps: readonly string[], path: KeyPath): readonly Place[] => {
    const [step, ...rest] = steps;
    if (step === undefined) return typeof value === 'string' && value !== '' ? [{ value, path }] : [];
    const key = step.replace(/\W+$/, '');
    const [found, here] = [ownValue(value, key), [...path, key]];
    if (step.endsWith('[]')) {
      const entries: readonly unknown[] = Array.isArray(found) ? found : [];
      return entries.flatMap((one, index) => walk(one, rest, [...here, index]));
    }
    if (!step.endsWith('{}')) return walk(found, rest, here);
    const entries = typeof found === 'object' && found !== null ? Object.entries(found) : [];
    return entries.flatMap(([word, one]) => walk(one, rest, [...here, word]));
  };
  return walk(file, pattern.split('.'), []);
}

function repeated(places: readonly Place[]): readonly Wording[] {
  const seen = new Map<string, KeyPath>();
  const faults: Wording[] = [];
  for (const { value, path } of places) {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, path);
    else faults.push({ path, message: `"${value}" occurs twice`, hint: `it is at ${pathText(first)} already` });
  }
  return faults;
}

export function crossCheck(file: RegionSketch): readonly Wording[] {
  return [
    ...systemFaults(file),
    ...membershipFaults(file),
    ...ownerFaults(file),
    ...lonelyLibraries(file),
    ...sharingFaults(file),
    ...openingFaults(file),
  ];
}

function systemFaults({ systems, regionId }: RegionSketch): readonly Wording[] {
  const clash = systems.findIndex(({ id }) => id !== '' && id === regionId);
  if (clash < 0) return [];
  return [{ path: ['systems', clash, 'id'], message: 'is the id of the region too', hint: 'ids tell them apart' }];
}

function membershipFaults({ libraries }: RegionSketch): readonly Wording[] {
  return libraries.flatMap(({ system, memberships }, at) => {
    if (memberships === null || system === '' || memberships.some((entry) => entry.system === system)) return [];
    const message = `leaves out "${system}", the library's system today`;
    return [{ path: ['libraries', at, 'memberships'], message, hint: null }];
  });
}

function ownerFaults(file: RegionSketch): readonly Wording[] {
  const libraries = new Map(file.libraries.map((library) => [library.id, library]));
  return file.systems.flatMap((system, at) =>
    system.owners.flatMap((owner, index): readonly Wording[] => {
      const here: KeyPath = ['systems', at, 'owners', index];
      const library = libraries.get(owner.library);
      if (library === undefined) return [];
      return [
        ...(system.journalLists || isMember(library, system.id)
          ? []
          : [
              {
                path: [...here, 'library'],
                message: `"${library.id}" is served by "${library.system}"`,
                hint: `give it a membership of "${system.id}", or remove the code`,
              },
            ]),
        ...missing(`site of "${library.id}"`, owner.site, library.sites, [...here, 'site']),
      ];
    }),
  );
}

function isMember(library: LibrarySketch, system: string): boolean {
  if (library.system === '' || system === '' || library.system === system) return true;
  return (library.memberships ?? []).some((entry) => entry.system === system);
}

/** A library that no owner code leads to would hold nothing, and nobody would know why. */
function lonelyLibraries(file: RegionSketch): readonly Wording[] {
  return file.libraries.flatMap((library, at) => {
    const system = file.systems.find((entry) => entry.id === library.system);
    if (library.id === '' || system === undefined || system.owners.length === 0) return [];
    // An owner whose library cannot be told may be the very one: that fault is told already.
    const settled = system.owners.every((owner) => file.libraries.some((each) => each.id === owner.library));
    if (!settled || system.owners.some((owner) => owner.library === library.id)) return [];
    return [
      {
        path: ['libraries', at, 'id'],
        message: `no owner code of "${system.id}" belongs to this library`,
        hint: `add its branch codes under owners of "${system.id}"`,
      },
    ];
  });
}

function sharingFaults({ libraries }: RegionSketch): readonly Wording[] {
  return libraries.flatMap(({ id, sharedWith }, at) =>
    sharedWith.flatMap((library, index) =>
      library === '' || library !== id
        ? []
        : [
            {
              path: ['libraries', at, 'patronData', 'sharedWith', index, 'library'],
              message: 'is the library itself',
              hint: 'its own staff need no sharing',
            },
          ],
    ),
  );
}

function openingFaults(file: RegionSketch): readonly Wording[] {
  return file.libraries.flatMap((library, at) =>
    library.givenTwice.map((key) => ({
      path: ['libraries', at, 'lending', key],
      message: `is given for the library, too: ${pathText(['libraries', at, key])}`,
      hint: 'keep that one; it counts for lending as well',
    })),
  );
}

function missing(what: string, wanted: string, known: readonly string[], path: KeyPath): readonly Wording[] {
  if (wanted === '' || known.includes(wanted)) return [];
  const near = nearest(wanted, known);
  return [{ path, message: `there is no ${what} "${wanted}"`, hint: near === null ? null : `did you mean "${near}"?` }];
}

/** `['systems', 1, 'address']` as a person would write it: `systems[1].address`. */
export function pathText(path: KeyPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[A-Za-z_][\w-]*$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
