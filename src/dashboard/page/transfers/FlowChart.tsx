import { ResponsiveContainer, Sankey, Tooltip } from 'recharts';
import { goTo, useView } from '../address/useView';
import { useTexts } from '../texts/useTexts';
import { dialogsBehind } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import type { Flow } from './flow';

/** The colours of the nodes, in turn. */
const COLOURS = 8;
const ROW_REM = 2.6;
/** The room for names at either side; longer ones are cut. */
const NAME_REM = 12;
const LONGEST_NAME = 22;

interface LinkShape {
  readonly sourceX: number;
  readonly targetX: number;
  readonly sourceY: number;
  readonly targetY: number;
  readonly sourceControlX: number;
  readonly targetControlX: number;
  readonly linkWidth: number;
  readonly index: number;
}

interface NodeShape {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly index: number;
}

/** The flow as a Sankey diagram; the table beside it says the same to those who can't see it. */
export function FlowChart({ flow }: { flow: Flow }) {
  const { t, number } = useTexts();
  const view = useView();
  const { nodes, links } = flow;
  const rows = Math.max(...(['from', 'to'] as const).map((side) => nodes.filter((n) => n.side === side).length));
  const total = links.reduce((sum, { value }) => sum + value, 0);
  // The page's type grows with the screen.
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  // Who passes and receives has one colour at both sides.
  const names = [...new Set(nodes.map(({ name }) => name))].sort();
  const colourOf = (index: number) => `var(--flow-${(names.indexOf(nodes[index]!.name) % COLOURS) + 1})`;
  const open = (index: number) => {
    const { filter } = links[index]!;
    if (filter) goTo({ ...view, ...dialogsBehind(filter, 'pairDialogs') });
  };
  const valueAt = (index: number) =>
    links
      .filter(({ source, target }) => (nodes[index]!.side === 'from' ? source === index : target === index))
      .reduce((sum, { value }) => sum + value, 0);

  const drawLink = (shape: LinkShape) => {
    const { sourceX, targetX, sourceY, targetY, sourceControlX, targetControlX, linkWidth, index } = shape;
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: the table's links do the same for the keyboard.
      <path
        className="flow-link"
        data-opens={links[index]!.filter !== undefined}
        d={`M${sourceX},${sourceY}C${sourceControlX},${sourceY} ${targetControlX},${targetY} ${targetX},${targetY}`}
        stroke={colourOf(links[index]!.source)}
        strokeWidth={Math.max(1, linkWidth)}
        onClick={() => open(index)}
      />
    );
  };
  const drawNode = ({ x, y, width, height, index }: NodeShape) => {
    const node = nodes[index]!;
    const isLeft = node.side === 'from';
    return (
      <g>
        <rect
          className="flow-node"
          x={x}
          y={y}
          width={width}
          height={Math.max(2, height)}
          fill={colourOf(index)}
          rx={2}
        />
        <text
          className="flow-name"
          x={isLeft ? x - 8 : x + width + 8}
          y={y + height / 2}
          textAnchor={isLeft ? 'end' : 'start'}
          dominantBaseline="central"
        >
          {shortened(node.name)} <tspan className="flow-value">{number(valueAt(index))}</tspan>
        </text>
      </g>
    );
  };
  return (
    <Scroll label={t('flow')} className="is-filling">
      <div className="flow-head" aria-hidden="true">
        <span>{t('flow.from')}</span>
        <span>{t('flow.to')}</span>
      </div>
      <div
        className="flow"
        style={{ minHeight: `${Math.max(16, rows * ROW_REM)}rem` }}
        role="img"
        aria-label={t('flow.image', { n: total })}
      >
        <ResponsiveContainer width="100%" height="100%">
          <Sankey
            data={{ nodes, links }}
            node={drawNode}
            link={drawLink}
            nodePadding={16}
            nodeWidth={0.7 * rem}
            iterations={64}
            margin={{ top: 1.5 * rem, right: NAME_REM * rem, bottom: 8, left: NAME_REM * rem }}
          >
            <Tooltip
              isAnimationActive={false}
              content={({ payload }) => {
                const [item] = payload ?? [];
                return item ? (
                  <div className="tip">
                    {item.name} · <strong>{number(Number(item.value))}</strong>
                  </div>
                ) : null;
              }}
            />
          </Sankey>
        </ResponsiveContainer>
      </div>
    </Scroll>
  );
}

function shortened(name: string): string {
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name;
}
