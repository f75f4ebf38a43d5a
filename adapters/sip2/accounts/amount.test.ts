import { describe, expect, it } from 'vitest';
import { amountText, readAmount } from './charge-facts.ts';

describe('a sum of money', () => {
  it.each([
    ['0', 0],
    ['0.00', 0],
    ['-0.00', 0],
    ['44', 4400],
    ['5', 500],
    ['77.77', 7777],
    ['5.5', 550],
    ['.50', 50],
    [' 5.00', 500],
    ['$5.00', 500],
    ['£ 5.00', 500],
    ['GBP 5.00', 500],
    ['5,00', 500],
    ['5,00 €', 500],
    ['EUR5,00', 500],
    ['1,234.50', 123450],
    ['1.234,50', 123450],
    ['1 234,50', 123450],
    ["1'234.50", 123450],
    ['1,234,567.89', 123456789],
    ['-3.20', -320],
    ['3.20-', -320],
    ['(3.20)', -320],
    ['1,234', null],
    ['1.234', null],
    ['12.345', null],
    ['1,2,3.40', null],
    ['1.234.50', null],
    ['(3.20', null],
    ['-(3.20)', null],
    ['', null],
    [' ', null],
    ['.', null],
    ['none', null],
    ['5.00 owed', null],
  ])('"%s" is %s hundredths', (text, hundredths) => {
    expect(readAmount(text)).toBe(hundredths);
  });

  it('has two decimals', () => {
    expect([0, 5, 50, 500, 123450].map(amountText)).toEqual(['0.00', '0.05', '0.50', '5.00', '1234.50']);
  });
});
