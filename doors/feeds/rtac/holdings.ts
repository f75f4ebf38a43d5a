/** From lines to what edge-rtac calls holdings. Pure. */
import type { Place } from '#domain/facts.ts';
import type { Line } from '../live/lines.ts';
import type { PlaceNames } from '../live/places.ts';
import type { HoldingAnswer } from '../live/question.ts';

/** A holding in the words of edge-rtac. What is not known is left out or empty, as its schema has it. */
export interface RtacHolding {
  readonly id: string;
  readonly callNumber: string;
  readonly location: string;
  readonly locationCode: string;
  readonly locationId: string;
  readonly status: string;
  readonly dueDate?: string;
  readonly tempLocation?: string;
  readonly volume?: string;
  readonly itemCopyNumber?: string;
  readonly totalHoldRequests?: number;
  readonly barcode: string;
  readonly suppressFromDiscovery: false;
  readonly materialType: { readonly id: string; readonly name: string };
  readonly library: { readonly name: string; readonly code: string };
  readonly holdingsStatements?: readonly { readonly statement: string; readonly note: string }[];
}

export function toRtacHolding(line: Line, places: PlaceNames): RtacHolding {
  const { holding, copy, words } = line;
  const { library, availability } = holding;
  const { id, callNumber, barcode, copyNumber, itemType, permanentLocation: home, ...rest } = copy ?? wholeOf(holding);
  const place = home ?? rest.currentLocation;
  return {
    id,
    callNumber: callNumber ?? '',
    location: places.fullNameOf(line, place),
    locationCode: place?.code ?? '',
    locationId: library.id,
    status: words,
    ...whatIsKnown({
      dueDate: dueOf(line),
      tempLocation: isElsewhere(home, rest.currentLocation) ? places.shelfOf(line, rest.currentLocation) : null,
      volume: [rest.enumeration, rest.chronology].filter(Boolean).join(' '),
      itemCopyNumber: copyNumber,
      totalHoldRequests: availability?.state === 'LIVE' ? availability.holdQueue : null,
    }),
    barcode: barcode ?? '',
    suppressFromDiscovery: false,
    materialType: { id: itemType ?? '', name: itemType ?? '' },
    library: { name: library.name, code: library.id },
    ...(copy === null ? statementsOf(holding) : {}),
  };
}

/** What is printed of a holding whose copies are not told singly. */
function wholeOf({ id, callNumbers }: HoldingAnswer) {
  const places = { permanentLocation: null, currentLocation: null };
  const printed = { barcode: null, copyNumber: null, itemType: null, enumeration: null, chronology: null };
  return { id, callNumber: callNumbers[0] ?? null, ...places, ...printed };
}

function statementsOf({ statements }: HoldingAnswer): Pick<RtacHolding, 'holdingsStatements'> {
  if (statements.length === 0) return {};
  return { holdingsStatements: statements.map(({ text, note }) => ({ statement: text, note: note ?? '' })) };
}

/** A title of which nothing can be said: never an empty answer, which would be read as "not available". */
export function unknownRtacHolding(requested: string, words: string): RtacHolding {
  return {
    id: requested,
    callNumber: '',
    location: '',
    locationCode: '',
    locationId: '',
    status: words,
    barcode: '',
    suppressFromDiscovery: false,
    materialType: { id: '', name: '' },
    library: { name: '', code: '' },
  };
}

/** Only what is so now: as last known it stands in the status, with its age. */
function dueOf({ copy }: Line): string | null {
  if (copy?.state !== 'LIVE' || copy.due === null || copy.status !== 'ON_LOAN') return null;
  return copy.due.at ?? copy.due.on;
}

function isElsewhere(home: Place | null, now: Place | null): boolean {
  return home !== null && now !== null && (home.code !== now.code || home.siteCode !== now.siteCode);
}

/** Without what is null or empty. */
function whatIsKnown<T extends object>(fields: T): { [Name in keyof T]?: NonNullable<T[Name]> } {
  const known = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return Object.fromEntries(known) as { [Name in keyof T]?: NonNullable<T[Name]> };
}
