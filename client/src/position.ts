/** Sent with what is asked next, so that it is read back what was written, on whichever server. */
export const POSITION_HEADER = 'dialogs-position';

const FORM = /^([\dA-F]{1,8})\/([\dA-F]{1,8})$/i;

/** The later of two positions, such as `16/B374D848`; one that is none is passed over. */
export function laterOf(one: string | undefined, other: string | null): string | undefined {
  const [first, second] = [numberOf(one), numberOf(other)];
  if (second === undefined) return one;
  return first !== undefined && first >= second ? one : other!;
}

function numberOf(position: string | null | undefined): bigint | undefined {
  const parts = FORM.exec(position ?? '');
  return parts ? (BigInt(`0x${parts[1]}`) << 32n) | BigInt(`0x${parts[2]}`) : undefined;
}
