import { Component, type ReactNode } from 'react';
import { Failure } from './States';

interface BoundaryProps {
  /** The address: another one is another try. */
  readonly at: string;
  readonly children: ReactNode;
}

/** Says so where a view can't be shown, such as one of an address that nobody wrote this way, and leaves the rest alone. */
export class Boundary extends Component<BoundaryProps, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.error && before.at !== this.props.at) this.setState({ error: undefined });
  }

  override render() {
    const { error } = this.state;
    return error ? <Failure error={error} onRetry={() => location.reload()} /> : this.props.children;
  }
}
