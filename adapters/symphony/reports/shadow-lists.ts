/** What is shadowed, as lists: harvest hides by them without asking the web services title by title. */
import type { DataFile } from '../../shared/data-file.ts';
import { itemLocalId } from '../item-ids.ts';
import type { Policies } from '../policies.ts';
import type { Shadow } from '../shadows.ts';
import type { ListedCopy } from './item-list.ts';
import { readReport, reportFault, type ReportFile } from './lines.ts';
import { SHADOW_LEVELS, type ShadowLevel, type ShadowReports } from './settings.ts';

export interface ShadowLists {
  readonly counts: Readonly<Record<ShadowLevel, number>>;
  shadowOf(titleId: string, copies: readonly ShadowedCopy[]): Shadow;
  levelsOf(titleId: string, copies: readonly PlacedCopy[]): readonly ShadowLevel[];
  /** The same codes, with those of the list shadowed. */
  hiding(policies: Policies): Policies;
}

type ShadowedCopy = Pick<ListedCopy, 'barcode'> & Partial<Pick<ListedCopy, 'isShadowed'>>;

type PlacedCopy = Pick<ListedCopy, 'barcode' | 'homeLocation' | 'currentLocation'>;

export function shadowSetting(level: ShadowLevel): string {
  return `settings.reports.shadowed.${level}`;
}

export function shadowFileOf(system: string, level: ShadowLevel, { end }: ShadowReports): ReportFile {
  return { system, setting: shadowSetting(level), end, encoding: 'utf-8' };
}

/** Reads the four lists whole. Throws LMS_BAD_RESPONSE for a line that names nothing: what it means would stay public. */
export async function readShadowLists(
  system: string,
  settings: ShadowReports,
  files: Readonly<Record<ShadowLevel, Pick<DataFile, 'chunks'>>>,
): Promise<ShadowLists> {
  const counts = { titles: 0, calls: 0, items: 0, locations: 0 };
  const keys: Readonly<Record<ShadowLevel, Set<string>>> = {
    titles: new Set(),
    calls: new Set(),
    items: new Set(),
    locations: new Set(),
  };
  for (const level of SHADOW_LEVELS) {
    const file = shadowFileOf(system, level, settings);
    for await (const { line, values } of readReport(file, files[level].chunks())) {
      const key = KEYS[level](values);
      if (key === null) throw reportFault(file, `line ${line}: ${EXPECTED[level]} was expected`);
      keys[level].add(key);
      counts[level] += 1;
    }
    if (counts[level] === 0) refuseUnlessAllowed(settings, file, 'has no line');
  }
  const isHidden = (titleId: string, { barcode, isShadowed = false }: ShadowedCopy): boolean => {
    const copy = itemLocalId(titleId, barcode ?? '');
    return isShadowed || keys.calls.has(copy) || keys.items.has(copy);
  };
  return {
    counts,
    shadowOf: (titleId, copies) => ({
      title: keys.titles.has(titleId),
      copies: new Set(copies.flatMap((copy) => (isHidden(titleId, copy) && copy.barcode !== null ? copy.barcode : []))),
      callLibraries: [],
    }),
    levelsOf: (titleId, copies) => [
      ...(keys.titles.has(titleId) ? (['titles'] as const) : []),
      ...copies.flatMap(({ barcode, homeLocation, currentLocation }) => {
        const copy = itemLocalId(titleId, barcode ?? '');
        const isThere = keys.locations.has(homeLocation ?? '') || keys.locations.has(currentLocation ?? '');
        return [
          ...(keys.calls.has(copy) ? (['calls'] as const) : []),
          ...(keys.items.has(copy) ? (['items'] as const) : []),
          ...(isThere ? (['locations'] as const) : []),
        ];
      }),
    ],
    hiding: (policies) => ({
      ...policies,
      locations: new Map([
        ...policies.locations,
        ...[...keys.locations].map(
          (code) => [code, { name: policies.locations.get(code)?.name ?? null, shadowed: true }] as const,
        ),
      ]),
    }),
  };
}

/** Throws LMS_BAD_RESPONSE for a list of which no line is of the export: it is of another system, or of other columns. */
export function refuseForeignLists(
  system: string,
  settings: ShadowReports,
  { counts }: Pick<ShadowLists, 'counts'>,
  hiding: ReadonlySet<ShadowLevel>,
): void {
  for (const level of SHADOW_LEVELS) {
    if (counts[level] === 0 || hiding.has(level)) continue;
    refuseUnlessAllowed(settings, shadowFileOf(system, level, settings), 'hides nothing of the export');
  }
}

/** What such a list should hide would become public. */
function refuseUnlessAllowed({ mayHideNothing }: ShadowReports, file: ReportFile, what: string): void {
  if (mayHideNothing.some((level) => shadowSetting(level) === file.setting)) return;
  const todo = 'check what writes it; if that is right, name it in settings.reports.shadowed.mayHideNothing';
  throw reportFault(file, `the list ${what}, so that what was hidden would become public; ${todo}`);
}

const isNumber = (value: string): boolean => /^\d{1,15}$/.test(value);

/** `476022|46|1|30001000000017` names a copy by its number. */
function copyNamed(values: readonly string[]): string | null {
  const [title = '', call = '', copy = '', barcode = '', ...more] = values;
  const isWhole = [title, call, copy].every(isNumber) && barcode !== '' && more.length === 0;
  return isWhole ? itemLocalId(title, barcode) : null;
}

/** What a line of each list names; null for none. */
const KEYS: Readonly<Record<ShadowLevel, (values: readonly string[]) => string | null>> = {
  titles: ([title = '', ...more]) => (isNumber(title) && more.length === 0 ? title : null),
  calls: copyNamed,
  items: copyNamed,
  locations: ([code = '', ...more]) => (/^\S{1,20}$/.test(code) && more.length === 0 ? code : null),
};

const EXPECTED: Readonly<Record<ShadowLevel, string>> = {
  titles: 'a catalogue key, as selcatalog -oC writes it,',
  calls: 'a copy, as selitem -oIB writes it,',
  items: 'a copy, as selitem -oIB writes it,',
  locations: 'the code of a location',
};
