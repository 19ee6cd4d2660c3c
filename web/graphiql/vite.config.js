import { readFileSync } from 'node:fs';
import license from 'rollup-plugin-license';
import { defineConfig } from 'vite';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8').replaceAll('\r\n', '\n').trim();
const RULE = '='.repeat(80);

// Packages found in the page and in its workers, which Vite bundles one by one.
const bundled = new Map();

const collectLicenses = () =>
  license({
    thirdParty: {
      multipleVersions: true,
      output(dependencies) {
        for (const dependency of dependencies) {
          bundled.set(`${dependency.name}@${dependency.version}`, dependency);
        }
      },
    },
  });

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;

// Copyright holders of the packages that come without a licence file, as their
// repositories name them.
function holder({ name, author }) {
  if (name.startsWith('@graphiql/')) return 'GraphQL Contributors';
  if (name === 'react-compiler-runtime') return 'Meta Platforms, Inc. and affiliates.';
  return author?.name ?? `the authors of ${name}`;
}

function section(dependency) {
  const { name, version, license, licenseText, noticeText } = dependency;
  const text = [licenseText, noticeText].filter(Boolean).map((part) => part.replaceAll('\r\n', '\n').trim());
  if (text.length === 0) {
    if (license !== 'MIT') throw new Error(`${name}: no licence text (${license})`);
    text.push(`Copyright (c) ${holder(dependency)}\n\n${MIT}`);
  }
  return `${name} ${version}\nLicence: ${license}\n\n${text.join('\n\n')}`;
}

// Parts of packages that the packages' own licence files do not mention.
const WITHIN = `Codicons, the icon font within monaco-editor
Licence: CC-BY-4.0

Copyright (c) Microsoft Corporation and contributors
Source: https://github.com/microsoft/vscode-codicons
Licence text: https://creativecommons.org/licenses/by/4.0/legalcode
The font is unchanged.

DOMPurify, within monaco-editor
Licence: Apache-2.0 OR MPL-2.0

Copyright (c) Cure53 and other contributors
Source: https://github.com/cure53/DOMPurify
It is used here under Apache-2.0, the text of which stands under react-aria above.`;

/** Writes LICENSES.txt, after the workers and the page have been bundled. */
const writeLicenses = () => ({
  name: 'opendoors:licenses',
  generateBundle: {
    order: 'post',
    handler() {
      const packages = [...bundled.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
      const version = (name) => JSON.parse(read(`../node_modules/${name}/package.json`)).version;
      const parts = [
        'Third-party software in the OpenDoors GraphiQL page\n\n' +
          packages.map(({ name, version, license }) => `- ${name} ${version} (${license})`).join('\n') +
          `\n- vite ${version('vite')} (MIT), module loading helper` +
          `\n- rolldown ${version('rolldown')} (MIT), module runtime`,
        ...packages.map(section),
        `vite ${version('vite')}, module loading helper\nLicence: MIT\n\n` +
          read('../node_modules/vite/LICENSE.md').split('# Licenses of bundled dependencies')[0].trim(),
        `rolldown ${version('rolldown')}, module runtime\nLicence: MIT\n\n` + read('../node_modules/rolldown/LICENSE'),
        WITHIN,
        'monaco-editor: notices for the software which it contains\n\n' +
          read('../node_modules/monaco-editor/ThirdPartyNotices.txt'),
        'prettier: notices for the software which the whole package contains; this page has a part of it\n\n' +
          read('../node_modules/prettier/THIRD-PARTY-NOTICES.md'),
      ];
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: `${parts.join(`\n\n${RULE}\n\n`)}\n` });
    },
  },
});

export default defineConfig({
  base: './',
  plugins: [collectLicenses(), writeLicenses()],
  worker: { plugins: () => [collectLicenses()] },
  build: {
    outDir: '../../api/static/graphiql',
    emptyOutDir: true,
    sourcemap: false,
    target: 'es2022',
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      // Many React packages begin with "use client", which means nothing here.
      onLog(level, log, handler) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log);
      },
    },
  },
});
