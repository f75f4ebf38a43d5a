import { createFilesReaders } from './files-readers.ts';
import { describePatrons } from './describe-patrons.ts';

describePatrons('files', { create: createFilesReaders, declares: ['OPEN_LOANS', 'READER_TOKENS', 'OPEN_CHARGES'] });
