import { describe, expect, it } from 'vitest';
import { regionFlag } from './settings.ts';

describe('regionFlag', () => {
  it.each([
    ['the region file', { region: 'north.yaml', data: '/var/lib/mercia' }, ' --region north.yaml'],
    ['the data folder of a demonstration', { region: undefined, data: '/tmp/demo' }, ' --data /tmp/demo'],
    ['nothing where the folder is the usual one', { region: undefined, data: '.mercia' }, ''],
    [
      'a name with blanks as one word',
      { region: "the North's file.yaml", data: '' },
      String.raw` --region 'the North'\''s file.yaml'`,
    ],
  ])('names %s', (_, settings, expected) => {
    expect(regionFlag(settings)).toBe(expected);
  });
});
