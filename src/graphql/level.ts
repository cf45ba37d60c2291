import DataLoader from 'dataloader';
import type { DialogRecord } from '../read-side/dialog';

/**
 * Values of dialogs, computed for a whole level of the answer at once. What was computed is given as it is: a promise for
 * each leaf is what such answers would spend most of their time on.
 */
export class Level<Value> {
  private readonly values = new Map<number, Value>();
  private readonly loader: DataLoader<DialogRecord, Value, number>;

  /** `compute` answers in the order of the dialogs. */
  constructor(private readonly compute: (dialogs: readonly DialogRecord[]) => Promise<Value[]>) {
    this.loader = new DataLoader(
      async (dialogs) => {
        await this.add(dialogs);
        return dialogs.map(({ id }) => this.values.get(id)!);
      },
      { cacheKeyFn: ({ id }) => id },
    );
  }

  /** Takes values that were read with their dialogs, by their ids. */
  keep(values: ReadonlyMap<number, Value>): void {
    for (const [id, value] of values) this.values.set(id, value);
  }

  /** Of one dialog: computed with all others that are asked for meanwhile, where it is not there yet. */
  of(dialog: DialogRecord): Value | Promise<Value> {
    return this.values.get(dialog.id) ?? this.loader.load(dialog);
  }

  /** A part of the value of one dialog. */
  part<Part>(dialog: DialogRecord, read: (value: Value) => Part): Part | Promise<Part> {
    const value = this.values.get(dialog.id);
    return value === undefined ? this.loader.load(dialog).then(read) : read(value);
  }

  /** Of several dialogs, in their order. */
  async ofAll(dialogs: readonly DialogRecord[]): Promise<Value[]> {
    const others = dialogs.filter(({ id }) => !this.values.has(id));
    if (others.length > 0) await this.add(others);
    return dialogs.map(({ id }) => this.values.get(id)!);
  }

  private async add(dialogs: readonly DialogRecord[]): Promise<void> {
    const values = await this.compute(dialogs);
    dialogs.forEach(({ id }, index) => {
      this.values.set(id, values[index]!);
    });
  }
}
