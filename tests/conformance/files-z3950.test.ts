import { describeAdapter } from './describe-adapter.ts';
import { FILES_Z3950 } from './kit-systems.ts';

for (const { title, create, options } of FILES_Z3950) describeAdapter(title, { create, ...options });
