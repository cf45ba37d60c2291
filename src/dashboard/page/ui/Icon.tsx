/** Strokes on a field of 16 by 16. */
const PATHS = {
  info: 'M8 7.2v4M8 4.8v.2M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M13 3l-1.1 1.1M4.1 11.9 3 13',
  moon: 'M13.5 9.6A6 6 0 0 1 6.4 2.5a6 6 0 1 0 7.1 7.1',
  link: 'M6.8 9.2a2.8 2.8 0 0 0 4 0l2.4-2.4a2.8 2.8 0 1 0-4-4L8.4 3.6M9.2 6.8a2.8 2.8 0 0 0-4 0L2.8 9.2a2.8 2.8 0 1 0 4 4l.8-.8',
  out: 'M6 14H3.5A1.5 1.5 0 0 1 2 12.500V3.500A1.5 1.5 0 0 1 3.5 2H6M10.500 11 13.500 8l-3-3M13.500 8H6',
  down: 'm4 6 4 4 4-4',
  up: 'm4 10 4-4 4 4',
  left: 'm10 4-4 4 4 4',
  right: 'm6 4 4 4-4 4',
  close: 'm4 4 8 8M12 4l-8 8',
  check: 'm3.500 8.500 3 3 6-7',
  filter: 'M2 4h12M4.500 8h7M7 12h2',
  swap: 'M3 5.500h9.500M10 3l2.500 2.500L10 8M13 10.500H3.500M6 8l-2.500 2.500L6 13',
} as const;

export type IconName = keyof typeof PATHS;

/** A picture that says nothing that words beside it don't. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
