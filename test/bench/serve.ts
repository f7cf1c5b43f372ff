/** The API in a process of its own, as in production, for the benchmark to call; it leaves the outbox alone. */
import 'reflect-metadata'
import { runtimeDatabase } from '../../src/platform/database/runtime-database.js'
import { dieWithParent } from '../../src/platform/die-with-parent.js'
import { createWebApplication } from '../../src/web-application.js'

const application = await createWebApplication({
  database: await runtimeDatabase(),
  relay: false,
  secondFactor: 'offered',
})
dieWithParent(() => application.close())
await application.listen(0, '127.0.0.1')
process.send?.(await application.getUrl())
