import { Tooltip, TooltipAnchor, TooltipProvider } from '@ariakit/react';
import type { ReactNode } from 'react';
import { Icon } from './Icon';

/** A mark that explains what stands before it, by pointer, finger and keyboard. */
export function Tip({ label, children }: { label: string; children: ReactNode }) {
  return (
    <TooltipProvider timeout={150} placement="top">
      <TooltipAnchor className="tip-anchor" render={<button type="button" aria-label={label} />}>
        <Icon name="info" />
      </TooltipAnchor>
      <Tooltip className="tip" gutter={6}>
        {children}
      </Tooltip>
    </TooltipProvider>
  );
}
