// Draws the charts of reports with ECharts; fetched by reports.js. SVG and plain-text tooltips only: both keep
// to the Content-Security-Policy. Colours are the tokens', whatever the theme. A press on a part opens its tickets.
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer]);

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const plain = { axisTick: { show: false }, axisLine: { show: false } };
const category = (names, more) => ({ type: 'category', data: names, ...plain, ...more });
const legend = () => ({ right: 0, top: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, itemGap: 14, textStyle: { color: css('tx-2'), fontSize: 12 } });
const room = (more) => ({ left: 4, right: 12, top: 28, bottom: 6, containLabel: true, ...more });

/** Several kinds of the same, one behind or above the other. */
function stack(spec, lies) {
  const sums = spec.names.map((_, at) => spec.series.reduce((sum, one) => sum + one.data[at], 0));
  const last = spec.series.length - 1;
  const label = { show: lies, position: 'right', color: css('tx-2'), formatter: ({ dataIndex }) => sums[dataIndex].toLocaleString('en') };
  const series = spec.series.map((one, at) => ({
    name: one.name, type: 'bar', stack: 'all', data: one.data, barMaxWidth: lies ? 14 : 26, barMinHeight: 0,
    itemStyle: { color: css(one.tone) }, ...(at === last && { label }),
  }));
  const names = category(spec.names, lies ? { inverse: true, axisLabel: { interval: 0, hideOverlap: false } } : {});
  const counts = { type: 'value', minInterval: 1, splitNumber: 4 };
  return { legend: legend(), grid: room({ right: lies ? 52 : 12 }), xAxis: lies ? counts : names, yAxis: lies ? names : counts, series };
}

/** The line that is to be reached. */
const goal = (spec, at) => ({
  symbol: 'none', silent: true, lineStyle: { color: css('tx-3'), type: 'solid', width: 1.5 },
  label: { formatter: spec.said, color: css('tx-2'), position: 'insideEndTop' }, data: [{ yAxis: at }],
});

/** A share from day to day; days of too few cases are gaps. */
function course(spec) {
  const [one] = spec.series;
  const low = Math.min(spec.target, ...one.data.filter((value) => value !== null));
  return {
    grid: room(), xAxis: category(spec.names),
    yAxis: { type: 'value', max: 100, min: Math.max(0, Math.floor((low - 5) / 10) * 10), axisLabel: { formatter: '{value}%' } },
    series: [{ name: one.name, type: 'line', data: one.data, symbolSize: 7, symbol: 'circle', itemStyle: { color: css(one.tone) }, markLine: goal(spec, spec.target) }],
  };
}

/** Shares as bars that begin at the target and not at a cut axis: up is better, down is worse. */
function target(spec) {
  const [one] = spec.series;
  const apart = one.data.map((value) => +(value - spec.target).toFixed(1));
  const colour = (value) => css(value >= 0 ? 'c1' : value >= -5 ? 'c2' : 'c5');
  const lowest = Math.max(1, -Math.min(...apart));
  const step = [1, 2, 5, 10, 20, 50].find((size) => lowest / size <= 3.5) ?? 50;
  const data = apart.map((value) => ({ value, itemStyle: { color: colour(value), borderRadius: 3 }, label: { position: value >= 0 ? 'top' : 'bottom' } }));
  const label = { show: true, color: css('tx-1'), distance: 3, formatter: ({ dataIndex }) => one.data[dataIndex].toFixed(1) };
  return {
    grid: room({ top: 26 }),
    xAxis: category(spec.names, { position: 'bottom', axisLine: { show: false, onZero: false }, axisLabel: { interval: 0, width: 72, overflow: 'truncate', hideOverlap: true } }),
    yAxis: { type: 'value', min: -Math.ceil(lowest / step + 0.3) * step, max: 100 - spec.target + 2, interval: step, axisLabel: { formatter: (value) => (value + spec.target > 100 ? '' : `${Math.round(value + spec.target)}%`) } },
    series: [{ name: one.name, type: 'bar', barMaxWidth: 26, data, label, markLine: goal(spec, 0) }],
    tooltip: { formatter: ([{ dataIndex }]) => `${spec.names[dataIndex]}  ${one.data[dataIndex].toFixed(1)}%` },
  };
}

const kinds = { bars: (spec) => stack(spec, true), columns: (spec) => stack(spec, false), course, target };

/** An axis in the colours of the theme. */
const toned = (axis) => ({
  ...axis,
  axisLine: axis.axisLine ?? { lineStyle: { color: css('line-strong') } },
  axisLabel: { color: css('tx-2'), fontSize: 12, ...axis.axisLabel },
  splitLine: { lineStyle: { color: css('c-grid') } },
});

/** Draw a chart into an element; gives back how to fit it to its size, and how to end it. */
function draw(element, spec) {
  const chart = init(element, null, { renderer: 'svg' });
  const option = kinds[spec.kind](spec);
  const tooltip = { trigger: 'axis', renderMode: 'richText', confine: true, axisPointer: { type: 'shadow' }, ...option.tooltip };
  const font = getComputedStyle(document.body).fontFamily;
  chart.setOption({ animation: false, textStyle: { fontFamily: font, fontSize: 12 }, ...option, tooltip, xAxis: toned(option.xAxis), yAxis: toned(option.yAxis) });
  chart.on('click', ({ seriesIndex, dataIndex }) => {
    const url = spec.series[seriesIndex]?.links?.[dataIndex];
    if (url) window.location.assign(url);
  });
  return { resize: () => chart.resize(), close: () => chart.dispose() };
}

window.deskCharts = { draw };
