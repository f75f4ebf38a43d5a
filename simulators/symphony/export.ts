/** The catalogue as a file: MARC 21 with the copies in 999, as a nightly job writes it. */
import type { MarcDataField, MarcField, MarcRecord } from '#adapters/protocols/marc/index.ts';
import { isControlField, writeIso2709 } from '#adapters/protocols/marc/index.ts';
import type { Answer } from '../answer.ts';
import type { Asked } from '../server.ts';
import { displayed } from './catalog-resources.ts';
import type { SymphonyBib, SymphonyCall, SymphonyExport, SymphonyItem, SymphonyWorld } from './tables.ts';

export const FULL_EXPORT = 'catalogue.mrc';
const FOLDER = '/export/';

/** ISO 2709 in UTF-8, by catalogue key; a record that grows too large goes on in another of the same 001. */
export function writeExport(world: SymphonyWorld): Uint8Array {
  const bibs = [...world.bibs.values()].filter((bib) => shown(world, bib));
  const records = bibs.toSorted((one, other) => Number(one.key) - Number(other.key));
  return Buffer.concat(records.flatMap((bib) => exportRecords(world, bib).map((record) => writeIso2709(record))));
}

/** Makes the file again and keeps it as it is now, whatever changes later. */
export function runExport(world: SymphonyWorld, name = FULL_EXPORT): SymphonyExport {
  const made: SymphonyExport = { name, bytes: writeExport(world), at: world.now() };
  world.exports.set(name, made);
  return made;
}

/** `GET /export/catalogue.mrc`, with Last-Modified; 304 where it has not changed since If-Modified-Since. */
export function answerExport(asked: Asked, world: SymphonyWorld): Answer {
  const name = asked.path.slice(FOLDER.length);
  const file = world.exports.get(name) ?? (name === FULL_EXPORT ? runExport(world) : undefined);
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
  const copies = copiesOf(world, bib.key);
  const own: MarcField = { tag: '001', value: `${world.settings.catKeyPrefix}${bib.key}` };
  const described = [own, ...bib.marc.fields, ...bib.holdingsRecords];
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
  return [...records, { leader: bib.marc.leader, fields }];
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

// 999    $aHQ2042 .A4 1979 $wLC $c1 $iX000033334 $e10/8/1996 $kCHECKEDOUT $lSTACKS $mALDERMAN $n8 $rY $sY $tBOOK
function copyField(world: SymphonyWorld, call: SymphonyCall, item: SymphonyItem): MarcDataField {
  const subfields: MarcDataField['subfields'] = [
    { code: 'a', value: displayed(call) },
    { code: 'w', value: call.classification },
    { code: 'c', value: String(item.copyNumber) },
    { code: 'i', value: item.barcode },
    // Where it is, only when that is not where it belongs.
    ...(item.currentLocation === item.homeLocation ? [] : [{ code: 'k', value: item.currentLocation }]),
    { code: 'l', value: item.homeLocation },
    { code: 'm', value: item.library },
    { code: 'r', value: item.circulate ? 'Y' : 'N' },
    { code: 's', value: item.permanent ? 'Y' : 'N' },
    { code: 't', value: item.itemType },
    ...chargeSubfields(world, item),
  ];
  return { tag: '999', ind1: ' ', ind2: ' ', subfields };
}

/** Days without leading zeros, in the order that the site writes them; a copy that was never lent has none. */
function chargeSubfields({ settings }: SymphonyWorld, item: SymphonyItem): MarcDataField['subfields'] {
  if (settings.exportsCharges === 'no') return [];
  const [year = '', month = '', day = ''] = (item.lastChargeDate ?? '')
    .split('-')
    .map((part) => part.replace(/^0/u, ''));
  const written = settings.exportsCharges === 'mdy' ? [month, day, year] : [day, month, year];
  return [
    { code: 'n', value: String(item.totalCharges) },
    ...(item.lastChargeDate === null ? [] : [{ code: 'e', value: written.join('/') }]),
  ];
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
