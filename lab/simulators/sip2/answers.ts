/** What each request does in the library, and what the dialect then answers. */
import { ITEM_LISTS, type LibraryPatron, type Refusal, type Sip2Library } from './library.ts';
import { tellingOf, type Answer, type Dialect, type Pin, type Telling } from './dialects/index.ts';
import { fieldOf, type Request } from './requests.ts';

export interface Desk {
  readonly library: Sip2Library;
  readonly dialect: Dialect;
}

/** A new hold is on the title for `2` (any copy), on the copy for `3`. */
const THIS_COPY = '3';

/** Null if the dialect has no answer to such a request. Log-in and resend are the session's. */
export function answerRequest(desk: Desk, request: Request): Answer | null {
  const { dialect } = desk;
  const telling = tellingOf(desk.library, dialect);
  switch (request.code) {
    case '99':
      return dialect.status(telling);
    case '17': {
      const barcode = fieldOf(request, 'AB') ?? '';
      return dialect.item(telling, barcode, desk.library.copy(barcode));
    }
    case '23':
      return dialect.patronStatus(telling, readerOf(desk, request));
    case '63':
      return dialect.patron(telling, { ...readerOf(desk, request), ...listOf(request, desk.dialect) });
    case '29':
      return renewOne(desk, telling, request);
    case '65':
      return renewAll(desk, telling, request);
    case '15':
      return changeHold(desk, telling, request);
    case '35':
      return dialect.end(telling, fieldOf(request, 'AA') ?? '');
    default:
      return null;
  }
}

interface Reader {
  readonly id: string;
  readonly patron: LibraryPatron | null;
  readonly pin: Pin;
  readonly language: string;
}

function readerOf({ library }: Desk, request: Request): Reader {
  const id = fieldOf(request, 'AA') ?? '';
  const patron = library.patron(id);
  return {
    id,
    patron,
    pin: pinOf(library, patron, fieldOf(request, 'AD')),
    language: request.fixed['language'] ?? '000',
  };
}

function pinOf(library: Sip2Library, patron: LibraryPatron | null, given: string | null): Pin {
  if (given === null) return 'absent';
  if (given === '') return 'empty';
  return patron !== null && library.checkPin(patron, given) ? 'right' : 'wrong';
}

function listOf(
  request: Request,
  { entriesAtOnce }: Pick<Dialect, 'entriesAtOnce'>,
): {
  readonly list: (typeof ITEM_LISTS)[number] | null;
  readonly slice: readonly [number, number] | null;
} {
  const at = (request.fixed['summary'] ?? '').indexOf('Y');
  const [first, last] = [fieldOf(request, 'BP'), fieldOf(request, 'BQ')].map((text) => Number.parseInt(text ?? '', 10));
  const isSliced = first !== undefined && last !== undefined && first > 0 && last > 0;
  return {
    list: ITEM_LISTS[at] ?? null,
    slice: isSliced ? [first, last] : entriesAtOnce === undefined ? null : [1, entriesAtOnce],
  };
}

function refusalOf({ dialect }: Desk, { patron, pin }: Reader): 'NO_SUCH_PATRON' | 'WRONG_PIN' | null {
  if (patron === null) return 'NO_SUCH_PATRON';
  return pin === 'wrong' && !dialect.ignoresPins ? 'WRONG_PIN' : null;
}

function renewOne(desk: Desk, telling: Telling, request: Request): Answer {
  const { library, dialect } = desk;
  const reader = readerOf(desk, request);
  const barcode = fieldOf(request, 'AB') ?? '';
  const refusal = refusalOf(desk, reader) ?? renewFor(library, reader, barcode);
  return dialect.renewal(telling, {
    id: reader.id,
    patron: reader.patron,
    barcode,
    copy: library.copy(barcode),
    refusal,
  });
}

function renewFor(library: Sip2Library, { patron }: Reader, barcode: string): Refusal | null {
  return patron === null ? null : library.renew({ patron, barcode });
}

function renewAll(desk: Desk, telling: Telling, request: Request): Answer {
  const { library, dialect } = desk;
  const reader = readerOf(desk, request);
  const { id, patron } = reader;
  const refused = refusalOf(desk, reader) ?? (patron !== null && patron.blocks.length > 0 ? 'BLOCKED' : null);
  if (patron === null || refused !== null) {
    return dialect.renewals(telling, { id, refusal: refused ?? 'NO_SUCH_PATRON', renewed: [], unrenewed: [] });
  }
  const renewed: string[] = [];
  const unrenewed: string[] = [];
  for (const barcode of patron.items.charged) {
    (library.renew({ patron, barcode }) === null ? renewed : unrenewed).push(barcode);
  }
  return dialect.renewals(telling, { id, refusal: null, renewed, unrenewed });
}

function changeHold(desk: Desk, telling: Telling, request: Request): Answer {
  const { library, dialect } = desk;
  const reader = readerOf(desk, request);
  const barcode = fieldOf(request, 'AB') ?? '';
  const pickup = fieldOf(request, 'BS') ?? '';
  const mode = request.fixed['mode'] ?? '';
  const done = refusalOf(desk, reader) ?? holdFor(library, reader, request, { barcode, pickup, mode });
  return dialect.hold(telling, {
    id: reader.id,
    patron: reader.patron,
    barcode,
    copy: library.copy(barcode),
    refusal: typeof done === 'string' ? done : null,
    queuePlace: typeof done === 'number' ? done : null,
    mode,
    pickup,
    expires: fieldOf(request, 'BW'),
  });
}

function holdFor(
  library: Sip2Library,
  { patron }: Reader,
  request: Request,
  { barcode, pickup, mode }: { readonly barcode: string; readonly pickup: string; readonly mode: string },
): Refusal | number | null {
  if (patron === null) return 'NO_SUCH_ITEM';
  if (mode === '-') return library.cancelHold({ patron, barcode });
  if (mode === '*') return library.moveHold({ patron, barcode, pickup });
  return library.hold({ patron, barcode, pickup, thisCopy: fieldOf(request, 'BY') === THIS_COPY });
}
