import type { FileMetaData, RowGroup, SchemaElement } from 'hyparquet';
import { ByteWriter } from 'hyparquet-writer';
import { writeMetadata } from 'hyparquet-writer/src/metadata.js';

/** The compact protocol of Thrift: structs in a list, and the longest list whose length is in its first byte. */
const STRUCT = 12;
const SHORT_LIST = 14;

/** The length of the footer, and what ends a file. */
const LENGTH_BYTES = 4;
const MAGIC = Buffer.from('PAR1');

const NO_ROWS: RowGroup = { columns: [], total_byte_size: 0n, num_rows: 0n };

/**
 * The footer of a Parquet file, which tells where each row group is. Groups are kept as the bytes that they have in it, a
 * small part of what the library's objects take, so that the memory of a file hardly depends on its rows.
 */
export class ParquetFooter {
  private readonly groups = new ByteWriter();
  private count = 0;
  private rows = 0n;

  constructor(
    private readonly schema: SchemaElement[],
    private readonly createdBy: string,
  ) {}

  /** Takes in the next row group of the file. */
  add(group: RowGroup): void {
    const { before, after } = this.aroundGroups(0n);
    const whole = this.footerOf(0n, [group]);
    this.groups.appendBytes(whole.subarray(before.length + 1, whole.length - LENGTH_BYTES - after.length));
    this.count += 1;
    this.rows += group.num_rows;
  }

  /** The end of the file. */
  bytes(): Uint8Array {
    if (this.count === 0) return Buffer.concat([this.footerOf(0n, []), MAGIC]);
    const { before, after } = this.aroundGroups(this.rows);
    const list = new ByteWriter();
    list.appendUint8((Math.min(this.count, SHORT_LIST + 1) << 4) | STRUCT);
    if (this.count > SHORT_LIST) list.appendVarInt(this.count);
    const parts = [before, list.getBytes(), this.groups.getBytes(), after];
    const length = new ByteWriter();
    length.appendUint32(parts.reduce((sum, part) => sum + part.length, 0));
    return Buffer.concat([...parts, length.getBytes(), MAGIC]);
  }

  /** What the footer of a file of so many rows has before the list of its groups, and behind it. */
  private aroundGroups(rows: bigint): { before: Uint8Array; after: Uint8Array } {
    const [none, one] = [this.footerOf(rows, []), this.footerOf(rows, [NO_ROWS])];
    // First they differ in the length of the list, which is one byte in both.
    const place = none.findIndex((byte, at) => byte !== one[at]);
    return { before: none.subarray(0, place), after: none.subarray(place + 1, none.length - LENGTH_BYTES) };
  }

  private footerOf(rows: bigint, groups: RowGroup[]): Uint8Array {
    const writer = new ByteWriter();
    const its = { version: 2, created_by: this.createdBy, schema: this.schema, num_rows: rows, row_groups: groups };
    writeMetadata(writer, its as FileMetaData);
    return writer.getBytes();
  }
}
