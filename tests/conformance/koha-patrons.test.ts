import { describePatrons } from './describe-patrons.ts';
import { createKohaReaders } from './koha-readers.ts';

describePatrons('Koha', { create: () => createKohaReaders({ login: 'oauth' }) });
