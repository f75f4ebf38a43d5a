/** Checks of a region file across its keys: references that exist, ids and codes that occur once. */
import { nearest } from './known-keys.ts';
import type { KeyPath } from './known-keys.ts';
import type { LibrarySketch, RegionSketch } from './region-sketch.ts';

export interface CrossFault {
  readonly path: KeyPath;
  readonly message: string;
  readonly hint: string | null;
}

export function crossCheck(file: RegionSketch): readonly CrossFault[] {
  return [
    ...duplicates(file),
    ...networkFaults(file),
    ...libraryFaults(file),
    ...ownerFaults(file),
    ...lonelyLibraries(file),
    ...sharingFaults(file),
    ...openingFaults(file),
  ];
}

function duplicates(file: RegionSketch): readonly CrossFault[] {
  const faults = [
    ...repeated(file.networks.map((entry, index) => ({ value: entry.id, path: ['networks', index, 'id'] }))),
    ...repeated(file.organisations.map((entry, index) => ({ value: entry.id, path: ['organisations', index, 'id'] }))),
    ...repeated(file.libraries.map((entry, index) => ({ value: entry.id, path: ['libraries', index, 'id'] }))),
    ...repeated(file.systems.map((entry, index) => ({ value: entry.id, path: ['systems', index, 'id'] }))),
    ...repeated(
      file.libraries.flatMap((library, at) =>
        library.sites.map((site, index) => ({ value: site.id, path: ['libraries', at, 'sites', index, 'id'] })),
      ),
    ),
    ...file.systems.flatMap((system, at) =>
      repeated(
        system.owners.map((owner, index) => ({ value: owner.code, path: ['systems', at, 'owners', index, 'code'] })),
      ),
    ),
  ];
  const clash = file.systems.findIndex((system) => system.id !== '' && system.id === file.regionId);
  if (clash < 0) return faults;
  return [
    ...faults,
    { path: ['systems', clash, 'id'], message: 'is the id of the region too', hint: 'ids tell them apart' },
  ];
}

export function repeated(
  entries: readonly { readonly value: string; readonly path: KeyPath }[],
): readonly CrossFault[] {
  const seen = new Map<string, KeyPath>();
  const faults: CrossFault[] = [];
  for (const { value, path } of entries) {
    if (value === '') continue;
    const first = seen.get(value);
    if (first === undefined) seen.set(value, path);
    else faults.push({ path, message: `"${value}" occurs twice`, hint: `it is at ${pathText(first)} already` });
  }
  return faults;
}

function networkFaults(file: RegionSketch): readonly CrossFault[] {
  const known = file.networks.map((network) => network.id);
  return file.networks.flatMap((network, at) =>
    network.asks.flatMap((asked, index) => missing('network', asked, known, ['networks', at, 'asks', index])),
  );
}

function libraryFaults(file: RegionSketch): readonly CrossFault[] {
  const networks = file.networks.map((network) => network.id);
  const organisations = file.organisations.map((organisation) => organisation.id);
  const systems = file.systems.map((system) => system.id);
  return file.libraries.flatMap((library, at) => {
    const here: KeyPath = ['libraries', at];
    const memberships = library.memberships ?? [];
    const leavesOut =
      library.memberships !== null &&
      library.system !== '' &&
      !memberships.some((entry) => entry.system === library.system);
    return [
      ...missing('system', library.system, systems, [...here, 'system']),
      ...missing('network', library.network, networks, [...here, 'network']),
      ...library.organisations.flatMap((id, index) =>
        missing('organisation', id, organisations, [...here, 'organisations', index]),
      ),
      ...library.sites.flatMap((site, index) =>
        missing('organisation', site.organisation, organisations, [...here, 'sites', index, 'organisation']),
      ),
      ...memberships.flatMap((entry, index) =>
        missing('system', entry.system, systems, [...here, 'memberships', index, 'system']),
      ),
      ...(leavesOut
        ? [
            {
              path: [...here, 'memberships'],
              message: `leaves out "${library.system}", the library's system today`,
              hint: null,
            },
          ]
        : []),
    ];
  });
}

function ownerFaults(file: RegionSketch): readonly CrossFault[] {
  const libraries = new Map(file.libraries.map((library) => [library.id, library]));
  return file.systems.flatMap((system, at) =>
    system.owners.flatMap((owner, index): readonly CrossFault[] => {
      const here: KeyPath = ['systems', at, 'owners', index];
      const library = libraries.get(owner.library);
      if (library === undefined) return missing('library', owner.library, [...libraries.keys()], [...here, 'library']);
      const sites = library.sites.map((site) => site.id);
      return [
        ...(isMember(library, system.id)
          ? []
          : [
              {
                path: [...here, 'library'],
                message: `"${library.id}" is served by "${library.system}"`,
                hint: `give it a membership of "${system.id}", or remove the code`,
              },
            ]),
        ...missing(`site of "${library.id}"`, owner.site, sites, [...here, 'site']),
      ];
    }),
  );
}

function isMember(library: LibrarySketch, system: string): boolean {
  if (library.system === '' || system === '' || library.system === system) return true;
  return (library.memberships ?? []).some((entry) => entry.system === system);
}

/** A library that no owner code leads to would hold nothing, and nobody would know why. */
function lonelyLibraries(file: RegionSketch): readonly CrossFault[] {
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

function sharingFaults(file: RegionSketch): readonly CrossFault[] {
  const known = file.libraries.map((library) => library.id);
  return file.libraries.flatMap((library, at) => {
    const places = library.sharedWith.map((value, index) => ({
      value,
      path: ['libraries', at, 'patronData', 'sharedWith', index, 'library'],
    }));
    return [
      ...repeated(places),
      ...places.flatMap(({ value, path }) =>
        value !== '' && value === library.id
          ? [{ path, message: 'is the library itself', hint: 'its own staff need no sharing' }]
          : missing('library', value, known, path),
      ),
    ];
  });
}

function openingFaults(file: RegionSketch): readonly CrossFault[] {
  return file.libraries.flatMap((library, at) =>
    library.givenTwice.map((key) => ({
      path: ['libraries', at, 'lending', key],
      message: `is given for the library, too: ${pathText(['libraries', at, key])}`,
      hint: 'keep that one; it counts for lending as well',
    })),
  );
}

export function missing(what: string, wanted: string, known: readonly string[], path: KeyPath): readonly CrossFault[] {
  if (wanted === '' || known.includes(wanted)) return [];
  // An id that is missing is empty here.
  const near = nearest(
    wanted,
    known.filter((id) => id !== ''),
  );
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
