import { describe, expect, it } from 'vitest';
import { toWordQuery } from './cql-words.ts';

const all = (text: string): string | null => toWordQuery('TITLE', 'ALL', [{ text, truncated: false }]);

describe('the words of a term of CQL', () => {
  it.each([
    ['the \u201cmagic bullet\u201d of care', "'the':A & 'magic':A & 'bullet':A & 'of':A & 'care':A"],
    ['\u201cNurse\u201d research', "'nurse':A & 'research':A"],
    ['\u00ab nurse \u00bb research', "'nurse':A & 'research':A"],
    ['\u201enurse\u201c research', "'nurse':A & 'research':A"],
    ['a "nurse" research', "'a':A & 'nurse':A & 'research':A"],
    ['nhs strategy 2020-2024', "'nhs':A & 'strategy':A & '2020':A & '2024':A"],
  ])('are all looked for, whatever quotation marks are among them: %s', (text, wanted) => {
    expect(all(text)?.toLowerCase().replaceAll(':a', ':A')).toBe(wanted);
  });

  it('follow each other across quotation marks', () => {
    const words = [{ text: 'the \u201cmagic\u201d bullet', truncated: false }];

    expect(toWordQuery('ANYWHERE', 'PHRASE', words)).toBe("('the' <-> 'magic' <-> 'bullet')");
  });
});
