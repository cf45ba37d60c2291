import { type ReactNode, useId } from 'react';
import { Tip } from './Tip';

interface CardProps {
  readonly title: string;
  /** What is counted, and how. */
  readonly tip?: string;
  readonly tipLabel?: string;
  /** Beside the title: a legend, or a choice. */
  readonly aside?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a view under a heading of its own. */
export function Card({ title, tip, tipLabel, aside, className = '', children }: CardProps) {
  const id = useId();
  return (
    <section className={`card ${className}`} aria-labelledby={id}>
      <header className="card-head">
        <h2 id={id}>{title}</h2>
        {tip && <Tip label={`${tipLabel}: ${title}`}>{tip}</Tip>}
        {aside && <div className="card-aside">{aside}</div>}
      </header>
      {children}
    </section>
  );
}
