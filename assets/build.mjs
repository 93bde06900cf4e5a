// Builds what the browser gets: `node assets/build.mjs`, or with `--watch` while working on it.
// In: assets/. Out: yinuo/static/build/ (never in git; the wheel and the sdist carry it).
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { context } from 'esbuild';

const assets = dirname(fileURLToPath(import.meta.url));
const root = dirname(assets);
const out = join(root, 'yinuo', 'static', 'build');
const modules = join(root, 'node_modules');

/** The dark block of tokens.css once more, for pages that follow the system. */
const followSystem = {
  name: 'follow-system',
  setup(build) {
    build.onLoad({ filter: /tokens\.css$/ }, async ({ path }) => {
      const css = await readFile(path, 'utf8');
      const [dark] = css.match(/\[data-theme="dark"\] \{[^}]*\}/) ?? [];
      if (!dark) throw new Error('tokens.css has no dark block');
      const auto = dark.replace('dark', 'auto');
      return { contents: `${css}\n@layer tokens{@media (prefers-color-scheme:dark){${auto}}}`, loader: 'css' };
    });
  },
};

/** One symbol for every name in icons.txt, drawn with the stroke that the design asks for. */
async function sprite() {
  const names = (await readFile(join(assets, 'icons.txt'), 'utf8'))
    .split('\n').map((line) => line.trim()).filter((line) => line && !line.startsWith('#'));
  const set = JSON.parse(await readFile(join(modules, '@iconify-json', 'lucide', 'icons.json'), 'utf8'));
  const draw = (name) => {
    const icon = set.icons[name] ?? set.icons[set.aliases?.[name]?.parent];
    if (!icon) throw new Error(`icons.txt: lucide has no icon "${name}"`);
    const lines = icon.body.replace(/^<g [^>]*>|<\/g>$/g, '');
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" `
      + `stroke-linecap="round" stroke-linejoin="round" stroke-width="1.75">${lines}</symbol>`;
  };
  const symbols = [...new Set(names)].sort().map(draw).join('');
  await writeFile(join(out, 'icons.svg'), `<svg xmlns="http://www.w3.org/2000/svg">${symbols}</svg>\n`);
}

/** The licence texts of what is packed into the built files. */
async function licences() {
  const own = (name, file = 'LICENSE') => join(modules, name, file);
  const texts = {
    'htmx.org': own('htmx.org'),
    '@iconify-json/lucide': join(assets, 'lucide.LICENSE.txt'),
    echarts: own('echarts'),
    zrender: own('zrender'),
    tslib: own('tslib', 'LICENSE.txt'),
    leaflet: own('leaflet'),
  };
  const parts = [];
  for (const [name, path] of Object.entries(texts)) {
    const { version } = JSON.parse(await readFile(join(modules, name, 'package.json'), 'utf8'));
    parts.push(`${name} ${version}\n\n${(await readFile(path, 'utf8')).trim()}\n`);
  }
  await writeFile(join(out, 'THIRD-PARTY-LICENSES.txt'), parts.join(`\n${'-'.repeat(72)}\n\n`));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await Promise.all([sprite(), licences(), copyFile(join(assets, 'favicon.svg'), join(out, 'favicon.svg'))]);

const job = await context({
  absWorkingDir: root,
  entryPoints: [
    'assets/js/app.js', 'assets/js/reports.js', 'assets/js/charts.js', 'assets/js/driver.js', 'assets/js/portal.js',
    'assets/js/map.js', 'assets/css/map.css',
    'assets/css/app.css', 'assets/css/reports.css', 'assets/css/board.css', 'assets/css/review.css', 'assets/css/files.css',
    'assets/css/mobile.css', 'assets/css/driver.css', 'assets/css/portal.css',
  ],
  entryNames: '[name]',
  outdir: out,
  bundle: true,
  minify: true,
  format: 'iife',
  charset: 'utf8',
  legalComments: 'none',
  target: ['chrome111', 'safari16.4', 'firefox113'],
  loader: { '.png': 'dataurl' },
  plugins: [followSystem],
  logLevel: 'info',
});
if (process.argv.includes('--watch')) {
  await job.watch();
} else {
  await job.rebuild();
  await job.dispose();
}
