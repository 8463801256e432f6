// Compiles the design system with our own tokens in place of its colours, and bundles the scripts.
// Every colour of nhsuk-frontend is set to a marker and each marker becomes a custom property, so that dark mode,
// high contrast and print are one set of tokens. A colour that is left over stops the build.
import { mkdirSync, readFileSync, writeFileSync, copyFileSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as sass from 'sass'
import * as esbuild from 'esbuild'
import { applied, palette, components } from './tokens.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, '..', 'alongside', 'web', 'static', 'alongside')
const design = 'nhsuk-frontend/dist/nhsuk'
mkdirSync(out, { recursive: true })

const markers = new Map()
const marker = (token) => {
  const hex = '#01' + (markers.size + 1).toString(16).padStart(4, '0')
  markers.set(hex, token)
  return hex
}

const settings = [
  ...Object.entries(applied).map(([name, token]) => `$nhsuk-${name}: ${marker(token)}`),
  '$nhsuk-include-font-face: false',
  '$nhsuk-font: sans-serif', // the real list is in scss/_frame.scss
  `$nhsuk-colours: (${Object.entries(palette).map(([name, token]) => `"${name}": ${marker(token)}`).join(', ')})`
]
const source = [
  `@use "${design}/core" with (${settings.join(',\n')});`,
  ...components.map((name) => `@use "${design}/components/${name}";`)
].join('\n')

const compiled = sass.compileString(source, { loadPaths: [join(here, 'node_modules')], style: 'expanded', quietDeps: true, silenceDeprecations: ['import'] })
let css = compiled.css.replace(/#01[0-9a-f]{4}/g, (hex) => (markers.has(hex) ? `var(--${markers.get(hex)})` : hex))
css = css.replace(/rgba\((\d+), (\d+), (\d+), ([\d.]+)\)/g, (whole, r, g, b, alpha) => {
  const hex = '#' + [r, g, b].map((part) => Number(part).toString(16).padStart(2, '0')).join('')
  return markers.has(hex) ? `color-mix(in srgb, var(--${markers.get(hex)}) ${alpha * 100}%, transparent)` : whole
})
const left = [...css.matchAll(/^.*(#[0-9a-f]{3,8}\b|rgb\(|https?:\/\/|@font-face).*$/gim)].map((match) => match[0].trim())
  .filter((line) => !/www\.w3\.org|#000|https:\/\/github|^\s*(\/\/|\*)/.test(line))
if (left.length) {
  console.error('Colours or addresses with no token of ours:\n' + [...new Set(left)].join('\n'))
  process.exit(1)
}
const own = sass.compile(join(here, 'scss', 'alongside.scss'), { style: 'expanded' }).css
const banner = '/* Alongside. Built on nhsuk-frontend 10.6.1 (MIT), with our own colours and the system typeface. Sources and licences: assets/ */\n'
const { code } = await esbuild.transform(css + own, { loader: 'css', minify: true, target: ['chrome105', 'firefox113', 'safari16'], legalComments: 'none' })
writeFileSync(join(out, 'alongside.css'), banner + code)

await esbuild.build({
  entryPoints: [join(here, 'js', 'alongside.js')],
  outfile: join(out, 'alongside.js'),
  bundle: true, minify: true, format: 'esm', target: ['es2020'], legalComments: 'none',
  banner: { js: banner.trim() }
})
copyFileSync(join(here, 'mark.svg'), join(out, 'mark.svg'))
copyFileSync(join(here, 'LICENCE-nhsuk-frontend.txt'), join(out, 'LICENCE-nhsuk-frontend.txt'))
for (const name of ['alongside.css', 'alongside.js', 'mark.svg']) {
  const raw = readFileSync(join(out, name))
  console.log(`${name}: ${(raw.length / 1024).toFixed(1)} KB, ${(brotliCompressSync(raw).length / 1024).toFixed(1)} KB with brotli`)
}
