import { BarChart, LineChart, ScatterChart } from "echarts/charts";
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
} from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";
import { ink, inkInTheDark, palette } from "./ink.ts";

use([BarChart, LineChart, ScatterChart]);
use([GridComponent, LegendComponent, MarkLineComponent, TitleComponent, SVGRenderer]);

export type Frame = { title: string; subtitle?: string; width?: number; height?: number };

/** Draws without a page: the SVG as text, without background, readable where it is light and where it is dark. */
export function draw(frame: Frame, option: EChartsCoreOption): string {
  const { title, subtitle = "", width = 860, height = 380 } = frame;
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      color: [...palette],
      textStyle: { fontFamily: "system-ui, sans-serif", color: ink.text },
      title: {
        text: title,
        subtext: subtitle,
        left: 8,
        textStyle: { color: ink.text, fontSize: 15, fontWeight: 600 },
        subtextStyle: { color: ink.faint },
      },
      legend: { top: 8, right: 24, icon: "roundRect", textStyle: { color: ink.text } },
      grid: { left: 56, right: 32, top: subtitle === "" ? 60 : 84, bottom: 48 },
      ...option,
    });
    return chart
      .renderToSVGString()
      .replace(">", ` role="img" aria-label="${escapeText(title)}">${inkInTheDark}`);
  } finally {
    chart.dispose();
  }
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
