import { describe, expect, it } from 'vitest';
import { parseQuery } from './parse-query.ts';
import { readAsShort } from './short-readings.ts';

describe('a title cut short', () => {
  it.each(['Acta Méd Port', 'Acta Me\u0301d. Port.', 'ACTA MÉD PORT', 'Acta Med Port'])(
    'is read as the index has titles, without accents: %s',
    (text) => {
      expect(readAsShort(parseQuery(text))).toEqual({
        initials: 'initials0amp',
        beginnings: ['acta', 'med', 'port'],
        serialsOnly: true,
      });
    },
  );

  it('has its first letters without accents', () => {
    expect(readAsShort(parseQuery('Ann Épidém'))?.initials).toBe('initials0ae');
  });
});
