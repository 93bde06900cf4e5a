// <desk-chart src data-spec>: a chart that is fetched and drawn when it scrolls into view, and drawn anew when
// its size or the theme changes. Without it the table beside it says the same.
let library;

/** The drawing code, once for the page. */
function load(src) {
  library ??= new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => done(window.deskCharts);
    script.onerror = () => { library = undefined; failed(new Error(src)); };
    document.head.append(script);
  });
  return library;
}

class DeskChart extends HTMLElement {
  connectedCallback() {
    this.seen = new IntersectionObserver((entries) => { if (entries.some((one) => one.isIntersecting)) this.show(); });
    this.sized = new ResizeObserver(() => this.chart?.resize());
    this.themed = new MutationObserver(() => this.draw());
    this.seen.observe(this);
  }

  disconnectedCallback() {
    for (const one of [this.seen, this.sized, this.themed]) one.disconnect();
    this.dark?.removeEventListener('change', this.again);
    this.chart?.close();
    this.chart = undefined;
  }

  async show() {
    this.seen.disconnect();
    try { this.charts = await load(this.getAttribute('src')); } catch { this.hidden = true; return; }
    if (!this.isConnected) return;
    this.draw();
    this.sized.observe(this);
    this.themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.again = () => this.draw();
    this.dark.addEventListener('change', this.again);
  }

  draw() {
    this.chart?.close();
    this.chart = this.charts.draw(this, JSON.parse(this.dataset.spec));
  }
}

customElements.define('desk-chart', DeskChart);
