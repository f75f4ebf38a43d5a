/** What a region passes on of an edition, as MARC: its own entry, and that of each record for each library that holds it. */
import type { MarcDataField } from '#marc/index.ts';
import { networkSet, setsOfEveryRepository, type FeedRules } from '#domain/feeds.ts';
import type { Region } from '#domain/region.ts';
import {
  EDITIONS_REPOSITORY,
  libraryRepository,
  type FeedEdition,
  type FeedRenderer,
  type RenderedEntry,
} from '../contract.ts';
import { editionIdentifier, recordIdentifier } from '../identifiers.ts';
import { assembleRecord } from './fit-record.ts';
import { writableText } from './clean-fields.ts';
import { createFeedNames, digestRules, type FeedNames, type NamedLibrary, type ShelfNames } from './feed-names.ts';
import { linkFields, mergedFields } from './merge-fields.ts';
import { hasMarc, toPassable, type OwnedField, type PassableRecord, type WithMarc } from './passable-record.ts';
import type { SystemId } from '#domain/ids.ts';

interface Rendering {
  readonly region: Region;
  readonly rules: FeedRules;
  readonly names: FeedNames;
}

/** Passes nothing on if the region has no `feeds`. Shelves that neither the region nor `shelfNames` names are said by their codes. */
export function createFeedRenderer(region: Region, shelfNames: ShelfNames = () => ({})): FeedRenderer {
  const digest = digestRules(region, shelfNames);
  const rules = region.feeds;
  if (rules === undefined) return { rules: digest, render: () => [] };
  const rendering: Rendering = { region, rules, names: createFeedNames(region, shelfNames) };
  return { rules: digest, render: (edition) => renderEdition(edition, rendering) };
}

function renderEdition(edition: FeedEdition, rendering: Rendering): readonly RenderedEntry[] {
  const records = edition.records.flatMap((record) => toPassable(record, rendering.names) ?? []);
  const base = chooseMarc(records.filter(hasMarc), rendering.rules.marcFrom);
  if (base === null) return [];
  const sets = setsOfEveryRepository(edition.description);
  return [
    editionEntry(edition, base, records, rendering),
    ...records.filter(hasMarc).flatMap((record) => libraryEntries(record, sets, rendering)),
  ];
}

function editionEntry(
  { edition, description }: FeedEdition,
  base: WithMarc,
  records: readonly PassableRecord[],
  { region, rules, names }: Rendering,
): RenderedEntry {
  const others = records.filter(hasMarc).filter((record) => record !== base);
  const own = base.marc.data.map(({ field }) => field);
  const theirs = others.map(({ marc }) => marc.data.map(({ field }) => field));
  const holdings = records.flatMap((record) => record.holdings).sort((a, b) => a.library.place - b.library.place);
  const networks = new Set<string | null>(holdings.map(({ library }) => library.network));
  const identifier = editionIdentifier(region.id, edition);
  const data = [...own, ...mergedFields(own, theirs, rules.merge)];
  return {
    repository: EDITIONS_REPOSITORY,
    identifier,
    record: null,
    sets: [
      ...region.networks.filter(({ id }) => networks.has(id)).map(({ id }) => networkSet(id)),
      ...setsOfEveryRepository(description),
    ],
    marc: assembleRecord({
      identifier,
      agency: region.id,
      base: base.marc,
      data: [...sourceNumbers(records, data), ...data, ...linkFields([base, ...others])],
      holdings,
      names,
    }),
  };
}

/** The record in the repository of each library that holds it: with what is that library's alone. */
function libraryEntries(
  record: WithMarc,
  sets: readonly string[],
  { region, names }: Rendering,
): readonly RenderedEntry[] {
  const { system, localId, record: number } = record.source;
  return record.holdings.map(({ library }) => {
    const identifier = recordIdentifier(system, localId);
    const own = onlyOf(record, library);
    const data = own.marc.data.map(({ field }) => field);
    return {
      repository: libraryRepository(library.id),
      identifier,
      record: number,
      sets,
      marc: assembleRecord({
        identifier,
        agency: region.id,
        base: own.marc,
        data: [...sourceNumbers([own], data), ...data, ...linkFields([own])],
        holdings: own.holdings,
        names,
      }),
    };
  });
}

/** Without what `$5` gives to other libraries. */
function onlyOf(record: WithMarc, library: NamedLibrary): WithMarc {
  const isOwn = ({ owners }: OwnedField): boolean => owners === null || owners.includes(library);
  const own = (fields: readonly OwnedField[]): readonly OwnedField[] =>
    fields.filter(isOwn).map(({ field, owners }) => ({ field, owners: owners === null ? null : [library] }));
  return {
    ...record,
    holdings: record.holdings.filter((held) => held.library === library),
    marc: { ...record.marc, data: own(record.marc.data), links: own(record.marc.links) },
  };
}

/** 035 with the number of each record in its system, and with the control number that it had there. */
function sourceNumbers(records: readonly PassableRecord[], data: readonly MarcDataField[]): readonly MarcDataField[] {
  const known = new Set(data.filter(({ tag }) => tag === '035').map(({ subfields }) => subfields[0]?.value));
  const numbers = records.flatMap(({ source, marc }) => {
    const number = `(${source.system})${source.localId}`;
    const controlNumber = marc?.controlNumber ?? null;
    return controlNumber === null ? [number] : [number, controlNumber];
  });
  return [...new Set(numbers.map(writableText))]
    .filter((number) => !known.has(number))
    .map((value) => ({ tag: '035', ind1: ' ', ind2: ' ', subfields: [{ code: 'a', value }] }));
}

/**
 * The record whose MARC an edition carries: of the first system of `marcFrom` that has one, else of any system, that which
 * says most; the first of equals. Null if none can be read.
 */
function chooseMarc(records: readonly WithMarc[], marcFrom: readonly SystemId[]): WithMarc | null {
  for (const system of marcFrom) {
    const found = sayingMost(records.filter(({ source }) => source.system === system));
    if (found !== null) return found;
  }
  return sayingMost(records);
}

function sayingMost(records: readonly WithMarc[]): WithMarc | null {
  let most: WithMarc | null = null;
  for (const record of records) if (most === null || record.marc.says > most.marc.says) most = record;
  return most;
}
