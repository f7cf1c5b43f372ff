/**
 * Evaluations of a JKM death per second on one core: the decision with its trace kept as data, the reading of the
 * facts, the whole, and the whole with every sentence written; next to a general rules engine that decides the same
 * deaths by a small set of rules, in the same run. `npm run bench`.
 */
import { decide, evaluate, readFacts, toJson } from '#libs/benefits'
import { parseLocalDate } from '#libs/local-date'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'
import { type DeathFacts, decideByRules, jkmEngine } from './jkm-rules.js'

const law = loadLaw()
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })
const engine = jkmEngine()

/** A death that is paid in full, and one for each other way it may end: the two must agree before they race. */
const deaths = [
  ['2025-05-20', '2025-06-02', '2024-03-05', '2025-06-30'],
  ['2025-05-20', '2025-06-02', '2025-03-05', '2025-06-30'],
  ['2025-05-20', '2025-06-02', '2024-03-05', '2025-03-31'],
  ['2025-05-20', '2025-06-02', '2024-03-05', '2025-01-31'],
  ['2025-05-20', '2030-05-21', '2024-03-05', '2025-06-30'],
  ['2025-05-20', '2025-06-02', '2025-05-21', '2025-06-30'],
].map((dates) => {
  const [eventDate, received, membershipStart, paidUntil] = dates.map(parseLocalDate)
  if (!eventDate || !received || !membershipStart || !paidUntil) throw new Error('four dates a death')
  return { segment: 'BPU', eventDate, received, membershipStart, paidUntil }
})

function caseOf({ segment, eventDate, received, membershipStart, paidUntil }: DeathFacts): object {
  return {
    participant: {
      segment,
      benefit_wage_base: 1_000_000,
      contribution_months: 14,
      membership_start: membershipStart,
      paid_until: paidUntil,
    },
    event: { type: 'non_work_death', event_date: eventDate },
    claim: { received },
  }
}

async function assertAgreement(): Promise<void> {
  for (const death of deaths) {
    const evaluation = evaluate(caseOf(death), law, calendar)
    if (!evaluation.ok) throw new Error(JSON.stringify(evaluation.refusals))
    const { decision, lines } = evaluation.answer
    const ours = JSON.stringify([decision, lines.map(({ code, amount }) => [code, Number(amount)])])
    const verdict = await decideByRules(engine, death)
    const theirs = JSON.stringify([verdict.decision, verdict.lines.map(({ code, amount }) => [code, amount])])
    if (ours !== theirs) throw new Error(`${ours} is not ${theirs} for ${JSON.stringify(death)}`)
  }
}

let kept: unknown
await assertAgreement()
const death = firstOf(deaths)
const input = caseOf(death)
const reading = readFacts(input, law)
if (!reading.ok) throw new Error(JSON.stringify(reading.refusals))
const { facts } = reading

const decided = best(() => (kept = decide(facts, law, calendar)))
const read = best(() => (kept = readFacts(input, law)))
const whole = best(() => (kept = evaluate(input, law, calendar)))
const written = best(() => {
  const evaluation = evaluate(input, law, calendar)
  kept = evaluation.ok ? toJson(evaluation.answer) : undefined
})
const byRules = await bestOfRules()
if (kept === undefined) throw new Error('nothing was evaluated')

print(decided, 'keputusan dengan jejak sebagai data', true)
print(read, 'membaca dan memeriksa fakta', false)
print(whole, 'keseluruhan: membaca, memeriksa, memutuskan', true)
print(written, 'keseluruhan dengan kalimat dan JSON', true)
print(byRules, 'json-rules-engine, lima aturan yang setara', false)

function firstOf([first]: readonly DeathFacts[]): DeathFacts {
  if (!first) throw new Error('no death to decide')
  return first
}

function print(rate: number, label: string, compared: boolean): void {
  const times = compared ? `  (${(rate / byRules).toFixed(0)} kali json-rules-engine)` : ''
  process.stdout.write(`${Math.round(rate).toLocaleString('id').padStart(12)} per detik  ${label}${times}\n`)
}

/** The best of five rounds after a warm-up, in seconds of processor time: the machine may be shared. */
function best(work: () => void): number {
  const turns = (count: number) => {
    for (let turn = 0; turn < count; turn++) work()
  }
  return Math.max(...[1, 2, 3, 4, 5, 6].map(() => perSecond(turns, 2_000)))
}

function perSecond(turns: (count: number) => void, batch: number): number {
  const start = cpuSeconds()
  let [count, elapsed] = [0, 0]
  while (elapsed < 0.5) {
    turns(batch)
    count += batch
    elapsed = cpuSeconds() - start
  }
  return count / elapsed
}

/** The engine answers by promises, so its rounds are a loop of their own. */
async function bestOfRules(): Promise<number> {
  const rounds: number[] = []
  for (let round = 0; round < 6; round++) {
    const start = cpuSeconds()
    let [count, elapsed] = [0, 0]
    while (elapsed < 0.5) {
      for (let turn = 0; turn < 200; turn++) kept = await decideByRules(engine, death)
      count += 200
      elapsed = cpuSeconds() - start
    }
    rounds.push(count / elapsed)
  }
  return Math.max(...rounds)
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}
