import { describe, expect, it } from 'vitest';
import { forTerminal, renderTable } from './output.ts';

describe('what is printed', () => {
  it('holds nothing that moves the cursor or turns what follows', () => {
    expect(forTerminal('A \u202etitle\u2066 \u001b[2Jof\r\u0007 1999')).toBe('A title [2Jof 1999');
  });

  it('is one row of a table for each, whatever lines a note has', () => {
    const table = renderTable([
      ['a', 'same\nb  different\r\nc'],
      ['long', 'x\ty\u2028z'],
    ]);

    expect(table).toBe('a     same b  different c\nlong  x y z');
  });

  it('keeps lines, tabs and every script', () => {
    expect(forTerminal('a\tb\nقلب לב\u200f Sjögren')).toBe('a\tb\nقلب לב\u200f Sjögren');
  });
});
