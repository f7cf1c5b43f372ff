import 'reflect-metadata'
import { createWebApplication } from './web-application.js'
import { runtimeDatabase } from './platform/database/runtime-database.js'
import { SecondFactorPolicy } from './staff/second-factor.policy.js'
import { dieWithParent } from './platform/die-with-parent.js'

/** Starts pages and API. Any number of these processes may run side by side. */
const database = await runtimeDatabase()
const demonstration = process.env.SANTUN_DEMONSTRATION === 'yes'
const application = await createWebApplication({
  database,
  redisUrl: process.env.REDIS_URL,
  demonstration,
  secondFactor: SecondFactorPolicy.settingFrom(process.env, demonstration),
})
application.enableShutdownHooks()
dieWithParent(() => application.close())
const port = Number(process.env.PORT ?? 3000)
await application.listen(port, process.env.HOST ?? '127.0.0.1')
process.send?.('ready')
