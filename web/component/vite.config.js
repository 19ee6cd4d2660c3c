import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import license from 'rollup-plugin-license';
import { defineConfig } from 'vite';

const at = (path) => new URL(path, import.meta.url);
const BUILT = '../../api/static/component/';
const SCRIPT = 'open-doors.js';
/** Pages about the component, which name its hash. */
const PAGES = ['../../docs/component.md', '../../docs/component.html'];
const RULE = '='.repeat(80);

/** The licences of what is bundled, beside it; the script says where they are. */
const licences = license({
  banner: { commentStyle: 'ignored', content: 'OpenDoors, Apache-2.0. What else is in it: /component/LICENSES.txt' },
  thirdParty: {
    output: {
      file: at(`${BUILT}LICENSES.txt`).pathname,
      template: (packages) =>
        ['Third-party software in the OpenDoors component', ...packages.map(said)].join(`\n\n${RULE}\n\n`) + '\n',
    },
  },
});

function said({ name, version, license: licence, licenseText }) {
  if (!licenseText) throw new Error(`${name}: no licence text (${licence})`);
  return `${name} ${version}\nLicence: ${licence}\n\n${licenseText.replaceAll('\r\n', '\n').trim()}`;
}

/** Writes the manifest of documents beside the script, and the script's hash into the pages about it. */
const tell = () => ({
  name: 'opendoors:tell',
  closeBundle() {
    copyFileSync(at('src/generated/documents.json'), at(`${BUILT}documents.json`));
    const hash = createHash('sha384').update(readFileSync(at(BUILT + SCRIPT))).digest('base64');
    for (const page of PAGES) {
      const text = readFileSync(at(page), 'utf8');
      writeFileSync(at(page), text.replace(/integrity="sha384-[^"]*"/g, `integrity="sha384-${hash}"`));
    }
  },
});

export default defineConfig({
  plugins: [licences, tell()],
  build: {
    outDir: BUILT,
    emptyOutDir: true,
    target: 'es2022',
    // Those that have `light-dark()`, which would be rewritten to what does not work within an element.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    lib: { entry: 'src/element.ts', formats: ['es'], fileName: () => SCRIPT },
  },
});
