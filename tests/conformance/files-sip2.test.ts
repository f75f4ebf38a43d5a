import { describeAdapter } from './describe-adapter.ts';
import { askedOf, FILES_SIP2 } from './kit-systems.ts';

for (const { title, create, options } of askedOf(FILES_SIP2)) describeAdapter(title, { create, ...options });
