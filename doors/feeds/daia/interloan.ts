/**
 * Whether copies go to other libraries: DAIA's `interloan`. No system says so of its copies; what the library has agreed to stands in the
 * region file, and whether a copy is there to be sent is told like a loan. Pure.
 */
import type { LendingRules } from '#domain/lending/lending-rules.ts';
import { whereaboutsOfLibrary } from '#domain/places/whereabouts.ts';
import type { Library } from '#domain/region.ts';
import { toWallTime } from '#domain/wall-time.ts';
import type { DaiaEntity, Services } from './services.ts';

export type Interloan = Pick<LendingRules, 'loans' | 'copies' | 'outsideNetwork' | 'outsideRegion'>;

export const PART: DaiaEntity = { id: 'http://purl.org/ontology/dso#PartialDelivery', content: 'A copy of a part' };

/** Null where the region file says nothing of it, or the library is closed today: then nothing is told. */
export function interloanRules(
  library: Pick<Library, 'lending' | 'closures' | 'sites'> | undefined,
  nowMs: number,
  timeZone: string,
): Interloan | null {
  if (library?.lending === undefined) return null;
  const { closures = [] } = whereaboutsOfLibrary(library);
  const { day } = toWallTime(nowMs, timeZone);
  const isClosed = closures.some(({ from, to }) => from <= day && (to === null || day <= to));
  return isClosed ? null : library.lending;
}

/** Adds it to what is told of a copy, or of a holding as a whole; what is unknown stays unknown. */
export function withInterloan(told: Services, rules: Interloan | null, isJournal: boolean): Services {
  if (rules === null || told.available.length + told.unavailable.length === 0) return told;
  const { loans } = rules;
  // Copies are made of articles.
  const copies = rules.copies && isJournal;
  if (!loans && !copies) return { ...told, unavailable: [...told.unavailable, { service: 'interloan' }] };
  const scope = scopeOf(rules);
  const lent = told.available.filter(({ service }) => loans && service === 'loan');
  const read = told.available.filter(({ service }) => copies && service === 'presentation');
  const away = told.unavailable.filter(({ service }) => loans && service === 'loan');
  return {
    available: [
      ...told.available,
      ...lent.map((loan) => ({ ...limited(loan, scope), service: 'interloan' as const })),
      ...read.map((use) => ({ ...limited(use, [PART, ...scope]), service: 'interloan' as const })),
    ],
    unavailable: [
      ...told.unavailable,
      ...away.map((loan) => ({ ...limited(loan, scope), service: 'interloan' as const })),
    ],
  };
}

function limited<T extends { readonly limitation?: readonly DaiaEntity[] }>(
  service: T,
  more: readonly DaiaEntity[],
): T {
  const limitation = [...(service.limitation ?? []), ...more];
  return limitation.length === 0 ? service : { ...service, limitation };
}

/** Who may ask for it. */
function scopeOf({ outsideNetwork, outsideRegion }: Interloan): readonly DaiaEntity[] {
  if (!outsideNetwork) return [{ content: 'For libraries of its network' }];
  return outsideRegion ? [] : [{ content: 'For libraries of the region' }];
}
