/** A part of a whole as a bar behind its words. */
export function Share({ part, whole, text }: { part: number; whole: number; text: string }) {
  const width = whole > 0 ? `${Math.min(100, (part / whole) * 100)}%` : '0';
  return (
    <span className="share">
      <span className="share-bar" aria-hidden="true">
        <span style={{ width }} />
      </span>
      <span className="share-text">{text}</span>
    </span>
  );
}
