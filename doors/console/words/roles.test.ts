import { expect, it } from 'vitest';
import type { Viewer } from '../viewer.ts';
import { sayWho } from './roles.ts';

const library = (name: string): Viewer['libraries'][number] => ({ id: name, name });

it.each<[Viewer, string]>([
  [{ role: 'PATRON', libraries: [] }, 'Reader'],
  [{ role: 'STAFF', libraries: [] }, 'Staff'],
  [{ role: 'STAFF', libraries: [library('Hilltop')] }, 'Staff of Hilltop'],
  [{ role: 'STAFF', libraries: [library('Hilltop'), library('Wing')] }, 'Staff of 2 libraries'],
  [{ role: 'MIGRATION', libraries: [] }, 'Migration team'],
  [{ role: 'OPERATOR', libraries: [] }, 'Operator'],
])('%j is "%s"', (viewer, words) => {
  expect(sayWho(viewer)).toBe(words);
});
