// Makes config/numbering.tsv from the metadata of libphonenumber-js, and the samples by which that library judges our
// reading of numbers. `node numbering.mjs write` writes both; `check` says whether the committed ones are what it writes.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Metadata, parsePhoneNumberFromString } from 'libphonenumber-js/core'

const require = createRequire(import.meta.url)
const metadata = require('libphonenumber-js/metadata.max.json')
const examples = require('libphonenumber-js/examples.mobile.json')
const root = new URL('../../../', import.meta.url)
const table = new URL('config/numbering.tsv', root)
const samples = new URL('tests/gateway/line/numbers_samples.tsv', root)

const fills = ['0000000000000000', '1234567890123456', '5555555555555555', '9876543210987654']
const continuations = [...Array(100).keys()].flatMap((next) => fills.map((fill) => String(next).padStart(2, '0') + fill))

function plan(country) {
  const reader = new Metadata(metadata)
  reader.selectNumberingPlan(country)
  return reader.numberingPlan
}

// The beginnings, of at most three digits, that a number of `length` digits may have under one of the patterns. A
// pattern cannot be turned into beginnings by looking at it, so every beginning is tried with some continuations.
function beginnings(patterns, length) {
  const whole = patterns.map((pattern) => new RegExp(`^(?:${pattern})$`))
  const found = []
  for (let number = 0; number < 1000; ++number) {
    const start = String(number).padStart(3, '0')
    const holds = (rest) => whole.some((one) => one.test((start + rest).slice(0, length)))
    if (continuations.some(holds)) found.push(start)
  }
  return shortened(shortened(found))
}

// Ten neighbours that differ in the last digit alone become one shorter beginning.
function shortened(starts) {
  const longest = Math.max(0, ...starts.map((start) => start.length))
  const groups = new Map()
  for (const start of starts) {
    const key = start.length === longest ? start.slice(0, -1) : start
    groups.set(key, [...(groups.get(key) ?? []), start])
  }
  return [...groups].flatMap(([key, members]) => (members.length === 10 && key !== '' ? [key] : members))
}

function patterns_of(country, types) {
  return types.map((type) => plan(country).type(type)?.pattern()).filter(Boolean)
}

function mobiles(country) {
  const own = patterns_of(country, ['MOBILE'])
  const patterns = own.length > 0 ? own : [plan(country).nationalNumberPattern()]
  const lengths = plan(country).type('MOBILE')?.possibleLengths() ?? plan(country).possibleLengths()
  return lengths.map((length) => [length, beginnings(patterns, length)]).filter(([, starts]) => starts.length > 0)
    .map(([length, starts]) => `${length}:${starts.join(',')}`).join(' ')
}

// By which first digits a country is told from the main country of its code. Empty: it cannot be, or need not be.
function leading(country, main) {
  if (country === main) return ''
  const types = ['FIXED_LINE', 'MOBILE']
  const mine = new Set(plan(country).possibleLengths().flatMap((length) => expand(patterns_of(country, types), length)))
  const theirs = new Set(plan(main).possibleLengths().flatMap((length) => expand(patterns_of(main, types), length)))
  return [...mine].filter((start) => !theirs.has(start)).sort().join(',')
}

function expand(patterns, length) {
  return beginnings(patterns, length).flatMap((start) => {
    const missing = 3 - start.length
    return [...Array(10 ** missing).keys()].map((rest) => start + (missing ? String(rest).padStart(missing, '0') : ''))
  })
}

function rows() {
  const made = []
  for (const [code, countries] of Object.entries(metadata.country_calling_codes)) {
    for (const country of countries) {
      if (!/^[A-Z]{2}$/.test(country)) continue
      const main = countries[0]
      const prefix = plan(country).IDDPrefix() || ''
      made.push([country, code, country === main ? 'main' : '', plan(country).nationalPrefix() || '',
        /^\d+$/.test(prefix) ? prefix : '00', plan(country).possibleLengths().join(','), mobiles(country),
        leading(country, main)])
    }
  }
  return made.sort((a, b) => (a[0] < b[0] ? -1 : 1))
}

function numbering() {
  const head = ['country', 'calling_code', 'main', 'trunk_prefix', 'international_prefix', 'lengths', 'mobiles', 'leading']
  return `${[head, ...rows()].map((row) => row.join('\t')).join('\n')}\n`
}

// Every way in which networks and people write one number; what each must be read as is what the library makes of the
// form with a plus. `via` is the country of the channel it comes in on.
function written(country, e164) {
  const number = parsePhoneNumberFromString(e164, metadata)
  const code = number.countryCallingCode
  const national = number.nationalNumber
  const trunk = plan(country).nationalPrefix() || ''
  const bare = `${code}${national}`
  const ways = [[e164, 'NP'], [`00${bare}`, 'NP'], [bare, ''], [bare, country], [national, country],
    [number.formatInternational(), country], [number.formatNational(), country]]
  // +960 771 2345 without its plus is a mobile number of Nepal too: there, home comes first.
  if (!parsePhoneNumberFromString(bare, { defaultCountry: 'NP', extract: false }, metadata)?.isValid() || country === 'NP') ways.push([bare, 'NP'])
  if (trunk) ways.push([`${trunk}${national}`, country], [`+${code} ${trunk}${national}`, 'NP'], [`00${code}${trunk}${national}`, 'NP'])
  return ways.map(([as_written, via]) => [as_written, via, e164, number.country])
}

function judged() {
  const countries = readFileSync(new URL('config/countries.tsv', root), 'utf8').split('\n').slice(1)
    .map((line) => line.split('\t')[0]).filter(Boolean)
  const head = ['as_written', 'via', 'e164', 'country']
  const made = countries.flatMap((country) => {
    const e164 = parsePhoneNumberFromString(examples[country], country, metadata).number
    return written(country, e164)
  })
  const once = [...new Set(made.map((row) => row.join('\t')))]
  return `${[head.join('\t'), ...once].join('\n')}\n`
}

const files = [[table, numbering()], [samples, judged()]]
const verb = process.argv[2]
if (verb === 'write') {
  for (const [file, text] of files) writeFileSync(file, text)
} else if (verb === 'check') {
  const stale = files.filter(([file, text]) => readFileSync(file, 'utf8') !== text)
  for (const [file] of stale) console.error(`${file.pathname} is not what numbering.mjs writes: run \`npm run write\` here`)
  process.exit(stale.length === 0 ? 0 : 1)
} else {
  console.error('usage: node numbering.mjs write|check')
  process.exit(2)
}
