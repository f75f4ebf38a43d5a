/** What `mercia doctor` learns of lists beside an export: whether they are there, how old, how many lines, which codes nobody mapped. */
import type { Capability } from '#contract/adapter.ts';
import { looksLikeCode } from '../../shared/codes.ts';
import { describeFile } from '../../shared/file-look.ts';
import type { ProbeReport, StepFound } from '../../shared/probe-report.ts';
import type { SymphonySite } from '../site.ts';
import type { DeliveryReader } from './delivery.ts';
import type { ListedCopies } from './item-list.ts';
import type { ListsOfReaders } from './reader-lists.ts';
import { SHADOW_LEVELS } from './settings.ts';

export interface ReportsProbe {
  readonly site: SymphonySite;
  /** Null where records are asked for key by key. */
  readonly files: DeliveryReader | null;
  readonly listed: ListsOfReaders;
  readonly report: ProbeReport;
}

export interface FoundReports {
  /** True if harvest could read those beside the export; also where there are none. */
  readonly isWhole: boolean;
  /** What cannot be told because a list about readers cannot be read. */
  readonly lost: ReadonlySet<Capability>;
}

export async function probeReports(probe: ReportsProbe, signal: AbortSignal): Promise<FoundReports> {
  const { files, listed, report } = probe;
  const isWhole = await probeLists(probe, signal);
  const recordsAt = async () => (files === null ? null : writtenAt(files, signal));
  return { isWhole, lost: await listed.look(report, recordsAt, signal) };
}

/** Null where nobody says; that an export is not there is said elsewhere. */
async function writtenAt({ marc }: DeliveryReader, signal: AbortSignal): Promise<number | null> {
  const [look] = await Promise.allSettled([marc.look(signal)]);
  return look.status === 'fulfilled' ? look.value.writtenAt : null;
}

async function probeLists({ site, files, report }: ReportsProbe, signal: AbortSignal): Promise<boolean> {
  if (files === null || files.lists.length === 0) return true;
  let areThere = true;
  for (const { setting, reader } of files.lists) {
    const isThere = await report.works(setting, async () => describeFile(await reader.look(signal)));
    areThere &&= isThere;
  }
  if (!areThere) return false;
  return report.works('lists', async (): Promise<StepFound> => {
    const { items, shadows } = await files.lookAtLists(signal);
    const words = [
      ...(items === null ? [] : [`${items.lines} copies`]),
      ...(shadows === null
        ? []
        : [SHADOW_LEVELS.map((level) => `${shadows.counts[level]} ${level}`).join(', ') + ' shadowed']),
    ];
    if (items !== null) noteUnmapped(site, items, report);
    return words.join('; ');
  });
}

/** Each code once. */
function noteUnmapped(site: SymphonySite, items: ListedCopies, { unmapped }: ProbeReport): void {
  const [libraries, locations] = [new Set<string>(), new Set<string>()];
  for (const { library, homeLocation, currentLocation } of items.all()) {
    if (library === null) continue;
    if (site.libraryOf(library) === null) libraries.add(library);
    for (const location of [homeLocation, currentLocation]) {
      if (location !== null && site.meaningOf(library, location) === null) locations.add(location);
    }
  }
  const shown = (codes: ReadonlySet<string>) => [...codes].filter(isCode).toSorted();
  for (const code of shown(libraries)) unmapped.push({ list: 'library', code, label: null, where: 'owners' });
  for (const code of shown(locations)) {
    unmapped.push({ list: 'location', code, label: null, where: 'settings.locations' });
  }
}

/** Symphony's codes have letters. A number may be a reader's: a column may be another than the region file says. */
function isCode(code: string): boolean {
  return looksLikeCode(code) && /\p{L}/u.test(code);
}
