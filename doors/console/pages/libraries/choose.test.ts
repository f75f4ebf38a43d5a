import { expect, it } from 'vitest';
import { chooseView } from './choose.ts';

it('says apart a library and its site of the same name', () => {
  const sites = ['Elm', 'Ash'].map((name) => ({ id: name.toLowerCase(), name }));
  const { options } = chooseView([{ id: 'e', name: 'Elm', sites }], null, '/libraries');

  expect(options.map(({ text }) => text)).toEqual([
    'Choose a library',
    'Elm',
    'Elm: the site of the same name',
    'Elm: Ash',
  ]);
});
