import { describeAdapter } from './describe-adapter.ts';
import { describePatrons } from './describe-patrons.ts';
import { askedOf, SYMPHONIES, SYMPHONIES_BY_FILES } from './kit-systems.ts';
import { createSymphonyPatrons } from './symphony-patrons.ts';
import { BEFORE_RELEASE } from '../release.ts';

for (const { title, create, options } of askedOf([...SYMPHONIES, ...SYMPHONIES_BY_FILES]))
  describeAdapter(title, { create, ...options });

describePatrons('Symphony', { create: () => createSymphonyPatrons() });
// The other way of one write: before a release alone.
if (BEFORE_RELEASE) {
  describePatrons('Symphony (holds cancelled by DELETE)', {
    create: () => createSymphonyPatrons({ cancelBy: 'delete' }),
  });
}
describePatrons('Symphony by files', { create: () => createSymphonyPatrons({}, 'files') });
