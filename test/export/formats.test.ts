import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { Column } from '../../src/export/column';
import { type Delimiter, type FileOptions, FORMATS } from '../../src/export/formats';
import { ParquetFooter } from '../../src/export/formats/parquet-footer';
import { safeText } from '../../src/export/formats/safe-text';
import { parquetRows, unescaped } from './ask-export';

/** What is written can be read by parsers of others, and is what was written, whatever the texts are. */
interface Row {
  readonly text: string | null;
  readonly number: number | null;
  readonly flag: boolean | null;
}
const columns: Column<Row>[] = [
  { name: 'text', type: 'text', description: '', value: ({ text }) => text },
  { name: 'number', type: 'number', description: '', value: ({ number }) => number },
  { name: 'flag', type: 'boolean', description: '', value: ({ flag }) => flag },
];
const PLAIN: FileOptions = { header: true, bom: false, delimiter: 'comma' };
const byName = new Map(FORMATS.map((format) => [format.name, format]));

function written(
  name: 'csv' | 'jsonl' | 'parquet',
  batches: readonly (readonly Row[])[],
  options: Partial<FileOptions> = {},
): Buffer {
  const encoder = byName.get(name)!.encoder(columns, { ...PLAIN, ...options });
  const parts = [encoder.begin(), ...batches.map((rows) => encoder.rows(rows)), encoder.end()];
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

const nasty = fc.constantFrom(
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '"',
  ',',
  ';',
  "'",
  '＝',
  '\uFEFF',
  ' ',
  '🙂',
  'ї',
);
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'grapheme' })), { maxLength: 6 })
  .map((parts) => parts.join(''));
const row: fc.Arbitrary<Row> = fc.record({
  text: fc.option(text),
  number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value))),
  flag: fc.option(fc.boolean()),
});
const batches = fc.array(fc.array(row, { maxLength: 5 }), { maxLength: 4 });

test('CSV: each text comes back, none begins as a formula, and numbers stay numbers', () => {
  fc.assert(
    fc.property(batches, fc.boolean(), fc.constantFrom<Delimiter>('comma', 'semicolon'), (all, bom, delimiter) => {
      const isComma = delimiter === 'comma';
      const file = written('csv', all, { bom, delimiter });
      const records: string[][] = parse(file, { bom: true, delimiter: isComma ? ',' : ';' });
      const numberText = (value: number) => (isComma ? String(value) : String(value).replace('.', ','));
      expect(records[0]).toEqual(['text', 'number', 'flag']);
      for (const [cell] of records) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝]/);
      expect(records.slice(1).map(([cell, number, flag]) => [unescaped(cell!), number, flag])).toEqual(
        all
          .flat()
          .map((each) => [
            each.text ?? '',
            each.number === null ? '' : numberText(each.number),
            String(each.flag ?? ''),
          ]),
      );
    }),
  );
});

test('JSON Lines: a line is a row, whatever is in it', () => {
  fc.assert(
    fc.property(batches, (all) => {
      const lines = written('jsonl', all).toString().split('\n');
      expect(lines.pop()).toBe('');
      expect(lines.map((line) => JSON.parse(line))).toEqual(all.flat());
    }),
  );
});

test('Parquet: rows come back with their types', async () => {
  await fc.assert(
    fc.asyncProperty(
      // The reader's decoder of texts takes a BOM away.
      batches.filter((all) => all.flat().length > 0 && !all.flat().some((each) => each.text?.startsWith('\uFEFF'))),
      async (all) => {
        const rows = await parquetRows(written('parquet', all));
        expect(
          rows.map((each) => ({ text: each.text ?? null, number: each.number ?? null, flag: each.flag ?? null })),
        ).toEqual(all.flat());
      },
    ),
    { numRuns: 40 },
  );
});

test('Parquet: a file without rows is one all the same, and row groups are written as they are full', async () => {
  expect(await parquetRows(written('parquet', []))).toEqual([]);
  const encoder = byName.get('parquet')!.encoder(columns, PLAIN);
  const parts = [encoder.begin()];
  const long = { text: 'long '.repeat(100_000), number: 1, flag: null };
  for (let batch = 0; batch < 40; batch += 1) parts.push(encoder.rows([{ ...long, number: batch }]));
  expect(parts.filter((part) => part.length > 1000).length).toBeGreaterThanOrEqual(2);
  const rows = await parquetRows(Buffer.concat([...parts, encoder.end()].map((part) => Buffer.from(part))));
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, number) => number));
});

test.each([0, 1, 14, 15, 300])(
  'Parquet: the footer of %i row groups is the one of the library, byte by byte',
  (groups) => {
    const buffer = new ByteWriter();
    const schema = [
      { name: 'root', num_children: 1 },
      { name: 'text', type: 'BYTE_ARRAY', converted_type: 'UTF8' },
    ] as const;
    const writer = new ParquetWriter({ writer: buffer, schema: [...schema], createdBy: 'somebody' });
    const footer = new ParquetFooter([...schema], 'somebody');
    for (let group = 0; group < groups; group += 1) {
      const data = Array.from({ length: 1 + (group % 3) }, (_, row) => `a long text of group ${group}, row ${row}`);
      void writer.write({ columnData: [{ name: 'text', data, offsetIndex: false }] });
      footer.add(writer.row_groups.at(-1)!);
    }
    const { index: end } = buffer;
    void writer.finish();
    expect(Buffer.from(footer.bytes()).equals(buffer.getBytes().subarray(end))).toBe(true);
  },
);

test.each([
  ['=HYPERLINK("http://x")', `'=HYPERLINK("http://x")`],
  ['+380501234567', "'+380501234567"],
  ['-1+2', "'-1+2"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['\r=1', "'\r=1"],
  ["'quoted", "''quoted"],
  ['a=b', 'a=b'],
  ['', ''],
])('%j is written %j', (given, safe) => {
  expect(safeText(given)).toBe(safe);
});
