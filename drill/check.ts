/** `npm run drill:check`: whether `docs/drill.md` tells of code that is like today's. */
import { printNote } from '#cli/output.ts';
import { findFault, readPageFacts } from './page.ts';

const fault = findFault(readPageFacts());
if (fault !== null) {
  printNote(`docs/drill.md: ${fault}. Run the whole drill again (npm run drill) and commit the page.`);
  process.exitCode = 1;
}
