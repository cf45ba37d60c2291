import type { Instant } from '../instant';
import type { Command } from '../write-side/commands';

/** A command of the demo at its moment; ids in it are places in the demo's lists. */
export type TimedCommand = Command & { readonly at: Instant };

/** The commands of one dialog, in the order of time. */
export interface Course {
  readonly dialog: number;
  readonly commands: readonly TimedCommand[];
}

/** Weaves the courses of dialogs that happen at the same time into one, keeping only what is still to come. */
export interface Timeline {
  add(course: Course): void;
  /** What comes next, if it comes at or before `until`. */
  next(until: Instant): { course: Course; command: TimedCommand; last: boolean } | undefined;
}

interface Entry {
  readonly at: Instant;
  readonly course: Course;
  readonly index: number;
}

/** A timeline with nothing on it. Of two commands at one moment that of the earlier dialog comes first. */
export function createTimeline(): Timeline {
  const heap: Entry[] = [];
  const push = (course: Course, index: number) => {
    const entry = { at: course.commands[index]!.at, course, index };
    let place = heap.push(entry) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (isBefore(heap[parent]!, entry)) break;
      heap[place] = heap[parent]!;
      place = parent;
    }
    heap[place] = entry;
  };
  return {
    add: (course) => push(course, 0),
    next(until) {
      const first = heap[0];
      if (!first || first.at > until) return undefined;
      takeFirst(heap);
      const { course, index } = first;
      const last = index === course.commands.length - 1;
      if (!last) push(course, index + 1);
      return { course, command: course.commands[index]!, last };
    },
  };
}

function takeFirst(heap: Entry[]): void {
  const entry = heap.pop()!;
  if (heap.length === 0) return;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1]!, heap[child]!)) child += 1;
    if (isBefore(entry, heap[child]!)) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = entry;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.course.dialog < b.course.dialog);
}
