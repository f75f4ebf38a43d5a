import { describe, expect, it } from 'vitest';
import { forTerminal } from './output.ts';

describe('what is printed', () => {
  it('holds nothing that moves the cursor or turns what follows', () => {
    expect(forTerminal('A \u202etitle\u2066 \u001b[2Jof\r\u0007 1999')).toBe('A title [2Jof 1999');
  });

  it('keeps lines, tabs and every script', () => {
    expect(forTerminal('a\tb\nقلب לב\u200f Sjögren')).toBe('a\tb\nقلب לב\u200f Sjögren');
  });
});
