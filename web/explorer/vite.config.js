import { readFileSync } from 'node:fs';
import license from 'rollup-plugin-license';
import { defineConfig } from 'vite';

const manifest = () => ({
  name: 'opendoors:documents',
  generateBundle() {
    const source = readFileSync(new URL('src/generated/documents.json', import.meta.url), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'documents.json', source });
  },
});

/** The licences of what is bundled, beside it. */
const licences = license({
  thirdParty: {
    output: {
      file: new URL('../../api/static/explorer/LICENSES.txt', import.meta.url).pathname,
      template: (packages) =>
        ['Third-party software in the OpenDoors explorer', ...packages.map(said)].join(`\n\n${'='.repeat(80)}\n\n`),
    },
  },
});

function said({ name, version, license: licence, licenseText }) {
  if (!licenseText) throw new Error(`${name}: no licence text (${licence})`);
  return `${name} ${version}\nLicence: ${licence}\n\n${licenseText.replaceAll('\r\n', '\n').trim()}`;
}

const BASE = /node_modules|src\/(form|shell|generated\/(lookups|parts))\b|src\/(address|answers|fetch|language|markets|navigation)\.ts|src\/parts\/(Combobox|names|pickers|things)\./;

export default defineConfig({
  base: '/explorer/',
  plugins: [manifest(), licences],
  server: { proxy: { '^/(graphql|route.svg|pack|answer.csv|ready)': 'http://127.0.0.1:8000' } },
  build: {
    outDir: '../../api/static/explorer',
    emptyOutDir: true,
    sourcemap: false,
    manifest: 'manifest.json', // the server tells browsers early what each page will need
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // What every page needs, or both of those that are opened first, is one file: a browser asks for six at once.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'base', test: BASE }] } } },
  },
});
