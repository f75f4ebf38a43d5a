/** What `mercia doctor` learns of lists beside an export: whether they are there, how old, how many lines, which codes nobody mapped. */
import { looksLikeCode } from '../../shared/codes.ts';
import { describeFile } from '../../shared/data-file.ts';
import type { ProbeReport, StepFound } from '../../shared/probe-report.ts';
import type { SymphonySite } from '../site.ts';
import type { DeliveryReader } from './delivery.ts';
import type { ListedCopies } from './item-list.ts';
import { SHADOW_LEVELS } from './shadow-lists.ts';

export interface ReportsProbe {
  readonly site: SymphonySite;
  /** Null where records are asked for key by key. */
  readonly files: DeliveryReader | null;
  readonly report: ProbeReport;
}

/** True if harvest could read them; also where there are none. */
export async function probeReports({ site, files, report }: ReportsProbe, signal: AbortSignal): Promise<boolean> {
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

/** Each code once; what does not look like one is not shown: a column may be another than the region file says. */
function noteUnmapped(site: SymphonySite, items: ListedCopies, { unmapped }: ProbeReport): void {
  const [libraries, locations] = [new Set<string>(), new Set<string>()];
  for (const { library, homeLocation, currentLocation } of items.all()) {
    if (library === null) continue;
    if (site.libraryOf(library) === null) libraries.add(library);
    for (const location of [homeLocation, currentLocation]) {
      if (location !== null && site.meaningOf(library, location) === null) locations.add(location);
    }
  }
  const shown = (codes: ReadonlySet<string>) => [...codes].filter(looksLikeCode).toSorted();
  for (const code of shown(libraries)) unmapped.push({ list: 'library', code, label: null, where: 'owners' });
  for (const code of shown(locations)) {
    unmapped.push({ list: 'location', code, label: null, where: 'settings.locations' });
  }
}
