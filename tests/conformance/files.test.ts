import { describeAdapter } from './describe-adapter.ts';
import { askedOf, FILES } from './kit-systems.ts';

for (const { title, create, options } of askedOf(FILES)) describeAdapter(title, { create, ...options });
