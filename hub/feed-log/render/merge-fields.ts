/** Fields that an edition's MARC takes over from the other records of the edition. */
import type { MarcDataField } from '#marc/index.ts';
import { findIsbns } from '#domain/identifiers.ts';
import { MERGED_PARTS, type MergedPart } from '#domain/feeds.ts';
import type { NamedLibrary } from './feed-names.ts';
import { writableText } from './clean-fields.ts';
import type { OwnedField, WithMarc } from './passable-record.ts';

/** Numbers that a record may have several of; 010 is there once. 035 is a number of whoever catalogued it first. */
const NUMBERS: ReadonlySet<string> = new Set(['016', '020', '022', '024', '035']);

/** What the others have and the own fields lack, in the order of the others. Links to other fields are taken out. */
export function mergedFields(
  own: readonly MarcDataField[],
  others: readonly (readonly MarcDataField[])[],
  parts: readonly MergedPart[],
): readonly MarcDataField[] {
  if (others.length === 0) return [];
  const merged = MERGED_PARTS.filter((part) => parts.includes(part)).flatMap((part) => {
    switch (part) {
      case 'IDENTIFIERS':
        return [...firstThatHas('010', own, others), ...lacking(own, others, ({ tag }) => NUMBERS.has(tag), numberKey)];
      case 'SUBJECTS':
        return lacking(own, others, ({ tag }) => tag.startsWith('6'), subjectKey);
      case 'CONTENTS':
        return firstThatHas('505', own, others);
      case 'SUMMARIES':
        return firstThatHas('520', own, others);
    }
  });
  return merged.map(withoutLinks).filter(({ subfields }) => subfields.length > 0);
}

/** A second table of contents would say the same in other words: the fields of one record are taken, or none. */
function firstThatHas(
  tag: string,
  own: readonly MarcDataField[],
  others: readonly (readonly MarcDataField[])[],
): readonly MarcDataField[] {
  const found = [own, ...others].find((fields) => fields.some((field) => field.tag === tag));
  return found === undefined || found === own ? [] : found.filter((field) => field.tag === tag);
}

function lacking(
  own: readonly MarcDataField[],
  others: readonly (readonly MarcDataField[])[],
  isWanted: (field: MarcDataField) => boolean,
  keyOf: (field: MarcDataField) => string,
): readonly MarcDataField[] {
  const known = new Set(own.filter(isWanted).map(keyOf));
  const found: MarcDataField[] = [];
  for (const field of others.flat()) {
    if (!isWanted(field)) continue;
    const key = keyOf(field);
    if (known.has(key)) continue;
    known.add(key);
    found.push(field);
  }
  return found;
}

/** One key for a number however it is written; an ISBN of ten digits is that of thirteen. */
function numberKey({ tag, ind1, subfields }: MarcDataField): string {
  const value = (subfields.find(({ code }) => code === 'a') ?? subfields[0])?.value ?? '';
  const isbn = tag === '020' ? findIsbns(value)[0]?.isbn : undefined;
  const source = tag === '024' ? ind1 : '';
  return `${tag}${source} ${isbn ?? value.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '')}`;
}

/** The same words are another heading in another scheme (second indicator, `$2`). */
function subjectKey({ tag, ind2, subfields }: MarcDataField): string {
  const words = subfields.filter(({ code }) => /[a-z]/.test(code)).map(({ value }) => value);
  const text = words.join(' ').normalize('NFC').toLowerCase();
  const scheme = ind2 === '7' ? (subfields.find(({ code }) => code === '2')?.value ?? '') : '';
  return `${tag}${ind2}${scheme} ${text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '')}`;
}

/** `$6` and `$8` number fields of the record that they come from. */
function withoutLinks(field: MarcDataField): MarcDataField {
  const subfields = field.subfields.filter(({ code }) => code !== '6' && code !== '8');
  return subfields.length === field.subfields.length ? field : { ...field, subfields };
}

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
      const url = owned.field.subfields.find(({ code }) => code === 'u');
      const address = isRelated ? null : (url?.value.trim() ?? null);
      const known = address === null ? undefined : byAddress.get(address);
      const link = known ?? {
        field: isRelated ? owned.field : withoutOwners(owned),
        libraries: new Set<NamedLibrary>(),
      };
      if (known === undefined) links.push(link);
      if (address !== null) byAddress.set(address, link);
      if (isRelated) continue;
      // Those that its `$5` names; without that, all that hold the record.
      for (const library of owned.owners ?? record.holdings.map((held) => held.library)) link.libraries.add(library);
    }
  });
  return links.map(({ field, libraries }) => withLibraries(field, libraries));
}

/** Without its `$5`: other libraries may have the same link, and all are named in `$z`. */
function withoutOwners({ field, owners }: OwnedField): MarcDataField {
  return owners === null ? field : { ...field, subfields: field.subfields.filter(({ code }) => code !== '5') };
}

function withLibraries(field: MarcDataField, libraries: ReadonlySet<NamedLibrary>): MarcDataField {
  if (libraries.size === 0) return field;
  const names = [...libraries].toSorted((a, b) => a.place - b.place).map(({ name }) => writableText(name));
  return { ...field, subfields: [...field.subfields, ...names.map((value) => ({ code: 'z', value }))] };
}
