/** The files that the target is given, by what is in them. */
import type { Column } from '#platform/sheets/cells.ts';
import { LABELS_FOOT, LABELS_HEAD } from './label-sheet.ts';
import type { TargetFolder, WrittenFile } from './target-folder.ts';

const text = (header: string): Column => ({ header, kind: 'text' });
const number = (header: string): Column => ({ header, kind: 'number' });

const RECORD_COLUMNS = [text('Record'), text('File'), number('Place'), text('Class'), text('Members')];
const ITEM_COLUMNS = [
  'Barcode',
  'Barcode before',
  'Record',
  'System',
  'Copy',
  'Library',
  'Branch',
  'Location',
  'Collection',
  'Item type',
  'Status',
  'Call number',
  'Class',
  'Not mapped',
  'Not in 952',
].map(text);
const STATEMENT_COLUMNS = ['Record', 'Library', 'Branch', 'Kind', 'Text', 'Kept', 'Note'].map(text);
const ATTENTION_COLUMNS = ['Record', 'Field', 'Barcode', 'What', 'Says'].map(text);
const BARCODE_COLUMNS = ['Barcode before', 'Barcode', 'System', 'Copy', 'Library', 'Record'].map(text);
const LABEL_COLUMNS = ['Barcode', 'Barcode before', 'Branch', 'Location', 'Call number', 'Title'].map(text);
const NOT_LOADABLE_COLUMNS = ['What', 'Field', 'Not loadable by', 'Why', 'Basis', 'Source'].map(text);

/** What is in the folder besides its manifest. */
export const TARGET_FILE_NAMES = [
  'records.mrc',
  'updates.mrc',
  'records-large.xml',
  'updates-large.xml',
  'records.csv',
  'items.csv',
  'statements.csv',
  'attention.csv',
  'barcodes.csv',
  'labels.csv',
  'labels.html',
  'not-loadable.csv',
] as const;

export type TargetFiles = ReturnType<typeof openTargetFiles>;

const COLLECTION = '<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="http://www.loc.gov/MARC21/slim">\n';

export function openTargetFiles(folder: TargetFolder) {
  const files = {
    /** Records that the target does not have. */
    records: folder.open('records.mrc'),
    /** Records that it has, and that others were merged into. */
    updates: folder.open('updates.mrc'),
    /** Those that ISO 2709 has no room for. */
    large: folder.open('records-large.xml'),
    largeUpdates: folder.open('updates-large.xml'),
    placed: folder.openSheet('records.csv', RECORD_COLUMNS),
    items: folder.openSheet('items.csv', ITEM_COLUMNS),
    statements: folder.openSheet('statements.csv', STATEMENT_COLUMNS),
    attention: folder.openSheet('attention.csv', ATTENTION_COLUMNS),
    barcodes: folder.openSheet('barcodes.csv', BARCODE_COLUMNS),
    labels: folder.openSheet('labels.csv', LABEL_COLUMNS),
    /** The same labels as a sheet that prints. */
    labelSheet: folder.open('labels.html'),
    notLoadable: folder.openSheet('not-loadable.csv', NOT_LOADABLE_COLUMNS),
  };
  return {
    ...files,
    async begin(): Promise<void> {
      for (const file of [files.large, files.largeUpdates]) await file.write(COLLECTION, 0);
      await files.labelSheet.write(LABELS_HEAD, 0);
    },
    async close(): Promise<readonly WrittenFile[]> {
      for (const file of [files.large, files.largeUpdates]) await file.write('</collection>\n', 0);
      await files.labelSheet.write(LABELS_FOOT, 0);
      const written: WrittenFile[] = [];
      for (const file of Object.values(files)) written.push(await file.close());
      return written;
    },
  };
}
