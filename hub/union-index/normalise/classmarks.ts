import type { ClassScheme } from '#domain/catalogue.ts';
import type { MarcDataField } from '#marc/marc-record.ts';
import type { ClassmarkValue } from '../description.ts';
import { subfield, subfields, type MarcFields } from './marc-fields.ts';

/** Source codes of 084 $2, 852 $2 and 942 $2, lower case. */
const SOURCES: Readonly<Record<string, ClassScheme>> = {
  nlm: 'NLM',
  ddc: 'DEWEY',
  dewey: 'DEWEY',
  lcc: 'LCC',
  wessex: 'WESSEX',
  wess: 'WESSEX',
  wex: 'WESSEX',
  local: 'LOCAL',
  z: 'LOCAL',
};
const BY_INDICATOR: Readonly<Record<string, ClassScheme>> = { '0': 'LCC', '1': 'DEWEY', '2': 'NLM', '8': 'LOCAL' };

/**
 * Reads the class marks, each with its scheme, because `WQ 140` is midwifery in one and something else in another.
 *
 *     060 00 $a WQ 140 $b J76m 2004      096 __ $a WQ 140      050 00 $a RG950 $b .J76      082 04 $a 618.2/0233
 *     084 __ $a WQ 140 $2 wessex         852 2_ $h WQ 140      942 __ $2 nlm $h WQ 140 $i J76
 *
 * The book number ($b, $i) says where one library's copy stands among its neighbours; it is no class.
 */
export function readClassmarks(fields: MarcFields): readonly ClassmarkValue[] {
  const found = new Map<string, ClassmarkValue>();
  const add = (scheme: ClassScheme, field: MarcDataField, codes: string): void => {
    for (const text of subfields(field, codes)) {
      const mark = toMark(scheme, text);
      if (mark !== '') found.set(`${scheme} ${mark}`, { scheme, mark });
    }
  };
  for (const field of fields.data('060', '096')) add('NLM', field, 'a');
  for (const field of fields.data('050', '090')) add('LCC', field, 'a');
  for (const field of fields.data('082', '092')) add('DEWEY', field, 'a');
  for (const field of fields.data('084')) add(bySource(field, 'UNKNOWN'), field, 'a');
  for (const field of fields.data('852')) add(bySource(field, BY_INDICATOR[field.ind1] ?? 'UNKNOWN'), field, 'h');
  for (const field of fields.data('942')) add(bySource(field, 'UNKNOWN'), field, 'h');
  return [...found.values()];
}

function bySource(field: MarcDataField, otherwise: ClassScheme): ClassScheme {
  const source = subfield(field, '2');
  return source === null ? otherwise : (SOURCES[source.toLowerCase()] ?? 'LOCAL');
}

/** Dewey's primes (`618.2/0233`, `618.2'0233`) only show where a number may be cut. */
function toMark(scheme: ClassScheme, text: string): string {
  const mark = text.replaceAll(/\s+/g, ' ').trim();
  if (scheme !== 'DEWEY') return mark;
  return mark.replaceAll(/[/'′]/g, '').replace(/^\[(.*)\]$/, '$1');
}
