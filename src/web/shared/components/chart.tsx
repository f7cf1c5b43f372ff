/** Charts drawn on the server as pictures; beside each stands the table of the same numbers. */
import { createRequire } from 'node:module'
import type * as Charts from 'echarts/core'

/** Loaded with the first chart: most processes draw none, and it is a tenth of all that they would load. */
const charts = (): typeof Charts =>
  createRequire(import.meta.url)('echarts/dist/echarts.common.min.js') as typeof Charts

export interface Series {
  name: string
  values: readonly number[]
  colour: string
}

interface BarsProps {
  /** What the picture shows, for those who cannot see it; the numbers stand in the table. */
  alt: string
  labels: readonly string[]
  series: readonly Series[]
  /** Bars lie instead of stand, for long labels. */
  lying?: boolean
}

const WIDTH = 640
const HEIGHT = 300
const TEXT = { color: '#0b0c0c', fontSize: 14, fontFamily: 'system-ui, Noto Sans, Arial, sans-serif' }

/** The words of the axes stay within the picture. */
const labelsWithin = { outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' } as const

export function Bars(props: BarsProps) {
  const picture = Buffer.from(draw(props)).toString('base64')
  return (
    <img
      class="santun-chart"
      src={`data:image/svg+xml;base64,${picture}`}
      alt={props.alt}
      width={WIDTH}
      height={HEIGHT}
    />
  )
}

function draw({ labels, series, lying }: BarsProps): string {
  const chart = charts().init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT })
  const names = { type: 'category' as const, data: [...labels], inverse: lying, axisLabel: TEXT }
  const counts = { type: 'value' as const, minInterval: 1, axisLabel: TEXT }
  chart.setOption({
    animation: false,
    textStyle: TEXT,
    legend: series.length > 1 ? { top: 0, left: 0, textStyle: TEXT } : undefined,
    grid: { left: 8, right: 24, top: series.length > 1 ? 40 : 12, bottom: 8, ...labelsWithin },
    xAxis: lying ? counts : names,
    yAxis: lying ? names : counts,
    series: series.map(({ name, values, colour }) => ({
      type: 'bar' as const,
      name,
      data: [...values],
      itemStyle: { color: colour },
      label: lying ? { show: true, position: 'right' as const, ...TEXT } : undefined,
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}
