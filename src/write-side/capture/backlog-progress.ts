import { durationInWords } from './duration';

/** Tells how a backlog gets less. */
export class BacklogProgress {
  #last: { readonly left: number; readonly at: number } | undefined;

  /**
   * What there is to tell at `at`, in milliseconds, with so many changes left: how many are logged a second, and how long
   * the rest will take. Undefined when first asked, and while they don't get less.
   */
  tell(left: number, at: number): string | undefined {
    const last = this.#last;
    this.#last = { left, at };
    if (!last || at <= last.at) return undefined;
    const perSecond = ((last.left - left) / (at - last.at)) * 1000;
    if (perSecond <= 0) return undefined;
    return `${left} changes left, ${Math.ceil(perSecond)} changes/s, about ${durationInWords(left / perSecond)} left`;
  }
}
