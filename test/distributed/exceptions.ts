import type { RecordedStatement } from '../helpers/record-statements';

/** Files whose statements may touch many accounts, or tables of one node only, and why. */
const EXCEPTIONS: readonly { readonly by: RegExp; readonly text?: RegExp; readonly why: string }[] = [];

/** Whether a statement may do what is forbidden to others. */
export function isException({ by, text }: RecordedStatement): boolean {
  return EXCEPTIONS.some((exception) => exception.by.test(by) && (exception.text?.test(text) ?? true));
}
