/** Numbers from 0 to 1, the same for the same seed. */
export function dice(seed) {
  let state = seed * 2_654_435_761 + 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export function median(values) {
  return percentile(values, 0.5);
}

/** The value that a share of the values doesn't exceed. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

export function whole(value) {
  return Math.round(value).toLocaleString('en');
}

export function percent(share) {
  return `${(100 * share).toFixed(1)} %`;
}

/** Lines of cells, each column as wide as its widest cell; the first one to the left, the others to the right. */
export function table(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((cells) => cells[column].length)));
  return lines
    .map((cells) => cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))))
    .map((cells) => `  ${cells.join('  ')}`)
    .join('\n');
}
