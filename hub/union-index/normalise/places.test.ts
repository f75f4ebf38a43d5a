import { describe, expect, it } from 'vitest';
import { foldPlace } from './places.ts';

describe('foldPlace', () => {
  it.each([
    ['Genève', 'geneva'],
    ['Genf', 'geneva'],
    ['Wien', 'vienna'],
    ['München', 'munich'],
    ['Muenchen', 'munich'],
    ['Bâle', 'basel'],
    ['Frankfurt am Main', 'frankfurt am main'],
    ['Francfort', 'frankfurt'],
    ['New York, N.Y.', 'new york n y'],
    ['[S.l.]', ''],
    ['[Erscheinungsort nicht ermittelbar]', ''],
  ])('folds %j to %j', (stated, expected) => {
    expect(foldPlace(stated)).toBe(expected);
  });
});
