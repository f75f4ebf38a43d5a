import type { Library } from '#domain/region.ts';
import { expect, it } from 'vitest';
import { toViewer } from './viewer.ts';

const asked: (readonly string[])[] = [];
const directory = {
  librariesOf(ids: readonly string[]): readonly Library[] {
    asked.push(ids);
    return [];
  },
};

it('is nobody for the public, and has the role and the libraries of everybody else', () => {
  expect(toViewer({ role: 'public' }, directory)).toBeNull();
  expect(asked).toEqual([]);
  expect(toViewer({ role: 'operator' }, directory)).toEqual({ role: 'OPERATOR', libraries: [] });
  expect(toViewer({ role: 'staff', libraries: ['wing', 'gone'] }, directory)?.role).toBe('STAFF');
  expect(asked).toEqual([[], ['wing', 'gone']]);
});
