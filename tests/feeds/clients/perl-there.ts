/** Whether the clients are installed: without them their tests are skipped. */
import { execFileSync } from 'node:child_process';

export const perlThere = ['MARC::File::XML', 'HTTP::OAI', 'Catmandu::Importer::OAI'].every((module) => {
  try {
    execFileSync('perl', [`-M${module}`, '-e', '1'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});
