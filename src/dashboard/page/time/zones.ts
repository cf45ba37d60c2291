/** Browsers know some zones by names from before they were changed. */
const RENAMED: Readonly<Record<string, string>> = { 'Europe/Kiev': 'Europe/Kyiv' };
const present = (zone: string) => RENAMED[zone] ?? zone;

/** The zone of the browser; UTC where it has none that is named. */
export function ownZone(): string {
  return present(new Intl.DateTimeFormat().resolvedOptions().timeZone ?? 'UTC');
}

/** The zones that can be chosen: the browser's own and UTC first. */
export function zones(): string[] {
  return [...new Set([ownZone(), 'UTC', 'Europe/Kyiv', ...Intl.supportedValuesOf('timeZone').map(present)])];
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
