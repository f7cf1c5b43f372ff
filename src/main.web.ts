import 'reflect-metadata'
import { assertDeploymentSettings, portOf } from './deployment-settings.js'
import { createWebApplication } from './web-application.js'
import { runtimeDatabase } from './platform/database/runtime-database.js'
import { endWithReason } from './platform/problem/failed-start.js'
import { oidcSettingsFrom } from './staff/oidc-settings.js'
import { SecondFactorPolicy } from './staff/second-factor.policy.js'
import { dieWithParent } from './platform/die-with-parent.js'

/** Starts pages and API. Any number of these processes may run side by side. */
async function start(): Promise<void> {
  assertDeploymentSettings()
  const demonstration = process.env.SANTUN_DEMONSTRATION === 'yes'
  const application = await createWebApplication({
    database: await runtimeDatabase(),
    redisUrl: process.env.REDIS_URL,
    demonstration,
    secondFactor: SecondFactorPolicy.settingFrom(process.env, demonstration),
    oidc: oidcSettingsFrom(process.env),
  })
  application.enableShutdownHooks()
  dieWithParent(() => application.close())
  await application.listen(portOf(process.env), process.env.HOST ?? '127.0.0.1')
  process.send?.('ready')
}

await start().catch(endWithReason)
