/** `node --import ./test/support/run-typescript.js test/chaos/run.ts [claims] [seconds] [seed]` */
import 'reflect-metadata'
import { paymentChaos } from './payment-chaos.js'

const [claims = '10000', seconds = '3600', seed = '1'] = process.argv.slice(2)
const started = performance.now()
const figures = await paymentChaos({
  claims: Number(claims),
  workers: 4,
  seed,
  share: 45,
  days: 60,
  seconds: Number(seconds),
  say: (line) => console.log(line),
})
console.log(JSON.stringify(figures, null, 2))
console.log(`${Math.round((performance.now() - started) / 1000)} s`)
const faults = figures.paidTwice + figures.sentTwice + figures.unbalanced + figures.ownerless
if (faults > 0) process.exitCode = 1
