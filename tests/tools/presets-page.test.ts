import { presets } from '#adapters/presets/index.ts';
import { readProjectFile } from '#tests/support/project-files.ts';
import { withPresets } from '#tools/presets/presets-page.ts';
import { expect, it } from 'vitest';

it('docs/presets.md says what the presets claim; if not, run: npm run docs:presets', () => {
  const page = readProjectFile('docs/presets.md');

  expect(page).toBe(withPresets(page, [...presets.values()]));
});
