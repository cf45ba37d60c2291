/** What spreadsheets may take for the beginning of a formula (OWASP: CSV Injection), and the mark itself. */
const DANGEROUS = /^[=+\-@\t\r\n＝＋－＠']/;

/**
 * A text that no spreadsheet runs: with an apostrophe before it where it could be taken for a formula. A text that begins
 * with an apostrophe gets one too, so that one taken away is always the text itself.
 */
export function safeText(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text;
}
