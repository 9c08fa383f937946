/* echarts.ts - the parts of ECharts that are used; loaded when the first large chart is shown. */
import { LineChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import * as core from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

core.use([LineChart, AriaComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])
export const init = core.init
export type Chart = core.ECharts
export type Option = core.EChartsCoreOption
