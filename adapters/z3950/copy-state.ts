/** How a copy stands, from a record that was found. Pure. */
import { toDue } from '#domain/due.ts';
import type { CopyState, Due, ItemLimitation, ItemStatus, ItemUse, Reason, ReasonCode } from '#domain/facts.ts';
import { ITEM_LIMITATIONS } from '#domain/facts.ts';
import { firstStatus, limitationsOf } from '#domain/item-status.ts';
import type { XmlElement } from '#xml/xml-tree.ts';
import { fieldsOf, subfieldsOf } from '../protocols/sru/marc-element.ts';
import { copiesOfOpacRecord, tellsEachCopy, type OpacCopy } from '../protocols/sru/opac-record.ts';
import { askTheLibrary } from '../shared/copy-questions.ts';
import type { Z3950Site } from './site.ts';

export interface CopiesOfRecord {
  /** A barcode that stands there twice is told once for both if they agree, else as unknown. */
  readonly byBarcode: ReadonlyMap<string, CopyState>;
  /** False where a copy came without its barcode, or a holding without its copies: one that is not here may be that one. */
  readonly isEach: boolean;
}

/**
 * Null where the record tells of no copy at all: then nothing is known of any. `asOf` is when the answer came (RFC 3339).
 *
 *     <circulation><availableNow value="0"/><availabilityDate>20260126</availabilityDate><itemId>30001000000017</itemId></circulation>
 *     952 $p 30001000000017 $k Checked Out, On Hold
 */
export function copiesOf(site: Z3950Site, record: XmlElement, asOf: string): CopiesOfRecord | null {
  const { items } = site.settings;
  const told = items === null ? toldByOpac(site, record) : toldByField(site, record);
  if (told === null) return null;
  const isEach = items === null ? tellsEachCopy(record) : fieldsOf(record, items.tag).length === told.length;
  const copies = new Map<string, CopyState>();
  for (const { barcode, ...each } of told) {
    const state = toState(site, each, asOf);
    const before = copies.get(barcode);
    const agrees = before === undefined || before.status === state.status;
    copies.set(barcode, agrees ? state : toState(site, unknown(site, 'tells two states of one barcode'), asOf));
  }
  return { byBarcode: copies, isEach };
}

/** What is said of a copy, before it is known whether it is all. */
interface Told {
  readonly status: ItemStatus;
  readonly word: string | null;
  /** What decided; absent if `reason` says why nothing did. */
  readonly rule?: string;
  readonly use?: ItemUse | null;
  readonly due?: Due | null;
  readonly reason?: Reason | null;
}

type ToldCopy = Told & { readonly barcode: string };

function toState(
  { settings }: Z3950Site,
  { status, word, rule, use = null, due = null, reason = null }: Told,
  asOf: string,
): CopyState {
  return {
    asOf,
    status,
    // A copy that is only said to be away may be on the hold shelf or on its way.
    limitations: limitationsOf(status, status === 'UNAVAILABLE' ? ITEM_LIMITATIONS : notToldBy(settings)),
    statusAtSource: word,
    statusRule: rule ?? null,
    use,
    due,
    currentLocation: null,
    holdQueue: null,
    reason,
  };
}

/** Nobody has seen what a bare flag means at such a server: a copy that looks available may be on its way, or kept for a reader. */
function notToldBy({ notTold, items, statusIn }: Z3950Site['settings']): readonly ItemLimitation[] {
  return notTold ?? (items === null && statusIn === null ? ITEM_LIMITATIONS : []);
}

function toldByOpac(site: Z3950Site, record: XmlElement): readonly ToldCopy[] | null {
  const copies = copiesOfOpacRecord(record);
  return (
    copies?.flatMap((copy) => (copy.itemId === null ? [] : { barcode: copy.itemId, ...ofOpacCopy(site, copy) })) ?? null
  );
}

/** A word that the region file explains counts before the flag: a copy that is missing may still be flagged as available. */
function ofOpacCopy(site: Z3950Site, copy: OpacCopy): Told {
  const { statusIn, dueInAvailabilityDate } = site.settings;
  const text = statusIn === null ? null : copy.texts[statusIn];
  const explained = text === null ? null : site.explain(text);
  if (text !== null && explained === null) onUnmapped(site, text);
  const { status = null, use = null, word = null } = explained ?? {};
  // Where the flag decides, the word is not what says so.
  const byFlag = { word: null, use, rule: 'Z39.50: availableNow' };
  const due = dueInAvailabilityDate ? dayOf(copy.availabilityDate) : null;
  const mayBeIn = status === null || status === 'AVAILABLE';
  if (mayBeIn && copy.availableNow === true && copy.onHold === true) {
    return unknown(site, 'calls this copy both available and reserved');
  }
  if (status !== null && (status !== 'AVAILABLE' || copy.availableNow === true)) {
    return { status, word, use, rule: `statuses.${word ?? ''}`, due: status === 'ON_LOAN' ? due : null };
  }
  if (copy.availableNow === false) return { status: due === null ? 'UNAVAILABLE' : 'ON_LOAN', ...byFlag, due };
  if (copy.availableNow === null) return unknown(site, 'does not say whether this copy is available');
  // A word that nobody explains may be the one that says why it is not there.
  if (text !== null && explained === null) return unknown(site, UNEXPLAINED);
  return { status: 'AVAILABLE', ...byFlag };
}

const UNEXPLAINED = 'describes this copy in words that the region file does not explain';

/** A record without the field may be one whose server leaves it out: it tells nothing. */
function toldByField(site: Z3950Site, record: XmlElement): readonly ToldCopy[] | null {
  const { items } = site.settings;
  const fields = items === null ? [] : fieldsOf(record, items.tag);
  if (items === null || fields.length === 0) return null;
  return fields.flatMap((field) => {
    const barcode = subfieldsOf(field, items.barcode)[0]?.text ?? '';
    const words = subfieldsOf(field, items.status).flatMap(({ text }) => text.split(items.separator));
    return barcode === ''
      ? []
      : {
          barcode,
          ...ofWords(
            site,
            words.filter((word) => word.trim() !== ''),
          ),
        };
  });
}

/** Several words are true of one copy: a lost one may still be checked out. */
function ofWords(site: Z3950Site, words: readonly string[]): Told {
  const explained = words.map((word) => site.explain(word));
  const unexplained = words.filter((_, place) => explained[place] === null);
  for (const word of unexplained) onUnmapped(site, word);
  const use = explained.find((one) => one !== null && one.use !== null)?.use ?? null;
  const found = explained.flatMap((one) => {
    const status = one?.status ?? null;
    return status === null ? [] : { word: one?.word ?? null, status, rule: `statuses.${one?.word ?? ''}` };
  });
  const first = firstStatus([...found, ...unexplained.map(() => ({ word: null, status: 'UNKNOWN' as const }))]);
  if (first?.status === 'UNKNOWN') return { ...unknown(site, UNEXPLAINED), use };
  if (first !== undefined) return { ...first, use };
  // Nothing, or only a rule, as "Not for Loan": where the copy is, nobody said.
  return { ...unknown(site, 'does not say how this copy stands'), use };
}

function onUnmapped({ onUnmapped: warn, settings }: Z3950Site, word: string): void {
  const column =
    settings.items === null ? (settings.statusIn ?? 'status') : `${settings.items.tag}$${settings.items.status}`;
  warn('status', word, { column, written: word });
}

function unknown(site: Z3950Site, what: string, code: ReasonCode = 'NOT_SUPPORTED'): Told {
  return { status: 'UNKNOWN', word: null, reason: askTheLibrary(site, code, what) };
}

/** `20260126` or `2026-01-26`; null for what is no day. */
function dayOf(text: string | null): Due | null {
  const [, year, month, day] = /^(\d{4})-?(\d\d)-?(\d\d)$/.exec(text ?? '') ?? [];
  return toDue({ on: `${year ?? ''}-${month ?? ''}-${day ?? ''}`, at: null });
}
