import { describe, expect, it } from 'vitest';
import { lazily } from './lazily.ts';

describe('lazily', () => {
  it('makes a part when it is first asked for, once for each object, also if it is null', () => {
    const made: string[] = [];
    const part = (name: string) => (source: string) => {
      made.push(`${name} of ${source}`);
      return source === 'b' ? null : `${source}, ${name}`;
    };
    const toView = lazily<string, { readonly title: string | null; readonly year: string | null }>({
      title: part('title'),
      year: part('year'),
    });
    const [first, second] = [toView('a'), toView('b')];

    expect(made).toEqual([]);
    expect([first.title, first.title, second.title, second.title]).toEqual(['a, title', 'a, title', null, null]);
    expect(made).toEqual(['title of a', 'title of b']);
  });
});
