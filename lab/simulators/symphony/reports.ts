/**
 * What API tools of a Symphony write to files: lines of values, each closed by a |. Columns follow the letters behind `-o`, as scripts of
 * sites name and read them (documented; no file of a server was to be had): a key is several columns, a number of a copy or a card is
 * padded, what never was is `0` or `NEVER`, nothing is quoted.
 */
import { displayed } from './catalog-resources.ts';
import type { Day } from '../time.ts';
import type { SymphonyCall, SymphonyItem, SymphonyWorld } from './tables.ts';

/** The files that a night's job writes behind the export, by their names. */
export const REPORTS: Readonly<Record<string, (world: SymphonyWorld) => Uint8Array>> = {
  'items.txt': (world) => written(copiesIn(world).map(([call, item]) => itemLine(call, item))),
  'shadowed-titles.txt': (world) =>
    counted([...world.bibs.values()].filter(({ shadowed }) => shadowed).map(({ key }) => line(key))),
  'shadowed-calls.txt': (world) =>
    counted(copiesIn(world).flatMap(([call, item]) => (call.shadowed ? keyAndNumber(item) : []))),
  'shadowed-items.txt': (world) =>
    counted(copiesIn(world).flatMap(([, item]) => (item.shadowed ? keyAndNumber(item) : []))),
  'shadowed-locations.txt': (world) =>
    counted(
      [...(world.policies.get('location')?.values() ?? [])]
        .filter(({ shadowed }) => shadowed)
        .map(({ key }) => line(key)),
    ),
};

/** `selitem -oNIBylmtfdng2 | selcallnum -iN -oSD` */
function itemLine(call: SymphonyCall, item: SymphonyItem): string {
  return line(
    ...item.key.split(':'),
    item.barcode.padEnd(16),
    item.library,
    item.homeLocation,
    item.currentLocation,
    item.itemType,
    dayOf(item.createdDate),
    String(item.totalCharges),
    dayOf(item.lastChargeDate),
    item.itemCategory2 ?? '',
    item.shadowed ? 'Y' : 'N',
    displayed(call),
  );
}

/** `-oIB` */
function keyAndNumber(item: SymphonyItem): string {
  return line(...item.key.split(':'), item.barcode.padEnd(16));
}

function copiesIn(world: SymphonyWorld): readonly (readonly [SymphonyCall, SymphonyItem])[] {
  return [...world.items.values()].flatMap((item) => {
    const call = world.calls.get(item.callKey);
    return call === undefined ? [] : [[call, item] as const];
  });
}

function line(...values: readonly string[]): string {
  return `${values.join('|')}|`;
}

/** `20260301`; `0` for a day that never was. */
function dayOf(day: Day | null): string {
  return day === null ? '0' : day.replaceAll('-', '');
}

function written(lines: readonly string[]): Uint8Array {
  return Buffer.from(lines.map((each) => `${each}\n`).join(''), 'utf8');
}

/** With a last line that says how many there are, which the job writes behind what the tool gave: an empty list is a list, too. */
function counted(lines: readonly string[]): Uint8Array {
  return written([...lines, `END ${lines.length}`]);
}

/** What can become of a file between the server and whoever reads it. */
export const SPOILS = {
  'cut in the middle of a line': (text: string) => text.slice(0, Math.floor(text.length / 2)).replace(/\|\n?$/, ''),
  'cut between two lines': (text: string) => text.split('\n').slice(0, -2).join('\n') + '\n',
  'a column less': (text: string) => text.replaceAll(/^([^|]*\|)([^|]*\|)/gm, '$1'),
  'a | inside the last value': (text: string) => text.replace('|\n', '|x|\n'),
  'a message of the tool among its lines': (text: string) =>
    `**error number 111 on item start, cat=0 seq=0 copy=0 id=30009999\n${text}`,
} as const;

/** Spoils a file where it lies. */
export function spoilReport(world: SymphonyWorld, name: string, how: keyof typeof SPOILS): void {
  const file = world.exports.get(name);
  if (file === undefined) throw new Error(`there is no ${name} yet`);
  const bytes = Buffer.from(SPOILS[how](Buffer.from(file.bytes).toString('utf8')), 'utf8');
  world.exports.set(name, { ...file, bytes });
}
