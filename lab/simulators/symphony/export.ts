/** The catalogue as a file: MARC 21 with the copies in 999, as a nightly job writes it; and the lists that are written beside it. */
import { isControlField, writeIso2709, type MarcDataField, type MarcField, type MarcRecord } from '#marc/index.ts';
import type { Answer } from '../answer.ts';
import type { Asked } from '../server.ts';
import { displayed } from './catalog-resources.ts';
import { writeMarc8 } from './marc8.ts';
import { FLAT_REPORTS, READER_REPORTS, REPORTS } from './reports.ts';
import type { SymphonyBib, SymphonyCall, SymphonyItem, SymphonyWorld } from './tables.ts';

export const FULL_EXPORT = 'catalogue.mrc';
const FOLDER = '/export/';

/** ISO 2709 in UTF-8, by catalogue key; a record that grows too large goes on in another of the same 001. */
export function writeExport(world: SymphonyWorld): Uint8Array {
  const bibs = [...world.bibs.values()].filter((bib) => shown(world, bib));
  const records = bibs.toSorted((one, other) => Number(one.key) - Number(other.key));
  const write = world.settings.exportsCharacters === 'marc-8' ? writeMarc8 : writeIso2709;
  return Buffer.concat(records.flatMap((bib) => exportRecords(world, bib).map((record) => write(record))));
}

const FILES: Readonly<Record<string, (world: SymphonyWorld) => Uint8Array>> = {
  [FULL_EXPORT]: writeExport,
  ...REPORTS,
  ...READER_REPORTS,
  ...FLAT_REPORTS,
};

/** Makes the file again, and the lists behind it, and keeps them as they are now, whatever changes later. */
export function runExport(world: SymphonyWorld): void {
  for (const [name, write] of Object.entries(FILES)) {
    world.exports.set(name, { name, bytes: write(world), at: world.now() });
  }
}

/** `GET /export/catalogue.mrc`, with Last-Modified; 304 where it has not changed since If-Modified-Since. */
export function answerExport(asked: Asked, world: SymphonyWorld): Answer {
  const name = asked.path.slice(FOLDER.length);
  if (!world.exports.has(FULL_EXPORT) && name in FILES) runExport(world);
  const file = world.exports.get(name);
  if (file === undefined || (asked.method !== 'GET' && asked.method !== 'HEAD')) {
    return { status: 404, contentType: 'text/html; charset=utf-8', body: '<html><body>Not Found</body></html>' };
  }
  const headers = [['Last-Modified', new Date(file.at).toUTCString()] as const];
  const since = Date.parse(asked.headers['if-modified-since'] ?? '');
  const isUnchanged = Math.floor(file.at / 1000) * 1000 <= since;
  if (isUnchanged) return { status: 304, contentType: 'application/marc', body: '', headers };
  return { status: 200, contentType: 'application/marc', body: file.bytes, headers };
}

export function isExportPath(path: string): boolean {
  return path.startsWith(FOLDER);
}

function exportRecords(world: SymphonyWorld, bib: SymphonyBib): MarcRecord[] {
  const copies = world.settings.exportsCopies === 'list' ? [] : copiesOf(world, bib.key);
  const own: MarcField = { tag: '001', value: `${world.settings.catKeyPrefix}${bib.key}` };
  const isApart = world.settings.exportsHoldings === 'behind';
  const described = [
    ...(bib.lacksNumber === true ? [] : [own]),
    ...bib.marc.fields,
    ...(isApart ? [] : bib.holdingsRecords),
  ];
  const records: MarcRecord[] = [];
  let fields: MarcField[] = described;
  let size = sizeOf(described);
  for (const copy of copies) {
    const more = sizeOf([copy]);
    if (size + more > world.settings.exportBytesPerRecord && fields !== described) {
      records.push({ leader: bib.marc.leader, fields });
      fields = described;
      size = sizeOf(described);
    }
    fields = [...fields, copy];
    size += more;
  }
  const held = isApart ? holdingsRecords(own, bib.holdingsRecords) : [];
  return [...records, { leader: bib.marc.leader, fields }, ...held];
}

/** One for each place (852), with the number of their title: `00000ny  a22…`. */
function holdingsRecords(own: MarcField, fields: readonly MarcField[]): MarcRecord[] {
  const places: MarcField[][] = [];
  for (const field of fields) {
    if (field.tag === '852' || places.length === 0) places.push([]);
    places.at(-1)?.push(field);
  }
  return places.map((each) => ({ leader: '00000ny  a2200000un 4500', fields: [own, ...each] }));
}

function copiesOf(world: SymphonyWorld, bibKey: string): MarcDataField[] {
  return (world.callsOfBib.get(bibKey) ?? []).flatMap((callKey) => {
    const call = world.calls.get(callKey);
    if (call === undefined || !shown(world, call)) return [];
    return (world.itemsOfCall.get(callKey) ?? []).flatMap((key) => {
      const item = world.items.get(key);
      return item === undefined || !shown(world, item) ? [] : [copyField(world, call, item)];
    });
  });
}

// 999    $aDS432 .T3 $wLC $c1 $iX000951206 $e4/17/2009 $lALD-STKS $mALDERMAN $n3 $p$20.00 $rY $sY $tBOOK $u6/28/1996 $xH-NOTIS
//        $o.STAFF. TRAN TO IVY 8/00
function copyField(world: SymphonyWorld, call: SymphonyCall, item: SymphonyItem): MarcDataField {
  const { exportsCharges: charges, exportsDetails: details } = world.settings;
  const hasPrice = Number(item.price) > 0;
  const values: readonly (readonly [code: string, value: string | null])[] = [
    ['a', displayed(call)],
    ['w', call.classification],
    ['c', String(item.copyNumber)],
    ['i', item.barcode],
    ['e', charges === 'no' ? null : writtenDay(item.lastChargeDate, charges)],
    ['f', details === 'no' ? null : writtenDay(item.lastInvDate, details)],
    ['g', details === 'no' || item.timesInventoried === 0 ? null : String(item.timesInventoried)],
    ['j', details === 'no' ? null : String(item.pieces)],
    // Where it is, only when that is not where it belongs.
    ['k', item.currentLocation === item.homeLocation ? null : item.currentLocation],
    ['l', item.homeLocation],
    ['m', item.library],
    ['n', charges === 'no' ? null : String(item.totalCharges)],
    ['p', details === 'no' || !hasPrice ? null : `${CURRENCY_SIGNS[world.settings.currencyCode] ?? ''}${item.price}`],
    ['r', item.circulate ? 'Y' : 'N'],
    ['s', item.permanent ? 'Y' : 'N'],
    ['t', item.itemType],
    ['u', details === 'no' ? null : writtenDay(item.createdDate, details)],
    ['x', details === 'no' ? null : item.itemCategory1],
    ['z', details === 'no' ? null : item.itemCategory2],
    ['o', details === 'no' || item.publicNote === null ? null : `.PUBLIC. ${item.publicNote}`],
    ['o', details === 'no' || item.staffNote === null ? null : `.STAFF. ${item.staffNote}`],
  ];
  const subfields = values.flatMap(([code, value]) => (value === null ? [] : [{ code, value }]));
  return { tag: '999', ind1: ' ', ind2: ' ', subfields };
}

const CURRENCY_SIGNS: Readonly<Record<string, string>> = { GBP: '£', USD: '$' };

/** Days without leading zeros, in the order that the site writes them; what never was has none. */
function writtenDay(day: string | null, order: 'mdy' | 'dmy'): string | null {
  if (day === null) return null;
  const [year = '', month = '', date = ''] = day.split('-').map((part) => part.replace(/^0/u, ''));
  return (order === 'mdy' ? [month, date, year] : [date, month, year]).join('/');
}

function shown(world: SymphonyWorld, { shadowed }: { readonly shadowed: boolean }): boolean {
  return !shadowed || world.settings.exportsShadowed;
}

/** Bytes in ISO 2709, with the entry in the directory. */
function sizeOf(fields: readonly MarcField[]): number {
  return fields.reduce((sum, field) => {
    const text = isControlField(field)
      ? field.value
      : field.subfields.map(({ code, value }) => `|${code}${value}`).join('');
    return sum + Buffer.byteLength(text) + 15;
  }, 0);
}
