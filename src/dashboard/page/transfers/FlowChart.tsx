import { ResponsiveContainer, Sankey, Tooltip } from 'recharts';
import { goTo, useView } from '../address/useView';
import type { DialogFilter } from '../api/operations';
import { useTexts } from '../texts/useTexts';
import { dialogsBehind } from '../ui/Link';
import { Scroll } from '../ui/Scroll';
import type { Flow, FlowNode } from './flow';

/** The colours of the nodes, in turn. */
const COLOURS = 8;
const ROW_REM = 2.6;
/** The room for names at either side; longer ones are cut. */
const NAME_REM = 12;
const LONGEST_NAME = 22;
const SMALLEST_NAMED_PX = 16;

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

interface FlowChartProps {
  readonly flow: Flow;
  /** The filter of all the dialogs in the flow. */
  readonly filter: DialogFilter;
  readonly throughTeams: boolean;
}

/** The flow as a Sankey diagram; the table beside it says the same to those who can't see it. */
export function FlowChart({ flow, filter, throughTeams }: FlowChartProps) {
  const { t, number } = useTexts();
  const view = useView();
  const { nodes, links } = flow;
  const rows = Math.max(
    ...(['from', 'team', 'to'] as const).map((side) => nodes.filter((n) => n.side === side).length),
  );
  const total = links.filter(({ source }) => nodes[source]!.side === 'from').reduce((sum, { value }) => sum + value, 0);
  // The page's type grows with the screen.
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  // An agent has one colour at both sides.
  const agents = [...new Set(nodes.filter(({ side }) => side !== 'team').map(({ name }) => name))].sort();
  const colourOf = (index: number) => {
    const { side, name } = nodes[index]!;
    return `var(--flow-${side === 'team' ? 'team' : (agents.indexOf(name) % COLOURS) + 1})`;
  };
  const open = (index: number) => {
    const ends = [links[index]!.source, links[index]!.target].map((end) => nodes[end]!);
    goTo({ ...view, ...dialogsBehind(narrowed(filter, ends), 'transferredDialogs') });
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
        d={`M${sourceX},${sourceY}C${sourceControlX},${sourceY} ${targetControlX},${targetY} ${targetX},${targetY}`}
        stroke={colourOf(nodes[links[index]!.source]!.side === 'team' ? links[index]!.target : links[index]!.source)}
        strokeWidth={Math.max(1, linkWidth)}
        onClick={() => open(index)}
      />
    );
  };
  const drawNode = ({ x, y, width, height, index }: NodeShape) => {
    const node = nodes[index]!;
    const isLeft = node.side === 'from';
    // The name of a team stands above it, where that of a small one would lie on its neighbour's.
    const isNamed = node.side !== 'team' || height >= SMALLEST_NAMED_PX;
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
        {isNamed && (
          <text
            className="flow-name"
            x={node.side === 'team' ? x + width / 2 : isLeft ? x - 8 : x + width + 8}
            y={node.side === 'team' ? y - 6 : y + height / 2}
            textAnchor={node.side === 'team' ? 'middle' : isLeft ? 'end' : 'start'}
            dominantBaseline={node.side === 'team' ? 'auto' : 'central'}
          >
            {shortened(node.name)} <tspan className="flow-value">{number(valueAt(index))}</tspan>
          </text>
        )}
      </g>
    );
  };
  return (
    <Scroll label={t('flow')} className="is-filling">
      <div className="flow-head" aria-hidden="true">
        <span>{t('flow.from')}</span>
        {throughTeams && <span>{t('flow.through')}</span>}
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

/** The dialogs in which all ends of a link took part; the API can't tell who of them passed the dialog to whom. */
export function narrowed(filter: DialogFilter, ends: readonly FlowNode[]): DialogFilter {
  const agents = ends.flatMap(({ side, id }) => (side !== 'team' && id !== null ? [{ agent: [id] }] : []));
  const team = ends.find(({ side }) => side === 'team');
  return {
    ...filter,
    ...(agents.length > 0 ? { and: agents } : {}),
    ...(team ? (team.id === null ? { withoutTeam: true } : { team: [team.id] }) : {}),
  };
}
