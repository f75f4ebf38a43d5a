import { expect, it } from 'vitest';
import { createBarcodeWatch } from './barcodes.ts';

const MINUTE = 60_000;
const copy = (localId: string, barcode = '7') => ({ localId, barcode });

it('doubts a barcode until an hour after another copy with it was last asked for', () => {
  let now = 0;
  const barcodes = createBarcodeWatch({}, () => now);
  const askAt = (minute: number, localId: string): boolean => {
    now = minute * MINUTE;
    barcodes.see([copy(localId)]);
    return barcodes.isDoubtful('7');
  };

  expect([askAt(0, 'a'), askAt(50, 'b'), askAt(100, 'a'), askAt(150, 'b'), askAt(200, 'a')]).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
  expect([askAt(209, 'a'), askAt(211, 'a')]).toEqual([true, false]);
});

it('compares barcodes as the live part does', () => {
  const watches = [{}, { comparable: (barcode: string) => barcode.replace(/^0+/, '') }].map((source) =>
    createBarcodeWatch(source),
  );
  for (const watch of watches) watch.see([copy('a', '0012'), copy('b', '12'), copy('c', '15'), copy('d', '15 ')]);

  const doubted = watches.map((watch) => ['0012', '12', '15', '15 '].filter((barcode) => watch.isDoubtful(barcode)));
  expect(doubted).toEqual([
    ['15', '15 '],
    ['0012', '12'],
  ]);
});
