/** Browsers know some zones by names from before they were changed. */
const RENAMED: Readonly<Record<string, string>> = { 'Europe/Kiev': 'Europe/Kyiv' };
const present = (zone: string) => RENAMED[zone] ?? zone;

let own: string | undefined;
let all: readonly string[] | undefined;

/** The zone of the browser; UTC where it has none that is named. Found once, for each part of the page asks for it. */
export function ownZone(): string {
  own ??= present(new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC');
  return own;
}

/** The zones that can be chosen: the browser's own and UTC first. */
export function zones(): readonly string[] {
  all ??= [...new Set([ownZone(), 'UTC', 'Europe/Kyiv', ...Intl.supportedValuesOf('timeZone').map(present)])];
  return all;
}

export function isZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    // An offset is no zone to the API.
    return /^[A-Za-z]/.test(text);
  } catch {
    return false;
  }
}
