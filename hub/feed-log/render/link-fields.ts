/** 856 with the names of the libraries whose readers it is for. */
import type { MarcDataField } from '#marc/index.ts';
import type { NamedLibrary } from './feed-names.ts';
import { writableText } from './clean-fields.ts';
import type { OwnedField, PassableRecord, WithMarc } from './passable-record.ts';

/** Second indicator: a thing that is only related to this one, such as a publisher's page. Nobody's readers are meant. */
const RELATED = '2';

interface SharedLink {
  readonly field: MarcDataField;
  readonly libraries: Set<NamedLibrary>;
}

/** Links of several records; an address that several have is there once, with all libraries. Related things: of the first. */
export function linkFields(records: readonly WithMarc[]): readonly MarcDataField[] {
  const links: SharedLink[] = [];
  const byAddress = new Map<string, SharedLink>();
  records.forEach((record, at) => {
    for (const owned of record.marc.links) {
      const isRelated = owned.field.ind2 === RELATED;
      if (isRelated && at > 0) continue;
      const address = isRelated ? null : addressOf(owned.field);
      const known = address === null ? undefined : byAddress.get(address);
      const link = known ?? {
        field: isRelated ? owned.field : withoutOwners(owned),
        libraries: new Set<NamedLibrary>(),
      };
      if (known === undefined) links.push(link);
      if (address !== null) byAddress.set(address, link);
      if (!isRelated) for (const library of librariesOf(record, owned)) link.libraries.add(library);
    }
  });
  return links.map(({ field, libraries }) => withLibraries(field, libraries));
}

/** Those that its `$5` names; without that, all that hold the record. */
function librariesOf({ holdings }: PassableRecord, { owners }: OwnedField): readonly NamedLibrary[] {
  return owners ?? holdings.map(({ library }) => library);
}

/** Without its `$5`: other libraries may have the same link, and all are named in `$z`. */
function withoutOwners({ field, owners }: OwnedField): MarcDataField {
  return owners === null ? field : { ...field, subfields: field.subfields.filter(({ code }) => code !== '5') };
}

function addressOf({ subfields }: MarcDataField): string | null {
  return subfields.find(({ code }) => code === 'u')?.value.trim() ?? null;
}

function withLibraries(field: MarcDataField, libraries: ReadonlySet<NamedLibrary>): MarcDataField {
  if (libraries.size === 0) return field;
  const names = [...libraries].toSorted((a, b) => a.place - b.place).map(({ name }) => writableText(name));
  return { ...field, subfields: [...field.subfields, ...names.map((value) => ({ code: 'z', value }))] };
}
