/** Numbers as people type them into one cell → fields of MARC. Pure. */
import { findIsbns, findIssns } from '#domain/identifiers.ts';
import type { MarcDataField, MarcSubfield } from '#marc/marc-record.ts';

/**
 * One field for each number of the cell; what stands behind it says which edition it names, or what it cost. A number that is
 * no ISBN is kept as one that was wrong.
 *
 *     9780198526636 (pbk) £32.50     020 __ $a 9780198526636 $q pbk $c £32.50
 *     no ISBN                        020 __ $z no ISBN
 */
export function isbnFields(cell: string): readonly MarcDataField[] {
  const found = findIsbns(cell);
  if (found.length === 0) return [fieldOf('020', [{ code: 'z', value: cell }])];
  return found.map(({ start, end }, index) => {
    const rest = cell.slice(end, found[index + 1]?.start);
    const qualifier = /\(([^()]+)\)/.exec(rest)?.[1]?.trim();
    const terms = rest.replace(/\([^()]*\)/, ' ').replaceAll(/^[\s:;,/]+|[\s:;,/]+$/g, '');
    return fieldOf('020', [
      {
        code: 'a',
        value: cell
          .slice(start, end)
          .replaceAll(/[^\dXx]/g, '')
          .toUpperCase(),
      },
      ...(qualifier === undefined ? [] : [{ code: 'q', value: qualifier }]),
      ...(terms === '' ? [] : [{ code: 'c', value: terms }]),
    ]);
  });
}

/** One field for each number of the cell: a journal has one in print and one online. */
export function issnFields(cell: string): readonly MarcDataField[] {
  const found = findIssns(cell);
  if (found.length === 0) return [fieldOf('022', [{ code: 'y', value: cell }])];
  return found.map((issn) => fieldOf('022', [{ code: 'a', value: issn }]));
}

function fieldOf(tag: string, subfields: readonly MarcSubfield[]): MarcDataField {
  return { tag, ind1: ' ', ind2: ' ', subfields };
}
