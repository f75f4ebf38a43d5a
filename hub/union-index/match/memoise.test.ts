import { describe, expect, it } from 'vitest';
import { memoise } from './memoise.ts';

function counted(): { readonly made: string[]; readonly make: (text: string) => { readonly text: string } } {
  const made: string[] = [];
  return {
    made,
    make: (text) => {
      made.push(text);
      return { text };
    },
  };
}

describe('memoise', () => {
  it('gives the same of a text that comes again', () => {
    const { made, make } = counted();
    const remembered = memoise(make);

    expect(remembered('midwifery')).toBe(remembered('midwifery'));
    expect(made).toEqual(['midwifery']);
  });

  it('keeps what is asked for again and lets the rest go', () => {
    const { made, make } = counted();
    const remembered = memoise(make);

    for (let number = 0; number < 20_000; number += 1) {
      remembered('asked again');
      remembered(`asked once, ${String(number)}`);
    }
    remembered('asked once, 0');

    expect(made.filter((text) => text === 'asked again')).toHaveLength(1);
    expect(made.filter((text) => text === 'asked once, 0')).toHaveLength(2);
  });

  it('keeps no long text', () => {
    const { made, make } = counted();
    const remembered = memoise(make);
    const long = 'x'.repeat(1_000);

    expect(remembered(long)).toEqual(remembered(long));
    expect(made).toHaveLength(2);
  });
});
