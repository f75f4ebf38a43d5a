/** Labels that print: bars as a scanner reads them, and nothing of a title that the page would take for its own. */
import { expect, it } from 'vitest';
import { barsOf, labelOf } from './label-sheet.ts';

const LABEL = { before: '1001', branch: 'TAM', location: 'GEN', callNumber: 'WB 100' };

it('draws each character with three wide elements of nine, between two quiet zones', () => {
  const { bars, width } = barsOf('A1') ?? { bars: [], width: 0 };

  // `*A1*`: four characters of 15 modules, a space between each, ten modules of quiet on either side.
  expect(width).toBe(4 * 15 + 3 + 2 * 10);
  expect(bars).toHaveLength(4 * 5);
  expect(bars[0]).toEqual([10, 1]);
  expect(bars.slice(5, 10).map(([, wide]) => wide)).toEqual([3, 1, 1, 1, 3]);
});

it.each(['', 'a1', '1*2', 'é'])('draws no bars of %j, which Code 39 cannot say', (text) => {
  expect(barsOf(text)).toBeNull();
});

it('says the number before and the new one, and takes a title for text', () => {
  const label = labelOf({ ...LABEL, barcode: '39000000000001', title: 'Cells <b>& "tissues"' });

  expect(label).toContain('<b>39000000000001</b>');
  expect(label).toContain('before: 1001');
  expect(label).toContain('Cells &lt;b>&amp; &quot;tissues&quot;');
  expect(labelOf({ ...LABEL, barcode: null, title: null })).toMatch(/^<li><p><b>no number yet/);
});
