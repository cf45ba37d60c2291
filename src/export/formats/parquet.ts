import type { SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { CellValue, Column, ColumnType } from '../column';
import type { Chunk, Encoder, Format } from './format';
import { ParquetFooter } from './parquet-footer';

const CREATED_BY = 'dialog-statistics';

/** Rows of one row group; fewer where their texts are long. */
const ROWS_OF_GROUP = 10_000;
const CHARACTERS_OF_GROUP = 3_000_000;

/** The types of Parquet; moments are microseconds in UTC. */
const ELEMENTS: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  boolean: { type: 'BOOLEAN' },
  moment: {
    ...{ type: 'INT64', converted_type: 'TIMESTAMP_MICROS' },
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
  },
  words: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

/** Parquet, compressed by Snappy, in row groups that are written as they are full. */
export const parquet: Format = {
  name: 'parquet',
  mediaType: 'application/vnd.apache.parquet',
  // Its end tells where everything is.
  isResumable: false,
  encoder: (columns) => new ParquetEncoder(columns),
};

/** What is written goes into a buffer, so that no promise is ever waited for. */
class ParquetEncoder<Row> implements Encoder<Row> {
  private readonly buffer = new ByteWriter();
  private readonly writer: ParquetWriter;
  private readonly footer: ParquetFooter;
  private cells: CellValue[][];
  private characters = 0;

  constructor(private readonly columns: readonly Column<Row>[]) {
    const elements = columns.map(({ name, type }) => ({
      ...ELEMENTS[type],
      name,
      repetition_type: 'OPTIONAL' as const,
    }));
    const schema: SchemaElement[] = [{ name: 'root', num_children: columns.length }, ...elements];
    this.writer = new ParquetWriter({ writer: this.buffer, schema });
    this.footer = new ParquetFooter(schema, CREATED_BY);
    this.cells = columns.map(() => []);
  }

  begin(): Chunk {
    return this.taken();
  }

  rows(rows: readonly Row[]): Chunk {
    for (const row of rows) {
      for (const [place, { type, value }] of this.columns.entries()) {
        const cell = stored(value(row), type);
        this.cells[place]!.push(cell);
        this.characters += typeof cell === 'string' ? cell.length : 8;
      }
    }
    if (this.cells[0]!.length >= ROWS_OF_GROUP || this.characters >= CHARACTERS_OF_GROUP) this.writeGroup();
    return this.taken();
  }

  end(): Chunk {
    this.writeGroup();
    this.buffer.appendBytes(this.footer.bytes());
    return this.taken();
  }

  private writeGroup(): void {
    const data = this.cells;
    if (data[0]!.length === 0) return;
    const columnData = this.columns.map(({ name }, place) => ({ name, data: data[place]!, offsetIndex: false }));
    void this.writer.write({ columnData, rowGroupSize: data[0]!.length });
    for (const group of this.writer.row_groups) this.footer.add(group);
    // What the library would keep of each group until the end.
    this.writer.row_groups = [];
    this.writer.pendingIndexes = [];
    this.cells = this.columns.map(() => []);
    this.characters = 0;
  }

  /** What was written since the last time. */
  private taken(): Uint8Array {
    const bytes = this.buffer.getBytes().slice();
    this.buffer.index = 0;
    return bytes;
  }
}

function stored(value: CellValue, type: ColumnType): CellValue {
  if (value === null) return null;
  if (type === 'integer') return BigInt(value as number) as never;
  // As text at once, for objects of so many rows take several times its memory.
  if (type === 'json') return JSON.stringify(value);
  return type === 'words' ? (value as readonly string[]).join(',') : value;
}
