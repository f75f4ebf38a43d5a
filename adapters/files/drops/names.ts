/** The names of a drop's files, as the settings give them: which belong together, and whether they can be put in order. Pure. */
import { namePatternOf, type NamePattern } from './name-pattern.ts';
import { entriesOf, type ReaderListSettings } from '../../shared/reader-lists/settings.ts';
import type { DropSettings } from './settings.ts';

/** A drop holds everything, or what has changed since the one before. */
export type DropKind = 'full' | 'changes';

export interface WantedFile {
  readonly role: 'records' | 'items' | 'lists' | 'deletions';
  /** Of its entry in `records`, `items` or all of `lists` together; 0 for deletions. */
  readonly entry: number;
  readonly pattern: NamePattern;
  /** Where the region file names it. */
  readonly setting: string;
}

export interface NamesOfKind {
  readonly files: readonly WantedFile[];
  readonly marker: NamePattern | null;
  readonly manifest: NamePattern | null;
}

export interface NamedFiles {
  readonly drop: DropSettings | null;
  readonly records: readonly NamedEntry[];
  readonly items: readonly NamedEntry[];
  readonly lists: ReaderListSettings;
}

interface NamedEntry {
  readonly source: string;
  /** The name of the file that holds only what has changed; null where there is none. */
  readonly changes: string | null;
}

/** What the settings name of drops of this kind; no files where a site has no such drops. */
export function namesOf({ drop, records, items, lists }: NamedFiles, kind: DropKind): NamesOfKind {
  const key = kind === 'full' ? 'source' : 'changes';
  const entriesOfRole = (role: 'records' | 'items', entries: readonly NamedEntry[]): readonly WantedFile[] =>
    entries.flatMap((entry, index) => {
      const text = entry[key];
      const setting = `settings.${role}[${index}].${key}`;
      return text === null ? [] : { role, entry: index, pattern: namePatternOf(text), setting };
    });
  const complete = drop?.complete;
  // A list is whole in every full drop: what has changed of it is nowhere told.
  const ofReaders = (kind === 'full' ? entriesOf(lists) : []).map(({ source, setting }, index): WantedFile => ({
    role: 'lists',
    entry: index,
    pattern: namePatternOf(source.source),
    setting: `${setting}.source`,
  }));
  const deletions = kind === 'changes' ? (drop?.deletions ?? null) : null;
  const [marker, manifest] =
    kind === 'full' ? [complete?.marker, complete?.manifest] : [complete?.changesMarker, complete?.changesManifest];
  const patternOf = (text: string | null | undefined): NamePattern | null =>
    text === null || text === undefined ? null : namePatternOf(text);
  const listed: readonly WantedFile[] =
    deletions === null
      ? []
      : [{ role: 'deletions', entry: 0, pattern: namePatternOf(deletions), setting: 'settings.drop.deletions' }];
  return {
    files: [...entriesOfRole('records', records), ...entriesOfRole('items', items), ...ofReaders, ...listed],
    marker: patternOf(marker),
    manifest: patternOf(manifest),
  };
}

/** What keeps the names of drops from being put together and in order, in words; nothing where there is no drop. */
export function faultsOfNames(settings: NamedFiles): readonly string[] {
  const { drop, records, items, lists } = settings;
  const entries = [...records, ...items];
  const sources = [...entries, ...entriesOf(lists).map((entry) => entry.source)];
  if (drop === null) {
    return entries.some(({ changes }) => changes !== null) ? ['changes need a drop: say where they arrive'] : [];
  }
  const faults = sources.flatMap(({ source }) => {
    const { fault } = namePatternOf(source);
    return fault === null ? [] : `"${source}" is to be the name of a file in the drop: ${fault}`;
  });
  if (faults.length > 0) return faults;
  const [full, changes] = [namesOf(settings, 'full'), namesOf(settings, 'changes')];
  const { complete } = drop;
  return [
    faultOfOrder('the names of a full drop', full),
    faultOfOrder('the names of a drop of changes', changes),
    ...faultsOfChanges(settings, changes),
    changes.files.length > 0 && orderingOf(full) !== orderingOf(changes)
      ? 'full drops and drops of changes are to be named by dates both, or by numbers both'
      : null,
    changes.files.length > 0 && orderingOf(full) === 'fixed'
      ? 'drops of changes need a date or a number in their names'
      : null,
    changes.files.length > 0 && complete.marker !== undefined && complete.changesMarker === undefined
      ? 'complete.changesMarker says when changes are all there'
      : null,
    changes.files.length > 0 && complete.manifest !== undefined && complete.changesManifest === undefined
      ? 'complete.changesManifest says when changes are all there'
      : null,
    drop.address !== undefined && orderingOf(full) === 'number' && full.manifest?.ordering !== 'fixed'
      ? 'a web server lists no files: name them by {date}, or by a manifest whose own name is always the same'
      : null,
    drop.address !== undefined &&
    full.files.some(({ pattern }) => pattern.hasTime) &&
    full.manifest?.ordering !== 'fixed'
      ? 'a web server lists no files: a {time} cannot be guessed; use a manifest whose own name is always the same'
      : null,
  ].filter((fault) => fault !== null);
}

/** A record that has changed comes with all its copies: those of a list that is not there would be taken for gone. */
function faultsOfChanges({ drop, records, items }: NamedFiles, { files, manifest }: NamesOfKind): readonly string[] {
  if (files.length === 0) return [];
  const lists = items.flatMap(({ changes }, index) => (changes === null ? `items[${index}]` : []));
  const ofItems = items.some(({ changes }) => changes !== null);
  return [
    lists.length > 0 ? [`${lists.join(' and ')} have no changes: the copies of a changed record come with it`] : [],
    ofItems && records.every(({ changes }) => changes === null)
      ? ['items have changes and records have none: copies that changed come with their records']
      : [],
    manifest?.ordering === 'fixed'
      ? ['complete.changesManifest needs a date or a number in its name: each drop of changes has its own']
      : [],
    drop?.address !== undefined && files.some(({ pattern }) => pattern.ordering === 'number' || pattern.hasTime)
      ? ['a web server lists no files: drops of changes are named by {date}, without a {time} or a {number}']
      : [],
  ].flat();
}

/** By what the drops of a kind are put in order. */
export function orderingOf({ files }: NamesOfKind): NamePattern['ordering'] {
  return files[0]?.pattern.ordering ?? 'fixed';
}

function faultOfOrder(what: string, { files, marker, manifest }: NamesOfKind): string | null {
  const [first] = files;
  if (first === undefined) return null;
  const isSame = ({ ordering, hasTime }: NamePattern): boolean =>
    ordering === first.pattern.ordering && hasTime === first.pattern.hasTime;
  const all = [...files.map(({ pattern }) => pattern), ...(marker === null ? [] : [marker])];
  if (!all.every(isSame)) return `${what} do not all have the same {date}, {time} or {number}`;
  // One that is always called the same says which full drop is the newest.
  if (manifest !== null && manifest.ordering !== 'fixed' && !isSame(manifest)) {
    return `${what} and their manifest do not have the same {date}, {time} or {number}`;
  }
  return null;
}
