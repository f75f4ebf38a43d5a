import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { renderUnmapped } from './unmapped-codes.ts';

describe('renderUnmapped', () => {
  const codes = [
    { list: 'NOT_LOAN', code: '9', label: 'Packed #1: for\nthe move', where: 'settings.codes.NOT_LOAN' },
    { list: 'branch', code: "ST'J", label: "St John's", where: 'owners' },
    { list: 'LOST', code: '-1', label: null, where: 'settings.codes.LOST' },
    { list: 'location', code: '*NEW', label: null, where: 'settings.locations' },
    { list: 'of an older server', code: 'X', label: null },
  ];

  it('gives YAML for the entry of a system, each code where it belongs, with its label', () => {
    const yaml = renderUnmapped(codes);

    expect(yaml.split('\n').every((line) => line === '' || line.startsWith('    '))).toBe(true);
    expect(yaml).toContain('"9": UNKNOWN  # Packed #1: for the move\n');
    expect(parse(yaml)).toEqual({
      owners: [{ code: "ST'J", library: 'WHOSE-IS-IT' }],
      settings: {
        codes: { LOST: { '-1': 'UNKNOWN' }, NOT_LOAN: { '9': 'UNKNOWN' } },
        locations: { '*NEW': 'UNKNOWN' },
      },
    });
  });

  it('gives nothing where nobody says where a code belongs', () => {
    expect(renderUnmapped(codes.slice(4))).toBe('');
  });
});
