/**
 * Evaluations of a JKM death per second on one core: the decision with its trace kept as data, the reading of the
 * facts, the whole, and the whole with every sentence written. Run it with
 * `node --import ./test/support/run-typescript.js test/bench/evaluate.bench.ts`.
 */
import { decide, evaluate, readFacts, toJson } from '#libs/benefits'
import { loadWorkingCalendar } from '../../src/platform/law-loader/load-calendar.js'
import { loadLaw } from '../../src/platform/law-loader/load-law.js'

const law = loadLaw()
const calendar = loadWorkingCalendar({ cutiBersamaCounts: false })
const input = {
  participant: {
    segment: 'BPU',
    benefit_wage_base: 1_000_000,
    contribution_months: 14,
    membership_start: '2024-03-05',
    paid_until: '2025-06-30',
  },
  event: { type: 'non_work_death', event_date: '2025-05-20' },
  claim: { received: '2025-06-02' },
}

const reading = readFacts(input, law)
if (!reading.ok) throw new Error(JSON.stringify(reading.refusals))
const { facts } = reading

let kept: unknown
report('keputusan dengan jejak sebagai data', () => (kept = decide(facts, law, calendar)))
report('membaca fakta', () => (kept = readFacts(input, law)))
report('keseluruhan', () => (kept = evaluate(input, law, calendar)))
report('keseluruhan dengan kalimat dan JSON', () => {
  const evaluation = evaluate(input, law, calendar)
  kept = evaluation.ok ? toJson(evaluation.answer) : undefined
})
if (kept === undefined) throw new Error('nothing was evaluated')

/** The best of five rounds after a warm-up: the machine may be shared, and the code has no bad days of its own. */
function report(label: string, work: () => void): void {
  rate(work, 300)
  const best = Math.max(...Array.from({ length: 5 }, () => rate(work, 600)))
  process.stdout.write(`${Math.round(best).toLocaleString('id').padStart(12)} per detik  ${label}\n`)
}

function rate(work: () => void, milliseconds: number): number {
  const start = performance.now()
  let count = 0
  let elapsed = 0
  while (elapsed < milliseconds) {
    for (let turn = 0; turn < 500; turn++) work()
    count += 500
    elapsed = performance.now() - start
  }
  return (count / elapsed) * 1000
}
