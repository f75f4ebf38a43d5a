/** The drops that lie at a place, in order: which files of each are there. Pure but for a manifest that names the others. */
import { createHash } from 'node:crypto';
import { readManifest } from './manifest.ts';
import type { NamePattern } from './name-pattern.ts';
import { namesOf, orderingOf, type DropKind, type NamedFiles, type NamesOfKind, type WantedFile } from './names.ts';
import type { ListedFile, PlaceVisit } from './place.ts';

export interface Drop {
  readonly kind: DropKind;
  /** Compared as text within one series. */
  readonly order: string;
  /** `2026-11-26`; null where names have no date. */
  readonly day: string | null;
  readonly number: number | null;
  /** `the drop of 2026-11-26`, `drop 8`, for messages. */
  readonly called: string;
  readonly files: readonly DropFile[];
  /** Null where it has not come; absent where none is wanted. */
  readonly marker?: DropMark | undefined;
  readonly manifest?: DropMark | undefined;
  /** When the last of its files was written, milliseconds since the epoch. */
  readonly writtenAt: number | null;
}

export interface DropFile extends WantedFile {
  /** Its name at the place, or its form where it has not come. */
  readonly name: string;
  readonly listed: ListedFile | null;
}

type DropMark = Pick<DropFile, 'name' | 'listed'>;

/** Every drop of which something has come, the oldest first. */
export async function listDrops(
  system: string,
  settings: NamedFiles,
  visit: PlaceVisit,
  since: string | null,
): Promise<readonly Drop[]> {
  const kinds = (['full', 'changes'] as const)
    .map((kind) => ({ kind, names: namesOf(settings, kind) }))
    .filter(({ names }) => names.files.length > 0);
  const patterns = kinds.flatMap(({ names }) => patternsOf(names));
  const hasFull = (files: readonly ListedFile[]): boolean =>
    kinds.some(({ kind, names }) => kind === 'full' && isFullAmong(names, files));
  const listed = new Map((await visit.list(patterns, since, hasFull)).map((file) => [file.name, file]));
  const drops: Drop[] = [];
  for (const { kind, names } of kinds) {
    const fixed = await readFixedManifest(system, names, visit, listed);
    drops.push(...dropsOfKind(kind, names, [...listed.values()], fixed));
  }
  return drops.toSorted((a, b) =>
    a.order < b.order ? -1 : a.order > b.order ? 1 : a.kind === b.kind ? 0 : a.kind === 'full' ? -1 : 1,
  );
}

/** Whether everything of a full drop is among these, but for a manifest that is always called the same: that may be of a newer one. */
function isFullAmong(names: NamesOfKind, found: readonly ListedFile[]): boolean {
  const isFixed = names.manifest?.ordering === 'fixed';
  return dropsOfKind('full', names, found, null).some(({ files, marker, manifest }) =>
    [...files, marker, isFixed ? undefined : manifest].every((file) => file === undefined || file.listed !== null),
  );
}

function patternsOf({ files, marker, manifest }: NamesOfKind): readonly NamePattern[] {
  return [...files.map(({ pattern }) => pattern), marker, manifest].filter((pattern) => pattern !== null);
}

/** The key of the drop that a manifest of a fixed name is about. Its files are looked for by name where nobody lists. */
async function readFixedManifest(
  system: string,
  names: NamesOfKind,
  visit: PlaceVisit,
  listed: Map<string, ListedFile>,
): Promise<string | null> {
  const { manifest, files } = names;
  if (manifest?.ordering !== 'fixed' || orderingOf(names) === 'fixed' || !listed.has(manifest.text)) return null;
  const { files: told } = readManifest(system, manifest.text, await visit.readSmall(manifest.text));
  let order: string | null = null;
  for (const name of told.keys()) {
    const [key] = files.flatMap(({ pattern }) => pattern.match(name) ?? []);
    if (key === undefined) continue;
    order = key.order;
    const found = listed.get(name) ?? (await visit.find(name));
    if (found !== null) listed.set(name, found);
  }
  return order;
}

function dropsOfKind(
  kind: DropKind,
  names: NamesOfKind,
  listed: readonly ListedFile[],
  ofFixedManifest: string | null,
): readonly Drop[] {
  const keys = new Map<string, { readonly day: string | null; readonly number: number | null }>();
  const byOrder = (pattern: NamePattern): ReadonlyMap<string, ListedFile> => {
    const found = new Map<string, ListedFile>();
    for (const file of listed) {
      const key = pattern.match(file.name);
      if (key === null) continue;
      keys.set(key.order, key);
      found.set(key.order, file);
    }
    return found;
  };
  const files = names.files.map((wanted) => ({ wanted, found: byOrder(wanted.pattern) }));
  const marker = names.marker === null ? null : byOrder(names.marker);
  const isOwnFixed = names.manifest?.ordering === 'fixed' && orderingOf(names) !== 'fixed';
  const manifest = names.manifest === null || isOwnFixed ? null : byOrder(names.manifest);
  const fixed = isOwnFixed ? (listed.find(({ name }) => name === names.manifest?.text) ?? null) : null;
  return [...keys].map(([order, { day, number }]) => {
    const own: readonly DropFile[] = files.map(({ wanted, found }) => {
      const file = found.get(order) ?? null;
      return { ...wanted, name: file?.name ?? nameFor(wanted.pattern, day, number), listed: file };
    });
    const mark = (pattern: NamePattern | null, found: ListedFile | null | undefined): DropMark | undefined =>
      pattern === null ? undefined : { name: found?.name ?? nameFor(pattern, day, number), listed: found ?? null };
    const versions = own.map(({ listed: file }) => file?.version ?? '').join('\n');
    const times = own.flatMap(({ listed: file }) => file?.writtenAt ?? []);
    const writtenAt = times.length === 0 ? null : Math.max(...times);
    return {
      kind,
      order: order === '' ? orderOfFixed(writtenAt, versions) : order,
      day,
      number,
      called: calledOf(kind, day, number, order, names),
      files: own,
      marker: mark(names.marker, marker?.get(order)),
      manifest: mark(names.manifest, isOwnFixed ? (order === ofFixedManifest ? fixed : null) : manifest?.get(order)),
      writtenAt,
    };
  });
}

const TIME_LENGTH = 24;

/** Names that are always the same are put in order by when they were written; some hosts keep whole seconds. */
function orderOfFixed(writtenAt: number | null, versions: string): string {
  const digest = createHash('sha256').update(versions).digest('hex').slice(0, 16);
  return `${new Date(writtenAt ?? 0).toISOString()} ${digest}`;
}

type Place = Pick<Drop, 'order' | 'day' | 'number'>;

/** Whether a drop comes behind another in their series. Of those whose names are always the same, one of the same moment may. */
export function isBehind(drop: Place, other: Place): boolean {
  if (drop.day !== null || drop.number !== null) return drop.order > other.order;
  return drop.order !== other.order && drop.order.slice(0, TIME_LENGTH) >= other.order.slice(0, TIME_LENGTH);
}

function calledOf(
  kind: DropKind,
  day: string | null,
  number: number | null,
  order: string,
  names: NamesOfKind,
): string {
  const what = kind === 'full' ? 'full drop' : 'drop of changes';
  if (number !== null) return `${what} ${number}`;
  if (day === null) return `the ${what} (${names.files[0]?.pattern.text ?? ''})`;
  const time = names.files[0]?.pattern.hasTime === true ? ` ${order.slice(11, 13)}:${order.slice(13, 15)}` : '';
  return `the ${what} of ${day}${time}`;
}

function nameFor({ text }: NamePattern, day: string | null, number: number | null): string {
  return text
    .replace('{date}', day ?? '{date}')
    .replace('{yyyymmdd}', day?.replaceAll('-', '') ?? '{yyyymmdd}')
    .replace('{number}', number === null ? '{number}' : String(number));
}
