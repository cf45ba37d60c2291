/** A count with its noun, in the plural where it is not one: `1 change`, `2 changes`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}
